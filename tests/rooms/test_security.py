"""What went wrong in programs like ours, fifty times, and the test that would have caught it here.

Each row is a fault that a peer published (or several of one kind); beside it stand the tests that would fail if we had
it, some of them below, most where the thing itself is tested.
"""

# ruff: noqa: E501 (rows of a table)

import ast
import ipaddress
import logging
import re
import sys
from dataclasses import dataclass
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import django
import lxml.etree
import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.rooms import pages, people
from tests.rooms.test_site import publish

from reveille.core import feeds
from reveille.core.errors import FeedError
from reveille.newsroom import intake
from reveille.project.redaction import Redacted
from reveille.site import errors, middleware, proxies
from reveille.sources import fetch
from reveille.sources.models import Feed, Outlet
from reveille.subscribers import erase
from reveille.subscribers.models import Asking, Subscriber, Subscription

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "reveille"


@dataclass(frozen=True)
class Row:
    """A fault of a peer, and the tests that would catch it here (``file::function``)."""

    number: int
    fault: str
    tests: tuple[str, ...] = ()


def row(number, fault, *tests):
    return Row(number, fault, tests)


ROWS = (
    row(1, "Miniflux: a feed's picture fetched from inside the network",
        "rooms/test_fetch.py::test_no_socket_is_opened_to_an_address_inside",
        "rooms/test_security.py::test_nothing_that_a_feed_names_is_fetched_but_its_articles"),
    row(2, "Miniflux: script in a proxied SVG",
        "rooms/test_security.py::test_nothing_that_a_feed_names_is_fetched_but_its_articles",
        "rooms/test_security.py::test_pages_load_no_picture_of_anybody_elses"),
    row(3, "Miniflux: script in an error page", "rooms/test_security.py::test_error_pages_repeat_nothing_of_the_request"),
    row(4, "Miniflux: a stranger's X-Forwarded-For believed",
        "rooms/test_signup.py::test_who_is_behind_our_proxy_is_counted_and_nobody_elses_word_is_taken",
        "rooms/test_security.py::test_a_strangers_word_of_a_proxy_is_dropped"),
    row(5, "Miniflux: open redirect by //evil", "rooms/test_security.py::test_no_address_leads_off_the_site",
        "rooms/test_desk.py::test_signing_in_leads_to_the_desk_and_nowhere_else"),
    row(6, "Miniflux: the same, spelt otherwise", "rooms/test_security.py::test_whatever_the_path_no_redirect_leads_off_the_site"),
    row(7, "listmonk: templates that read the environment", "rooms/test_security.py::test_template_signs_in_words_stay_words"),
    row(8, "listmonk: script in the public archive",
        "rooms/test_site.py::test_pages_have_nothing_inline_and_a_policy_that_says_so",
        "rooms/test_outbox_pages.py::test_the_html_part_is_given_by_itself_in_a_sandbox"),
    row(9, "listmonk: acts without a CSRF token, writes on GET",
        "rooms/test_security.py::test_every_act_needs_a_form_of_our_own_page",
        "rooms/test_security.py::test_reading_writes_nothing",
        "rooms/test_desk.py::test_a_form_from_elsewhere_is_refused",
        "rooms/test_desk.py::test_seeing_a_page_changes_nothing"),
    row(10, "listmonk: sessions outlive a changed password",
        "rooms/test_desk.py::test_changing_the_password_ends_every_other_session",
        "rooms/test_desk.py::test_a_new_password_ends_the_sessions_of_the_old_one",
        "rooms/test_second_factor.py::test_turning_it_on_ends_every_other_session_of_the_account",
        "rooms/test_second_factor.py::test_a_session_of_another_factor_opens_no_door"),
    row(11, "listmonk: list bombing", "rooms/test_signup.py::test_a_thousand_askings_from_five_hundred_networks_send_one_letter_a_day"),
    row(12, "listmonk: stored script in any field",
        "rooms/test_site.py::test_what_was_typed_comes_back_as_text",
        "rooms/test_security.py::test_markup_in_any_word_of_ours_is_text"),
    row(13, "Ghost: SQL through public parameters",
        "rooms/test_searching.py::test_any_question_has_an_answer",
        "rooms/test_security.py::test_hostile_parameters_find_nothing_and_break_nothing"),
    row(14, "Ghost: SQL through the staff's parameters",
        "rooms/test_desk.py::test_an_odd_choice_chooses_nothing",
        "rooms/test_desk.py::test_nonsense_is_refused_in_words"),
    row(15, "Ghost: pictures taken over from third parties",
        "rooms/test_security.py::test_nothing_that_a_feed_names_is_fetched_but_its_articles",
        "rooms/test_security.py::test_pages_load_no_picture_of_anybody_elses"),
    row(16, "Ghost: a forgotten endpoint", "rooms/test_security.py::test_no_address_is_unknown",
        "rooms/test_desk.py::test_every_address_of_the_desk_is_a_door_that_is_watched"),
    row(17, "Ghost: raw HTML by a low role",
        "rooms/test_desk.py::test_each_role_gets_through_its_doors_and_no_other",
        "rooms/test_desk_hostile.py::test_what_an_editor_writes_is_words_on_the_desk_in_the_mail_and_on_the_site"),
    row(18, "Ghost: path traversal among static files", "rooms/test_security.py::test_no_path_leads_out_of_the_static_files"),
    row(19, "Ghost: formulas in an export", "rooms/test_subscribers_command.py::test_an_exported_list_is_safe_in_a_spreadsheet_and_comes_back_as_it_was"),
    row(20, "Ghost: an old link brings a deleted member back",
        "rooms/test_confirm.py::test_a_used_link_brings_nobody_back_who_left_or_was_erased",
        "rooms/test_security.py::test_link_of_somebody_erased_brings_nobody_back"),
    row(21, "Ghost: spam sign-ups", "rooms/test_signup.py::test_a_program_hears_what_a_person_hears_and_nothing_is_sent"),
    row(22, "Ghost: HTML of a notification trusted",
        "rooms/test_rendering.py::test_hostile_headline_is_text",
        "core/test_personal.py::test_any_reason_why_stands_in_both_parts_and_is_no_markup"),
    row(23, "Postorius: anybody unsubscribes anybody, and learns who is there",
        "rooms/test_preferences.py::test_one_readers_link_changes_nobody_else",
        "rooms/test_unsubscribe.py::test_a_link_of_nobodys_ends_nothing",
        "rooms/test_signup.py::test_the_answer_is_the_same_whatever_we_know_of_the_address"),
    row(24, "HyperKitty: private while being imported, public meanwhile",
        "rooms/test_site.py::test_what_is_not_closed_is_nowhere",
        "rooms/test_searching.py::test_what_is_forgotten_or_not_closed_is_not_found"),
    row(25, "Mailman: a secret compared in measurable time", "rooms/test_security.py::test_secrets_are_compared_in_constant_time",
        "rooms/test_second_factor.py::test_a_dump_of_the_database_has_no_key_and_no_code"),
    row(26, "feedparser: script in nested CDATA", "rooms/test_security.py::test_hostile_feed_becomes_plain_words"),
    row(27, "feedparser: a malformed DOCTYPE", "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "core/test_feeds.py::test_whatever_bytes_come_only_feed_errors_are_raised"),
    row(28, "feedparser: malformed comments", "rooms/test_security.py::test_hostile_feed_becomes_plain_words"),
    row(29, "feedparser: javascript: links", "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "core/test_links.py::test_a_link_that_leads_nowhere_is_refused",
        "rooms/test_rendering.py::test_link_that_is_no_web_address_is_no_link"),
    row(30, "feedparser: entity bombs in any encoding", "core/test_feeds.py::test_an_entity_bomb_stays_small",
        "core/test_feeds.py::test_an_outer_entity_is_never_read"),
    row(31, "lxml clean: control characters in a scheme", "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "rooms/test_security.py::test_link_with_control_characters_is_no_script"),
    row(32, "lxml clean: read otherwise than by a browser", "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "rooms/test_security.py::test_nothing_from_outside_is_marked_safe"),
    row(33, "lxml clean: formaction kept", "rooms/test_security.py::test_hostile_feed_becomes_plain_words"),
    row(34, "lxml_html_clean: svg, math, noscript", "rooms/test_security.py::test_hostile_feed_becomes_plain_words"),
    row(35, "bleach: entities in a scheme, mutated markup", "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "rooms/test_security.py::test_link_with_control_characters_is_no_script"),
    row(36, "libxml2: a crash by a page", "core/test_pages.py::test_whatever_bytes_come_the_answer_is_an_article_or_a_page_error",
        "rooms/test_security.py::test_libraries_are_past_their_known_faults"),
    row(37, "tt-rss: a proxy that echoes, script in a kept SVG", "rooms/test_security.py::test_error_pages_repeat_nothing_of_the_request",
        "rooms/test_security.py::test_nothing_that_a_feed_names_is_fetched_but_its_articles"),
    row(38, "tt-rss: window.opener", "rooms/test_security.py::test_no_link_opens_a_window_that_can_reach_back"),
    row(39, "FreshRSS: weak chance in a token", "rooms/test_security.py::test_chance_is_the_systems_own"),
    row(40, "FreshRSS: a file served by its path", "rooms/test_security.py::test_no_path_leads_out_of_the_static_files",
        "rooms/test_outbox_pages.py::test_no_name_leads_out_of_the_folder"),
    row(41, "FreshRSS: line breaks into a log; a session fixed before sign-in",
        "rooms/test_security.py::test_log_line_of_hostile_words_is_one_line",
        "rooms/test_desk.py::test_signing_in_opens_the_desk_under_a_new_session",
        "rooms/test_second_factor.py::test_signing_in_takes_a_password_and_then_a_code"),
    row(42, "FreshRSS: local networks", "rooms/test_fetch.py::test_no_socket_is_opened_to_an_address_inside"),
    row(43, "phpList: script in an imported list, SQL and formulas with it",
        "rooms/test_subscribers_command.py::test_what_is_no_list_is_refused_as_a_whole",
        "rooms/test_subscribers_command.py::test_a_guarded_cell_is_the_cell_again",
        "rooms/test_desk_hostile.py::test_a_list_that_is_shown_before_it_is_brought_is_words"),
    row(44, "Mautic: strangers' bounces, referrers and programs' names shown to staff",
        "core/test_reports.py::test_cleaned_has_no_address_and_one_line",
        "rooms/test_desk.py::test_a_stranger_writes_nothing_into_the_log",
        "rooms/test_desk.py::test_a_headline_that_is_markup_is_shown_as_text",
        "rooms/test_desk_hostile.py::test_what_strangers_send_is_words_on_every_page_of_subscribers_and_deliveries"),
    row(45, "Mailpit: SSRF past the filter, headers, bodies without end, a Message-ID as a file's name",
        "rooms/test_fetch.py::test_no_socket_is_opened_to_an_address_inside",
        "rooms/test_fetch.py::test_failure_is_named_by_its_kind",
        "rooms/test_mail.py::test_an_address_cannot_carry_a_command",
        "rooms/test_mail.py::test_the_outbox_reads_and_writes_only_inside_its_folder",
        "rooms/test_listener.py::test_letter_that_is_too_large_is_refused",
        "rooms/test_security.py::test_every_body_has_an_end"),
    row(46, "CPython, Django: a line break in a header", "core/test_headers.py::test_a_line_break_in_a_header_is_refused",
        "rooms/test_security.py::test_libraries_are_past_their_known_faults"),
    row(47, "imgproxy: 0.0.0.0 and its spellings", "rooms/test_fetch.py::test_no_socket_is_opened_to_an_address_inside"),
    row(48, "RSSHub: others' text evaluated", "rooms/test_security.py::test_nothing_is_evaluated"),
    row(49, "NewsBlur: a feed's title as HTML", "rooms/test_security.py::test_markup_in_any_word_of_ours_is_text",
        "rooms/test_feeds_of_editions.py::test_hostile_words_stay_text_in_the_feed",
        "rooms/test_rendering.py::test_hostile_headline_is_text"),
    row(50, "FeedDemon, RSSOwl, Drupal, GLPI: script and SSRF through a feed",
        "rooms/test_security.py::test_hostile_feed_becomes_plain_words",
        "rooms/test_fetch.py::test_no_socket_is_opened_to_an_address_inside"),
)  # fmt: skip

# Not in the peers' records, and held all the same.
BESIDES = (
    "rooms/test_site.py::test_address_with_a_token_is_told_to_nobody",
    "rooms/test_signup.py::test_no_address_and_no_token_stands_in_a_log",
    "rooms/test_fetch.py::test_failure_is_named_by_its_kind",
)


@cache
def functions(file):
    return {
        node.name
        for node in ast.walk(ast.parse((ROOT / "tests" / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_the_table_has_fifty_rows():
    assert [one.number for one in ROWS] == list(range(1, 51))


@pytest.mark.parametrize("one", ROWS, ids=lambda one: f"{one.number}: {one.fault}")
def test_the_tests_of_a_row_are_there(one):
    assert one.tests
    for test in (*one.tests, *BESIDES):
        file, name = test.split("::")
        assert name in functions(file), test


# --- what the rows name -------------------------------------------------------------------------------------------

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><input autofocus onfocus=alert(1)>"
LOADS = {"img", "iframe", "object", "embed", "base", "video", "audio", "source", "math", "style", "frame"}


class Reader(HTMLParser):
    """Notes what a browser would run or load of a page that is not our own file."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []

    def handle_starttag(self, tag, attributes):
        told = {name: value or "" for name, value in attributes}
        ours = told.get("src", "").startswith("/static/")
        if tag in LOADS or (tag == "script" and not ours):
            self.faults.append(tag)
        self.faults += [name for name in told if name.startswith("on") or name in ("style", "formaction", "srcdoc")]
        self.faults += [
            value for name, value in told.items()
            if name in ("href", "src", "action") and re.match(r"[\W_]*(javascript|data|vbscript)", value, re.IGNORECASE)
        ]  # fmt: skip


def faults(shown):
    reader = Reader()
    reader.feed(shown)
    reader.close()
    return reader.faults


SAID = [
    "/", "/how/", "/search/", "/search/?q=ship", "/subscribe/", "/subscribed/", "/embed/", "/lost/", "/lost/sent/", "/outbox/",
    "/military/", "/military/archive/", "/military/feed.rss", "/military/feed.atom", "/military/feed.json",
    "/military/2026-11-24/", "/military/2026-11-24/flare/", "/confirm/x/", "/move/x/", "/you/x/", "/leave/x/", "/leave/x", "/provider/x/",
    "/privacy/", "/corrections/", "/corrections/feed.atom", "/outlets/", "/military/2026-11-24/card.png",
    "/military/2026-11-24/flare/card.png", "/ar/", "/de/military/2026-11-24/flare/",
    "/api/subscribe/", "/subscribe/elsewhere/", "/robots.txt", "/sitemap.xml", "/sitemap/lasting.xml",
    "/sitemap/military/2026-11.xml",
]  # fmt: skip


@pytest.fixture
def edition(newsletter, clock):
    hostile = pages.item("flare", rank=1, headline=HOSTILE, outlet=HOSTILE, change=HOSTILE)
    return publish(newsletter, page=pages.page(hostile))


def routes():
    def below(patterns, before=""):
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from below(one.url_patterns, before + str(one.pattern))
            elif isinstance(one, URLPattern):
                yield before + str(one.pattern), one

    return dict(below(get_resolver().url_patterns))


def filled(route):
    """A path that a route answers to."""
    known = {
        "newsletter": "military",
        "day": "2026-11-24",
        "slug": "flare",
        "kind": "rss",
        "name": "x",
        "month": "2026-11",
    }
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known.get(found[1], "x"), route)
    return "/" + re.sub(r"\(\?P.*", "military/feed.rss", path.lstrip("^"))


def site_routes():
    return sorted(route for route, one in routes().items() if one.callback.__module__.startswith("reveille.site."))


def test_no_address_is_unknown():
    answered = {urlsplit(one).path for one in SAID if not one.startswith(("/ar/", "/de/"))}
    unknown = [
        route for route in site_routes()
        if not any(get_resolver().resolve(path).route == route for path in answered)
        and route not in ("outbox/<str:name>/", "outbox/<str:name>/html/")
    ]  # fmt: skip

    assert unknown == [], "an address that no test here goes to"


@pytest.mark.django_db
def test_reading_writes_nothing(edition, newsletter, client):
    alice = people.reader(newsletter, "alice")
    addresses = [*SAID, *(f"/{way}/{alice.token}/" for way in ("you", "leave"))]

    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            client.get(address)
            client.head(address)

    assert len(asked) > len(addresses)
    reading = (
        "SELECT",
        "SAVEPOINT",
        "RELEASE",
        "WITH",
        "SET LOCAL enable_seqscan = off",
    )  # the last: how a question is planned
    assert [one["sql"] for one in asked if not one["sql"].startswith(reading)] == []


# Whoever sends these is no page of ours: a mail program, another site's form, a program, the mail provider.
FROM_ELSEWHERE = (
    "leave/<str:token>/",
    "leave/<str:token>",
    "subscribe/elsewhere/",
    "api/subscribe/",
    "provider/<str:secret>/",
)


@pytest.mark.django_db
@pytest.mark.parametrize("route", site_routes())
def test_every_act_needs_a_form_of_our_own_page(edition, route):
    elsewhere = {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "cross-site"}
    answer = Client(enforce_csrf_checks=True).post(filled(route), {"email": "a@post.example"}, **elsewhere)

    if route in FROM_ELSEWHERE:
        assert answer.status_code != 403
    else:
        assert answer.status_code in (403, 405), "another site's form was taken"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "evil", ["//evil.example", "/\\evil.example", "\t//evil.example", "https:evil.example", "https://evil.example/"]
)
def test_no_address_leads_off_the_site(edition, client, evil):
    for address in SAID:
        answer = client.get(address, dict.fromkeys(("next", "url", "to", "return", "redirect", "continue", "q"), evil))
        assert leads_home(answer), address
    answer = client.post("/subscribe/", {"email": "a@post.example", "next": evil, "newsletter": "military"})
    assert leads_home(answer)


def leads_home(answer):
    where = answer.headers.get("Location", "/")
    return not re.match(r"[\s\\/]{2,}|\s*[a-z][a-z0-9+.-]*:", where, re.IGNORECASE) and urlsplit(where).netloc == ""


@pytest.mark.django_db
@given(st.text(st.sampled_from("/\\.:@?#%evil\t\n\r 0aé"), max_size=30))
@hypothesis_settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_path_no_redirect_leads_off_the_site(path):
    answer = Client().generic("GET", "/", PATH_INFO="/" + path)

    assert answer.status_code < 500
    assert leads_home(answer)


def test_error_pages_repeat_nothing_of_the_request():
    request = RequestFactory().get("/" + HOSTILE, {"q": HOSTILE}, HTTP_REFERER=HOSTILE, HTTP_USER_AGENT=HOSTILE)
    for view in (errors.bad_request, errors.forbidden, errors.server_error):
        answer = middleware.SecurityHeaders(lambda _, view=view: view(request))(request)
        assert faults(answer.content.decode()) == []
        assert "alert(1)" not in answer.content.decode()
        assert answer.headers["Content-Security-Policy"] == middleware.POLICY


@pytest.mark.django_db
def test_page_that_is_not_found_repeats_nothing_of_the_request(client):
    for path in (f"/{HOSTILE}/", f"/military/archive/?year={HOSTILE}", f"/search/?page={HOSTILE}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "alert(1)" not in answer.content.decode()
        assert answer.headers["Content-Security-Policy"] == middleware.POLICY


@pytest.mark.django_db
def test_markup_in_any_word_of_ours_is_text(edition, newsletter, client):
    newsletter.name = newsletter.tagline = HOSTILE
    newsletter.save()
    Outlet.objects.create(slug="h", name=HOSTILE, home="javascript:alert(1)", family="h", country="ZZ")

    for address in SAID:
        answer = client.get(address)
        if answer.headers["Content-Type"].startswith("text/html"):
            assert faults(answer.content.decode()) == [], address


@pytest.mark.django_db
def test_template_signs_in_words_stay_words(newsletter, client):
    signs = "{{ settings.SECRET_KEY }}{% include 'site/base.html' %}${7*7}%(x)s#{1}"
    publish(newsletter, page=pages.page(pages.item("flare", rank=1, headline=signs, outlet=signs)))

    shown = client.get("/military/2026-11-24/").content.decode()
    assert "{{ settings.SECRET_KEY }}" in shown
    assert settings.SECRET_KEY not in shown
    assert "{% include" in shown


INJECTIONS = ["' OR '1'='1", "1; DROP TABLE editions_edition--", "1) UNION SELECT password FROM auth_user--", "\"*", "NEAR(a b)",
              "a' AND sleep(9)--", "%", "_", "\x00", "2026' --", "-1", "9" * 400, "[]", "${jndi:ldap://x}"]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("words", INJECTIONS)
def test_hostile_parameters_find_nothing_and_break_nothing(edition, client, words):
    for address in ("/search/", "/military/archive/", "/", "/subscribe/", "/how/", "/military/2026-11-24/"):
        for name in ("q", "page", "year", "newsletter", "order", "filter"):
            assert client.get(address, {name: words}).status_code in (200, 400, 404), (address, name)
    assert edition.newsletter.slug == "military"
    assert client.get("/military/2026-11-24/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["../../settings.py", "..%2f..%2fproject/settings.py", "%2e%2e/%2e%2e/models.py", "site/../../urls.py",
                                 "....//....//etc/passwd", "/etc/passwd", "site/fonts/../../../middleware.py", "site\\..\\..\\urls.py",
                                 "%00", "site/paper.css%00.py", "../secret_key"])  # fmt: skip
def test_no_path_leads_out_of_the_static_files(client, way):
    answer = client.get(f"/static/{way}")

    assert answer.status_code in (400, 404)
    assert b"import" not in answer.content


@pytest.mark.django_db
def test_pages_load_no_picture_of_anybody_elses(edition, client):
    for address in SAID:
        answer = client.get(address)
        assert "img-src 'self'" in answer.headers["Content-Security-Policy"], address
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


INSIDE = [
    "http://127.0.0.1/x.svg",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/x.png",
    "http://10.0.0.8/x.gif",
]


@pytest.mark.django_db
def test_nothing_that_a_feed_names_is_fetched_but_its_articles(clock, monkeypatch):
    outlet = Outlet.objects.create(slug="o", name="O", home="https://o.example/", family="o", hosts=["o.example"])
    feed = Feed.objects.create(outlet=outlet, link="https://o.example/feed.xml")
    pictures = "".join(
        f'<enclosure url="{at}" type="image/svg+xml" length="9"/><media:content url="{at}"/><media:thumbnail url="{at}"/>'
        for at in INSIDE
    )
    body = (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>O</title>'
        f"<image><url>{INSIDE[0]}</url></image><item><title>Ship sails</title><link>https://o.example/1</link>"
        f"<pubDate>Tue, 24 Nov 2026 04:00:00 GMT</pubDate><description>&lt;img src=&quot;{INSIDE[1]}&quot;&gt;</description>"
        f"{pictures}</item></channel></rss>"
    ).encode()
    asked = []

    def answers(requests, **_):
        for one in requests:
            asked.append(one.link)
            yield one, fetch.Answer(200, body, "application/rss+xml", one.link)

    monkeypatch.setattr(fetch, "answers", answers)
    [gathered] = intake.gather([feed], fetch.Reach(), "x", clock)

    assert gathered.new == 1
    assert asked == ["https://o.example/feed.xml"]


PAYLOADS = [
    "<script>alert(1)</script>", "<![CDATA[<scr<![CDATA[ipt>alert(1)]]>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)", "<!-- --!><script>alert(1)</script> -->", "<!--><img src=x onerror=alert(1)>-->",
    "<svg/onload=alert(1)>", "<math><mtext><script>alert(1)</script></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><button formaction=javascript:alert(1)>x</button></form>", "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>", "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<style><img src='</style><img src=x onerror=alert(1)>'></style>", "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<base href=//evil.example/>", "<input autofocus onfocus=alert(1)>",
    "<select><noembed></select><script>alert(1)</script>",
]  # fmt: skip
SCRIPT = re.compile(r"<\s*(?:script|img|svg|math|iframe|style|base|input|form|button|noscript)\b", re.IGNORECASE)
WORDS = ("&", "<select><noembed>")  # what a browser reads as words, too: they stay words
WRAPPINGS = {
    "as text": "{0}",
    "in CDATA": "<![CDATA[{0}]]>",
    "escaped": "{1}",
}


@pytest.mark.django_db
@pytest.mark.parametrize("wrapping", WRAPPINGS.values(), ids=WRAPPINGS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_feed_becomes_plain_words(newsletter, clock, client, payload, wrapping):
    words = wrapping.format(payload, escape(payload))
    body = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ELEMENT rss ANY><!ENTITY x "y"]><rss version="2.0"><channel><title>T</title>'
        f"<item><title>{words} Ship sails</title><link>https://o.example/1</link><description>{words}</description></item>"
        "<item><title>Bad</title><link>javascript:alert(1)</link></item>"
        "<item><title>Bad</title><link>java\tscript:alert(1)</link></item></channel></rss>"
    )
    try:
        entries = feeds.parse(body.encode(), link="https://o.example/feed.xml").entries
    except FeedError:
        return  # named, and nothing of it is kept
    assert all(urlsplit(entry.link).scheme in ("http", "https") for entry in entries)
    for entry in entries:
        assert payload.startswith(WORDS) or not SCRIPT.search(entry.title), entry.title
    titles = [entry.title for entry in entries]
    publish(newsletter, page=pages.page(*(
        pages.item(f"s{number}", rank=number, headline=title or "x") for number, title in enumerate(titles, start=1)
    )))  # fmt: skip

    assert faults(client.get("/military/2026-11-24/").content.decode()) == []


@pytest.mark.parametrize("link", ["\x01javascript:alert(1)", "java\tscript:alert(1)", "javascript&colon;alert(1)", "JaVaScRiPt:alert(1)",
                                  "data:text/html,x", "vbscript:x", " javascript:alert(1)", "file:///etc/passwd", "\u0000javascript:x"])  # fmt: skip
def test_link_with_control_characters_is_no_script(link):
    shown = Template('{% load paper %}{% if link|outward %}<a href="{{ link }}">{% endif %}').render(
        Context({"link": link})
    )

    assert shown == ""


def sources(pattern="*.py"):
    return [path for path in SOURCE.rglob(pattern) if "migrations" not in path.parts]


def test_nothing_from_outside_is_marked_safe():
    fixed = re.compile(r"""mark_safe\(\s*(['"])[^'"]*(['"][^'"]*)?\1\s*\)|mark_safe\(' dir="rtl"'\)""")
    for path in sources():
        for line in path.read_text("utf-8").splitlines():
            if "mark_safe(" in line:
                assert fixed.search(line), f"{path}: {line}"
    for path in sources("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text("utf-8")), path


def test_nothing_is_evaluated():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "compile", "__import__"), path
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {node.module or ""} if isinstance(node, ast.ImportFrom) else {one.name for one in node.names}
                assert not names & {"pickle", "marshal", "shelve", "yaml"}, path
            if isinstance(node, ast.keyword) and node.arg == "shell":
                assert isinstance(node.value, ast.Constant), path
                assert not node.value.value, path


def test_chance_is_the_systems_own():
    guilty = [
        str(path.relative_to(SOURCE)) for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(one.name == "random" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "random")
    ]  # fmt: skip

    assert guilty == []
    tokens = {Subscription._meta.get_field("token").get_default() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(one) >= 43 for one in tokens)  # 256 bits


def test_secrets_are_compared_in_constant_time():
    secret = re.compile(r"secret|signature|password|^mac$|api_key", re.IGNORECASE)
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
                names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
                names += [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)]
                assert not any(map(secret.search, names)), f"{path}: {ast.unparse(node)}"


def test_no_link_opens_a_window_that_can_reach_back():
    for path in sources("*.html"):
        for found in re.findall(r"<a\b[^>]*\btarget=[^>]*>", path.read_text("utf-8")):
            assert "noopener" in found, path
    assert "Cross-Origin-Opener-Policy" in middleware.SecurityHeaders(lambda _: errors.bad_request(_))(
        RequestFactory().get("/")
    )


def test_log_line_of_hostile_words_is_one_line():
    hostile = "Ship\r\n2026-11-24 ERROR root: all is lost\x1b[2J\u2028"
    line = Redacted("%(message)s").format(logging.LogRecord("x", 30, "x", 1, "feed %s failed", (hostile,), None))

    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    assert "all is lost" in line


def test_nonsense_of_a_stranger_is_one_line_of_the_log(client, caplog):
    answers = [
        client.get("/how/", HTTP_HOST="evil.example"),
        client.post("/lost/", "a=1", content_type="application/x-www-form-urlencoded; charset=latin-1"),
        client.post("/lost/", "broken", content_type="multipart/form-data"),
        client.post("/lost/", "&".join(["a=1"] * 100), content_type="application/x-www-form-urlencoded"),
    ]

    lines = [Redacted("%(message)s").format(record) for record in caplog.records]
    assert [answer.status_code for answer in answers] == [400] * 4
    assert len(lines) >= 4
    assert all(len(line.splitlines()) == 1 for line in lines)


def test_a_fault_of_ours_keeps_its_traceback():
    try:
        raise RuntimeError("ours")
    except RuntimeError:
        record = logging.LogRecord("django.request", 40, "x", 1, "%s", ("/how/",), sys.exc_info())
        record.status_code = 500

    assert "Traceback" in Redacted("%(message)s").format(record)


def test_libraries_are_past_their_known_faults():
    assert django.VERSION >= (5, 2, 16)
    assert lxml.etree.LXML_VERSION >= (4, 9, 1, 0)
    assert lxml.etree.LIBXML_VERSION >= (2, 10, 3)


NOT_READ = (404, 405, 415)  # nothing takes a body there


@pytest.mark.django_db
@pytest.mark.parametrize("route", site_routes())
def test_every_body_has_an_end(edition, newsletter, client, route):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 2**20
    alice = people.reader(newsletter, "alice")
    path = filled(route).replace("/x/", f"/{alice.token}/")
    body = b"email=a@post.example&List-Unsubscribe=One-Click&a=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    form = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert form.status_code in (400, *NOT_READ)
    assert list(Subscription.objects.values_list("state", flat=True)) == [Subscription.State.CONFIRMED]

    words = client.post(path, b'{"email": "' + body + b'"}', content_type="application/json")
    assert words.status_code < 500
    assert not Asking.objects.exists()


def test_a_strangers_word_of_a_proxy_is_dropped(settings):
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("127.0.0.0/8"),)
    said = {
        "HTTP_X_FORWARDED_FOR": "192.0.2.1",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "evil.example",
    }
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", **said)

    proxies.Forwarded(lambda _: errors.bad_request(_))(request)

    assert request.META["REMOTE_ADDR"] == "198.51.100.1"
    assert not said.keys() & request.META.keys()
    assert not request.is_secure()


@pytest.mark.django_db
def test_link_of_somebody_erased_brings_nobody_back(newsletter, clock, outbox, client):
    people.ask(newsletter, "alice", clock())
    link = f"/confirm/{people.link(people.letters(outbox)[0], 'confirm')}/"
    assert client.get(link).status_code == 200
    erase.erase(Subscriber.objects.get(), clock())

    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert not Subscription.objects.filter(state=Subscription.State.CONFIRMED).exists()
