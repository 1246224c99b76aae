"""A menu before a text, and what is none."""

from __future__ import annotations

from reveille.core import excerpts, menus

TELLS = "Minehunters from eleven countries sailed before dawn into a strip of water off Saaremaa."


def test_a_menu_before_the_text_hides_none_of_it():
    menu = "\n".join(["Home", "News", "Harbour!", "Letters to the editor", "Sport", "Sea & Sky", "Tides"] * 3)
    words = f"{menu}\n{TELLS}\nThe fleet swept some of the mines of two wars.\n"

    spans = excerpts.choose(words, headline="Minehunters sail before dawn", language="en")

    assert [words[slice(*span)] for span in spans] == [
        TELLS,
        "The fleet swept some of the mines of two wars.",
    ]
    assert words[menus.end(words) :].startswith(TELLS)
    assert menus.is_all(menu)
    assert not menus.is_all(words)


def test_three_lines_are_no_menu_and_nine_alone_are_a_text():
    assert menus.end(f"Home\nNews\nSport\n{TELLS}") == 0
    assert menus.end(f"Home\n\nNews\n\nSport\n\nTides\n\n{TELLS}") == len("Home\n\nNews\n\nSport\n\nTides\n\n")
    assert not menus.is_all("Tides\n" * 9)
    assert menus.is_all("Tides\n" * 10)


def test_questions_in_wide_marks_are_no_menu():
    assert menus.end("总统辞职？\n\n军方否认？\n\n真相如何？\n\n各方反应？\n\n总统昨日否认辞职。") == 0


def test_a_lead_of_short_sentences_is_no_menu():
    words = "The sea was calm.\nThe ships sailed.\nNobody slept.\nThe mines lay deep.\n" + f"{TELLS}\n"

    assert menus.end(words) == 0
