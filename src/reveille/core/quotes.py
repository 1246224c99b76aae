"""Who said what, word for word.

A quote is given only when its speaker is found beside it: a verb of saying and a name, in the order that
the text has them; a pronoun, when only one person can be meant; or the quote goes on from one that has a
speaker. Scare quotes, titles and what "officials" say are nobody's. No quote is better than a quote under
a wrong name. Everything is an offset into the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reveille.core import stops
from reveille.core.text import Span

Place = tuple[int, int]
"""Offsets of a stretch of the text."""
Whose = tuple[Place, Place | None]
"""A speaker, and the role that the text gives them."""

LEAST_WORDS: Final = 4
FAR: Final = 600
"""Characters before a quote in which a pronoun's person is looked for."""
MOST_BEFORE: Final = 8
"""Words that may stand before a sentence's first name, for that to be whom it speaks of."""
LONGEST: Final = 600
"""Characters; what is longer between two marks is a mark forgotten."""
LOOKED_AT: Final = 40_000
"""Characters of a text; nobody writes a longer report."""
NEAR: Final = 10_000
"""Characters after somebody's first name in which the text says that it is a person's."""
NAMESAKES: Final = 20
"""Whole names kept for one surname; more of them are not one person's anyway."""
_MARKS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
_VERBS: Final = {
    "en": "said|says|told|tells|added|adds|wrote|writes|explained|explains|warned|warns|recalled|recalls|insisted|"
    "insists|argued|argues|replied|noted|notes|joked|reported|remarked|complained|promised|stated|commented|cautioned|"
    "tweeted|quipped|admitted|announced|claimed|acknowledged|stressed|emphasi[sz]ed|concluded|observed|lamented|"
    "recounted|testified|vowed|declared|asked|responded|predicted|continued|continues|suggested|posted",
    "de": "sagte|sagt|erklärte|erklärt|betonte|berichtete|meinte|ergänzte|fügte|schrieb|warnte|erzählte|erzählt",
    "fr": "dit|a dit|explique|a expliqué|déclare|a déclaré|affirme|a affirmé|raconte|a raconté|"
    "ajoute|a ajouté|souligne|a souligné|résume|a résumé|prévient|a prévenu|assure|a assuré|confie|"
    "a confié|sourit|plaisante|a plaisanté|reconnaît|a reconnu",
    "es": "dijo|dice|ha dicho|afirmó|afirma|explicó|explica|señaló|señala|declaró|añadió|agregó|advirtió|aseguró|"
    "sostuvo|contó|cuenta|recordó|subrayó|escribió|indicó",
    "it": "ha detto|disse|dice|ha dichiarato|ha spiegato|spiega|ha aggiunto|aggiunge|ha affermato|afferma|racconta|"
    "ha raccontato|ha scritto|scrive|ha avvertito|ha sottolineato|sottolinea",
    "pt": "disse|diz|afirmou|afirma|explicou|explica|declarou|acrescentou|contou|conta|escreveu|alertou|"
    "garantiu|sublinhou|destacou|ressaltou|lembrou",
    "nl": "zei|zegt|vertelde|vertelt|verklaarde|schreef|schrijft|waarschuwde|waarschuwt|benadrukte|benadrukt|"
    "legde uit|legt uit|voegde toe",
    "pl": "powiedział|powiedziała|mówi|mówił|mówiła|dodał|dodała|dodaje|stwierdził|stwierdziła|podkreślił|"
    "podkreśliła|wyjaśnił|wyjaśniła|napisał|napisała|ostrzegł|ostrzegła|zaznaczył|zaznaczyła",
    "uk": "сказав|сказала|каже|додав|додала|заявив|заявила|повідомив|повідомила|пояснив|пояснила|зазначив|"
    "зазначила|наголосив|наголосила|написав|написала|розповів|розповіла|підкреслив|підкреслила",
    "ru": "сказал|сказала|говорит|добавил|добавила|заявил|заявила|сообщил|сообщила|пояснил|пояснила|отметил|"
    "отметила|подчеркнул|подчеркнула|написал|написала|рассказал|рассказала|предупредил|предупредила",
}
_AROUND: Final = {  # languages that name who speaks before the words, and say behind them that they were said
    "tr": "dedi|diye konuştu|diye ekledi|diye yazdı|şeklinde konuştu|ifadesini kullandı|ifadelerini kullandı",
}
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
_NAME: Final = rf"(?:{_WORD}(?:{_SPACE}(?:{_PARTICLE}[ \u00a0-]+)?{_WORD}){{0,6}})"
_BETWEEN: Final = (  # "the watchmaker", "his grandmother": no preposition, or the name is somebody else's
    r"(?:(?!(?:of|for|in|at|from|to|with|by|on|about|after|before|against|inside|within|near|outside|under|over|than|that|and|von|vom|für|im|am|bei|aus|mit|"
    r"de|du|des|d’|pour|à|au|dans|chez|sur|par|et|und|que|dass)\b)[^\W\d_][\w’'-]*[ \u00a0]+)"
)
_ROLE: Final = r"[^.;:“„«»\"\n]{3,100}?"
_APART: Final = (  # what stands between a name and its verb: ", the harbour master,", "(D-N.Y.)", "– … –", "from …"
    rf"(?:,\s+(?P<role>{_ROLE}),|\s+\([^()\n]{{1,40}}\)|\s+[–—]\s[^.;:“„«»\"\n]{{3,100}}?\s[–—]"
    r"|\s+(?:from|of|at)\s(?:the\s)?[^\W\d_a-z][^.,;:“„«»\"\n]{2,50}?)"
)
_THEN: Final = r"\s*,?\s*(?:[—–]\s)?"  # between the mark and who spoke; Russian has a dash there
_PRONOUN: Final = r"(?P<name>[Hh]e|[Ss]he)"
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
    r"Officer|Executive|Manager|Economist|Strategist)$"
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
_RANKS: Final = re.compile(
    r"\b(?:Admiral|Captain|Commander|Colonel|General|Lieutenant|Major|Sergeant|Brigadier|Commodore|"
    r"Warrant Officer|Corporal|Private|Professor|Minister|Secretary|Senator|Fregattenkapitän|Kapitän|Oberst|"
    r"Oberstleutnant|Leutnant|Hauptmann|Capitaine|Amiral|Contre-amiral)\b"
)
_ACTS: Final = re.compile(  # "Anna Berg, 44, the harbour master, looked": what follows the name is what she did
    r"(?:,[^.;:\n]{2,120},|\s+\([^()\n]{1,40}\))?\s+(?!(?:of|for|in|at|from|to|with|by|on|about|after|before|and|or|"
    r"as|during|over|under|into|that|who|whose|which)\b)[a-z]"
)
_TELLS_OF: Final = re.compile(r"\b(?:telling|saying|asking|quoting)\b")
"""In "she recalled the pilot telling passengers: “…”" the words are the pilot's."""
_SAME: Final = re.compile(r"\b(?:he|she|his|her|him)\b", re.I)
_AIMS: Final = frozenset(
    (
        "of",
        "to",
        "with",
        "by",
        "for",
        "against",
        "from",
        "about",
        "told",
        "asked",
        "and",
        "or",
        "after",
        "before",
        "than",
    )
)
_NO_ROLE: Final = re.compile(
    r"(?:now |aged |âgée? de )?\d|who (?:also|adds?|added|says?|said|told|notes?|noted|spoke|declined|asked)\b"
    r"|\w+ing\b|\w+ed by\b|(?:but|and|as|when|while|after)\b"
)
_FIRST: Final = re.compile(r"(\w+)[ \u00a0]+")
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
    text = text[:LOOKED_AT]
    del sentences  # kept in the signature: a later judge of speakers may look at the sentence before
    verbs = _VERBS.get(language[:2], _VERBS["en"])
    people = _people(text)
    found: list[Quote] = []
    last: tuple[int, Whose] | None = None
    anchor: tuple[int, Whose] | None = None  # the last quote of some length, and whose it is
    marked = tuple(_marked(text))
    unquoted = _blanked(text, marked)
    around = _AROUND.get(language[:2], "")
    for start, end in marked:
        whose = _speaker(text, start, end, verbs, around, people)
        if whose is None and last and _goes_on(text, last[0], start, language):
            whose = last[1]
        if whose is None and language[:2] == "en":
            whose = _meant(text, unquoted, start, end, verbs, people, anchor)
        last = (end, whose) if whose else None
        if whose or len(text[start:end].split()) >= LEAST_WORDS:
            anchor = last
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
        if not ends or _opens_again(text, place, min(ends)):
            place += 1
            continue
        yield place + 1, min(ends)
        place = min(ends) + 1


def _opens_again(text: str, place: int, end: int) -> bool:
    """Whether the mark at ``end`` closes nothing: the one at ``place`` was forgotten, and a second quote begins."""
    if text[place] == '"':
        return text[end - 1].isspace() and not text[end + 1 : end + 2].isspace() and end + 1 < len(text)
    return text[place] == "“" and text.rfind("“", place + 1, end) >= 0


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _speaker(
    text: str, start: int, end: int, verbs: str, around: str, people: Mapping[str, Sequence[Place]]
) -> Whose | None:
    """Who said what stands from ``start`` to ``end``, and their role, as the words beside it tell."""
    if not text[start:end].strip()[:1].isalnum():
        return None
    if around:
        found = _on_both_sides(text, start - 1, end, around)
    else:
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
        rf"{_THEN}(?:{verbs})\s+(?P<role>{_BETWEEN}{{1,5}}?[\w’'-]+),\s+(?P<name>{_NAME})",
        rf"{_THEN}(?:{verbs})\s+(?:{_BETWEEN}){{0,4}}?(?P<name>{_NAME})"
        rf"(?:,\s+(?P<role>{_ROLE})(?=[.,;:]|$))?",
    ]
    # After a full stop inside the marks a name with its verb begins a sentence of its own, maybe another's.
    if text[end - 1 : end] in {",", "?", "!", "…", "—"} or rest.lstrip()[:1] == ",":
        forms += [
            rf"{_THEN}(?:{_BETWEEN}){{0,4}}?(?P<name>{_NAME}){_APART}?\s+(?:{verbs})\b",
            rf"{_THEN}(?P<role>[Tt]he\s[^.;:“„«\"\n,]{{3,60}}),\s+(?P<name>{_NAME}),\s+(?:{verbs})\b",
        ]
    return _first(forms, rest, end + 1)


def _before(text: str, start: int, verbs: str) -> Whose | None:
    """Name, role, said: “…”, in the same sentence."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    spans = stops.sentences(text[begin:start])
    if not spans or text[begin:start].rstrip()[-1:] not in {":", ","}:
        return None
    begin += spans[-1].start
    form = rf"(?:.*?\W)??(?P<name>{_NAME}){_APART}?\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$"
    titled = rf"(?P<role>[^.;:“„«»\"\n,]{{3,80}}),\s+(?P<name>{_NAME}),\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$"
    return _first([form, titled], text[begin:start], begin)


def _on_both_sides(text: str, start: int, end: int, verbs: str) -> Whose | None:
    """Name, “…” said."""
    if not re.match(rf"[ \u00a0]*,?[ \u00a0]*(?:{verbs})\b", text[end + 1 : end + 60]):
        return None
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    spans = stops.sentences(text[begin:start])
    if not spans:
        return None
    begin += spans[-1].start
    return _first([rf"(?:.*?\W)??(?P<name>{_NAME})(?P<role>),\s*$"], text[begin:start], begin)


def _blanked(text: str, marked: Sequence[Place]) -> str:
    """The text with spaces for what is said in it: who is named by somebody else is not who speaks."""
    parts = []
    at = 0
    for start, end in marked:
        parts += [text[at : start - 1], " " * (end + 1 - (start - 1))]
        at = end + 1
    return "".join((*parts, text[at:]))


def _meant(
    text: str,
    unquoted: str,
    start: int,
    end: int,
    verbs: str,
    people: Mapping[str, Sequence[Place]],
    anchor: tuple[int, Whose] | None,
) -> Whose | None:
    """Whom "she said" means: the one person that the sentences before speak of, or who spoke last; else nobody.

    ``unquoted`` has spaces for what is in quotation marks; a person's full name may stand there all the same.
    """
    rest = text[end + 1 : end + 80].split("\n", 1)[0]
    said = re.match(
        rf"\s*,?\s*(?:{_PRONOUN}\s+(?:has\s+|had\s+|also\s+|later\s+)?(?:{verbs})\b|(?:{verbs})\s+(?P<late>he|she)\b)",
        rest,
    )
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    said = said or re.search(
        rf"(?:^|[.!?]\s+)\s*{_PRONOUN}(?P<late>)\s+(?:also\s+|later\s+|then\s+)?(?:{verbs})\b[^.!?]{{0,60}}[:,]\s*$",
        unquoted[begin : start - 1],
    )
    if said is None or _TELLS_OF.search(said[0]):
        return None
    since = max(start - FAR, anchor[0] + 1 if anchor else 0, 0)
    named = _spoken_of(text, unquoted, since, start, people, verbs, anchor[1][0] if anchor else None)
    if named is None or (named == () and anchor is None):
        return None
    whose = (named, _apposition(unquoted, named)) if named else anchor and anchor[1]
    pronoun = (said["name"] or said["late"]).lower()
    return whose if whose and not _otherwise(text, whose[0], pronoun) else None


def _spoken_of(
    text: str,
    unquoted: str,
    since: int,
    until: int,
    people: Mapping[str, Sequence[Place]],
    verbs: str,
    spoke: Place | None,
) -> Place | tuple[()] | None:
    """The one person of whom the last sentence speaks that names somebody; () when none does; None if unsure."""
    spans = [span for span in stops.sentences(unquoted[since:until]) if unquoted[since:until][slice(*span)].strip()]
    for span in reversed(spans):
        begin, stop = since + span.start, since + span.end
        named = [
            (match.start(), match.end(), full)
            for match in re.finditer(_NAME, unquoted[begin:stop])
            if _may_speak(match[0]) and (full := _fullest(text, (begin + match.start(), begin + match.end()), people))
        ]
        if not named and (unquoted[begin:stop].isspace() or _SAME.search(unquoted[begin:stop])):
            continue
        if not named:
            return None  # "The captain is no talker": somebody else, whom nobody names
        at, ends, full = named[0]
        others = {_surname(_bare(text[slice(*one)])) for *_, one in named}
        before, after = unquoted[begin : begin + at].split(), unquoted[begin + ends : stop]
        acts = _ACTS.match(after) and len(before) <= MOST_BEFORE and not _AIMS.intersection(map(str.lower, before[-1:]))
        if len(others) == 1 and spoke and others == {_surname(_bare(text[slice(*spoke)]))}:
            return full
        return full if len(others) == 1 and acts and _is_person(text, full, unquoted, verbs) else None
    return ()


def _is_person(text: str, full: Place, unquoted: str, verbs: str) -> bool:
    """Whether a name is somebody's, and no place's or firm's: it has a title, an age, or a verb of saying."""
    name = text[slice(*full)]
    if _TITLES.search(name) or _RANKS.search(name):
        return True
    last = re.escape(_surname(_bare(name)))
    return bool(
        re.search(
            rf"\b{last}(?:,\s(?:aged\s)?\d\d\b|{_APART}?\s+(?:{verbs})\b)|\b(?:{verbs})\s+{re.escape(name)}\b",
            unquoted[max(0, full[0] - FAR) : full[0] + NEAR],
        )
    )


def _apposition(text: str, name: Place) -> Place | None:
    """The role that the text gives somebody where it first names them: "Anna Berg, the harbour master, …"."""
    match = re.match(rf"(?:,\s\d\d)?,\s+(?P<role>(?:the|a|an)\s{_ROLE}),", text[name[1] : name[1] + 120])
    return (name[1] + match.start("role"), name[1] + match.end("role")) if match else None


def _otherwise(text: str, name: Place, pronoun: str) -> bool:
    """Whether the title in a name speaks against the pronoun."""
    against = {"she": r"\bMr\b|\bSir\b", "he": r"\bMr?s\b(?<!Mr)|\bDame\b|\bMme\b"}[pronoun]
    return bool(re.search(against, text[slice(*name)]))


def _first(forms: Sequence[str], words: str, base: int) -> Whose | None:
    for form in forms:
        match = re.match(form, words)
        if match and _may_speak(match["name"]):
            role = match.span("role") if match["role"] and not _NO_ROLE.match(match["role"]) else None
            begins = match.start("name") + _office(match["name"])
            name = begins, match.start("name") + len(match["name"].rstrip(".,"))
            return (base + name[0], base + name[1]), role and (base + role[0], base + role[1])
    return None


def _office(name: str) -> int:
    """How much of a name is the end of its office."""
    match = _OFFICES.match(name)
    return match.end() if match and len(name[match.end() :].split()) >= 2 else 0


def _may_speak(name: str) -> bool:
    first = name.split()[0].casefold()
    return first not in _NOT_NAMES and not _BODIES.search(name) and not _INITIALS.search(name)


def _people(text: str) -> dict[str, list[Place]]:
    """Where the text first has each whole name, by its last word."""
    found: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for match in re.finditer(_NAME, text):
        start = match.start() + _office(match[0])
        while (first := _FIRST.match(text, start, match.end())) and first[1].casefold() in _NOT_NAMES:
            start = first.end()
        bare = _bare(text[start : match.end()])
        if len(bare) >= 2 and _may_speak(text[start : match.end()]):
            end = match.end() - (2 if match[0].endswith(("’s", "'s")) else 0)
            words = text[start:end]
            # Chinese and Korean names begin with it: "Ong Ye Kung", "Cheon Ho-sik", and then "Ong", "Cheon"
            family = bare[-3] if len(bare) >= 3 else bare[0] if re.search(r"-[a-z]", bare[1]) else ""
            for last in {_surname(bare), *filter(None, [family])}:
                if len(found[last]) < NAMESAKES:
                    found[last].setdefault(words, (start, end))
    return {last: list(places.values()) for last, places in found.items()}


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
    if known and _is_one([set(_bare(text[slice(*one)])) for one in known]):
        return known[0]
    return place if not known and len(text[slice(*place)].split()) > 1 else None


def _is_one(names: Sequence[set[str]]) -> bool:
    """Whether names are one person's: each holds the shortest, "Actress Uma Thurman" and "Uma Thurman"."""
    shortest = min(names, key=len)
    return all(shortest <= name for name in names)


def _goes_on(text: str, end: int, start: int, language: str) -> bool:
    """Whether the quote from ``start`` on follows one up to ``end``, only its speaker between them."""
    between = text[end + 1 : start - 1]
    if "\n" in between or len(between) > 200 or not between.strip():
        return False
    one = stops.sentences(f"X{between}", language)
    return len(one) == 1 and between.rstrip()[-1:] in {".", ",", ":"}
