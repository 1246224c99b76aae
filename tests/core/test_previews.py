"""Reports that look forward to a day, and when that day has passed."""

from datetime import date

import pytest

from reveille.core import previews

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


@pytest.mark.parametrize(
    ("headline", "lead", "language"),
    [
        ("Admirals to meet on Tuesday", "", "en"),
        ("Admirals prepare for talks", "The admirals will meet in Saare on Tuesday.", "en"),
        ("Admirals prepare for talks", "On Tuesday, the admirals will meet in Saare.", "en"),
        ("Admirals prepare for talks", "The admirals are due to meet tomorrow in Saare.", "en"),
        ("Admirale vor Treffen", "Die Admirale werden am Dienstag in Saare beraten.", "de"),
        ("Les amiraux préparent leur réunion", "Les amiraux se réuniront mardi à Saare.", "fr"),
        ("Los almirantes preparan la cita", "Los almirantes se reunirán el martes en Saare.", "es"),
        ("Gli ammiragli si preparano", "Gli ammiragli si incontreranno martedì a Saare.", "it"),
        ("Almirantes preparam encontro", "Os almirantes vão reunir-se na terça-feira em Saare.", "pt"),
        ("Admiraals bereiden zich voor", "De admiraals zullen dinsdag in Saare bijeenkomen.", "nl"),
    ],
)
def test_report_that_looks_forward_is_past_when_its_day_is(headline, lead, language):
    assert previews.looks_to(headline, lead, language, MONDAY) == TUESDAY
    assert not previews.passed(headline, lead, language, MONDAY, TUESDAY)
    assert previews.passed(headline, lead, language, MONDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Admirals met on Tuesday", "The admirals met in Saare on Tuesday."),
        ("Navy buys ships", "The ministry said on Tuesday that it will buy four ships."),
        ("Sailor jailed", "A sailor on Tuesday began a term that will last four years."),
        ("Sailors taken to hospital on Tuesday", "Four sailors were flown to an island."),
        ("Ill will among ferrymen", "A ferryman stirred up ill will on Tuesday."),
        ("Navies clear mines", "The navies cleared the strait. Admirals will meet on Tuesday."),
    ],
)
def test_report_of_what_happened_looks_forward_to_nothing(headline, lead):
    assert previews.looks_to(headline, lead, "en", MONDAY) is None


def test_weekday_is_the_next_from_the_day_of_publication_on():
    assert previews.looks_to("Admirals to meet on Monday", "", "en", MONDAY) == MONDAY
    assert previews.looks_to("Admirals to meet on Sunday", "", "en", MONDAY) == date(2026, 11, 29)


@pytest.mark.parametrize("headline", ["Admirals to meet on Frıday", "ADMİRALS TO MEET ON FRİDAY"])
def test_a_weekday_in_letters_that_turkish_has_is_that_day(headline):
    assert previews.looks_to(headline, "", "en", MONDAY) == date(2026, 11, 27)


def test_language_without_words_for_it_looks_forward_to_nothing():
    assert previews.looks_to("Tuesday", "will meet on Tuesday", "xx", MONDAY) is None


def test_what_is_too_long_for_a_sentence_is_not_looked_at():
    long = "Admirals to meet on Tuesday " * (previews.LONGEST // 28)

    assert previews.looks_to(long, "", "en", MONDAY) == TUESDAY
    assert previews.looks_to(long * 2, long * 400, "en", MONDAY) is None
