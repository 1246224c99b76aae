"""Where the sentences of a text end: at a stop that is not an abbreviation's, an initial's, a number's or a quote's.

Every place given back is an offset into the text as it was given, so a sentence is verbatim. English, German and French
are done with care; other languages are not done wrong.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reveille.core import languages
from reveille.core.stopwords import STOPWORDS
from reveille.core.text import LETTER, Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CLOSERS: Final = "\"'”’»“)]›‹«"
_STOP: Final = re.compile(
    rf"(?<![.!?…‽؟۔։।॥።])[.!?…‽؟۔։।॥።]+(?:[{re.escape(_CLOSERS)}]|[ \u00a0\u202f]»(?=[\s,]|\Z))*(?=\s|\Z)"
    r"|[。！？｡]+[」』”’）》\")]*"
    # "… this week.The ship": pages that lost the space between two blocks. "Booking.Com" is a name.
    r"|(?<=[a-zß-ÿа-яєіїґ]{3})\.(?!(?:Com|Net|Org|Co|Io|Ai|Js|De|Fr|Us|Uk|Ru|Ua|Group|Info|Tv)\b)(?=[A-ZÀ-ÞА-ЯЄІЇҐ][a-zß-ÿа-яєіїґ]*\s)"
)
_OPENERS: Final = "\"'“„«‘‚‹([¿¡—–-*•"
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n")
_LINE_END: Final = re.compile(r"\n")
_LAST_WORD: Final = re.compile(r"[^\s(\[“„«\"'‘/]+\Z")
_FIRST_WORD: Final = re.compile(rf"[{re.escape(_OPENERS)}\s]*((?:{LETTER})*)")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
_ATTRIBUTION: Final = re.compile(
    r"\s+(?:[^\W\d_][\w.’'-]*\s+){0,4}?(?:said|says|asked|asks|told|added|wrote|sagte|sagt|fragte|rief|demande|a-t-il|a-t-elle)\b"
)
_SAID_ON: Final = re.compile(r"と|って|[^。！？“「\s]{1,8}(?:说|說|表示|指出|问道|問道)")
"""「…。」と彼は述べた: what stands between the marks is part of the sentence that says who spoke."""

_ABBREVIATIONS: Final[Mapping[str, frozenset[str]]] = {
    "en": _set(
        """Mr Mrs Ms Messrs Dr Prof Rev Hon Gen Lt Col Maj Capt Cpt Cmdr Cdr Comdr Sgt Pvt Cpl Spc Adm
        Vice-Adm Brig Ens Ltn Sec Pres Gov Sen Sens Rep Reps Amb Supt Insp Det Msgr St Ste
        Mt Ft vs v cf ca approx est fig No Nos Vol pp pg Gens Cols Lts Capts Wg Sqn Flt
        Petty Asst Dep Atty"""
    ),
    "de": _set(
        """a d Dr Prof Hr Hrn Fr Frl Gen Oberst Hptm Maj Lt St Nr Abs Art Bd Kap S vgl ca bzw evtl ggf inkl
        exkl zzgl Mio Mrd Tsd Std Min Sek geb gest Tel Str ev kath ehem sog bspw usf Abb Jh
        v"""
    ),
    "fr": _set("""M MM Mme Mmes Mlle Dr Pr Me St Ste Gén Col Cdt Cne Lt Adj n no p pp art av env cf vol"""),
    "es": _set("Sr Sra Sres Srta Dr Dra D Dª Prof Gral Gen Cnel Cap Tte Alm Sto Sta EE núm pág art Av"),
    "it": _set("Sig Sigg Dott Prof Gen Col Cap Ten Amm On Sen Avv Ing S pag art n"),
    "pt": _set("Sr Sra Srs Dr Dra Prof Gen Cel Cap Ten Eng pág art n"),
    "nl": _set("dhr mevr mw mr drs dr ir prof gen kol kap lt b.d St nr blz ca bijv o.a"),
    "pl": _set("prof dr gen płk ppłk mjr kpt por ppor sierż św ul al nr np tzw tys im m.in tj ok"),
    "ru": _set("им ул ген полк акад проф тыс млн млрд см ср т"),
    "uk": _set("ім вул ген полк акад проф тис млн млрд див м"),
    "ar": _set("د م أ أ.د"),
    "tr": _set("Dr Prof Doç Gen Org Korg Tümg Tuğg Alb Yrb Bnb Yzb Sn vb vs Av No"),
}
"""Never end a sentence. Written by hand from general knowledge; ranks and titles as papers shorten them."""
_ABBREVIATIONS_ANY: Final = frozenset[str]().union(*(_ABBREVIATIONS[code] for code in ("en", "de", "fr")))
_NEVER_END: Final = frozenset(("e.g", "i.e", "z.b", "d.h", "u.a", "s.o", "v.a", "p.ej", "c.-à-d", "i.d.r", "o.ä"))
_MAY_END: Final = _set(
    """Jr Sr Inc Ltd Co Corp Bros plc LLC Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ave Blvd
        Rd Bldg Dept Univ Assn etc al usw AG Okt Dez Mon Tue Tues Wed Thu Thurs Fri Ala Ariz
        Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
        Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo r w г гг р рр"""
)
"""End a sentence when a word follows that begins one: ``Co. The`` does, ``Co. Kildare`` does not."""
_ORDINAL_DOT: Final = _set("de da no nb nn fi cs sk pl hu tr et sl hr sr lv is")


def goes_on_after(word: str) -> bool:
    """Return whether a stop after the word is its own: a title or rank cut short ("Adm."), an initial."""
    return word in _ABBREVIATIONS_ANY or (len(word) == 1 and word.isupper())


def sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """The sentences of a text in order, each without space around it; together they hold every word.

    A blank line always ends a sentence; so does a single line end, unless the text is hard-wrapped. Marks
    that close after the stop (”, “, », 」) belong to the sentence. Abbreviations, initials, decimals and
    ordinals do not end one.
    """
    code = languages.primary(language)
    found: list[Span] = []
    for start, end in _paragraphs(text):
        begin = start
        for stop in _stops(text, start, end, begin, code):
            found.append(_trim(text, begin, stop))
            begin = stop
        found.append(_trim(text, begin, end))
    return tuple(span for span in found if span.end > span.start)


def _paragraphs(text: str) -> Iterator[Span]:
    border = _PARAGRAPH if _is_wrapped(text) else _LINE_END
    at = 0
    for match in border.finditer(text):
        yield Span(at, match.start())
        at = match.end()
    yield Span(at, len(text))


def _is_wrapped(text: str) -> bool:
    """Whether single line ends are typesetting: many of the next lines then go on with a small letter."""
    single = re.findall(r"[^\s][^\S\n]*\n[^\S\n]*([^\s])", text)
    return len(single) > 0 and 4 * sum(sign.islower() for sign in single) >= len(single)


def _stops(text: str, start: int, end: int, begin: int, code: str) -> Iterator[int]:
    """Where sentences end inside one paragraph, its own end left out."""
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if stop < end and _ends(text, begin, match, end, code):
            yield stop
            begin = stop


def _ends(text: str, begin: int, match: re.Match[str], end: int, code: str) -> bool:
    mark = match[0]
    if mark[0] in "。！？｡":
        return len(mark) == 1 or not _SAID_ON.match(text, match.end(), end)
    opening = _FIRST_WORD.match(text, match.end(), end)
    following = opening[1] if opening else ""
    if following[:1].islower():
        return False
    if mark[0] in "!?" and len(mark) > 1 and _ATTRIBUTION.match(text, match.end(), end):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    last = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    if (
        opening
        and last
        and len(last[0]) == 1
        and len(following) == 1
        and text[opening.end() : opening.end() + 1] == "."
    ):
        return False  # А. С. Петров; General a. D.
    if last is None:
        return True
    # Asked where it is short: a text of nothing but abbreviations would be copied for each of them.
    alone = match.start() - begin < 100 and text[begin : match.start()].strip(_OPENERS + " ") == last[0]
    return _ends_after(last[0], following, alone, code)


def _ends_after(last: str, following: str, alone: bool, code: str) -> bool:
    """Whether a full stop after the word ``last``, perhaps alone so far, ends the sentence before ``following``."""
    begins = following.lower() in STOPWORDS.get(code, STOPWORDS["en"])
    if alone and (last.isdigit() or len(last) == 1):
        return False  # "1." and "A." at the head of a list
    if code != "en" and len(last) > 1:
        last = re.split("['’]", last)[-1]  # l’on. Bianchi
    known = _ABBREVIATIONS.get(code, _ABBREVIATIONS["en"])
    if last in known or (code != "en" and len(last) > 1 and {last.lower(), last.capitalize()} & known):
        return last in ("No", "no", "n", "S") and not following[:1].isdigit() and begins
    if last.lower() in _NEVER_END:
        return False
    if last.isdigit():
        return code not in _ORDINAL_DOT or len(last) > 2 or begins
    if last in _MAY_END or _DOTTED.match(last) or (len(last) == 1 and last.isupper()):
        return begins or not following
    return True


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
