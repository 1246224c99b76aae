"""Which sentences may stand under a headline, and how many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import excerpts, text, wholes

TELLS = "Minehunters from eleven countries sailed before dawn into a strip of water off Saaremaa."


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("tr", "Gemileri şafaktan önce İzmir limanına girdi ve eski rıhtıma yanaştı bugün."),
        ("he", "הוא נכנס לנמל חיפה לפני עלות השחר עם שלוש ספינות של חיל הים."),
        ("ko", "그는 월요일 새벽이 되기 전에 함정 세 척을 이끌고 부산 항구에 들어왔다."),
        ("zh", "他率领三艘海军军舰周一黎明前驶入港口，停泊在旧码头。"),
    ],
)
def test_a_summary_may_speak_of_what_its_headline_names_in_any_language(language, summary):
    assert excerpts.choose(summary, headline="X", language=language, headed=True) == (text.Span(0, len(summary)),)


@pytest.mark.parametrize(
    "question",
    [
        "هل بقيت السفن في ميناء الإسكندرية حتى شهر مارس المقبل؟ لا.",
        "三艘海军军舰为什么在周一黎明之前驶入这个港口？没有人知道。",
    ],
)
def test_a_question_is_one_in_any_script(question):
    assert not wholes.stands_alone(question, "ar")


def test_what_is_spelt_out_elsewhere_is_not_named_by_its_letters():
    up = "The Harbour Watch Group (HWG) met in Kuressaare on Monday to hear of the mines."
    down = "The HWG is led by Anna Berg, who has drawn charts of the bay for thirty years."

    assert chosen(f"Up went Anna Berg. {down} {up}", "Who hunts the mines")[0] == up


def test_excerpt_is_verbatim_in_the_order_of_the_text_and_begins_after_the_dateline():
    opening = "KURESSAARE, Estonia — "
    body = (
        f"{opening}{TELLS} The mines were laid in two wars and mapped in neither of them. Nobody knows the rest of it."
    )
    spans = excerpts.choose(body, headline="Eleven navies hunt mines", language="en", start=len(opening))

    assert [body[a:b] for a, b in spans] == [
        TELLS,
        "The mines were laid in two wars and mapped in neither of them.",
    ]


def test_second_sentence_is_a_neighbour_and_not_one_that_leans_on_what_is_left_out():
    body = f"{TELLS} Two sank. The second of the two had been mapped in 1944 by eleven navies hunting mines."

    assert chosen(body, "Eleven navies hunt mines") == [TELLS]


def test_sentence_after_the_first_may_lean_on_it():
    leaning = "They are to look for mines that were laid in two wars."

    assert chosen(f"{TELLS} {leaning}", "Mines") == [TELLS, leaning]


def test_somebody_who_was_introduced_further_up_is_not_named_in_short():
    up = "The school, said Captain Noh Ji-won, is a mall."
    down = "Noh passed the test of the moving stairs at the third attempt."

    assert chosen(f"{up} It is cold. {down}", "Noisy drones pass the test of moving stairs") == [up]
    assert chosen(f"Up went Captain Noh Ji-won. {down}", "Drone school opens") == []
    assert chosen(f"Was it hard? Yes, it was. {down}", "Noh passes") == [down]


def chosen(body, headline):
    return [body[a:b] for a, b in excerpts.choose(body, headline=headline, language="en")]


def test_an_outlets_own_rule_may_say_less():
    body = f"{TELLS} The mines were laid in two wars and mapped in neither of them."
    one = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(sentences=1))
    none = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(words=5))

    assert len(one) == 1
    assert none == ()


@given(st.text(max_size=2000), st.integers(0, 3), st.integers(0, 60))
def test_no_excerpt_is_ever_longer_than_the_rule(body, sentences, words):
    spans = excerpts.choose(body, headline="", language="en", rule=excerpts.Rule(sentences, words))

    assert len(spans) <= sentences
    assert sum(text.words(body[a:b]) for a, b in spans) <= words


BARE = "Four ships and a tug are sweeping the strait of Saare for mines"


def test_summary_without_a_full_stop_is_taken_where_its_outlet_never_sets_one():
    def taken(body, unstopped):
        spans = excerpts.choose(body, headline="Ships sweep", language="en", unstopped=unstopped)
        return [body[a:b] for a, b in spans]

    assert taken(BARE, unstopped=True) == [BARE]
    assert taken(BARE, unstopped=False) == []
    assert taken(f"{TELLS} {BARE}", unstopped=True) == [TELLS, BARE]


@pytest.mark.parametrize(
    "body",
    [f"{BARE}…", f"{BARE} ...", f"{BARE} [...]", f"{BARE},", f"{BARE} –", f"{BARE} and", f"{BARE} Read more",
     "Vier Schiffe und ein Schlepper suchen die Meerenge von Saare nach Minen ab und"],
)  # fmt: skip
def test_text_that_was_cut_is_never_taken_whole(body):
    assert excerpts.choose(body, headline="Ships sweep", language="en", unstopped=True) == ()


@pytest.mark.parametrize(
    ("summary", "language"),
    [
        ("His drawings of the harbour were known along the whole of the coast.", "en"),
        ("Er hatte die Minen der Meerenge vierzig Jahre lang gesucht und gezählt.", "de"),
        ("Elle avait dirigé la flotte de Saare pendant plus de quarante années.", "fr"),
        ("Sus barcos limpiaron el estrecho de minas durante más de cuarenta años.", "es"),
    ],
)
def test_summary_may_speak_of_what_its_headline_names_and_longer_texts_may_not(summary, language):
    def taken(body, headed):
        return excerpts.choose(body, headline="Ann Hill", language=language, headed=headed)

    assert taken(summary, headed=True)
    assert not taken(summary, headed=False)
    assert taken(f"{summary} {' '.join([TELLS] * 9)}", headed=True)[:1] != taken(summary, headed=True)[:1]


def test_summary_that_goes_on_from_something_else_is_not_taken_beneath_a_headline_either():
    body = "But ferries were still waiting in the harbour until late on Monday."

    assert excerpts.choose(body, headline="Ferries wait", language="en", headed=True) == ()


def test_headline_once_more_is_not_shown_beneath_itself():
    words = "Divers clear the mines of two wars off Saare. The navy of Saare counted forty of them on Monday."

    spans = excerpts.choose(words, headline="Divers clear the mines of two wars off Saare", language="en")

    assert [words[slice(*span)] for span in spans] == ["The navy of Saare counted forty of them on Monday."]


def test_slow_beginning_gives_way_to_the_sentence_that_says_what_the_headline_says():
    scene = "For the second time in a week the harbour of Lille was full before sunrise."
    told = "Divers cleared the last mines of two wars from the strait of Saare on Monday."
    words = f"{scene} {told} Crews had waited there since the spring for the day to come."

    spans = excerpts.choose(words, headline="Divers clear last mines from strait of Saare", language="en")

    assert words[slice(*spans[0])] == told


def test_thing_that_was_spoken_of_is_no_beginning():
    scene = "Ministers of Lille tabled a motion on ferries and their boilers in the spring."
    told = "The motion on last mines in the strait of Saare will be heard by divers there."
    words = f"{scene} {told} Crews had waited there since the spring for the day to come."

    spans = excerpts.choose(words, headline="Divers of strait of Saare hear of last mines", language="en")

    assert words[slice(*spans[0])] == scene


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Das sagte der Minister am Montag vor dem Ausschuss in Saare.", "de"),
        ("Das ist der dritte Fund vor dieser Küste in einem Jahr.", "de"),
        ("Das zeigte eine Untersuchung der Werft von Saare am Montag.", "de"),
        ("Het is de derde vondst voor deze kust in een jaar.", "nl"),
        ("Het gaat om mijnen uit de Tweede Wereldoorlog, zegt de marine.", "nl"),
        ("He sailed with the fleet on Monday and came back on Tuesday.", "en"),
        ("Her ship sailed with the fleet on Monday from the port of Saare.", "en"),
        ("שם נמצאו ביום שני שלושה מוקשים ישנים של הצי הזר.", "he"),
        ("他周一在港口表示，舰队将在年底前清除水雷。", "zh"),
    ],
)
def test_article_and_name_do_not_hide_what_leans(sentence, language):
    assert not excerpts.choose(sentence, headline="", language=language)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for our morning email and never miss what the fleet does.",
        "Subscribe to the Coast to go on reading about the fleet at sea.",
        "Our newsletter brings you the fleet at eight in the morning.",
        "This site uses cookies to show you what you like about the sea.",
        "Click here for all that the fleet has done in the strait.",
        "The fleet at sea on Monday, as seen by Ann Hill/Getty Images.",
        "Only subscribers may read on about the fleet in the strait, subscribers only.",
    ],
)
def test_furniture_is_no_news_though_its_words_may_be(sentence):
    assert not wholes.stands_alone(sentence)


def test_one_name_that_speaks_is_known_at_the_head_of_a_text_alone():
    said = "Boeing said on Tuesday that it would build the fleet's new tankers."

    assert excerpts.choose(said, headline="Tankers ordered", language="en")
    assert not wholes.stands_alone(said)
