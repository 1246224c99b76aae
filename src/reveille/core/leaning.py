"""Whether a sentence leans on what stood before it in its text: "He", "The other", "as a result", a surname alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reveille.core import capitals
from reveille.core import text as texts
from reveille.core.stopwords import STOPWORDS

BEFORE = 5000  # characters before a sentence in which somebody may be named in full
# What a sentence cannot begin with and still stand alone, by language.
_LEANING = {
    "en": (
        "he she it they this that these those but and so yet however meanwhile still then also instead nor or his her "
        "its their such another now specifically indeed "
        " both neither moreover furthermore therefore thus hence otherwise here there afterwards other others"
        " how why"
    ),
    "de": (
        "er sie es dies diese dieser dieses das doch aber und so jedoch allerdings auch dann deshalb dabei damit daher "
        "dort hier zudem außerdem denn sein seine ihr ihre andere weitere"
    ),
    "fr": (
        "il elle ils elles ce cela ceci ces cet cette mais et or donc car ainsi pourtant toutefois cependant son sa "
        "ses "
        "leur leurs puis aussi alors là ici"
    ),
    "es": "él ella ellos ellas esto eso este esta estos estas otros otras pero y así sin también además entonces su "
    "sus allí aquí",
    "it": "lui lei loro egli ella questo questa questi queste ciò ma e però così anche inoltre quindi poi allora suo "
    "sua suoi sue lì qui tuttavia infatti altri altre",
    "pt": "ele ela eles elas isto isso este esta estes estas esse essa mas e porém assim também além então depois seu "
    "sua seus suas ali aqui contudo outros outras",
    "nl": "hij zij ze het dit dat deze die maar en dus echter ook bovendien daarom toen dan daar hier zijn haar hun "
    "daarmee daarna andere",
    "pl": "on ona ono oni one to ten ta te ci ale i jednak więc także też ponadto potem wtedy tam tu jego jej ich "
    "dlatego",
    "uk": "він вона воно вони це цей ця ці але і й а та однак також крім тому потім тоді там тут його її їх їхній інші",
    "ru": "он она оно они это этот эта эти другие но и а однако также кроме поэтому потом затем тогда там здесь его "
    "её ее их",
    "tr": "o onlar bu şu bunlar bunun ama ve fakat ancak ayrıca böylece sonra orada burada onun onların",
    "ar": "هو هي هم هذا هذه ذلك تلك هؤلاء لكن ولكن كما أيضا أيضاً ثم وأضاف وأضافت وقال وقالت وأوضح وأكد وتابع هناك هنا",
    "he": "הוא היא הם הן זה זו זאת אלה אבל אך ו גם כן לכן אז שם כאן לדבריו לדבריה",
    "ko": "그는 그녀는 그들은 이는 이것은 그것은 그러나 하지만 그리고 또한 또 이어 이에 그래서 따라서 거기",
}
# Of these, what may speak of what the headline above a summary names.
_POINTING = {
    "en": "he she it they his her its their this these both one others",
    "de": "er sie es sein seine ihr ihre dies diese dieser dieses das",
    "fr": "il elle ils elles son sa ses leur leurs ce cela cet cette ces",
    "es": "él ella ellos ellas su sus este esta esto estos estas",
    "it": "lui lei loro egli ella suo sua suoi sue questo questa",
    "pt": "ele ela eles elas seu sua seus suas este esta isso essa",
    "nl": "hij zij ze het zijn haar hun dit dat deze die",
    "pl": "on ona oni one jego jej ich to ten ta te",
    "uk": "він вона вони його її їхній це цей ця",
    "ru": "он она они его её ее их это этот эта",
    "tr": "o onlar bu bunlar onun onların bunun",
    "ar": "هو هي هم هذا هذه ذلك تلك هؤلاء",
    "he": "הוא היא הם הן זה זו זאת אלה",
    "ko": "그는 그녀는 그들은 이는 이것은 그것은",
}
# Without spaces between words a sentence is held against how it begins.
_LEANS_UNSPACED = {
    "zh": re.compile(
        "他(?!信)|那(?!霸|不勒斯|曲|坡)|但(?![丁泽澤])|[她它这這而并並]|此外|同时|同時|因此|所以|然而|另外"
    ),
    "ja": re.compile("彼|これ|それ|この|その|あの|しかし|だが|また|さらに|そして|一方|同氏|同社|ここ"),
}
_POINTS_UNSPACED = {
    "zh": re.compile("他(?!信)|那(?!霸|不勒斯|曲|坡)|[她它这這]"),
    "ja": re.compile("彼|これ|それ|この|その|あの|同氏|同社"),
}
# Where such a word begins something else, an article or a name: "Das" and "Het" lean before a verb alone.
_VERBS_DE = (
    "ist|war|hat|hatte|sei|wäre|wird|wurde|würde|soll|sollte|will|wollte|muss|musste|kann|könnte|konnte|darf|dürfte|geht"
    "|ging|gilt|galt|sind|waren|haben|gab|gibt|lässt|ließ|liegt|lag|heißt|hieß|reicht|zeigt|macht|führt|kommt|kam|bleibt"
    "|blieb|sagt|teilt|meldet|berichtet|erklärt|bestätigt|geschah|betrifft|bedeutet|entspricht|sieht|sah|stimmt|steht|stand"
    "|(?:sag|teil|melde|berichte|erklär|bestätig|kündig|zeig|lös|mach|führ|bedeute|sorg|reich|stell|gehör|freu|passier)"
    "t?e?te|betraf"
)
_VERBS_NL = (
    "is|was|heeft|had|hebben|gaat|ging|wordt|werd|kan|kon|moet|moest|zal|zou|lijkt|leek|blijft|bleef|komt|kwam|gebeur\\w+"
    "|betreft|betrof|ontstond|duurt|duurde|lukt\\w*|staat|stond|ligt|lag|zijn|waren|mag|mocht|blijkt|bleek|valt|viel|zit|zat"
    "|geldt|gold|regen\\w+|ontbreekt|betekent|volgt|volgde|gaf|geeft|maakt|maakte|kost|kostte|loopt|liep"
)
_NO_LEANING = {
    "en": re.compile(
        r"(?:He|She|It|They) [A-Z][a-z]+|(?:His|Her) (?:Majesty|Highness|Holiness|Royal|Excellency|Eminence)"
    ),
    "de": re.compile(rf"Das (?!(?:{_VERBS_DE})\b)"),
    "nl": re.compile(rf"Het (?!(?:{_VERBS_NL})\b)"),
    "es": re.compile(r"Este del? "),
    "pt": re.compile(r"Este d[aeo] "),
    "he": re.compile(r"שם ה\w"),
}
_LEANS = {language: frozenset(words.split()) for language, words in _LEANING.items()}
_LEANS_BENEATH = {language: words - set(_POINTING.get(language, "").split()) for language, words in _LEANS.items()}
# The same in several words.
_LEANING_PHRASE = re.compile(
    r"^(?:well|sure),|^(?:one|some|many|most|two|both|all) (?:had|has|have|was|were|is|are)\b|^if (?:it|this"
    r"|these|they|he|she)\b"
    r"|^the (?:accident|incident|attack|blast|crash|fire|collision) (?:happened|occurred|took place|came"
    r"|comes)\b|^updated?\b[^:]{0,30}:|^(?:as for|d[’']autres|in addition|for (?:example|instance)"
    r"|in the meantime|at the same time|on the other hand|that said"
    r"|of course|after that|as a result|in fact|not only that|as well as that|in response|zum beispiel|unter anderem"
    r"|par exemple|en effet|de plus|por ejemplo|sin embargo|ad esempio|por exemplo|bijvoorbeeld|na przykład|например"
    r"|наприклад|örneğin|(?:in|at|on|after|before|during|under|with|by|for|of) (?:this|that|these|those)"
    r"|the (?:first|second|third|latter|former|other|pair) (?:is|was|are|were|has|had|came|said|lasted|will|would)"
    r"|an? (?:similar|further|separate) "
    r"|during the (?:operation|raid|meeting|talks|hearing|trial|call|visit|event|session|interview|incident|exercise)"
    r"|(?:\S+\s){1,4}worth of these|(?:\w+\s){1,4}also|in (?:its|his|her|their)|as [^,]{3,40} (?:reports"
    r"|reported|notes|noted|puts? it))\b",
    re.I,
)
# "In 2005, she won the prize": who "she" is stood before.
_LEAD_THEN_PRONOUN = re.compile(
    r"^(?:In|On|At|As|When|After|Before|While|If|By|For|With|During|Since|Until|Despite)\b([^,‚;:]{1,90})[,‚]\s+"
    r"(?:he|she|they|it)\b"
)
# With these an outlet speaks of what its reader knows.
_DEFINITE = {
    "en": "The", "de": "Der|Die|Das|Den|Dem", "fr": "Le|La|Les|L[’']", "es": "El|La|Los|Las",
    "it": "Il|Lo|La|I|Gli|Le|L[’']", "pt": "O|A|Os|As", "nl": "De|Het",
}  # fmt: skip
_CAPITAL = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Sept|Nov|Dec)ember|October)[A-ZÀ-Þ]\w+"
)
# "The quotas were a barrier, it noted.": who did stood before.
_ENDS_ON_PRONOUN = re.compile(r", (?:he|she|it|they) (?:said|says|noted|added|told \w+|wrote|warned|explained)\W*$")
# "The speed of those decisions will be vital."
_OF_THOSE = re.compile(
    r"^(?:\S+ ){0,7}(?:of|in|on|from|behind|over|between) (?:those|these) (?!who|whose|with|in|from|of)\w+", re.I
)
_ENDS_ON_THIS = re.compile(r"\b(?:this|these|those)[,.;]")


def leans(sentence: str, language: str) -> bool:
    """Return whether a sentence needs what stood before it, by how it begins or ends; what has no word does."""
    if _begins_with(_LEANS, sentence, language) or _LEANING_PHRASE.match(sentence) or _OF_THOSE.match(sentence):
        return True
    unspaced = _LEANS_UNSPACED.get(language)
    if unspaced and unspaced.match(sentence):
        return True
    if _ENDS_ON_THIS.search(sentence) or _ENDS_ON_PRONOUN.search(sentence):
        return True
    lead = _LEAD_THEN_PRONOUN.match(sentence)
    return bool(lead and not _CAPITAL.search(lead[1]))


def leans_beneath(sentence: str, language: str) -> bool:
    """Return whether a summary needs more before it than the headline above it."""
    unspaced = _LEANS_UNSPACED.get(language)
    if unspaced and unspaced.match(sentence) and not _POINTS_UNSPACED[language].match(sentence):
        return True
    return _begins_with(_LEANS_BENEATH, sentence, language) or bool(_LEANING_PHRASE.match(sentence))


def _begins_with(words: Mapping[str, frozenset[str]], sentence: str, language: str) -> bool:
    """Whether the first word is one of a language's ``words``, what an apostrophe joins to it left out; or is none."""
    first = capitals.WORD.search(sentence)
    if first is None:
        return True
    if len(first[0]) > 1 and first[0].isupper():
        return False  # "IT systems"
    other = _NO_LEANING.get(language)
    found = re.split("[’']", first[0].casefold())[0] in words.get(language, frozenset())
    return found and not (other and other.match(sentence))


def names_in_full(text: str, start: int, span: texts.Span, headline: str) -> bool:
    """Return whether who and what the sentence names can be known without the rest of the text."""
    sentence, before = text[span.start : span.end], text[max(start, span.start - BEFORE) : span.start]
    return not _is_by_surname(sentence, before, headline) and not _is_by_acronym(sentence, text, headline)


def _is_by_surname(sentence: str, before: str, headline: str) -> bool:
    """Whether somebody is named in short of whom the text has said more before: "Noh passed the test"."""
    words = capitals.WORD.findall(sentence)
    for last, word, following in zip(["", *words], words, [*words[1:], ""], strict=False):
        if not word[0].isupper() or last[:1].isupper() or following[:1].isupper() or word.casefold() in STOPWORDS["en"]:
            continue
        bare = word.removesuffix("’s").removesuffix("'s")
        if bare not in before:
            continue
        name = re.escape(bare)
        fuller = rf"\b(?:[^\W\d_a-z][\w’'-]{{1,40}}\s{name}|{name}[\s-][^\W\d_a-z][\w’'-]{{1,40}})\b"
        if not re.search(rf"\b{name}\b", headline) and re.search(fuller, before):
            return True
    return False


def _is_by_acronym(sentence: str, text: str, headline: str) -> bool:
    """Whether it speaks of something by letters that the text spells out elsewhere: "The CAG", of a group (CAG)."""
    return any(
        f"({letters})" in text and f"({letters})" not in sentence and letters not in headline
        for letters in re.findall(r"\b[A-Z]{2,6}\b", sentence)
    )


def speaks_of_one_before(sentence: str, before: Sequence[str], headline: str, language: str) -> bool:
    """Return whether it begins with a thing that the text has spoken of and the headline has not: "The motion …"."""
    articles = _DEFINITE.get(language)
    thing = re.match(rf"(?:{articles}) ?([^\W\d_A-ZÀ-Þ][\w-]+)", sentence) if articles else None
    if thing is None or thing[1] in headline.casefold():
        return False
    return any(re.search(rf"\b{thing[1]}\b", one) for one in before)
