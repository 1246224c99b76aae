"""The draft of a day: composed, and stored until it is closed.

Composing again makes the draft again; a closed edition is left as it is.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from django.db import transaction

from reveille.core import candidates, changes, dossiers, languages, layout
from reveille.core.errors import TooThin
from reveille.editions import acts, composing, reporting
from reveille.editions.composing import Composition
from reveille.editions.models import Edition, Newsletter, Placement

WEIGHED_SHOWN = 60  # on the desk


@transaction.atomic
def draft(newsletter: Newsletter, day: date, now: datetime, closing_at: datetime | None = None) -> Edition:
    """Compose and store the draft of ``day``; a closed edition is returned untouched.

    ``closing_at`` is the moment of closing where an editor closes before the time.
    """
    edition, _ = Edition.objects.get_or_create(
        newsletter=newsletter, date=day, defaults={"closing_at": composing.closing_of(newsletter, day)}
    )
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == Edition.State.CLOSED:
        return edition
    edition.closing_at = closing_at or composing.closing_of(newsletter, day)
    held = edition.state == Edition.State.HELD and acts.hold(edition)
    try:
        composition = composing.compose(newsletter, day, closing_at=edition.closing_at)
    except TooThin as error:
        edition.placements.all().delete()
        edition.state = Edition.State.HELD if now >= edition.closing_at else Edition.State.DRAFT
        edition.note, edition.composed_at = str(error)[:300], now
        edition.page, edition.weighed, edition.withdrawn = {}, [], list(error.withdrawn)
        edition.save()
        return edition
    page = composition.page
    edition.state, edition.note, edition.composed_at = Edition.State.DRAFT, "", now
    if held:  # until somebody releases it
        edition.state, edition.note = Edition.State.HELD, held
    edition.weighed, edition.withdrawn = _weighed(composition), list(composition.withdrawn)
    edition.habits = composition.habits.to_json()
    edition.subject, edition.preheader, edition.page = page.subject, page.preheader, layout.to_json(page)
    edition.save()
    edition.placements.all().delete()
    Placement.objects.bulk_create(_placements(edition, composition))
    return edition


def _weighed(composition: Composition) -> list[dict[str, Any]]:
    """What the desk shows of the stories that were weighed, the best first."""
    shown = {item.slug: item for item in composition.page.items}
    order = {story: place for place, story in enumerate(composition.order, start=1)}
    weighed = []
    for one in composition.considered[:WEIGHED_SHOWN]:
        told = shown.get(one.candidate.slug)
        main = next(
            (r for r in one.candidate.reports if told and r.link == told.url),
            candidates.lead(one.candidate.reports, ""),
        )
        weighed.append(
            {
                "article": main.article,
                "slug": one.candidate.slug,
                "place": order.get(one.candidate.id, 0) if told else 0,
                "placed": composition.wishes.get(one.candidate.id).kept,
                "dropped": one.candidate.id not in order,
                "headline": main.headline,
                "language": main.language,
                "direction": languages.direction(main.language),
                "outlet": main.outlet,
                "articles": [report.article for report in one.candidate.reports],
                "kind": one.candidate.change.kind,
                "score": one.ranked.score,
                "reasons": [[reason.points, reason.words] for reason in one.ranked.reasons],
            }
        )
    return weighed


def _placements(edition: Edition, composition: Composition) -> list[Placement]:
    shown = {item.slug: item for item in composition.page.items}
    order = {story: place for place, story in enumerate(composition.order)}
    told = sorted(
        (one for one in composition.considered if one.candidate.slug in shown), key=lambda one: order[one.candidate.id]
    )
    return [
        Placement(
            edition=edition,
            story_id=one.candidate.id,
            slug=one.candidate.slug,
            position=position,
            score=one.ranked.score,
            reasons=[[reason.points, reason.words] for reason in one.ranked.reasons],
            facts=changes.to_json(one.facts),
            item=layout.item_to_json(shown[one.candidate.slug]),
            reports=[
                reporting.kept(report, one.candidate.reports)
                for report in sorted(one.candidate.reports, key=lambda r: (r.published, r.article))
            ],
            dossier=layout.dossier_to_json(dossiers.dossier(one.candidate, shown[one.candidate.slug])),
            where=dataclasses.asdict(one.where),
        )
        for position, one in enumerate(told, start=1)
    ]
