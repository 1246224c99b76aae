"""Robots at the form: real requests through a proxy of ours, real letters at a relay."""

import http.client
import itertools
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reveille.mail.catcher import Catcher

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds, on a machine that has other work
SERVING = """
from reveille.cli import installation
installation.ready(enrol=False, newsletter=False)
from django.conf import settings
from reveille.editions import founding
from reveille.site import serving
from reveille.subscribers import dispatch
founding.newsletter("military", "military")
with dispatch.kept(settings.CLOCK), serving.background(0) as site:
    print(site.port, flush=True)
    input()
"""


@pytest.fixture
def relay(tmp_path):
    with Catcher(tmp_path / "caught") as catcher:
        yield catcher


@pytest.fixture
def port(relay, tmp_path):
    """A site behind a proxy of ours, with a relay, in a process of its own."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    told = {
        "REVEILLE_DATA": str(tmp_path / "data"), "REVEILLE_TRUSTED_PROXIES": "127.0.0.1", "REVEILLE_DKIM": "no",
        "REVEILLE_RELAY_HOST": "127.0.0.1", "REVEILLE_RELAY_PORT": str(relay.port), "REVEILLE_RELAY_TLS": "none",
        "REVEILLE_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", SERVING], env={**ours, **told}, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            yield int(server.stdout.readline())
            server.communicate("\n", timeout=PATIENCE)
        finally:
            server.kill()


def ask(port, method, path, body=None, kind="", network="192.0.2"):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request(
        method, path, body, {"X-Forwarded-For": f"{network}.7:40123", **({"Content-Type": kind} if kind else {})}
    )
    answer = line.getresponse()
    told = answer.status, answer.read().decode()
    line.close()
    return told


def by_form(port, started, address, network):
    typed = urlencode({"started": started, "email": address, "newsletter": "military", "time": "07:00", "zone": "UTC"})
    return ask(port, "POST", "/subscribe/", typed, "application/x-www-form-urlencoded", network)


def by_json(port, started, address, network):
    return ask(
        port, "POST", "/api/subscribe/", json.dumps({"started": started, "email": address}), "application/json", network
    )


def arrived(relay, count):
    """Who was written to, once there are so many letters."""
    deadline = time.monotonic() + PATIENCE
    while len(relay.letters()) < count:
        assert time.monotonic() < deadline, f"{len(relay.letters())} of {count} letters arrived"
        time.sleep(0.05)
    return [one.recipient for one in relay.caught()]


def test_a_thousand_sign_ups_for_one_address_from_five_hundred_networks_send_one_mail(port, relay):
    started = re.search(r'name="started" value="([^"]+)"', ask(port, "GET", "/subscribe/")[1]).group(1)
    deadline = time.monotonic() + PATIENCE
    while by_form(port, started, "alice@post.example", "10.200.0")[0] != 302:  # nobody types so fast
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert arrived(relay, 1) == ["alice@post.example"]
    networks = [f"10.{n // 250}.{n % 250}" for n in range(500)]
    ways = [(way, network) for network in networks for way in (by_form, by_json)]

    with ThreadPoolExecutor(4) as robots:
        answers = list(robots.map(lambda one: one[0](port, started, "alice@post.example", one[1]), ways))

    assert {status for status, _ in answers[::2]} == {302}
    assert {status for status, _ in answers[1::2]} == {202}
    assert len(set(answers)) == 2  # word for word the same, from the first to the last
    assert by_form(port, started, "bob@post.example", "10.201.0")[0] == 302
    # Askings are answered in their order: bob's letter comes after all that alice would have had.
    assert arrived(relay, 2) == ["alice@post.example", "bob@post.example"]


def test_one_network_has_its_day_s_share_whatever_ports_it_comes_from(port, relay):
    started = json.loads(ask(port, "GET", "/api/subscribe/")[1])["started"]
    numbers = itertools.count()
    deadline = time.monotonic() + PATIENCE
    while (first := by_json(port, started, f"n{next(numbers)}@post.example", "10.9.9"))[0] == 422:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    statuses = [by_json(port, started, f"n{next(numbers)}@post.example", "10.9.9")[0] for _ in range(25)]

    assert first[0] == 202
    assert statuses == [202] * 19 + [429] * 6
    assert by_json(port, started, "else@post.example", "10.9.10")[0] == 202
    assert arrived(relay, 21)[-1] == "else@post.example"
