"""Who said what, word for word.

A quote is given only when its speaker is found beside it: a verb of saying and a name, in the order that the text has
them. Half-sentences in marks, scare quotes and titles are nobody's quotes. Everything is an offset into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reveille.core.text import Span

LEAST_WORDS = 4
_MARKS = (("“", "”"), ("„", "“"), ("«", "»"), ('"', '"'))
_VERBS = {
    "en": "said|says|told|tells|added|adds|wrote|writes|explained|warned|recalled|insisted|argued|replied|noted|called|joked",
    "de": "sagte|sagt|erklärte|erklärt|betonte|berichtete|meinte|ergänzte|fügte|schrieb|warnte|erzählte|erzählt",
    "fr": "dit|a dit|explique|a expliqué|déclare|a déclaré|affirme|raconte|ajoute|a ajouté|souligne|résume|prévient|assure",
}
_PARTICLE = r"(?:al|el|de|del|della|di|da|dos|von|van|der|den|bin|ibn|la|le|ter|ten|zu|af|av)"
_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'.-]*\.?)"
_NAME = rf"(?:{_CAPITAL}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0-]+)?{_CAPITAL}){{0,6}})"
_NOT_NAMES = frozenset(
    "the a an he she they it we i you his her their but and so this that these those one in on at for from monday tuesday "
    "wednesday thursday friday saturday sunday er sie es wir ich der die das ein eine il elle ils elles on nous je le la les".split()
)
_RANKS = re.compile(
    r"\b(?:Adm|Admiral|Capt|Captain|Cdr|Commander|Col|Colonel|Gen|General|Lt|Lieutenant|Maj|Major|Sgt|Sergeant|Brig|Brigadier|"
    r"Commodore|Chief Warrant Officer|Warrant Officer|Cpl|Corporal|Pvt|Private|Dr|Prof|Professor|Minister|Secretary|Senator|"
    r"Fregattenkapitän|Kapitän|Oberst|Leutnant|Capitaine|Colonel|Amiral|Contre-amiral)\b"
)


@dataclass(frozen=True)
class Quote:
    """``text[start:end]`` is what was said, without the marks; ``speaker`` and ``role`` are offsets too."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    role: tuple[int, int] | None = None


def find(text: str, sentences: Sequence[Span] = (), language: str = "en") -> tuple[Quote, ...]:
    """Return the quotes whose speakers stand beside them, in the order of the text."""
    del sentences  # kept in the signature: a later judge of speakers may look at the sentence before
    verbs = _VERBS.get(language, _VERBS["en"])
    return tuple(quote for start, end in _marked(text) if (quote := _attributed(text, start, end, verbs)))


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks and is long enough to be a sentence: inner offsets."""
    opening = {pair[0]: pair[1] for pair in _MARKS}
    place = 0
    while place < len(text):
        sign = text[place]
        if sign not in opening or (sign == "“" and place and text[place - 1].isalnum()):
            place += 1
            continue
        end = text.find(opening[sign], place + 1)
        paragraph = text.find("\n\n", place)
        if end < 0 or (0 <= paragraph < end) or end - place > 600:
            place += 1
            continue
        yield place + 1, end
        place = end + 1


def _attributed(text: str, start: int, end: int, verbs: str) -> Quote | None:
    inner_start, inner_end = start, end
    while inner_start < inner_end and text[inner_start] in " \u00a0\u202f":
        inner_start += 1
    while inner_start < inner_end and text[inner_end - 1] in " \u00a0\u202f,":
        inner_end -= 1
    words = text[inner_start:inner_end].split()
    if len(words) < LEAST_WORDS or not text[inner_start].isupper() and not text[inner_start].isdigit():
        return None
    found = _after(text, end + 1, verbs) or _before(text, start - 1, verbs)
    if not found:
        return None
    speaker, role = found
    return Quote(inner_start, inner_end, speaker, role)


def _after(text: str, place: int, verbs: str) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """“…,” said Name, role. / “…,” Name, role, said. / “…,” the role, Name, said."""
    rest = text[place : place + 260].split("\n", 1)[0]
    verb_first = re.match(rf"\s*,?\s*(?:{verbs})\s+(?:[a-z][\w’-]*\s+){{0,4}}?(?P<name>{_NAME})(?P<rest>,\s+(?P<role>[^.;:“„«\"]{{3,100}}?)(?=[.,;:]|$))?", rest)
    name_first = re.match(rf"\s*,?\s*(?P<name>{_NAME})(?:,\s+(?P<role>[^.;:“„«\"]{{3,100}}?),)?\s+(?:{verbs})\b", rest)
    for match in (verb_first, name_first):
        if match and _is_name(match.group("name")):
            return _spans(match, place)
    return None


def _before(text: str, place: int, verbs: str) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """Name, role, said: “…” — in the same sentence only."""
    begin = max(0, place - 200)
    before = text[begin:place]
    cut = max(before.rfind("\n"), *(before.rfind(mark) for mark in (". ", "? ", "! ", "” ", "» ")))
    begin, before = begin + cut + 1, before[cut + 1 :]
    match = re.search(
        rf"(?P<name>{_NAME})(?:,\s+(?P<role>[^.;:“„«\"]{{3,100}}?),)?\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$", before
    )
    return _spans(match, begin) if match and _is_name(match.group("name")) else None


def _spans(match: re.Match[str], base: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    start, end = match.span("name")
    name = match.group("name").rstrip(".,")
    role = match.group("role")
    role_span = (base + match.start("role"), base + match.start("role") + len(role.rstrip())) if role else None
    return (base + start, base + start + len(name)), role_span


def _is_name(name: str) -> bool:
    """A name has two words or a rank, and begins with none of the words that begin sentences."""
    words = name.split()
    if words[0].casefold() in _NOT_NAMES:
        return False
    return len(words) >= 2 or bool(_RANKS.search(name))
