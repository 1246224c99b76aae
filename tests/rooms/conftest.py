"""Fixtures of the rooms: a clock that stands still, the sample morning's press, a newsletter."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import django
import pytest

django.setup()  # the rooms' modules have models; the tests import them at their top

DAY = date(2026, 11, 24)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 5, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(settings):
    standing = Clock()
    settings.CLOCK = settings.PHONE_CLOCK = standing
    return standing


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_lightly():
    """Argon2 at the least it takes: its full cost, which a journey holds, is more than half of the desk's tests."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        for cost, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield


@pytest.fixture(autouse=True)
def journal(settings, tmp_path):
    """A journal of this test's own: it outlives a database, and so it would outlive a test."""
    from reveille.delivery.journal import Journal

    settings.JOURNAL, settings.LEAVINGS = tmp_path / "handed", tmp_path / "left"
    return Journal(settings.JOURNAL)


@pytest.fixture(autouse=True)
def alarms_are_said_anew(request, monkeypatch):
    """Whatever alarm a test makes the rooms raise, its subject is one that is said in every language."""
    from django.utils.translation import override

    from reveille.mail import alarm, telling

    def checked(tell, subject, *more, **named):
        with override("de"):
            assert telling.told(subject) != subject
        return tell(subject, *more, **named)

    if "test_alarm.py" not in request.node.nodeid:  # its alarms are made up
        monkeypatch.setattr(alarm, "tell", partial(checked, alarm.tell))
        monkeypatch.setattr(alarm, "note", partial(checked, alarm.note))


@pytest.fixture
def newsletter(db):
    from reveille.editions import founding

    return founding.newsletter("military", "military", home="dunmore-courier", closing_minute=360, zone="UTC")


@pytest.fixture
def reveille(db):
    """The newsletter of the drawn pages (tests/rooms/pages.py)."""
    from reveille.editions.models import Newsletter

    return Newsletter.objects.create(slug="reveille", name="Reveille", beat="military")


@pytest.fixture
def draft(reveille):
    """Its drawn edition, open on the desk."""
    from tests.rooms import desk

    return desk.drafted(reveille)


@pytest.fixture
def house(reveille, draft):
    """A draft, and something to see in every other room of the desk."""
    from tests.rooms import desk

    desk.furnish(reveille)


@pytest.fixture
def sent(newsletter, clock):
    """Alice's delivery, which was sent a moment ago."""
    from tests.rooms import people

    from reveille.delivery import planning
    from reveille.delivery.models import Delivery

    people.reader(newsletter, "alice")
    made = people.edition(newsletter)
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=clock(), ended_at=clock())
    return Delivery.objects.get()


@pytest.fixture
def press(clock, settings):
    """The sample morning's outlets, served on loopback."""
    from pathlib import Path

    from reveille.sample.server import SampleServer

    with SampleServer(base=DAY, clock=clock) as server:
        settings.SAMPLE_PORT = server.port
        settings.SAMPLE_CA = Path(settings.DATA) / "sample-ca.pem"
        settings.SAMPLE_CA.parent.mkdir(parents=True, exist_ok=True)
        settings.SAMPLE_CA.write_bytes(server.ca_pem)
        yield server


@pytest.fixture
def sample(db):
    """The sample morning's outlets and feeds, enrolled."""
    from reveille.sample import directory
    from reveille.sources import enrolment

    return enrolment.enrol(directory.records())


@pytest.fixture
def outbox(settings, tmp_path):
    """An outbox folder of this test's own, and no relay."""
    from reveille.mail.outbox import Outbox

    settings.OUTBOX, settings.RELAY = tmp_path / "outbox", None
    return Outbox(settings.OUTBOX)


@pytest.fixture
def command(monkeypatch):
    """``reveille deliver WORDS``, and what is answered when it asks."""
    import typer
    from typer.testing import CliRunner

    from reveille.cli import deliver, installation

    app = typer.Typer()
    deliver.register(app)
    monkeypatch.setattr(installation, "ready", lambda: None)
    return lambda *words, answer="": CliRunner().invoke(app, words, input=answer)
