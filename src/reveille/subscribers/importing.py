"""Import: a list of addresses from elsewhere. Each row is judged first, and a dry run shows the judgement only.

Nobody who left, was erased, or must not be written to comes back by an import. The others are asked to confirm, as at
the form, unless the operator notes how and when they agreed elsewhere. Our own export can be imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reveille.core import leavings, misspelt, schedule
from reveille.core.errors import AddressError, ListError, ScheduleError
from reveille.core.leavings import Standing
from reveille.editions import languages
from reveille.editions.models import Newsletter
from reveille.subscribers import addresses, export, journal, signup, suppression
from reveille.subscribers.models import Consent, Subscription

ADDRESS = ("email", "e-mail", "email address", "e-mail address", "address", "mail")
STATE = ("state", "status")
WANTED = {"", "confirmed", "subscribed", "enabled", "active"}
ASKED, ADDED, KNOWN, WAITING, GONE, NEVER, TWICE, WRONG = (
    "asked to confirm", "added", "subscribed already", "waits for confirmation", "not again", "must not be written to",
    "twice in the list", "cannot be",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A line of the list: an address, and what it says of it by column."""

    line: int
    address: str
    said: dict[str, str]


@dataclass(frozen=True)
class Judged:
    """What becomes of a row, and why."""

    line: int
    address: str
    verdict: str
    why: str = ""


def rows(data: bytes) -> list[Row]:
    """Return the rows of a CSV with a column for the address, or of a bare list, one a line. Raises ListError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError("the list", "it is not UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ListError("the list", str(error)) from error
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    where = next((heading.index(name) for name in ADDRESS if name in heading), None)
    if where is None:
        if any("@" not in line[0] or len(line) > 1 for line in lines if line):
            raise ListError("the list", f"no column is called {ADDRESS[0]}")
        return [Row(number, line[0].strip(), {}) for number, line in enumerate(lines, 1) if line]
    return [
        Row(number, _address(line, where), dict(zip(heading, map(str.strip, line), strict=False)))
        for number, line in enumerate(lines[1:], 2)
        if line
    ]


def _address(line: list[str], where: int) -> str:
    """Return what stands in the address's column; a line that ends before it has none, and is named for that."""
    return export.unguarded(line[where]).strip() if len(line) > where else ""


def take(
    listed: Iterable[Row],
    newsletter: Newsletter,
    usual: signup.Wish,
    now: datetime,
    *,
    elsewhere: str = "",
    dry_run: bool = False,
) -> Iterator[Judged]:
    """Judge each row, and do what the judgement says unless it is a dry run.

    ``newsletter`` and ``usual`` are for rows that do not say; ``elsewhere`` is how and when these people agreed.
    """
    seen: set[tuple[str, str]] = set()
    told = leavings.standings(journal.Tail({}))  # of whom a database that was put back may know nothing at all
    for row in listed:
        try:
            letter, wish = _wish(row, newsletter, usual)
        except (AddressError, ScheduleError) as error:
            yield Judged(row.line, row.address[:80], WRONG, str(error))
            continue
        key = (addresses.key(wish.address), letter.slug)
        if key in seen:
            yield Judged(row.line, wish.address, TWICE)
            continue
        seen.add(key)
        with transaction.atomic():
            judged = _judge(row, letter, wish, elsewhere, told)
            if not dry_run and judged.verdict == ADDED:
                _add(letter, wish, now, elsewhere)
            elif not dry_run and judged.verdict == ASKED:
                signup.ask([letter], wish, now)
        yield judged


def _wish(row: Row, newsletter: Newsletter, usual: signup.Wish) -> tuple[Newsletter, signup.Wish]:
    said, letter = row.said, newsletter
    if said.get("newsletter"):
        found = Newsletter.objects.filter(slug=said["newsletter"].replace("\0", "")).first()
        if found is None:
            raise ScheduleError(said["newsletter"][:60], "there is no such newsletter")
        letter = found
    if letter.retired_at:
        raise ScheduleError(letter.name, "it appears no more: let it appear again first")
    wish = signup.Wish(
        address=addresses.lasting(row.address),
        minute=schedule.minute_of(said["time"]) if said.get("time") else usual.minute,
        zone=said.get("zone") or usual.zone,
        weekdays=schedule.weekdays_of(said["days"]) if said.get("days") else usual.weekdays,
        format=said.get("format") or usual.format,
        language=languages.fitting(said.get("language", "")) or usual.language,
        how="import",
    )
    signup.check(wish)
    return letter, wish


def _judge(row: Row, newsletter: Newsletter, wish: signup.Wish, elsewhere: str, told: Mapping[str, Standing]) -> Judged:
    def judged(verdict: str, why: str = "") -> Judged:
        return Judged(row.line, wish.address, verdict, why)

    state = next((row.said[name].lower() for name in STATE if name in row.said), "")
    if state not in WANTED:
        return judged(GONE, f"the list says {state}")
    if row.said.get(export.SUPPRESSED):
        return judged(NEVER, f"the list says {row.said[export.SUPPRESSED]}")
    barred = suppression.of(wish.address)
    if barred:
        return judged(NEVER if barred.reason in suppression.NO_MAIL else GONE, str(barred))
    known = Subscription.objects.filter(
        subscriber__address_key=addresses.key(wish.address), newsletter=newsletter
    ).first()
    if known and known.state == Subscription.State.CONFIRMED:
        return judged(KNOWN)
    left_at = known.left_at if known else _left_at(wish.address, newsletter.slug, told)
    if left_at:
        return judged(GONE, f"left on {left_at:%Y-%m-%d}")
    if known and not elsewhere:
        return judged(WAITING)
    meant = misspelt.meant(wish.address)
    return judged(ADDED if elsewhere else ASKED, f"perhaps {meant}?" if meant else "")


def _left_at(address: str, newsletter: str, told: Mapping[str, Standing]) -> datetime | None:
    """Return when the journal says that an address left: by our key, or by the last one before that tells of it."""
    known = (told[one] for one in addresses.digests(address) if one in told)
    said = next((one for one in known if one.all_ended_at or newsletter in one.since), None)
    return said.left_at(newsletter) if said else None


def _add(newsletter: Newsletter, wish: signup.Wish, now: datetime, elsewhere: str) -> None:
    """Subscribe somebody who agreed elsewhere; how and when is kept as the consent."""
    subscriber = signup.subscriber(wish.address, now)
    subscription, _ = Subscription.objects.update_or_create(
        subscriber=subscriber, newsletter=newsletter,
        defaults={
            "minute": wish.minute, "zone": wish.zone, "weekdays": wish.weekdays, "format": wish.format,
            "language": wish.language, "state": Subscription.State.CONFIRMED,
            "asked_at": now, "confirmed_at": now, "nonce": "",
        },
    )  # fmt: skip
    Consent.objects.create(subscription=subscription, at=now, kind="confirmed", how=wish.how, wording=elsewhere[:500])
