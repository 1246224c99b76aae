"""Reports that look forward to a day: "will meet on Tuesday" is no news any more when Tuesday has passed.

Only what the headline or the first sentence says of the time to come counts, in the languages whose future and days
are known here; a report in another language looks forward to nothing. Japanese is none of them: its papers write the
day of the month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from reveille.core import stops
from reveille.core import text as texts

_DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    "pt": ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "pl": ("poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę"),
    "uk": ("понеділок", "вівторок", "середу", "четвер", "п[’'ʼ]ятницю", "суботу", "неділю"),
    "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
    "tr": tuple(f"{day} günü" for day in ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar")),
    "ar": ("الاثنين|الإثنين", "الثلاثاء", "الأربعاء|الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد|الاحد"),
    "he": ("ביום שני", "ביום שלישי", "ביום רביעי", "ביום חמישי", "ביום שישי", "בשבת", "ביום ראשון"),
    # Not once a week (一周一次), and neither last week's nor the next one's.
    "zh": tuple(f"(?<![一每两兩上下个個])(?:周|週|星期|礼拜|禮拜){day}" for day in (*"一二三四五六", "[日天]")),
    "ko": tuple(f"{day}요일" for day in "월화수목금토일"),
}
_SOON: Final[Mapping[str, tuple[str, str]]] = {  # the day itself, and the next
    "en": (r"today|tonight|this (?:morning|afternoon|evening)|later (?:today|this)", r"tomorrow"),
    "de": (r"heute", r"(?<!am )(?-i:morgen|(?<=^)Morgen)(?! früh)"),  # "am Morgen" is today's
    "fr": (r"aujourd[’']hui|ce soir|cet après-midi", r"demain"),
    "es": (r"hoy|esta (?:tarde|noche)", r"(?<!la )mañana"),
    "it": (r"oggi|stasera|questa sera", r"domani"),
    "pt": (r"hoje|esta (?:tarde|noite)", r"amanhã"),
    "nl": (r"vandaag|vanavond|vanmiddag", r"morgen"),
    "pl": (r"dziś|dzisiaj", r"jutro"),
    "uk": (r"сьогодні", r"завтра"),
    "ru": (r"сегодня", r"завтра"),
    "tr": (r"bugün|bu akşam", r"yarın"),
    "ar": (r"(?!)", r"غدا|غدًا|غداً"),  # "the day" and "today" are one word
    "he": (r"היום|הערב", r"מחר"),
    "zh": (r"今天|今日|今晚", r"明天|明日"),
    "ko": (r"오늘", r"내일"),
}
_AHEAD: Final[Mapping[str, str]] = {
    "en": r"(?<!ill )(?<!his )(?<!her )(?<!their )(?<!free )will(?! of\b)"
    r"|won[’']t|(?:is|are) (?:about )?to|set to|(?:is|are) due|due (?:on|to (?:be|meet|vote|open))"
    r"|(?:scheduled|slated) (?:to|for)|(?:is|are) expected|poised to",
    "de": r"wird|werden|soll|sollen|will|wollen",
    "fr": r"va|vont|doit|doivent|(?-i:[a-zà-ÿ]\w+[eid]|[Ss]er|[Aa]ur|[Ii]r|[Ff]er)(?:ra|ront)"
    r"|sera|seront|aura|auront|s[’']apprêtent? à",
    "es": r"va a|van a|(?-i:[a-záéíóúñ]\w*|Se|Hab|Esta|Ten)(?-i:d?rá|d?rán)|se prevé|previst[oa]s?",
    "it": r"(?!tiranno)\w+(?:rà|ranno)|sta per|previst[oaie]",
    "pt": r"vai|vão|(?!(?:verão|padrão|tubarão|barão|varão|furão|macarrão|patrão|ladrão|camarão|clarão)(?!\w))"
    r"(?-i:[a-zà-ÿ]\w*|Se|Have|Te|Esta)(?-i:rá|rão)|previst[oa]s?",
    "nl": r"zal|zullen|gaat|gaan",
    "pl": r"będzie|będą|zostanie|zostaną|odbędzie|odbędą|spotka|spotkają|rozpoczn(?:ie|ą)|(?:ma|mają) (?:się )?\w+ć",
    "uk": r"буде|будуть|відбудеться|відбудуться|пройде|пройдуть|зустрінеться|зустрінуться|розпочнеться"
    r"|(?:має|мають) \w+ти|планує|планують",
    "ru": r"будет|будут|состоится|состоятся|пройд[её]т|пройдут|встретится|встретятся|начн[её]тся"
    r"|начнутся|планирует|планируют|намерен(?:а|ы)?",
    "tr": r"(?!(?:yiyecek|içecek|giyecek|yakacak|alacak)(?:ler|lar)?(?!\w))\w{2,}(?:acak|ecek)(?:lar|ler|tır|tir)?",
    "ar": r"سوف|من المقرر أن|سيعقد|ستعقد|سيلتقي|سيجتمع|ستجتمع|سيبدأ|ستبدأ|سيصل|ستصل",
    "he": r"צפוי(?:ה|ים|ות)?|עתיד(?:ה|ים|ות)?|אמור(?:ה|ים|ות)?|ייפגש(?:ו)?|תיפגש|יתקיים|תתקיים|ייערך|תיערך",
    "zh": r"(?<![上中少大准])[将將](?:[于於在会會]|举行|舉行|召开|召開|访问|訪問|开始|開始|抵达|抵達|出席)|定于|定於",
    "ko": r"예정이다|예정이며|계획이다|방침이다",
}
_SAYING: Final[Mapping[str, str]] = {  # in languages that part what is said from who says it by no comma
    "tr": r"söyledi|dedi|açıkladı|belirtti|duyurdu|bildirdi|kaydetti",
    "ar": r"قال|قالت|أعلن|أعلنت|أكد|أكدت|ذكر|ذكرت|صرح|أفاد|أفادت",
    "he": r"אמר|אמרה|אמרו|הודיע|הודיעה|הודיעו|מסר|מסרה|נמסר",
    "zh": r"表示|说|說|宣布|指出|称|稱|透露",
    "ko": r"밝혔|말했|전했|발표했",
}
_NEXT: Final[Mapping[str, str]] = {  # right behind a day, it says that the day is to come
    "ar": r"\s(?:المقبل|القادم)(?!\w)",
    "he": r"\sהקרוב(?!\w| ביותר)",
}
_RUNNING: Final = frozenset(("zh", "ko"))  # where no space stands behind a day
# In a headline alone: "Ministers to meet on Tuesday".
_HEADED: Final = {
    "en": r"|(?<!unable )(?<!failed )(?<!fails )(?<!fail )(?<!continued )(?<!continues )(?<!forced )(?<!returns )"
    r"(?<!returned )(?<!back )(?<!helps )(?<!helped )(?<!began )to (?:be \w+ed|address|announce|appear|arrive"
    r"|attend|ban|begin|buy|clear|consider|cut|debate|decide"
    r"|deliver|discuss|end|extend|face|fight|fly|give|go|hear|hold|host|impose|introduce|issue|launch|lay|lead"
    r"|leave|lift"
    r"|mark|meet|move|name|open|outline|pay|play|present|propose|publish|receive|release|reopen|reply|resume|return"
    r"|reveal|rule|sail|seek|sell|send|set|sign|speak|start|step|stop|strike|submit|take|tell|testify|travel|try"
    r"|unveil|visit"
    r"|vote|welcome)",
}
# "The ministry said on Tuesday that it will …": the day is that of the saying.
_PAST: Final = re.compile(
    r"\b(?:said|says|told|spoke|wrote|met|held|(?!scheduled|expected|planned|slated)\w{2,}ed|sagten?|erklärten?"
    r"|teilten?"
    r"|a (?:dit|déclaré|annoncé|indiqué)|dijo|anunció|informó|ha (?:detto|annunciato)|disse|anunciou|zei)"
    r"(?:(?: \w+){0,2}?| by the \w+)(?: on| late| early| am| op| le| el| na)*\s*$",
    re.I,
)
# The same of one language: "firmó el lunes", "ha deciso lunedì", "a annoncé lundi".
_PAST_OF: Final = {
    language: re.compile(rf"(?<!\w)(?:{said})(?: \w+){{0,2}}?(?: el| le| la| na| no)*\s*$", re.I)
    for language, said in {
        "es": r"\w{2,}(?:ó|aron|ieron)|(?:ha|han) \w+[dh]o",
        "fr": r"(?:a|ont) (?:été )?\w{2,}(?:é|ée|és|ées|it|is|u|us)",
        "it": r"(?:ha|hanno) \w+[ts]o|(?:è|sono) stat[oaie] \w+",
        "pt": r"\w{2,}(?:ou|eu|iu|aram|eram|iram)",
    }.items()
}
# Names that have a day in them, and a day since which something is so.
_NO_DAY: Final = {
    "en": (
        r"(?:bloody|sheffield|black|ruby|man|mail on|since)\s$",
        r"\s(?:agreement|times|telegraph|mirror|night live)\b",
    ),
    "de": (r"\bseit\s$", r"(?!)"),
    "nl": (r"\bsinds\s$", r"(?!)"),
    "fr": (r"\bdepuis\s$", r"(?!)"),
    "es": (r"\b(?:santo|plácido)\s$", r"(?!)"),
    "pl": (r"(?-i:\b[A-ZĄĆĘŁŃÓŚŹŻ]\w+)\s$", r"(?!)"),  # Krzysztof Piątek
    "ru": (r"(?<!\w)(?!(?:во?|на|за|и|эту)(?!\w))\w+\s$", r"\sобитания"),  # "в окружающую среду", the environment
}
_ALLEGED: Final = {
    "de": r"(?<!\w)(?:soll|sollen|will|wollen)\s.*\s(?:haben|worden sein)(?!\w)"
}  # "soll … getötet haben"
_HAPPENED: Final = re.compile(  # "… on Wednesday began his term"
    r"\W*(?:said|began|took|won|lost|made|gave|came|went|held|met|told|found|struck|hit|shot|(?!need|feed)\w{2,}ed)\b",
    re.I,
)
LONGEST: Final = 600
"""Characters of a headline or a sentence that are looked at; what is longer is neither."""
_BREAK: Final = r"[.!?;,:–—](?:\s|$)|[，。；：！？、،؛]"
_SHORT: Final = 4
"""Signs of Chinese that are no clause: the day alone."""


def looks_to(headline: str, lead: str, language: str, published: date) -> date | None:
    """Return the latest day to which a headline or a first sentence looks forward; None for neither.

    A weekday is the next one from the day of publication on.
    """
    if language not in _DAYS:
        return None
    first = next(iter(stops.sentences(lead, language)), texts.Span(0, 0))
    said = [
        *_days(headline, language, published, _AHEAD[language] + _HEADED.get(language, "")),
        *_days(lead[first.start : first.end], language, published, _AHEAD[language]),
    ]
    return max(said, default=None)


def passed(headline: str, lead: str, language: str, published: date, closing: date) -> bool:
    """Return whether a report looks forward to nothing but days before the day of closing."""
    day = looks_to(headline, lead, language, published)
    return day is not None and day < closing


def _days(words: str, language: str, published: date, ahead: str) -> list[date]:
    """The days of which the words speak, where they speak of the time to come, which a verb of ``ahead`` says."""
    found: list[date] = []
    if len(words) > LONGEST:
        return found
    today, tomorrow = _SOON[language]
    left, right = _edges(language)
    for named in re.finditer(
        rf"{left}(?:(?P<day>{'|'.join(_DAYS[language])})|(?P<today>{today})|(?P<tomorrow>{tomorrow})){right}",
        words,
        re.I,
    ):
        if not _is_ahead(words, named.start(), named.end(), ahead, language):
            continue
        if named["day"]:
            # Compared as it was found: "FRİDAY" and "frıday" match in their case, and no folding makes them "friday".
            weekday = next(at for at, day in enumerate(_DAYS[language]) if re.fullmatch(day, named["day"], re.I))
            found.append(published + timedelta(days=(weekday - published.weekday()) % 7))
        else:
            found.append(published + timedelta(days=1 if named["tomorrow"] else 0))
    return found


def _edges(language: str) -> tuple[str, str]:
    """What parts a word from those beside it."""
    return ("", "") if language in _RUNNING else (r"(?<!\w)", r"(?!\w)")


def _is_ahead(words: str, start: int, end: int, ahead: str, language: str) -> bool:
    """Whether the clause in which a day is named speaks of the time to come, and not of what was said that day."""
    before = re.split(_BREAK, words[:start])[-1]
    after = re.split(_BREAK, words[end:])
    clause = f"{before} {after[0]}"
    is_day_alone = len(clause) <= _SHORT if language in _RUNNING else len(clause.split()) <= 2
    if is_day_alone:  # "On Tuesday, the ministers will meet."
        clause += " ".join(after[1:2])
    if _PAST.search(before) or _HAPPENED.match(after[0]):
        return False
    if _is_no_day(words, start, end, language) or (language in _PAST_OF and _PAST_OF[language].search(before)):
        return False
    if language in _ALLEGED and re.search(_ALLEGED[language], clause, re.I):
        return False
    if language in _NEXT and re.match(_NEXT[language], words[end:]):
        return True
    left, right = _edges(language)
    if language in _SAYING and re.search(rf"{left}(?:{_SAYING[language]})", clause):
        return False
    return re.search(rf"{left}(?:{ahead}){right}", clause, re.I) is not None


def _is_no_day(words: str, start: int, end: int, language: str) -> bool:
    """Whether what is called as a day is a name ("Bloody Sunday"), or the day since which something is so."""
    if language not in _NO_DAY:
        return False
    before, after = _NO_DAY[language]
    if language == "ru" and not words[start:end].casefold().startswith("сред"):
        return False
    if language == "pl" and not words[start].isupper():
        return False
    return bool(re.search(before, words[:start], re.I) or re.match(after, words[end:], re.I))
