"""The operator hears at once; a new installation has nothing to alarm anybody with."""

import email
import email.policy
import logging
from datetime import timedelta

import pytest

from reveille import day
from reveille.core.errors import NotHandedOver
from reveille.editions import composing
from reveille.mail import alarm, transport
from reveille.newsroom.models import Article
from reveille.sources.models import Outlet

from .conftest import DAY

pytestmark = pytest.mark.django_db


def test_alarm_is_logged_and_mailed_to_the_operator(outbox, settings, clock, caplog):
    settings.OPERATOR_ADDRESS = "operator@paper.example"
    handed = alarm.tell("no edition", "Nobody answered.", clock())
    [path] = outbox.letters()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    assert handed
    assert "operator@paper.example" in letter["To"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Nobody answered." in letter.get_content()
    assert "Nobody answered." in caplog.text


def test_alarm_without_an_operator_is_only_logged(outbox, settings, clock, caplog):
    settings.OPERATOR_ADDRESS = ""

    assert not alarm.tell("no edition", "Nobody answered.", clock())
    assert outbox.letters() == []
    assert "Nobody answered." in caplog.text


def test_alarm_that_cannot_be_sent_stops_nothing(settings, clock, caplog, monkeypatch):
    settings.OPERATOR_ADDRESS = "operator@paper.example"

    def refused():
        raise NotHandedOver("relay.example", "nobody there")

    monkeypatch.setattr(transport, "ours", refused)

    assert not alarm.tell("no edition", "Nobody answered.", clock())
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]


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
