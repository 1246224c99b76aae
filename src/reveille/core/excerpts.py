"""Which of an outlet's own sentences tell what happened.

An excerpt is at most two sentences and 45 words of one outlet in one story (DESIGN.md, Excerpts; an outlet's rule may
say less), verbatim, by offsets into the stored text. The first is one that can stand alone: nothing that needs what
came before it, no question, no teaser, no half of somebody's quote. The second is its neighbour in the text: a sentence
lifted from further down leans on what was said between ("About a fifth of the difference …").

A summary of a sentence or two is written to stand beneath its headline: there it may say "he" of whom the headline
names. Where an outlet's summaries never have a full stop at the end, one without it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reveille.core import capitals, datelines, menus, stops
from reveille.core import text as texts
from reveille.core.stopwords import STOPWORDS

LOOKED_AT = 12  # sentences from the start of the body: news says what happened first
LEAST_WORDS = 8
ENOUGH, HABIT = 8, 0.9  # summaries from which an outlet's habit is known, and the share of them that has it
CUT_WITHIN, FULL = 12, 0.34  # characters of the longest; so large a share of summaries as long as that was cut
SUMMARY = 400  # characters of a text that is no more than a summary
LONGEST = 2000  # characters of a sentence; what is longer is none
BEFORE = 5000  # characters before a sentence in which somebody may be named in full
ENDING = 80  # characters of a text's end that say whether it was cut
FIRST = 3  # sentences in which news has said what happened; features have not
SOME, MUCH = 0.25, 0.5  # of the headline's words, in one of the first and in a later one
SLOW, SAYS_IT = 3, 0.55  # sentences that a slow beginning may have, and the share of such words in what ends it

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
    "zh": re.compile("[他她它这這那但而并並]|此外|同时|同時|因此|所以|然而|另外"),
    "ja": re.compile("彼|これ|それ|この|その|あの|しかし|だが|また|さらに|そして|一方|同氏|同社|ここ"),
}
_POINTS_UNSPACED = {"zh": re.compile("[他她它这這那]"), "ja": re.compile("彼|これ|それ|この|その|あの|同氏|同社")}
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
# "A tank is unloaded in Old Harbour, Sunday, Nov. 13, 2016.": a picture's caption has the year of its day.
_CAPTION = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov"
    r"|Dec)\w*\.?\s\d{1,2},\s\d{4}"
    r"|^(?:In this|A|This) (?:\w+ )?(?:photo|image|picture|file photo)\b"
    r"|^(?:Photo|Image|Picture|Video|Gallery|Advertisement)s?:? (?=[A-Z])"
    r"|^Watch (?=[A-Z]|as\b|how\b|the moment\b)|(?i:image (?:copyright|caption)|media caption)"
)
# "Ann Hill is a reporter for The Coast.": who wrote, not what happened.
_WRITER = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]+ ){2,4}is (?:the|an?) (?:[\w’'-]+ ){0,4}?(?:editor|columnist|reporter|correspondent|writer"
    r"|journalist|freelancer|blogger|enthusiast|contributor|producer|fellow|lecturer)\b(?:-in-chief)?[^,]*$"
)
_SPEECH = re.compile(
    r"^\W*\w+ (?:said|added|says|told|noted|continued|explained|argued|sagte|fügte|erklärte|ajoute|dit|dijo"
    r"|afirmó|añadió|disse|aggiunge|spiega|afirmou|acrescentou|zei|zegt|powiedział|dodał|сказав|додав|сказал"
    r"|добавил)\b",
    re.I,
)
_FURNITURE = re.compile(
    r"©|all rights reserved|subscrib|newsletter|sign up|cookie|read more|click|follow us|photo:|getty|file photo"
    r"|abonnez|alle rechte|this article|this story (?:was|has been)|correction:|contributed to this"
    r"|version of (?:this|the) article|abonnier|suscríb|iscriviti|assine |abonneer|prenumer|підпис(?:уйтесь|атися)"
    r"|подписывайтесь|订阅|訂閱|会員登録|登録はこちら|구독|اشترك|abone ol|הירשמו|לחצו כאן"
    r"|כל הזכויות שמורות|جميع الحقوق محفوظة"
    r"|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados"
    r"|alle rechten voorbehouden|wszelkie prawa zastrzeżone|все права защищены|(?:усі|всі) права захищен"
    r"|tüm hakları saklıdır|版权所有|版權所有|無断転載"
    r"|未[经經]授[权權].{0,6}(?:转载|轉載|不得)|무단\s?전재|저작권자\s?[ⓒ©(]",
    re.I,
)
# Who is told to do something is a reader whom a site wants to keep, and not told what happened. Where the same word may
# tell or name something ("Sigue la búsqueda", "Leggi razziali", "Explore Mining said"), what goes with it must say that
# it invites.
_INVITING = {
    "en": r"(?:find out|look (?:back|inside)|check (?:out|back)|take a (?:look|closer)|tune in|don[’']t miss|scroll"
    r"|browse|explore|(?:see|read|learn|discover) (?:more|how|what|why|where|which|the full|all|our|also)"
    r"|get (?:the latest|all the|your|our|more)|stay (?:tuned|informed|up[ -]to[ -]date)"
    r"|join (?:us|our|the conversation)|listen to|meet the)\b"
    r"(?!(?:(?!\b(?:how|what|why|where|when|which|who|whose|that)\b).)*\b(?:said|says|told|asked|warned|was|were)\b)",
    "de": r"(?:(?:lesen|sehen|erfahren|entdecken|hören|finden|verfolgen|schauen) Sie|hier (?:finden|lesen|sehen))\b",
    "fr": r"(?:découvrez|retrouvez|suivez|lisez|regardez|écoutez|consultez)\b",
    "es": r"(?:descubr[ae]|consult[ae]|sigue|siga|mir[ae]|escucha|lee)"
    r"(?: (?:aquí|cómo|qué|por qué|más|también|tod[ao]s?)\b"
    r"| (?:las?|los?|el) .*\b(?:aquí|en (?:directo|vivo|streaming)|minuto a minuto|última hora|nuestr[ao]s?|vídeos?"
    r"|videos?|fotos|galería|claves|resultados|enlace)\b)",
    "it": r"(?:scopri(?:te)?|(?:leggi|guarda|ascolta)(?:te|(?= (?:anche|qui|tutt[aeio]|come|cosa|perché|di più|il|lo|la"
    r"|gli|le|i|su) | l[’'])))\b",
    "pt": r"(?:saiba|confira|veja|leia|descubra|acompanhe|ouça)(?-i:\W+[a-zà-ÿ])",
    "nl": r"(?:lees|bekijk|ontdek|luister)\b",
    "pl": r"(?:sprawdź|zobacz|przeczytaj|poznaj|posłuchaj)\b",
    "uk": r"(?:читайте|дивіться|дізнайтеся|слухайте|перегляньте)\b",
    "ru": r"(?:читайте|смотрите|узнайте|слушайте)\b",
    "tr": r"(?:[^.!?]* )?(?:okuyun|izleyin|tıklayın|keşfedin)\W*$",
    "ar": r"(?:اقرأ|اقرؤوا|شاهدوا|تابعوا|تعرف على|اكتشف (?:كيف|ماذا|لماذا|أين|المزيد|معنا|هنا))(?!\w)",
    "he": r"(?:קראו|צפו|גלו|האזינו|לחצו) (?:(?:עוד|גם|כאן|עכשיו|איך|מה|למה|כיצד)(?!\w)|ב\w|את ה)",
    "zh": "(?:点击|點擊)(?:此|这|這|下|上|查|进|進|观|觀|阅|閱|了|订|訂|链|鏈|图|圖|收|播)|点此|點此"
    "|(?:扫码|掃碼)(?:关|關|观|觀|查|加|下|阅|閱|订|訂|了|进|進|报|報|领|領|添|收)",
    "ja": r"(?:詳しくは|続きは)[^。]*(?:こちら|ページ|サイト|会員|紙面|動画|ください|下さい|[へで])\W*$",
    "ko": r"(?:[^.!?]* )?(?:확인하세요|클릭하세요|보세요)\W*$",
}
_INVITES = {language: re.compile(said, re.I) for language, said in _INVITING.items()}
# Who speaks so outside a quote is not reporting: a column, a tweet, a teaser. As written: "US" is nobody speaking.
_SPEAKING = {
    language: frozenset(form for word in words.split() for form in (word, word.capitalize()))
    for language, words in {
        "en": "I me my myself we us our ours you your yours yourself",
        "de": "ich mich mir mein meine wir uns unser unsere du dich dein deine",
        "fr": "je moi mon ma mes nous notre nos vous votre vos tu",
        "es": "yo mi mis nosotros nos nuestro nuestra tú usted",
        "it": "io mi mio mia miei mie noi nostro nostra nostri nostre voi vostro vostra",
        "pt": "eu meu minha meus minhas nós nosso nossa nossos nossas você vocês",
        "nl": "ik mij mijn wij we ons onze jij je jouw jullie",
        "pl": "ja mnie mój moja moje my nas nam nasz nasza nasze wy was wam",
        "uk": "я мене мені мій моя ми нам наш наша вас вам ваш ваша",
        "ru": "я меня мне мой моя мы нам наш наша вас вам ваш ваша",
        "tr": "ben beni bana benim biz bizi bize bizim sen siz sizi size sizin",
        "ar": "أنا نحن أنت أنتم",
        "he": "אני אנחנו שלי שלנו אתם אתן",
        "ko": "나는 내가 저는 제가 우리는 우리가 여러분 당신은",
    }.items()
}
_SPEAKING_UNSPACED = {  # 我国 is China to a Chinese paper, 私立 a private school
    "zh": re.compile("我们|我們|(?<!自)我(?=[是在有想觉覺認认])|你们|你們|[您你](?=[是在有可的会會想])"),
    "ja": re.compile("(?<!公)私(?=[はもがのにを]|たち|達)|僕|我々|あなた|皆さん|みなさん"),
}
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_INNER_MARK = re.compile(r"(?<=[\u0590-\u05ff])\"(?=[\u0590-\u05ff])")  # of a Hebrew acronym: צה"ל
_SAID = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?<!\w)‘[^’]*’|「[^」]*」|『[^』]*』")
_ENDS = re.compile(r"[.!。！…][\"'”’»“)\]]*$")
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.)[\])}\"”’\s]*$")  # a teaser, or cut by a machine
_CUT = re.compile(
    r"(?:…|\.\.\.|\[[^\]]*\]|[,;:–—(-]|\b(?i:read more|more|weiterlesen|mehr|lire la suite|leer más|continua))\W*$"
    # after which more must come
    r"|\b(?:a|an|the|and|or|but|of|to|for|with|from|by|than|that|as|at|its|their|his|und|oder|der|die|das|ein|eine|einen"
    r"|mit|von|für|zur|zum|et|ou|le|la|les|un|une|de|du|des|aux|pour|par|dans|que|qui|y|el|los|las|una|del|para|con|por"
    r"|il|lo|gli|di|della|dei|per|che|e|o|os|as|do|da|dos|em|het|een|van|voor|met|i|oraz|że|w|z|na|do"
    r"|и|в|на|что|с|к|для|от|по|або|і|й|та|у|що|з|із|від|ve|ile|için|و|في|من|على|أن|של|את|על|עם|כי)\s*$"
)
_ASKS = re.compile("[?？؟]")
_OPEN, _CLOSE = "“«„「『", "”»“」』"


@dataclass(frozen=True)
class Rule:
    """What an outlet lets us show of one story: sentences and words at most."""

    sentences: int = 2
    words: int = 45


def never_stops(summaries: Sequence[str]) -> bool:
    """Return whether an outlet's summaries end without a full stop by habit, and not because they were cut.

    What is cut by a machine fills the same room again and again.
    """
    known = [one.strip() for one in dict.fromkeys(summaries) if one.strip()]
    bare = [one for one in known if lacks_stop(one)]
    if len(known) < ENOUGH or len(bare) < HABIT * len(known):
        return False
    longest = max(map(len, bare))
    return sum(len(one) > longest - CUT_WITHIN for one in bare) < FULL * len(bare)


def lacks_stop(text: str) -> bool:
    """Return whether a text ends without a full stop, a question mark or the like."""
    return bool(text.strip()) and not _ENDS.search(text.rstrip()) and not _ASKS.search(text.rstrip()[-2:])


def is_cut(text: str) -> bool:
    """Return whether a text ends where somebody cut it: by dots, a dash or a word after which more must come."""
    return _CUT.search(text.rstrip()[-ENDING:]) is not None


def stands_alone(sentence: str, language: str = "en") -> bool:
    """Return whether ``sentence`` says something by itself, and whole."""
    if len(sentence) > LONGEST:
        return False
    first = _WORD.search(sentence)
    leans = first is None or re.split("[’']", first[0].casefold())[0] in _LEANS.get(language, frozenset())
    unspaced = _LEANS_UNSPACED.get(language)
    leans = leans or bool(unspaced and unspaced.match(sentence))
    leans = leans or bool(
        _LEANING_PHRASE.match(sentence)
        or _OF_THOSE.match(sentence)
        or _ENDS_ON_THIS.search(sentence)
        or _ENDS_ON_PRONOUN.search(sentence)
    )
    lead = _LEAD_THEN_PRONOUN.match(sentence)
    leans = leans or bool(lead and not _CAPITAL.search(lead[1]))
    return not leans and _is_whole(sentence, language)


def _stands_beneath(sentence: str, language: str) -> bool:
    """Whether a summary says something beneath its headline, of which it may speak: "His ship had sunk in May"."""
    first = _WORD.search(sentence)
    leans = first is None or re.split("[’']", first[0].casefold())[0] in _LEANS_BENEATH.get(language, frozenset())
    unspaced = _LEANS_UNSPACED.get(language)
    if unspaced and unspaced.match(sentence) and not _POINTS_UNSPACED[language].match(sentence):
        return False
    return not leans and not _LEANING_PHRASE.match(sentence) and _is_whole(sentence, language)


def _is_whole(sentence: str, language: str) -> bool:
    """Whether the sentence is one of the outlet's own about the news, from its first word to its last."""
    if len(sentence) > LONGEST:
        return False
    first = _WORD.search(sentence)
    if not first or first[0][0].islower() or texts.words(sentence) < LEAST_WORDS:
        return False
    if not _ENDS.search(sentence) or _TRAILS_OFF.search(sentence) or _ASKS.search(sentence) or "\n" in sentence:
        return False
    if sentence[0] in _OPEN + '"([—–-' or not _balanced(sentence):
        return False  # somebody's words, whose name may stand elsewhere, an aside or an editor's note
    if language in _INVITES and _INVITES[language].match(sentence):
        return False
    if _FURNITURE.search(sentence) or _SPEECH.search(sentence) or _CAPTION.search(sentence) or _WRITER.match(sentence):
        return False
    return not _speaks_to_us(_SAID.sub(" ", _INNER_MARK.sub("", sentence)), language)


def _speaks_to_us(sentence: str, language: str) -> bool:
    unspaced = _SPEAKING_UNSPACED.get(language)
    if unspaced and unspaced.search(sentence):
        return True
    speaking = _SPEAKING.get(language, frozenset())
    return any(
        re.split("[’']", word[0])[0] in speaking
        and not (word[0] == "I" and capitals.is_numeral(sentence, word.start()))
        for word in _WORD.finditer(sentence)
    )


def tells(text: str, span: texts.Span, *, headline: str, language: str, start: int = 0) -> bool:
    """Return whether a sentence is likely to tell what happened: it says what the headline says, the later the more.

    A text of a few sentences is a summary, and tells.
    """
    start = menus.end(text, start)
    ends = [one.end for one in stops.sentences(text, language) if one.end > start]
    if len(ends) <= FIRST:
        return True
    before = sum(end <= span.start for end in ends)
    wanted = set(texts.tokens(headline, language))
    shared = wanted & set(texts.tokens(text[span.start : span.end], language))
    return len(shared) >= max(1, (SOME if before < FIRST else MUCH) * len(wanted))


def choose(
    text: str,
    *,
    headline: str,
    language: str,
    start: int = 0,
    rule: Rule = Rule(),
    headed: bool = False,
    unstopped: bool = False,
) -> tuple[texts.Span, ...]:
    """Return the spans of ``text`` to show under ``headline``, in the order of the text; none if none will do.

    ``start`` is where the body begins, after a dateline. ``headed``: the headline is the text's own and stands above,
    so that a summary may speak of what it names. ``unstopped``: its outlet's summaries never end in a full stop.
    """
    start = menus.end(text, start)
    spans = [span for span in stops.sentences(text, language) if span.end > start][:LOOKED_AT]
    spans = [_undated(text, texts.Span(max(span.start, start), span.end)) for span in spans]
    if unstopped and lacks_stop(text) and not is_cut(text):
        said = [*(text[slice(*span)] for span in spans[:-1]), *(f"{text[slice(*span)]}." for span in spans[-1:])]
    else:
        said = [text[slice(*span)] for span in spans]
    is_summary = len(spans) <= 2 and len(text) <= SUMMARY
    stands = _stands_beneath if headed and is_summary else stands_alone
    wanted = set(texts.tokens(headline, language))
    firsts = sorted(
        (-_worth(place, sentence, wanted, language), place)
        for place, (span, sentence) in enumerate(zip(spans, said, strict=True))
        if texts.words(sentence) <= rule.words
        and _bare(sentence) != _bare(headline)
        and stands(sentence, language)
        and _names_in_full(text, start, span, headline)
    )
    if not firsts or rule.sentences < 1:
        return ()
    place = _past_a_slow_beginning([place for _, place in firsts], said, headline, language)
    beside = [
        at
        for at in _beside(said, place, language, rule)
        if _bare(said[at]) != _bare(headline) and (at > place or _names_in_full(text, start, spans[at], headline))
    ]
    return tuple(spans[at] for at in sorted({place, *beside}))


def _bare(words: str) -> str:
    """The letters of a sentence: what says the headline once more tells nothing more."""
    return re.sub(r"\W", "", words.casefold())


def _undated(text: str, span: texts.Span) -> texts.Span:
    """The sentence without a dateline before it."""
    return texts.Span(span.start + datelines.lead_in(text[span.start : span.end])[2], span.end)


def _beside(said: Sequence[str], place: int, language: str, rule: Rule) -> list[int]:
    """The place of the sentence to go with the one at ``place``: the next, else the one before, else none.

    What follows a text's first sentence may lean on it; what follows another might lean on one that is not shown.
    """
    if rule.sentences < 2:
        return []
    left = rule.words - texts.words(said[place])
    fits = _is_whole if place == 0 else stands_alone
    for at, good in ((place + 1, fits), (place - 1, stands_alone)):
        if 0 <= at < len(said) and texts.words(said[at]) <= left and good(said[at], language):
            return [at]
    return []


def _names_in_full(text: str, start: int, span: texts.Span, headline: str) -> bool:
    """Whether who and what the sentence names can be known without the rest of the text."""
    sentence, before = text[span.start : span.end], text[max(start, span.start - BEFORE) : span.start]
    return not _is_by_surname(sentence, before, headline) and not _is_by_acronym(sentence, text, headline)


def _is_by_surname(sentence: str, before: str, headline: str) -> bool:
    """Whether somebody is named in short of whom the text has said more before: "Noh passed the test"."""
    words = _WORD.findall(sentence)
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


def _past_a_slow_beginning(places: Sequence[int], said: Sequence[str], headline: str, language: str) -> int:
    """The place of the sentence to show: the first, or a near one that says what the headline says where that does not.

    "For the second time in two days …": a scene, a picture's caption or a general truth stands before the news.
    """
    wanted = set(texts.tokens(headline, language))

    def share(place: int) -> float:
        return len(wanted & set(texts.tokens(said[place], language))) / max(1, len(wanted))

    first = places[0]
    if share(first) >= SOME:
        return first
    near = (place for place in places if first < place <= SLOW and share(place) >= SAYS_IT)
    return next((at for at in near if not _is_the_one_before(said[at], said[:at], headline, language)), first)


def _is_the_one_before(sentence: str, before: Sequence[str], headline: str, language: str) -> bool:
    """Whether it begins with a thing that the text has spoken of and the headline has not: "The motion will be …"."""
    articles = _DEFINITE.get(language)
    thing = re.match(rf"(?:{articles}) ?([^\W\d_A-ZÀ-Þ][\w-]+)", sentence) if articles else None
    if thing is None or thing[1] in headline.casefold():
        return False
    return any(re.search(rf"\b{thing[1]}\b", one) for one in before)


def _worth(place: int, sentence: str, wanted: set[str], language: str) -> float:
    """Early sentences, and those that share the headline's words, tell what happened."""
    found = set(texts.tokens(sentence, language))
    shared = len(found & wanted) / max(1, len(wanted))
    return 2.0 / (1 + place) + shared + (0.2 if re.search(r"\d", sentence) else 0.0)


def _balanced(sentence: str) -> bool:
    sentence = _INNER_MARK.sub("", sentence)
    straight = sentence.count('"')
    if "„" in sentence:  # German opens low and closes with what English opens with
        return sentence.count("„") == sentence.count("“") + sentence.count("”") and straight % 2 == 0
    return (
        straight % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("«") == sentence.count("»")
        and sentence.count("「") == sentence.count("」")
        and sentence.count("『") == sentence.count("』")
        and sentence.count("(") == sentence.count(")")
    )
