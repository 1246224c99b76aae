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
        ("Das neue Boot im Test", "de", genres.REVIEW),
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
        ("Only row: rafts and other ways to cross the strait", "en", genres.ADVICE),
        ("Minen vor Saare: Wie die Meerenge vermint wurde", "de", genres.BACKGROUND),
        ("Warum die Meerenge wieder voller Minen ist", "de", genres.BACKGROUND),
        ("Pourquoi le détroit est de nouveau miné", "fr", genres.BACKGROUND),
        ("Por qué el estrecho vuelve a estar minado", "es", genres.BACKGROUND),
        ("‘My mother’s ship came back to me’", "en", genres.FEATURE),
        ("‘Ferries brought us together’", "en", genres.FEATURE),
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
