"""Watch the ledger: what the operator must hear of an edition on its way, and when it is complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from reveille.core import text as texts
from reveille.core.errors import BalanceError
from reveille.delivery import balance, outcomes, stock
from reveille.delivery.models import Delivery
from reveille.editions.models import Edition
from reveille.mail import alarm
from reveille.subscribers.models import Subscription

State = Delivery.State
CAUSES = ("balance", "unmade", "seed", "refused", "expired", "restored", "doubt")
ONE_IN = 100  # from so many refused on the way on, it is the relay's trouble and not a single provider's
REASONS = 5


@dataclass(frozen=True)
class Trouble:
    """What is wrong with an edition on its way, and what to do about it."""

    cause: str
    subject: str
    words: str


def look(now: datetime) -> None:
    """Look at every edition that is not complete yet: tell what is wrong, once, and note when it is complete."""
    for edition in Edition.objects.filter(roll__isnull=False, roll__complete_at=None).select_related("newsletter"):
        name = f"{edition.newsletter.slug} {edition.date}"
        found = {one.cause: one for one in _troubles(edition, now)}
        for cause in CAUSES:
            if cause in found:
                alarm.tell(f"{found[cause].subject} ({name})", found[cause].words, now, f"{cause} {name}")
            else:
                alarm.clear(f"{cause} {name}", now)


def _troubles(edition: Edition, now: datetime) -> Iterator[Trouble]:
    try:
        balance.complete(edition, now)
    except BalanceError as error:
        yield Trouble("balance", "the ledger does not add up", str(error))
    rows = Delivery.objects.filter(edition=edition)
    again = f"--newsletter {edition.newsletter.slug} --date {edition.date}"
    yield from _on_the_way(edition, rows)
    by_state = balance.of(edition).by_state
    yield from _without_the_edition(by_state, rows, again)
    if count := by_state.get(State.IN_DOUBT, 0):
        yield from _doubtful(rows.filter(state=State.IN_DOUBT), count, again)


def _on_the_way(edition: Edition, rows: QuerySet[Delivery]) -> Iterator[Trouble]:
    """What can be mended while the letters wait."""
    if seed := _failed_seed(rows):
        yield Trouble(
            "seed",
            "a seed did not get the edition",
            f"The box at {seed.domain} is {seed.get_state_display().lower()}: {seed.reason or 'no answer'}\n"
            "The readers' letters follow, each at its hour; stop `reveille run` if this must not be.",
        )
    if count := unmade(rows).count():
        yield Trouble(
            "unmade",
            f"{letters(count)} could not be made",
            f"{reasons(unmade(rows))}\nThey are tried again while they keep; the log says more.\n"
            f"To look at the letter: reveille lint {edition.newsletter.slug}/{edition.date}",
        )


def _without_the_edition(by_state: Mapping[str, int], rows: QuerySet[Delivery], again: str) -> Iterator[Trouble]:
    if by_state.get(State.REFUSED):
        relay = rows.filter(state=State.REFUSED, fault=Delivery.Fault.RELAY)
        if (count := relay.count()) * ONE_IN >= sum(by_state.values()):
            yield Trouble(
                "refused",
                f"{letters(count)} refused on the way",
                f"{reasons(relay)}\nOnce that is mended: reveille deliver --missed {again}",
            )
    if count := by_state.get(State.EXPIRED, 0):
        yield Trouble(
            "expired",
            f"{letters(count)} not sent in time",
            f"{reasons(rows.filter(state=State.EXPIRED))}\nTo send them now: reveille deliver --missed {again}",
        )


def _doubtful(rows: QuerySet[Delivery], count: int, again: str) -> Iterator[Trouble]:
    arrived = f"Where they arrived: reveille deliver --arrived WHY {again}"
    if forgotten := rows.filter(reason=stock.FORGOTTEN).count():
        yield Trouble(
            "restored",
            f"the database has forgotten {letters(forgotten)}",
            "The journal says that they left. They are not sent a second time, unless you say so:\n"
            f"reveille deliver --doubtful {again}\n{arrived}",
        )
    if count > forgotten:
        yield Trouble(
            "doubt",
            f"{letters(count - forgotten)} in doubt",
            f"They left, and nobody said that they arrived; the relay's log may know.\n{reasons(rows)}\n"
            f"To send them a second time: reveille deliver --doubtful {again}\n{arrived}",
        )


def unmade(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those of ``rows`` whose letters could not be made, and wait for another try."""
    return rows.filter(state__in=Delivery.OPEN, reason__startswith=outcomes.UNMADE)


def letters(count: int) -> str:
    """Return ``1 letter``, ``2 letters``."""
    return texts.counted(count, "letter", "letters")


def reasons(rows: QuerySet[Delivery]) -> str:
    """Return the most frequent reasons of ``rows``, a line each."""
    counts = rows.order_by().values_list("reason").annotate(n=Count("id")).order_by("-n", "reason")[:REASONS]
    said = ((reason or "no reason given", "once" if count == 1 else f"{count} times") for reason, count in counts)
    return "\n".join(f"{often}: {reason}" for reason, often in said)


def _failed_seed(rows: QuerySet[Delivery]) -> Delivery | None:
    failed = (State.REFUSED, State.DEFERRED, State.EXPIRED, State.IN_DOUBT)
    return rows.filter(subscription__in=Subscription.objects.filter(seed=True), state__in=failed).first()
