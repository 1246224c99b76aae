"""Pages that tell no news, by their headlines, addresses and feeds, in the languages of the outlets."""

import pytest
from tests.core import hard_news

from reveille.core import genre_forms as forms
from reveille.core import genres

NEWS = "https://news.example/world/2026/11/24/navies-clear-mines"


@pytest.mark.parametrize(
    ("headline", "language", "expected"),
    [
        ("Review: The Minehunters is a film for wet evenings", "en", forms.REVIEW),
        ("The Minehunters review – a film for wet evenings", "en", forms.REVIEW),
        ("Quay Kitchen Review: Plums and herring at the harbour", "en", forms.REVIEW),
        ("The Fleet’s Brass Band, Reviewed", "en", forms.REVIEW),
        ("Filmkritik: Die Minenjäger", "de", forms.REVIEW),
        ("Das neue Boot im Langzeittest", "de", forms.REVIEW),
        ("Rezension: Die Minenjäger", "de", forms.REVIEW),
        ("Kritik: Die Minenjäger", "de", forms.REVIEW),
        ("Kritik: „Die Minenjäger“", "de", forms.REVIEW),
        ("The Minehunters – review", "en", forms.REVIEW),
        ("Rezept: Fischsuppe wie in Saare", "de", forms.ADVICE),
        ("Receita: bolo de ameixa", "pt", forms.ADVICE),
        ("10 places to see in Saare", "en", forms.ADVICE),
        ("Seven things to do in Saare", "en", forms.ADVICE),
        ("Cyber defence: five lessons from Saare", "en", forms.BACKGROUND),
        ("5 طرق لتنظيف السفن", "ar", forms.ADVICE),
        ("Reseña: Los cazaminas", "es", forms.REVIEW),
        ("The Minehunters review – four stars", "en", forms.REVIEW),
        ("Critique : Les Dragueurs de mines", "fr", forms.REVIEW),
        ("Crítica de cine: Los cazaminas", "es", forms.REVIEW),
        ("How to cook plums in ten minutes", "en", forms.ADVICE),
        ("Ferry late again? Here’s how to get your money back", "en", forms.ADVICE),
        ("Seven ways to keep warm on deck", "en", forms.ADVICE),
        ("Should you sell your boat this winter?", "en", forms.ADVICE),
        ("So schützen Sie Ihr Boot vor Frost", "de", forms.ADVICE),
        ("Comment bien choisir son bateau", "fr", forms.ADVICE),
        ("Cómo elegir un barco", "es", forms.ADVICE),
        ("Come scegliere una barca", "it", forms.ADVICE),
        ("Как выбрать лодку", "ru", forms.ADVICE),
        ("Quiz: How much do you know of the strait?", "en", forms.QUIZ),
        ("Horoskop: Was die Sterne sagen", "de", forms.QUIZ),
        ("Preview: Saare and Lille meet in the cup", "en", forms.PREVIEW),
        ("Saare v Lille: What to watch", "en", forms.PREVIEW),
        ("A qué hora juega el Saare", "es", forms.PREVIEW),
        ("The Harbour Podcast: Mines and manners", "en", forms.PODCAST),
        ("Why the strait is full of mines again", "en", forms.BACKGROUND),
        ("Mines of Saare: How the strait was laid with them", "en", forms.BACKGROUND),
        ("Who is Ann Hill, the admiral of the strait?", "en", forms.BACKGROUND),
        ("Rethinking the ferries of Saare", "en", forms.BACKGROUND),
        ("Explained: the mines of the strait", "en", forms.BACKGROUND),
        ("The mines of the strait explained", "en", forms.BACKGROUND),
        ("10 ways to cross the strait", "en", forms.ADVICE),
        ("Five ways for ferrymen to reach deaf passengers", "en", forms.ADVICE),
        ("Herring, songs & sails - seven reasons to cross the strait", "en", forms.BACKGROUND),
        ("What the fleet can learn from the ferries of Saare", "en", forms.BACKGROUND),
        ("Hill meets Berg: What the seating tells us", "en", forms.BACKGROUND),
        ("Why I’ve rowed across the strait in winter", "en", forms.FEATURE),
        ("Harbour League: Saare v Lille (Sun)", "en", forms.PREVIEW),
        ("Podcast: Mines and manners", "en", forms.PODCAST),
        ("So funktioniert der Minenräumer von Saare", "de", forms.BACKGROUND),
        ("Warum die Meerenge wieder voller Minen ist", "de", forms.BACKGROUND),
        ("Pourquoi le détroit est de nouveau miné", "fr", forms.BACKGROUND),
        ("Por qué el estrecho vuelve a estar minado", "es", forms.BACKGROUND),
        ("‘My mother’s ship came back to me’", "en", forms.FEATURE),
        ("What is the law on mines?", "en", forms.BACKGROUND),
        ("Saare strait: What do we know about its mines?", "en", forms.BACKGROUND),
        ("Ferry fires: Why are so many boilers old?", "en", forms.BACKGROUND),
        ("How did a ferryman’s number end up for sale?", "en", forms.BACKGROUND),
        ("Plum prices are rising. Here’s why you should care", "en", forms.BACKGROUND),
        ("Was ist eine Ankertaumine?", "de", forms.BACKGROUND),
        ("Minen vor Saare: Warum dauert die Räumung so lange?", "de", forms.BACKGROUND),
        ("Qu’est-ce qu’une mine à orin ?", "fr", forms.BACKGROUND),
        ("Détroit de Saare : pourquoi le déminage dure-t-il autant ?", "fr", forms.BACKGROUND),
        ("¿Qué es una mina de fondo?", "es", forms.BACKGROUND),
        ("Estrecho de Saare: ¿por qué tarda tanto el dragado?", "es", forms.BACKGROUND),
        ("Che cos’è una mina ad ancoramento?", "it", forms.BACKGROUND),
        ("O que é uma mina de fundo?", "pt", forms.BACKGROUND),
        ("Wat is een grondmijn eigenlijk?", "nl", forms.BACKGROUND),
        ("Czym jest mina denna i jak działa?", "pl", forms.BACKGROUND),
        ("Что такое донная мина?", "ru", forms.BACKGROUND),
        ("Що таке донна міна?", "uk", forms.BACKGROUND),
        ("Hot decks: How to sleep on a summer ferry", "en", forms.ADVICE),
        ("DIY: Caulk your boat in a day", "en", forms.ADVICE),
        ("The Minehunters review round-up", "en", forms.REVIEW),
        ("Movie review - ‘The Minehunters’", "en", forms.REVIEW),
        ("‘Harbour Lights’ finale review: The tide goes out", "en", forms.REVIEW),
        ("Saare Budget Preview: A harbour for all", "en", forms.PREVIEW),
        ("Harbour music: 10 bands to see this summer", "en", forms.PREVIEW),
        ("Photos of the week: the fleet at anchor", "en", forms.FEATURE),
        ("‘Steering Dad’s ferry brought us closer’", "en", forms.FEATURE),
        ("Saare’s empty harbour - three hard lessons", "en", forms.BACKGROUND),
        ("Unlocking growth opportunities in the harbour of Saare", "en", forms.BACKGROUND),
        ("We try the new herring kitchen of Saare", "en", forms.REVIEW),
        ("Sponsored: Insure your boat", "en", forms.ADVERTISEMENT),
        ("Film eleştirisi: Mayın Avcıları", "tr", forms.REVIEW),
        ("Dip mayını nedir?", "tr", forms.BACKGROUND),
        ("Teknede balık çorbası nasıl yapılır?", "tr", forms.ADVICE),
        ("Saare - Lille maçı ne zaman, hangi kanalda?", "tr", forms.PREVIEW),
        ("لماذا امتلأ المضيق بالألغام من جديد؟", "ar", forms.BACKGROUND),
        ("حظك اليوم مع الأبراج", "ar", forms.QUIZ),
        ("למה המצר שוב מלא במוקשים?", "he", forms.BACKGROUND),
        ("ביקורת סרט: ציידי המוקשים", "he", forms.REVIEW),
        ("איך לבחור סירה לחורף", "he", forms.ADVICE),
        ("为什么海峡又布满了水雷？", "zh", forms.BACKGROUND),
        ("食谱：船上的李子汤", "zh", forms.ADVICE),
        ("海峡になぜ機雷が残るのか", "ja", forms.BACKGROUND),
        ("【書評】機雷を追う人々", "ja", forms.REVIEW),
        ("【PR】冬の船の保険", "ja", forms.ADVERTISEMENT),
        ("[리뷰] 기뢰 사냥꾼", "ko", forms.REVIEW),
        ("Фоторепортаж: флот у гавані", "uk", forms.FEATURE),
        ("Reportaż: Jeden dzień na promie", "pl", forms.FEATURE),
        ("Anzeige: Das Boot fürs Leben", "de", forms.ADVERTISEMENT),
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
        ("Why I left the fleet, by Admiral Hill", "en"),
        ("Two ways for rebels to lay down arms agreed", "en"),
        ("Saare v Lille ends in a brawl (video)", "en"),
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
        ("The ferryman who saved ten is honoured in Saare", "en"),
        ("The harbour board changes working hours of its ferrymen in winter", "en"),
        ("The Saare navy resumes building a base after police clear the site", "en"),
        ("The toll from mines helping nobody rises to 39", "en"),
        ("The captain who sank the ferry dies at 90", "en"),
        ("The fire burning in the harbour of Saare spreads to ships", "en"),
        ("The crew looking for mines returns to Saare", "en"),
        ("The story of the sunken ferry was false, says court", "en"),
        ("Ferryman who lost his boat sues the harbour", "en"),
        ("‘Dad killed by mine was our hero’", "en"),
        ("Unlocking of strait delayed by storm", "en"),
        ("Fleet reports - three mines found", "en"),
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
        ("Bakan mayın incelemesi başlattı", "tr"),
        ("Bakandan barış tarifi", "tr"),
        ("الوزير: كيف ننهي الحرب", "ar"),
        ("مراجعة ميزانية البحرية تكشف عجزا", "ar"),
        ("السجن لقائد السفينة", "ar"),
        ("ביקורת חריפה על שר הביטחון", "he"),
        ("איך קרסה הגשר: הוועדה פרסמה דוח", "he"),
        ("海军解读新战略", "zh"),
        ("部长：“为什么我们要付钱？”", "zh"),
        ("部长谈如何清除水雷", "zh"),
        ("海军公布三组图片", "zh"),
        ("艦長「なぜ機雷が残るのか」", "ja"),
        ("防衛相が機雷を解説、海軍は沈黙", "ja"),
        ("【速報】海峡で機雷が爆発", "ja"),
        ("해군, 기뢰 리뷰 결과 발표", "ko"),
        ("[속보] 해협서 기뢰 폭발", "ko"),
        ("장관 “왜 우리가 내야 하나”", "ko"),
    ],
)
def test_a_word_with_an_ordinary_meaning_makes_no_genre(headline, language):
    assert genres.genre(headline, NEWS, language=language) is None


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        (line.strip(), language)
        for language, said in hard_news.BY_LANGUAGE.items()
        for line in said.split("\n")
        if line.strip()
    ],
)
def test_killings_verdicts_votes_and_resignations_are_news_in_any_form(headline, language):
    assert genres.genre(headline, NEWS, language=language) is None


def test_a_review_or_a_podcast_may_tell_of_a_killing():
    assert genres.genre("Film review: Murder on the ferry", NEWS) is not None
    assert genres.genre("Podcast: Who shot the admiral", NEWS) is not None


@pytest.mark.parametrize(
    "folders",
    ["judicial-review", "defence-review", "business/deals", "peace-deals", "news/audio", "travel-advice", "staff-tips"],
)
def test_a_folder_with_an_ordinary_meaning_makes_no_genre(folders):
    assert genres.genre("Navies clear mines", f"https://news.example/{folders}/navies") is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://news.example/culture/film-reviews/minehunters", forms.REVIEW),
        ("https://news.example/ratgeber/boote/frost", forms.ADVICE),
        ("https://news.example/recettes/prunes", forms.ADVICE),
        ("https://news.example/listen/harbour-talk/mines-123", forms.PODCAST),
        ("https://news.example/news/in-pictures-57864", forms.FEATURE),
        ("https://news.example/brand-studio/boats", forms.ADVERTISEMENT),
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
        forms.REVIEW, "filed under “Film reviews”"
    )
    assert genres.genre("The Minehunters", NEWS, ("The Coast", "World")) is None
