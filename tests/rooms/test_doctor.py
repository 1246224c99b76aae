"""The doctor on an installation: what is wrong is named, and the first real letters wait for it."""

import contextlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
import trustme
from aiosmtpd.smtp import SMTP
from tests.core.zones import FAILS, dns
from tests.rooms import people
from tests.rooms.misbehaving import Misbehaving

from reveille.core import lint
from reveille.core.checkup import State
from reveille.delivery import planning, resolving
from reveille.delivery.doctor import examination, machine, waiting
from reveille.delivery.models import Delivery, Examined
from reveille.editions import founding, proof
from reveille.editions.models import Newsletter
from reveille.mail import greeting, signing
from reveille.mail.account import Account
from reveille.mail.hooks import Hook
from reveille.mail.listening import Listening
from reveille.mail.models import Alarm
from reveille.mail.relay import Relay
from reveille.sources.models import Feed, Outlet

NOW = datetime(2026, 11, 24, 6, 0, 5, tzinfo=UTC)
NOBODY = waiting.Wait()
pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def listening(tls=None):
    """An SMTP server on loopback, on a port that it takes itself."""
    controller = Listening(None, lambda: SMTP(None, hostname="out.reveille.example", tls_context=tls), "127.0.0.1", 0)
    controller.start()
    try:
        yield controller.bound()[1]
    finally:
        controller.stop()


@pytest.fixture
def server():
    """An SMTP server on loopback that takes nothing and says hello."""
    with listening() as port:
        yield port


@pytest.fixture
def outside(settings, tmp_path, newsletter, server):
    """An installation that is set up to send into the world."""
    settings.DATA = tmp_path
    settings.SITE_URL, settings.RELAY = "https://news.reveille.example", Relay("127.0.0.1", server, "none")
    settings.SENDER_ADDRESS, settings.CONTACT_ADDRESS = "paper@reveille.example", "desk@reveille.example"
    settings.OPERATOR_ADDRESS, settings.BOUNCE_DOMAINS = "", ("bounces.reveille.example",)
    settings.POSTAL_ADDRESS, settings.SENDING_ADDRESSES = "12 Signal Lane", [ip_address("192.0.2.25")]
    settings.DKIM, settings.DKIM_DOMAINS, settings.DKIM_SELECTOR = True, ("reveille.example",), "day"
    settings.GO_AHEAD, settings.OTHER_RELAYS, settings.EHLO_NAME = False, (), "news.reveille.example"
    newsletter.sender_address = ""
    newsletter.save()


@pytest.fixture
def zone(outside):
    """The records that such an installation needs."""
    return {
        "reveille.example MX": ["10 mx.reveille.example"],
        "bounces.reveille.example MX": ["10 mx.reveille.example"],
        "mx.reveille.example A": ["192.0.2.9"],
        "bounces.reveille.example TXT": ["v=spf1 ip4:192.0.2.25 -all"],
        "_dmarc.reveille.example TXT": ["v=DMARC1; p=none; rua=mailto:desk@reveille.example"],
        "25.2.0.192.in-addr.arpa PTR": ["out.reveille.example"],
        "out.reveille.example A": ["192.0.2.25"],
        "news.reveille.example A": ["192.0.2.80"],
        **{f"{name} TXT": [text] for name, text in signing.records(signing.signers_of("reveille.example")).items()},
    }


@pytest.fixture(autouse=True)
def _no_other_clock(monkeypatch):
    monkeypatch.setattr(machine, "_others", lambda: [("the database", 0.2)])


def examined(zone):
    return {line.id: line for line in examination.examine(NOW, dns(**zone))}


def test_installation_with_everything_in_place_is_fit(zone):
    lines = examination.examine(NOW, dns(**zone))

    assert [line for line in lines if line.blocks] == []
    assert {line.id for line in lines if line.state == State.UNKNOWN} == {"letter", "one click", "complaints"}
    assert {line.id for line in lines if line.state == State.WRONG} <= {"operator", "sources", "relay"}


def test_letters_of_a_newsletter_with_a_domain_of_its_own_wait_and_nobody_else_s(zone, newsletter):
    other = founding.newsletter("other", "everything", name="Other")
    assert waiting.before_first_send(NOW, dns(**zone)) == NOBODY
    other.sender_address = "paper@ledger.example"
    other.save()

    wait = waiting.before_first_send(NOW, dns(**zone))

    assert (wait.everybody, wait.newsletters) == (False, {other.pk})
    assert "the letters from ledger.example wait" in Alarm.objects.get().subject
    assert "_dmarc.ledger.example" in Alarm.objects.get().words
    assert "day._domainkey.ledger.example" in Alarm.objects.get().words
    assert "reveille.example" not in Alarm.objects.get().words.replace("desk@reveille.example", "")
    assert set(Examined.objects.values_list("sender", "passed")) == {
        ("reveille.example", True), ("ledger.example", False),
    }  # fmt: skip
    assert waiting.before_first_send(NOW + timedelta(minutes=1), dns(**zone)) == wait  # not asked again so soon
    for one in (newsletter, other):
        people.reader(one, "ann")
        planning.plan(people.edition(one), NOW)
    assert [row.edition.newsletter for row in Delivery.objects.filter(wait.others)] == [newsletter]


def published(domain):
    """The records that a sender's domain needs beside those of the installation."""
    keys = signing.records(signing.signers_of(domain))
    return {
        f"{domain} MX": ["10 mx.reveille.example"],
        f"_dmarc.{domain} TXT": ["v=DMARC1; p=none; rua=mailto:desk@reveille.example"],
        **{f"{name} TXT": [text] for name, text in keys.items()},
    }


@pytest.fixture
def senders(zone, newsletter):
    """Two newsletters, each on a domain that is new, beside the one that the doctor knows."""
    waiting.before_first_send(NOW, dns(**zone))
    for name in ("ledger", "harbour"):
        other = founding.newsletter(name, "everything", name=name)
        other.sender_address = f"paper@{name}.example"
        other.save()


def lasting():
    return {one.cause for one in Alarm.objects.filter(cleared_at=None)}


def test_senders_are_told_apart_and_mending_one_heals_its_own_alarm_alone(zone, senders):
    later = [NOW + timedelta(minutes=11 * n) for n in range(4)]
    waiting.before_first_send(later[0], dns(**zone))
    assert lasting() == {"doctor ledger.example", "doctor harbour.example"}

    waiting.before_first_send(later[1], dns(**zone, **published("ledger.example")))
    assert lasting() == {"doctor harbour.example"}
    Newsletter.objects.filter(slug="harbour").update(retired_at=NOW)
    assert waiting.before_first_send(later[2], dns(**zone)) == NOBODY
    assert lasting() == set()


def test_what_all_senders_share_is_looked_at_and_told_once(zone, senders, settings, monkeypatch):
    looked, greet = [], greeting.greet
    monkeypatch.setattr(greeting, "greet", lambda relay, hostname: looked.append(relay) or greet(relay, hostname))
    settings.POSTAL_ADDRESS = ""
    Newsletter.objects.update(postal_address="")
    both = {**published("ledger.example"), **published("harbour.example")}

    wait = waiting.before_first_send(NOW + timedelta(minutes=11), dns(**zone, **both))

    assert [line.id for line in wait.lines] == ["postal address"]
    assert len(wait.newsletters) == 2
    assert (looked, lasting()) == ([settings.RELAY], {"doctor installation"})
    assert "new senders wait" in Alarm.objects.get().subject


def test_envelope_of_another_domain_leaves_dmarc_to_dkim_and_keeps_nothing_back(zone, senders):
    lines = examination.examine(NOW, dns(**zone, **published("ledger.example"), **published("harbour.example")))

    assert [line for line in lines if line.blocks] == []
    by_spf = [line for line in lines if line.id == "DMARC by SPF" and line.state == State.WRONG]
    assert [("ledger.example" in line.todo, "by DKIM alone" in line.what) for line in by_spf] == [
        (True, True), (False, True),
    ]  # fmt: skip


def test_newest_letter_of_each_newsletter_is_looked_at_and_keeps_its_own_sender_back(zone, newsletter, senders):
    other = Newsletter.objects.get(slug="ledger")
    people.edition(newsletter)  # newer, and nothing that keeps another sender's letters back
    people.edition(other, people.DAY - timedelta(days=2), text="", html="")
    people.edition(other, people.DAY - timedelta(days=1))
    both = {**published("ledger.example"), **published("harbour.example")}

    wait = waiting.before_first_send(NOW + timedelta(minutes=11), dns(**zone, **both))

    assert {line.id for line in wait.lines} == {"letter"}
    assert [line.todo for line in wait.lines] == ["reveille lint ledger/2026-11-23"]
    assert wait.newsletters == {other.pk}
    assert lasting() == {"doctor ledger.example"}
    told = {line.what.partition(":")[0] for line in examination.examine(NOW, dns(**zone)) if line.id == "letter"}
    assert told == {"military/2026-11-24", "ledger/2026-11-23", "harbour has no edition yet"}


def test_envelope_that_senders_share_has_one_alarm_and_keeps_back_the_new_ones_that_have_it(zone, senders, settings):
    settings.BOUNCE_DOMAINS = ("bounces.reveille.example", "bounces.coast.example")
    coast = founding.newsletter("coast", "everything", name="coast")
    coast.sender_address = "paper@coast.example"
    coast.save()
    records = {
        **zone, **published("ledger.example"), **published("harbour.example"), **published("coast.example"),
        "bounces.coast.example TXT": ["v=spf1 ip4:192.0.2.25 -all"],
        "bounces.coast.example MX": ["10 mx.reveille.example"],
        "bounces.reveille.example TXT": ["v=spf1 ip4:192.0.2.99 -all"],
    }  # fmt: skip
    later = [NOW + timedelta(minutes=11 * n) for n in range(1, 4)]

    wait = waiting.before_first_send(later[0], dns(**records))

    assert [(line.id, "bounces.reveille.example" in line.what) for line in wait.lines] == [("SPF", True)]
    assert wait.newsletters == set(
        Newsletter.objects.filter(slug__in=["ledger", "harbour"]).values_list("pk", flat=True)
    )
    assert lasting() == {"doctor envelope bounces.reveille.example"}
    told = Alarm.objects.get(cleared_at=None)
    assert "come back to bounces.reveille.example wait" in told.subject
    assert "Those from: ledger.example, harbour.example." in told.words
    assert waiting.before_first_send(later[1], dns(**{**records, **zone})) == NOBODY
    assert lasting() == set()


def test_sender_that_has_an_envelope_to_itself_has_one_alarm_for_both(zone):
    broken = {"bounces.reveille.example TXT": [], "bounces.reveille.example MX": [], "_dmarc.reveille.example TXT": []}
    wait = waiting.before_first_send(NOW, dns(**{**zone, **broken}))

    assert [line.id for line in wait.lines] == ["SPF", "MX bounces", "DMARC"]
    assert lasting() == {"doctor reveille.example"}


def test_bounce_domain_that_no_sender_has_is_named_and_keeps_nothing_back(zone, settings):
    settings.BOUNCE_DOMAINS = ("bounces.reveille.example", "bounces.nobody.example")
    lines = examination.examine(NOW, dns(**zone))

    assert [line.what for line in lines if line.id == "MX bounces" and line.state == State.WRONG] == [
        "bounces.nobody.example has no MX and no address"
    ]
    assert [line for line in lines if line.blocks] == []


def test_each_sender_s_keys_are_looked_at(zone, senders):
    told = {line.what for line in examination.examine(NOW, dns(**zone)) if line.id == "DKIM day"}

    assert told == {
        "day._domainkey.reveille.example holds our key", "day._domainkey.ledger.example does not exist",
        "day._domainkey.harbour.example does not exist",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value", "id_", "todo"),
    [
        ("SITE_URL", "http://news.reveille.example", "site", "site_url"),
        ("POSTAL_ADDRESS", "", "postal address", "postal_address"),
        ("SENDER_ADDRESS", "somebody@gmail.com", "sender", "a domain of your own"),
        ("SENDER_ADDRESS", "reveille@127.0.0.1", "sender", "sender_address"),
        ("CONTACT_ADDRESS", "desk@nowhere.example", "MX replies", "nowhere.example.  IN  MX"),
        ("DKIM", False, "DMARC by DKIM", "REVEILLE_DKIM"),
        ("SENDING_ADDRESSES", [ip_address("192.0.2.26")], "SPF", "ip4:192.0.2.26"),
    ],
)
def test_wrong_setting_is_named_with_what_to_type(zone, newsletter, settings, setting, value, id_, todo):
    if setting == "POSTAL_ADDRESS":
        newsletter.postal_address = ""
        newsletter.save()
    setattr(settings, setting, value)

    lines = [line for line in examination.examine(NOW, dns(**zone)) if line.id == id_ and line.state == State.WRONG]
    assert lines
    assert todo in lines[0].todo
    assert lines[0].blocks


def test_newsletter_without_a_postal_address_is_named(zone, newsletter, settings):
    settings.POSTAL_ADDRESS = ""
    Newsletter.objects.update(postal_address="1 Harbour Road")
    assert examined(zone)["postal address"].state == State.OK

    founding.newsletter("world", "everything", name="World")
    line = examined(zone)["postal address"]

    assert line.what == "none for world, and laws ask for one"
    assert "reveille newsletters set world postal_address=" in line.todo


def elsewhere(monkeypatch, **said):
    """The relay is on another machine, and answers."""
    monkeypatch.setattr(Relay, "is_this_machine", False)
    monkeypatch.setattr(greeting, "greet", lambda *_: greeting.Greeting(("pipelining",), None, "TLSv1.3", **said))


def test_name_in_our_greeting_keeps_letters_back_where_another_machine_hears_it(zone, settings, monkeypatch):
    missing = dns(**{**zone, "news.reveille.example A": []})
    assert not next(line for line in examination.examine(NOW, missing) if line.id == "EHLO").blocks

    elsewhere(monkeypatch)
    wait = waiting.before_first_send(NOW, missing)

    assert [line.id for line in wait.lines] == ["EHLO"]
    assert "news.reveille.example.  IN  A  " in Alarm.objects.get().words
    settings.EHLO_NAME = "out.reveille.example"
    assert waiting.before_first_send(NOW + timedelta(minutes=11), missing) == NOBODY


@pytest.mark.parametrize(
    ("seen", "state"),
    [("192.0.2.25", State.WRONG), ("8.8.4.4", State.WRONG), ("10.0.0.5", State.OK), ("127.0.0.1", State.OK)],
)
def test_address_that_the_relay_sees_is_held_against_the_name_where_it_is_public(zone, monkeypatch, seen, state):
    elsewhere(monkeypatch, seen=seen)

    line = examined(zone)["EHLO"]

    assert (line.state, line.blocks) == (state, False)
    assert (seen in line.what) is (state == State.WRONG)


@pytest.mark.parametrize(
    ("host", "state"),
    [("mx.reveille.example", State.WRONG), ("192.0.2.25", State.WRONG), ("smtp.provider.example", State.OK)],
)
def test_name_of_a_relay_that_sends_from_where_it_takes_is_held_against_its_ptr(
    zone, settings, monkeypatch, host, state
):
    settings.RELAY = Relay(host, 587, "starttls")
    elsewhere(monkeypatch, called="mx.reveille.example")
    line = examined({**zone, "mx.reveille.example A": ["192.0.2.25"]})["PTR"]

    assert (line.state, line.blocks) == (state, False)
    assert ("greet as out.reveille.example" in line.todo) is (state == State.WRONG)


def test_greeting_tells_the_relay_s_name_and_our_address_there(server):
    told = greeting.greet(Relay("127.0.0.1", server, "none"), "news.reveille.example")

    assert (told.called, told.seen) == ("out.reveille.example", "127.0.0.1")


def test_refusal_to_be_greeted_is_no_name():
    class Unfriendly(Misbehaving):
        def _talk(self, line, file):
            line.sendall(b"220 loopback\r\n")
            while file.readline():
                line.sendall(b"550 mx.reveille.example says no\r\n")

    with Unfriendly() as refusing:
        assert greeting.greet(Relay("127.0.0.1", refusing.port, "none"), "news.reveille.example").called == ""


@pytest.fixture
def hosted(zone, settings):
    """The same installation, whose letters leave by a hosted provider."""
    settings.RELAY, settings.PROVIDER, settings.WEBHOOK = None, Account("postmark", "key"), None
    settings.DKIM, settings.SENDING_ADDRESSES, settings.BOUNCE_DOMAINS = False, [], ()
    return {name: found for name, found in zone.items() if "_domainkey" not in name and "bounces" not in name}


def test_letters_by_a_provider_are_no_rehearsal_and_wait_for_what_is_wrong(hosted, settings, newsletter):
    assert waiting.before_first_send(NOW, dns(**hosted)) == NOBODY
    Examined.objects.all().delete()
    settings.POSTAL_ADDRESS = ""

    wait = waiting.before_first_send(NOW, dns(**{**hosted, "_dmarc.reveille.example TXT": []}))

    assert [line.id for line in wait.lines] == ["postal address", "DMARC"]
    assert Examined.objects.get().relay == "postmark"
    assert "B12" in {one.id for one in lint.fails(proof.of(people.edition(newsletter), NOW).findings)}


def test_what_a_provider_sees_to_cannot_be_told_and_is_not_asked_of_our_own_keys(hosted, newsletter):
    people.edition(newsletter)
    told = examined(hosted)

    for name in ("SPF", "DKIM", "DMARC by DKIM", "PTR", "one click"):
        assert told[name].state == State.UNKNOWN, told[name]
        assert "postmark" in told[name].what
    assert told["TLS"].state == told["DMARC"].state == State.OK
    assert not {"EHLO", "relay", "DMARC by SPF", "DKIM day"} & told.keys()


@pytest.mark.parametrize(
    ("provider", "webhook", "state", "todo"),
    [
        ("postmark", None, State.WRONG, 'webhook = "postmark"'),
        ("resend", None, State.WRONG, "use one of: brevo"),
        ("postmark", Hook("postmark", "s" * 20), State.OK, ""),
    ],
)
def test_provider_that_tells_nobody_what_comes_back_is_named(hosted, settings, provider, webhook, state, todo):
    settings.PROVIDER, settings.WEBHOOK = Account(provider, "key"), webhook
    line = examined(hosted)["MX bounces"]

    assert (line.state, line.blocks) == (state, False)
    assert todo in line.todo


def test_without_a_bounce_domain_nobody_counts(zone, settings):
    settings.BOUNCE_DOMAINS = ()
    line = examined({**zone, "reveille.example TXT": ["v=spf1 ip4:192.0.2.25 -all"]})["MX bounces"]

    assert (line.state, line.blocks) == (State.WRONG, False)


def test_sources_that_never_answered_are_counted(zone, newsletter):
    Outlet.objects.all().delete()
    outlet = Outlet.objects.create(slug="a", name="A", home="https://a.example/", family="a")
    Feed.objects.create(outlet=outlet, link="https://a.example/feed", failure="gone")

    assert "1 outlets have never answered here, 1 feeds fail" in examined(zone)["sources"].what
    Feed.objects.update(failure="", answered_at=NOW)
    assert examined(zone)["sources"].state == State.OK


def test_letter_that_breaks_a_rule_is_named(zone, newsletter):
    people.edition(newsletter)

    told = examined(zone)
    assert told["letter"].blocks
    assert "reveille lint military/2026-11-24" in told["letter"].todo
    assert told["one click"].state == State.OK


def test_first_letters_wait_and_the_operator_hears_once(zone, monkeypatch):
    missing = dns(**{key: value for key, value in zone.items() if not key.startswith("_dmarc")})

    wait = waiting.before_first_send(NOW, missing)
    assert [line.id for line in wait.lines] == ["DMARC"]
    assert wait.everybody
    assert '_dmarc.reveille.example.  IN  TXT  "v=DMARC1' in Alarm.objects.get().words
    assert waiting.before_first_send(NOW + timedelta(minutes=1), dns(**zone)) == wait  # not asked again so soon
    assert Alarm.objects.count() == 1


def test_first_letters_leave_once_all_is_well_and_nothing_is_asked_again(zone):
    waiting.before_first_send(NOW, dns(**{**zone, "_dmarc.reveille.example TXT": []}))

    assert waiting.before_first_send(NOW + timedelta(minutes=11), dns(**zone)) == NOBODY
    assert Alarm.objects.get().cleared_at
    assert waiting.before_first_send(NOW + timedelta(days=9), dns()) == NOBODY


def test_what_cannot_be_told_keeps_nothing_back(zone):
    assert waiting.before_first_send(NOW, dns(**{**zone, "_dmarc.reveille.example TXT": FAILS})) == NOBODY


def test_operator_may_say_go_ahead(zone, settings):
    assert waiting.before_first_send(NOW, dns()).everybody

    settings.GO_AHEAD = True
    assert waiting.before_first_send(NOW, dns()) == NOBODY


def test_other_keys_are_examined_anew(zone, settings):
    assert waiting.before_first_send(NOW, dns(**zone)) == NOBODY
    settings.DKIM_SELECTOR = "week"

    wait = waiting.before_first_send(NOW + timedelta(seconds=1), dns(**zone))
    assert wait.everybody
    assert [line.what for line in wait.lines] == ["week._domainkey.reveille.example does not exist"]
    assert waiting.before_first_send(NOW + timedelta(minutes=1), dns()) == wait  # not asked again so soon
    settings.DKIM_SELECTOR = "day"
    assert waiting.before_first_send(NOW + timedelta(minutes=11), dns(**zone)) == NOBODY


def test_yes_from_before_keys_were_noted_stays_a_yes_for_the_keys_that_sign_now(zone, settings):
    waiting.before_first_send(NOW, dns(**zone))
    Examined.objects.update(keys="")

    assert waiting.before_first_send(NOW, dns()) == NOBODY
    settings.DKIM_SELECTOR = "week"
    assert waiting.before_first_send(NOW, dns(**zone)).everybody


def test_another_relay_is_examined_anew(zone, settings):
    assert waiting.before_first_send(NOW, dns(**zone)) == NOBODY
    settings.RELAY = Relay("127.0.0.1", 1, "none")

    assert [line.id for line in waiting.before_first_send(NOW, dns(**zone)).lines] == ["TLS"]
    assert Examined.objects.filter(passed=True).count() == 1


@pytest.mark.parametrize(
    ("site", "host", "asked"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", False),
        ("http://127.0.0.1:8000", "relay.example", True),
        ("https://news.reveille.example", "127.0.0.1", True),
    ],
)
def test_only_letters_that_stay_on_this_machine_are_not_examined(zone, settings, site, host, asked):
    settings.SITE_URL, settings.RELAY = site, Relay(host, 1, "starttls")

    assert waiting.before_first_send(NOW, dns(**zone)).everybody is asked


def test_without_a_relay_nothing_is_examined(zone, settings):
    settings.RELAY = None

    assert waiting.before_first_send(NOW, dns()) == NOBODY
    assert examined(zone)["TLS"].state == State.UNKNOWN


@pytest.mark.parametrize(
    ("offers", "most", "state", "blocks", "said"),
    [
        (("pipelining", "size", "smtputf8", "chunking"), 52_428_800, State.OK, False, "52,428,800 octets; PIPELINING"),
        (("pipelining", "smtputf8"), None, State.OK, False, "letters of any size"),
        (("pipelining", "size", "smtputf8"), 0, State.OK, False, "letters of any size"),
        (("pipelining", "size", "smtputf8"), 50_000, State.WRONG, True, "no letter over 50,000 octets"),
        (("pipelining", "size"), 52_428_800, State.WRONG, False, "1 of our readers"),
        (("size", "smtputf8"), 52_428_800, State.WRONG, False, "PIPELINING"),
    ],
)
def test_relay_that_cannot_take_our_letters_is_named(zone, newsletter, monkeypatch, offers, most, state, blocks, said):
    people.reader(newsletter, "łucja")
    monkeypatch.setattr(greeting, "greet", lambda relay, hostname: greeting.Greeting(offers, most, "TLSv1.3"))

    line = examined(zone)["relay"]

    assert (line.state, line.blocks) == (state, blocks)
    assert said in line.what


def test_relay_s_largest_letter_is_what_it_says(server):
    told = greeting.greet(Relay("127.0.0.1", server, "none"), "localhost")

    assert told.most == SMTP(None).data_size_limit
    assert "size" in told.offers


def test_relay_that_is_not_there_says_so():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        told = greeting.greet(Relay("127.0.0.1", taken.getsockname()[1], "none"), "localhost")

    assert "does not answer" in told.failed


def test_relay_without_starttls_says_so(server):
    assert greeting.greet(Relay("127.0.0.1", server, "starttls"), "localhost").failed == "it does not offer STARTTLS"


@pytest.fixture
def secure():
    """An SMTP server with STARTTLS, and the authority that signed its certificate."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with listening(context) as port:
        yield port, authority


def test_relay_s_certificate_and_version_are_told(secure, tmp_path):
    port, authority = secure
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")

    told = greeting.greet(Relay("127.0.0.1", port, "starttls", ca=str(tmp_path / "ca.pem")), "localhost")
    assert (told.failed, told.version) == ("", "TLSv1.3")
    assert told.until > NOW
    assert "starttls" not in told.offers  # as a server says once the line is secured


def test_line_that_nobody_checked_is_said_to_be_one(zone, secure, settings, monkeypatch):
    settings.RELAY = Relay("127.0.0.1", secure[0], "opportunistic")
    assert examined(zone)["TLS"].state == State.OK  # on this machine nobody stands between

    monkeypatch.setattr(Relay, "is_this_machine", False)
    line = examined(zone)["TLS"]

    assert (line.state, line.blocks) == (State.WRONG, False)
    assert "nobody checks" in line.what


def test_certificate_that_nobody_vouches_for_does_not_hold(secure):
    told = greeting.greet(Relay("127.0.0.1", secure[0], "starttls"), "localhost")

    assert told.failed.startswith("its certificate does not hold")


def test_relay_that_does_not_know_us_says_so(server):
    told = greeting.greet(Relay("127.0.0.1", server, "none", user="paper", password="secret"), "localhost")

    assert "sign in" in told.failed
    assert "secret" not in told.failed


@pytest.mark.parametrize(
    ("others", "in_step", "state"),
    [
        ([("the database", 1.0)], False, State.OK),
        ([("the database", 60.0)], True, State.WRONG),
        ([("the database", -60.0)], True, State.WRONG),
        ([], True, State.OK),
        ([], False, State.UNKNOWN),
    ],
)
def test_clock_is_held_against_others(monkeypatch, others, in_step, state):
    monkeypatch.setattr(machine, "_others", lambda: others)
    monkeypatch.setattr(machine, "_in_step", lambda: in_step)

    assert machine.clock_line().state == state


def test_disk_without_room_blocks(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: machine.shutil._ntuple_diskusage(10**12, 10**12, 10**6))

    assert machine.disk_line().blocks
    monkeypatch.undo()
    settings.DATA = tmp_path / "nowhere"
    assert machine.disk_line().state == State.WRONG


def test_nobody_at_the_name_server_is_cannot_tell(settings, monkeypatch):
    settings.RESOLVERS = ["127.0.0.1"]
    monkeypatch.setattr(resolving, "LIFETIME", 0.05)
    resolving._resolver.cache_clear()
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.1", 0))
    resolving._resolver(("127.0.0.1",)).port = silent.getsockname()[1]

    answer = resolving.ask("a.example", "TXT")
    silent.close()
    resolving._resolver.cache_clear()
    assert answer.failed == "no answer in time"
    assert not answer.void


def test_dead_name_server_costs_two_waits_and_not_one_for_each_question(monkeypatch):
    asked = []

    def silent(name, kind):
        asked.append(name)
        return resolving.Answer(failed=resolving.SILENCE)

    monkeypatch.setattr(resolving, "ask", silent)
    lookup = resolving.patient()
    answers = [lookup(f"n{n}.example", "A") for n in range(9)]

    assert asked == ["n0.example", "n1.example"]
    assert all(answer.failed for answer in answers)


def test_it_says_how_many_letters_are_signed_at_a_time(monkeypatch):
    told = []
    for here in (True, False):
        monkeypatch.setattr(machine.multibuffer, "here", lambda here=here: here)
        told.append(machine.signing_line().what)

    assert told == ["RSA, 8 letters at a time", "one letter at a time; for many thousands see docs/sending.md"]


@pytest.mark.parametrize(("provider", "state"), [("sparkpost", State.OK), ("brevo", State.UNKNOWN)])
def test_provider_whose_account_alone_can_leave_pixels_out_is_named(hosted, settings, provider, state):
    settings.PROVIDER = Account(provider, "key")

    assert examined(hosted)["tracking"].state == state
