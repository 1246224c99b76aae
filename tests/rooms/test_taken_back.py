"""What outlets take back or correct before closing: it counts as it stands then, and the desk names what fell out."""

from datetime import timedelta

import pytest
import typer
from django.urls import reverse
from tests.rooms import desk
from tests.rooms.test_knowing_then import DAY, SIX, WORDS, article, judged, outlet
from typer.testing import CliRunner

from reveille.cli import installation, why
from reveille.core import layout
from reveille.desk.roles import Role
from reveille.editions import closing, drafting
from reveille.newsroom.models import Membership, Story

pytestmark = pytest.mark.django_db

OTHER = (
    "The army opened its new barracks beside the air base on Monday, and the infantry regiment moved in by noon. "
    "Soldiers said the old barracks of the brigade had been damp for thirty winters."
)
EARLY = SIX - timedelta(hours=3)


def draft(newsletter):
    judged(SIX - timedelta(minutes=40))
    return drafting.draft(newsletter, DAY, SIX - timedelta(minutes=40))


@pytest.fixture
def killed(newsletter):
    """A report, and its kill that was grouped with another story."""
    ledger = outlet("ledger")
    wrong = article(ledger, 1, at=EARLY)
    article(outlet("herald"), 1, "Army opens barracks beside the air base", OTHER, at=EARLY)
    kill = article(ledger, 2, f"KILL: {wrong.title}", "Please kill the report.", at=SIX - timedelta(hours=2))
    judged(SIX - timedelta(hours=1))
    elsewhere = Story.objects.get(memberships__article__outlet__slug="herald")
    Membership.objects.filter(article=kill).update(story=elsewhere)
    return wrong


def test_kill_that_was_grouped_elsewhere_takes_its_report_out(killed, newsletter):
    edition = drafting.draft(newsletter, DAY, SIX - timedelta(minutes=40))

    page = layout.from_json(edition.page)
    assert [item.headline for item in page.items] == ["Army opens barracks beside the air base"]
    assert [(one["article"], one["why"], one["told"]) for one in edition.withdrawn] == [
        (killed.pk, "withdrawn by its outlet", False)
    ]


def test_why_names_what_was_taken_back(killed, newsletter, monkeypatch):
    drafting.draft(newsletter, DAY, SIX - timedelta(minutes=40))
    app = typer.Typer()
    why.register(app)
    monkeypatch.setattr(installation, "ready", lambda: None)

    told = CliRunner().invoke(app, [killed.link])

    assert told.exit_code == 0, told.output
    assert f"withdrawn by its outlet, and not counted: Ledger: {killed.title}" in " ".join(told.output.split())


def test_desk_names_what_was_taken_back(killed, newsletter, clock):
    clock.set(DAY, 5, 10)
    drafting.draft(newsletter, DAY, SIX - timedelta(minutes=40))

    page = desk.at_desk(Role.VIEWER).get(reverse("desk-day", args=[newsletter.slug, DAY])).content.decode()

    assert "Withdrawn by its outlet, and not counted:" in page
    assert killed.title in page
    assert killed.link in page


def test_day_whose_only_story_was_killed_is_held_and_names_it(newsletter, clock):
    clock.set(DAY, 5, 10)
    ledger = outlet("ledger")
    only = article(ledger, 1, at=EARLY)
    article(ledger, 2, f"KILL: {only.title}", "Please kill the report.", at=SIX - timedelta(hours=2))

    edition = draft(newsletter)

    assert edition.page == {}
    assert [(one["article"], one["why"]) for one in edition.withdrawn] == [(only.pk, "withdrawn by its outlet")]
    page = desk.at_desk(Role.VIEWER).get(reverse("desk-day", args=[newsletter.slug, DAY])).content.decode()
    assert "no story on the beat has anything new" in page.casefold()
    assert only.title in page


def test_kill_of_what_the_last_edition_told_asks_for_a_correction(newsletter):
    ledger = outlet("ledger")
    wrong = article(ledger, 1, at=EARLY)
    judged(SIX)
    assert closing.close(newsletter, DAY, SIX).edition.state == "closed"
    article(ledger, 2, f"WITHDRAWN: {wrong.title}", "Please kill the report.", at=SIX + timedelta(hours=3))
    article(outlet("herald"), 1, "Army opens barracks beside the air base", OTHER, at=SIX + timedelta(hours=4))
    later = SIX + timedelta(days=1)
    judged(later)

    edition = drafting.draft(newsletter, DAY + timedelta(days=1), later)

    assert [(one["article"], one["told"]) for one in edition.withdrawn] == [(wrong.pk, True)]


def test_headline_is_shown_without_the_wire_s_slug_and_marked(newsletter):
    first = article(outlet("ledger"), 1, at=EARLY)
    article(first.outlet, 2, f"CORRECTED-UPDATE 2-{first.title}", f"{WORDS} Forty sailed.", at=SIX - timedelta(hours=2))

    edition = draft(newsletter)

    item = layout.from_json(edition.page).items[0]
    assert (item.headline, item.url, item.marks) == (first.title, "https://ledger.example/2", ("corrected",))
    assert edition.withdrawn == []
