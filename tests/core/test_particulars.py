"""Two events of a kind are told apart by what each report names, one event's two reports are not."""

import pytest

from reveille.core import particulars, stories

DEALER = (
    "Jerome Astley, 27, of Lewisham and Peckham was jailed for nine years at Maidstone Crown Court on Monday. "
    "Officers found £38,000 in "
    "his washing machine in Ashford, said Mark Oliphant. "
) + (
    "He had sent teenagers to the coast with wraps of cocaine in socks, and a telephone held offers to buyers. He "
    "admitted conspiracy to supply drugs. One of his runners was a boy who had been given trainers for his trouble. "
) * 3
CARER = (
    "A carer was sent to prison at Maidstone Crown Court on Wednesday. Denise Hallam of Gillingham took "
    "£86,000 from Edith Cole, 91, in Gillingham and Rainham, said Rhea Pitt. "
) + (
    "She looked after a blind pensioner and had the card of her account for shopping. It bought a caravan, a holiday "
    "and a hot tub, until a nephew saw that the gas had not been paid. She admitted fraud by abuse of position. "
) * 3
REST = CARER[-420:]
DEALER_TOLD_ELSEWHERE = (
    "A washing machine with £38,000 in it was the end of Jerome Astley. A judge at Maidstone sent the dealer from "
    "Lewisham to prison for nine years. " + REST * 2
)


def of(text: str, title: str = "Jailed at Maidstone", language: str = "en") -> particulars.Particulars:
    return particulars.of(title, text, language)


def test_two_verdicts_of_one_court_differ():
    assert particulars.differ(of(DEALER), of(CARER))


def test_one_verdict_told_by_two_outlets_does_not():
    assert not particulars.differ(of(DEALER), of(DEALER_TOLD_ELSEWHERE))


def test_who_names_what_the_other_begins_with_further_down_does_not_differ():
    below = CARER + " Before her Jerome Astley of Lewisham, who had £38,000 in Ashford, was heard at the Crown Court."

    assert not particulars.differ(of(DEALER), of(below))


def test_a_number_counts_though_one_spells_it():
    assert any(
        key & 1
        for key in of(CARER.replace("Edith Cole", "eleven others")).beginning & of(CARER + " It was her 11th.").whole
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Denise Hallam jailed at Maidstone", "", id="a headline"),
        pytest.param("Jailed at Maidstone", CARER[:600], id="a lead"),
        pytest.param("Carer jailed", REST * 2, id="a text without a name"),
    ],
)
def test_where_there_is_too_little_to_judge_by_nothing_differs(title, text):
    assert of(text, title) == particulars.NONE
    assert not particulars.differ(of(DEALER), of(text, title))


def candidate(number: int, text: str, title: str = "") -> stories.Candidate:
    return stories.Candidate(number, f"outlet{number}", title or f"{text.split()[0]} jailed at Maidstone", text)


def test_two_verdicts_of_one_court_are_two_stories():
    assert len(stories.group([candidate(1, DEALER), candidate(2, CARER)]).stories) == 2


def test_a_copy_joins_whatever_it_names():
    assert len(stories.group([candidate(1, DEALER), candidate(2, CARER)], copies={2: 1}).stories) == 1


def test_two_stories_that_name_different_things_need_more_to_be_one():
    told = stories.alike([candidate(1, DEALER), candidate(2, CARER)], {1: 1, 2: 2}, 1)

    assert [one.enough for one in told] == [stories.Settings().kin]
