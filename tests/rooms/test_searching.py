"""Search over closed editions, on the index of each database."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reveille.editions import searching
from reveille.editions.models import Edition

from . import pages
from .test_site import newsletter as newsletter
from .test_site import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(newsletter):
    edition = publish(newsletter)
    searching.add(edition)
    return edition


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
    searching.add(publish(newsletter, page=pages.page(pages.item("a", headline="Frégate à Évreux"))))

    assert slugs("fregate evreux") == slugs("FRÉGATE") == ["a"]


def test_headline_weighs_more_than_what_is_said_below_it(newsletter):
    told = "The buoy was painted, and the harbour master was pleased with it."
    below = pages.item(
        "below", headline="Harbour pilots agree", sentences=(pages.layout.Sentence(told, 7, 0, len(told)),)
    )
    above = pages.item("above", headline="Buoy painted")
    searching.add(publish(newsletter, page=pages.page(below, above)))

    assert slugs("buoy") == ["above", "below"]


def test_index_is_filled_once_however_often(edition):
    searching.add(edition)

    assert searching.find("flare").total == 1


def test_what_is_forgotten_or_not_closed_is_not_found(edition):
    Edition.objects.filter(pk=edition.pk).update(state="held")
    assert slugs("flare") == []
    Edition.objects.filter(pk=edition.pk).update(state="closed")
    searching.forget(edition)
    assert slugs("flare") == []


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
        searching.add(publish(newsletter, pages.DAY - timedelta(days=back)))

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
    with django_assert_max_num_queries(6):  # one is for what was taken down
        client.get("/search/", {"q": "flare"})


def test_index_is_of_the_database_that_is_used(edition):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {searching.TABLE}")

        assert cursor.fetchone()[0] == edition.placements.count()
