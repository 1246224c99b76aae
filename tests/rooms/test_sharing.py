"""What a page says of itself to networks and search engines."""

import re

import pytest
from tests.rooms import pages
from tests.rooms.test_site import publish

pytestmark = pytest.mark.django_db


def told(client, address):
    shown = client.get(address).content.decode()
    return dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', shown)), shown


def test_edition_tells_its_day_and_its_counts(newsletter, client, settings):
    settings.SITE_URL = "https://news.example"
    publish(newsletter)

    graph, shown = told(client, "/military/2026-11-24/")
    assert graph["title"] == "Tuesday, 24 November 2026"
    assert "stories" in graph["description"]
    assert graph["url"] == "https://news.example/military/2026-11-24/"
    assert '<link rel="canonical" href="https://news.example/military/2026-11-24/">' in shown


def test_story_tells_its_headline_as_text(newsletter, client):
    hostile = '"><script>x</script>'
    publish(newsletter, page=pages.page(pages.item("flare", rank=1, headline=hostile)))

    graph, shown = told(client, "/military/2026-11-24/flare/")
    assert graph["title"] == "&quot;&gt;&lt;script&gt;x&lt;/script&gt;"
    assert "<script>x" not in shown


def test_canonical_address_has_no_question_in_it(newsletter, client):
    publish(newsletter)

    _, shown = told(client, "/military/2026-11-24/?utm_source=x")
    assert "utm_source" not in shown


def test_robots_are_kept_out_of_what_is_somebodys_own(client, settings):
    said = client.get("/robots.txt").content.decode()

    assert {"Disallow: /desk/", "Disallow: /outbox/", "Disallow: /search/"} <= set(said.splitlines())
    assert said.rstrip().endswith(f"Sitemap: {settings.SITE_URL}/sitemap.xml")


@pytest.mark.parametrize("way", ["/confirm/x/", "/move/x/", "/you/x/", "/leave/x/"])
def test_no_search_engine_lists_a_page_whose_address_is_a_secret(client, newsletter, way):
    assert client.get(way)["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    # Whoever may not read the page never hears that, and may list the address alone, with the token in it.
    assert way.removesuffix("x/") not in client.get("/robots.txt").content.decode()
    assert "X-Robots-Tag" not in client.get("/").headers
