"""Run a command with a PostgreSQL of its own: ``python tests/with_postgres.py COMMAND …``.

The cluster lives in a temporary folder, listens on a Unix socket and loopback, and goes when the command ends.
Exit 77 when there is no PostgreSQL on the machine.
"""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

MISSING = 77


def binaries() -> str:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [shutil.which("initdb") or ""]
    return os.path.dirname(found[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A running PostgreSQL, with the user reveille, until it is left."""

    def __enter__(self) -> "Cluster":
        self.folder = tempfile.mkdtemp(prefix="reveille-pg-")
        self.user = None
        if os.geteuid() == 0:  # PostgreSQL will not run as root
            self.user = "postgres"
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        try:
            self._run("initdb", "-D", self._data, "-U", "reveille", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
            self.port = free_port()  # as late as can be: other tests take ports too
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = os.path.join(self.folder, "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop", check=False)

    def database(self, name: str, template: str = "template1") -> str:
        """Make a database, as a copy of another, and return its address."""
        at = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "reveille")
        self._run("createdb", *at, "-T", template, name)
        return f"postgresql://reveille@127.0.0.1:{self.port}/{name}"

    @property
    def _data(self) -> str:
        return os.path.join(self.folder, "cluster")

    def _run(self, program: str, *words: str, check: bool = True) -> None:
        subprocess.run(
            [os.path.join(binaries(), program), *words],
            check=check, stdout=subprocess.DEVNULL, user=self.user, cwd=self.folder,
        )  # fmt: skip


def main(command: list[str]) -> int:
    if not binaries():
        print("PostgreSQL is not installed (apt-get install postgresql): its tests are skipped.")
        return MISSING
    with Cluster() as cluster:
        address = cluster.database("reveille")
        with subprocess.Popen(command, env={**os.environ, "REVEILLE_TEST_DATABASE": address}) as running:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears it too, and says what it has found
            return running.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
