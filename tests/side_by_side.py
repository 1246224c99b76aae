"""Run parts of the tests side by side, one a processor: ``python tests/side_by_side.py PART … [-- ARGUMENT …]``.

What a part says is shown in one piece when it has ended. Exit 1 when a part failed, 130 when they were interrupted.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO

RUN = Path(__file__).parents[1] / "run"
INTERRUPTED = 130
LOOKS_EVERY = 0.2  # seconds


@dataclass
class Part:
    """A part at work. Its process leads a session of its own: an interruption reaches each of its processes once."""

    name: str
    said: IO[bytes]
    begun: float
    process: subprocess.Popen[bytes]

    def interrupt(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)

    def tell(self) -> None:
        self.said.seek(0)
        print(f"\n=== {self.name}: {time.monotonic() - self.begun:.0f} s ===", flush=True)
        sys.stdout.buffer.write(self.said.read())
        sys.stdout.flush()
        self.said.close()


def start(name: str, arguments: list[str]) -> Part:
    said = tempfile.TemporaryFile()  # noqa: SIM115 - the part closes it
    process = subprocess.Popen(
        [RUN, "part", name, *arguments],
        stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    return Part(name, said, time.monotonic(), process)


def run(names: list[str], arguments: list[str], stopped: Event, at_once: int) -> list[str]:
    """Run the parts until they have ended or are stopped, and return the names of those that failed."""
    waiting, running, failed = list(names), [], []
    while running or (waiting and not stopped.is_set()):
        while waiting and len(running) < at_once and not stopped.is_set():
            running.append(start(waiting.pop(0), arguments))
            print(f"{running[-1].name} …", flush=True)
        if stopped.wait(LOOKS_EVERY):
            for part in running:
                part.interrupt()
        for part in [one for one in running if stopped.is_set() or one.process.poll() is not None]:
            failed += [part.name] if part.process.wait() else []
            running.remove(part)
            part.tell()
    return failed


def main(words: list[str]) -> int:
    stopped = Event()
    for one in (signal.SIGINT, signal.SIGTERM):  # heard even where a shell has begun us with SIGINT ignored
        signal.signal(one, lambda *_: stopped.set())
    cut = words.index("--") if "--" in words else len(words)
    failed = run(words[:cut], words[cut + 1 :], stopped, len(os.sched_getaffinity(0)))
    if stopped.is_set():
        return INTERRUPTED
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEvery part passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
