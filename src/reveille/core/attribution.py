"""Who said what stands in quotation marks, as the words right beside it tell: a verb of saying, a name and a role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from reveille.core import speakers, stops

Whose = tuple[speakers.Place, speakers.Place | None]
"""A speaker, and the role that the text gives them."""
VERBS: Final = {
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
AROUND: Final = {  # languages that name who speaks before the words, and say behind them that they were said
    "tr": "dedi|diye konuştu|diye ekledi|diye yazdı|şeklinde konuştu|ifadesini kullandı|ifadelerini kullandı",
}
_BETWEEN: Final = (  # "the watchmaker", "his grandmother": no preposition, or the name is somebody else's
    r"(?:(?!(?:of|for|in|at|from|to|with|by|on|about|after|before|against|inside|within|near|outside|under|over|than|that|and|von|vom|für|im|am|bei|aus|mit|"
    r"de|du|des|d’|pour|à|au|dans|chez|sur|par|et|und|que|dass)\b)[^\W\d_][\w’'-]*[ \u00a0]+)"
)
ROLE: Final = r"[^.;:“„«»\"\n]{3,100}?"
APART: Final = (  # what stands between a name and its verb: ", the harbour master,", "(D-N.Y.)", "– … –", "from …"
    rf"(?:,\s+(?P<role>{ROLE}),|\s+\([^()\n]{{1,40}}\)|\s+[–—]\s[^.;:“„«»\"\n]{{3,100}}?\s[–—]"
    r"|\s+(?:from|of|at)\s(?:the\s)?[^\W\d_a-z][^.,;:“„«»\"\n]{2,50}?)"
)
_THEN: Final = r"\s*,?\s*(?:[—–]\s)?"  # between the mark and who spoke; Russian has a dash there
_NO_ROLE: Final = re.compile(
    r"(?:now |aged |âgée? de )?\d|who (?:also|adds?|added|says?|said|told|notes?|noted|spoke|declined|asked)\b"
    r"|\w+ing\b|\w+ed by\b|(?:but|and|as|when|while|after)\b"
)


def speaker(
    text: str, start: int, end: int, verbs: str, around: str, people: Mapping[str, Sequence[speakers.Place]]
) -> Whose | None:
    """Return who said what stands from ``start`` to ``end``, and their role; None where nobody is named."""
    if not text[start:end].strip()[:1].isalnum():
        return None
    if around:
        found = _on_both_sides(text, start - 1, end, around)
    else:
        found = _after(text, end, verbs) or _before(text, start - 1, verbs)
    if found is None:
        return None
    name, role = found
    full = speakers.fullest(text, name, people)
    return (full, role) if full else None


def _after(text: str, end: int, verbs: str) -> Whose | None:
    """“…,” said Name, role. / said the role, Name. / Name, role, said. / the role, Name, said."""
    rest = text[end + 1 : end + 260].split("\n", 1)[0]
    forms = [
        rf"{_THEN}(?:{verbs})\s+(?P<role>{_BETWEEN}{{1,5}}?[\w’'-]+),\s+(?P<name>{speakers.NAME})",
        rf"{_THEN}(?:{verbs})\s+(?:{_BETWEEN}){{0,4}}?(?P<name>{speakers.NAME})"
        rf"(?:,\s+(?P<role>{ROLE})(?=[.,;:]|$))?",
    ]
    # After a full stop inside the marks a name with its verb begins a sentence of its own, maybe another's.
    if text[end - 1 : end] in {",", "?", "!", "…", "—"} or rest.lstrip()[:1] == ",":
        forms += [
            rf"{_THEN}(?:{_BETWEEN}){{0,4}}?(?P<name>{speakers.NAME}){APART}?\s+(?:{verbs})\b",
            rf"{_THEN}(?P<role>[Tt]he\s[^.;:“„«\"\n,]{{3,60}}),\s+(?P<name>{speakers.NAME}),\s+(?:{verbs})\b",
        ]
    return _first(forms, rest, end + 1)


def _before(text: str, start: int, verbs: str) -> Whose | None:
    """Name, role, said: “…”, in the same sentence."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    spans = stops.sentences(text[begin:start])
    if not spans or text[begin:start].rstrip()[-1:] not in {":", ","}:
        return None
    begin += spans[-1].start
    form = rf"(?:.*?\W)??(?P<name>{speakers.NAME}){APART}?\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$"
    titled = (
        rf"(?P<role>[^.;:“„«»\"\n,]{{3,80}}),\s+(?P<name>{speakers.NAME}),\s+(?:{verbs})\b[^.!?“„«\"]{{0,60}}[:,]\s*$"
    )
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
    return _first([rf"(?:.*?\W)??(?P<name>{speakers.NAME})(?P<role>),\s*$"], text[begin:start], begin)


def _first(forms: Sequence[str], words: str, base: int) -> Whose | None:
    for form in forms:
        match = re.match(form, words)
        if match and speakers.may_speak(match["name"]):
            role = match.span("role") if match["role"] and not _NO_ROLE.match(match["role"]) else None
            begins = match.start("name") + speakers.office(match["name"])
            name = begins, match.start("name") + len(match["name"].rstrip(".,"))
            return (base + name[0], base + name[1]), role and (base + role[0], base + role[1])
    return None
