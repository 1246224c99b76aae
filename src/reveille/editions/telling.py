"""Our fixed phrases in another language: each is stored with its edition in English, and said anew where it is shown.

An edition is one for all its readers and never changes, so its phrases are kept once, in the language of the code.
What they are made around (names, numbers, nouns of the outlets) is taken out of them and stays as it is.
"""

from __future__ import annotations

import functools
import re

from babel import Locale
from django.utils.translation import gettext, gettext_noop, ngettext

from reveille.core import cldr, phrases
from reveille.editions import languages

# As core.changes, core.placing, sources.rounds and the desk say them.
PHRASES = (
    gettext_noop("%(noun)s: %(old)s before, %(new)s now."),
    gettext_noop("%(noun)s: %(old)s before, %(new)s now"),
    gettext_noop("Named for the first time: %(names)s."),
    gettext_noop("named for the first time: %(names)s"),
    gettext_noop("Places named for the first time: %(names)s."),
    gettext_noop("Now also reported by %(names)s."),
    gettext_noop("in %(language)s"),
    gettext_noop("text of %(agency)s"),
    gettext_noop("A story was taken down: %(why)s"),
)
ANSWERS = (
    gettext_noop("no answer"),
    gettext_noop("too slow to answer"),
    gettext_noop("sent more than we take"),
    gettext_noop("refused us"),
    gettext_noop("the feed is gone"),
    gettext_noop("its server failed"),
    gettext_noop("its address is not public"),
    gettext_noop("asks robots to stay away"),
    gettext_noop("its certificate does not hold"),
    gettext_noop("sent something that is no feed"),
    gettext_noop("sent an empty feed"),
    gettext_noop("did not answer"),
    gettext_noop("paywall"),
    gettext_noop("corrected"),
    *(gettext_noop("live page"), gettext_noop("overview"), gettext_noop("roundup")),
    *(gettext_noop("review"), gettext_noop("advice"), gettext_noop("quiz"), gettext_noop("preview")),
    *(gettext_noop("podcast"), gettext_noop("background"), gettext_noop("feature"), gettext_noop("advertisement")),
)
SECTIONS = (
    *(gettext_noop("Fighting"), gettext_noop("Attacks"), gettext_noop("Truces and talks"), gettext_noop("Civilians")),
    *(
        gettext_noop("World"),
        gettext_noop("At home"),
        gettext_noop("Society"),
        gettext_noop("Business"),
        gettext_noop("Science and health"),
    ),
    *(gettext_noop("Culture and sport"), gettext_noop("Operations"), gettext_noop("Forces and bases")),
    *(gettext_noop("Procurement and industry"), gettext_noop("Policy and law"), gettext_noop("Cyber and space")),
    gettext_noop("People, veterans and families"),
    *(gettext_noop("Companies"), gettext_noop("Markets and money"), gettext_noop("Economies and trade")),
    *(gettext_noop("Technology"), gettext_noop("Courts and regulators"), gettext_noop("Outbreaks")),
    *(gettext_noop("Medicines and research"), gettext_noop("Hospitals and health care"), gettext_noop("Living well")),
    *(gettext_noop("Football"), gettext_noop("Cricket, rugby and tennis"), gettext_noop("American leagues")),
    *(gettext_noop("Olympic sports"), gettext_noop("Motor sport, cycling and the ring")),
)
# Of the beats that ship; an operator's own tagline is theirs.
TAGLINES = (
    gettext_noop(
        "The day’s top business and market news, from outlets around the world, in one quiet email at the hour you "
        "choose."
    ),
    gettext_noop(
        "The day’s top news of health and medicine, from outlets around the world, in one quiet email at the hour you "
        "choose."
    ),
    gettext_noop("The day’s top sport, from outlets around the world, in one quiet email at the hour you choose."),
    gettext_noop(
        "The day’s top news of wars, attacks and truces, from outlets around the world, in one quiet email at the hour "
        "you choose."
    ),
    gettext_noop("The day's top stories, from outlets around the world, in one quiet email at the hour you choose."),
    gettext_noop(
        "The day’s top military and defence news, from outlets around the world, in one quiet email at the hour you "
        "choose."
    ),
)
REGIONS = (
    *(gettext_noop("United States"), gettext_noop("Europe"), gettext_noop("Russia and Central Asia")),
    *(gettext_noop("Middle East"), gettext_noop("Africa"), gettext_noop("South Asia")),
    *(gettext_noop("Asia and the Pacific"), gettext_noop("The Americas")),
)
KNOWN = frozenset((*REGIONS, *ANSWERS, *SECTIONS, *TAGLINES))
_COUNTED = re.compile(r"(\d+) (new reports?|more outlets?|more countr(?:y|ies))")


def told(phrase: str) -> str:
    """Return a stored phrase in the language spoken now; one that is none of ours is returned as it is."""
    if not phrase or languages.spoken() == languages.ENGLISH:
        return phrase
    if phrase in KNOWN:
        return gettext(phrase)
    return _carried(phrase) or _grown(phrase) or _filled(phrase) or phrase


def section(name: str) -> str:
    """Return the name of a section; one that an operator gave stays as it is."""
    return gettext(name) if name in SECTIONS else name


def country(name: str) -> str:
    """Return a country in the language spoken now (Unicode CLDR), from its English name."""
    code = cldr.countries().get(name)
    return str(Locale.parse(languages.spoken()).territories.get(code, name)) if code else name


def language(code: str) -> str:
    """Return a language's name in the language spoken now, or its code."""
    return cldr.language(code, languages.spoken())


def _filled(phrase: str) -> str:
    msgid, values = phrases.find(phrase, _patterns())
    if "language" in values:
        values["language"] = language(cldr.languages().get(values["language"], values["language"]))
    if "names" in values:
        values["names"] = gettext(", ").join(values["names"].split(", "))
    return gettext(msgid) % values if msgid else ""


def _grown(phrase: str) -> str:
    """``3 new reports, 2 more outlets``, with or without its full stop."""
    stop = "." if phrase.endswith(".") else ""
    parts = [_COUNTED.fullmatch(part) for part in phrase.removesuffix(".").split(", ")]
    if not all(parts):
        return ""
    return gettext(", ").join(_counted(part[1], part[2]) for part in parts if part) + stop


def _carried(phrase: str) -> str:
    found = re.fullmatch(r"wire text, (\d+) cop(?:y|ies)", phrase)
    if not found:
        return ""
    count = int(found[1])
    return ngettext("wire text, %(count)s copy", "wire text, %(count)s copies", count) % {"count": count}


def _counted(number: str, what: str) -> str:
    count = int(number)
    if what.startswith("new"):
        said = ngettext("%(count)s new report", "%(count)s new reports", count)
    elif what.startswith("more o"):
        said = ngettext("%(count)s more outlet", "%(count)s more outlets", count)
    else:
        said = ngettext("%(count)s more country", "%(count)s more countries", count)
    return said % {"count": count}


@functools.cache
def _patterns() -> phrases.Patterns:
    return phrases.patterns(PHRASES)
