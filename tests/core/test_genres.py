"""Pages that tell no news, by their headlines, addresses and feeds, in the languages of the outlets."""

import pytest

from reveille.core import genres

NEWS = "https://news.example/world/2026/11/24/navies-clear-mines"


@pytest.mark.parametrize(
    ("headline", "language", "expected"),
    [
        ("Review: The Minehunters is a film for wet evenings", "en", genres.REVIEW),
        ("The Minehunters review – a film for wet evenings", "en", genres.REVIEW),
        ("Quay Kitchen Review: Plums and herring at the harbour", "en", genres.REVIEW),
        ("The Fleet’s Brass Band, Reviewed", "en", genres.REVIEW),
        ("Filmkritik: Die Minenjäger", "de", genres.REVIEW),
        ("Das neue Boot im Langzeittest", "de", genres.REVIEW),
        ("Rezension: Die Minenjäger", "de", genres.REVIEW),
        ("Kritik: Die Minenjäger", "de", genres.REVIEW),
        ("Reseña: Los cazaminas", "es", genres.REVIEW),
        ("The Minehunters review – four stars", "en", genres.REVIEW),
        ("Critique : Les Dragueurs de mines", "fr", genres.REVIEW),
        ("Crítica de cine: Los cazaminas", "es", genres.REVIEW),
        ("How to cook plums in ten minutes", "en", genres.ADVICE),
        ("Ferry late again? Here’s how to get your money back", "en", genres.ADVICE),
        ("Seven ways to keep warm on deck", "en", genres.ADVICE),
        ("Should you sell your boat this winter?", "en", genres.ADVICE),
        ("So schützen Sie Ihr Boot vor Frost", "de", genres.ADVICE),
        ("Comment bien choisir son bateau", "fr", genres.ADVICE),
        ("Cómo elegir un barco", "es", genres.ADVICE),
        ("Come scegliere una barca", "it", genres.ADVICE),
        ("Как выбрать лодку", "ru", genres.ADVICE),
        ("Quiz: How much do you know of the strait?", "en", genres.QUIZ),
        ("Horoskop: Was die Sterne sagen", "de", genres.QUIZ),
        ("Preview: Saare and Lille meet in the cup", "en", genres.PREVIEW),
        ("Saare v Lille: What to watch", "en", genres.PREVIEW),
        ("A qué hora juega el Saare", "es", genres.PREVIEW),
        ("The Harbour Podcast: Mines and manners", "en", genres.PODCAST),
        ("Why the strait is full of mines again", "en", genres.BACKGROUND),
        ("Mines of Saare: How the strait was laid with them", "en", genres.BACKGROUND),
        ("Who is Ann Hill, the admiral of the strait?", "en", genres.BACKGROUND),
        ("Rethinking the ferries of Saare", "en", genres.BACKGROUND),
        ("Explained: the mines of the strait", "en", genres.BACKGROUND),
        ("The mines of the strait explained", "en", genres.BACKGROUND),
        ("10 ways to cross the strait", "en", genres.ADVICE),
        ("Podcast: Mines and manners", "en", genres.PODCAST),
        ("So funktioniert der Minenräumer von Saare", "de", genres.BACKGROUND),
        ("Minen vor Saare: Wie die Meerenge vermint wurde", "de", genres.BACKGROUND),
        ("Warum die Meerenge wieder voller Minen ist", "de", genres.BACKGROUND),
        ("Pourquoi le détroit est de nouveau miné", "fr", genres.BACKGROUND),
        ("Por qué el estrecho vuelve a estar minado", "es", genres.BACKGROUND),
        ("‘My mother’s ship came back to me’", "en", genres.FEATURE),
        ("What is the law on mines?", "en", genres.BACKGROUND),
        ("Saare strait: What do we know about its mines?", "en", genres.BACKGROUND),
        ("Ferry fires: Why are so many boilers old?", "en", genres.BACKGROUND),
        ("How did a ferryman’s number end up for sale?", "en", genres.BACKGROUND),
        ("Plum prices are rising. Here’s why you should care", "en", genres.BACKGROUND),
        ("Was ist eine Ankertaumine?", "de", genres.BACKGROUND),
        ("Minen vor Saare: Warum dauert die Räumung so lange?", "de", genres.BACKGROUND),
        ("Qu’est-ce qu’une mine à orin ?", "fr", genres.BACKGROUND),
        ("Détroit de Saare : pourquoi le déminage dure-t-il autant ?", "fr", genres.BACKGROUND),
        ("¿Qué es una mina de fondo?", "es", genres.BACKGROUND),
        ("Estrecho de Saare: ¿por qué tarda tanto el dragado?", "es", genres.BACKGROUND),
        ("Che cos’è una mina ad ancoramento?", "it", genres.BACKGROUND),
        ("O que é uma mina de fundo?", "pt", genres.BACKGROUND),
        ("Wat is een grondmijn eigenlijk?", "nl", genres.BACKGROUND),
        ("Czym jest mina denna i jak działa?", "pl", genres.BACKGROUND),
        ("Что такое донная мина?", "ru", genres.BACKGROUND),
        ("Що таке донна міна?", "uk", genres.BACKGROUND),
        ("Hot decks: How to sleep on a summer ferry", "en", genres.ADVICE),
        ("DIY: Caulk your boat in a day", "en", genres.ADVICE),
        ("The Minehunters review round-up", "en", genres.REVIEW),
        ("Movie review - ‘The Minehunters’", "en", genres.REVIEW),
        ("‘Harbour Lights’ finale review: The tide goes out", "en", genres.REVIEW),
        ("Saare Budget Preview: A harbour for all", "en", genres.PREVIEW),
        ("Harbour music: 10 bands to see this summer", "en", genres.PREVIEW),
        ("Photos of the week: the fleet at anchor", "en", genres.FEATURE),
        ("Sponsored: Insure your boat", "en", genres.ADVERTISEMENT),
        ("Anzeige: Das Boot fürs Leben", "de", genres.ADVERTISEMENT),
    ],
)
def test_headline_says_what_the_page_is(headline, language, expected):
    assert genres.genre(headline, NEWS, language=language) == genres.Genre(expected, "by its headline")


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("Navies clear mines off Saare", "en"),
        ("Fleet leaves Saare a day ahead of talks", "en"),
        ("Defence review: Four frigates go", "en"),
        ("Government orders review of ferry fires", "en"),
        ("Judicial review: Court hears the ferrymen", "en"),
        ("Ministers say how to pay for ships", "en"),
        ("Recipe for disaster, says admiral of old boilers", "en"),
        ("Quizmaster of the harbour dies at 90", "en"),
        ("How many mines are left? Navy counts 40", "en"),
        ("‘We will clear the strait’, says admiral", "en"),
        ("‘US ships will stay’", "en"),
        ("Comment by admiral angers the ferrymen of Saare", "en"),
        ("Come home, mayor tells those who left Saare", "en"),
        ("Minister stellt sich der Kritik: Flotte wächst", "de"),
        ("Wie viele Minen liegen noch dort", "de"),
        ("La critique du ministre vise la flotte", "fr"),
        ("El consejo aprueba la compra de barcos", "es"),
    ],
)
def test_news_is_news(headline, language):
    assert genres.genre(headline, NEWS, language=language) is None


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("Casey review: gangs failed by police", "en"),
        ("Pentagon review: missiles were lost", "en"),
        ("Post Office review: 900 wrongly convicted", "en"),
        ("Car review of brakes ordered after crash", "en"),
        ("Russia finds other ways to sell oil", "en"),
        ("Nato split on what to do about Putin", "en"),
        ("Nato agrees aid and how to fund it", "en"),
        ("Sherpa guide to Everest climbers dies", "en"),
        ("Three mistakes led to crash", "en"),
        ("Recipe for peace rejected", "en"),
        ("A day of mourning declared after crash", "en"),
        ("Inside a prison where 30 were killed", "en"),
        ("'We are at war'", "en"),
        ("Fire kills 12 at pub quiz", "en"),
        ("Understanding between Iran and IAEA reached", "en"),
        ("Navigating officer blamed for crash", "en"),
        ("Team news: coach killed", "en"),
        ("Harris skips Rogan podcast", "en"),
        ("Hill review: ferrymen were paid too little", "en"),
        ("Harbour review – boilers were never tested", "en"),
        ("Game review of rules sought by admirals", "en"),
        ("Admiral gives ministers a preview", "en"),
        ("Harbour chiefs told what to expect", "en"),
        ("Ferrymen ask what to wear on deck", "en"),
        ("Navies seek ways to clear the strait", "en"),
        ("Ministers quarrel over how to pay for frigates", "en"),
        ("Two tips to police end search for ferry", "en"),
        ("Guide for pilgrims drowns off Saare", "en"),
        ("Seven ideas to end strike rejected", "en"),
        ("Best harvest in ten years feeds Saare", "en"),
        ("A day in court for ferrymen of Saare", "en"),
        ("Behind the wheel was a boy of 12", "en"),
        ("‘I will not resign’", "en"),
        ("‘My navy is at war’", "en"),
        ("Police called to crossword contest", "en"),
        ("Admiral sues over horoscope", "en"),
        ("Decoding machine stolen from museum", "en"),
        ("Exploring party lost on glacier", "en"),
        ("Admiral quits after podcast", "en"),
        ("Hill: Why would we pay for the frigates?", "en"),
        ("‘What is wrong with you?’", "en"),
        ("Admiral: ‘What is wrong with the fleet?’", "en"),
        ("What happened to the ferry? Search goes on", "en"),
        ("Ferry sinks off Saare: What is being done for those on board?", "en"),
        ("How the Saare exchange did on Monday", "en"),
        ("Why Hill thinks the fleet is lost in the strait", "en"),
        ("How a gull managed to take over the Saare ferry", "en"),
        ("Revealed: How the ministry hid the ferry fires", "en"),
        ("Marriage of the ferryman’s daughter explained?", "en"),
        ("Navy gives preview: new frigate shown", "en"),
        ("Admirals clash in court: Why not be fair on the ferrymen", "en"),
        ("Fire in the harbour kills ten: How to help is asked by many", "en"),
        ("Merz: Warum sollen wir die Fregatten zahlen?", "de"),
        ("„Was ist los mit der Flotte?“", "de"),
        ("Macron : « Pourquoi payer ces frégates ? »", "fr"),
        ("«¿Por qué pagamos estas fragatas?»", "es"),
        ("Profile of killer sought by police", "en"),
        ("Gallery robbed of ten portraits", "en"),
        ("Long read of boxes: voters wait all day", "en"),
        ("Nordkoreas neue Rakete im Test", "de"),
        ("Rakete im Test explodiert", "de"),
        ("So schützen Soldaten Polens Grenze", "de"),
        ("So bekommen Rentner mehr", "de"),
        ("Regierung ohne Rezept für Wachstum", "de"),
        ("Wie Merz am Montag mitteilte, gehen Soldaten", "de"),
        ("Neuer Torpedo der Flotte im Praxistest", "de"),
        ("Wie der Hafen meldet, sinken die Preise", "de"),
        ("So finden Taucher die Minen", "de"),
        ("So will sie Kanzlerin werden", "de"),
        ("Admirale suchen Rezepte gegen die Krise", "de"),
        ("Rätsel um Drohne über Saare", "de"),
        ("Anzeige gegen Admiral erstattet", "de"),
        ("Zwölf Tipps für Ermittler führen zu Dieb", "de"),
        ("Minister verliert seinen Ratgeber", "de"),
        ("Kreml gibt Vorschau auf Manöver", "de"),
        ("Mann live im TV verhaftet", "de"),
        ("Porträt des Admirals gestohlen", "de"),
        ("Recettes de TVA en baisse", "fr"),
        ("Comment arrêter la guerre: Macron", "fr"),
        ("Recettes du port : dix millions de moins", "fr"),
        ("Comment sortir de la crise, selon le ministre", "fr"),
        ("Douze conseils de région renversés", "fr"),
        ("Prise en main du port par la marine", "fr"),
        ("Critique de la flotte, le ministre démissionne", "fr"),
        ("Éclairage public coupé à Saare", "fr"),
        ("Portrait volé retrouvé dans le port", "fr"),
        ("Le guide pratique la pêche, un requin le mord", "fr"),
        ("Receta de Milei contra la inflación", "es"),
        ("Recetas falsas: cae una red", "es"),
        ("Cómo acabar la guerra: Macron", "es"),
        ("Consejos para la paz no bastan, dice el ministro", "es"),
        ("Crítica de la ministra a la flota", "es"),
        ("Guía para turistas se ahoga en Saare", "es"),
        ("Retrato robado aparece en el puerto", "es"),
        ("Claves robadas del puerto", "es"),
        ("Ministro da una reseña de los daños", "es"),
        ("La previa fue violenta", "es"),
    ],
)
def test_a_word_with_an_ordinary_meaning_makes_no_genre(headline, language):
    assert genres.genre(headline, NEWS, language=language) is None


@pytest.mark.parametrize(
    "folders",
    ["judicial-review", "defence-review", "business/deals", "peace-deals", "news/audio", "travel-advice", "staff-tips"],
)
def test_a_folder_with_an_ordinary_meaning_makes_no_genre(folders):
    assert genres.genre("Navies clear mines", f"https://news.example/{folders}/navies") is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://news.example/culture/film-reviews/minehunters", genres.REVIEW),
        ("https://news.example/ratgeber/boote/frost", genres.ADVICE),
        ("https://news.example/recettes/prunes", genres.ADVICE),
        ("https://news.example/listen/harbour-talk/mines-123", genres.PODCAST),
        ("https://news.example/news/in-pictures-57864", genres.FEATURE),
        ("https://news.example/brand-studio/boats", genres.ADVERTISEMENT),
        ("https://news.example/review-of-fleet-ordered/index.html", None),
        ("https://reviews.example/world/navies-clear-mines", None),
        (NEWS, None),
    ],
)
def test_address_says_what_the_page_is(link, expected):
    found = genres.genre("The fleet at anchor", link)

    assert (found.name if found else None) == expected


def test_name_of_a_feed_says_what_its_pages_are():
    assert genres.genre("The Minehunters", NEWS, ("The Coast", "Film reviews")) == genres.Genre(
        genres.REVIEW, "filed under “Film reviews”"
    )
    assert genres.genre("The Minehunters", NEWS, ("The Coast", "World")) is None
