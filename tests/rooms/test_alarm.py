"""The operator hears at once; a new installation has nothing to alarm anybody with."""

import email
import email.policy
import logging
from datetime import timedelta

import pytest
from django.utils.translation import override

from reveille import day
from reveille.core.errors import NotHandedOver
from reveille.editions import composing
from reveille.mail import alarm, departure, telling
from reveille.newsroom.models import Article
from reveille.sources.models import Outlet

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(settings, outbox):
    settings.OPERATOR_ADDRESS = "operator@paper.example"
    return outbox


@pytest.fixture
def refusing(monkeypatch):
    """A relay that is not there, until it is let go."""

    def refused():
        raise NotHandedOver("relay.example", "nobody there")

    with monkeypatch.context() as relay:
        relay.setattr(departure, "ours", refused)
        yield relay


def test_alarm_is_logged_and_mailed_to_the_operator(operator, clock, caplog):
    assert alarm.tell("no edition", "Nobody answered.", clock())

    [path] = operator.letters()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert "operator@paper.example" in letter["To"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Nobody answered." in letter.get_content()
    assert "Nobody answered." in caplog.text


def test_a_cause_is_told_once_while_it_lasts_and_again_after_it_has_healed(operator, clock):
    told = [alarm.tell("the relay", "No.", clock(), "relay") for _ in range(3)]
    healed = alarm.clear("relay", clock())
    again = alarm.tell("the relay", "No.", clock(), "relay")

    assert (told, healed, again) == ([True, False, False], 1, True)
    assert len(operator.letters()) == 2
    assert [one.cause for one in alarm.lasting()] == ["relay"]


def test_what_heals_takes_along_what_begins_with_its_name_and_nothing_else(operator, clock):
    for cause in ("closing military 2026-11-23", "closing military 2026-11-24", "closing military-world 2026-11-24"):
        alarm.tell("it cannot be closed", "", clock(), cause)

    alarm.clear("closing military", clock())

    assert [one.cause for one in alarm.lasting()] == ["closing military-world 2026-11-24"]


SAID = [
    ("the relay takes no letters", "3 tries failed; they are made again.", "لا يقبل الرسائل", "فشلت 3 محاولات"),
    (
        "2 letters refused on the way (military 2026-11-24)",
        "2 times: 550 5.7.1 no: go away\nOnce that is mended: reveille deliver --missed --newsletter military",
        "رُفضت رسالتان في الطريق (military 2026-11-24)",
        "مرتين: \u2068550 5.7.1 no: go away\u2069\nبعد إصلاح ذلك: reveille deliver --missed --newsletter military",
    ),
    (
        "no edition of Reveille on 2026-11-24",
        "There are not enough stories for an edition: Reveille, 2026-11-24: no story on the beat has anything new",
        "لا عدد من Reveille ليوم 24 نوفمبر 2026",
        "لا أخبار كافية لعدد: Reveille, 2026-11-24: لا جديد في أي خبر ضمن المجال",
    ),
    (
        "the letters from ledger.example wait: the doctor found something wrong",
        'DMARC: ledger.example has no policy\n  _dmarc.ledger.example.  IN  TXT  "v=DMARC1; p=none"',
        "رسائل ledger.example تنتظر",
        'DMARC: لا سياسة لدى ledger.example\n  _dmarc.ledger.example.  IN  TXT  "v=DMARC1; p=none"',
    ),
]


@pytest.mark.parametrize(("subject", "words", "subject_said", "words_said"), SAID)
def test_alarm_is_mailed_in_the_language_of_the_installation(
    subject, words, subject_said, words_said, operator, settings, clock
):
    settings.SITE_LANGUAGE = "ar"
    alarm.tell(subject, words, clock())

    [path] = operator.letters()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert subject_said in letter["Subject"]
    assert words_said in letter.get_content().replace("\r\n", "\n")
    assert [(one.subject, one.words) for one in alarm.lasting()] == [(subject, words)]


def test_what_a_relay_said_stays_as_it_was_said():
    with override("fr"):
        assert telling.told("1 letter in doubt") == "1 courriel douteux"
        assert telling.told("once: 421 try later: busy") == "une fois\N{NO-BREAK SPACE}: 421 try later: busy"
        assert telling.told("Traceback") == "Traceback"


def test_a_day_that_is_none_in_what_a_relay_said_stays_as_it_was_said():
    said = "550 mail on 2026-02-30 cannot be closed"

    with override("fr"):
        assert telling.told("mail on 2026-02-28 cannot be closed") != "mail on 2026-02-28 cannot be closed"
        assert "2026-02-30" in telling.told(f"Its letters wait, and one will ask again later. It said: {said}")


def test_alarm_without_an_operator_is_only_logged(outbox, settings, clock, caplog):
    settings.OPERATOR_ADDRESS = ""
    alarm.tell("no edition", "Nobody answered.", clock())
    alarm.retry(clock())

    assert outbox.letters() == []
    assert "Nobody answered." in caplog.text


def test_alarm_that_cannot_be_sent_stops_nothing_and_is_kept_and_tried_again(operator, refusing, clock, caplog):
    alarm.tell("no edition", "Nobody answered.", clock())

    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]
    assert [one.told_at for one in alarm.lasting()] == [None]
    refusing.undo()
    alarm.retry(clock())
    assert operator.letters() == []  # not at once again
    clock.pass_(minutes=10)
    alarm.retry(clock())
    alarm.retry(clock())
    assert len(operator.letters()) == 1
    assert [one.told_at for one in alarm.lasting()] == [clock()]


def test_new_installation_has_no_edition_of_yesterday_to_miss(newsletter, clock):
    clock.set(DAY, 12)

    assert day.closable(clock()) == []


def test_newsletter_is_closable_once_its_time_has_passed_and_until_it_is_closed(newsletter, clock):
    outlet = Outlet.objects.create(slug="o", name="O", home="https://o.example/", family="o")
    found_at = composing.closing_of(newsletter, DAY) - timedelta(hours=2)
    Article.objects.create(outlet=outlet, link="https://o.example/1", title="Navy sails", found_at=found_at)
    clock.set(DAY, 5, 59)
    before = day.closable(clock())
    clock.set(DAY, 6)
    at = day.closable(clock())
    day.close(newsletter, DAY, clock())
    after = day.closable(clock())

    assert (before, at, after) == ([], [(newsletter, DAY)], [])


def test_a_line_of_very_many_parts_is_told():
    said = "no answer: " * 5000 + "busy"
    with override("de"):
        assert telling.told(said).endswith("no answer: busy")
