"""Commentary, told from news: how its outlet files it, heads it and signs it, and who speaks in its first sentence.

What is said of a page counts, not how it is written: a sharp piece that its outlet files as news is news here. Reviews
are left where their outlet puts them. A first person counts outside quotation marks only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from reveille.core import capitals, first_persons, links, stops

KINDS = frozenset({"OpinionNewsArticle", "AnalysisNewsArticle"})  # schema.org
LEAD, SIGNED = 400, 700  # characters at the beginning and at the end in which a signature stands

# What outlets call the part of their paper, in addresses, feeds' categories and pages' sections; the first or the last
# word of a longer name is enough ("opinion features", "political analysis").
_DEPARTMENTS = frozenset(
    """opinion opinions opinionator commentary commentaries commentisfree comment editorial editorials oped opeds
    columns columnists columnist letters viewpoint viewpoints views voices ideas analysis
    meinung meinungen kommentar kommentare debatte gastbeitrag leitartikel kolumne kolumnen glosse glossen
    standpunkt standpunkte gastkommentar gastkommentare
    tribune tribunes idees idées débats debats editoriaux éditoriaux chroniques chronique
    opinión opiniones columnas columnistas tribuna tribunas editoriales análisis analisis cartas
    opinioni commenti editoriali opinião opiniao colunas colunistas
    opinie commentaar felietony felieton komentarze publicystyka
    мнение мнения колонка колонки колумнисты думка думки погляд mnenie mneniya kolonki kolumnisty dumka
    yazarlar yorum görüş gorus رأي آراء مقالات דעות ledare debatt leder meninger debat mielipide nazory názory
    社论 社論 评论 評論 观点 觀點 社説 論説 オピニオン 사설 칼럼 오피니언""".split()  # noqa: SIM905
)
# Parts of a paper with such a word that report.
_REPORTING = frozenset(
    (
        "opinion poll", "opinion polls", "live commentary", "match commentary", "text commentary", "radio commentary",
        "chronique judiciaire", "chroniques judiciaires", "débats parlementaires", "debats parlementaires",
    )
)  # fmt: skip
# What stands before a headline, with a colon, a bar or a dash, or in brackets; or behind one.
_HEADS = (
    r"opinions?|analysis|perspectives?|commentary|comment|editorial|op-?eds?|letters?(?: to the editor)?|column|view"
    r"|viewpoint|point of view|(?:my|your|our) (?:say|view|take|turn|word)|forum|guest (?:column|commentary|essay|post)"
    r"|first person|meinung|kommentar|leitartikel|gastbeitrag|gastkommentar|kolumne|glosse|standpunkt"
    r"|zwischenruf|analyse|essay"
    r"|tribune|libre opinion|carte blanche|[ée]dito(?:rial)?|chronique|point de vue|opini[óo]n"
    r"|art[íi]culo de opini[óo]n|columna(?: de opini[óo]n)?|tribuna|an[áa]lisis|cartas? al director"
    r"|opinione|commento|editoriale|l[’']analisi|analisi|opinião|coluna|análise|artigo|opinie|commentaar|opinia"
    r"|komentarz|felieton|analiza|мнение|колонка|комментарий|думка|погляд|коментар|аналіз|görüş|yorum|analiz|yazı"
    r"|رأي|تحليل|مقال|דעה|פרשנות|ledare|debatt|leder|社评|社評|社论|社論|评论|評論|时评|時評|观点|觀點|社説|論説|コラム|オピニオン"
    r"|사설|칼럼|기고|오피니언|시론"
)
_HEADED = re.compile(
    rf"^\W*(?:{_HEADS})\s*(?:[|:：]|[–—-]\s)|^\W*[\[［【(](?:{_HEADS})[\]］】)]"
    rf"|\s(?:[|]|[–—-](?!\s*letters?\W*$))\s*(?:{_HEADS})\W*$",  # "… – letter" says from whom it is known
    re.I,
)
_SIGNED = re.compile(
    r"\b(?:views?|opinions?) (?:expressed|reflected|presented)(?: (?:in|by|on|of) (?:this|the (?:author|writer"
    r"|columnist"
    r"|contributor|article|column|commentary|op-?ed|piece)s?)\b| (?:here(?:in)?|above|are|do)\b)"
    r"|\b(?:views|opinions) (?:here )?are (?:his|her|their) own\b"
    r"|(?<!\bwho )\bis (?:an? )?(?:[\w’'-]+ ){0,4}(?:columnist|opinion (?:writer|editor|contributor)"
    r"|contributing writer)"
    r" (?:for|at|with|of)\b|^\W*(?:to the editor|dear editor|dear sir)\b|^\W*sir\s*[,–—-]"
    r"|(?<!\bnach )\bmeinung (?:des autors|der autorin)\b"
    r"|\bcette tribune (?:est|a été|collective|n[’']engage|co-?signée|signée|publiée)\b|\b(?:signataires"
    r"|auteur\w*) de cette tribune\b"
    r"|\bopini(?:ones expresadas|ões expressas) (?:en (?:este|esta|el artículo)|nest[ea]|no artigo|aquí|aqui"
    r"|por (?:el|la|los"
    r"|sus?) (?:autor|columnista)|são|son)"
    r"|мнение (?:автора|редакции) может не совпадать|думка автора може не збігатися"
    r"|le opinioni espresse (?:in quest|nell[’']articolo|qui|dagli autori|dall[’']autor|sono)"
    r"|\b(?:artikel|stuk|bijdrage|column|schr[ei]\w+)\b[^.\n]{0,40} op persoonlijke titel\b"
    r"|opinie wyrażone (?:w |przez autor)|yazarın kendi görüş|الآراء الواردة في (?:هذا|هذه|المقال)|المقال يعبر عن رأي"
    r"|(?<!\w)(?:הכותב הוא|הכותבת היא)(?!\w)|[仅僅]代表作者|筆者は|외부 필자의|본지의 편집\s?방향",
    re.I,
)
_BYLINE = re.compile(
    r"\b(?:editorial board|opinion (?:writer|columnist|contributor|editor)|columnist|kolumnist(?:in)?|éditorialiste"
    r"|columnista|editorialista|colunista|columniste?|felietonista|guest (?:writer|contributor)|köşe yazarı)\b"
    r"|^opinion by\b|(?<!\w)(?:كاتب (?:عمود|رأي)|בעל טור|בעלת טור)(?!\w)|[专専專][栏欄]作家|論説委員"
    r"|논설위원|칼럼니스트",
    re.I,
)
_FIRST_PERSON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "I my me I’m I'm I’ve I've I’d I'd I’ll I'll myself",
        "de": "ich mich mir mein meine meinem meinen meiner",
        "fr": "je j’ai j'ai moi mon ma mes",
        "es": "yo mi mis me",
        "it": "io mio mia miei mie",
        "pt": "eu meu minha meus minhas",
        "nl": "ik mijn mij",
        "pl": "ja mój moja moje mnie mi",
        "uk": "я мій моя моє мене мені",
        "ru": "я мой моя моё мое меня мне",
        "tr": "ben benim bana",
        "ar": "أنا",
        "he": "אני",
        "ko": "나는 내가 저는 제가 나의",
        "sv": "jag mig",
    }.items()
}
_FIRST_PERSON_UNSPACED = {  # 我国 is China to a Chinese paper, 私立 a private school
    "zh": re.compile("(?<!自)我(?=[是在有想觉覺认認记記])"),
    "ja": re.compile("(?<!公)[私僕俺](?=[はもがのにを])"),
}
_ROAD = re.compile(r"I-\d")  # of American motorways
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|(?<!\w)[‘'][^’']*(?:[’'](?!\w)|$)"
    r"|「[^」]*(?:」|$)|『[^』]*(?:』|$)"
)


def why(
    *,
    title: str,
    link: str,
    text: str = "",
    language: str = "en",
    byline: str = "",
    kind: str = "",
    filed: Iterable[str] = (),
    start: int = 0,
) -> str:
    """Return what says that an article is commentary, in words; "" for news.

    ``kind`` is the page's own type (schema.org), ``filed`` what feed and page call it, ``start`` where the body begins.
    """
    if kind in KINDS:
        return f"its page says {kind}"
    for name in (*(one for one in filed if one.strip().casefold() in _DEPARTMENTS), *_departments(link)):
        return f"its outlet files it under “{name.strip()}”"
    if _HEADED.search(title):
        return "its headline says so"
    if _BYLINE.search(byline):
        return "its byline says so"
    signature = _SIGNED.search(text[:LEAD]) or _SIGNED.search(text[-SIGNED:])
    if signature:
        return f"it is signed so: “{' '.join(signature[0].split())}”"
    return "its first sentence speaks of its writer" if _speaks_of_itself(text[start:], language) else ""


def _departments(link: str) -> Iterator[str]:
    """The parts of its paper for opinion that an outlet files a link under. A host is none ("tribune.example")."""
    host = urlsplit(link).netloc.partition(".")[0]
    for name in (*links.filings(link), *([host] if host.startswith("opinion") else [])):
        words = re.split(r"[\s_-]+", name)
        if " ".join(words) in _REPORTING:
            continue
        if len(words) <= 3 and not _DEPARTMENTS.isdisjoint((words[0], words[-1], "".join(words))):
            yield name


def _speaks_of_itself(body: str, language: str) -> bool:
    """Whether the first sentence has a first person in it, outside of what is quoted."""
    me, unspaced = _FIRST_PERSON.get(language, frozenset()), _FIRST_PERSON_UNSPACED.get(language)
    first = next(iter(stops.sentences(body[: 3 * LEAD], language)), None) if me or unspaced else None
    if first is None:
        return False
    said = first_persons.without_namesakes(_QUOTED.sub(" ", body[first.start : first.end]), language)
    if unspaced:
        return unspaced.search(said) is not None
    return any(  # as written: "Me Too" is a movement, and "MiG" in Swedish no "mig"
        (word[0] in me or (not place and word[0] == word[0].capitalize() and word[0].casefold() in me))
        and not (word[0] == "I" and (capitals.is_numeral(said, word.start()) or _ROAD.match(said, word.start())))
        for place, word in enumerate(_WORD.finditer(said))
    )
