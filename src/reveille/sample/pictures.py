"""Pictures for the sample morning: a real PNG, drawn by hand, of two tones that meet at a horizon."""

import hashlib
import struct
import zlib

WIDTH, HEIGHT = 640, 360  # pixels; the width is a multiple of eight, since a pixel is one bit


def horizon(name: str) -> bytes:
    """The PNG of ``name``: always the same; its two tones and its horizon come from the name."""
    seed = hashlib.sha256(name.encode()).digest()
    sky = bytes(170 + value % 70 for value in seed[:3])
    sea = bytes(20 + value % 90 for value in seed[3:6])
    line = HEIGHT // 2 + seed[6] * HEIGHT // 1024
    # PNG (ISO/IEC 15948): one bit a pixel, colour type 3 is a palette, a row opens with its filter.
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 1, 3, 0, 0, 0)
    rows = (b"\0" + b"\x00" * (WIDTH // 8)) * line + (b"\0" + b"\xff" * (WIDTH // 8)) * (HEIGHT - line)
    chunks = ((b"IHDR", header), (b"PLTE", sky + sea), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
