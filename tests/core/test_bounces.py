"""What a letter that came back means: whose trouble it is, and when to stop writing."""

from datetime import date, timedelta

import pytest

from reveille.core import bounces
from reveille.core.bounces import Kind, Letter

FIRST = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        (["5.1.1"], "hard"), (["5.1.2"], "hard"), (["5.1.6"], "hard"), (["5.1.10"], "hard"),
        (["4.2.2"], "soft"), (["5.2.2"], "soft"), (["5.2.1"], "soft"), (["5.4.4"], "soft"), (["4.7.1"], "soft"),
        (["5.7.1"], "policy"), (["5.7.515"], "policy"), (["5.6.0"], "policy"),
        (["5.0.0"], "unclear"), (["5.1.0"], "unclear"), ([""], "unclear"), ([], "unclear"),
        (["5.1.1", "5.7.1"], "policy"), (["4.2.2", "5.1.1"], "soft"), (["5.0.0", "5.1.1"], "hard"),
    ],
)  # fmt: skip
def test_kind_is_told_by_the_status_and_by_the_milder_of_two(statuses, kind):
    assert bounces.kind_of(statuses) == kind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("5.1.1 (bad mailbox)", "5.1.1"), ("550 5.1.10 none", "5.1.10"), ("smtp; 452-4.2.2 full", "4.2.2"),
        ("from 10.5.1.1 it came", ""), ("192.5.1.1", ""), ("5.1.1.4", ""), ("5.1", ""), ("05.1.1", ""),
        ("5.01.001", "5.1.1"), ("3.1.1", ""), ("", ""),
    ],
)  # fmt: skip
def test_status_is_found_in_words(text, status):
    assert bounces.status_in(text) == status


def letters(*kinds, step=1):
    """Editions day after day: ``.`` arrived, or how they came back."""
    names = {".": None, "s": Kind.SOFT, "h": Kind.HARD, "p": Kind.POLICY, "u": Kind.UNCLEAR}
    return [Letter(FIRST + timedelta(days=step * place), names[kind]) for place, kind in enumerate("".join(kinds))]


@pytest.mark.parametrize(
    ("history", "step", "suppress"),
    [
        ("", 1, False), ("....", 1, False),
        ("h", 1, True), ("...h", 1, True), ("h..", 1, True),
        ("ssss", 7, False), ("sssss", 1, False), ("ssssssss", 1, True), ("sssss", 2, True),
        ("ssss.ssss", 2, False), ("ssss.sssss", 2, True),
        ("sssss..", 2, True), ("uusus", 2, True),
        ("pppppppppp", 1, False), ("sspss", 2, False), ("ssspss", 2, True),
        ("spspspsps", 1, True), ("sssssp", 2, False),
    ],
)  # fmt: skip
def test_rule(history, step, suppress):
    decision = bounces.decide(letters(history, step=step))

    assert decision.suppress == suppress
    assert decision.reason


def test_two_letters_of_one_day_are_one_edition():
    twice = [Letter(FIRST + timedelta(days=day), Kind.SOFT) for day in (0, 0, 7, 7, 7)]

    assert not bounces.decide(twice).suppress


def test_reason_tells_the_figures():
    assert bounces.decide(letters("sssss", step=2)).reason == "soft: 5 editions in a row came back over 8 days"
