"""The doctor against a real name server: unbound on loopback, with a zone of our own."""

import ipaddress
import shutil
import socket
import subprocess
import time

import pytest
from tests.core import letters

from reveille.core import checkup
from reveille.core.checkup import State

ADDRESS = "127.77.0.99"
HERE = ipaddress.ip_address("192.0.2.25")
KEYS = {one.where: one.record() for one in letters.signers()}

pytestmark = pytest.mark.skipif(not shutil.which("unbound"), reason="unbound is not installed")


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]


def zone():
    first, second = KEYS
    return "\n".join((
        "$ORIGIN reveille.example.", "$TTL 60", "@ IN SOA ns hostmaster 1 3600 600 86400 60", "@ IN NS ns",
        f"ns IN A {ADDRESS}", "@ IN MX 10 mx", "mx IN A 192.0.2.9", "nomail IN MX 0 .",
        checkup.record("reveille.example", "TXT", "v=spf1 include:relay.reveille.example -all"),
        'relay IN TXT "v=spf1 ip4:192.0.2.25 " "?all"',
        'loop IN TXT "v=spf1 include:loop.reveille.example -all"',
        '_dmarc IN TXT "v=DMARC1; p=quarantine; rua=mailto:desk@reveille.example"',
        checkup.record(first, "TXT", KEYS[first]), f'{second}. IN TXT "v=DKIM1; k=ed25519; p="', "",
    ))  # fmt: skip


@pytest.fixture(scope="module")
def lookup(tmp_path_factory):
    """A lookup that asks the real server through dnspython."""
    import django

    django.setup()
    from reveille.delivery import resolving

    folder, port = tmp_path_factory.mktemp("dns"), free_port()
    (folder / "zone").write_text(zone())
    (folder / "unbound.conf").write_text(f"""server:
  interface: {ADDRESS}@{port}
  access-control: 127.0.0.0/8 allow
  chroot: ""
  username: ""
  directory: "{folder}"
  pidfile: "{folder}/pid"
  use-syslog: no
  do-daemonize: no
  do-ip6: no
  module-config: "iterator"
  local-zone: "." always_nxdomain
  local-zone: "reveille.example." transparent
remote-control:
  control-enable: no
auth-zone:
  name: "reveille.example"
  zonefile: "{folder}/zone"
  for-downstream: yes
  fallback-enabled: no
""")
    server = subprocess.Popen(["unbound", "-d", "-c", str(folder / "unbound.conf")], stderr=subprocess.DEVNULL)
    resolving._resolver.cache_clear()
    resolving._resolver((ADDRESS,)).port = port
    try:
        from django.conf import settings

        before, settings.RESOLVERS = settings.RESOLVERS, [ADDRESS]
        for _ in range(100):
            if resolving.ask("mx.reveille.example", "A").records:
                break
            time.sleep(0.05)
        yield resolving.ask
    finally:
        settings.RESOLVERS = before
        server.terminate()
        server.wait(10)
        resolving._resolver.cache_clear()


def test_answers_are_records_or_that_there_are_none(lookup):
    assert lookup("reveille.example", "MX").records == ("10 mx.reveille.example",)
    assert lookup("relay.reveille.example", "TXT").records == ("v=spf1 ip4:192.0.2.25 ?all",)
    assert lookup("nobody.reveille.example", "A").void
    assert lookup("mx.reveille.example", "AAAA").void


def test_spf_through_an_include(lookup):
    line = checkup.spf_line("reveille.example", [HERE], "", lookup)

    assert line.state == State.OK
    assert "1 of 10 look-ups" in line.what


def test_spf_of_another_address_and_of_a_loop(lookup):
    assert checkup.spf_line("reveille.example", [ipaddress.ip_address("192.0.2.1")], "", lookup).state == State.WRONG
    assert "leads back to itself" in checkup.spf_line("loop.reveille.example", [], "", lookup).what


def test_key_that_holds_and_one_that_was_revoked(lookup):
    first, second = checkup.dkim_lines(KEYS, lookup)

    assert first.state == State.OK  # 2048 bits, in two strings
    assert "revoked" in second.what


def test_policy_and_exchangers(lookup):
    lines = list(
        checkup.dmarc_lines("news.reveille.example", "reveille.example", "reveille.example", "desk@r.example", lookup)
    )

    assert {line.state for line in lines} == {State.OK}
    assert checkup.mx_line("MX", "reveille.example", lookup).state == State.OK
    assert "takes no mail" in checkup.mx_line("MX", "nomail.reveille.example", lookup).what
