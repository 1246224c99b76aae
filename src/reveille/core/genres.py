"""What a page is that tells no news: a review, advice, a quiz, a preview, a podcast, background, an advertisement.

Told, as commentary is, by what its outlet says of it: its headline, the folders of its address, the name of its feed.
It may stand in an edition, says what it is, and does not rank with the news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from reveille.core import links

REVIEW, ADVICE, QUIZ, PREVIEW, PODCAST, BACKGROUND, FEATURE, ADVERTISEMENT = (
    "review", "advice", "quiz", "preview", "podcast", "background", "feature", "advertisement",
)  # fmt: skip


@dataclass(frozen=True)
class Genre:
    """What a page is, and what says so, in words."""

    name: str
    why: str


# What outlets call such parts of their papers, in addresses and feeds; the last word of a longer name is enough
# ("film reviews").
_FILED: Final = {
    name: frozenset(words.split())
    for name, words in {
        ADVERTISEMENT: "sponsored advertorial advertorials brandstudio brandvoice publireportage publirreportaje"
        " sponsor-content partner-content paid-content branded-content brand-studio paid-post",
        REVIEW: "review reviews testberichte rezension rezensionen kritiken critique critiques reseña reseñas resena"
        " resenas recensione recensioni resenha resenhas recensie recensies recenzje рецензии recenzii",
        ADVICE: "how-to howto guides advice recipe recipes tips ratgeber rezepte conseils recettes astuces consejos"
        " recetas ricette consigli receitas dicas recepten porady przepisy рецепты советы поради рецепти"
        " buying-guide gift-guide deals shopping",
        QUIZ: "quiz quizzes crossword crosswords puzzles sudoku horoscope horoscopes rätsel raetsel horoskop"
        " mots-croisés mots-croises horóscopo horoscopo pasatiempos crucigramas oroscopo гороскоп",
        PREVIEW: "preview previews vorschau vorberichte previas anteprime",
        PODCAST: "podcast podcasts listen audio",
        BACKGROUND: "explainer explainers explained hintergrund hintergründe hintergruende eclairage éclairage"
        " décryptage decryptage decodeurs",
        FEATURE: "longread longreads long-reads long-read longform long-form in-pictures photo-essay photo-essays"
        " fotostrecke fotostrecken bildergalerie bildergalerien diaporama diaporamas fotogalería fotogaleria",
    }.items()
}

_EDGE: Final = r"(?:^\W*|[:|–—]\s*|\s-\s)"
"""Where a part of a headline begins."""
_END: Final = r"(?:\s*[:|–—]|\s-\s|\W*$)"
"""Where one ends."""
_NUMBER: Final = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)"
_WORKS: Final = (
    r"(?:book|film|movie|cinema|tv|television|series|album|music|concert|gig|live|theatre|theater|opera|ballet|dance"
    r"|art|exhibition|game|restaurant|food|hotel|car|phone|product|show|first-?look|video|audio)"
)
# "Defence review: fewer ships" is a government's.
_OFFICIAL: Final = (
    r"(?:judicial|spending|defen[cs]e|strategic|policy|security|safety|case|pay|government|independent|peer|internal"
    r"|mid-?term|annual|quarterly|literature|sentence|under|in|budget)"
)
_PART: Final = r"(?:^|[:|–—]\s+)"
_THREE_MORE: Final = r"(?!.*\?)(?:\S+ ){3}"
"""A headline of some length that asks nothing."""

# By language, "" for all of them; the first that fits says what the page is.
_HEADED: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        ADVERTISEMENT: rf"{_EDGE}(?:sponsored(?: content| post)?|advertorial|paid (?:post|content)|partner content"
        r"|anzeige|publireportage|publi-?r[eé]dactionnel|contenu sponsorisé|contenido patrocinado|publirreportaje"
        rf"|contenuto sponsorizzato|conteúdo patrocinado|advertentie|materiał sponsorowany|реклама){_END}",
        REVIEW: r"★|影评|影評|书评|書評|レビュー|리뷰",
        QUIZ: rf"\b(?:quiz|sudoku|wordle|horoscopes?|horoskop|hor[óo]scopo|oroscopo|гороскоп){_END}",
        PODCAST: rf"{_EDGE}(?:[\w’']+ ){{0,4}}(?:podcast|video-?cast|подкаст){_END}",
    },
    "en": {
        REVIEW: rf"^\W*(?:first )?reviews?\s*[:|–—]|\b{_WORKS} reviews?\b(?! (?:finds|found|board))|[\[(]reviews?[\])]"
        r"|\w\s[–—-]\s(?:the )?review\W*$|\breview\s[–—]\s(?!what|why|how)|, reviewed\W*$"
        rf"|^(?!.*\b{_OFFICIAL} review)(?:[\w’'.&-]+ ){{1,6}}review\s*[:|–—]\s*\S",
        QUIZ: rf"\b(?:crossword|brain ?teaser){_END}|\b(?:test your knowledge|how well do you know"
        r"|take (?:our|the) quiz)\b|^can you (?:name|guess|spot|solve)\b",
        PREVIEW: rf"\bpreview{_END}|\b(?:what|who|things|players|stocks|matches|races) to (?:watch|look (?:out )?for)\b"
        r"|\bwhat to expect\b|\b(?:how (?:to|can i)|where to) watch\b|\bwhat (?:time|channel) (?:is|does|do|are)\b"
        r"|\bkick-?off time\b|\b(?:week|day|weekend) ahead\b(?! of\b)|\bpredicted (?:line-?ups?|xi|teams?)\b"
        r"|\bbetting (?:tips|odds)\b|\bteam news\b",
        ADVICE: rf"{_EDGE}how to |\bhere[’']?s how (?:to|you)\b|\band how (?:to|you can) \w+ (?:it|them|yours?|your)\b"
        rf"|{_EDGE}(?:the |our |top )*{_NUMBER} (?:[\w-]+ ){{0,3}}?(?:ways|tips|tricks|hacks|recipes|ideas|things to do"
        r"|gifts|deals|mistakes|places to|books to|films to|shows to|habits)\b"
        rf"|{_EDGE}(?:the )?best (?:[\w’'-]+ ){{1,5}}(?:of 20\d\d|to (?:buy|watch|visit|read|eat|stay)|deals)\b"
        r"|\bshould (?:you|i)\b[^:]*\?|\bcan (?:you|i)\b[^:]*\?"
        r"|\bwhat to (?:wear|eat|cook|buy|pack|read|stream|do (?:if|when|about))\b"
        r"|\bother ways to \w|\bguide (?:to|for) |^(?:top )?tips (?:for|to|on)\b|^\W*ask (?:the|an|dr\.?|amy)\b"
        r"|\brecipes?\s*(?:[:|]|\W*$)|\brecipes? for (?!disaster|chaos|success|failure|trouble|conflict|war)",
        BACKGROUND: rf"{_EDGE}{_NUMBER} (?:\w+ )?reasons (?:to|why|for|behind)\b"
        rf"|^what (?!to\b){_THREE_MORE}|{_PART}(?:why|how) (?!much|many|to\b){_THREE_MORE}|[:–—]\s+where {_THREE_MORE}"
        r"|^who (?:is|was|are|were) [^?]{3,80}\?\W*$"
        r"|^(?:rethinking|unlocking|understanding|exploring|navigating|decoding|unpacking|reimagining|demystifying) ",
        FEATURE: r"^\W*(?:photo essay|(?:the )?long read|in photos|gallery|profile|portrait)\s*[:|–—]"
        r"|^(?:your|the best) (?:pictures|photos|photographs)\b"
        r"|\b(?:photos|pictures|images) of the (?:day|week|month)\b"
        r"|^(?:a day|my (?:day|life|year|week|journey)|a life|the (?:secret )?life) (?:in|of|with|as)\b"
        r"|^what it[’']?s like\b|^(?:inside|meet|behind|remembering) (?:the|a|an)\b"
        # Nobody but the one whose story it is: "'My mother’s ship came back'".
        r"|^[‘'“\"](?=[^”\"]*\b(?:I|I[’']\w+|my|me|we|our|(?-i:us))\b)(?:[^‘'“\"’”]|(?<=\w)[’'](?=\w))+[’'”\"]$",
    },
    "de": {
        REVIEW: r"\b(?:buch|film|konzert|theater|opern|serien|tatort-|platten|album|restaurant|ausstellungs)-?kritik\b"
        r"|\brezension\b|^\W*kritik\s*[:|–—]|\bim (?:praxis|langzeit|kurz)?-?test\b|\b(?:testbericht|fahrbericht)\b",
        QUIZ: r"\bkreuzworträtsel\b|\btesten sie ihr wissen\b|^\W*(?:quiz|rätsel)\b",
        PREVIEW: rf"\bvorschau{_END}|\bdie woche voraus\b|\bso sehen sie\b|\bwo läuft\b|\blive im tv\b",
        ADVICE: r"^so (?:\w+ ){0,2}(?:sie|du|ihr|man)\b|^so (?:geht|klappt|gelingt|schützen|sparen|bekommen|finden)\b"
        rf"|\btipps (?:für|zum|zur|gegen)\b|\bratgeber{_END}|\brezepte? (?:für|mit)\b|^\W*rezept\w*\s*[:|–—]"
        r"|\bworauf (?:sie|man|du|käufer|reisende) \w*achten\b"
        r"|\bwas (?:sie|verbraucher|reisende|mieter|eltern|autofahrer) (?:jetzt |nun )?(?:tun|beachten) \w+",
        BACKGROUND: rf"{_PART}(?:warum|wieso|weshalb|wie) (?!viel){_THREE_MORE}"
        r"|^\W*(?:hintergrund|faktencheck)\s*[:|–—]",
        FEATURE: r"^\W*(?:porträt|reportage|fotostrecke|die bilder)\s*[:|–—]"
        r"|\b(?:bilder|fotos) (?:der woche|des tages)\b",
    },
    "fr": {
        REVIEW: r"^\W*critique\s*[:|–—]|\bcritique (?:ciné|cinéma|littéraire|de film|d[’']album)|\bon a testé\b"
        r"|\bprise en main\b",
        QUIZ: r"\bmots croisés\b|\btestez vos connaissances\b",
        PREVIEW: r"\bavant-match\b|\b(?:à quelle heure|sur quelle chaîne)\b|\bles rendez-vous de la semaine\b",
        ADVICE: r"^comment (?:bien |mieux |ne pas |se |s[’'])?\w+(?:er|ir|re)\b|\b(?:nos|\d+) (?:conseils|astuces"
        r"|recettes)\b|\bconseils pour\b|^\W*recettes?\s*(?:[:|–—]|de\b|d[’'])|\bmode d[’']emploi\b"
        r"|\bguide (?:pratique|d[’']achat)\b|^que faire (?:en cas|si|quand|ce week-end)\b",
        BACKGROUND: rf"{_PART}(?:pourquoi|comment) {_THREE_MORE}|^\W*(?:décryptage|éclairage|analyse)\s*[:|–—]",
        FEATURE: r"^\W*(?:portrait|reportage|en images|grand format)\s*[:|–—.]"
        r"|\b(?:photos|images) (?:de la semaine|du jour)\b",
    },
    "es": {
        REVIEW: r"\breseña\b|^\W*cr[íi]tica\s*(?:[:|–—]|de (?:cine|teatro|libros|música)\b|literaria)"
        r"|\bhemos probado\b",
        QUIZ: r"\bcrucigrama\b|\bpon a prueba\b",
        PREVIEW: r"\bprevia\s*[:|–—]|\b(?:a qué hora|dónde (?:ver|televisan))\b",
        ADVICE: r"^¿?c[óo]mo \w+(?:ar|er|ir|arse|erse|irse)\b|\b(?:consejos|trucos) para\b|^\W*recetas?\b"
        r"|\bguía (?:práctica|de compras|para)\b|^¿?qué hacer (?:si|en|este)\b",
        BACKGROUND: rf"{_PART}(?:por qué|cómo) {_THREE_MORE}|^\W*claves\s*[:|–—]",
        FEATURE: r"^\W*(?:retrato|reportaje|en imágenes|fotogalería)\s*[:|–—.]"
        r"|\b(?:fotos|imágenes) (?:de la semana|del día)\b",
    },
    "it": {
        REVIEW: r"\brecensione\b", QUIZ: r"\bcruciverba\b",
        PREVIEW: r"\banteprima\s*[:|–—]|\bprobabili formazioni\b|\bdove veder[el]\w*",
        ADVICE: r"^come \w+(?:are|ere|ire|arsi|ersi|irsi)\b|\bconsigli per\b|^\W*ricett[ae]\b",
        BACKGROUND: rf"^(?:perché|come) {_THREE_MORE}",
    },
    "pt": {
        REVIEW: r"\bresenha\b|^\W*crítica\s*[:|–—]", PREVIEW: r"\bonde assistir\b|\bprováveis escalações\b",
        ADVICE: r"^(?:veja |saiba )?como \w+(?:ar|er|ir)\b|\bdicas (?:de|para)\b|^\W*receita (?:de|:)",
        BACKGROUND: rf"^(?:por que|como) {_THREE_MORE}",
    },
    "nl": {
        REVIEW: r"\brecensie\b", PREVIEW: r"\bvoorbeschouwing\b",
        ADVICE: r"^zo \w+ (?:je|u)\b|\btips (?:voor|om)\b|^\W*recept\s*:",
        BACKGROUND: rf"^(?:waarom|hoe) {_THREE_MORE}",
    },
    "pl": {
        REVIEW: r"\brecenzja\b", PREVIEW: r"\bzapowiedź\b|\bgdzie oglądać\b",
        ADVICE: r"^jak (?:się )?\w+ć\b|\bprzepis na\b", BACKGROUND: rf"^(?:dlaczego|jak) {_THREE_MORE}",
    },
    "ru": {
        REVIEW: r"\bрецензия\b", QUIZ: r"\bкроссворд\b", PREVIEW: r"\bгде смотреть\b",
        ADVICE: r"^как \w+(?:ть|ться|ти)\b|\bсоветы (?:для|по|как)\b|^\W*рецепты?\b",
        BACKGROUND: rf"^(?:почему|зачем|как) {_THREE_MORE}",
    },
    "uk": {
        REVIEW: r"\bрецензія\b", QUIZ: r"\bкросворд\b", PREVIEW: r"\bде дивитися\b",
        ADVICE: r"^як \w+(?:ти|тися)\b|\bпоради (?:для|як)\b|^\W*рецепти?\b",
        BACKGROUND: rf"^(?:чому|навіщо|як) {_THREE_MORE}",
    },
}  # fmt: skip
_SAYS: Final = {
    language: {name: re.compile(said, re.I) for name, said in told.items()} for language, told in _HEADED.items()
}


def genre(title: str, link: str = "", filed: Iterable[str] = (), language: str = "en") -> Genre | None:
    """Return what a page is that tells no news; None for reports, and for commentary, which ``core.commentary`` tells.

    ``filed`` are the names of the feed or section that it stands in, ``language`` is that of its headline.
    """
    for label in (*filed, *_folders(link)):
        if name := _filed(label):
            return Genre(name, f"filed under “{label.strip()}”")
    told = ((name, said) for code in ("", language or "en") for name, said in _SAYS.get(code, {}).items())
    return next((Genre(name, "by its headline") for name, said in told if said.search(title)), None)


def _filed(label: str) -> str:
    words = re.split(r"[\s_-]+", label.casefold().strip())
    known = {"-".join(words), *(words[-1:] if len(words) <= 2 else ())}
    return next((name for name, labels in _FILED.items() if not labels.isdisjoint(known)), "")


def _folders(link: str) -> Iterator[str]:
    """The parts of its paper that an outlet files a link under, without its host and its own name."""
    path = urlsplit(link).path
    yield from (folder for folder in path.casefold().split("/")[:-1] if folder)
    host = urlsplit(link).netloc.partition(".")[0]
    yield from (label for label in links.departments(link) if label != host)
