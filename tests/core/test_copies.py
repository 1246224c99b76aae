"""The same text under other mastheads is found, and its origin is told."""

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import copies

MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)


def prose(seed: int, words: int = 120) -> str:
    """So many words that no other seed has in the same order."""
    chance = random.Random(seed)
    return " ".join(
        f"{chance.choice('bdfglmnprst')}{chance.choice('aeiou')}{chance.randrange(900)}" for _ in range(words)
    )


def document(pk: int, text: str, minutes: int = 0, **more) -> copies.Document:
    known = {"host": f"host-{pk}", "outlet": f"Outlet {pk}", "agency": "", **more}
    return copies.Document(id=pk, text=text, published=MORNING + timedelta(minutes=minutes), **known)


def found(*documents: copies.Document, new=None) -> dict[int, int]:
    return {copy.id: copy.of for copy in copies.find(documents, new)}


def test_the_same_text_elsewhere_is_a_copy_of_the_earlier():
    text = prose(1)

    (copy,) = copies.find([document(1, text, 30), document(2, text, 10), document(3, prose(2))])

    assert (copy.id, copy.of, copy.containment) == (1, 2, 1.0)
    assert copy.reason


def test_a_shortened_text_is_a_copy():
    text = prose(1, 200)

    assert found(document(1, text), document(2, text[: len(text) // 4], 5)) == {2: 1}


def test_a_text_with_local_paragraphs_around_it_is_a_copy():
    text = prose(1)

    assert found(document(1, text), document(2, f"{prose(2, 300)} {text} {prose(3, 300)}", 5)) == {2: 1}


def test_half_of_a_text_is_not_enough():
    shared = prose(1, 60)

    assert found(document(1, f"{shared} {prose(2, 60)}"), document(2, f"{shared} {prose(3, 60)}")) == {}


def test_two_short_texts_in_one_round_up_are_no_copies_of_each_other():
    one, two = prose(1, 60), prose(2, 60)

    of = found(document(1, one), document(2, two), document(3, f"{one} {two}", 9))

    assert of == {3: 1}


def test_two_cuts_of_one_text_have_one_origin():
    text = prose(1, 120).split()
    front, middle, back = (" ".join(text[a:b]) for a, b in ((0, 80), (0, 120), (40, 120)))

    of = found(document(1, front), document(2, middle, 5), document(3, back, 9))

    assert of == {2: 1, 3: 1}


def test_the_agencys_own_article_is_the_origin_though_it_came_later():
    text = prose(1)
    documents = [
        document(1, text, agency="Northline"),
        document(2, text, 60, outlet="Northline", wire=True),
        document(3, text, 5),
    ]

    assert found(*documents) == {1: 2, 3: 2}


def test_an_outlet_that_others_credit_is_the_origin():
    text = prose(1)

    assert found(document(1, text, agency="The Courier"), document(2, text, 60, outlet="The Courier")) == {1: 2}


def test_of_two_at_once_the_lower_id_is_the_origin():
    assert found(document(2, prose(1)), document(1, prose(1))) == {2: 1}


def test_short_texts_say_too_little():
    assert found(document(1, prose(1, 20)), document(2, prose(1, 20))) == {}


def test_furniture_makes_no_copy():
    box = ". ".join(f"{prose(seed, 12)}" for seed in range(50, 56)) + ". "
    texts = [f"{prose(seed, 30)}. {box}" for seed in (1, 2, 3)]

    assert found(*(document(pk, text, pk, host="gazette") for pk, text in enumerate(texts))) == {}


def test_two_versions_of_one_outlet_do_not_hide_its_copies():
    body = ". ".join(prose(seed, 15) for seed in range(20, 26))
    documents = [
        document(1, f"{prose(1, 9)}. {body}", host="gazette"),
        document(2, f"{prose(2, 9)}. {body}", 5, host="gazette"),
        document(3, f"{prose(3, 9)}. {body}", 9),
    ]

    assert found(*documents) == {2: 1, 3: 1}


def test_only_pairs_with_a_new_one_are_looked_at():
    documents = [
        document(1, prose(1)),
        document(2, prose(1), 5),
        document(3, prose(2)),
        document(4, prose(2), 5),
    ]

    assert found(*documents, new={4}) == {4: 3}
    assert found(*documents, new=()) == {}


def test_an_older_one_can_turn_out_to_be_the_copy_of_a_new_one():
    documents = [document(1, prose(1)), document(2, prose(1), 60, wire=True)]

    assert found(*documents, new={2}) == {1: 2}


def test_a_stored_signature_stands_for_the_text():
    text = prose(1)
    older = document(1, "", signature=copies.signature(text))

    assert found(older, document(2, text, 5)) == {2: 1}


def test_a_signature_is_the_same_in_every_process():
    code = "import sys; from reveille.core import copies; sys.stdout.buffer.write(copies.signature(sys.argv[1]))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, prose(1)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs == [copies.signature(prose(1))] * 2


def test_a_phrase_in_very_many_texts_costs_little_and_copies_nothing():
    phrase = prose(9, 8)
    documents = [document(pk, f"{prose(pk + 100, 40)} {phrase}") for pk in range(copies.MANY + 50)]

    assert found(*documents) == {}


def test_a_text_that_very_many_carry_is_found_everywhere():
    documents = [document(pk, prose(1, 40), pk) for pk in range(copies.MANY + 20)]

    assert found(*documents) == dict.fromkeys(range(1, copies.MANY + 20), 0)


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_is_good_input(texts):
    answer = copies.find([document(pk, text) for pk, text in enumerate(texts)])

    assert all(copy.id != copy.of and copies.ENOUGH <= copy.containment <= 1 for copy in answer)


@given(st.permutations(range(5)))
def test_the_order_of_documents_does_not_matter(order):
    texts = [prose(1), prose(1, 90), prose(2), prose(2), f"{prose(1, 90)} {prose(3)}"]
    documents = [document(pk, text, 7 * (pk % 2)) for pk, text in enumerate(texts)]

    assert copies.find([documents[pk] for pk in order]) == copies.find(documents)


NORTHLINE = {"Northline Wire": "northline"}
CREDITS = {
    "in the byline": ("Associated Press", "", "", "Associated Press"),
    "after by": ("By The Associated Press", "", "", "Associated Press"),
    "after the reporter": ("Jane Doe, AP", "", "", "Associated Press"),
    "shouted": ("BY ASSOCIATED PRESS", "", "", "Associated Press"),
    "two authors": ("Jane Doe and Reuters", "", "", "Reuters"),
    "in the dateline": ("", "TOLNA (Northline)", "", "Northline Wire"),
    "in the opening": ("", "", "TOLNA, June 3 (Reuters) - The ship sailed.", "Reuters"),
    "in the opening, German": ("", "", "Tolna (dpa) – Das Schiff fuhr aus.", "dpa"),
    "at the end": ("", "", "The ship sailed.\n\nSource: AFP", "Agence France-Presse"),
    "copyright at the end": ("", "", "The ship sailed.\n© 2026 Northline Wire", "Northline Wire"),
    "only mentioned": ("Jane Doe", "TOLNA", "The ship sailed, a sailor told Reuters. It (AP) was late.", ""),
    "somebody of that name": ("Apolline Reutersward", "", "The ship sailed.", ""),
    "nobody": ("", "", "", ""),
}


@pytest.mark.parametrize("case", CREDITS, ids=str)
def test_an_agency_is_credited(case):
    byline, dateline, text, expected = CREDITS[case]

    assert copies.credit(byline, dateline, text, NORTHLINE) == expected


def test_an_article_is_not_the_name_of_an_agency():
    assert copies.credit("The", "", "", {"The Wire": "wire", "": ""}) == ""


def test_without_the_original_the_first_of_its_copies_stands_for_it():
    stands = copies.without({1: None, 2: 9, 3: 9, 4: 1, 5: 8}, {9}, {pk: -pk for pk in range(10)})

    assert stands == {1: None, 2: 3, 3: None, 4: 1, 5: 8}
