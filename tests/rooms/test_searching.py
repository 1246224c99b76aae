"""Search over closed editions, on the index of each database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reveille.editions import acts, searching, shown
from reveille.editions.models import Act, Edition, Placement
from reveille.newsroom.models import Story

from . import pages
from .test_site import NOON, publish
from .test_site import newsletter as newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(newsletter):
    return publish(newsletter)


def slugs(asked):
    return [one.slug for one in searching.find(asked).placements]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("flare", ["flare"]),
        ("FLARE signal", ["flare"]),
        ("harbour flar", ["flare"]),
        ("flare nothing", []),
        ("mwamba", ["flare"]),
        ("السفينة", []),
        ("سفينة", ["ship"]),
        ("", []),
        ('" * ( OR ^ - : NEAR', []),
        ("flare OR lamp", []),
    ],
)
def test_every_word_has_to_be_there(edition, asked, found):
    assert slugs(asked) == found


def test_accents_do_not_matter(newsletter):
    publish(newsletter, page=pages.page(pages.item("a", headline="Frégate à Évreux")))

    assert slugs("fregate evreux") == slugs("FRÉGATE") == ["a"]


def test_headline_weighs_more_than_what_is_said_below_it(newsletter):
    told = "The buoy was painted, and the harbour master was pleased with it."
    below = pages.item(
        "below", headline="Harbour pilots agree", sentences=(pages.layout.Sentence(told, 7, 0, len(told)),)
    )
    above = pages.item("above", headline="Buoy painted")
    publish(newsletter, page=pages.page(below, above))

    assert slugs("buoy") == ["above", "below"]


def test_index_is_filled_once_however_often(edition):
    searching.add(edition)

    assert searching.find("flare").total == 1


def test_what_is_forgotten_or_not_closed_is_not_found(newsletter, edition):
    draft = publish(newsletter, pages.DAY + timedelta(days=1), state="draft")
    searching.add(draft)
    assert [one.edition_id for one in searching.find("flare").placements] == [edition.pk]
    searching.forget(edition)
    assert slugs("flare") == []


def test_story_that_was_taken_down_is_found_again_once_that_is_undone(edition):
    act = Act.objects.create(edition=edition, kind="takedown", value={"slug": "flare", "text": "Asked."}, at=NOON)
    shown.keep(edition)
    assert slugs("flare") == []
    assert searching.find("flare").total == 0
    assert set(acts.taken_placements().values_list("slug", flat=True)) == {"flare"}

    act.undone_at = NOON
    act.save()
    shown.keep(edition)

    assert slugs("flare") == ["flare"]
    assert not acts.taken_placements().exists()


@given(st.text(max_size=60))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_has_an_answer(edition, asked):
    assert searching.find(asked).total >= 0


def test_search_page_shows_what_was_found_as_text(client, edition):
    shown = client.get("/search/", {"q": 'flare <script>alert("x")</script>'}).content.decode()
    assert "No story has flare &lt;script&gt;" in shown

    shown = client.get("/search/", {"q": "flare"}).content.decode()
    assert "1 story with flare" in shown
    assert 'href="/reveille/2026-11-24/flare/"' in shown


def test_search_goes_on_over_pages(client, newsletter):
    for back in range(8):
        publish(newsletter, pages.DAY - timedelta(days=back))

    first = client.get("/search/", {"q": "harbour pilots"}).content.decode()
    second = client.get("/search/", {"q": "harbour pilots", "page": 2}).content.decode()

    assert first.count('<li class="story">') == 20
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert 0 < second.count('<li class="story">') <= 20


@pytest.mark.parametrize("page", ["0", "x", "2", "99999", "-1", "²"])
def test_page_that_is_not_there_is_not_found(client, edition, page):
    assert client.get("/search/", {"q": "flare", "page": page}).status_code == 404


def test_search_costs_few_questions(client, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):  # three on PostgreSQL are a transaction and its setting
        client.get("/search/", {"q": "flare"})


def test_index_has_a_row_for_each_story(edition):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM editions_search")

        assert cursor.fetchone()[0] == edition.placements.count()


def years(newsletter, days, stories):
    """Publish ``days`` editions: each story's sentence has a "harbour", a tenth of the headlines too."""
    editions = Edition.objects.bulk_create(
        Edition(newsletter=newsletter, date=pages.DAY - timedelta(days=days - 1 - at), state="closed", closing_at=NOON)
        for at in range(days)
    )
    told = Story.objects.bulk_create(Story(slug=str(n), founded_at=NOON) for n in range(stories))
    Placement.objects.bulk_create(
        Placement(
            edition=edition, story=told[n], slug=f"{at}-{n}", position=n + 1, score=1.0,
            item={"headline": f"Report {at} {'Harbour' if (at * stories + n) % 10 == 0 else 'Airfield'}",
                  "sentences": [{"text": f"The harbour {'closed' if n else 'opened'} on day d{at:03}."}]},
        )
        for at, edition in enumerate(editions)
        for n in range(stories)
    )  # fmt: skip
    for edition in editions:
        searching.add(edition)


def test_two_years_are_found_whole_the_newest_by_weight_and_the_others_by_age(newsletter):
    years(newsletter, days=730, stories=2)

    whole = searching.find("harbour", most=2000)

    assert whole.total == len({one.pk for one in whole.placements}) == 1460
    weighed, others = whole.placements[: searching.WEIGHED], whole.placements[searching.WEIGHED :]
    assert min(one.pk for one in weighed) > max(one.pk for one in others)
    assert [one.pk for one in others] == sorted((one.pk for one in others), reverse=True)
    in_headline = ["Harbour" in one.item["headline"] for one in weighed]
    assert in_headline == [True] * 100 + [False] * 900
    walked = [one for first in range(0, 1460, 35) for one in searching.find("harbour", first, 35).placements]
    assert walked == list(whole.placements)
    assert searching.find("harbour opened").total == searching.find("h opene").total == 730
    assert [one.slug for one in searching.find("harbour d007 closed").placements] == ["7-1"]
    assert searching.find("harbour nothing").total == 0


@pytest.mark.parametrize("asked", ["harbour", "h", "the harbour on day report airfield", "t h o d r a c"])
def test_common_words_are_found_and_weighed_by_the_index(newsletter, asked):
    years(newsletter, days=60, stories=10)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE editions_search")

    with CaptureQueriesContext(connection) as asking:
        assert searching.find(asked).total > 50

    for question in (one["sql"] for one in asking.captured_queries if "editions_search" in one["sql"]):
        assert whole_reads(question) == []


def whole_reads(question):
    """Where a question reads all vectors, or sorts all that match."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if sqlite else ''} {question}")
        plan = [str(row[-1]) for row in cursor.fetchall()]
    if sqlite:  # M is a match; "ORDER BY rowid" and the limit need no sorting
        return [line for line in plan if "editions_search" in line and "VIRTUAL TABLE INDEX" not in line]
    return [line for line in plan if "Seq Scan on editions_search" in line]
