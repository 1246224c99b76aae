"""Editors' acts on an edition, as they stand: what shapes it, what holds it, what was said of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Greatest

from reveille.core import layout, shaping
from reveille.editions.models import Act, Edition, Newsletter, Placement

_TOLD = Q(kind__in=("correct", "takedown"), undone_at=None)  # what stands beside closed editions


def shaping_of(newsletter: Newsletter, day: date, closing_at: datetime, back: timedelta) -> list[shaping.Act]:
    """Return the acts that shape the edition of ``day``, in the order in which they were done.

    What was merged or split for an edition stays so in those of the time ``back`` after it. Undone after an edition has
    closed, it still counts in that one.
    """
    own = Act.objects.filter(_standing(newsletter, day), edition__date=day, kind__in=shaping.SHAPING)
    rows = (own | lasting(newsletter, day, closing_at, back)).filter(edition__newsletter=newsletter)
    return [
        shaping.Act(row.kind, row.value.get("article", 0), row.value) for row in rows.order_by("edition__date", "pk")
    ]


def lasting(newsletter: Newsletter, day: date, closing_at: datetime, back: timedelta) -> QuerySet[Act]:
    """Return the merges and splits of earlier editions that shape the edition of ``day``."""
    return Act.objects.filter(
        _standing(newsletter, day),
        edition__newsletter=newsletter,
        edition__date__lt=day,
        edition__date__gte=day - back,
        kind__in=shaping.REGROUPING,
        at__lte=closing_at,
    )


def _standing(newsletter: Newsletter, day: date) -> Q:
    """What is not undone, or was not yet when the edition of ``day`` closed."""
    closed = Edition.objects.filter(newsletter=newsletter, date=day, state=Edition.State.CLOSED).first()
    return Q(undone_at=None) | Q(undone_at__gt=closed.closed_at) if closed else Q(undone_at=None)


def regrouping_with(article: int) -> list[Act]:
    """Return the merges and splits that name an article and stand, the earliest first."""
    rows = Act.objects.filter(kind__in=shaping.REGROUPING, undone_at=None).select_related("edition").order_by("pk")
    return [row for row in rows if article in shaping.named([shaping.Act(row.kind, row.value["article"], row.value)])]


def hold(edition: Edition) -> str:
    """Return why an editor holds the edition back, in words; nothing when none does."""
    held = edition.acts.filter(kind="hold", undone_at=None).first()
    return f"{held.by}: {held.words}"[:300] if held else ""


def seen(edition: Edition) -> int:
    """Return how much has happened to the edition: it grows with every act and every undoing."""
    return edition.acts.count() + edition.acts.exclude(undone_at=None).count()


def corrections(newsletter: Newsletter, before: Edition | None, closing_at: datetime) -> list[layout.Correction]:
    """Return what was corrected of earlier editions since ``before`` closed, as it stood at ``closing_at``."""
    if before is None:
        return []
    rows = (
        Act.objects.filter(edition__newsletter=newsletter, kind="correct", at__gt=before.closing_at, at__lte=closing_at)
        .filter(Q(undone_at=None) | Q(undone_at__gt=closing_at))
        .select_related("edition")
        .order_by("pk")
    )
    return [layout.Correction(row.edition.date, row.value["text"]) for row in rows]


def told_since(edition: Edition) -> list[Act]:
    """Return what stands beside a closed edition: corrections, and that stories were taken down."""
    return list(edition.acts.filter(_TOLD))


def told_of(editions: Sequence[int]) -> dict[int, list[Act]]:
    """Return what stands beside each of several closed editions, by their keys, asking once."""
    told: dict[int, list[Act]] = {edition: [] for edition in editions}
    for act in Act.objects.filter(_TOLD, edition__in=editions):
        told[act.edition_id].append(act)
    return told


def takedown(edition: Edition, slug: str) -> Act | None:
    """Return the act that took this story of the edition down, or None where none did."""
    return next((one for one in told_since(edition) if one.kind == "takedown" and one.value["slug"] == slug), None)


def told_last(newsletter: str) -> datetime | None:
    """Return when anything was last said, or taken back, of closed editions of the newsletter called so."""
    rows = Act.objects.filter(edition__newsletter__slug=newsletter, kind__in=("correct", "takedown"))
    last: datetime | None = rows.aggregate(last=Max(Greatest("at", Coalesce("undone_at", "at"))))["last"]
    return last


def all_told_since() -> QuerySet[Act]:
    """Return what stands beside all closed editions, the latest first."""
    told = Act.objects.filter(_TOLD, edition__state=Edition.State.CLOSED)
    return told.select_related("edition__newsletter").order_by("-at", "-pk")


def taken_placements() -> QuerySet[Placement]:
    """Return where the stories stood that were taken down, in all editions."""
    downs = Q(edition__acts__kind="takedown", edition__acts__undone_at=None)
    return Placement.objects.filter(downs, slug=KeyTextTransform("slug", "edition__acts__value"))


def taken_down(told: Iterable[Act]) -> set[str]:
    """Return the slugs of the stories that were taken down, of what was told since of their edition."""
    return {act.value["slug"] for act in told if act.kind == "takedown"}
