"""The public pages: closed editions at lasting addresses, in one look, with nothing inline."""

import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms import pages

from reveille.core import layout, placing, ranking
from reveille.editions import shown
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.mail.hooks import Hook
from reveille.newsroom.models import Article, Membership, Story
from reveille.site import calendars, editions, errors, how, middleware, packing, paper
from reveille.sources.models import Feed, Outlet

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db

REPORTS = [
    {"article": 1, "outlet": "Northline Wire", "family": "northline", "country": "", "headline": "Pilots agree", "url": "https://northline.example/1",
     "language": "en", "published": "2026-11-24T04:52:00+00:00", "copy_of_outlet": None, "paywall": False},
    {"outlet": "Mwamba Post", "country": "Kenya", "headline": "Pilots agree", "url": "https://mwamba.example/1",
     "language": "en", "published": None, "copy_of_outlet": "Northline Wire", "paywall": True},
    {"outlet": "صدى الموانئ", "country": "Oman", "headline": "اتفاق", "url": "javascript:alert(1)",
     "language": "ar", "published": "nonsense", "copy_of_outlet": None, "paywall": False},
]  # fmt: skip


@pytest.fixture
def newsletter():
    return Newsletter.objects.create(
        slug="reveille", name="Reveille", beat="military", tagline="All quiet, in one mail."
    )


def publish(newsletter, day=pages.DAY, state="closed", page=None, number=412):
    page = page or pages.full()
    edition = Edition.objects.create(
        newsletter=newsletter, date=day, number=number, state=state, closing_at=NOON,
        subject=page.subject, page=layout.to_json(page),
    )  # fmt: skip
    for position, item in enumerate(page.items, start=1):
        Placement.objects.create(
            edition=edition, story=Story.objects.create(slug=item.slug, founded_at=NOON), slug=item.slug,
            position=position, score=1.0, item=layout.to_json(item), reports=REPORTS if position == 1 else [],
        )  # fmt: skip
    if state == "closed":
        shown.keep(edition)
    return edition


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_empty_installation_has_a_front_page(client):
    assert "reveille init" in read(client, "/")


def test_newsletter_without_an_edition_makes_its_offer(client, newsletter):
    shown = read(client, "/")

    assert "All quiet, in one mail." in shown
    assert f'action="{reverse("subscribe")}"' in shown
    assert "The first edition has not closed yet" in shown


def test_front_shows_the_latest_closed_edition_and_the_form(client, newsletter):
    publish(newsletter, pages.DAY - timedelta(days=1), page=pages.page(pages.item("older", rank=1)), number=411)
    publish(newsletter)

    shown = read(client, "/")
    assert "Tuesday, 24 November 2026" in shown
    assert f"No more than {placing.MOST_STORIES} stories" in shown
    assert all(item.headline in shown for item in pages.full().items)
    assert "/reveille/2026-11-23/" in shown
    assert "<option selected>06:30</option>" in shown
    assert '<option value="Europe/Vienna">Vienna (UTC+1)</option>' in shown
    assert 'name="newsletter" value="reveille"' in shown


@pytest.mark.parametrize("state", ["draft", "held"])
def test_what_is_not_closed_is_nowhere(client, newsletter, state):
    publish(newsletter, state=state)

    assert "boats: 10 before" not in read(client, "/")
    read(client, "/reveille/2026-11-24/", 404)
    read(client, "/reveille/2026-11-24/flare/", 404)
    assert "No edition yet" in read(client, "/reveille/archive/")


def test_edition_stands_at_its_address_with_its_neighbours(client, newsletter):
    publish(newsletter, pages.DAY - timedelta(days=1), number=411)
    publish(newsletter)

    shown = read(client, "/reveille/2026-11-24/")
    assert "No. 412" in shown
    assert 'href="/reveille/2026-11-23/" rel="prev"' in shown
    assert "The latest edition" in shown
    assert pages.SENTENCE in shown


@pytest.mark.parametrize(
    "address",
    ["/reveille/2026-13-40/", "/reveille/2026-1-2/", "/nobody/2026-11-24/", "/nobody/archive/",
     "/reveille/2026-11-24/nothing/", "/reveille/archive/?year=1999", "/reveille/archive/?year=x", "/x/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_in_the_same_look(client, newsletter, address):
    publish(newsletter)

    shown = read(client, address, 404)
    assert "There is no such page" in shown
    assert "site/paper.css" in shown


def test_story_names_who_reports_it_and_folds_copies_under_the_wire(client, newsletter):
    publish(newsletter)

    shown = read(client, "/reveille/2026-11-24/flare/")
    assert shown.count(pages.SENTENCE) == 1
    assert "1 outlet carried this text" in shown
    assert shown.index("Northline Wire") < shown.index("Mwamba Post")
    assert "24 Nov, 04:52" in shown
    assert "javascript:" not in shown
    assert 'lang="ar" dir="rtl"' in shown


def test_what_an_outlet_wrote_before_it_opted_out_is_told_on_no_later_day(client, newsletter):
    told = {}
    for name, day in (("shy", 23), ("bold", 24)):
        outlet = Outlet.objects.create(slug=name, name=f"The {name} Echo", home=f"https://{name}.example/", family=name)
        at = NOON.replace(day=day, hour=4)
        article = Article.objects.create(outlet=outlet, link=f"{outlet.home}1", title=name, found_at=at)
        told[day] = REPORTS[0] | {
            "article": article.pk, "outlet": outlet.name, "family": name, "url": article.link, "fresh": True,
            "published": at.isoformat(),
        }  # fmt: skip
    story = Story.objects.create(slug="flare", founded_at=NOON)
    for day, report in told.items():
        publish(newsletter, pages.DAY.replace(day=day), number=day)
        Membership.objects.create(article_id=report["article"], story=story, joined_at=NOON)
        Placement.objects.filter(edition__number=day, slug="flare").update(story=story, reports=[report])
    assert "The shy Echo" in read(client, "/reveille/2026-11-24/flare/")

    Outlet.objects.filter(slug="shy").update(opted_out=True)

    assert "The shy Echo" not in read(client, "/reveille/2026-11-24/flare/")
    assert "The shy Echo" in read(client, "/reveille/2026-11-23/flare/")  # which stays as it was mailed


def test_archive_lists_a_year_with_its_calendars(client, newsletter):
    publish(newsletter, date(2025, 12, 31), number=1)
    publish(newsletter)

    this_year, last_year = read(client, "/reveille/archive/"), read(client, "/reveille/archive/?year=2025")
    assert "November 2026" in this_year
    assert "December 2025" not in this_year
    assert "/reveille/2025-12-31/" in last_year


def test_lists_of_past_editions_cost_few_questions(client, newsletter, django_assert_max_num_queries):
    for back in range(20):
        publish(newsletter, pages.DAY - timedelta(days=back), number=412 - back)

    with django_assert_max_num_queries(9):  # one is for what was taken down
        read(client, "/reveille/archive/")
    with django_assert_max_num_queries(9):
        read(client, "/")


@pytest.mark.parametrize("way", ["/", "/how/", "/search/", "/privacy/", "/reveille/archive/", "/de/how/"])
def test_a_page_says_once_what_it_is_about(client, newsletter, way):
    said = re.findall(r'<meta name="description" content="([^"]+)">', client.get(way).content.decode())

    assert len(said) == 1


def test_how_shows_the_weights_in_use_and_every_outlet_with_its_health(client, settings, tmp_path):
    settings.BEATS = [tmp_path, *settings.BEATS]
    (tmp_path / "ranking.toml").write_text("[weights]\nfamilies = 7.25\n")
    quiet = Outlet.objects.create(
        slug="vigia", name="El Vigía", home="https://vigia.example/", country="PE", family="v"
    )
    Feed.objects.create(outlet=quiet, link="https://vigia.example/f", failure="gone", failing_since=NOON)
    shy = Outlet.objects.create(slug="out", name="Rather Not", home="https://out.example/", family="o", opted_out=True)
    Feed.objects.create(outlet=shy, link="https://out.example/f")
    once = Outlet.objects.create(slug="once", name="Told Once", home="https://once.example/", family="once")
    Feed.objects.create(outlet=once, link="archive:once/1", retired=True)

    shown = read(client, "/how/")
    assert "+7.25" in shown
    assert "The feed is gone, since 24 November 2026" in shown
    assert "Peru" in shown
    assert "Rather Not" not in shown
    assert "Told Once" not in shown  # it has no feed that is asked


def test_every_weight_that_gives_points_is_told():
    ends = {"spread_most", "beat_most", "fresh_hours", "alike"}  # said with the weight that they bound

    assert {name for name, _ in how.MEANINGS} == {one.name for one in fields(ranking.Weights)} - ends


def test_outlet_that_answers_on_one_of_its_feeds_is_not_failing(client):
    outlet = Outlet.objects.create(slug="a", name="A", home="https://a.example/", family="a")
    Feed.objects.create(outlet=outlet, link="https://a.example/1", failure="gone", failing_since=NOON)
    Feed.objects.create(outlet=outlet, link="https://a.example/2", answered_at=NOON)

    assert "nobody failing" in read(client, "/how/")


@pytest.mark.parametrize("address", ["/", "/how/", "/subscribe/", "/lost/", "/lost/sent/", "/embed/",
                                     "/reveille/archive/", "/reveille/2026-11-24/",
                                     "/reveille/2026-11-24/flare/", "/nowhere/"])  # fmt: skip
def test_pages_have_nothing_inline_and_a_policy_that_says_so(client, newsletter, address):
    hostile = "<script>alert(1)</script><b style=x>"
    publish(newsletter, page=pages.page(
        pages.item("flare", rank=1, headline=hostile, outlet=hostile, change=hostile),
        pages.item("lamp", headline=hostile),
    ))  # fmt: skip

    answer = client.get(address)
    shown = answer.content.decode()
    tags = re.sub(r'="[^"]*"', '=""', shown)  # what stands in quotes is no tag
    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|<[^>]*\son\w+=|<b ", tags)
    assert "<script>alert" not in shown
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_address_with_a_token_is_told_to_nobody(client):
    for address in ("/confirm/x/", "/you/x/", "/leave/x/", "/move/x/"):
        answer = client.get(address)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]


def test_view_that_sets_its_own_policy_keeps_it():
    answer = middleware.SecurityHeaders(lambda request: errors.bad_request(request))(SimpleNamespace(path_info="/"))
    strict = middleware.SecurityHeaders(lambda request: sandboxed(request))(SimpleNamespace(path_info="/outbox/1/"))

    assert answer.headers["Content-Security-Policy"] == middleware.POLICY
    assert strict.headers["Content-Security-Policy"] == "sandbox"


def sandboxed(request):
    answer = errors.bad_request(request)
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer


def test_form_that_was_filled_in_wrongly_comes_back_with_its_words(client, newsletter):
    answer = client.post(
        "/subscribe/", {"email": "", "time": "99:99", "zone": "Mars/Olympus", "newsletter": "reveille"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Please type your email address." in shown
    assert "Please choose a time zone from the list." in shown
    assert shown.count('aria-invalid="true"') == 3


def test_what_was_typed_comes_back_as_text(client, newsletter):
    typed = {"email": '"><script>x</script>', "time": "07:00", "zone": "Europe/Vienna", "days": "chosen", "day": "2"}

    shown = client.post("/subscribe/", typed).content.decode()
    assert "<script>x" not in shown
    assert '<option value="Europe/Vienna" selected>' in shown
    assert "<option selected>07:00</option>" in shown
    assert '<input type="checkbox" name="day" value="2" checked>' in shown
    assert '<details class="more" open>' in shown
    assert "data-guess-zone" not in shown


@pytest.mark.parametrize(
    ("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.server_error, 500)]
)
def test_error_pages_ask_the_database_nothing(view, status, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = view(RequestFactory().get("/"))

    assert answer.status_code == status
    assert b"site/paper.css" in answer.content


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "One moment"), ("de", "Einen Moment"), ("fr", "Un instant"), ("es", "Un momento"), ("ar", "لحظة من فضلك")],
)
def test_database_that_does_not_answer_is_told_as_a_while_and_in_the_readers_language(
    client, reveille, monkeypatch, language, words
):
    monkeypatch.setattr(editions, "default_newsletter", locked)
    client.raise_request_exception = False

    answer = client.get(f"/{language}/subscribe/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert words in answer.content.decode()


def locked():
    raise OperationalError("database is locked")


@pytest.mark.parametrize(
    "name", ["tokens.css", "paper.css", "story.css", "later.js", "zone.js", "proof.js", "mark.svg"]
)
def test_static_files_load_nothing_from_elsewhere(name):
    from django.contrib.staticfiles import finders

    found = finders.find(f"site/{name}")
    with open(found, encoding="utf-8") as file:
        content = file.read()
    links = re.findall(r"url\(([^)]+)\)", content)
    assert all(finders.find(f"site/{link}") for link in links)
    assert "http" not in content.replace("http://www.w3.org/2000/svg", "")


def test_every_story_stands_once_on_the_page():
    sheet = paper.sheet(pages.full())

    shown = [sheet.lead, *sheet.others, *(item for part in sheet.parts for item in part.items)]
    assert sorted(item.slug for item in shown) == sorted(item.slug for item in pages.full().items)


@given(st.lists(st.integers(0, 12), max_size=9), st.integers(0, 2))
def test_packing_shows_every_section_once_and_fills_every_row(counts, fillers):
    packed = packing.pack(counts, fillers)

    assert sorted(place.index for place in packed.places) == [n for n, count in enumerate(counts) if count]
    spans = [place.span for place in packed.places] + [packed.filler_span] * fillers
    row = 0
    for span in spans:
        row += span
        assert row <= packing.COLUMNS
        row %= packing.COLUMNS
    assert row == 0


def test_calendar_marks_the_days_that_had_an_edition():
    month = calendars.month(2026, 11, frozenset({date(2026, 11, 24)}))

    days = [day for week in month.weeks for day in week if day]
    assert len(days) == 30
    assert [(day.iso, day.number) for day in days if day.printed] == [("2026-11-24", "24")]
    assert month.weeks[0][:6] == (None,) * 6


@pytest.mark.parametrize("method", ["get", "post"])
def test_address_that_is_opened_the_wrong_way_says_so_on_a_page(client, newsletter, settings, method):
    settings.WEBHOOK = Hook("postmark", "x" * 20, "")
    address = "/subscribed/" if method == "post" else f"/provider/{'x' * 20}/"

    answer = getattr(client, method)(address, HTTP_ACCEPT_LANGUAGE="de")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == ("GET, HEAD" if method == "post" else "POST, HEAD")
    assert answer.headers["Content-Length"] == str(len(answer.content))  # else no browser shows it
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Content-Security-Policy" in answer.headers
    assert ('lang="de"' in answer.content.decode()) == (method == "post")  # a provider has no language
    assert client.head("/desk/sign-out/").content == b""


def test_program_that_asks_by_a_method_of_its_own_gets_no_page(client):
    answer = client.put("/subscribed/")

    assert (answer.status_code, answer.content) == (405, b"")
