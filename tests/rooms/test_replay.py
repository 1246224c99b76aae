"""A closed edition made again: byte for byte while nothing has changed, and with the reason when something has."""

import dataclasses
from datetime import timedelta

import pytest

from reveille import day
from reveille.core import ranking
from reveille.core.errors import ClosingError
from reveille.editions import drafting, provenance, renderings, replay
from reveille.editions.models import Edition
from reveille.newsroom import forgetting, grouping, profiles, sifting, versions
from reveille.newsroom.models import Article, Version
from reveille.sources import fetch, reach, rounds

from .conftest import DAY

YESTERDAY = DAY - timedelta(days=1)

pytestmark = pytest.mark.django_db


def quick() -> fetch.Reach:
    return dataclasses.replace(reach.ours(), timeout=1.5)


@pytest.fixture
def closed(press, sample, newsletter, clock):
    """Yesterday's edition, closed, and today's news gathered, read and grouped since."""
    clock.set(YESTERDAY, 5, 40)
    day.round_(clock, quick(), everyone=True)
    clock.set(YESTERDAY, 6)
    edition = day.close(newsletter, YESTERDAY, clock()).edition
    clock.set(DAY, 5, 40)
    day.round_(clock, quick(), everyone=True)
    return edition


def test_edition_is_rebuilt_byte_for_byte_after_the_next_day_has_come(closed, newsletter, clock):
    clock.set(DAY, 6)
    today = day.close(newsletter, DAY, clock()).edition

    for edition in (closed, today):
        made = replay.replay(edition)

        assert (made.source, made.same, made.differences, made.why) == (replay.Source.ARCHIVE, True, (), ())


def test_edition_is_rebuilt_when_its_notes_of_fetches_are_gone_and_articles_were_corrected(closed, clock):
    rounds.forget(clock() + timedelta(days=60))
    for article in Article.objects.filter(found_at__lte=closed.closing_at)[:20]:
        versions.keep(article, clock())
        Article.objects.filter(pk=article.pk).update(title=f"Corrected: {article.title}")

    assert replay.replay(closed).same


def test_other_weights_are_told_with_what_they_would_change(closed, monkeypatch):
    monkeypatch.setattr(profiles, "ranking", lambda: ranking.Weights(families=-4.0, countries=-3.0))
    monkeypatch.setattr(profiles, "digest", lambda name: f"another {name}")

    made = replay.replay(closed)

    assert not made.same
    assert {one.what for one in made.differences} >= {"place", "points"}
    assert "the weights of the ranking" in made.why
    assert "the code that judges and composes" not in made.why


def test_other_code_that_makes_the_same_is_not_called_different(closed, monkeypatch):
    monkeypatch.setattr(provenance, "code", lambda: "newer")

    made = replay.replay(closed)

    assert made.same
    assert made.why == ("the code that judges and composes",)


def test_moved_installation_replays_with_the_address_it_had(closed, settings):
    settings.SITE_URL = "https://elsewhere.example"

    made = replay.replay(closed)

    assert made.same
    assert made.why == (provenance.WORDS["masthead"],)


def test_when_texts_are_dropped_the_letter_is_made_from_what_it_shows(closed, clock, settings):
    settings.TEXT_DAYS = 8
    kept = Article.objects.filter(found_at__gt=closed.closing_at).exclude(text="").count()

    dropped = forgetting.forget(closed.closing_at + timedelta(days=8))
    made = replay.replay(closed)

    assert dropped > 20
    assert Article.objects.exclude(text="").count() == kept > 0
    assert not Version.objects.filter(article__text="").exclude(text="").exists()
    assert (made.source, made.same) == (replay.Source.PAGE, True)


def test_forgetting_twice_finds_nothing_more(closed, clock):
    forgetting.forget(clock() + timedelta(days=90))

    assert forgetting.forget(clock() + timedelta(days=90)) == 0


def test_imported_archives_keep_their_texts_unless_a_setting_says_otherwise(closed, clock, settings):
    Article.objects.filter(found_at__lte=closed.closing_at).update(text_from="archive")

    assert forgetting.forget(closed.closing_at + timedelta(days=30)) == 0
    settings.KEEP_ARCHIVES = False
    assert forgetting.forget(closed.closing_at + timedelta(days=31)) > 0


def test_altered_bytes_are_noticed(closed):
    Edition.objects.filter(pk=closed.pk).update(digest=renderings.digest("other", "words"))
    closed.refresh_from_db()

    made = replay.replay(closed)

    assert not made.same
    assert made.note == "the page is the same; it is rendered otherwise"


def test_draft_cannot_be_replayed(press, sample, newsletter, clock):
    clock.set(YESTERDAY, 5, 40)
    day.round_(clock, quick(), everyone=True)
    edition = drafting.draft(newsletter, YESTERDAY, clock())

    with pytest.raises(ClosingError):
        replay.replay(edition)


def test_late_articles_of_the_same_stories_do_not_reach_back(closed, clock):
    clock.pass_(hours=5)
    sifting.sift(clock(), ["military"])
    grouping.group(clock())

    assert replay.replay(closed).same
