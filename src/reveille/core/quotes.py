"""Who said what, word for word.

A quote is given only when its speaker is found beside it: a verb of saying and a name, in the order that
the text has them, or the quote goes on from one that has a speaker. Scare quotes, titles and what
"officials" say are nobody's. No quote is better than a quote under a wrong name. Everything is an offset
into the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reveille.core import text as texts
from reveille.core.text import Span

Place = tuple[int, int]
"""Offsets of a stretch of the text."""
Whose = tuple[Place, Place | None]
"""A speaker, and the role that the text gives them."""

LEAST_WORDS: Final = 4
LONGEST: Final = 600
"""Characters; what is longer between two marks is a mark forgotten."""
_MARKS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
_VERBS: Final = {
    "en": "said|says|told|tells|added|adds|wrote|writes|explained|warned|recalled|insisted|argued|replied|"
    "noted|joked|reported|remarked|complained|promised",
    "de": "sagte|sagt|erklärte|erklärt|betonte|berichtete|meinte|ergänzte|fügte|schrieb|warnte|erzählte|erzählt",
    "fr": "dit|a dit|explique|a expliqué|déclare|a déclaré|affirme|a affirmé|raconte|a raconté|"
    "ajoute|a ajouté|souligne|a souligné|résume|a résumé|prévient|a prévenu|assure|a assuré|confie|"
    "a confié|sourit|plaisante|a plaisanté|reconnaît|a reconnu",
}
_PARTICLE: Final = r"(?:al|el|de|del|della|di|da|dos|von|van|der|den|bin|ibn|la|le|ter|ten|zu|af|av)"
_CAPITAL: Final = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'.-]{0,30}\w|[^\W\d_a-zß-öø-ÿ]\.?)"
_SPACE: Final = r"[ \u00a0]+"
_TITLE: Final = (
    r"(?:Adm|Brig|Capt|Cdr|Cmdr|Col|Cpl|Dr|Gen|Gov|Hon|Lt|Maj|Mr|Mrs|Ms|Mx|Prof|Pvt|Rep|Rev|Sen|Sgt|St|Me|M)\."
    r"|Mme|\(rtd\)|\(ret\.\)"
)
_WORD: Final = rf"(?:{_TITLE}|{_CAPITAL})"
_NAME: Final = rf"(?:{_WORD}(?:{_SPACE}(?:{_PARTICLE}[ \u00a0-]+)?{_WORD}){{0,6}})"
_BETWEEN: Final = (  # "the watchmaker", "his grandmother": no preposition, or the name is somebody else's
    r"(?:(?!(?:of|for|in|at|from|to|with|by|on|about|after|before|against|that|and|von|vom|für|im|am|bei|aus|mit|"
    r"de|du|des|d’|pour|à|au|dans|chez|sur|par|et|und|que|dass)\b)[^\W\d_][\w’'-]*[ \u00a0]+)"
)
_ROLE: Final = r"[^.;:“„«»\"\n]{3,100}?"
_STARTS: Final = """the a an he she they it we i you his her their but and so this that these those one in on
    at for from er sie es wir ich der die das ein eine il elle ils elles on nous je le la les"""
_NOT_NAMES: Final = frozenset(_STARTS.split())
_BODIES: Final = re.compile(
    r"\b(?:Forces?|Navy|Army|Ministry|Department|Office|Agency|Council|Union|Police|Reuters|Press|News|Times|"
    r"Ministerium|Marine|Bundeswehr|Ministère|Armée|Command|Party|Government|Committee|Corps)$"
)
_RANKS: Final = re.compile(
    r"\b(?:Admiral|Captain|Commander|Colonel|General|Lieutenant|Major|Sergeant|Brigadier|Commodore|"
    r"Warrant Officer|Corporal|Private|Professor|Minister|Secretary|Senator|Fregattenkapitän|Kapitän|Oberst|"
    r"Oberstleutnant|Leutnant|Hauptmann|Capitaine|Amiral|Contre-amiral)\b"
)
_AGE: Final = re.compile(r"(?:now |aged |âgée? de )?\d")
_TITLES: Final = re.compile(rf"(?:{_TITLE})")


@dataclass(frozen=True)
class Quote:
    """``text[start:end]`` is what was said, without the marks; ``speaker`` and ``role`` are offsets too.

    The speaker is the fullest name that the text has for them up to the quote, which may stand before it.
    """

    start: int
    end: int
    speaker: Place | None
    role: Place | None = None


def find(text: str, sentences: Sequence[Span] = (), language: str = "en") -> tuple[Quote, ...]:
    """The quotes whose speakers are sure, in the order of the text. ``language`` is an ISO 639-1 code."""
    del sentences  # kept in the signature: a later judge of speakers may look at the sentence before
    verbs = _VERBS.get(language[:2], _VERBS["en"])
    people = _people(text)
    found: list[Quote] = []
    last: tuple[int, Whose] | None = None
    for start, end in _marked(text):
        whose = _speaker(text, start, end, verbs, people)
        if whose is None and last and _goes_on(text, last[0], start, language):
            whose = last[1]
        last = (end, whose) if whose else None
        begin, stop = _trimmed(text, start, end)
        if whose and len(text[begin:stop].split()) >= LEAST_WORDS:
            found.append(Quote(begin, stop, *whose))
    return tuple(found)


def _marked(text: str) -> Iterator[Place]:
    """What stands in quotation marks on one line: inner offsets."""
    place = 0
    while place < len(text):
        closing = _MARKS.get(text[place], "")
        if not closing or (place and text[place - 1].isalnum()):
            place += 1
            continue
        line = text.find("\n", place)
        stop = min(line if line >= 0 else len(text), place + LONGEST)
        ends = [at for mark in closing if (at := text.find(mark, place + 1, stop)) >= 0]
        if not ends:
            place += 1
            continue
        yield place + 1, min(ends)
        place = min(ends) + 1


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _speaker(text: str, start: int, end: int, verbs: str, people: Mapping[str, Sequence[Place]]) -> Whose | None:
    """Who said what stands from ``start`` to ``end``, and their role, as the words beside it tell."""
    if not text[start:end].strip()[:1].isalnum():
        return None
    found = _after(text, end, verbs) or _before(text, start - 1, verbs)
    if found is None:
        return None
    name, role = found
    full = _fullest(text, name, people)
    return (full, role) if full else None


def _after(text: str, end: int, verbs: str) -> Whose | None:
    """“…,” said Name, role. / said the role, Name. / Name, role, said. / the role, Name, said."""
    rest = text[end + 1 : end + 260].split("\n", 1)[0]
    forms = [
        rf"\s*,?\s*(?:{verbs})\s+(?P<role>{_BETWEEN}{{1,5}}?[\w’'-]+),\s+(?P<name>{_NAME})",
        rf"\s*,?\s*(?:{verbs})\s+(?:{_BETWEEN}){{0,4}}?(?P<name>{_NAME})"
        rf"(?:,\s+(?P<role>{_ROLE})(?=[.,;:]|$))?",
    ]
    # After a full stop inside the marks a name with its verb begins a sentence of its own, maybe another's.
    if text[end - 1 : end] in {",", "?", "!", "…", "—"} or rest.lstrip()[:1] == ",":
        forms += [
            rf"\s*,?\s*(?:{_BETWEEN}){{0,4}}?(?P<name>{_NAME})(?:,\s+(?P<role>{_ROLE}),)?\s+(?:{verbs})\b",
            rf"\s*,?\s*(?P<role>[Tt]he\s[^.;:“„«\"\n,]{{3,60}}),\s+(?P<name>{_NAME}),\s+(?:{verbs})\b",
        ]
    return _first(forms, rest, end + 1)


def _before(text: str, start: int, verbs: str) -> Whose | None:
    """Name, role, said: “…”, in the same sentence."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    spans = texts.sentences(text[begin:start])
    if not spans or text[begin:start].rstrip()[-1:] not in {":", ","}:
        return None
    begin += spans[-1].start
    form = rf"(?:.*?\W)??(?P<name>{_NAME})(?:,\s+(?P<role>{_ROLE}),)?\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$"
    return _first([form], text[begin:start], begin)


def _first(forms: Sequence[str], words: str, base: int) -> Whose | None:
    for form in forms:
        match = re.match(form, words)
        if match and _may_speak(match["name"]):
            role = match.span("role") if match["role"] and not _AGE.match(match["role"]) else None
            name = match.start("name"), match.start("name") + len(match["name"].rstrip(".,"))
            return (base + name[0], base + name[1]), role and (base + role[0], base + role[1])
    return None


def _may_speak(name: str) -> bool:
    first = name.split()[0].casefold()
    return first not in _NOT_NAMES and not _BODIES.search(name)


def _people(text: str) -> dict[str, list[Place]]:
    """Where the text has whole names, by their last word."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for match in re.finditer(_NAME, text):
        bare = _bare(match[0])
        if len(bare) >= 2 and _may_speak(match[0]):
            end = match.end() - (2 if match[0].endswith(("’s", "'s")) else 0)
            found[_surname(bare)].append((match.start(), end))
    return dict(found)


def _bare(name: str) -> list[str]:
    """The words of a name without ranks and titles."""
    return _TITLES.sub("", _RANKS.sub("", name)).split()


def _surname(bare: Sequence[str]) -> str:
    return bare[-1].removesuffix("’s").removesuffix("'s")


def _fullest(text: str, place: Place, people: Mapping[str, Sequence[Place]]) -> Place | None:
    """Where the whole name stands: here, or where the text first gave it; None when two people have it."""
    bare = _bare(text[slice(*place)])
    if len(bare) >= 2:
        return place
    if not bare:
        return None
    known = [one for one in people.get(_surname(bare), ()) if one[0] < place[0]]
    if len({_bare(text[slice(*one)])[0] for one in known}) == 1:
        return known[0]
    return place if not known and len(text[slice(*place)].split()) > 1 else None


def _goes_on(text: str, end: int, start: int, language: str) -> bool:
    """Whether the quote from ``start`` on follows one up to ``end``, only its speaker between them."""
    between = text[end + 1 : start - 1]
    if "\n" in between or len(between) > 200 or not between.strip():
        return False
    one = texts.sentences(f"X{between}", language)
    return len(one) == 1 and between.rstrip()[-1:] in {".", ",", ":"}
