"""Commentary, told from news: by filing, headline, byline, signature and first person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import commentary

NEWS = "https://news.example/world/2026/11/24/navies-clear-mines"


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/opinion/the-mines-are-ours",
        "https://news.example/2026/11/24/opinions/mines-writer/index.html",
        "https://news.example/commentisfree/2026/nov/24/mines",
        "https://news.example/opinion-features/mines",
        "https://news.example/op-eds/mines",
        "https://opinion.news.example/mines",
        "https://news.example/meinung/minen-1.234",
        "https://news.example/glosse/minen-1.234",
        "https://news.example/kultur/standpunkte/minen",
        "https://news.example/idees/article/2026/11/24/mines_12.html",
        "https://news.example/es/columnistas/minas",
        "https://news.example/opiniao/minas",
        "https://news.example/opinie/mijnen",
        "https://news.example/felietony/miny",
        "https://news.example/opinion-12345678",
    ],
)
def test_outlets_filing_says_commentary(link):
    assert commentary.why(title="The mines are ours", link=link).startswith("its outlet files it under")


@pytest.mark.parametrize(
    "link",
    [
        NEWS,
        "https://tribune.example/story/12345/navies-clear-mines",
        "https://news.example/worldviews/navies-clear-mines",
        "https://news.example/world/letters-found-in-comment-row-over-editorial",
        "https://news.example/reviews/a-film-of-mines",
        "https://news.example/opinion-polls/a-poll-of-mines",
        "https://news.example/cricket/live-commentary/saare",
        "https://news.example/chronique-judiciaire/les-mines",
    ],
)
def test_news_is_news_though_its_address_has_such_words(link):
    assert commentary.why(title="Navies clear mines", link=link) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: The mines are ours",
        "Opinion | The mines are ours",
        "Analysis | What the mines mean",
        "What the mines mean – analysis",
        "[Commentary] The mines are ours",
        "Letters: Mines and manners",
        "Letter to the editor: Mines",
        "My Say: After the mines",
        "Kommentar: Die Minen gehören uns",
        "Leitartikel – Die Minen",
        "Glosse: Die Minen",
        "Zwischenruf | Die Minen",
        "Libre opinion : les mines",
        "Artículo de opinión: Las minas",
        "Tribune : les mines sont à nous",
        "Éditorial : les mines",
        "Opinión: Las minas",
        "L’analisi: le mine",
        "Opinião | As minas",
        "Opinie: de mijnen",
        "Felieton: miny",
        "Мнение: мины",
        "Погляд: міни",
        "Görüş: Mayınlar",
        "رأي: الألغام",
        "社评：水雷",
        "【社説】機雷",
        "[사설] 기뢰",
        "דעה | המוקשים",
    ],
)
def test_headline_says_commentary(title):
    assert commentary.why(title=title, link=NEWS) == "its headline says so"


@pytest.mark.parametrize(
    "title",
    [
        "Opinion polls put the coalition ahead",
        "Commentary on mines banned from radio",
        "Analysis of mines takes a year",
        "Letters found in a wreck: a sailor’s last words",
        "Minister declines to comment",
        "Kommentarspalten geschlossen",
        "Column of tanks enters the valley",
        "Killed: two sailors",
    ],
)
def test_headline_with_such_words_in_its_sentence_is_news(title):
    assert commentary.why(title=title, link=NEWS) == ""


def test_page_byline_signature_and_feed_say_it():
    said = [
        commentary.why(title="Mines", link=NEWS, kind="OpinionNewsArticle"),
        commentary.why(title="Mines", link=NEWS, byline="Editorial Board"),
        commentary.why(title="Mines", link=NEWS, text="A word. " * 99 + "Ann Hill is a columnist for The Coast."),
        commentary.why(title="Mines", link=NEWS, text="The sea. The views expressed here are those of the author."),
        commentary.why(title="Mines", link=NEWS, text="The sea. Opinions expressed by the writer are not ours."),
        commentary.why(title="Mer", link=NEWS, text="La mer. Cette tribune est signée par 40 amiraux.", language="fr"),
        commentary.why(title="Zee", link=NEWS, text="Zij schreef dit stuk op persoonlijke titel.", language="nl"),
        commentary.why(title="Mines", link=NEWS, text="To the Editor: The sea is full of mines."),
        commentary.why(title="Mines", link=NEWS, filed=["World", "Opinion"]),
        commentary.why(title="水雷", link=NEWS, text="海。本文仅代表作者观点。", language="zh"),
        commentary.why(title="機雷", link=NEWS, byline="論説委員 山田太郎", language="ja"),
        commentary.why(title="기뢰", link=NEWS, byline="홍길동 논설위원", language="ko"),
        commentary.why(title="Mayın", link=NEWS, byline="Ayşe Deniz, köşe yazarı", language="tr"),
    ]

    assert all(said)
    assert commentary.why(title="Mines", link=NEWS, kind="NewsArticle", filed=["World"], byline="Ann Hill") == ""


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("I remember the sea. Navies clear it.", "en", True),
        ("When my father sailed, there were no mines.", "en", True),
        ("“I remember the sea,” said Captain Hill.", "en", False),
        ("“I remember the sea", "en", False),
        ("Navies clear the mines. I was there.", "en", False),
        ("A Me Too campaign came to the navy after World War I.", "en", False),
        ("When I was a boy, there were no mines.", "en", True),
        ("Along the Old Harbour Road, I saw no mines.", "en", True),
        ("The fleet that Elizabeth I built lies off the coast.", "en", False),
        ("The start of the mine clearance off the coast was put off again.", "en", False),
        ("A coal mine that closed in 1998 flooded a road on Monday.", "en", False),
        ("Een mijn ontplofte onder het schip.", "nl", False),
        ("De marine haalde een zee-mijn en die mijn van gisteren weg.", "nl", False),
        ("Mijn vader voer op zee.", "nl", True),
        ("Een van mijn soldaten vond de mijn.", "nl", True),
        ("De man die mijn leven redde, is dood.", "nl", True),
        ("My ship was called Otto.", "en", True),
        ("MY SHIP was called Otto, I said.", "en", True),
        ("Meine Werft baut Schiffe.", "de", True),
        ("Ma mère prenait ce bateau.", "fr", True),
        ("Mi padre limpiaba minas.", "es", True),
        ("Jag minns havet.", "sv", True),
        ("내가 탄 배가 바다를 나는 듯했다.", "ko", True),
        ("Ich erinnere mich an die See.", "de", True),
        ("Die Marine räumt Minen.", "de", False),
        ("Quand j’ai vu la mer, elle était pleine.", "fr", True),
        ("Cuando yo era niño no había minas.", "es", True),
        ("Я помню море.", "ru", True),
        ("Флот чистит море.", "ru", False),
        ("海军清除水雷。", "zh", False),
        ("我国海军清除水雷。", "zh", False),
        ("船员自我隔离两周。", "zh", False),
        ("我驻外使馆发布通知。", "zh", False),
        ("公私の船が機雷を見つけた。", "ja", False),
        ("שלי חדד פינתה מוקשים.", "he", False),
        ("Ben Gurion Havalimanı kapandı.", "tr", False),
        ("A ferry lorry blocks I-95 at the harbour.", "en", False),
        ("我记得那片海。海军清除水雷。", "zh", True),
        ("“我记得那片海，”舰长说。", "zh", False),
        ("海軍は機雷を取り除いた。", "ja", False),
        ("私立大学の船が機雷を見つけた。", "ja", False),
        ("私は海を覚えている。", "ja", True),
        ("艦長は「私は海を覚えている」と述べた。", "ja", False),
        ("나는 그 바다를 기억한다.", "ko", True),
        ("해군이 기뢰를 제거했다.", "ko", False),
        ("أنا أتذكر البحر.", "ar", True),
        ("البحرية تزيل الألغام.", "ar", False),
        ("אני זוכר את הים.", "he", True),
        ("חיל הים מפנה מוקשים.", "he", False),
        ("Ben denizi hatırlıyorum.", "tr", True),
        ("Donanma mayınları temizliyor.", "tr", False),
    ],
)
def test_first_person_counts_in_the_first_sentence_outside_quotes(text, language, expected):
    assert bool(commentary.why(title="Mines", link=NEWS, text=text, language=language)) is expected


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "de", "fr", "zh", "ar", ""]))
def test_any_text_has_an_answer(title, text, language):
    assert isinstance(commentary.why(title=title, link="https://a.example/b", text=text, language=language), str)
