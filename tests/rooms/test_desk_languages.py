"""The desk in five languages: every page says which it is in, and speaks it; an account's choice is kept."""

import html
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st
from tests.docs.test_words import words
from tests.rooms import desk
from tests.rooms.desk import DOORS

from reveille import desk as desk_app
from reveille.core import errors
from reveille.desk import telling
from reveille.desk.models import DeskLanguage, LogEntry
from reveille.desk.roles import Role
from reveille.desk.templatetags.desk import points

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "outbox")]
READ = {"de": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}
PAGES = [name for name in DOORS if name != "desk-letter"]  # the letter speaks its newsletter's language


def chose(role, language):
    client = desk.at_desk(role)
    client.post(reverse("desk-language"), {"language": language})
    return client


def english(language):
    """Phrases of three words and more that are said otherwise in a language."""
    kept = words.kept(language, words.DESK_LOCALE)
    whole = (one for one in kept if isinstance(one.id, str) and not re.search(r"[%<&]", one.id))
    return {one.id for one in whole if len(one.id.split()) > 2 and one.id != one.string}


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_speaks_the_language_that_was_chosen_and_no_english(name, language, house):
    where, *_ = DOORS[name]

    answer = chose(Role.OWNER, language).get(reverse(name, kwargs=where))

    if answer.status_code == 200:
        page = html.unescape(answer.content.decode())
        assert f'<html lang="{language}" dir="{READ[language]}">' in page
        assert {phrase for phrase in english(language) if phrase in re.sub(r"<[^>]*>", "\n", page)} == set()
        with override(language):
            assert f">{gettext('Sign out')}<" in page


@pytest.mark.parametrize("language", READ)
def test_what_the_scripts_say_is_handed_over_in_the_language_of_the_page(language, draft):
    answer = chose(Role.EDITOR, language).get(reverse("desk-day", args=[draft.newsletter.slug, draft.date]))
    handed = dict(re.findall(r'data-([\w-]+)="([^"]*)"', answer.content.decode().partition('id="said"')[2]))

    with override(language):
        assert {key: html.unescape(words) for key, words in handed.items()} == {
            "keys-on": gettext("Keys are on"),
            "keys-off": gettext("Keys are off"),
            "unmoved": gettext("Not moved"),
            "unanswered": gettext("Not moved: the desk did not answer"),
        }


def test_the_scripts_have_no_words_of_their_own():
    said = [
        phrase
        for script in Path(desk_app.__file__).parent.glob("static/desk/*.js")
        for phrase in re.findall(r'"([A-Z][a-z]+ [^"]*)"', re.sub(r"(?m)//.*$", "", script.read_text()))
    ]

    assert said == []


def test_most_pages_were_looked_at(house):
    client = chose(Role.OWNER, "de")

    seen = [name for name in PAGES if client.get(reverse(name, kwargs=DOORS[name][0])).status_code == 200]

    assert len(seen) > 15


def test_a_choice_is_kept_with_the_account_and_leads_back():
    client = desk.at_desk(Role.VIEWER)

    answer = client.post(reverse("desk-language"), {"language": "fr", "next": "/desk/sources/?page=1"})

    assert answer.headers["Location"] == "/desk/sources/?page=1"
    assert DeskLanguage.objects.get().language == "fr"
    assert 'lang="fr"' in client.get(reverse("sources"), headers={"Accept-Language": "de"}).content.decode()


@pytest.mark.parametrize("said", ["", "xx", "../de"])
def test_a_language_that_is_none_of_ours_is_not_kept(said):
    desk.at_desk(Role.VIEWER).post(reverse("desk-language"), {"language": said, "next": "https://elsewhere.example/"})

    assert not DeskLanguage.objects.exists()


def test_looking_at_the_choice_changes_nothing():
    answer = desk.at_desk(Role.VIEWER).get(reverse("desk-language"), {"language": "de"})

    assert answer.status_code == 302
    assert not DeskLanguage.objects.exists()


@pytest.mark.parametrize(("asked", "spoken"), [("ar,en;q=0.5", "ar"), ("pt", "en"), ("", "en")])
def test_who_has_chosen_nothing_reads_what_the_browser_asks_for(asked, spoken):
    page = Client().get(reverse("sign-in"), headers={"Accept-Language": asked}).content.decode()

    assert f'<html lang="{spoken}" ' in page


def test_the_log_is_told_anew_and_stays_as_it_was_written(house):
    client = chose(Role.OWNER, "de")
    LogEntry.objects.create(at="2026-11-24T05:00Z", by="a@b.example", act="place", words="put “Ship sails” at 3")

    page = client.get(reverse("log")).content.decode()

    assert "“Ship sails” auf Platz 3 gesetzt" in page
    assert LogEntry.objects.filter(words="put “Ship sails” at 3").exists()


@pytest.mark.parametrize("language", ["en", *READ])
@given(story=st.text(st.characters(exclude_characters="“”\n"), min_size=1, max_size=30), place=st.integers(1, 40))
def test_what_a_phrase_is_made_around_stays(language, story, place):
    with override(language):
        said = telling.retold(f"undid: put “{story}” at {place}")

    assert f"“{story}”" in said
    assert str(place) in said
    assert ("undid" in said) == (language == "en")


def test_a_phrase_that_is_none_of_ours_is_shown_as_it_stands():
    with override("de"):
        assert telling.retold("the relay said 451 4.7.1") == "the relay said 451 4.7.1"


ENGLISH = {
    "the",
    "from",
    "is",
    "enough",
    "first",
    "it",
    "its",
    "and",
    "last",
    "with",
    "outlet",
    "edition",
    "hours",
    "words",
    "new",
}
REASONS = [
    "4 independent outlets", "1 independent outlet", "from 2 countries", "from 1 country",
    "taken up by 3 more outlets in the last six hours",
    "place 1 in a feed of its outlet", "places 1, 2 in 2 feeds of its outlet",
    "the home outlet has it", "9.7 points on the beat", "new since the last edition",
    "in the last edition, with something new", "last report 19 hours ago", "commentary", "only the wire itself",
    "like a story above it (60% of its words)", "it is the first of its story", "“hull” in the lead",
    "like its 3 articles: 0.33, where 0.24 is enough", "its outlet files it under “navy”",
    "later articles show it there: like its 1 article: 0.27, where 0.24 is enough",
    "61% of the shorter text stands in both, and Ziwa Kuu Mail had it first; credited to Northline Wire",
]  # fmt: skip


@pytest.mark.parametrize("language", READ)
def test_every_reason_of_a_rank_is_said_in_the_language(language):
    with override(language):
        left = {one for one in REASONS if set(one.split()) & set(telling.retold(one).split()) & ENGLISH}

    assert left == set()


@pytest.mark.parametrize("kind", [errors.FetchError, errors.FeedError, errors.PageError, errors.LayoutError])
def test_what_may_be_wrong_with_a_page_or_an_edition_is_said_in_the_language(kind):
    for one in (kind, *kind.__subclasses__()):
        error = one("https://outlet.example/", "HTTP 503")
        with override("es"):
            said = telling.of(error)

        assert error.what not in said
        assert said.endswith(": https://outlet.example/: HTTP 503")


def test_a_number_in_a_reason_is_written_as_the_others_are():
    with override("de"):
        assert telling.retold("9.7 points on the beat") == "9,7 Punkte im Themenfeld"


def test_an_account_that_goes_takes_its_choice_along():
    chose(Role.VIEWER, "de")

    User.objects.all().delete()

    assert not DeskLanguage.objects.exists()


@pytest.mark.parametrize(("language", "told"), [("en", "−0.57"), ("de", "−0,57"), ("ar", "\u200e−0,57")])
def test_a_minus_stands_before_its_points_read_either_way(language, told):
    with override(language):
        assert points(-0.57) == told
