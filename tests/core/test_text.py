"""A text's words, its sentences, its length, its language."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import capitals, languages, stops, text


def read(words: str, language: str = "en") -> list[str]:
    return [words[start:end] for start, end in stops.sentences(words, language)]


SENTENCES = {
    "ranks and initials": (
        "en",
        ["Gen. Mark A. Miller met Lt. Col. Jane Doe.", "They spoke."],
    ),
    "a country's initials inside": ("en", ["The U.S. Army sent tanks.", "Nobody came."]),
    "a country's initials at the end": ("en", ["He flew to the U.S.", "The talks begin today."]),
    "decimals and money": ("en", ["It cost $3.5 million, up 2.1 percent.", "No. 5 sank."]),
    "company": ("en", ["Acme Corp. builds ships.", "It sold them to Acme Corp.", "The price is secret."]),
    "curly quotes close after the stop": ("en", ["“We will stay.”", "He then left."]),
    "straight quotes close after the stop": ("en", ['"We will stay."', "He then left."]),
    "a question inside its attribution": ("en", ["“Who goes there?” the guard asked.", "Nobody."]),
    "a call before its speaker": ("en", ["“Stop!” Smith said.", "They went on."]),
    "small letters go on": ("en", ["He paused ... then spoke.", "All heard."]),
    "ellipsis at the end": ("en", ["He paused…", "All waited."]),
    "brackets": ("en", ["(The ship was old.)", "It sank."]),
    "a list's numbers": ("en", ["1. Sail at dawn.", "2. Return at dusk."]),
    "German ordinals": ("de", ["Er kam am 3. Oktober.", "Das 20. Jahrhundert war lang."]),
    "German years end": ("de", ["Das war im Jahr 2014.", "Danach kam nichts."]),
    "German quotes": ("de", ["„Wir bleiben.“", "Dann ging er z.B. nach Haus."]),
    "German short words": ("de", ["Dr. Weber sah ca. 30 Schiffe.", "Keines fuhr."]),
    "French quotes with their spaces": ("fr", ["« Nous partons. »", "M. Martin est resté."]),
    "French narrow spaces": ("fr", ["«\u202fNous partons.\u202f»", "Il est resté."]),
    "Chinese needs no space": ("zh", ["第一句。", "“第二句！”", "第三句？"]),
    "Japanese brackets": ("ja", ["「行く。」", "彼は去った。"]),
    "Arabic titles": ("ar", ["وصلت د. ليلى حداد إلى الميناء.", "ثم غادرت السفينة."]),
    "Arabic question": ("ar", ["هل وصلت السفينة؟", "نعم."]),
    "German ranks out of service": ("de", ["Gen. a. D. Meier war in Kiel.", "Das kostet 1,4 Mrd. Euro, d. h. mehr."]),
    "French ranks": ("fr", ["Le gén. Martin a reçu Mme Lefèvre à 14 h 30.", "Cela coûte 1,4 milliard.", "Pourquoi ?"]),
    "Spanish doubled letters": ("es", ["El gral. Pérez voló a EE. UU. el lunes.", "¿Por qué?", "¡Nadie lo sabe!"]),
    "Italian elisions": (
        "it",
        ["Il gen. Rossi ha visto l’on. Bianchi e il dott. Verdi.", "Costa 1,4 miliardi.", "Perché?"],
    ),
    "Portuguese titles": ("pt", ["O gen. Silva viu a Sra. Costa e o Dr. Melo.", "Custou 1,4 milhões.", "Porquê?"]),
    "Dutch titles": ("nl", ["Gen. b.d. De Vries sprak met dhr. Jansen en mevr. Bakker.", "Het kost 1,4 miljard."]),
    "Polish years": ("pl", ["Gen. Nowak był w 2014 r. w Warszawie.", "To 1,4 mld zł, tj. więcej niż w XX w. i dziś."]),
    "Ukrainian initials": (
        "uk",
        ["Ген. Коваль бачив О. П. Шевченка у 2014 р. у м. Києві.", "Це 1,4 млрд грн.", "Чому?"],
    ),
    "Russian initials": (
        "ru",
        ["Ген. Иванов видел А. С. Петрова в 2014 г. в г. Москве.", "Это 1,4 млрд руб.", "Почему?"],
    ),
    "Hebrew acronyms": ("he", ['האלוף כהן נפגש עם ד"ר לוי בצה"ל.', "העלות היא 1.4 מיליארד שקל.", "למה?"]),
    "Turkish ordinals": (
        "tr",
        ["Org. Yılmaz, Prof. Dr. Demir ile 3. Kolordu’da görüştü.", "Maliyeti 1,4 milyar.", "Neden?"],
    ),
    "Korean": ("ko", ["장관은 월요일에 서울을 방문했다.", "비용은 1.4억 원이다.", "왜 그랬나?"]),
    "Hindi danda": ("hi", ["जहाज आया।", "वह गया।"]),
}


@pytest.mark.parametrize("case", SENTENCES, ids=str)
def test_sentences_end_where_a_reader_ends_them(case):
    language, expected = SENTENCES[case]
    gap = "" if language in ("zh", "ja") else " "

    assert read(gap.join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["“我们会留下。”他说。", "费用为1.4亿元！"]),
        ("ja", ["「残ります。」と彼は述べた。", "費用は1.4億円だ。"]),
    ],
)
def test_who_speaks_belongs_to_the_sentence_where_no_space_parts_them(language, expected):
    joined = "".join(expected)

    assert [joined[a:b] for a, b in stops.sentences(joined, language)] == expected


def test_a_sentence_ends_where_a_page_lost_the_space_behind_it():
    words = (
        "Eleven navies sailed this week.The mines lie deep."
        "Both wars left them, says Yahoo!Saare, Mail.Ru and Harbour.Com of St.Ives."
    )

    assert [words[slice(*one)] for one in stops.sentences(words)] == [
        "Eleven navies sailed this week.",
        "The mines lie deep.",
        "Both wars left them, says Yahoo!Saare, Mail.Ru and Harbour.Com of St.Ives.",
    ]


def test_blank_line_always_ends_a_sentence():
    assert read("A headline without a stop\n\nthe text goes small\n \nMore.") == [
        "A headline without a stop",
        "the text goes small",
        "More.",
    ]


def test_single_line_end_ends_a_sentence_unless_the_text_is_wrapped():
    paragraphs = read("A headline\nThe fleet sailed. It was late.\nNobody saw it.")
    wrapped = read("The fleet sailed in the\nmorning of that day. Bob\nSmith saw it and\nwent home.")

    assert paragraphs == ["A headline", "The fleet sailed.", "It was late.", "Nobody saw it."]
    assert wrapped == ["The fleet sailed in the\nmorning of that day.", "Bob\nSmith saw it and\nwent home."]


@given(
    st.text(alphabet=st.sampled_from("ab AB.!?…\n\"“”„«»。؟1 \u00a0'()"), max_size=120),
    st.sampled_from(["en", "de", "fr", "zh"]),
)
def test_sentences_hold_every_word_once_and_no_space_around(words, language):
    spans = stops.sentences(words, language)

    assert "".join("".join(words[a:b].split()) for a, b in spans) == "".join(words.split())
    assert all(words[a:b] == words[a:b].strip() and a < b for a, b in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))


def test_no_sentence_spans_a_blank_line():
    assert all("\n\n" not in part for part in read("one\n\ntwo. Three\n\nfour five"))


def test_tokens_keep_what_carries_the_news():
    assert text.tokens("The Army’s TANKS and armies don't cross the bases") == [
        "army",
        "tank",
        "army",
        "cross",
        "base",
    ]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("fr", "L’armée n’a pas quitté la ville", ["armée", "quitté", "ville"]),
        ("de", "Die Marine hat ein Schiff für das Heer", ["marine", "schiff", "heer"]),
        ("uk", "Міністр об'єднав п’ять бригад", ["міністр", "обєднав", "пять", "бригад"]),
        ("he", 'דובר צה"ל אמר', ["דובר", "צהל"]),
        ("ja", "日本国 Navy", ["日本", "本国", "navy"]),
        ("zh", "海军", ["海军"]),
        ("zh", "我们因为海军", ["们因", "为海", "海军"]),
        ("ja", "機雷について海軍", ["機雷", "雷に", "て海", "海軍"]),
        ("ko", "해군에서", ["해군", "군에"]),
        ("tr", "İSTANBUL ve İstanbul", ["istanbul", "istanbul"]),
        ("ar", "الأمريكيّ في الامريكي إلى القـــاهرة", ["الامريكي", "الامريكي", "القاهره"]),
        ("th", "กองทัพ", ["กอ", "อง", "งท", "ทั", "ัพ"]),
        ("xx", "Sqadron beta", ["sqadron", "beta"]),
        ("en-GB", "ﬁghters ２０２６", ["fighter", "2026"]),
    ],
)
def test_tokens_of_other_languages(language, words, expected):
    assert text.tokens(words, language) == expected


def test_a_day_or_a_month_is_no_name():
    assert {"sunday", "märz"} <= capitals.no_names("en")
    assert {"pazartesi", "mart", "sunday"} <= capitals.no_names("tr")
    assert "mart" not in capitals.no_names("nl")


def test_normalised_text_is_plain():
    assert text.normalise(" ＮＡＴＯ’s \u00adplan\n now ") == "nato's plan now"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("Three short words", 3),
        ("Three — short, words!", 3),
        ("U.S.-led", 1),
        ("日本国防衛省", 3),
        ("日本 navy", 2),
    ],
)
def test_words_are_counted_as_read(words, count):
    assert text.words(words) == count


@pytest.mark.parametrize(
    ("words", "limit", "expected"),
    [
        ("Short enough", 12, "Short enough"),
        ("Hello big world", 9, "Hello…"),
        ("Hello big world", 10, "Hello big…"),
        ("Hello, world", 8, "Hello…"),
        ("He said “Nobody came", 10, "He said…"),
        ("日本国防衛省は東京にある", 6, "日本国防衛…"),
        ("Unbreakableword", 6, "Unbre…"),
        ("cafe\u0301s everywhere", 5, "caf…"),
        ("ab👨‍👩‍👧cd", 5, "ab…"),
        ("🇺🇦🇫🇷🇩🇪🇵🇱", 4, "🇺🇦…"),
        ("Anything", 1, "…"),
        ("Anything", 0, ""),
    ],
)
def test_cut_ends_at_a_word(words, limit, expected):
    assert text.cut(words, limit) == expected


@given(st.text(max_size=60), st.integers(-2, 70))
def test_cut_never_exceeds_its_limit_nor_parts_an_accent(words, limit):
    short = text.cut(words, limit)

    assert len(short) <= max(limit, 0) or short == words
    if short != words and short:
        assert short.endswith("…")
        assert words.startswith(short[:-1])
        rest = words[len(short) - 1 :]
        assert not (len(short) > 1 and unicodedata.category(rest[0])[0] == "M")


@pytest.mark.parametrize(
    ("words", "hint", "expected"),
    [
        ("", "", ""),
        ("", "fr-FR", "fr"),
        ("12 — 15", "de", "de"),
        ("Le ministre", "en-GB", "en"),
        ("Міністр оборони", "en", "uk"),
        ("Le ministre des Armées a annoncé vendredi que la frégate avait quitté le port de Toulon", "", "fr"),
        (
            "Der Minister teilte am Freitag mit, dass die Fregatte den Hafen verlassen habe und nach "
            "Norden fahre, wo sie mit Schiffen anderer Staaten üben werde; die Rückkehr sei für den Herbst "
            "geplant, hieß es in der Mitteilung des Hauses weiter.",
            "en",
            "de",
        ),
        ("anything at all", "not a language", "en"),
        (
            "Mae'r llynges wedi clirio'r ffrwydron yn y culfor. Bydd y llongau'n dychwelyd i'r porthladd ddydd "
            "Sadwrn nesaf",
            "en",
            "cy",
        ),
        ("Mae'r llynges wedi clirio'r ffrwydron", "en", "en"),
        (
            "Hill frigate Tern collides, Saare ferry Otto damaged, divers search strait: navy, port, mayor comment",
            "en",
            "en",
        ),
        ("Forsvaret", "nb-NO", "no"),
    ],
)
def test_language_is_the_texts_own_and_short_texts_believe_the_hint(words, hint, expected):
    assert languages.language_of(words, hint) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction(language, expected):
    assert languages.direction(language) == expected


@pytest.mark.parametrize(
    "hostile", ["." * 40_000 + "x", " " * 40_000 + "b", "\n " * 20_000, "." + "”" * 40_000 + "x", "Mr. " * 400_000]
)
def test_a_hostile_text_takes_no_longer(hostile):
    start = time.process_time()

    stops.sentences("a" + hostile)
    capitals.cased_words("a" + hostile)

    assert time.process_time() - start < 5
