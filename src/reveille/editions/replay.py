"""Replay: make a closed edition again, from the archive, and hold it against the bytes that were closed.

While the articles' texts are kept the edition is composed anew from what was known at its closing. Later, what it
shows is all that is left of them, and the letter is made anew from that. Who did not answer that day is a record of the
day and not a judgement, and is taken as it was noted; so are outlets' habits, whose signs are dropped sooner than
texts. Nothing is stored.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from django.db import transaction

from reveille.core import differences, layout
from reveille.core.errors import ClosingError, TooThin
from reveille.editions import composing, provenance, rendering, renderings
from reveille.editions.models import Edition
from reveille.newsroom import archive, stored, versions
from reveille.newsroom.models import Article


class Source(enum.StrEnum):
    """What a replay was made from."""

    ARCHIVE = "the archive"
    PAGE = "the sentences it shows, since the texts of its articles were dropped"


@dataclass(frozen=True)
class Replayed:
    """A closed edition made again; ``same`` says that every byte is. ``why`` names what has changed since."""

    edition: Edition
    source: Source
    same: bool
    differences: tuple[differences.Difference, ...]
    why: tuple[str, ...]
    note: str = ""


def replay(edition: Edition) -> Replayed:
    """Return what today's code makes of a closed edition, its letter in every language that is kept.

    Raises ClosingError for one that is not closed.
    """
    if edition.state != Edition.State.CLOSED:
        raise ClosingError(str(edition), "only a closed edition can be replayed")
    then = layout.from_json(edition.page)
    source, page, sums, note = _made_again(edition, then)
    same = all(_same(edition, page, language, digest) for language, digest in _kept(edition))
    found = differences.between(then, page)
    if sums:
        told = {row.slug: row.reasons for row in edition.placements.all()}
        order = list(dict.fromkeys(one.story for one in found))
        found = (*found, *differences.of_sums(told, sums, order))
        found = tuple(sorted(found, key=lambda one: order.index(one.story)))
    if not same and not found and not note:
        note = "the page is the same; it is rendered otherwise"
    why = provenance.changed(edition.made_with, provenance.of(edition.newsletter))
    return Replayed(edition, source, same, found, why, note)


def _kept(edition: Edition) -> list[tuple[str, str]]:
    """The languages that the edition's letter is kept in, each with the digest of its bytes."""
    own = edition.made_with["newsletter"]["language"]
    return [(own, edition.digest), *edition.renderings.values_list("language", "digest")]


def _same(edition: Edition, page: layout.Page, language: str, digest: str) -> bool:
    rendered = rendering.render(page, provenance.masthead(edition.made_with), language)
    return renderings.digest(rendered.html, rendered.text) == digest


def _made_again(edition: Edition, then: layout.Page) -> tuple[Source, layout.Page, dict[str, differences.Sum], str]:
    """The page of today, and the sum of each story that was weighed for it; no sums where there are no texts."""
    if not _texts_are_kept(edition, then):
        return Source.PAGE, then, {}, ""
    try:
        with transaction.atomic():
            composition = composing.compose(
                edition.newsletter,
                edition.date,
                closing_at=edition.closing_at,
                masthead=provenance.masthead(edition.made_with),
                silence=then.silence,
                habits=archive.Habits.from_json(edition.habits) if edition.habits else None,
            )
    except TooThin as error:
        return Source.ARCHIVE, then, {}, f"today there would be no edition: {error}"
    sums: dict[str, differences.Sum] = {
        one.candidate.slug: [(reason.points, reason.words) for reason in one.ranked.reasons]
        for one in composition.considered
    }
    return Source.ARCHIVE, composition.page, sums, ""


def _texts_are_kept(edition: Edition, page: layout.Page) -> bool:
    cited = {sentence.article for item in page.items for sentence in item.sentences}
    articles = versions.as_of(Article.objects.filter(pk__in=cited), edition.closing_at)
    return len(articles) == len(cited) and all(stored.digest(one.text) == one.text_digest for one in articles)
