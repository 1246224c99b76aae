"""What two languages have in common when they tell one event."""

import pytest

from reveille.core import facts


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
    assert facts.key_of_name(one) == facts.key_of_name(other)


def test_a_name_of_two_consonants_is_itself():
    assert facts.key_of_name("Tara") != facts.key_of_name("Tiro")


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Russia frees 1,311 held in the United States", "en", {"@RU", "@US", "#1311"}),
        ("Russland lässt 1.311 Menschen frei", "de", {"@RU", "#1311"}),
        ("俄罗斯在莫斯科逮捕1311人（9月21日）", "zh", {"@RU", facts.key_of_name("Moscow"), "#1311"}),
        ("烏克蘭換回215名戰俘，包括Medvedchuk", "zh", {"@UA", "#215", facts.key_of_name("Medvedchuk")}),
        ("プーチン大統領、モスクワで", "ja", {facts.key_of_name("Putin"), facts.key_of_name("Moscow")}),
        ("روسيا في موسكو 215", "ar", {"@RU", facts.key_of_name("Moscow"), "#215"}),
        ("At 6.5 per cent in 2022, after 9 tries", "en", {"#6.5"}),
        ("", "en", set()),
        ("no such language: Qo'noS 42", "tlh", {"#42"}),
    ],
)
def test_facts_of_a_headline(title, language, expected):
    assert set(facts.found(title, "", language)) == expected
