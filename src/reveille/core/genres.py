"""What a page is that tells no news: a review, advice, a quiz, a preview, a podcast, background, an advertisement.

Told, as commentary is, by what its outlet says of it: its headline, the folders of its address, the name of its feed.
It may stand in an edition, says what it is, and does not rank with the news.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from reveille.core import genre_forms as forms
from reveille.core import hard_news, links

LONGEST: Final = 400
"""Characters of a headline that are looked at."""
_ABOUT_ANYTHING: Final = frozenset((forms.REVIEW, forms.PODCAST, forms.ADVERTISEMENT))
"""What may tell of a killing and is still what its headline says."""


@dataclass(frozen=True)
class Genre:
    """What a page is, and what says so, in words."""

    name: str
    why: str


@functools.cache  # a language's forms are compiled when its first headline comes: all of them are a third of a start
def _says(language: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(said, re.I) for name, said in forms.HEADED.get(language, {}).items()}


def genre(title: str, link: str = "", filed: Iterable[str] = (), language: str = "en") -> Genre | None:
    """Return what a page is that tells no news; None for reports, and for commentary, which ``core.commentary`` tells.

    ``filed`` are the names of the feed or section that it stands in, ``language`` is that of its headline.
    """
    for label in (*filed, *links.filings(link)):
        if name := _filed(label):
            return Genre(name, f"filed under “{label.strip()}”")
    title = title[:LONGEST]
    happened = hard_news.tells(title, language or "en")
    told = ((name, said) for code in ("", language or "en") for name, said in _says(code).items())
    return next(
        (
            Genre(name, "by its headline")
            for name, said in told
            if not (happened and name not in _ABOUT_ANYTHING) and said.search(title)
        ),
        None,
    )


def _filed(label: str) -> str:
    words = re.split(r"[\s_-]+", label.casefold().strip())
    if len(words) == 2 and (
        words[1] in forms.ENDING or (words[1] in {"review", "reviews"} and re.fullmatch(forms.WORKS, words[0]))
    ):
        words = words[1:]
    return next((name for name, labels in forms.FILED.items() if "-".join(words) in labels), "")
