"""When complaints warn and when they stop."""

import pytest

from reveille.core import reputation


@pytest.mark.parametrize(
    ("sent", "complaints", "level"),
    [
        (10_000, 0, ""), (10_000, 9, ""), (10_000, 10, "warn"), (10_000, 29, "warn"), (10_000, 30, "stop"),
        (10, 1, ""), (10, 2, "warn"), (10, 3, "stop"), (0, 0, ""), (0, 1, ""), (0, 3, "stop"),
    ],
)  # fmt: skip
def test_level(sent, complaints, level):
    assert reputation.judge(sent, complaints).level == level


def test_reason_has_the_figures():
    assert reputation.judge(2000, 6).reason == "6 of 2000 letters of a day complained of (0.30%); no more from 0.3% on"
