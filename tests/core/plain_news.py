"""Plain news that some word of it makes look like something else, in sixteen languages and eight beats."""

from pathlib import Path
from typing import NamedTuple


class Line(NamedTuple):
    """A headline and its first sentence, with the country that a rule may say: "-" for none, "?" for any."""

    language: str
    beat: str
    country: str
    headline: str
    sentence: str


LINES = [
    Line(*line.split(" | "))
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
