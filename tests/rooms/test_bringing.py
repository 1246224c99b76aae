"""A story by its link: what no feed has named is fetched there and then, by the rules of every fetch, and told."""

import dataclasses

import pytest
from django.urls import reverse
from tests.rooms import desk
from tests.rooms.test_api import Program

from reveille import day
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.editions import acts, replay
from reveille.editions.models import Act, Edition
from reveille.newsroom import importing
from reveille.newsroom.models import Article
from reveille.sources import fetch, reach
from reveille.sources.models import Feed, Outlet

from .conftest import DAY

pytestmark = pytest.mark.django_db

LAMP = "https://prairie-lamp.example/2026/11/"
ROOF = f"{LAMP}an-army-of-volunteers-puts-a-roof-on-cutbank-school-in-two-days/"
PARTS = f"{LAMP}a-third-of-untraceable-army-helicopter-parts-lead-back-to-four-dealers/"


@pytest.fixture
def draft(press, sample, newsletter, clock, settings):
    settings.POSTAL_ADDRESS = "Reveille Reading Society, 12 Signal Lane"
    clock.set(DAY, 5, 20)
    Feed.objects.filter(outlet__slug="prairie-lamp").update(retired=True)
    day.round_(clock, dataclasses.replace(reach.ours(), timeout=1.5), everyone=True)
    day.draft_next(clock())
    return Edition.objects.get()


@pytest.fixture
def editor(draft):
    return desk.at_desk(Role.EDITOR)


@pytest.fixture
def asked(monkeypatch):
    """The addresses that were asked for."""
    links = []
    real = fetch.answer

    def answer(request, **how):
        links.append(request.link)
        return real(request, **how)

    monkeypatch.setattr(fetch, "answer", answer)
    return links


def add(client, link, seen=None, status=303, **form):
    seen = acts.seen(Edition.objects.get()) if seen is None else seen
    answer = client.post(
        reverse("desk-act", args=["military", DAY]), {"kind": "add", "seen": seen, "link": link, **form}
    )
    assert answer.status_code == status, answer.content.decode()
    return answer


def told_at(place):
    return next(one for one in Edition.objects.get().weighed if one["place"] == place)


def test_a_link_that_no_feed_has_named_is_fetched_read_and_told(editor, newsletter, clock):
    answer = add(editor, f"{ROOF}?utm_source=mail#top")

    article = Article.objects.get(link=ROOF)
    assert (article.outlet.slug, article.found_at, article.text_from) == ("prairie-lamp", clock(), "page")
    sixth = told_at(6)
    assert sixth["headline"] == article.title
    assert answer["Location"].endswith(f"?chosen={article.pk}#a{article.pk}")
    (item,) = [row.item for row in Edition.objects.get().placements.all() if row.item["url"] == ROOF]
    assert item["sentences"][0]["text"] in article.text
    clock.set(DAY, 6)
    closed = day.close(newsletter, DAY, clock()).edition
    assert ROOF in closed.text
    assert replay.replay(closed).same


def test_what_was_added_is_taken_back_and_added_again_without_another_fetch(editor, asked):
    before = [one["slug"] for one in Edition.objects.get().weighed]
    add(editor, ROOF)
    editor.post(reverse("desk-act", args=["military", DAY]), {"kind": "undo", "seen": 1, "act": Act.objects.get().pk})
    assert [one["slug"] for one in Edition.objects.get().weighed] == before

    add(editor, ROOF)

    assert asked == [ROOF]
    assert Article.objects.filter(link=ROOF).count() == 1


def test_another_report_of_a_story_joins_it_and_leaves_it_where_it_stands(editor):
    (story,) = [one for one in Edition.objects.get().weighed if "parts" in one["headline"].lower()]

    add(editor, PARTS)

    article = Article.objects.get(link=PARTS)
    grown = next(one for one in Edition.objects.get().weighed if article.pk in one["articles"])
    assert set(story["articles"]) < set(grown["articles"])
    assert grown["place"] == min(story["place"], 6)


def test_a_page_of_nobody_we_know_asks_whose_it_is(editor, asked):
    Outlet.objects.filter(slug="prairie-lamp").delete()

    shown = add(editor, ROOF, status=409).content.decode()
    assert "at no outlet&#x27;s address that we know" in shown
    assert f'value="{ROOF}"' in shown
    assert 'name="outlet"' in shown
    assert not Article.objects.filter(link=ROOF).exists()

    add(editor, ROOF, outlet=" The  Prairie Lamp ")
    outlet = Article.objects.get(link=ROOF).outlet
    assert (outlet.name, outlet.slug, outlet.hosts) == (
        "The Prairie Lamp",
        "the-prairie-lamp",
        ["prairie-lamp.example"],
    )
    assert LogEntry.objects.filter(act="added an outlet", on="the-prairie-lamp", words=ROOF).count() == 1
    add(editor, PARTS)  # whose it is has been said
    assert Article.objects.get(link=PARTS).outlet == outlet
    assert LogEntry.objects.filter(act="added an outlet").count() == 1


def test_an_outlet_of_ours_that_is_named_has_the_host_from_then_on(editor):
    Outlet.objects.filter(slug="prairie-lamp").delete()

    add(editor, ROOF, outlet="Dunmore Courier")

    outlet = Article.objects.get(link=ROOF).outlet
    assert outlet.slug == "dunmore-courier"
    assert "prairie-lamp.example" in outlet.hosts


def test_a_host_that_has_an_outlet_stays_with_it_whatever_is_said(editor):
    add(editor, ROOF, outlet="Dunmore Courier")

    assert Article.objects.get(link=ROOF).outlet.slug == "prairie-lamp"


FAULTS = {
    f"{LAMP}no-such-page/": "The server says it is no more",
    "https://prairie-lamp.example/": "No article was found on the page",
    "http://127.0.0.1:8000/desk/": "The address lies inside our own network",
    "http://[::ffff:10.0.0.1]/": "The address lies inside our own network",
    "http://169.254.169.254/latest/meta-data/": "The address lies inside our own network",
    "javascript:alert(1)": "The link leads nowhere we may go",
    "": "The link leads nowhere we may go",
}


def test_what_cannot_be_fetched_is_told_in_words_and_nothing_is_kept(editor):
    articles = Article.objects.count()

    for link, words in FAULTS.items():
        assert words in add(editor, link, status=409, outlet="Whoever").content.decode(), link

    assert Article.objects.count() == articles
    assert not Act.objects.exists()


def test_robots_txt_is_asked_first(editor, monkeypatch):
    monkeypatch.setattr("reveille.sample.press.robots", lambda outlet: b"User-agent: *\nDisallow: /2026/\n")

    shown = add(editor, ROOF, status=409).content.decode()

    assert "robots.txt asks us not to" in shown


def test_an_outlet_that_would_rather_not_appear_is_not_asked(editor, asked):
    Outlet.objects.filter(slug="prairie-lamp").update(opted_out=True)

    shown = add(editor, ROOF, status=409).content.decode()

    assert "outlet has asked not to appear" in shown
    assert asked == []


def test_what_we_have_of_an_outlet_that_would_rather_not_appear_is_not_added(editor):
    add(editor, ROOF)
    Outlet.objects.filter(slug="prairie-lamp").update(opted_out=True)

    shown = add(editor, ROOF, status=409).content.decode()

    assert "outlet has asked not to appear" in shown
    assert Act.objects.count() == 1


def test_nothing_is_fetched_for_a_page_of_the_past_a_closed_edition_or_after_closing(editor, asked, newsletter, clock):
    add(editor, ROOF, seen=7, status=409)
    clock.set(DAY, 6, 1)
    assert "Its closing has passed" in add(editor, ROOF, status=409).content.decode()
    day.close(newsletter, DAY, clock())
    add(editor, ROOF, status=409)

    assert asked == []


def test_a_viewer_fetches_nothing(draft, asked):
    add(desk.at_desk(Role.VIEWER), ROOF, status=403)

    assert asked == []


def test_a_program_adds_by_link_too(draft):
    program = Program(Role.EDITOR)

    told = program.post(f"/api/desk/military/{DAY}/acts", kind="add", seen=0, link=ROOF)

    assert told.status_code == 200, told.content
    assert told_at(6)["articles"] == [Article.objects.get(link=ROOF).pk]


def test_two_outlets_whose_names_have_no_latin_letter_are_two(db):
    one, other = importing.outlet_named("Маяк"), importing.outlet_named("東代新報")

    assert one != other
    assert importing.outlet_named("Маяк") == one
    assert importing.outlet_named("東代新報") == other
    assert importing.outlet_named("Вісник", {"visnyk.example"}).slug == "visnyk-example"


@pytest.fixture
def slow(monkeypatch, clock):
    """Pages that come nine seconds after they were asked for."""
    real = fetch.answer

    def answer(request, **how):
        clock.pass_(seconds=9)
        return real(request, **how)

    monkeypatch.setattr(fetch, "answer", answer)


def test_what_was_asked_for_is_found_when_its_page_is_here(editor, clock, slow):
    asked_at = clock()
    add(editor, ROOF)

    assert Article.objects.get(link=ROOF).found_at == clock() > asked_at
    assert Edition.objects.get().composed_at == clock()


def test_a_page_that_comes_after_the_closing_is_refused_in_words(editor, newsletter, clock, slow):
    clock.set(DAY, 5, 59)
    clock.pass_(seconds=55)
    answer = add(editor, ROOF, status=409)

    assert "Its closing has passed" in answer.content.decode()
    assert Article.objects.get(link=ROOF).found_at == clock()
    closed = day.close(newsletter, DAY, clock()).edition
    assert ROOF not in closed.text
    assert replay.replay(closed).same


@pytest.mark.parametrize("says", ["front page", "feed"])
def test_an_outlet_that_opted_out_and_names_no_hosts_has_those_of_its_pages(editor, asked, says):
    of = Outlet.objects.filter(slug="prairie-lamp")
    of.update(hosts=[], opted_out=True)
    if says == "feed":
        of.update(home="")
        Feed.objects.filter(outlet__slug="prairie-lamp").update(link="https://prairie-lamp.example/feed/")
    add(editor, ROOF, status=409, outlet="Somebody")

    assert asked == []
    assert not Article.objects.filter(link=ROOF).exists()
