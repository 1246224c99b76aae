"""By which folders and headlines outlets say that a page tells no news, in their languages.

Each form of a headline is fixed, and stands at the beginning or the end of it or of its part: the words themselves have
ordinary meanings ("Post Office review: 900 wrongly convicted" is news).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NAMES: Final = ("review", "advice", "quiz", "preview", "podcast", "background", "feature", "advertisement")
REVIEW, ADVICE, QUIZ, PREVIEW, PODCAST, BACKGROUND, FEATURE, ADVERTISEMENT = NAMES

# What outlets call such parts of their papers, in addresses and feeds.
FILED: Final = {
    name: frozenset(words.split())
    for name, words in {
        ADVERTISEMENT: "sponsored advertorial advertorials brandstudio brandvoice publireportage publirreportaje"
        " sponsor-content partner-content paid-content branded-content brand-studio paid-post",
        REVIEW: "review reviews testberichte rezension rezensionen kritiken critique critiques reseña reseñas resena"
        " resenas recensione recensioni resenha resenhas recensie recensies recenzje рецензии recenzii",
        ADVICE: "how-to howto guides advice recipe recipes tips ratgeber rezepte conseils recettes astuces consejos"
        " recetas ricette consigli receitas dicas recepten porady przepisy рецепты поради рецепти"
        " buying-guide gift-guide",
        QUIZ: "quiz quizzes crossword crosswords puzzles sudoku horoscope horoscopes rätsel raetsel horoskop"
        " mots-croisés mots-croises horóscopo horoscopo pasatiempos crucigramas oroscopo гороскоп"
        " burclar astroloji bulmaca horoskopy krzyzowki",
        PREVIEW: "preview previews vorschau vorberichte previas anteprime",
        PODCAST: "podcast podcasts listen",
        BACKGROUND: "explainer explainers explained hintergrund hintergründe hintergruende eclairage éclairage"
        " décryptage decryptage decodeurs",
        FEATURE: "longread longreads long-reads long-read longform long-form in-pictures photo-essay photo-essays"
        " fotostrecke fotostrecken bildergalerie bildergalerien diaporama diaporamas fotogalería fotogaleria",
    }.items()
}
ENDING: Final = frozenset((
    "recipes", "rezepte", "recettes", "recetas", "quiz", "quizzes", "crosswords", "podcast", "podcasts", "explainers",
    "explained", "previews", "rezensionen", "kritiken", "testberichte", "reseñas", "resenas", "recensioni",
    "recensies",
))  # fmt: skip
"""What says it at the end of a longer name too ("vegan recipes"); "judicial review", "travel advice" are news."""
WORKS: Final = (
    r"(?:book|film|movie|food|cinema|tv|television|album|music|concert|gig|theatre|theater|opera|ballet|dance|art"
    r"|exhibition|game|restaurant|hotel|first-?look)"
)

_AT: Final = r"^\W{0,3}"
"""Where a headline begins, after its quotation marks and brackets."""
_EDGE: Final = r"(?:^\W{0,3}|[:|–—]\s*|\s-\s)"
"""Where a part of a headline begins."""
_END: Final = r"(?:\s*[:|–—]|\s-\s|\W*$)"
"""Where one ends."""
_COLON: Final = r"\s*[:|–—]"
_OF_A_WORK: Final = r"\s*[:|]\s*(?:[„“”«»‚‘’\"]|(?:\S+\s+){0,3}\S+\W*$)"
"""What "critique:" stands before if it is a review: a title, and not what an auditor finds."""
_NUMBER: Final = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)"
_PART: Final = r"(?:^|[:|–—]\s+)"
# Who says so, what came of it, or when. What happened is told by ``core.hard_news`` for all forms at once.
_NO_REPORTER: Final = (
    r"(?!.*\b(?:says?|said|tells|told|warns?|vows?|led|leads to|rejected|blamed|finds|found|discussed|proposed|declared"
    r"|splits|divides|dominates|tops|fails?|failed|escaped|survived|managed|thinks|believes|admits|reveals|claims"
    r"|denies"
    r"|accuses|challenges|demands|lied|agrees?|agreed|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|sagt|sagte|mitteilte|meldet|laut|spaltet|wirft"
    r"|selon|dit|accuse|divise|dice|dijo|según|acusa|divide)\b)"
)
_NO_REPORT: Final = rf"{_NO_REPORTER}(?!.*[:–—]\s*[^\s:–—]+(?:\s[^\s:–—]+){{0,2}}$)"
"""Nor does anybody stand behind it: "How to end a war: Hill"."""
_ALONE: Final = r"(?!.*[,:–—])"
"""A headline of one part, so that nobody says it and nothing follows from it."""
_THREE_MORE: Final = rf"{_NO_REPORT}(?!.*\?)(?:\S+ ){{3}}"
"""A headline of some length that asks nothing and tells nothing."""
_HAPPENS: Final = r"(?:sinks?|hits?|crash\w*|explodes?|burns?|collapses|quits?|resigns?|wins?|loses|erupts|falls|rises)"
# What a headline is about, before what it says: "Hot weather: How to sleep". Whether it can say that is asked first:
# looking for all that reports costs the most.
_ABOUT: Final = (
    rf"\W{{0,3}}{_NO_REPORT}(?!(?:[^\s:?]+ ){{1,2}}{_HAPPENS}\b[^:]*:)(?:(?:[^\s:?]+ ){{0,3}}[^\s:?]+(?:\s?:| [–—-]) )?"
)
_TO_DO: Final = rf"^(?=.*\bhow to ){_ABOUT}how to "
# Somebody asks who knows: "What is the law on bonfires?", and not "Hill: Why would we pay?" or "‘What is wrong?’".
_ASKS: Final = rf"^(?=.*[?؟？]){_ABOUT}(?<![‘’'“”„«\"¿])¿?"
_ANSWERED: Final = (
    r"(?!.*(?:[“”„«\"]|\b(?:(?:would|should|must|can) (?:we|he|she|they)|we (?!know|get|see)|wir|ich|nous|je|io|noi|ja"
    r"|мы|я|ми)\b))[^:?؟？]{6,120}[?؟？]\W*$"
)
_NO_FINDING: Final = (
    r"(?!.*\b(?:fail\w*|could|should|would|must|was|were|has|have|had|need(?:s|ed)?|lack\w*|knew|cost|costs|rose"
    r"|rises?|falls?"
    r"|fell|avoidable|preventable|unsafe|missed|ignored|wrong\w*|blame\w*|finds?|found|deaths?|victims?|police|nhs"
    r"|hospitals?"
    r"|army|navy|ministry|mod|government|council|troops|soldiers|recruits)\b)"
)
"""What an inquiry's review says of somebody: "Army failed recruits – review"."""
_MADE: Final = (
    r"(?:film|movie|novel|book|album|play|drama|comedy|thriller|memoir|musical|opera|concert|documentary|sequel|romp"
    r"|tale|debut|revival|staging|masterpiece)"
)

# By language, "" for all of them; the first that fits says what the page is.
HEADED: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        ADVERTISEMENT: r"^\W{0,3}(?:sponsored(?: content| post)?|advertorial|paid (?:post|content)|partner content"
        r"|anzeige|publireportage|publi-?r[eé]dactionnel|contenu sponsorisé|contenido patrocinado|publirreportaje"
        r"|contenuto sponsorizzato|conteúdo patrocinado|advertentie|materiał sponsorowany|реклама)\s*[:|\]]",
        REVIEW: r"★[★☆½]|(?:^|[【［\[])(?:影评|影評|书评|書評|レビュー|리뷰)\s*[】］\]:：|]",
        QUIZ: r"^\W{0,3}(?:(?:the|our|your|news|weekly|daily|weekend|sports?|football|history|picture|geography|culture"
        rf"|big|tages|wochen) ){{0,3}}(?:quiz|horoscopes?|horoskop|hor[óo]scopo|oroscopo|гороскоп)(?:{_COLON}|\W*$)"
        r"|^\W{0,3}(?:sudoku|wordle)\W*$|[|–—]\s*(?:the )?quiz\W*$",
        PODCAST: r"^\W{0,3}(?:podcast|подкаст|(?:the|our) (?:[\w’'-]+ ){0,3}podcast)\s*[:|]|[|–—]\s*podcast\W*$",
    },
    "en": {
        REVIEW: rf"{_AT}(?:first )?reviews?{_COLON}{_NO_REPORTER}|{_AT}{WORKS} reviews?(?:{_COLON}|\s-\s)"
        rf"|[:|–—]\s*{WORKS} reviews?\W*$"
        r"|^[\[(]reviews?[\])]|[\[(]reviews?[\])]\W*$|, reviewed\W*$"
        rf"|^(?=.*\w\s[–—-]\s(?:the )?review\W*$){_NO_FINDING}"
        rf"|^[‘'“\"][^‘“\"]{{2,60}}[’'”\"] review{_COLON}"
        r"|\breviews? round-?up\b"
        rf"|^we (?:try|tried|test|tested) (?:out )?(?:the|a|an|every|all|\d+)\b{_NO_REPORT}"
        rf"|\b(?:kitchen|restaurant|caf[ée]|bistro|trattoria|season \d+|finale|premiere|episode) review{_COLON}"
        rf"|\breview\s[–—]\s(?:(?:one|two|three|four|five|\d) stars\b|(?:an?|the) (?:[\w,’'-]+ ){{0,5}}?{_MADE}\b)",
        QUIZ: rf"{_AT}(?:(?:daily|cryptic|quick|mini) )?crossword{_COLON}|{_EDGE}(?:test your knowledge"
        r"|how well do you know|take (?:our|the) quiz)\b|^can you (?:name|guess|spot|solve)\b.*\?",
        PREVIEW: rf"{_AT}(?:(?:match|race|season|fight|film) )?preview\s*[:|]|[:|–—]\s*(?:(?:match|race"
        rf"|season) )?preview\W*$"
        rf"|{_EDGE}(?=what|who|{_NUMBER} ){_NO_REPORT}"
        rf"(?:what|who|{_NUMBER} (?:things|players|stocks|matches|races|artists|bands|acts))"
        r" to (?:watch|see|look (?:out )?for)(?:\W*$|\s(?:for|in|on|as|at|this|tonight)\b)"
        rf"|{_AT}{_NO_REPORT}(?!.*\b(?:gives?|gets?|offers?|holds?|sees?)\b)(?:[\w’']+ ){{1,3}}preview:"
        rf"|{_EDGE}(?:what to expect (?:from|in|at|as|when|this)|(?:how|where) to watch|what (?:time|channel) is)\b"
        rf"|{_EDGE}(?:the |your )?(?:week|weekend) ahead{_END}|\bpredicted (?:line-?ups?|xi)\b"
        r"|\sv\.?\s[^:]+\((?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\)\W*$"
        r"|\b(?:line-?ups?|kick-?off|predictions?)\b.*\bteam news\b|\bteam news\b.*\b(?:line-?ups?|kick-?off"
        r"|predictions?)\b",
        ADVICE: rf"{_TO_DO}|{_AT}diy\s*[:|]|(?:^|[?.:–—]\s*)here[’']?s how (?:to|you)\b"
        rf"|{_AT}{_NO_REPORT}(?:the |our |top )*{_NUMBER} (?:[\w-]+ ){{0,2}}?(?:ways to|(?:books|films|shows) to"
        r" (?:see|read|watch|stream|catch|love)|places to (?!(?:host|be|lose|get|close|vote|face|receive|house)\b)"
        r"|things to (?!(?:settle|agree|resolve|decide|host|be)\b)"
        r"|(?:ways|tips|tricks|hacks|recipes|ideas(?!.*\b(?:put to|rejected|tabled|submitted"
        r"|floated)\b)) for (?:\w+ing|(?:\S+ ){1,3}to))\b"
        rf"|{_AT}{_NO_REPORT}(?:the )?(?:\d+ )?best (?!(?:quarter|year|month|week|result)s?\b)(?:[\w’'-]+ ){{1,4}}"
        r"(?:of 20\d\d\W*$|to (?:buy|watch|visit|read|eat)\b"
        r"|(?<=places )to stay\b|(?<=hotels )to stay\b)"
        rf"|{_PART}should (?:you|i) [^:]*\?\W*$|{_PART}can (?:you|i) [^:]*\?\W*$"
        rf"|{_EDGE}what to (?:wear|eat|cook|buy|pack|read|stream|do (?:if|when) you)\b{_NO_REPORTER}"
        rf"|{_EDGE}(?=(?:an?|our|your|the) ){_NO_REPORT}(?:an?|our|your|the) "
        rf"(?:(?:quick|complete|essential|simple|short|practical"
        rf"|beginner[’']?s"
        r"|visitor[’']?s|buyer[’']?s) )?guide to (?!.*\b(?:is|are|was|were|has|have)\b)"
        r"|^(?:top|expert|our) tips (?:for|on|to)\b"
        r"|^tips (?:for|on) \w+ing\b|^\W{0,3}ask (?:amy|dr\.? \w+|the (?:expert|vet"
        r"|doctor))\s*[:|–—]"
        r"|^\W{0,3}recipes?\s*[:|]|[:|–—]\s*(?:the |a )?recipe\W*$|[’']s? recipes? for [^|]+\|",
        BACKGROUND: rf"{_AT}expla(?:ined|iner)\s*[:|–—]|(?:[,:|–—]\s*|^(?!.*\b(?:be|been|never|not|was|is|are"
        rf"|were) explained)"
        r".*\w )explained[.!’']*$|[:|–—]\s*(?:an )?explainer\W*$"
        rf"|^{_NUMBER} (?:\w+ )?reasons (?:to|why)\b{_NO_REPORT}"
        rf"|^what (?:we (?:know|don[’']t know)|you (?:need|should)|(?:is|are|do|does) (?!thought|believed|said|left)"
        rf"|[^:?]{{3,60}} (?:means|could mean|tells us)\b){_NO_REPORT}(?!.*\?)"
        rf"|{_ASKS}(?:what(?:[’']s| (?:is|are|was|were|does|do|did|will|can|could|happens|happened|more))"
        rf"|why (?:is|are|was|were|do|does|did|has|have)|how (?:exactly|is|are|do|does|did|can|could|might))"
        rf" {_ANSWERED}"
        r"|(?:^\W{0,3}|[.!?] )here[’']s why (?:\S+ ){2}"
        rf"|^(?:why|how) (?!much|many|to\b|i\b|we\b|not\b){_THREE_MORE}"
        r"|^(?!.*\b(?:revealed|exclusive|inquiry|report|review|court|police|study|trial|watchdog|ministry|probe"
        r"|minister)\s*:)"
        rf"[^:]{{3,60}}:\s+(?-i:Why|How) (?!much|many|to\b|i\b|we\b|not\b){_THREE_MORE}"
        r"|^who (?:is|was|are|were) [^?]{3,80}\?\W*$"
        rf"|[:–—-]\s{_NUMBER} (?:\w+ ){{0,2}}(?:threats|issues|lessons|charts|theories|challenges)\b"
        rf"(?=\W*$| (?:to|from|for|that|facing|we|you|about|on|ahead|which|explain\w*)\b){_NO_REPORT}"
        r"|^(?:unlocking|navigating|harnessing|leveraging|maximi[sz]ing|embracing) (?:[\w’'-]+ ){0,3}"
        rf"(?:opportunit(?:y|ies)|potential|growth|benefits|synergies|innovation|challenges)\b{_NO_REPORT}{_ALONE}"
        rf"|^(?:rethinking|unlocking|decoding|unpacking|reimagining|demystifying) (?:the|a|an|our|your|how"
        rf"|why)\b{_NO_REPORT}{_ALONE}"
        rf"|[:|–—-]\s{_NUMBER} reasons (?:to|why)\b{_NO_REPORTER}"
        rf"|^what [^:?]{{3,60}} can (?:learn from|teach)\b{_NO_REPORT}"
        rf"|:\s+what [^:?]{{3,60}} tells us\W*$",
        FEATURE: r"^\W{0,3}(?:photo essay|(?:the )?long read|in (?:photos|pictures)|gallery|profile)\s*[:|]"
        rf"|^why i(?:[’'](?:ve|m|d))? {_ALONE}{_NO_REPORT}"
        r"|^your (?:pictures|photos|photographs)\b"
        r"|\b(?:photos|pictures|images) of the (?:day|week|month)(?:\s*[:|–—]|\W*$)"
        rf"|^{_NO_REPORT}(?:a day in the life of|my (?:life|year|journey) (?:in|with|as)|the secret life of"
        r"|what it[’']?s like (?:to|being))\b"
        rf"|^meet the (?:[\w’'-]+ ){{1,4}}(?:who|behind|making|trying)\b{_NO_REPORT}"
        # Nobody but the one whose story it is: "'My mother’s ship came back'".
        rf"|^[‘'“\"]{_NO_REPORT}(?=[^”\"]*\b(?:mum|dad)(?:[’']s)?\b[^”\"]*\b(?:us|me|I|our)\b)"
        rf"(?:[^‘'“\"’”]|(?<=\w)[’'](?=\w))+[’'”\"]$"
        rf"|^[‘'“\"]{_NO_REPORT}(?=[^”\"]*\bmy (?:mother|father|mum|dad|wife|husband|son|daughter|brother|sister|child"
        r"|parents|family)\b)(?:[^‘'“\"’”]|(?<=\w)[’'](?=\w))+[’'”\"]$",
    },
    "de": {
        REVIEW: rf"\b(?:buch|film|konzert|theater|opern|serien|tatort-|platten|album|restaurant"
        rf"|ausstellungs)-?kritik{_END}"
        rf"|{_EDGE}rezension{_END}|{_AT}kritik(?!.*\b(?:nicht|kein\w*|zu (?:wenig|viel|spät|teuer|langsam)|fehl\w+"
        rf"|ist|sind|hat"
        rf"|haben|wird|\w*ge[a-zäöü]{{3,}}t|bundeswehr|regierung\w*|minist\w*|polizei|armee)\b){_OF_A_WORK}"
        rf"|\bim (?:langzeit|kurz|dauer|vergleichs)-?test(?:{_COLON}|\W*$)"
        rf"|{_EDGE}(?:testbericht|fahrbericht){_END}",
        QUIZ: rf"{_AT}kreuzworträtsel{_END}|{_EDGE}testen sie ihr wissen\b",
        PREVIEW: rf"{_AT}(?:spiel)?vorschau\s*[:|]|{_EDGE}die woche voraus{_END}|\bso sehen sie\b.*\b(?:live|tv"
        rf"|stream)\b"
        r"|\bwo läuft\b.*\b(?:live|tv|stream)\b",
        ADVICE: rf"(?-i:^So \w+en Sie )(?!.*\b(?:gewählt|abgestimmt)\b){_NO_REPORT}|^so \w+t? (?:du|man) {_NO_REPORT}"
        rf"|^(?:\d+|fünf|sieben|zehn|unsere|die besten) tipps (?:für|zum|zur|gegen)\b{_NO_REPORT}{_ALONE}"
        r"|^\W{0,3}ratgeber\s*[:|]|^\W{0,3}rezepte?\s*[:|–—](?!.*\b(?:apothek\w*|ärzt\w*|\w*arzt|\w*kassen?|patient\w*"
        r"|medikament\w*|\w*spritze\w*|antibiotik\w*|digital\w*|elektronisch\w*|praxen)\b)"
        r"|\bworauf (?:sie|man|du|käufer|reisende) \w*achten (?:müssen|sollten|sollte|muss)\b"
        r"|\bwas (?:(?-i:Sie)|verbraucher|reisende|mieter|eltern|autofahrer) (?:jetzt |nun )?(?:tun|beachten)"
        r" (?:müssen|sollten|können)\b",
        BACKGROUND: rf"{_PART}(?:warum|wieso|weshalb) {_THREE_MORE}|^so funktionier(?:t|en) (?:der|die|das"
        rf"|eine?)\b{_NO_REPORT}"
        rf"|{_ASKS}(?:was (?:ist|sind|bedeutet|passiert|bringt|steckt|kann|können)|wie (?:funktioniert"
        rf"|gefährlich|sicher|kann|können|ist|sind|geht)|warum|wieso|weshalb) {_ANSWERED}"
        r"|^\W{0,3}(?:hintergrund|faktencheck)\s*[:|]",
        FEATURE: r"^\W{0,3}(?:reportage|fotostrecke|die bilder)\s*[:|]|\b(?:bilder|fotos) (?:der woche|des tages)\W*$",
    },
    "fr": {
        REVIEW: rf"{_AT}critique(?!\s*[:|]\s*(?:l[’']état|(?:la )?situation|les réserves|le niveau)\b){_OF_A_WORK}"
        rf"|{_AT}critique (?:ciné|cinéma|littéraire|de film|d[’']album){_END}"
        rf"|^on a testé\b{_NO_REPORT}|[:|–—]\s*notre prise en main\W*$",
        QUIZ: rf"{_AT}mots croisés{_END}|{_EDGE}testez vos connaissances\b",
        PREVIEW: rf"{_AT}avant-match{_END}|{_EDGE}(?:à quelle heure (?:et|voir|regarder)|sur quelle chaîne)\b"
        r"|^les rendez-vous de la semaine\b",
        ADVICE: rf"^comment (?:bien |mieux |ne pas |se |s[’'])?\w+(?:er|ir|re)\b{_NO_REPORT}"
        rf"|^(?:nos |quelques |\d+ )(?:conseils|astuces|recettes) pour \w+(?:er|ir|re)\b{_NO_REPORT}"
        rf"|{_AT}recette\s*[:|](?!.*\b(?:millions?|milliards?|l[’']état|fiscal\w*|taxes?|impôts?)\b)"
        r"|[:,]\s*(?:le )?mode d[’']emploi\W*$|^(?:le |notre )?guide (?:pratique|d[’']achat)\s*[:|]"
        rf"|^que faire (?:en cas|si|quand|ce week-end)\b{_NO_REPORT}",
        BACKGROUND: rf"{_PART}(?:pourquoi|comment) {_THREE_MORE}|{_AT}(?:décryptage|analyse)\s*[:|–—]"
        rf"|{_ASKS}(?:(?:pourquoi|comment|que (?:sait-on|change|risque)|à quoi|quel(?:le)?s? (?:est|sont)) "
        rf"|qu[’']est-ce qu(?:[’']|e |i )){_ANSWERED}",
        FEATURE: r"^\W{0,3}(?:reportage|en images|grand format)\s*[:|.]|\b(?:photos|images) (?:de la semaine"
        r"|du jour)\W*$",
    },
    "es": {
        REVIEW: rf"{_AT}reseñas?{_COLON}|[|–—]\s*reseña\W*$|{_AT}cr[íi]tica (?:de (?:cine|teatro|libros|música)"
        rf"|literaria){_COLON}"
        rf"|{_AT}cr[íi]tica{_OF_A_WORK}|^hemos probado\b{_NO_REPORT}",
        QUIZ: rf"{_AT}crucigrama{_END}|{_EDGE}pon a prueba tus?\b",
        PREVIEW: rf"{_AT}(?:la )?previa\s*[:|]|{_EDGE}¿?a qué hora (?:juegan?|es|ver|empieza)\b"
        rf"|{_EDGE}¿?dónde (?:ver|televisan)\b",
        ADVICE: rf"^¿?c[óo]mo \w+(?:ar|er|ir|arse|erse|irse)\b{_NO_REPORT}"
        rf"|^(?:\d+ |los mejores |nuestros )?(?:consejos|trucos) para \w+(?:ar|er|ir)(?:se|lo|la)?\b{_NO_REPORT}"
        rf"|{_AT}recetas?\s*[:|](?!.*\b(?:sanidad|salud|médic\w+|farmac\w+|antibiótic\w+|electrónic\w+"
        rf"|paciente\w*)\b)|^(?:la )?guía (?:práctica|de compras)\b{_NO_REPORT}|^¿?qué hacer (?:si"
        rf"|en caso)\b{_NO_REPORT}",
        BACKGROUND: rf"{_PART}(?:por qué|cómo) {_THREE_MORE}|{_AT}(?:las )?claves\s*[:|]"
        rf"|{_ASKS}(?:qué (?:es|son|pasa|significa|cambia)|por qué|cómo|cuál(?:es)? (?:es|son)) {_ANSWERED}",
        FEATURE: r"^\W{0,3}(?:reportaje|en imágenes|fotogalería)\s*[:|.]|\b(?:fotos|imágenes) (?:de la semana"
        r"|del día)\W*$",
    },
    "it": {
        FEATURE: r"^\W{0,3}(?:le foto|fotogallery|reportage)\s*[:|]",
        REVIEW: rf"{_EDGE}recensione{_END}", QUIZ: rf"{_AT}cruciverba{_END}",
        PREVIEW: rf"{_AT}anteprima\s*[:|]|\bprobabili formazioni\b|{_EDGE}dove veder[el]\w*",
        ADVICE: rf"^come \w+(?:are|ere|ire|arsi|ersi|irsi)\b{_ALONE}|^\d+ consigli per\b{_ALONE}"
        rf"|{_AT}ricett[ae]\s*[:|](?!.*\b(?:medic\w+|farmac\w+|salute|digital\w+|elettronic\w+|carta|pazient\w+)\b)",
        BACKGROUND: rf"{_ASKS}(?:perché|come (?:mai|è|sono|si|funziona)|(?:che )?cos[’']è|(?:che )?cosa (?:sono"
        rf"|cambia|succede"
        rf"|significa)) {_ANSWERED}",
    },
    "pt": {
        FEATURE: r"^\W{0,3}(?:em imagens|fotogaleria|reportagem)\s*[:|]", QUIZ: rf"{_AT}palavras cruzadas{_END}",
        REVIEW: rf"{_EDGE}resenha{_END}|{_AT}crítica{_OF_A_WORK}",
        PREVIEW: rf"{_EDGE}onde assistir\b|\bprováveis escalações\b",
        ADVICE: rf"^(?:veja |saiba )?como \w+(?:ar|er|ir)\b{_ALONE}"
        rf"|^\d+ dicas (?:de|para)\b{_ALONE}|{_AT}receita\s*[:|](?!.*\b(?:federal|arrecada\w+|impostos?|contribuint\w+"
        r"|milh\w+|bilh\w+|fiscal\w*|médic\w+|declaraç\w+|restituiç\w+|sobe|cai)\b)",
        BACKGROUND: rf"{_ASKS}(?:o que (?:é|são|muda|significa|acontece)|por que|como|quais são) {_ANSWERED}",
    },
    "nl": {
        FEATURE: r"^\W{0,3}(?:in beeld|fotoserie|reportage)\s*[:|]", QUIZ: rf"{_AT}kruiswoord(?:puzzel|raadsel){_END}",
        REVIEW: rf"{_EDGE}recensie{_END}", PREVIEW: rf"{_EDGE}voorbeschouwing{_END}",
        ADVICE: rf"^zo \w+ (?:je|u)\b{_ALONE}|^\d+ tips (?:voor|om)\b{_ALONE}"
        rf"|{_AT}recept\s*:(?!.*\b(?:\w*arts(?:en)?|apothek\w*"
        r"|pillen|medicijn\w*|patiënt\w*|zorg\w*)\b)",
        BACKGROUND: rf"{_ASKS}(?:wat (?:is|zijn|betekent|gebeurt)|waarom|hoe (?:werkt|kan|kunnen|is|zijn"
        rf"|gevaarlijk|veilig))"
        rf" {_ANSWERED}",
    },
    "pl": {
        FEATURE: r"^\W{0,3}(?:reportaż|fotoreportaż|fotogaleria)\s*[:|]", QUIZ: rf"{_AT}krzyżówka{_END}",
        REVIEW: rf"{_EDGE}recenzja{_END}", PREVIEW: rf"{_AT}zapowiedź\s*[:|]|{_EDGE}gdzie oglądać\b",
        ADVICE: rf"^jak (?:się )?\w+ć\b{_ALONE}|{_AT}przepis\s*[:|]",
        BACKGROUND: rf"{_ASKS}(?:co to (?:jest|są)|czym (?:jest|są)|dlaczego|jak (?:działa|to|się)) {_ANSWERED}",
    },
    "ru": {
        FEATURE: r"^\W{0,3}(?:фоторепортаж|фотогалерея)\s*[:|.]|\bфото (?:дня|недели)\W*$",
        REVIEW: rf"{_EDGE}рецензия{_END}", QUIZ: rf"{_AT}кроссворд{_END}", PREVIEW: rf"{_EDGE}где смотреть\b",
        ADVICE: rf"^как \w+(?:ть|ться|ти)\b{_ALONE}|^\d+ советов (?:для|по|как)\b{_ALONE}|{_AT}рецепты?\s*[:"
        rf"|](?!.*\b(?:аптек\w*"
        r"|врач\w*|лекарств\w*|электронн\w*|минздрав\w*|препарат\w*)\b)",
        BACKGROUND: rf"{_ASKS}(?:что такое|почему|зачем|как (?:работа\w+|устро\w+|это)) {_ANSWERED}",
    },
    "tr": {
        REVIEW: rf"{_EDGE}(?:film|kitap|dizi|oyun|albüm) (?:eleştirisi|incelemesi){_END}",
        QUIZ: rf"\b(?:günlük|haftalık) burç yorumları\b|{_AT}(?:bulmaca|burç yorumları){_END}",
        PREVIEW: r"\bmaçı (?:ne zaman|saat kaçta|hangi kanalda)\b|\bmuhtemel 11[’']?ler\b",
        ADVICE: r"\bnasıl (?:yapılır|hazırlanır|temizlenir|seçilir|kullanılır|korunur)\s*\?\W*$|^\W{0,3}tarif\s*[:|]",
        BACKGROUND: r"\b(?:nedir|ne demek(?:tir)?|kimdir|nasıl çalışır)\s*\?\W*$",
        FEATURE: r"^\W{0,3}(?:fotoğraflarla|foto galeri|galeri)\s*[:|]|\bgünün (?:fotoğrafları|kareleri)\W*$",
    },
    "ar": {
        REVIEW: r"^\W{0,3}مراجعة (?:فيلم|رواية|لعبة|مسلسل)(?!\w)",
        QUIZ: r"^\W{0,3}(?:برجك اليوم|حظك اليوم|توقعات الأبراج|الأبراج اليوم|كلمات متقاطعة\W*$)",
        PREVIEW: r"^\W{0,3}(?:موعد مباراة|التشكيل(?:ة)? المتوقع)|القنوات الناقلة",
        PODCAST: r"^\W{0,3}بودكاست\s*[:|]",
        ADVICE: r"^\W{0,3}طريقة (?:تحضير|عمل(?! (?:ال)?(?:برلمان|مجلس|حكوم|لجن|هيئ|شرك|جيش|قبة|نظام|محكم|وزار|جهاز)))"
        r"(?!\w)|^\W{0,3}\d+ (?:نصائح(?!\w)|طرق (?:ل\w|فعال|بسيط|سهل|طبيعي|تساعد))",  # ways; roads are news
        BACKGROUND: rf"{_ASKS}(?:لماذا|ما هو|ما هي|كيف|من هو|من هي) {_ANSWERED}",
    },
    "he": {
        REVIEW: rf"{_AT}ביקורת (?:סרט|ספר|סדרה|מסעדה|תיאטרון|קולנוע|אלבום|טלוויזיה)(?:{_END}|\s)",
        QUIZ: rf"{_AT}(?:(?:חידון|תשבץ|תשחץ){_END}|(?:הורוסקופ|התחזית האסטרולוגית)(?:{_END}|\s))",
        PODCAST: r"^\W{0,3}(?:פודקאסט|הסכת)\s*[:|]",
        ADVICE: rf"{_AT}(?:איך|כיצד) (?:לבחור|לבשל|להכין|לנקות|לשמור|להתכונן|להימנע|לחסוך)(?!\w){_ALONE}"
        r"|^\W{0,3}מתכו(?:ן|נים)\s*[:|]",
        BACKGROUND: rf"{_ASKS}(?:מהו|מהי|מה זה|למה|מדוע|איך|כיצד|מי הוא|מי היא) {_ANSWERED}",
        FEATURE: r"^\W{0,3}(?:גלריה|תמונות השבוע)\s*[:|]",
    },
    # Without spaces between words a form is one in brackets, before a colon, or a question from end to end.
    "zh": {
        ADVERTISEMENT: r"^[【\[（(](?:广告|廣告|推广|推廣|赞助|贊助|广编|廣編)[】\]）)]",
        REVIEW: r"^[【\[（(]?(?:测评|測評|评测|評測|开箱|開箱|乐评|樂評|剧评|劇評)\s*[】\]）):：|]",
        QUIZ: r"^[【\[（(]?(?:每日运势|每日運勢|星座运势|星座運勢|今日运势|今日運勢"
        r"|填字(?:游戏|遊戲)\s*(?:[】\]）):：|]|$))",
        PODCAST: r"^[【\[（(]?播客\s*[】\]）):：|]",
        ADVICE: r"^[【\[（(]?(?:食谱|食譜)\s*[】\]）):：|]",
        BACKGROUND: r"^[^：:？?“「]{0,12}[：:]?(?:为什么|為什麼|为何|為何|什么是|什麼是|何为"
        r"|何謂)[^：:？?“”「」我]{2,40}[？?]$",
    },
    "ja": {
        ADVERTISEMENT: r"^[【\[［（(](?:PR|ＰＲ|広告|AD|ＡＤ)[】\]］）)]",
        REVIEW: r"(?:^|[【\[［])(?:書評|劇評|映画評|舞台評|音楽評|レビュー)\s*[】\]］:：|]",
        QUIZ: r"^[【\[［]?(?:クイズ|クロスワード|今日の運勢|占い|数独)\s*[】\]］:：|]",
        PODCAST: r"^[【\[［]?(?:ポッドキャスト|音声解説)\s*[】\]］:：|]",
        ADVICE: r"^[【\[［]?(?:レシピ|暮らしの知恵)\s*[】\]］:：|]",
        BACKGROUND: r"(?:とは何か|とは)[?？]$"
        r"|^[^「」。]{0,14}なぜ[^「」。?？]{3,40}(?:のか|か)[?？]?$",
    },
    "ko": {
        ADVERTISEMENT: r"^[\[(【<](?:AD|광고|PR|협찬|기획광고)[\])】>]",
        REVIEW: r"^[\[(【<](?:리뷰|서평|영화평|공연리뷰|책마을|신간리뷰)[\])】>]",
        QUIZ: r"^[\[(【<]?(?:오늘의 운세|별자리 운세|띠별 운세|(?:퀴즈|십자말풀이)\s*(?:[\])】>:|]|$))",
        PODCAST: r"^[\[(【<]팟캐스트[\])】>]",
        ADVICE: r"^[\[(【<](?:레시피|생활의 지혜|꿀팁)[\])】>]",
        BACKGROUND: r"(?:[란이]란 무엇인가|뭐길래|왜 그럴까|왜 그런가)\W*$",
    },
    "uk": {
        FEATURE: r"^\W{0,3}(?:фоторепортаж|фотогалерея)\s*[:|.]|\bфото (?:дня|тижня)\W*$",
        REVIEW: rf"{_EDGE}рецензія{_END}", QUIZ: rf"{_AT}кросворд{_END}", PREVIEW: rf"{_EDGE}де дивитися\b",
        ADVICE: rf"^як \w+(?:ти|тися)\b{_ALONE}|^\d+ порад (?:для|як)\b{_ALONE}|{_AT}рецепти?\s*[:|](?!.*\b(?:аптек\w*"
        r"|лікар\w*|ліки|електронн\w*|препарат\w*)\b)",
        BACKGROUND: rf"{_ASKS}(?:що таке|чому|навіщо|як (?:працю\w+|влаштов\w+|це)) {_ANSWERED}",
    },
}  # fmt: skip
