"""Each newsletter's letters are signed for the domain of their own From, and come back where DMARC likes it best."""

import re
from datetime import timedelta

import dkim as dkimpy
import pytest
from tests.rooms import people

from reveille.core import lint
from reveille.core.errors import MessageError
from reveille.delivery import planning, post
from reveille.editions import checking, founding, letterhead
from reveille.mail import signing
from reveille.mail.catcher import Catcher
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
from reveille.subscribers import letters
from reveille.subscribers.models import Letter

DUE = people.CLOSING + timedelta(minutes=30)
SENDERS = {"military": "paper@reveille.example", "harbour": "post@ledger.example", "city": "city@news.reveille.example"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.DATA, settings.SENDER_ADDRESS = tmp_path, SENDERS["military"]
    settings.DKIM, settings.DKIM_DOMAINS, settings.DKIM_SELECTOR = True, ("reveille.example",), "day"
    settings.BOUNCE_DOMAINS = ("bounces.reveille.example", "bounces.ledger.example")
    return tmp_path


@pytest.fixture
def newsletters(newsletter):
    others = [founding.newsletter(slug, "everything", name=slug, closing_minute=360) for slug in ("harbour", "city")]
    for one in (newsletter, *others):
        one.sender_address = SENDERS[one.slug]
        one.save()
    return newsletter, *others


def verified(letter, domain):
    """What dkimpy says of each signature, with the records that ``domain`` is told to publish."""
    records = signing.records(signing.signers_of(domain))

    def record(name, timeout=5):
        return records.get(name.decode().rstrip("."), "").encode()

    count = len(re.findall(rb"(?mi)^DKIM-Signature:", letter.partition(b"\r\n\r\n")[0]))
    return [dkimpy.DKIM(letter).verify(idx=at, dnsfunc=record) for at in range(count)]


def signs(letter):
    return re.findall(r"\bd=([^;\s]+);", " ".join(people.parsed(letter).get_all("DKIM-Signature", [])))


def test_each_newsletter_s_letter_passes_for_the_domain_of_its_own_from(newsletters, clock, tmp_path):
    for one in newsletters:
        people.reader(one, one.slug)
        planning.plan(people.edition(one), people.CLOSING)
    clock.now = DUE

    with Catcher(tmp_path / "received") as catcher:
        post.deliver_due(clock, Smtp(Relay("127.0.0.1", catcher.port, "none")), "one")

    caught = {one.recipient.partition("@")[0]: one for one in catcher.caught()}
    found = {slug: (signs(one.letter), one.sender.partition("@")[2]) for slug, one in caught.items()}
    assert found == {
        "military": (["reveille.example"] * 2, "bounces.reveille.example"),
        "harbour": (["ledger.example"] * 2, "bounces.ledger.example"),
        "city": (["reveille.example"] * 2, "bounces.reveille.example"),  # aligned: of the same organisation
    }
    for slug, one in caught.items():
        assert verified(one.letter, SENDERS[slug].partition("@")[2]) == [True, True]
    assert verified(caught["harbour"].letter, "reveille.example") == [False, False]  # by keys of its own


def test_letter_of_our_own_passes_for_the_domain_of_its_from(newsletters):
    subscription = people.reader(newsletters[1], "ann")
    letter = Letter(pk=7, kind=Letter.Kind.LOST_LINK, subscription=subscription, to=subscription.subscriber.address)

    made = letters.render(letter, DUE).data

    assert (signs(made), verified(made, "ledger.example")) == (["ledger.example"] * 2, [True, True])
    assert not [one for one in lint.check(made, checking.context(made)) if one.id == "H12"]


def test_letter_of_a_stranger_makes_no_keys(newsletters, house):
    made = b"From: a@stranger.example\r\nSubject: x\r\n\r\nx\r\n"
    lint.check(made, checking.context(made))

    assert sorted(path.name for path in (house / "dkim").iterdir()) == ["ledger.example", "reveille.example"]


@pytest.mark.parametrize(
    ("domains", "sender", "who"),
    [
        (("reveille.example",), "reveille.example", "reveille.example"),
        (("reveille.example",), "News.Reveille.example", "reveille.example"),
        (("reveille.example", "news.reveille.example"), "news.reveille.example", "news.reveille.example"),
        (("reveille.example", "news.reveille.example"), "a.news.reveille.example", "news.reveille.example"),
        (("mail.reveille.example", "reveille.example"), "reveille.example", "reveille.example"),
        (("reveille.example", "ledger.example"), "ledger.example", "ledger.example"),
        (("reveille.example",), "notreveille.example", "notreveille.example"),
        ((), "reveille.example", "reveille.example"),
    ],
)
def test_who_signs(settings, domains, sender, who):
    settings.DKIM_DOMAINS = domains

    assert {one.domain for one in signing.signers_of(sender)} == {who}


def test_signers_are_made_once():
    assert signing.signers_of("ledger.example") is signing.signers_of("ledger.example")


def test_nobody_signs_where_dkim_is_off(settings, house):
    settings.DKIM = False

    assert signing.signers(SENDERS) == ()
    assert not (house / "dkim").exists()


@pytest.mark.parametrize("sender", ["../elsewhere", "a/b.example", "", "."])
def test_name_that_cannot_stand_in_the_dns_makes_no_path(house, sender):
    with pytest.raises(MessageError):
        signing.signers_of(sender)

    assert not (house / "dkim").exists()


def test_keys_from_when_there_was_one_domain_stay_its_own(settings, house):
    signing.signers_of("old.example")
    before = signing.records(signing.signers_of("old.example"))
    for key in (house / "dkim" / "old.example").iterdir():
        key.rename(house / "dkim" / key.name)  # as they lay before
    signing._signers.cache_clear()
    settings.DKIM_DOMAINS = ("old.example", "new.example")

    new = signing.records(signing.signers_of("new.example"))
    assert signing.records(signing.signers_of("old.example")) == before
    settings.DKIM_DOMAINS = ("new.example", "old.example")
    signing._signers.cache_clear()
    assert signing.records(signing.signers_of("new.example")) == new
    assert signing.records(signing.signers_of("old.example")) == before
    assert set(new.values()).isdisjoint(before.values())


@pytest.mark.parametrize(
    ("sender", "bounces"),
    [
        ("reveille.example", "bounces.reveille.example"), ("ledger.example", "bounces.ledger.example"),
        ("elsewhere.example", "bounces.reveille.example"),
    ],
)  # fmt: skip
def test_letters_come_back_in_their_sender_s_organisation_if_we_can(settings, sender, bounces):
    assert letterhead.bounce_domain(sender) == bounces
    settings.BOUNCE_DOMAINS = ()
    assert letterhead.bounce_domain(sender) == ""
