"""Bytes from outside into text: what they say of themselves first, then what they look like."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_INSIDE = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)",
    re.I,
)
# Browsers read these names as windows-1252 (WHATWG Encoding, 4.2), and pages mean it so.
_AS_WINDOWS = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1", "l1", "cp819"}
LOOKED_AT = 20_000


def decode(data: bytes, content_type: str = "") -> str:
    """Return the text of ``data``; never raises.

    In this order: the byte order mark, the declared charset (inside the document, then in ``content_type``) if the
    bytes hold to it, UTF-8 if they do, and what charset-normalizer takes them for; else windows-1252, which reads all.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for name in (*_declared(data, content_type), "utf-8"):
        text = _try(data, name)
        if text is not None:
            return text
    guess = charset_normalizer.from_bytes(data[:LOOKED_AT]).best()
    text = _try(data, guess.encoding) if guess else None
    return text if text is not None else data.decode("windows-1252", "replace")


def _declared(data: bytes, content_type: str) -> list[str]:
    names = []
    inside = _INSIDE.search(data[:2000])
    header = _HEADER.search(content_type)
    if header:
        names.append(header.group(1))
    if inside:
        names.append((inside.group(1) or inside.group(2)).decode("ascii"))
    # A document in UTF-8 that says otherwise is in UTF-8: chance does not make valid UTF-8.
    legacy = [name for name in names if name.lower().replace("_", "-") not in ("utf-8", "utf8")]
    return ["utf-8", *legacy] if not data.isascii() else legacy[:0]


def _try(data: bytes, name: str) -> str | None:
    name = name.lower()
    try:
        return data.decode("windows-1252" if name in _AS_WINDOWS else name)
    except (LookupError, UnicodeError, ValueError):
        return None
