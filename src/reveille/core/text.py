"""Words, sentences and languages of an article's text.

Every place given back is an offset into the text as it was given: ``text[span.start : span.end]`` is
verbatim, and nothing here rewrites what an outlet wrote. Any string is good input: the empty one, emoji,
mixed scripts, megabytes. English, German and French are done with care; other languages are not done wrong.
"""

import functools
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from reveille.core.stopwords import STOPWORDS

ELLIPSIS: Final = "…"
ROOM_FOR_LANGUAGE: Final = 120
"""Letters from which on the text itself says its language; below, a hint is believed."""
CJK_CHARACTERS_A_WORD: Final = 2
"""Reading speed: about 500 Chinese or Japanese characters in the time of 250 English words."""
THAI_CHARACTERS_A_WORD: Final = 5
"""Thai, Lao, Khmer and Burmese write without spaces; their words have about five signs."""


class Span(NamedTuple):
    """A place in a text: ``text[start:end]``, offsets in characters (code points)."""

    start: int
    end: int


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _class(characters: Iterable[str]) -> str:
    """The inside of a regular expression's [...] that matches exactly these characters."""
    ranges: list[tuple[int, int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)


def _marks() -> Iterator[str]:
    """Combining marks of the basic plane, which Python's ``\\w`` leaves out (Arabic and Thai need them)."""
    return (chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code))[0] == "M")


_CJK: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_LETTER: Final = rf"[^\W_]|[{_class(_marks())}]"
_WORD: Final = re.compile(rf"(?:{_LETTER})+")
_RUN: Final = re.compile(rf"[{_CJK}]+|[{_UNSPACED}]+|[^{_CJK}{_UNSPACED}]+")
_CJK_SIGN: Final = re.compile(rf"[{_CJK}]")
_UNSPACED_SIGN: Final = re.compile(rf"[{_UNSPACED}]")
_HAS_UNSPACED: Final = re.compile(rf"[{_CJK}{_UNSPACED}]")
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s\b")
_JOINED_APOSTROPHE: Final = re.compile(  # п'ять is one word, and so is the Hebrew acronym with its double mark
    r"(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])|(?<=[\u0590-\u05ff])[\"'״׳](?=[\u0590-\u05ff])"
)
_APOSTROPHES: Final = str.maketrans(
    dict.fromkeys("’‘ʼ`´′", "'") | dict.fromkeys("\u00ad\u200b")  # soft hyphens, zero-width spaces
)


def legible(text: str) -> str:
    """The text in one form (NFC) and without what no reader sees; words stay apart and spelt as they were.

    A control character parts words, so it becomes a space (line feeds stay); the joiners of Persian, Indic scripts and
    emoji stay; soft hyphens, marks of direction, private and broken characters go.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if sign == "\n" or kind[0] != "C" or sign in "\u200c\u200d":
            kept.append(sign)
        elif kind == "Cc":
            kept.append(" ")
    return "".join(kept)


def normalise(text: str) -> str:
    """The text for comparing: NFKC, lower case, straight apostrophes, single spaces; never for showing."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    return " ".join(plain.split())


def tokens(text: str, language: str = "en") -> list[str]:
    """The words that carry the news, in order, made comparable; a word appears as often as it is there.

    Lower case, possessives and stop words of ``language`` (ISO 639-1) off, English plurals off, runs of
    Chinese, Japanese, Korean or Thai as pairs of neighbouring signs. Letters standing alone and single
    digits are left out. Source: the recipe's step 2 in docs/decisions.md (light plural stripping beat
    Snowball).
    """
    code = _code(language)
    stops = STOPWORDS.get(code, STOPWORDS["en"])
    plain = _POSSESSIVE.sub("", normalise(text))
    plain = _JOINED_APOSTROPHE.sub("", plain)
    found: list[str] = []
    for word in _WORD.findall(plain):
        if not word.isascii() and _HAS_UNSPACED.search(word):
            found.extend(_pairs(word, stops))
        elif len(word) > 1 and word not in stops:
            found.append(_singular(word) if code == "en" else word)
    return found


def _pairs(word: str, stops: frozenset[str]) -> Iterator[str]:
    """The word's runs; those of a script without spaces as pairs of neighbouring signs."""
    for run in _RUN.findall(word):
        if not _HAS_UNSPACED.match(run):
            if len(run) > 1 and run not in stops:
                yield run
        elif len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _singular(word: str) -> str:
    """English plural endings off: ``armies`` to ``army``, ``tanks`` to ``tank``; not short words."""
    if len(word) <= 4 or word[-1] != "s" or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word if word[-2] in "sui" else word[:-1]


def _code(language: str) -> str:
    """``en-GB``, ``EN_us`` and ``en`` are ``en``."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]


# --- names -----------------------------------------------------------------------------------------------


class Cased(NamedTuple):
    """One word as written: its key (lower case), whether capitalised, whether it had no choice."""

    key: str
    capital: bool
    opening: bool


_CASED: Final = re.compile(
    rf"(?P<before>(?<![.!?:;…\n])[.!?:;…\n]+[\"'”’»“)\]]*\s+|[\"“„«‘(\[—–]\s?|\A|(?<=\n))?(?P<word>(?:{_LETTER})+)(?:['’]s\b)?"
)
_TITLE_CASE_SHARE: Final = 0.6
_CALENDAR: Final = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag januar jänner februar märz mai juni juli oktober dezember"""
)
"""Capitalised, but the name of nobody: that two texts have a Sunday in them says nothing."""


def cased_words(text: str) -> list[Cased]:
    """The words of a text with their capitals; ``opening`` where a capital says nothing (a first word)."""
    found: list[Cased] = []
    before = ""
    single = "\n".join(line for row in text.splitlines() if (line := " ".join(row.split())))
    for match in _CASED.finditer(single):
        word, lead = match["word"], match["before"]
        opening = lead is not None and not (lead[:1] == "." and goes_on_after(before))
        found.append(Cased(word.lower(), word[0].isupper(), opening or not found))
        before = word
    return found


def goes_on_after(word: str) -> bool:
    """Return whether a stop after the word is its own: a title or rank cut short ("Adm."), an initial."""
    return word in _ABBREVIATIONS_ANY or (len(word) == 1 and word.isupper())


def cased_headline(headline: str) -> list[Cased]:
    """As ``cased_words``; in a headline set in Title Case or in capitals no capital says anything."""
    found = cased_words(headline)
    long = [word for word in found if len(word.key) > 3]
    if long and sum(word.capital for word in long) < _TITLE_CASE_SHARE * len(long):
        return found
    return [word._replace(opening=True) for word in found]


def no_names(language: str) -> frozenset[str]:
    """Words that name nobody though they are written with a capital: stop words, days and months."""
    return STOPWORDS.get(_code(language), STOPWORDS["en"]) | _CALENDAR


# --- sentences -------------------------------------------------------------------------------------------

_CLOSERS: Final = "\"'”’»“)]›‹«"
_STOP: Final = re.compile(
    rf"(?<![.!?…‽؟۔։।॥።])[.!?…‽؟۔։।॥።]+(?:[{re.escape(_CLOSERS)}]|[ \u00a0\u202f]»(?=[\s,]|\Z))*(?=\s|\Z)"
    r"|[。！？｡]+[」』”’）》\")]*"
)
_OPENERS: Final = "\"'“„«‘‚‹([¿¡—–-*•"
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n")
_LINE_END: Final = re.compile(r"\n")
_LAST_WORD: Final = re.compile(r"[^\s(\[“„«\"'‘/]+\Z")
_FIRST_WORD: Final = re.compile(rf"[{re.escape(_OPENERS)}\s]*((?:{_LETTER})*)")
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


def sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """The sentences of a text in order, each without space around it; together they hold every word.

    A blank line always ends a sentence; so does a single line end, unless the text is hard-wrapped. Marks
    that close after the stop (”, “, », 」) belong to the sentence. Abbreviations, initials, decimals and
    ordinals do not end one.
    """
    code = _code(language)
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
    return last is None or _ends_after(last[0], following, text[begin : match.start()].strip(_OPENERS + " "), code)


def _ends_after(last: str, following: str, so_far: str, code: str) -> bool:
    """Whether a full stop after the word ``last`` ends the sentence, when ``following`` comes next."""
    begins = following.lower() in STOPWORDS.get(code, STOPWORDS["en"])
    if so_far == last and (last.isdigit() or len(last) == 1):
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


# --- lengths ---------------------------------------------------------------------------------------------


def words(text: str) -> int:
    """How many words a reader reads; two CJK signs are a word, five Thai ones, the rest counts by spaces."""
    cjk = len(_CJK_SIGN.findall(text))
    unspaced = len(_UNSPACED_SIGN.findall(text))
    spaced = sum(any(sign.isalnum() for sign in part) for part in _HAS_UNSPACED.sub(" ", text).split())
    return spaced + -(-cjk // CJK_CHARACTERS_A_WORD) + -(-unspaced // THAI_CHARACTERS_A_WORD)


def cut(text: str, limit: int) -> str:
    """The text when it has at most ``limit`` characters; else its beginning up to a word's end, and "…".

    The result never has more than ``limit`` characters and never ends inside a grapheme (an accent, a flag,
    a family). A text without spaces near the limit is cut between two graphemes. ``limit`` below 1 gives
    the empty text.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = limit - len(ELLIPSIS)
    at = room
    while at > 0 and not text[at].isspace():
        at -= 1
    if 2 * at < room or _HAS_UNSPACED.search(text, at, room + 1):
        at = _grapheme_border(text, room)
    head = text[:at].rstrip()
    bare = head.rstrip(",;:–—-“„«‘(¿¡\"'").rstrip()
    return (bare or head) + ELLIPSIS


def _grapheme_border(text: str, at: int) -> int:
    """The last place at or before ``at`` that is not inside a grapheme (UAX 29, the cases that news has)."""
    while 0 < at < len(text) and _joined(text, at):
        at -= 1
    return at


def _joined(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    if left == "\u200d" or right in "\u200c\u200d\uff9e\uff9f" or unicodedata.category(right)[0] == "M":
        return True
    if 0x1F3FB <= ord(right) <= 0x1F3FF or 0xE0020 <= ord(right) <= 0xE007F:
        return True  # skin tones; tags of regional flags
    if _is_flag_half(left) and _is_flag_half(right):
        run = 1
        while run < at and _is_flag_half(text[at - 1 - run]):
            run += 1
        return run % 2 == 1
    return (left == "\r" and right == "\n") or (0x1100 <= ord(left) <= 0x11FF and 0x1160 <= ord(right) <= 0x11FF)


def _is_flag_half(sign: str) -> bool:
    return 0x1F1E6 <= ord(sign) <= 0x1F1FF


# --- language --------------------------------------------------------------------------------------------

_RIGHT_TO_LEFT: Final = _set("ar arc ckb dv fa he iw ji ks ku-arab lrc mzn nqo pnb ps sd syr ug ur yi")
_RIGHT_TO_LEFT_SCRIPTS: Final = _set("arab hebr syrc thaa nkoo adlm rohg")
_OLD_CODES: Final = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no"}
_ALIKE: Final = tuple(
    map(
        _set,
        (
            "no da sv", "id ms jv", "hr sr bs sl", "cs sk", "es gl pt ca an",
            "ru uk be bg", "ar fa ur", "hi mr ne", "de lb", "nl af",
        ),
    )
)  # fmt: skip
_NEWS_LANGUAGES: Final = _set(
    """af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko
    ku ky lo lt lv mk ml mn mr ms mt my ne nl no nb nn or pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tl tr uk ur
    uz vi zh"""
)
"""Languages with daily newspapers of their own."""
_CERTAIN: Final = 600
"""Letters from which on even two languages of one family are told apart by the text."""


def language_of(text: str, hint: str = "") -> str:
    """The text's language as an ISO 639-1 code; "" when neither text nor hint say.

    ``hint`` is what the feed, page or outlet says (``en-GB`` is read as ``en``). A short text believes the
    hint unless its script speaks against it; a longer one believes itself, and the hint only between
    languages that are much alike.
    """
    said = _OLD_CODES.get(_code(hint), _code(hint))
    if not re.fullmatch(r"[a-z]{2,3}", said) or said == "und":
        said = ""
    letters = [sign for sign in text[:4000] if sign.isalpha()]
    if not letters:
        return said
    if said and len(letters) < ROOM_FOR_LANGUAGE and _script_fits(letters, said):
        return said
    found = _OLD_CODES.get(guess := _classify(text[:4000]), guess)
    alike = any(said in family and found in family for family in _ALIKE)
    return said if alike and len(letters) < _CERTAIN else found


_SCRIPTS: Final = {
    "CYRILLIC": _set("ru uk be bg sr mk kk ky mn tg"),
    "ARABIC": _set("ar fa ur ps ug sd ku ckb"),
    "HEBREW": _set("he yi"),
    "GREEK": frozenset(("el",)),
    "CJK": frozenset(("zh", "ja", "ko")),
    "HIRAGANA": frozenset(("ja",)),
    "KATAKANA": frozenset(("ja",)),
    "HANGUL": frozenset(("ko",)),
    "THAI": frozenset(("th",)),
    "DEVANAGARI": _set("hi mr ne"),
    "GEORGIAN": frozenset(("ka",)),
    "ARMENIAN": frozenset(("hy",)),
}
_NOT_LATIN: Final = frozenset[str]().union(*_SCRIPTS.values()) - _set("sr kk ku mn tg")


def _script_fits(letters: list[str], language: str) -> bool:
    kinds = Counter(unicodedata.name(sign, "").split(" ", 1)[0] for sign in letters)
    script = kinds.most_common(1)[0][0]
    if script == "LATIN":
        return language not in _NOT_LATIN
    return script not in _SCRIPTS or language in _SCRIPTS[script]


@functools.lru_cache(maxsize=256)
def _classify(text: str) -> str:
    code: str = _classifier().classify(text)[0]
    return sys.intern(code)


@functools.cache
def _classifier() -> Any:
    """A second to load: only who asks pays. Without its rarest languages, which short headlines are taken for."""
    from py3langid import langid

    classifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    classifier.set_languages(sorted(_NEWS_LANGUAGES & set(classifier.labels)))
    return classifier


def direction(language: str) -> str:
    """``"rtl"`` for a language written from right to left, else ``"ltr"``; a script subtag decides first."""
    parts = re.split(r"[-_]", language.strip().lower())
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"
