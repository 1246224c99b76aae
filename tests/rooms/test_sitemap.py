"""The sitemap: an index of small maps, and whoever has a month's is answered without making it."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from tests.rooms import pages
from tests.rooms.test_site import NOON, publish

from reveille.editions.models import Act, Edition

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MONTH = "/sitemap/military/2026-11.xml"


@pytest.fixture
def published(newsletter, settings):
    settings.SITE_URL = "https://news.example"
    return publish(newsletter, page=pages.page(pages.item("flare", rank=1), pages.item("mines", rank=2)))


def locations(answer):
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return [one.text.removeprefix("https://news.example") for one in ET.fromstring(answer.content).iter(f"{SPACE}loc")]


def take_down(edition, slug, **more):
    act = {
        "kind": "takedown",
        "value": {"slug": slug, "why": "asked"},
        "words": "",
        "by": "ann",
        "at": NOON + timedelta(hours=1),
    }
    return Act.objects.create(edition=edition, **{**act, **more})


def test_index_names_each_month_that_has_an_edition_once_the_latest_first(published, newsletter, client):
    for day in (date(2026, 11, 23), date(2026, 9, 30)):
        publish(newsletter, day=day, page=pages.page(pages.item("older", rank=1)), number=day.day)
    publish(newsletter, day=date(2026, 12, 1), state="draft", number=500)

    assert locations(client.get("/sitemap.xml")) == [
        "/sitemap/lasting.xml", MONTH, "/sitemap/military/2026-09.xml"
    ]  # fmt: skip


def test_every_map_of_the_index_answers(published, client):
    for there in locations(client.get("/sitemap.xml")):
        assert client.get(there).status_code == 200


def test_lasting_pages_answer(published, client):
    told = locations(client.get("/sitemap/lasting.xml"))

    assert "/military/archive/" in told
    for there in told:
        assert client.get(there).status_code == 200


def test_month_has_its_closed_editions_and_their_stories_only(
    published, newsletter, client, django_assert_max_num_queries
):
    publish(newsletter, day=date(2026, 11, 25), state="draft", page=pages.page(pages.item("later", rank=1)), number=413)
    publish(newsletter, day=date(2026, 10, 31), page=pages.page(pages.item("before", rank=1)), number=400)

    with django_assert_max_num_queries(6):
        told = locations(client.get(MONTH))

    assert told == ["/military/2026-11-24/", "/military/2026-11-24/flare/", "/military/2026-11-24/mines/"]


def test_what_was_taken_down_is_in_no_map(published, client):
    take_down(Edition.objects.get(), "flare")

    assert locations(client.get(MONTH)) == ["/military/2026-11-24/", "/military/2026-11-24/mines/"]


@pytest.mark.parametrize("path", ["/sitemap.xml", MONTH])
def test_who_has_a_map_is_answered_without_making_it_until_it_changes(published, client, path):
    first = client.get(path)
    has = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}

    same = client.get(path, headers=has)
    act = take_down(Edition.objects.get(), "flare")
    down = client.get(path, headers=has)
    Act.objects.filter(pk=act.pk).update(undone_at=act.at + timedelta(minutes=1))
    back = client.get(path, headers={"If-None-Match": down["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert (down.status_code, back.status_code) == (200, 200)


def test_another_month_keeps_its_tag(published, newsletter, client):
    october = publish(newsletter, day=date(2026, 10, 31), page=pages.page(pages.item("before", rank=1)), number=400)
    before = client.get(MONTH)["ETag"]

    take_down(october, "before")

    assert client.get(MONTH)["ETag"] == before


@pytest.mark.parametrize(
    "path",
    ["2026-10.xml", "2026-13.xml", "0000-01.xml", "9999-12.xml", "2026-1.xml", "2026-11-24.xml", "2026-11.xml.gz"],
)
def test_months_that_are_none_or_have_nothing_are_not_found(published, client, path):
    assert client.get(f"/sitemap/military/{path}").status_code == 404


def test_another_newsletters_month_is_not_found(published, client):
    assert client.get("/sitemap/other/2026-11.xml").status_code == 404
