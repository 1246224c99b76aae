"""Letters to a mail server that only counts them: how many a second, and what each costs.

A closed edition of about 90 kB, its readers planned, is handed over by ``delivery.post`` to ``smtp-sink`` (Postfix's)
on loopback, each letter signed with RSA-2048; the sink runs on the same cores and its own count is what counts. The
limit is the smaller of two: what ``smtp-source`` brings to the same sink with letters of that size, unsigned, and how
often one core signs (``openssl speed``) times the workers. Peers, in the same run and in turn with ours: Django's
``send_messages`` over smtplib, and aiosmtplib, both with dkimpy and with letters that are made already.

    python benchmarks/deliver.py [--letters 4000] [--workers 2] [--rounds 3] [--intents 10] [--both-keys] [--singly]
                                 [--json]

Ten intents a line are written in one commit, which an installation has to ask for (``REVEILLE_INTENTS``). Where the
extra ``multibuffer`` and the processor allow it, letters are signed eight at a time, unless ``--singly`` is said.

``--letters 100000`` is the long run: every row settled, memory, the ledger's share of the processor's time.
"""

import argparse
import asyncio
import hashlib
import itertools
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reveille.core import multibuffer

GOAL_RATE, GOAL_CPU, GOAL_LEDGER, GOAL_MB = 0.70, 1.4, 1 / 3, 300
PEERS_LETTERS = 150
CLOSING = datetime(2026, 11, 25, 6, tzinfo=UTC)
DUE = CLOSING + timedelta(minutes=31)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=4000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--intents", type=int, default=10)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--both-keys", action="store_true", help="sign with Ed25519 as well, as an installation does")
    parser.add_argument("--singly", action="store_true", help="sign one letter at a time, as without crypto_mb")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.worker:
        return work(told)
    rounds = []
    for n in range(told.rounds):
        rounds.append(measured(told))
        if not told.json:
            print(f"round {n + 1}: {rounds[-1]['ours']:.0f} letters/s, limit {limit(rounds[-1], told):.0f}", flush=True)
    median = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    report(median, told)
    return 0 if all(verdicts(median, told).values()) else 1


def limit(figures, told):
    return min(figures["smtp-source"], figures["openssl"] * told.workers)


def verdicts(median, told):
    """Which goals are met."""
    return {
        f"{median['ours'] / limit(median, told):.0%} of the limit, goal {GOAL_RATE:.0%}":
            median["ours"] >= GOAL_RATE * limit(median, told),
        f"{median['cpu'] / median['cpu limit']:.2f} times RSA and SHA-256, goal {GOAL_CPU}":
            median["cpu"] <= GOAL_CPU * median["cpu limit"],
        f"the ledger's share {median['ledger']:.0%}, goal under a third": median["ledger"] < GOAL_LEDGER,
        f"peak memory of a worker {median['mb']:.0f} MB, goal {GOAL_MB}": median["mb"] < GOAL_MB,
        f"{median['taken']:.0f} letters taken, {told.letters} rows sent": median["taken"] == told.letters,
    }  # fmt: skip


def report(median, told):
    peers = {name: round(median[name], 1) for name in ("Django + dkimpy", "aiosmtplib + dkimpy")}
    best = max(peers.values())
    if told.json:
        print(json.dumps({
            "name": "deliver", "ours": round(median["ours"]), "peers": peers, "limit": round(limit(median, told)),
            "ratio_to_limit": round(median["ours"] / limit(median, told), 2),
            "ratio_to_best_peer": round(median["ours"] / best, 1), "unit": "letters/s",
            "cpu_us": round(median["cpu"]), "cpu_limit_us": round(median["cpu limit"]),
            "cpu_ratio": round(median["cpu"] / median["cpu limit"], 2), "ledger_share": round(median["ledger"], 3),
            "signed_eight_at_once": multibuffer.here() and not told.singly,
            "peak_mb": round(median["mb"]), "letters": told.letters, "workers": told.workers,
            "goals": verdicts(median, told),
        }))  # fmt: skip
        return
    signed = "one at a time" if told.singly or not multibuffer.here() else f"{multibuffer.LANES} at a time"
    print(
        f"\n{told.letters} letters of {median['kB']:.0f} kB, signed {signed}, {told.workers} workers, "
        f"median of {told.rounds} rounds"
    )
    for name, unit in (
        ("smtp-source", "letters/s, unsigned"), ("openssl", "RSA-2048 signatures/s of one core"),
        ("ours", "letters/s, signed, by the sink's count"), ("Django + dkimpy", "letters/s"),
        ("aiosmtplib + dkimpy", "letters/s"), ("cpu", "µs of processor time a letter"),
        ("signing", "µs of it in signatures"), ("cpu limit", "µs: RSA-2048 and SHA-256, alone"),
        ("source cpu", "µs a letter: smtp-source itself"),
    ):  # fmt: skip
        print(f"  {name:20} {median[name]:8.1f} {unit}")
    for words, met in verdicts(median, told).items():
        print(f"  {'met   ' if met else 'MISSED'} {words}")


def measured(told) -> dict[str, float]:
    """One round: limits, ours and peers, one after the other."""
    figures = {}
    folder = Path(tempfile.mkdtemp(prefix="reveille-bench-"))
    try:
        letter = founded(folder, told)
        figures["kB"] = len(letter) / 1000
        with Sink() as sink:
            figures |= source(sink.port, len(letter), told)
        figures["openssl"], figures["cpu limit"] = signing(letter)
        with Sink() as sink:
            figures |= ours(folder, sink, told)
        for name, peer in (("Django + dkimpy", django_peer), ("aiosmtplib + dkimpy", aiosmtplib_peer)):
            with Sink() as sink:
                start = time.perf_counter()
                peer(sink.port, letter.partition(b"\r\nFrom: ")[2])
                figures[name] = PEERS_LETTERS / (time.perf_counter() - start)
    finally:
        shutil.rmtree(folder)
    return figures


class Sink:
    """``smtp-sink``, and what it has counted when it ends."""

    def __enter__(self):
        import socket

        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.said = tempfile.TemporaryFile()
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        self.process = subprocess.Popen(
            [shutil.which("smtp-sink") or "/usr/sbin/smtp-sink", "-c", *user, f"127.0.0.1:{self.port}", "500"],
            stdout=self.said, stderr=self.said,
        )  # fmt: skip
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.said.close()

    def taken(self) -> int:
        self.said.seek(0)
        counts = re.findall(rb"mesg=(\d+)", self.said.read())
        return int(counts[-1]) if counts else 0


def source(port, size, told):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    count = min(told.letters, 10_000)
    subprocess.run(
        [shutil.which("smtp-source") or "/usr/sbin/smtp-source", "-s", str(told.connections), "-m", str(count),
         "-l", str(size), f"127.0.0.1:{port}"],
        check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"smtp-source": count / seconds, "source cpu": spent(before, after) / count * 1e6}


def spent(before, after):
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def signing(letter) -> tuple[float, float]:
    """How often one core signs in a second, and what a signature and the hash of a letter cost at least, in µs."""
    said = subprocess.run(["openssl", "speed", "-seconds", "1", "rsa2048"], capture_output=True, text=True, check=True)
    rate = float(re.search(r"rsa 2048 bits\s+\S+\s+\S+\s+([\d.]+)", said.stdout).group(1))
    hashlib.sha256(letter).digest()
    start = time.process_time()
    for _ in range(500):
        hashlib.sha256(letter).digest()
    return rate, 1e6 / rate + (time.process_time() - start) / 500 * 1e6


def ours(folder, sink, told):
    started = [
        subprocess.Popen(
            [sys.executable, __file__, "--worker", str(sink.port), "--intents", str(told.intents), "--connections",
             str(max(1, told.connections // told.workers)), *(["--both-keys"] if told.both_keys else []),
             *(["--singly"] if told.singly else [])],
            env={**os.environ, "REVEILLE_DATA": str(folder)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(told.workers)
    ]  # fmt: skip
    for one in started:
        assert one.stdout.readline() == "ready\n"
    start = time.perf_counter()
    for one in started:
        one.stdin.write("go\n")
        one.stdin.close()
    results = [json.loads(one.stdout.read()) for one in started]
    seconds = time.perf_counter() - start
    for one in started:
        one.stdout.close()
        one.wait()
    assert sum(one["sent"] for one in results) == told.letters, results
    time.sleep(0.1)
    cpu = sum(one["cpu"] for one in results)
    return {
        "ours": sink.taken() / seconds,
        "taken": sink.taken(),
        "cpu": cpu / told.letters * 1e6,
        "ledger": sum(one["ledger"] for one in results) / cpu,
        "signing": sum(one["signing"] for one in results) / told.letters * 1e6,
        "mb": max(one["mb"] for one in results),
    }


def work(told) -> int:
    """One worker, in a process of its own."""
    ready()
    from django.conf import settings

    from reveille.core import dkim
    from reveille.delivery import claims, post, stock
    from reveille.delivery.models import Delivery
    from reveille.mail import signing
    from reveille.mail.relay import Relay
    from reveille.mail.smtp import Smtp

    settings.INTENTS, settings.DKIM = told.intents, True
    if told.singly:
        multibuffer.octet = lambda key: None
    if not told.both_keys:
        both = signing.signers_of
        signing.signers_of = lambda domain: both(domain)[:1]
    signing.signers_of(settings.SENDER_ADDRESS.rpartition("@")[2])
    spent_on_ledger, spent_on_signing = [0.0], [0.0]

    def timed(owner, name, spent_on, one_in=1):
        real, calls = getattr(owner, name), itertools.count()

        def act(*args, **more):
            if next(calls) % one_in:
                return real(*args, **more)
            start = time.thread_time()
            try:
                return real(*args, **more)
            finally:
                spent_on[0] += (time.thread_time() - start) * one_in

        setattr(owner, name, act)

    # All that is done around the ledger counts: claiming, noting and intending, with the judgement in between.
    timed(stock.Stock, "_claim", spent_on_ledger)
    timed(post._Round, "_write_down", spent_on_ledger)
    timed(claims, "recover", spent_on_ledger)
    timed(claims, "expire", spent_on_ledger)
    # What a signature costs while all the others are at work as well, which is more than it costs alone.
    timed(dkim.Signer, "signatures", spent_on_signing)
    assert Delivery.objects.exists()
    print("ready", flush=True)
    sys.stdin.readline()
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    relay = Smtp(Relay("127.0.0.1", told.worker, "none"), connections=told.connections)
    tally = post.deliver_due(lambda: DUE, relay, f"bench:{os.getpid()}")
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "sent": tally.ended["sent"], "cpu": spent(before, after), "ledger": spent_on_ledger[0],
        "signing": spent_on_signing[0],
        "mb": after.ru_maxrss / 1024, "seconds": time.perf_counter() - start,
    }))  # fmt: skip
    return 0


def founded(folder, told) -> bytes:
    """Make an installation with an edition and its readers, planned; return one letter of it."""
    told_apart = subprocess.run(
        [sys.executable, "-c", "import benchmarks.deliver as d, sys; d.found(int(sys.argv[1]))", str(told.letters)],
        env={**os.environ, "REVEILLE_DATA": str(folder)}, cwd=Path(__file__).parents[1], capture_output=True,
    )  # fmt: skip
    assert told_apart.returncode == 0, told_apart.stderr.decode()
    return told_apart.stdout


def found(readers: int) -> None:
    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.conf import settings

    from reveille.delivery import claims, planning
    from reveille.delivery.writing import Writer
    from reveille.editions import founding
    from reveille.editions.models import Edition
    from reveille.mail import signing
    from reveille.subscribers.models import Subscriber, Subscription

    settings.DKIM = True
    both = signing.signers_of
    signing.signers_of = lambda domain: both(domain)[:1]
    newsletter = founding.newsletter("military", "military", closing_minute=360)
    text, html = parts()
    edition = Edition.objects.create(
        newsletter=newsletter, date=CLOSING.date(), number=1, state="closed", closing_at=CLOSING, closed_at=CLOSING,
        subject="Eleven navies begin to clear mines", text=text, html=html,
    )  # fmt: skip
    week_ago = CLOSING - timedelta(days=7)
    for start in range(0, readers, 5000):
        people = Subscriber.objects.bulk_create(
            Subscriber(
                address=f"reader{n}@post{n % 50}.example", address_key=f"reader{n}@post{n % 50}.example",
                address_hash=hashlib.sha256(b"%d" % n).hexdigest(), created_at=week_ago,
            )
            for n in range(start, min(readers, start + 5000))
        )  # fmt: skip
        Subscription.objects.bulk_create(
            Subscription(
                subscriber=one, newsletter=newsletter, minute=390, state="confirmed", asked_at=week_ago,
                confirmed_at=week_ago,
            )
            for one in people
        )  # fmt: skip
    assert planning.plan(edition, CLOSING) == readers
    [row] = claims.claim(DUE, "founder", batch=1)
    [letter] = Writer().letters([row], DUE)
    claims.give_back([row])
    sys.stdout.buffer.write(letter)


def parts() -> tuple[str, str]:
    """Return text and HTML of an edition of twenty stories, about 90 kB as a letter."""
    import random

    chance = random.Random(7)
    words = [chance.choice("bcdfgklmnprst") + chance.choice("aeiou") + chance.choice("lmnrst") for _ in range(900)]
    sentence = lambda n: " ".join(chance.choice(words) for _ in range(n))  # noqa: E731
    style = "font:400 17px/26px Georgia,serif;color:#1b2a3a;background:#fbf9f4;padding:0 0 12px"
    stories = [
        f'<tr><td style="{style}"><h2 style="{style}">{sentence(9)}</h2>'
        + "".join(f'<p style="{style}">{sentence(60)} — “{sentence(25)}”</p>' for _ in range(7))
        + "</td></tr>"
        for _ in range(20)
    ]
    html = (
        '<!doctype html><html lang="en"><head><title>Reveille</title></head><body><table>' + "\n".join(stories)
        + '</table><p>%%WHY%%</p><p><a href="%%YOU%%">Change</a> <a href="%%LEAVE%%">Unsubscribe</a></p></body></html>'
    )  # fmt: skip
    text = "\n\n".join(sentence(60) for _ in range(60)) + "\n\n%%WHY%%\n  %%YOU%%\n  %%LEAVE%%\n"
    return text, html


def ready():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    import django

    django.setup()


def peer_key(folder=None):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )


HEADERS = [b"from", b"to", b"subject", b"date", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"]


def signed(letter, key):
    import dkim

    return dkim.sign(letter, b"bench", b"reveille.example", key, include_headers=HEADERS) + letter


def django_peer(port, body):
    """One connection, ``send_messages``, each letter signed by dkimpy as it is asked for its bytes."""
    os.environ.setdefault("REVEILLE_DATA", tempfile.gettempdir())
    ready()
    from django.core.mail import EmailMessage
    from django.core.mail.backends.smtp import EmailBackend

    key, whole = peer_key(), b"From: " + body

    class Ready(EmailMessage):
        def message(self, **_):
            letter = signed(whole, key)

            class Made:
                def as_bytes(self, **_):
                    return letter

            return Made()

    letters = [Ready("s", "b", "a@reveille.example", [f"r{n}@post.example"]) for n in range(PEERS_LETTERS)]
    assert EmailBackend(host="127.0.0.1", port=port, timeout=60).send_messages(letters) == PEERS_LETTERS


def aiosmtplib_peer(port, body):
    """Ten connections, each letter signed by dkimpy."""
    import aiosmtplib

    key, whole = peer_key(), b"From: " + body

    async def line(share):
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as server:
            for n in range(share):
                await server.sendmail("a@reveille.example", [f"r{n}@post.example"], signed(whole, key))

    async def all_lines():
        await asyncio.gather(*(line(PEERS_LETTERS // 10) for _ in range(10)))

    asyncio.run(all_lines())


if __name__ == "__main__":
    sys.exit(main())
