"""Feeds of editions: three formats with the same editions, which our own parsers can read."""

import json
from datetime import timedelta

import pytest
from django.utils.http import http_date

from reveille.core import feeds
from reveille.editions.models import Act, Edition, Newsletter

from . import pages
from .test_site import NOON, publish
from .test_site import newsletter as newsletter

pytestmark = pytest.mark.django_db


def parsed(client, kind):
    answer = client.get(f"/reveille/feed.{kind}")
    assert answer.status_code == 200
    return answer, feeds.parse(answer.content, content_type=answer["Content-Type"], link="https://x.example/feed")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feed_has_the_latest_editions_at_their_lasting_addresses(client, newsletter, settings, kind):
    settings.SITE_URL = "https://dawn.example"
    for back in range(25):
        publish(newsletter, pages.DAY - timedelta(days=back), number=412 - back)
    publish(newsletter, pages.DAY + timedelta(days=1), state="draft")

    _, document = parsed(client, kind)

    assert len(document.entries) == 20
    assert document.entries[0].link == "https://dawn.example/reveille/2026-11-24/"
    assert document.entries[0].title.startswith("Tuesday, 24 November 2026: Harbour pilots agree")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feed_of_a_newsletter_without_editions_is_a_feed(client, newsletter, kind):
    answer = client.get(f"/reveille/feed.{kind}")

    assert answer.status_code == 200
    assert b"Reveille" in answer.content


def test_hostile_words_stay_text_in_the_feed(client, newsletter):
    item = pages.item("flare", headline='<img src=x onerror="alert(1)"> & "quotes"', url="javascript:alert(1)")
    publish(newsletter, page=pages.page(item))

    told = json.loads(client.get("/reveille/feed.json").content)["items"][0]["content_html"]

    assert "<img" not in told
    assert "javascript:" not in told
    assert "&lt;img src=x" in told


def test_feed_that_has_not_changed_is_not_sent_again(client, newsletter):
    edition = publish(newsletter)
    edition.closed_at = edition.closing_at
    edition.save()
    first = client.get("/reveille/feed.atom")

    again = client.get("/reveille/feed.atom", headers={"If-Modified-Since": first["Last-Modified"]})

    assert again.status_code == 304


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_correction_within_the_second_of_a_fetch_is_seen(client, newsletter, kind):
    edition = publish(newsletter)
    Edition.objects.update(closed_at=edition.closing_at)
    first = client.get(f"/reveille/feed.{kind}")
    Act.objects.create(edition=edition, kind="correct", value={"text": "It was May."}, at=edition.closing_at)

    asked = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    again = client.get(f"/reveille/feed.{kind}", headers=asked)

    assert again.status_code == 200
    assert "It was May." in again.content.decode()
    assert again["Last-Modified"] == first["Last-Modified"]  # which alone would have said: nothing new
    assert client.get(f"/reveille/feed.{kind}", headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_what_the_tag_says_counts_and_not_the_time(client, newsletter):
    publish(newsletter)
    Edition.objects.update(closed_at=NOON)
    tag = client.get("/reveille/feed.atom")["ETag"]
    long_ago, later = http_date(0), http_date(NOON.timestamp() + 3600)

    def status(asked_tag, since):
        return client.get(
            "/reveille/feed.atom", headers={"If-None-Match": asked_tag, "If-Modified-Since": since}
        ).status_code

    assert status(tag, long_ago) == 304
    assert status(f'"another", W/{tag}', long_ago) == 304  # as it went out compressed
    assert status('"another"', later) == 200


def test_tag_is_another_for_another_format_name_or_edition(client, newsletter):
    publish(newsletter)
    tags = [client.get(f"/reveille/feed.{kind}")["ETag"] for kind in ("rss", "atom", "json")]
    Newsletter.objects.update(name="Tattoo")
    tags.append(client.get("/reveille/feed.atom")["ETag"])
    publish(newsletter, pages.DAY + timedelta(days=1))
    tags.append(client.get("/reveille/feed.atom")["ETag"])

    assert len(set(tags)) == len(tags)


def test_feed_asks_once_for_what_was_told_of_all_its_editions(client, newsletter, django_assert_max_num_queries):
    for back in range(20):
        edition = publish(newsletter, pages.DAY - timedelta(days=back))
        Act.objects.create(edition=edition, kind="correct", value={"text": f"It was May {back}."}, at=NOON)

    with django_assert_max_num_queries(8):
        told = client.get("/reveille/feed.json").content.decode()

    assert told.count("It was May") == 20


@pytest.mark.parametrize("kind", ["correct", "takedown"])
def test_feed_is_sent_again_once_something_was_said_of_an_edition(client, newsletter, kind):
    edition = publish(newsletter)
    Edition.objects.update(closed_at=edition.closing_at)
    later = edition.closing_at + timedelta(hours=3)
    first = client.get("/reveille/feed.json")

    act = Act.objects.create(edition=edition, kind=kind, value={"slug": "flare", "text": "It was May."}, at=later)

    since = {"If-Modified-Since": first["Last-Modified"]}
    [told] = json.loads(client.get("/reveille/feed.json", headers=since).content)["items"]
    assert "It was May." in told["content_html"]
    assert told["date_modified"] == later.isoformat()
    act.undone_at = later + timedelta(hours=1)
    act.save()
    undone = client.get("/reveille/feed.json", headers={"If-Modified-Since": http_date(later.timestamp())})
    assert undone.status_code == 200
    assert "It was May." not in undone.content.decode()


def test_headline_of_a_story_that_was_taken_down_leads_no_feed(client, newsletter):
    edition = publish(newsletter)
    Act.objects.create(edition=edition, kind="takedown", value={"slug": "flare", "text": "Asked."}, at=NOON)

    assert "flare" not in client.get("/reveille/feed.rss").content.decode()


@pytest.mark.parametrize("address", ["/nobody/feed.rss", "/reveille/feed.txt"])
def test_other_feeds_are_not_found(client, newsletter, address):
    assert client.get(address).status_code == 404


def test_pages_tell_where_the_feeds_are(client, newsletter):
    publish(newsletter)

    shown = client.get("/reveille/2026-11-24/").content.decode()

    for kind, mime in (("rss", "rss+xml"), ("atom", "atom+xml"), ("json", "feed+json")):
        assert f'type="application/{mime}" href="/reveille/feed.{kind}"' in shown
