"""A transport that blocks, many times abreast: each letter that may go is sent by a thread of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from reveille.mail.transport import Outcome, Parcel, Transport, Turn


class Abreast:
    """A Road. Intents are written down by the one who takes the turns."""

    def __init__(self, transport: Transport, places: int) -> None:
        self.transport = transport
        self.places = self.width = places
        self._put: list[Parcel] = []
        self._ready: set[Parcel] = set()  # asked for their intent
        self._gone: set[Parcel] = set()
        self._ended: SimpleQueue[tuple[Parcel, Outcome]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(places, thread_name_prefix="provider")

    @property
    def busy(self) -> int:
        """Return how many letters are on their way."""
        return len(self._put) + len(self._ready) + len(self._gone)

    def put(self, parcel: Parcel) -> None:
        """Take a letter."""
        self._put.append(parcel)

    def turn(self, seconds: float, behind: int = 0, linger: float = 0.0) -> Turn:
        """Ask for the intents of what was put, or wait for at most ``seconds`` until one is answered."""
        turn = Turn(waiting=self._put)
        self._ready.update(self._put)
        self._put = []
        try:
            wait = bool(self._gone) and not turn.waiting
            while True:
                ended = self._ended.get(timeout=seconds) if wait else self._ended.get_nowait()
                self._gone.discard(ended[0])
                turn.ended.append(ended)
                wait = False
        except Empty:
            return turn

    def go(self, parcel: Parcel) -> None:
        """Let a waiting letter go."""
        self._ready.remove(parcel)
        self._gone.add(parcel)
        self._threads.submit(self._send, parcel)

    def call_off(self, parcel: Parcel) -> None:
        """Keep a waiting letter here."""
        self._ready.remove(parcel)

    def withdraw(self) -> list[Parcel]:
        """Return what was put and has not gone."""
        back = [*self._put, *self._ready]
        self._put = []
        self._ready.clear()
        return back

    def close(self) -> None:
        """Wait for what is on its way, and end."""
        self._threads.shutdown()

    def _send(self, parcel: Parcel) -> None:
        try:
            outcome: Outcome = self.transport.send(parcel.envelope_from, parcel.recipient, parcel.letter)
        except Exception as error:  # noqa: BLE001 - it ends its own turn, and is told
            outcome = error
        self._ended.put((parcel, outcome))
