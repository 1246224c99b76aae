"""Who said what: only where the text says it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import quotes, speakers

CASES = {
    "said, then the name": (
        "en",
        "“We will stay until spring,” said Anna Berg.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "the name, then said": (
        "en",
        "“We will stay until spring,” Col. Anna Berg said on Monday.",
        [("We will stay until spring", "Col. Anna Berg", "")],
    ),
    "role after the name": (
        "en",
        "“We will stay until spring,” said Anna Berg, the harbour master, on Monday.",
        [("We will stay until spring", "Anna Berg", "the harbour master")],
    ),
    "what a name did besides is no role": (
        "en",
        "“We will stay until spring,” said Anna Berg, who added that the harbour was shut.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "role before the name": (
        "en",
        "“We will stay until spring,” said the watchmaker, Anna Berg.",
        [("We will stay until spring", "Anna Berg", "the watchmaker")],
    ),
    "role between the name and said": (
        "en",
        "“We will stay until spring,” Anna Berg, the harbour master, said.",
        [("We will stay until spring", "Anna Berg", "the harbour master")],
    ),
    "an age is no role": (
        "en",
        "“We will stay until spring,” said Anna Berg, 44.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "before the quote": (
        "en",
        "It was late. Anna Berg, the harbour master, told reporters: “We will stay until spring.”",
        [("We will stay until spring.", "Anna Berg", "the harbour master")],
    ),
    "a question": (
        "en",
        "“Who would stay here?” asked nobody. “Who would stay here now?” Anna Berg said.",
        [("Who would stay here now?", "Anna Berg", "")],
    ),
    "straight marks": (
        "en",
        'It was cold. "We will stay until spring," said Anna Berg.',
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "the quote goes on": (
        "en",
        "“We will stay until spring,” said Anna Berg. “Nobody will send us home.”",
        [("We will stay until spring", "Anna Berg", ""), ("Nobody will send us home.", "Anna Berg", "")],
    ),
    "a surname, named in full before": (
        "en",
        "Anna Berg looked at the ice. “We will stay until spring,” Berg said.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "a pronoun, when one person is spoken of": (
        "en",
        "Anna Berg, 44, the harbour master, looked at the ice. “We will stay until spring,” she told us.",
        [("We will stay until spring", "Anna Berg", "the harbour master")],
    ),
    "a pronoun, after a quote": (
        "en",
        "“We will stay until spring,” said Anna Berg.\nShe added: “Nobody will send us home.”",
        [("We will stay until spring", "Anna Berg", ""), ("Nobody will send us home.", "Anna Berg", "")],
    ),
    "an office before the name": (
        "en",
        "The Harbour Board President, Anna Berg, said: “We will stay until spring.”",
        [("We will stay until spring.", "Anna Berg", "The Harbour Board President")],
    ),
    "the end of an office is no name": (
        "en",
        "The Minister for Trade and Industry Anna Berg came. “We will stay until spring,” Ms Berg said.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "a party beside the name": (
        "en",
        "“We will stay until spring,” Anna Berg (L-Old Harbour) said.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "a body beside the name": (
        "en",
        "“We will stay until spring,” Anna Berg from Harbour Police told reporters.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "a family's name that comes first": (
        "en",
        "Minister Ong Ye Kung came late. “We will stay until spring,” Mr Ong said.",
        [("We will stay until spring", "Minister Ong Ye Kung", "")],
    ),
    "one person under two fullest names": (
        "en",
        "Actress Anna Berg came. Anna Berg was late. “We will stay until spring,” Berg said.",
        [("We will stay until spring", "Actress Anna Berg", "")],
    ),
    "a forgotten mark before": (
        "en",
        '"We will stay (Photo) "We will stay until spring," said Anna Berg.',
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "a participle is no role": (
        "en",
        "“We will stay until spring,” said Anna Berg, pointing at the ice.",
        [("We will stay until spring", "Anna Berg", "")],
    ),
    "Spanish": ("es", "«Nos quedamos hasta abril», dijo Ana Montes.", [("Nos quedamos hasta abril", "Ana Montes", "")]),
    "Italian": (
        "it",
        "«Restiamo fino ad aprile», ha detto Anna Monti.",
        [("Restiamo fino ad aprile", "Anna Monti", "")],
    ),
    "Portuguese": ("pt", "“Ficamos até à primavera”, disse Ana Costa.", [("Ficamos até à primavera", "Ana Costa", "")]),
    "Dutch": (
        "nl",
        "“We blijven tot het voorjaar”, zei Anna Bakker.",
        [("We blijven tot het voorjaar", "Anna Bakker", "")],
    ),
    "Polish": (
        "pl",
        "„Zostaniemy tu do wiosny”, powiedziała Anna Łęcka.",
        [("Zostaniemy tu do wiosny", "Anna Łęcka", "")],
    ),
    "Ukrainian": (
        "uk",
        "«Ми лишимося до весни», — сказала Анна Береза.",
        [("Ми лишимося до весни", "Анна Береза", "")],
    ),
    "Turkish": (
        "tr",
        "Liman Müdürü Ayşe Deniz, “Mayınların hepsini bahara kadar temizleyeceğiz” dedi.",
        [("Mayınların hepsini bahara kadar temizleyeceğiz", "Liman Müdürü Ayşe Deniz", "")],
    ),
    "Russian": (
        "ru",
        "«Мы останемся до весны», — сказала Анна Берёза.",
        [("Мы останемся до весны", "Анна Берёза", "")],
    ),
    "German": (
        "de",
        "„Wir bleiben bis zum Frühjahr“, sagte die Kommandantin, Fregattenkapitän Anna Berg.",
        [("Wir bleiben bis zum Frühjahr", "Fregattenkapitän Anna Berg", "die Kommandantin")],
    ),
    "French": (
        "fr",
        "«\u00a0Nous restons jusqu’au printemps\u00a0», explique Anna Berg, qui dirige le port.",
        [("Nous restons jusqu’au printemps", "Anna Berg", "qui dirige le port")],
    ),
}


def read(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [
        (
            text[found.start : found.end],
            text[slice(*found.speaker)] if found.speaker else "",
            text[slice(*found.role)] if found.role else "",
        )
        for found in quotes.find(text, language)
    ]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_quotes_and_their_speakers(case):
    language, text, expected = CASES[case]

    assert read(text, language) == expected


NOBODYS = {
    "nobody named": "“We will stay until spring,” officials said.",
    "a pronoun": "“We will stay until spring,” she said.",
    "a pronoun, when two are spoken of": "Anna Berg met Eva Holm. “We will stay until spring,” she said.",
    "a pronoun, when the last named is spoken to": "He told Anna Berg to wait. “We will stay until spring,” she said.",
    "a pronoun, somebody unnamed between": "Anna Berg, 44, left. The cook sat. “We will stay until spring,” she said.",
    "a pronoun that the title speaks against": "Mr Otto Berg said no. “We will stay until spring,” she said.",
    "another's words, recalled": "Anna Berg said no. She recalled the pilot telling them: “We will stay until spring.”",
    "a source without a name": "“We will stay until spring,” a source inside Old Harbour said.",
    "a house": "“We will stay until spring,” the White House said.",
    "a party's member": "“We will stay until spring,” the Old Harbour Democrat wrote.",
    "a place after a preposition": "“We will stay until spring,” said officials in Old Harbour.",
    "somebody's spokesman": "“We will stay until spring,” said a spokesman for Anna Berg.",
    "an institution": "“We will stay until spring,” the Defence Ministry said.",
    "scare quotes": "The “so called” peace held, Anna Berg said.",
    "the next sentence is another's": "“We will stay until spring.” Anna Berg said the harbour was shut.",
    "a surname of two people": "Anna Berg met Otto Berg. “We will stay until spring,” Berg said.",
    "a surname of nobody known": "“We will stay until spring,” Berg said.",
    "a mark forgotten": "“We will stay until spring, said Anna Berg.\n\nIt was late.",
    "marks that do not match across lines": 'He had a 5" pipe.\nAnna Berg said a 6" one was better.',
    "the last sentence's speaker": "Anna Berg said: It is late. “We will stay until spring.”",
}


@pytest.mark.parametrize("case", NOBODYS, ids=str)
def test_no_name_is_guessed(case):
    assert read(NOBODYS[case]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ayşe Deniz limanı gezdi. Yetkililer, “Bütün mayınları bahara kadar temizleyeceğiz” dedi.",
        "Bakan, “Bütün mayınları bahara kadar temizleyeceğiz” dedi.",
        "Ayşe Deniz’in babası, “Bütün mayınları bahara kadar temizleyeceğiz” dedi.",
        "Savunma Bakanlığı, “Bütün mayınları bahara kadar temizleyeceğiz” dedi.",
        "Ayşe Deniz, “eski ve güvenli liman” sözünü sevmiyor.",
    ],
)
def test_no_name_is_guessed_in_turkish(text):
    assert read(text, "tr") == []


def test_a_quote_after_another_sentence_does_not_go_on():
    text = "“We will stay until spring,” said Anna Berg. The ice was thick. “Nobody will send us home.”"

    assert [said for said, _, _ in read(text)] == ["We will stay until spring"]


@given(st.text(alphabet=st.sampled_from('“”„«»" ,.:\nAnna Berg said the'), max_size=200))
def test_offsets_lie_inside_any_text(text):
    for found in quotes.find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.speaker is not None
        assert text[slice(*found.speaker)].strip()


@pytest.mark.parametrize("text", ["“" * 40_000, "A " * 20_000, "“We go home now,” Smith said. Anna Maria " * 1_000])
def test_a_hostile_text_takes_no_longer(text):
    start = time.process_time()

    quotes.find(text)

    assert time.process_time() - start < 5


ADA = "“My name is Ada Byron and I have come home,” said Byron. "
CARL = "“Mine is Carl Marsh and I am still at sea,” said Marsh. "


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (ADA + "Byron put down her bag. “It was a very long way,” she said.", ["Ada Byron"]),
        (ADA + CARL + "Marsh sat down. “It was a very long way,” he said.", ["Carl Marsh"]),
        (ADA + CARL + "Byron and Marsh sat down. “It was a very long way,” he said.", []),
    ],
)
def test_who_is_named_in_full_only_in_what_somebody_said_is_still_one_person(text, speakers):
    last = [text[slice(*one.speaker)] for one in quotes.find(text) if "long way" in text[one.start : one.end]]

    assert last == speakers


NAMED = st.sampled_from(
    ["Captain", "Captain’s", "Colonel", "Gen.", "St.", "Mr", "Ada", "Byron", "Byron’s", "Carl Marsh", "the", "he",
     "she", "said", "nodded", "“", "”", ",", ".", ":", "“It was a long way home,”", "’s", "(rtd)", "\n"]
)  # fmt: skip


@given(st.lists(NAMED, max_size=40))
def test_ranks_names_and_marks_in_any_order_stop_nothing(words):
    text = " ".join(words)

    for quote in quotes.find(text):
        assert quote.speaker is None or speakers.words_of(text[slice(*quote.speaker)])


def test_text_cut_anywhere_among_ranks_and_pronouns_stops_nothing():
    told = "Captain Ada Byron met the Colonel. The Colonel. nodded. “We were glad to be home at last,” she said."

    for place in range(len(told)):
        quotes.find(told[place:] + " Gen. “It was a long way home,” he said. Sgt. said: “It was a long way back.”")


@pytest.mark.parametrize(
    ("name", "speaks"),
    [
        ("Tarn IB", False),
        ("Quay Street ANZ", False),
        ("Ada Byron MP", True),
        ("Carl Marsh III", True),
        ("ADA BYRON", True),
    ],
)
def test_a_name_that_ends_in_initials_of_a_firm_speaks_for_nobody(name, speaks):
    assert bool(quotes.find(f"“It was a very long way home,” said {name}.")) is speaks


@pytest.mark.parametrize(
    ("name", "speaks"),
    [
        ("General Dynamics", False),
        ("HMS Victory", False),
        ("Fort Bragg", False),
        ("South Korea", False),
        ("Downing Street", False),
        ("the Saare Home Guard", False),
        ("Major Payne", True),
        ("General Will Burke", True),
        ("April May", True),
    ],
)
def test_ships_bases_countries_and_firms_have_no_name_of_a_person(name, speaks):
    found = quotes.find(f"“We hold the line until the spring comes,” said {name}.")

    assert bool(found) is speaks


def test_work_on_a_hostile_text_is_bounded():
    said = "Ann Hill, 44, sat. “One two three four,” said Hill. Bo Hill rose. “Five six seven eight,” he said. "
    long = said * (200_000 // len(said))

    found = quotes.find(long)

    assert found == quotes.find(long[: quotes.LOOKED_AT])
    assert found and all(one.end <= quotes.LOOKED_AT for one in found)


def test_a_name_is_kept_once_however_often_the_text_has_it():
    many = " ".join(f"Ann Hill sat. {chr(65 + n % 26)}{'a' * (n % 7 + 1)} Hill rose." for n in range(2000))

    assert {len(places) for places in speakers.people(many).values()} == {speakers.NAMESAKES}
    assert list(speakers.people("Ann Hill sat. Ann Hill rose. " * 900).values()) == [[(0, 8)]]


def test_office_of_a_firm_is_a_role_and_no_name():
    words = "“We wanted to think again about the ferries of the strait,” said Ernst Quay, Tarn’s Chief Harbour Officer."

    (quote,) = quotes.find(words)

    assert words[slice(*quote.speaker)] == "Ernst Quay"
    assert words[slice(*quote.role)] == "Tarn’s Chief Harbour Officer"
