"""Subscribers, editions and letters for the rooms' tests."""

import email
import re
from datetime import UTC, date, datetime, timedelta
from email import policy
from zoneinfo import ZoneInfo

from django.conf import settings

from reveille.core import schedule
from reveille.delivery import balance
from reveille.delivery.models import Delivery, Roll
from reveille.editions.models import Edition
from reveille.subscribers import addresses, dispatch, signup
from reveille.subscribers.models import Subscriber, Subscription, Suppression

DAY = date(2026, 11, 24)
CLOSING = datetime(2026, 11, 24, 6, tzinfo=UTC)
TEXT = "REVEILLE\n\nMines cleared — Ozoliņa\n\nYou asked for this.\n%%WHY%%\n\n  %%YOU%%\n  %%LEAVE%%\n"
HTML = (
    '<!doctype html><html lang="en"><head><title>Reveille</title></head><body><h1>Mines cleared</h1>'
    '<p>%%WHY%%</p><p><a href="%%YOU%%">Change</a> <a href="%%LEAVE%%">Unsubscribe</a></p></body></html>'
)
PAGE = {
    "newsletter": "Reveille", "slug": "military", "date": "2026-11-24", "number": 7,
    "subject": "Mines cleared", "preheader": "", "stories": 0, "outlets": 0, "countries": 0, "minutes": 1,
    "top": [], "sections": [], "developing": [], "quiet": [],
    "silence": {"feeds": 0, "outlets": 0, "failed": []},
}  # fmt: skip


def edition(newsletter, day=DAY, **more):
    closing = schedule.closing_at(day, newsletter.closing_minute, newsletter.zone)
    return Edition.objects.create(
        **{
            "newsletter": newsletter, "date": day, "number": 7, "state": "closed", "closing_at": closing,
            "closed_at": closing, "subject": "Mines cleared", "html": HTML, "text": TEXT,
            "page": {**PAGE, "date": day.isoformat()}, **more,
        }
    )  # fmt: skip


def reader(newsletter, name, minute=390, domain="post.example", **more):
    """A subscription that was confirmed a week before."""
    address = f"{name}@{domain}"
    week_ago = CLOSING - timedelta(days=7)
    asked_at = week_ago - timedelta(minutes=5)
    subscriber, _ = Subscriber.objects.get_or_create(
        address_key=addresses.key(address),
        defaults={"address": address, "address_hash": addresses.digest(address), "created_at": asked_at},
    )
    return Subscription.objects.create(
        **{
            "subscriber": subscriber, "newsletter": newsletter, "minute": minute, "state": "confirmed",
            "asked_at": asked_at, "confirmed_at": week_ago, **more,
        }
    )  # fmt: skip


def ask(newsletter, name, now, **more):
    signup.ask([newsletter], signup.Wish(address=f"{name}@post.example", **more), now)


def letters(outbox):
    """All letters of our own so far, the newest first, once what waits has been answered and sent."""
    dispatch.dispatch(settings.CLOCK)
    return [path.read_bytes() for path in outbox.letters()]


def parsed(letter):
    return email.message_from_bytes(letter, policy=policy.default)


def text_of(letter):
    return parsed(letter).get_body(("plain",)).get_content()


def link(letter, kind):
    """The secret part of a letter's link of this kind: confirm, you or leave."""
    return re.search(rf"/{kind}/([^/\s]+)/", text_of(letter)).group(1)


def assert_balanced(one, **expected):
    """The books of an edition: they hold, say exactly this, and agree with a count that does not look at them."""
    ledger = balance.checked(one)
    counts = ledger.counts()
    assert counts["planned"] == sum(counts.values()) - counts["planned"]
    assert {name: n for name, n in counts.items() if n and name != "planned"} == expected
    assert ledger.complete == ("open" not in expected)
    rows = set(Delivery.objects.filter(edition=one, subscription__isnull=False).values_list("subscription", flat=True))
    assert entitled(one) <= rows if Roll.objects.filter(edition=one).exists() else not rows


def entitled(one):
    """Who is to get the edition, judged one by one in Python, without planning's words and without the ledger."""
    suppressed = set(Suppression.objects.values_list("address_hash", flat=True))
    closed = max(one.closing_at, one.closed_at)
    return {
        each.pk
        for each in Subscription.objects.select_related("subscriber")
        if each.newsletter_id == one.newsletter_id
        and each.state == "confirmed"
        and each.confirmed_at <= closed
        and each.subscriber.address_hash not in suppressed
        and (each.seed or _wants(each, one.closing_at))
    }


def _wants(each, closing):
    zone = ZoneInfo(each.zone)
    moments = (closing + timedelta(minutes=n) for n in range(25 * 60 + 1))
    due = next((m for m in moments if m.astimezone(zone).hour * 60 + m.astimezone(zone).minute == each.minute), None)
    day = due.astimezone(zone).date() if due else closing.date()
    return bool(each.weekdays >> day.weekday() & 1) and not (each.paused_until and day < each.paused_until)
