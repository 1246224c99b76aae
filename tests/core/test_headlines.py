"""Headlines as they are compared."""

import pytest

from reveille.core import headlines
from reveille.core.headlines import Headed


def cleaned(*told: tuple[str, str, str]) -> list[str]:
    return headlines.cleaned([Headed(outlet, title, f"text {n}", link) for n, (outlet, title, link) in enumerate(told)])


def test_the_name_of_the_site_goes():
    assert cleaned(("ledger.example", "Mines cleared | The Ledger", "")) == ["Mines cleared | The Ledger"]
    assert cleaned(("ledger", "Mines cleared | Ledger", "")) == ["Mines cleared"]


def test_a_tail_that_an_outlet_sets_twice_goes():
    twice = cleaned(("a", "Mines cleared - World News", ""), ("a", "Schools shut - World News", ""))

    assert twice == ["Mines cleared", "Schools shut"]


def test_a_headline_that_is_none_is_told_by_the_link():
    link = "https://example.org/news/divers-clear-old-mines-12.html"

    assert cleaned(("Example", "Example", link)) == ["divers clear old mines"]
    assert cleaned(("a", "Video", link), ("b", "Video", ""), ("c", "Video", ""))[0] == "divers clear old mines"
    assert cleaned(("a", "Video", "https://a.example/7")) == ["Video"]


def test_a_link_of_numbers_has_no_words():
    assert headlines.of_link("https://a.example/2026/11/23/4711") == []


def test_headline_is_shown_without_its_outlets_name():
    assert headlines.without_site("Navies clear mines | The Coast", "The Coast") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines - Coast", "The Coast") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines - Times", "Navy Times") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines | Navy", "Navy Times") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines - Times of Israel", "The Times of Israel") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines - analysis", "The Coast") == "Navies clear mines - analysis"
    assert headlines.without_site("Minehunters – a history", "The Coast") == "Minehunters – a history"
    assert headlines.without_site(" | The Coast", "The Coast") == " | The Coast"
    assert (
        headlines.without_site("Ferries wait - who pays what! - Coast News", "Coast News")
        == "Ferries wait - who pays what!"
    )
    assert headlines.without_site("Navies clear mines » The Coast", "The Coast") == "Navies clear mines"
    assert headlines.without_site("Navies clear mines • The Coast", "The Coast") == "Navies clear mines"


def test_headline_is_shown_without_a_name_that_begins_as_its_host_does():
    def shown(title: str, link: str) -> str:
        return headlines.without_site(title, "", link)

    assert shown("Navies clear mines - Harbour International", "https://e.harbour.example/1") == "Navies clear mines"
    assert (
        shown("Navies clear mines | The Lamp of Ithaca", "https://www.lampofithaca.example/1") == "Navies clear mines"
    )
    assert shown("Navies clear mines - QX", "https://www.qx.example/1") == "Navies clear mines"
    told = "Navies clear mines - Harbour investigation", "Navies clear mines - Harbison", "Navies clear mines - Qxylo"
    assert [shown(title, "https://www.harbour.qx.example/1") for title in told] == list(told)
    assert shown("Navies clear mines - Example", "") == "Navies clear mines - Example"


def test_a_host_may_be_the_initials_of_its_name():
    def shown(title):
        return headlines.without_site(title, "", "https://www.nht.example/ferry")

    assert shown("Navies clear mines | New Harbour Times") == "Navies clear mines"
    assert shown("Navies clear mines - no harm to") == "Navies clear mines - no harm to"
    assert shown("Navies clear mines | New Harbour") == "Navies clear mines | New Harbour"
    assert shown("Mines in Saare – No Harm Told") == "Mines in Saare – No Harm Told"


def test_what_an_outlet_sets_behind_all_its_headlines_is_known_by_links_that_do_not_have_it():
    told = [
        (
            f"Ferry number {n} waits in the strait Coast News",
            f"https://coast.example/ferry-number-{n}-waits-in-the-strait/",
        )
        for n in "abcdef"
    ]

    assert headlines.habit(told) == "Coast News"
    assert headlines.habit(told[:4]) == ""
    assert headlines.habit([(title, "https://coast.example/1") for title, _ in told]) == ""
    assert (
        headlines.without_site(told[0][0], "Herald", told[0][1], "Coast News") == "Ferry number a waits in the strait"
    )
    assert headlines.without_site("Coast News", "Herald", "", "Coast News") == "Coast News"


def test_place_in_which_many_headlines_end_is_no_habit_where_links_have_it():
    told = [
        (f"Ferry number {n} waits for a berth in South Saare", f"https://coast.example/ferry-{n}-waits-in-south-saare/")
        for n in "abcdef"
    ]

    assert headlines.habit(told) == ""


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Mines will be cleared – UN", "The Sun"),
        ("Tolls to end in the strait – EU", "Reuters"),
        ("Saare and Lille near a war - war", "Warsaw Voice"),
        ("Two admirals taken from the ferry – police", "Police Gazette"),
        ("Forty tanks lost in a day – Kyiv", "Kyiv Independent"),
        ("Two sailors charged over leak - Navy", "Navy Times"),
        ("Strike killed twelve – Israel", "The Times of Israel"),
    ],
)
def test_letters_within_an_outlets_name_are_not_its_name(title, outlet):
    assert headlines.without_site(title, outlet) == title


def test_nothing_behind_a_mark_is_no_name():
    assert headlines.without_site("Navies clear mines |   ", "The Coast", "https://coast.example/") == (
        "Navies clear mines |   "
    )


def test_part_of_a_name_written_without_spaces_is_the_name():
    assert headlines.without_site("掃海艇が機雷を除去 - 海峡新聞", "海峡新聞デジタル") == "掃海艇が機雷を除去"
