"""What two languages have in common when they tell one event."""

import pytest

from reveille.core import concepts, facts, numerals, sounds, transcribed, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Зеленский", "Zelenskyy"),
        ("Зеленського", "Selenskyj"),
        ("Путин", "Poutine"),
        ("Πούτιν", "Putin"),
        ("Шевченко", "Schewtschenko"),
        ("Медведев", "Medwedew"),
        ("Łódź", "Lodz"),
    ],
)
def test_a_name_sounds_the_same_in_every_script(one, other):
    assert sounds.key_of_name(one) == sounds.key_of_name(other)


def test_a_name_of_two_consonants_is_itself():
    assert sounds.key_of_name("Tara") != sounds.key_of_name("Tiro")


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Russia frees 1,311 held in the United States", "en", {"@RU", "@US", "#1311"}),
        ("Russland lässt 1.311 Menschen frei", "de", {"@RU", "#1311"}),
        ("俄罗斯在莫斯科逮捕1311人（9月21日）", "zh", {"@RU", "+moscow", "~arrest", "#1311"}),
        ("烏克蘭換回215人，包括Medvedchuk", "zh", {"@UA", "#215", sounds.key_of_name("Medvedchuk")}),
        ("プーチン、モスクワで", "ja", {"+moscow"}),
        ("روسيا في موسكو 215", "ar", {"@RU", "+moscow", "#215"}),
        ("W Krakowie i w Kijowie", "pl", {"+krakow", "+kyiv"}),
        ("Спека в Одесі та Харкові", "uk", {"+odesa", "+kharkiv"}),
        ("Wetter in München und Mailand", "de", {"+munich", "+milan"}),
        ("At 6.5 per cent in 2022, after 9 tries", "en", {"#6.5"}),
        ("", "en", set()),
        ("no such language: Qo'noS 42", "tlh", {"#42"}),
    ],
)
def test_facts_of_a_headline(title, language, expected):
    assert set(facts.found(title, "", language).counts) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("NATO to buy drones after attack on Ukrainian hospital", "en"),
        ("Nato kauft Drohnen nach Angriff auf ukrainisches Krankenhaus", "de"),
        ("L'OTAN achète des drones après l'attaque d'un hôpital ukrainien", "fr"),
        ("La OTAN compra drones tras el ataque a un hospital ucraniano", "es"),
        ("La Nato compra droni dopo l'attacco a un ospedale ucraino", "it"),
        ("NATO compra drones após ataque a hospital ucraniano", "pt"),
        ("NAVO koopt drones na aanval op Oekraïens ziekenhuis", "nl"),
        ("NATO kupuje drony po ataku na ukraiński szpital", "pl"),
        ("НАТО купує дрони після атаки на українську лікарню", "uk"),
        ("НАТО закупает беспилотники после атаки на украинскую больницу", "ru"),
        ("الناتو يشتري مسيرات بعد هجوم على مستشفى أوكراني", "ar"),
        ('נאט"ו רוכשת כטב"מים אחרי תקיפה בבית החולים באוקראינה: רחפן', "he"),
        ("NATO, Ukrayna'daki hastaneye saldırının ardından İHA alıyor", "tr"),
        ("乌克兰医院遭袭击后北约购买无人机", "zh"),
        ("NATO、ウクライナの病院への攻撃後にドローン購入", "ja"),
        ("나토, 우크라이나 병원 공격 뒤 드론 구매", "ko"),
    ],
)
def test_one_headline_has_the_same_facts_in_sixteen_languages(text, language):
    assert {"&nato", "@UA", "~drone", "~attack", "~hospital"} <= set(facts.found(text, "", language).counts)


def test_what_german_joins_is_two_things():
    found = facts.found("Drohnenangriff und Waldbrand, Notlandung", "", "de").counts

    assert set(found) == {"~drone", "~attack", "~wildfire", "~landing"}


def test_a_word_that_is_a_fact_is_told_so_that_it_is_no_name_as_well():
    assert facts.found("Die Fregatte „Hessen“ vor München", "", "de").told == {"fregatte", "münchen"}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("1,200,000 cars", "en"),
        ("1.2 million cars", "en"),
        ("1,2 Mio. Autos", "de"),
        ("1.200.000 Autos", "de"),
        ("1 200 000 voitures", "fr"),
        ("1,2 million de voitures", "fr"),
        ("1,2 millones de coches", "es"),
        ("1,2 milioni di auto", "it"),
        ("1,2 млн автомобілів", "uk"),
        ("1,2 миллиона машин", "ru"),
        ("120万辆汽车", "zh"),
        ("120万台", "ja"),
        ("120만 대", "ko"),
        ("1.2 مليون سيارة", "ar"),
        ("1.2 מיליון מכוניות", "he"),
    ],
)
def test_a_number_is_one_however_it_is_written(words, language):
    assert list(numerals.found(words, language)) == ["#1.2e+06"]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("12.000 millones de euros", "es", ["#1.2e+10"]),
        ("12 Milliarden Euro", "de", ["#1.2e+10"]),
        ("1,8 Billionen Euro", "de", ["#1.8e+12"]),
        ("1.8 trillion euros", "en", ["#1.8e+12"]),
        ("2450億円", "ja", ["#2.45e+11"]),
        ("60 mil pessoas", "pt", ["#60000"]),
        ("Sieg mit 3:1", "de", ["#3:1"]),
        ("derrotado por 3-1", "pt", ["#3:1"]),
        ("116 K9, F-35 und Airbus A330", "de", ["=k9", "=f35", "=a330", "#116", "#35", "#330"]),
        ("am 26. November", "de", []),
        ("26 листопада", "uk", []),
        ("26 de noviembre", "es", []),
        ("November 26", "en", []),
        ("26日", "ja", []),
        ("im Jahr 2026", "de", []),
    ],
)
def test_numbers(words, language, expected):
    assert sorted(numerals.found(words, language)) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("المدرب سيتمبريني", "ar", "Settembrini"),
        ("مع برنشتاين", "ar", "Bernstein"),
        ("השר ברנשטיין", "he", "Bernstein"),
        ("ルカ・ブランドシュテッター", "ja", "Brandstetter"),
        ("キプロノ", "ja", "Kiprono"),
        ("키프로노가", "ko", "Kiprono"),
        ("科尔萨科夫", "zh", "Korsakov"),
        ("魏德曼說", "zh", "Weidemann"),
    ],
)
def test_a_name_in_a_script_without_capitals_may_sound_as_in_another(words, language, name):
    assert sounds.key_of_name(name) in transcribed.sounding(words, frozenset(), language)


def test_a_language_with_capitals_needs_no_guess():
    assert transcribed.sounding("Bernstein", frozenset(), "en") == set()


def test_every_row_of_the_tables_has_words_in_every_language():
    rows = wording.rows()

    assert len({key for key, _, _ in rows}) == len(rows)
    for key, common, columns in rows:
        assert len(columns) == len(concepts.LANGUAGES), key
        assert all(column.strip() for column in columns), key
        assert 0 < common <= 200, key


def test_no_word_of_the_tables_stands_for_two_concepts_by_mistake():
    for language in concepts.LANGUAGES:
        known = wording.of_language(language)
        for words in (known.whole, known.beginnings, known.signs):
            for word, keys in words.items():
                assert len(keys) == len(set(keys)), (language, word)
