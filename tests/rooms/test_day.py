"""Two days of the sample morning, step by step, on a real press and a real database."""

import dataclasses
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from reveille import day
from reveille.core import layout
from reveille.core.errors import ClosingError
from reveille.editions import closing, composing, drafting, renderings
from reveille.editions.models import Edition, Placement
from reveille.newsroom import grouping, sifting
from reveille.newsroom.models import Article, Membership, Verdict
from reveille.sources import fetch, reach
from reveille.sources.models import Feed, Fetch

from .conftest import DAY

YESTERDAY = DAY - timedelta(days=1)

pytestmark = pytest.mark.django_db


def quick() -> fetch.Reach:
    """The sample's reach, with little patience for the feed that crawls."""
    return dataclasses.replace(reach.ours(), timeout=1.5)


@pytest.fixture
def gathered(press, sample, newsletter, clock):
    """The first day's news, gathered, read, sifted and grouped twenty minutes before closing."""
    clock.set(YESTERDAY, 5, 40)
    return day.round_(clock, quick(), everyone=True)


@pytest.fixture
def two_editions(gathered, newsletter, clock):
    clock.set(YESTERDAY, 6)
    first = day.close(newsletter, YESTERDAY, clock()).edition
    clock.set(DAY, 5, 40)
    day.round_(clock, quick(), everyone=True)
    clock.set(DAY, 6)
    return first, day.close(newsletter, DAY, clock()).edition


def test_gathering_names_each_source_that_failed_and_stores_its_kind(gathered):
    failed = {feed.outlet.slug: error.code for feed, error in gathered.failed}

    assert failed.items() >= {"cape-lantern": "feed-unreadable", "el-vigia": "gone", "mayak": "too-slow"}.items()
    assert set(Feed.objects.exclude(failure="").values_list("failure", flat=True)) == set(failed.values())
    assert Fetch.objects.count() == gathered.asked


def test_every_article_is_read_sifted_judged_and_in_one_story(gathered):
    assert gathered.new == Article.objects.count() > 30
    assert not Article.objects.exclude(text_from="page").exists()
    assert not Article.objects.filter(sifted_at=None).exists()
    assert Verdict.objects.count() == Membership.objects.filter(left_at=None).count() == gathered.new


def test_second_round_finds_nothing_to_do(gathered, clock):
    clock.pass_(minutes=5)
    again = day.round_(clock, quick(), everyone=True)

    assert (again.new, again.read) == (0, 0)
    assert again.sifted == sifting.Sifted(0, 0, {"military": 0})
    assert again.grouped == grouping.Grouped(0, 0, 0)


def test_closing_before_its_time_is_refused(gathered, newsletter, clock):
    with pytest.raises(ClosingError):
        closing.close(newsletter, YESTERDAY, clock())


def test_closed_edition_never_changes(two_editions, newsletter, clock):
    _, second = two_editions
    before = (second.html, second.text, second.digest, second.page)
    clock.pass_(hours=3)
    Article.objects.update(title="Another headline")
    again = day.close(newsletter, DAY, clock())
    drafted = drafting.draft(newsletter, DAY, clock())

    assert not again.by_us
    second.refresh_from_db()
    assert (second.html, second.text, second.digest, second.page) == before
    assert drafted.pk == second.pk
    assert renderings.digest(second.html, second.text) == second.digest


def test_every_sentence_of_an_edition_stands_in_its_article(two_editions):
    for edition in two_editions:
        page = layout.from_json(edition.page)
        sentences = [sentence for item in page.items for sentence in item.sentences]

        assert len(sentences) >= page.stories
        for sentence in sentences:
            assert Article.objects.get(pk=sentence.article).text[sentence.start : sentence.end] == sentence.text


def test_edition_has_twelve_to_twenty_stories_a_top_five_and_their_counts(two_editions):
    page = layout.from_json(two_editions[1].page)

    assert 12 <= page.stories == len(page.items) <= 20
    assert [item.rank for item in page.top] == [1, 2, 3, 4, 5]
    assert page.outlets >= 12
    assert page.countries >= 8
    assert len(page.subject) <= 60
    assert page.top[0].headline.startswith(page.subject.removesuffix("…"))


def test_second_edition_says_what_went_on_and_what_went_quiet(two_editions):
    page = layout.from_json(two_editions[1].page)
    kinds = {kind for item in page.items for kind in item.kinds}

    assert {"new", "updated"} <= kinds
    assert page.developing
    assert page.quiet
    assert [silent.outlet for silent in page.silence.failed]


def test_an_edition_that_kept_no_facts_is_silent_about_what_went_quiet(two_editions, newsletter):
    Placement.objects.filter(edition=two_editions[0]).update(facts={})

    told = composing.compose(newsletter, two_editions[1].date, closing_at=two_editions[1].closing_at)

    assert told.page.quiet == ()


def test_every_placement_keeps_the_reasons_that_add_up_to_its_score(two_editions):
    for placement in Placement.objects.all():
        assert round(sum(points for points, _ in placement.reasons), 2) == placement.score


def test_what_was_found_after_closing_is_not_in_the_edition(gathered, newsletter, clock):
    late = Article.objects.latest("pk")
    Article.objects.filter(pk=late.pk).update(
        found_at=composing.closing_of(newsletter, YESTERDAY) + timedelta(minutes=1)
    )
    clock.set(YESTERDAY, 8)
    edition = day.close(newsletter, YESTERDAY, clock()).edition
    told = {report["article"] for placement in edition.placements.all() for report in placement.reports}

    assert late.pk not in told


def test_sessions_that_are_over_are_dropped_and_others_stay(clock):
    over, open_ = SessionStore(), SessionStore()
    for session, seconds in ((over, -60), (open_, 3600)):
        session.set_expiry(seconds)
        session.save()
    clock.pass_(hours=24 * 400)  # a demo plays another day; a session is stamped by the system's clock

    day.forget(clock())

    assert list(Session.objects.values_list("session_key", flat=True)) == [open_.session_key]


def test_day_without_news_makes_no_edition_and_says_so(sample, newsletter, clock):
    clock.set(DAY, 7)
    result = day.close(newsletter, DAY, clock())

    assert result.edition.state == Edition.State.HELD
    assert "nothing" in result.edition.note or "no story" in result.edition.note


def test_day_on_which_nearly_nobody_answered_makes_no_edition(gathered, newsletter, clock):
    Fetch.objects.update(failure="unreachable")
    clock.set(YESTERDAY, 6)
    result = day.close(newsletter, YESTERDAY, clock())

    assert result.edition.state == Edition.State.HELD
    assert "answered" in result.edition.note


def test_outlet_that_opted_out_is_nowhere_in_the_edition(gathered, newsletter, clock):
    from reveille.sources.models import Outlet

    Outlet.objects.filter(slug="kurier-zatoki").update(opted_out=True)
    clock.set(YESTERDAY, 6)
    edition = day.close(newsletter, YESTERDAY, clock()).edition

    assert "Kurier Zatoki" not in edition.html + edition.text
