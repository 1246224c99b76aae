"""What an edition shows of others is held, letter by letter, against the texts as they were stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reveille.core import layout
from reveille.core.errors import NotVerbatim


def check(page: layout.Page, stored: Mapping[int, str]) -> None:
    """Hold every sentence and quote against the stored texts. Raises NotVerbatim at the first that differs."""
    for one in page.items:
        check_words(one.sentences, [one.quote] if one.quote else [], stored)


def check_words(sentences: Iterable[layout.Sentence], quotes: Iterable[layout.Said], stored: Mapping[int, str]) -> None:
    """Hold sentences and quotes against the stored texts. Raises NotVerbatim at the first that differs."""
    for sentence in sentences:
        if stored.get(sentence.article, "")[sentence.start : sentence.end] != sentence.text:
            raise NotVerbatim(f"article {sentence.article}", sentence.text[:80])
    for said in quotes:
        if stored.get(said.article, "")[said.start : said.end] != said.text:
            raise NotVerbatim(f"article {said.article}", said.text[:80])
