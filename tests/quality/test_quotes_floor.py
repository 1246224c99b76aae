"""Quotes of the labelled articles: the words, and who said them, must not be found worse than they were.

``quotes.json`` holds no text: file, line and row of an article, offsets of what stands in quotation marks and of its
speaker (null where nobody is named), and whether anybody said it at all. Of the articles of the sample ``all`` the
first five stretches of four words or more were labelled, found or not; of ``found`` and ``later`` up to two found ones.
"""

import gzip
import json
from pathlib import Path

import pytest

from reveille.core import quotes

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "stories"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())["quotes"]
LABELS = json.loads((Path(__file__).parent / "quotes.json").read_text())

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the labelled articles are not at {DATA}")


@pytest.fixture(scope="module")
def texts():
    return {
        name: [json.loads(row)["text"] for row in gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8")]
        for name in {label["file"] for label in LABELS}
    }


@pytest.fixture(scope="module")
def judged(texts):
    """Each label with the quote that was found there, or None."""
    found = {
        (name, line): quotes.find(texts[name][line - 1])
        for name, line in {(label["file"], label["line"]) for label in LABELS}
    }
    return [
        (label, next((one for one in found[label["file"], label["line"]] if overlaps(one, label)), None))
        for label in LABELS
    ]


def overlaps(quote, label):
    return quote.start < label["end"] and label["start"] < quote.end


def is_whole(quote, label):
    """Whether it is the words that somebody said, to a mark at either end."""
    return label["said"] and abs(quote.start - label["start"]) <= 1 and abs(quote.end - label["end"]) <= 1


def is_by(quote, label, texts):
    """Whether its speaker has the labelled one's last name."""
    if label["speaker"] is None:
        return False
    text = texts[label["file"]][label["line"] - 1]
    return text[slice(*label["speaker"])].split()[-1] in text[slice(*quote.speaker)]


def test_what_is_given_as_a_quote_was_said(judged):
    found = [(label, quote) for label, quote in judged if quote]

    assert len(found) >= 100
    assert sum(is_whole(quote, label) for label, quote in found) >= FLOORS["words"] * len(found)


def test_it_is_given_to_who_said_it(judged, texts):
    found = [(label, quote) for label, quote in judged if quote]

    assert sum(is_by(quote, label, texts) for label, quote in found) >= FLOORS["speaker"] * len(found)


def test_as_many_are_found_as_were(judged, texts):
    named = [(label, quote) for label, quote in judged if label["sample"] == "all" and label["speaker"]]

    right = sum(quote is not None and is_by(quote, label, texts) for label, quote in named)

    assert right >= FLOORS["recall"] * len(named)
