"""What is to be written to one line, and how much of it may have left: on that hangs whether a letter is in doubt."""

from __future__ import annotations

import socket
import ssl

_IOV = 16  # pieces in one write


class Outflow:
    """Bytes on their way to a socket that never blocks. Counts are of all bytes since the line was opened."""

    __slots__ = ("_pieces", "_sent", "_sock", "_tls", "queued", "touched")

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._tls = sock, isinstance(sock, ssl.SSLSocket)
        self._pieces: list[bytes | memoryview] = []
        self._sent = 0
        self.queued = 0  # bytes that were to be written
        self.touched = 0  # bytes that left, or may leave whatever is said now

    @property
    def waits(self) -> bool:
        """Something is to be written."""
        return bool(self._pieces)

    def put(self, data: bytes) -> None:
        """Let bytes follow what is there."""
        self._pieces.append(data)
        self.queued += len(data)

    def flush(self) -> None:
        """Write all; raises what the socket raises where it takes no more, and goes on there the next time."""
        while self._pieces:
            self._wrote(self._write())

    def clear(self) -> None:
        """Drop what has not left."""
        self._pieces.clear()

    def _write(self) -> int:
        if self._tls:
            if len(self._pieces) > 1:
                self._pieces = [b"".join(self._pieces)]
            # A record that TLS was given may leave later, whatever it says now.
            self.touched = self._sent + len(self._pieces[0])
            return self._sock.send(self._pieces[0])
        return self._sock.sendmsg(self._pieces[:_IOV])

    def _wrote(self, count: int) -> None:
        self._sent += count
        self.touched = max(self.touched, self._sent)
        if self._sent == self.queued:
            self._pieces.clear()
            return
        gone = 0
        while count >= len(self._pieces[gone]):
            count -= len(self._pieces[gone])
            gone += 1
        self._pieces[: gone + 1] = [memoryview(self._pieces[gone])[count:]]
