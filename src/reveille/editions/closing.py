"""Close: freeze the draft, check every word of it against what is stored, render it once, read the proof.

A letter in which the linter finds a fault is sent to nobody: the edition is held, and its note says which and where.

Closing twice, or two of us at once, closes once: whoever changes the row from draft to closed has closed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reveille.core import layout, lint, verbatim
from reveille.core.errors import ClosingError, MessageError
from reveille.editions import (
    acts,
    composing,
    drafting,
    languages,
    letterhead,
    proof,
    provenance,
    rendering,
    renderings,
    shown,
)
from reveille.editions.models import Edition, Newsletter
from reveille.newsroom import stored, versions
from reveille.newsroom.models import Article


@dataclass(frozen=True)
class Closed:
    """An edition after closing time: ``edition.state`` says if it is closed or held; ``now`` if it happened here."""

    edition: Edition
    by_us: bool


@transaction.atomic
def close(
    newsletter: Newsletter, day: date, now: datetime, *, early: bool = False, speaking: Iterable[str] = ()
) -> Closed:
    """Close the edition of ``day``, or hold it back where an editor said so.

    ``speaking`` are the languages of its readers: its letter is made, proved and kept in each.

    Raises ClosingError before its time unless ``early``, NotVerbatim when a word does not hold.
    """
    before = now < composing.closing_of(newsletter, day)
    if before and not early:
        raise ClosingError(f"{newsletter.name}, {day.isoformat()}", "its closing time has not come")
    edition = drafting.draft(newsletter, day, now, closing_at=now if before else None)
    if edition.state != Edition.State.DRAFT or not edition.page:
        return Closed(edition, by_us=False)
    if hold := acts.hold(edition):
        edition.state, edition.note = Edition.State.HELD, hold
        edition.save()
        return Closed(edition, by_us=False)
    page = layout.from_json(edition.page)
    _check_words(edition, page)
    rendered = rendering.render(page, letterhead.masthead(newsletter), newsletter.language)
    edition.html, edition.text = rendered.html, rendered.text
    edition.digest = renderings.digest(rendered.html, rendered.text)
    edition.made_with = provenance.of(newsletter)
    others = sorted(set(filter(None, map(languages.fitting, speaking))) - {newsletter.language})
    fault = _fault(edition, now) or next(filter(None, (_fault(edition, now, one) for one in others)), "")
    if fault:
        edition.state, edition.note = Edition.State.HELD, fault[:300]
        edition.save()
        return Closed(edition, by_us=False)
    edition.number, edition.closed_at, edition.state = page.number, now, Edition.State.CLOSED
    edition.save()
    for language in others:
        renderings.keep(edition, language)
    shown.keep(edition)
    return Closed(edition, by_us=True)


def _fault(edition: Edition, now: datetime, language: str = "") -> str:
    """Return the faults for which the edition's letter, or that in another language, must not leave, or nothing."""
    try:
        failing = renderings.faults(edition, language, now) if language else lint.fails(proof.of(edition, now).findings)
    except MessageError as error:
        return str(error)
    more = f" (and {len(failing) - 1} more: reveille lint {edition.date})" if len(failing) > 1 else ""
    which = f"the letter in {language}" if language else "the letter"
    return f"{which} must not leave: {failing[0]}"[: 300 - len(more)] + more if failing else ""


def _check_words(edition: Edition, page: layout.Page) -> None:
    """Hold every word of an outlet, on the page and in the dossiers, against what is stored. Raises NotVerbatim."""
    dossiers = [layout.dossier_from_json(told) for told in edition.placements.values_list("dossier", flat=True)]
    texts = _stored_texts(page, dossiers, edition.closing_at)
    verbatim.check(page, texts)
    for dossier in dossiers:
        verbatim.check_words((one.sentence for one in dossier.excerpts), dossier.quotes, texts)


def _stored_texts(page: layout.Page, dossiers: Iterable[layout.Dossier], moment: datetime) -> dict[int, str]:
    """The texts that are cited, as they stood at ``moment``, each only if it has the digest it was stored with."""
    cited = {s.article for item in page.items for s in item.sentences}
    cited |= {item.quote.article for item in page.items if item.quote}
    for dossier in dossiers:
        cited |= {one.sentence.article for one in dossier.excerpts} | {said.article for said in dossier.quotes}
    articles = versions.as_of(Article.objects.filter(pk__in=cited), moment)
    return {one.pk: one.text for one in articles if stored.digest(one.text) == one.text_digest}
