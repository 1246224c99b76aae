"""Run a command with a PostgreSQL of its own: ``python tests/with_postgres.py COMMAND …``.

The cluster lives in a temporary folder, listens on a Unix socket and loopback, and goes when the command ends.
Exit 77 when there is no PostgreSQL on the machine.
"""

import glob
import os
import pwd
import shutil
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


def main(command: list[str]) -> int:
    place = binaries()
    if not place:
        print("PostgreSQL is not installed (apt-get install postgresql): its tests are skipped.")
        return MISSING
    folder = tempfile.mkdtemp(prefix="reveille-pg-")
    user = None
    if os.geteuid() == 0:  # PostgreSQL will not run as root
        user = "postgres"
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    port = free_port()
    cluster = os.path.join(folder, "cluster")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "user": user, "cwd": folder}
    try:
        subprocess.run(
            [
                f"{place}/initdb",
                "-D",
                cluster,
                "-U",
                "reveille",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            **quiet,
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = os.path.join(folder, "log")
        subprocess.run([f"{place}/pg_ctl", "-D", cluster, "-w", "-l", log, "-o", options, "start"], **quiet)
        try:
            subprocess.run(
                [f"{place}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "reveille", "reveille"],
                **quiet,
            )
            address = f"postgresql://reveille@127.0.0.1:{port}/reveille"
            return subprocess.run(command, env={**os.environ, "REVEILLE_TEST_DATABASE": address}).returncode
        finally:
            subprocess.run([f"{place}/pg_ctl", "-D", cluster, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
