"""Names in a text that can be a speaker's, and where the text first gave each in full.

A name is a run of capitalised words, with titles, ranks and particles; bodies, firms and offices are nobody who speaks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

Place = tuple[int, int]
"""Offsets of a stretch of the text."""
NAMESAKES: Final = 20
"""Whole names kept for one surname; more of them are not one person's anyway."""
_PARTICLE: Final = r"(?:al|el|de|del|della|di|da|dos|von|van|der|den|bin|ibn|la|le|ter|ten|zu|af|av)"
_SMALL: Final = "a-zß-öø-ÿąćęłńóśźżа-яёєіїґ"
_CAPITAL: Final = rf"(?:[^\W\d_{_SMALL}][\w’'.-]{{0,30}}\w|[^\W\d_{_SMALL}]\.?)"
_SPACE: Final = r"[ \u00a0]+"
_TITLE: Final = (
    r"(?:Adm|Brig|Capt|Cdr|Cmdr|Col|Cpl|Dr|Gen|Gov|Hon|Lt|Maj|Mr|Mrs|Ms|Mx|Prof|Pvt|Rep|Rev|Sen|Sgt|St|Me|M)\."
    r"|(?:Mrs?|Ms|Dr|Prof|Sir|Dame|Mme)\b|\(rtd\)|\(ret\.\)"
    r"|(?:Secretary|Minister|Ministers|Chief|Head) of (?:State|Staff|Def[ec]n[cs]e|Health|Finance|Justice)\b"
)
_WORD: Final = rf"(?:{_TITLE}|{_CAPITAL})"
NAME: Final = rf"(?:{_WORD}(?:{_SPACE}(?:{_PARTICLE}[ \u00a0-]+)?{_WORD}){{0,6}})"
_STARTS: Final = """the a an he she they it we i you his her their but and so this that these those one in on
    at for from after before when while as if since until during earlier later still also now then however meanwhile
    today yesterday monday tuesday wednesday thursday friday saturday sunday because although not no yes
    er sie es wir ich der die das ein eine il elle ils elles on nous je le la les"""
_NOT_NAMES: Final = frozenset(_STARTS.split())
_BODIES: Final = re.compile(
    r"\b(?:Forces?|Navy|Army|Ministry|Department|Office|Agency|Council|Union|Police|Reuters|Press|News|Times|"
    r"Ministerium|Marine|Bundeswehr|Ministère|Armée|Command|Party|Government|Committee|Corps|"
    r"House|Pentagon|Kremlin|Congress|Senate|Parliament|Court|University|Institute|Association|Group|Company|Inc|Corp|"
    r"Bank|Commission|Authority|Province|State|States|Team|Club|Organi[sz]ation|Foundation|Board|Lab|Project|Democrat|Republican|Conservative|Cent(?:er|re)|Fund|"
    r"Bakanlığı|Başkanlığı|Komutanlığı|Müdürlüğü|Valiliği|Belediyesi|Partisi|Ordusu|Kurumu|Kurulu|Ajansı|Birliği|"
    r"Mahkemesi|Savcılığı|Üniversitesi|Derneği|Şirketi|Bankası|Meclisi|Hükümeti|Emniyeti|"
    r"President|Chairman|Chairwoman|Director|Minister|Spokesman|Spokeswoman|CEO|Governor|Mayor|Secretary|"
    r"Officer|Executive|Manager|Economist|Strategist|"
    r"Guard|Fleet|Brigade|Battalion|Regiment|Division|Squadron|Post|Street|International|Korea|Arabia|Zealand|Nations|"
    r"Airlines|Airways|Motors|Dynamics|Systems|Industries|Holdings|Aerospace|Electronics)$"
)
_THINGS: Final = re.compile(  # ships, bases, undertakings, firms: what speaks for itself has no face
    r"(?:HMS|HMAS|HMCS|USS|USNS|INS|RFA|Fort|Camp|Operation|Task Force|Joint Task|Carrier Strike|Human Rights|Amnesty|"
    r"Lockheed|Northrop|Rolls|Downing|Seal Team|SEAL Team)[ \u00a0]"
)
_LETTERS: Final = (  # that a person may have behind a name
    r"I{2,3}|IV|VI{0,3}|JR|SR|MPP?|MEP|MBE|OBE|CBE|[KQS]C|MD|DDS|PHD|RN|CPA|MSP|MLA|TD|USA|USN|USAF|USMC"
)
_INITIALS: Final = re.compile(  # "Tarn IB", "Quay ANZ": a firm; not "Carl Marsh III", "ADA BYRON"
    rf"\w*[^\W\d_A-Z]\w*[ \u00a0]+(?!(?:{_LETTERS})$)[A-Z]{{2,5}}$"
)
_OFFICES: Final = re.compile(  # left over from "Minister for Trade and Industry Alvin Tan"
    r"(?:State|Industry|Affairs|Trade|Defen[cs]e|Health|Education|Finance|Security|Justice|Law|Energy|Labou?r|Transport|"
    r"Development|Commerce|Interior|Environment|Operations|Staff)[ \u00a0]+"
    r"(?!\w*(?:Minister|Secretary|Sec\.|Chief|Director|President|Advis[eo]r|Correspondent|Editor|Spokes\w+|Officer)\b)"
)
RANKS: Final = re.compile(
    r"\b(?:Admiral|Captain|Commander|Colonel|General|Lieutenant|Major|Sergeant|Brigadier|Commodore|"
    r"Warrant Officer|Corporal|Private|Professor|Minister|Secretary|Senator|Fregattenkapitän|Kapitän|Oberst|"
    r"Oberstleutnant|Leutnant|Hauptmann|Capitaine|Amiral|Contre-amiral)\b"
)
_FIRST: Final = re.compile(r"(\w+)[ \u00a0]+")
TITLES: Final = re.compile(rf"(?:{_TITLE})")


def office(name: str) -> int:
    """Return how much of a name is the end of its office."""
    match = _OFFICES.match(name)
    return match.end() if match and len(name[match.end() :].split()) >= 2 else 0


def may_speak(name: str) -> bool:
    """Return whether a name can be a person's: no body, no firm, no word that begins a sentence."""
    first = name.split()[0].casefold()
    return (
        first not in _NOT_NAMES and not _BODIES.search(name) and not _INITIALS.search(name) and not _THINGS.match(name)
    )


def people(text: str) -> dict[str, list[Place]]:
    """Return where the text first has each whole name, by its last word."""
    found: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for match in re.finditer(NAME, text):
        start = match.start() + office(match[0])
        while (first := _FIRST.match(text, start, match.end())) and first[1].casefold() in _NOT_NAMES:
            start = first.end()
        bare = words_of(text[start : match.end()])
        if len(bare) >= 2 and may_speak(text[start : match.end()]):
            end = match.end() - (2 if match[0].endswith(("’s", "'s")) else 0)
            words = text[start:end]
            # Chinese and Korean names begin with it: "Ong Ye Kung", "Cheon Ho-sik", and then "Ong", "Cheon"
            family = bare[-3] if len(bare) >= 3 else bare[0] if re.search(r"-[a-z]", bare[1]) else ""
            for last in {surname(bare), *filter(None, [family])}:
                if len(found[last]) < NAMESAKES:
                    found[last].setdefault(words, (start, end))
    return {last: list(places.values()) for last, places in found.items()}


def words_of(name: str) -> list[str]:
    """Return the words of a name without ranks and titles."""
    return TITLES.sub("", RANKS.sub("", name)).split()


def surname(bare: Sequence[str]) -> str:
    """Return the last of a name's words, no genitive."""
    return bare[-1].removesuffix("’s").removesuffix("'s")


def fullest(text: str, place: Place, people: Mapping[str, Sequence[Place]]) -> Place | None:
    """Return where the whole name stands: here, or where the text first gave it; None when two people have it."""
    bare = words_of(text[slice(*place)])
    if len(bare) >= 2:
        return place
    if not bare:
        return None
    known = [one for one in people.get(surname(bare), ()) if one[0] < place[0]]
    if known and _is_one([set(words_of(text[slice(*one)])) for one in known]):
        return known[0]
    return place if not known and len(text[slice(*place)].split()) > 1 else None


def _is_one(names: Sequence[set[str]]) -> bool:
    """Whether names are one person's: each holds the shortest, "Actress Uma Thurman" and "Uma Thurman"."""
    shortest = min(names, key=len)
    return all(shortest <= name for name in names)
