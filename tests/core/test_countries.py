"""Countries and who lives there, as sixteen languages name them; and what only looks like a country."""

import pytest
from tests.core import nations, plain_news

from reveille.core import concepts, countries, facts
from reveille.core.nations import NATIONS


def named(sentence, language):
    return [(one.country, one.who) for _, _, one in countries.of_language(language).found(sentence) if one.country]


def test_nation_is_known_by_its_place_in_sixteen_languages():
    missed = [
        (said.language, said.sentence)
        for said in nations.SENTENCES
        if not said.who and f"@{said.country}" not in facts.found(said.sentence, "", said.language).counts
    ]

    assert missed == []


def test_nation_is_known_by_whose_government_it_is_in_sixteen_languages():
    missed = [
        (said.language, said.sentence)
        for said in nations.SENTENCES
        if said.who and f"@{said.country}" not in facts.found(said.sentence, "", said.language).counts
    ]

    assert missed == []


def test_no_sentence_of_one_nation_is_of_another_as_well():
    others = [
        (said.language, said.sentence)
        for said in nations.SENTENCES
        if {key for key in facts.found(said.sentence, "", said.language).counts if key[0] == "@"} - {f"@{said.country}"}
    ]

    assert others == []


def test_table_has_every_language_and_no_other():
    assert set(NATIONS) == set(concepts.LANGUAGES)


def test_plain_news_is_of_no_country_that_only_a_word_of_it_is_called_like():
    wrong = [
        (line.headline, said)
        for line in plain_news.LINES
        if line.country == "-" and (said := named(f"{line.headline}\n{line.sentence}", line.language))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "He told us to polish the turkey in the china shop"),
        ("en", "Jordan and Georgia are born to Chad Smith"),
        ("en", "American football on the South China Sea"),
        ("de", "Schiffe im Indischen Ozean und im Golf von Mexiko"),
        ("fr", "Dans l’océan Indien, en mer de Chine et dans le golfe du Mexique"),
        ("es", "En el golfo de México y el mar de China"),
        ("it", "Nell’oceano Indiano e nel golfo del Messico, sulle montagne russe"),
        ("pt", "No oceano Indiano e no mar da China, uma montanha-russa"),
        ("nl", "Op de Indische Oceaan en in de Golf van Mexico"),
        ("pl", "Na Oceanie Indyjskim i w Zatoce Meksykańskiej"),
        ("uk", "В Індійському океані та Мексиканській затоці"),
        ("ru", "В Индийском океане и Южно-Китайском море, в Мексиканском заливе"),
        ("ar", "في المحيط الهندي وبحر الصين"),
        ("tr", "Hint Okyanusu'nda ve Güney Çin Denizi'nde"),
        ("he", "באוקיינוס ההודי, בים סין"),
        ("de", "Sie holen die Pole nach Indikatoren"),
        ("de", "Der fliegende Holländer in der Oper"),
        ("fr", "Le pape François sur la mer turquoise"),
        ("it", "Un cecchino e la cecità di Turco"),
        ("es", "Checkpoint en la granada"),
        ("nl", "Frans Timmermans vs. Frans Hals"),
        ("pl", "Mali przedsiębiorcy, czad i indyk"),
        ("uk", "Дані газети про газ, парі чесно"),
        ("ru", "Индивидуальный индикатор, кита и гречка"),
        ("tr", "Mali kriz, çek ve fin"),
        ("ar", "الأزمة المالية"),
        ("he", "בנין וקניה"),
        ("ko", "교통 수단"),
    ],
)
def test_word_that_only_looks_like_a_country_is_none(language, sentence):
    assert named(sentence, language) == []


def test_sea_in_a_script_without_spaces_is_nobodys():
    for sentence, language in (("军舰在印度洋和墨西哥湾演习", "zh"), ("インド洋とメキシコ湾で演習", "ja")):
        assert not {key for key in facts.found(sentence, "", language).counts if key[0] == "@"}


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "U.S. and UK forces", [("US", False), ("GB", False)]),
        ("de", "Ukrainekrieg: Iranabkommen", [("UA", True), ("IR", True)]),
        ("de", "Nigerianer in Niger", [("NG", True), ("NE", False)]),
        ("pl", "rozmowy ze Stanami Zjednoczonymi w Korei Południowej", [("US", False), ("KR", False)]),
        ("uk", "у В’єтнамі та В'єтнаму", [("VN", False), ("VN", False)]),
        ("he", "בצ'ילה ובארה\"ב", [("CL", False), ("US", False)]),
        ("tr", "Mali'de ve Ukrayna'da", [("ML", False), ("UA", False)]),
        ("sv", "I Sverige och Germany", [("SE", False), ("DE", False)]),
        ("tlh", "Qo'noS, French and U.S.", [("FR", True), ("US", False)]),
        ("", "England und Polish", [("GB", False), ("PL", True)]),
    ],
)
def test_name_is_found_as_its_language_writes_it(language, sentence, expected):
    assert named(sentence, language) == expected
