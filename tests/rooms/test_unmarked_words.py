"""No word of ours is left out of the translations: in a language that marks all it says, nothing else is English.

The language is a made-up one, ``⟦like this⟧``, that stands where German is. Whatever a page says outside the marks
has to be data: kept in a row of the database, an address, or a name of Unicode CLDR.
"""

import html
import json
import re
import zoneinfo

import pytest
from babel import Locale
from django.apps import apps
from django.urls import reverse
from django.utils.translation import trans_real
from tests.docs.test_words import DATE
from tests.rooms import desk, pages
from tests.rooms.desk import DOORS
from tests.rooms.test_site import publish

from reveille.desk.roles import Role
from reveille.editions import letterhead, rendering
from reveille.site import zones
from reveille.sources.models import Outlet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "outbox")]
GERMAN = Locale.parse("de")
LEFT, RIGHT = "⟦", "⟧"
NO_WORDS = re.compile(r"<(style|script|pre|code|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID_BY_ATTRIBUTES = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
ADDRESS = re.compile(r"https?://\S+$|\S+@\S+$|%%\w+%%$")  # the last is a reader's own, put in as the letter leaves
LETTERS = re.compile(r"[^\W\d_]{3,}")
PATTERNS = re.compile(r"[^\w%]*|(?:%\(\w+\)s[^\w%]*)+|" + DATE.pattern)  # no words: marks, values, dates
# Names, and what is the same in every language.
NAMES = set("Reveille UTC RSS JSON HTML CSV TOTP API Gmail email Deutsch English Français Español العربية".split())  # noqa: SIM905


class Marking:
    """A translation that marks what it says."""

    def __init__(self, german):
        self.german = german

    def __getattr__(self, name):
        return getattr(self.german, name)

    def gettext(self, words):
        return words if PATTERNS.fullmatch(words) else f"{LEFT}{words}{RIGHT}"

    def ngettext(self, one, several, count):
        return self.gettext(one if count == 1 else several)


def _forget_zones():
    zones.named.cache_clear()
    zones.hourly.cache_clear()


@pytest.fixture
def marked(monkeypatch):
    """German says everything in marks."""
    monkeypatch.setitem(trans_real._translations, "de", Marking(trans_real.translation("de")))
    _forget_zones()
    yield
    _forget_zones()


def kept():
    """All that the database holds, and the names of time zones, as one text."""
    rows = (row for model in apps.get_models() for row in model.objects.values())
    names = zoneinfo.available_timezones()
    whole = [*rows, *names, *(name.replace("_", " ") for name in names)]
    return json.dumps(whole, default=str, ensure_ascii=False).replace('\\"', '"')


def named():
    """The words of names: of CLDR, of outlets, and what is the same in every language."""
    times = (GERMAN.months, GERMAN.days)
    wide = (one.values() for some in times for one in some["format"].values())
    cities = (one["city"] for one in GERMAN.time_zones.values() if "city" in one)
    names = (
        *GERMAN.territories.values(),
        *GERMAN.languages.values(),
        *(name for some in wide for name in some),
        *cities,
    )
    outlets = Outlet.objects.values_list("name", flat=True)
    return NAMES.union(*(LETTERS.findall(str(one)) for one in (*names, *outlets)))


def outside(said):
    """What stands outside the marks."""
    depth, left = 0, []
    for part in re.split(f"([{LEFT}{RIGHT}])", said):
        depth += (part == LEFT) - (part == RIGHT)
        left.append(part if not depth and part != RIGHT else "\n")
    return "".join(left)


def unmarked(page):
    """Return what a page says outside the marks that is no data."""
    whole = NO_WORDS.sub("\n", page)
    said = [re.sub(r"<[^>]*>", "\n", outside(whole))]
    said += map(outside, SAID_BY_ATTRIBUTES.findall(whole))
    known, names = kept(), named()
    pieces = {
        html.unescape(one).strip(" \t\xa0\u034f\u200c·;:.()…“”„–—→")
        for one in re.split(r"[\n(]|, | · ", "\n".join(said))
    }
    return {one for one in pieces if one not in known and not ADDRESS.match(one) and set(LETTERS.findall(one)) - names}


@pytest.mark.parametrize("name", [name for name in DOORS if name != "desk-letter"])
def test_a_page_of_the_desk_says_nothing_that_is_not_marked(name, house, marked):
    client = desk.at_desk(Role.OWNER)
    client.post(reverse("desk-language"), {"language": "de"})

    answer = client.get(reverse(name, kwargs=DOORS[name][0]))

    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert unmarked(answer.content.decode()) == set()


SITE = ["/", "/how/", "/privacy/", "/corrections/", "/outlets/", "/archive/", "/search/?q=harbour", "/search/?q=zq",
        "/reveille/2026-11-24/", "/reveille/2026-11-24/flare/", "/lost/", "/embed/", "/nowhere/"]  # fmt: skip


@pytest.mark.parametrize("address", SITE)
def test_a_page_of_the_site_says_nothing_that_is_not_marked(address, reveille, client, marked):
    publish(reveille)

    answer = client.get(f"/de{address}")

    assert unmarked(answer.content.decode()) == set()


def test_the_letter_says_nothing_that_is_not_marked(reveille, draft, marked):
    letter = rendering.render(pages.full(), letterhead.masthead(reveille), "de")

    assert unmarked(letter.html) == set()
