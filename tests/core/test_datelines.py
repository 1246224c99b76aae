"""Where a report was written, before its first sentence."""

import pytest

from reveille.core import datelines


@pytest.mark.parametrize(
    ("before", "place", "agency"),
    [
        ("SAARE, Nov 24 (Northline) - ", "SAARE, Nov 24", "Northline"),
        ("27th January 2026 – (Hall) ", "Hall", ""),
        ("Nov. 24, 2026 - ", "", ""),
        ("Tallinn – ", "Tallinn", ""),
        ("Buenos Aires — ", "Buenos Aires", ""),
        ("Tallinn, Estonia — ", "Tallinn, Estonia", ""),
        ("PORT SAARE, Estonia — ", "PORT SAARE, Estonia", ""),
    ],
)
def test_dateline_ends_where_the_first_sentence_begins(before, place, agency):
    assert datelines.lead_in(f"{before}The fleet came home.") == (place, agency, len(before))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ships – large and small – sailed home.",
        "Schiffe – Fregatten und Boote – fuhren heim.",
        "Frigates – Danish ones among them – sailed home.",
        "Hill – The man who cleared the strait – sailed home.",
        "Ukraine – What we know of the mines.",
        "Gaza – What we know of the mines.",
        "Frigates – The navy has four of them.",
        "Ann Hill, Admiral – The woman who cleared the strait.",
        "Merz – Der Mann, der die Flotte baut.",
        "Macron – Le président qui aime les bateaux.",
        "January 2026 was the coldest in the strait.",
    ],
)
def test_sentence_with_a_dash_in_it_has_no_dateline(sentence):
    assert datelines.lead_in(sentence) == ("", "", 0)


def test_languages_open_their_first_sentence_each_with_words_of_its_own():
    for sentence in ("Berlin – Die Flotte ist da.", "Paris – Le ministre arrive.", "Madrid – La flota llega."):
        assert datelines.lead_in(sentence)[2] == sentence.index("–") + 2
