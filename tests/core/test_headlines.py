"""Headlines as they are compared."""

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
    assert headlines.without_site("Navies clear mines - analysis", "The Coast") == "Navies clear mines - analysis"
    assert headlines.without_site("Minehunters – a history", "The Coast") == "Minehunters – a history"
    assert headlines.without_site(" | The Coast", "The Coast") == " | The Coast"
