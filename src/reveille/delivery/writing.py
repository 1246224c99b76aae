"""Writing: the letters of a round. What all copies of an edition share is made once for each format and language."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeVar, TypeVarTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from reveille.core import message, multibuffer, sealing, verp
from reveille.core.errors import MessageError, Unmade
from reveille.core.personal import Personal
from reveille.core.sealing import Sealer, Unsigned
from reveille.delivery import provider
from reveille.delivery.claims import Claimed
from reveille.editions import hours, languages, letterhead, renderings, wording
from reveille.editions.models import Edition
from reveille.mail import signing, transport

KEEPS = timedelta(seconds=transport.KEEPS)  # a letter that is made ahead
WhyNot = MessageError | Unmade
_Given = TypeVarTuple("_Given")
_Made = TypeVar("_Made")


class _Sender(NamedTuple):
    """Whose name stands in From: the address, its domain, and the domain of the envelope if that is another."""

    address: str
    domain: str
    bounces: str


class _Sheet(NamedTuple):
    """What the letters of an edition in one format and language share."""

    sealer: Sealer
    language: str
    sender: _Sender


class Writer:
    """Writes the letters of claimed rows."""

    def __init__(self) -> None:
        self._secret = settings.SECRET_KEY.encode()
        self._site = str(settings.SITE_URL)
        self._by_provider = settings.PROVIDER is not None
        self._editions: dict[int, Edition] = {}
        self._senders: dict[int, _Sender] = {}
        self._sheets: dict[tuple[int, str, str], _Sheet | MessageError] = {}
        # Letters that are made already, and when; by their rows' attempts, since another may have another address.
        self._ahead: dict[tuple[int, int], tuple[bytes | WhyNot, datetime]] = {}

    def edition(self, row: Claimed) -> Edition:
        """Return the edition of a row."""
        if row.edition_id not in self._editions:
            self._editions[row.edition_id] = Edition.objects.select_related("newsletter").get(pk=row.edition_id)
        return self._editions[row.edition_id]

    def sender(self, row: Claimed) -> str:
        """Return the envelope's sender: one that knows its delivery, or else the letter's own.

        A provider has an envelope of its own; to it, this is the name by which it tells what became of the letter.
        """
        if self._by_provider:
            return provider.metadata(row.pk)[provider.LETTER]
        sender = self._sender(row)
        return verp.sender(self._secret, sender.bounces, row.pk) if sender.bounces else sender.address

    def message_id(self, row: Claimed) -> str:
        """Return the Message-ID: one row is one edition for one subscription, so that it is always the same."""
        return verp.message_id(self._secret, self._sender(row).domain, row.pk)

    def letters(self, rows: Sequence[Claimed], now: datetime, behind: Iterable[Claimed] = ()) -> list[bytes | WhyNot]:
        """Return the letter of each row, made ``now`` and signed, or why there is none.

        Letters are signed one right after the other, since a signature takes longer after any other work; and where a
        key signs several at once, those that are ``behind`` are made with them, and wait here for their turn.
        """
        self._ahead = {fence: made for fence, made in self._ahead.items() if now - KEEPS < made[1] <= now}
        lacking = [row for row in rows if row[:2] not in self._ahead]
        waiting = len(self._ahead) + len(lacking) - len(rows)
        if lacking and waiting < multibuffer.LANES:
            spare = -len(lacking) % self._together(lacking[0])
            lacking += itertools.islice((row for row in behind if row[:2] not in self._ahead), spare)
        for row, letter in zip(lacking, self._made(lacking, now), strict=True):
            self._ahead[row[:2]] = (letter, now)
        return [self._ahead.pop(row[:2])[0] for row in rows]

    def _together(self, row: Claimed) -> int:
        try:
            return self._sheet(row).sealer.together
        except Exception:  # noqa: BLE001 - its draft will tell
            return 1

    def _made(self, rows: Sequence[Claimed], now: datetime) -> list[bytes | WhyNot]:
        drafts = [_or_why_not(self._unsigned, row, now) for row in rows]
        try:
            letters = iter(sealing.signed([one for one in drafts if isinstance(one, Unsigned)]))
        except Exception:  # noqa: BLE001 - whose fault it is, each alone will tell
            return [_or_why_not(one.signed) if isinstance(one, Unsigned) else one for one in drafts]
        return [next(letters) if isinstance(one, Unsigned) else one for one in drafts]

    def _unsigned(self, row: Claimed, now: datetime) -> Unsigned:
        sealer, language, sender = self._sheet(row)
        leave_by_mail = ""
        if sender.bounces:
            leave_by_mail = f"mailto:{verp.leave_address(self._secret, sender.bounces, row.pk)}"
        personal = Personal(
            to=row.address,
            leave=f"{self._site}/leave/{row.token}/",
            you=f"{self._site}/you/{row.token}/",
            why=why(row, language, self._site),
            message_id=self.message_id(row),
            date=now.astimezone(UTC),
            leave_by_mail=leave_by_mail,
        )
        return sealer.unsigned(personal, now)

    def _sheet(self, row: Claimed) -> _Sheet:
        key = (row.edition_id, row.format, row.language)
        if key not in self._sheets:
            try:
                self._sheets[key] = self._new_sheet(row)
            except MessageError as error:  # all letters of the sheet end by it, and it is found once
                self._sheets[key] = error
        sheet = self._sheets[key]
        if isinstance(sheet, MessageError):
            raise sheet
        return sheet

    def _new_sheet(self, row: Claimed) -> _Sheet:
        edition = self.edition(row)
        language = row.language or edition.newsletter.language
        rendered = renderings.of(edition, language)
        template = message.template(
            letterhead.head(edition), rendered.text, rendered.html if row.format == "html" else ""
        )
        sender = self._sender(row)
        return _Sheet(Sealer(template, signing.signers_of(sender.domain)), language, sender)

    def _sender(self, row: Claimed) -> _Sender:
        if row.edition_id not in self._senders:
            newsletter = self.edition(row).newsletter
            domain = letterhead.domain(newsletter)
            self._senders[row.edition_id] = _Sender(
                letterhead.sender(newsletter), domain, letterhead.bounce_domain(domain)
            )
        return self._senders[row.edition_id]


def _or_why_not(make: Callable[[*_Given], _Made], *given: *_Given) -> _Made | WhyNot:
    """Return what ``make`` makes, or why it could not: that ends its own turn, and no other letter's."""
    try:
        return make(*given)
    except MessageError as error:
        return error
    except Exception as error:  # noqa: BLE001 - it is told
        unmade = Unmade("a letter", type(error).__name__)
        unmade.__cause__ = error
        return unmade


def why(row: Claimed, language: str, site_url: str) -> str:
    """Return the sentence that says why this letter came."""
    confirmed = (row.confirmed_at or row.asked_at).astimezone(ZoneInfo(row.zone)).date()
    # By the operator, who knows how and when they agreed: they asked nothing here.
    added = row.confirmed_at == row.asked_at
    return _why(site_url, confirmed, row.minute, row.zone, row.weekdays, language, added)


@functools.lru_cache(maxsize=4096)
def _why(site_url: str, day: date, minute: int, zone: str, weekdays: int, language: str, added: bool) -> str:
    site = site_url.partition("://")[2]
    with languages.speaking(language):
        said = (
            gettext("You agreed to have this from %(site)s and were added on %(day)s. It comes at %(hour)s, %(days)s.")
            if added
            else gettext("You signed up on %(site)s and confirmed on %(day)s. It comes at %(hour)s, %(days)s.")
        )
        return said % {
            "site": site,
            "day": wording.dated(day),
            "hour": hours.hour(minute, zone),
            "days": hours.days(weekdays),
        }
