"""A small SMTP server on loopback that does wrong what it is told to do wrong.

Each step (banner, mail, rcpt, data, before_dot, dot) may answer other bytes, None (cut the line) or "hang".
``before_dot`` cuts when the whole letter is there and its dot is not read. ``taken`` are the letters it took:
with ``dot=None`` the letter is taken and the line is cut before the answer.
"""

import contextlib
import socket
import threading


class Misbehaving:
    def __init__(self, letters_a_connection=1000, faulty_letters=10**9, offers=("SIZE 10000000",), lax=False, **faults):
        self.offers, self.lax = offers, lax  # lax: it takes letters to nobody, until their dot
        self.faults, self.letters_a_connection = faults, letters_a_connection
        self.faulty_letters = faulty_letters  # after so many it behaves
        self.taken, self.recipients, self.mails, self.seen, self.lines = [], [], [], 0, 0

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join(5)
        self.listener.close()

    def _serve(self):
        while not self.ending.is_set():
            line, _ = self.listener.accept()
            self.lines += 1
            with line, line.makefile("rb") as file:
                try:
                    if not self.ending.is_set():
                        self._talk(line, file)
                except (OSError, _CutError):
                    pass

    def _say(self, line, step, usual):
        said = self.faults.get(step, usual) if self.seen <= self.faulty_letters else usual
        if said is None:
            raise _CutError
        if said == "hang":
            self.ending.wait(5)
            raise _CutError
        line.sendall(said)
        if said.startswith(b"421"):
            raise _CutError
        return said == usual

    def _talk(self, line, file):
        self._say(line, "banner", b"220 loopback\r\n")
        letters = 0
        while command := file.readline():
            verb = command[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                offered = ["loopback", *self.offers]
                line.sendall("".join(f"250{'-' if n < len(offered) else ' '}{one}\r\n"
                                     for n, one in enumerate(offered, 1)).encode())  # fmt: skip
            elif verb == b"MAIL":
                if letters >= self.letters_a_connection:
                    raise _CutError
                self.seen += 1
                self.mails.append(command)
                self._say(line, "mail", b"250 2.1.0 ok\r\n")
            elif verb == b"RCPT":
                recipient = command[8:].strip().strip(b"<>").decode()
                known = self._say(line, "rcpt", b"250 2.1.5 ok\r\n")
                chunks = b""
            elif verb == b"BDAT":
                size, last = int(command.split()[1]), b"LAST" in command
                chunks += file.read(size)
                if not known:
                    line.sendall(b"554 5.5.1 no valid recipients\r\n")
                elif last:
                    self._taken(line, chunks, recipient)
                    letters += 1
                else:
                    self._say(line, "data", b"250 2.0.0 more\r\n")
            elif verb == b"DATA":
                if not known and not self.lax:
                    line.sendall(b"554 5.5.1 no valid recipients\r\n")
                elif not known:
                    line.sendall(b"354 go on\r\n")
                    assert file.readline() == b".\r\n", "an empty letter to nobody"
                    line.sendall(b"554 5.5.1 no valid recipients\r\n")
                elif self._say(line, "data", b"354 go on\r\n"):
                    self._letter(line, file, recipient)
                    letters += 1
            elif verb == b"QUIT":
                line.sendall(b"221 bye\r\n")
                return
            else:
                line.sendall(b"250 ok\r\n")

    def _letter(self, line, file, recipient):
        rows = []
        while (row := file.readline()) != b".\r\n":
            if not row:
                raise _CutError
            rows.append(row[1:] if row.startswith(b".") else row)
        self._taken(line, b"".join(rows), recipient)

    def _taken(self, line, letter, recipient):
        faulty = self.seen <= self.faulty_letters
        if "before_dot" in self.faults and faulty:
            raise _CutError
        dot = self.faults.get("dot", b"250") if faulty else b"250"
        if dot is None or dot == "hang" or dot[:1] not in b"45":
            self.taken.append(letter)
            self.recipients.append(recipient)
        self._say(line, "dot", b"250 2.0.0 taken\r\n")


class Threaded(Misbehaving):
    """Serves each connection in a thread of its own; ``ending`` set lets what hangs go."""

    def _serve(self):
        talks = []
        while not self.ending.is_set():
            line, _ = self.listener.accept()
            talks.append(threading.Thread(target=self._talk_alone, args=(line,), daemon=True))
            talks[-1].start()
        for one in talks:
            one.join(5)

    def _talk_alone(self, line):
        with line, line.makefile("rb") as file, contextlib.suppress(OSError, _CutError):
            self._talk(line, file)


class _CutError(Exception):
    pass
