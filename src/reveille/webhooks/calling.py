"""Call: what is due is posted, and what was answered is noted. At least once: a receiver knows a repeat by its id.

A call is claimed before it is made, so that two of us do not make it at once; who dies over it leaves it to be made
again when the claim has run out. Addresses inside our own network are refused at the socket, as for feeds, unless the
operator's ``REVEILLE_WEBHOOK_NETWORKS`` names them; a redirect is an answer, and is not followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from reveille.core import webhooks
from reveille.mail import alarm
from reveille.sources import posting, reach
from reveille.webhooks import queue
from reveille.webhooks.models import Call

CLAIM = timedelta(minutes=2)
PATIENCE = 15.0  # seconds for an answer
AT_ONCE = 50
KEPT = timedelta(days=30)
GONE = 410  # says that it wants no more (Standard Webhooks)


def call_due(now: datetime) -> int:
    """Make the calls that are due; return how many were taken."""
    calls = _claimed(now)
    way = replace(reach.ours(), timeout=PATIENCE, private=settings.WEBHOOK_NETWORKS)
    posts = [
        posting.Post(
            one.webhook.link,
            one.body.encode(),
            webhooks.headers(one.webhook.secrets(now.date()), one.name, now, one.body.encode()),
        )
        for one in calls
    ]
    answers = posting.post(posts, reach=way, user_agent=settings.USER_AGENT)
    return sum(_note(call, status, words, now) for call, (status, words) in zip(calls, answers, strict=True))


def forget(now: datetime) -> None:
    """Drop old calls that are over."""
    Call.objects.filter(made_at__lt=now - KEPT, next_try_at=None).delete()


def _claimed(now: datetime) -> Sequence[Call]:
    due = Call.objects.filter(next_try_at__lte=now, webhook__ended_at=None).select_related("webhook__newsletter")
    claimed = []
    for call in due.order_by("next_try_at", "pk")[:AT_ONCE]:
        mine = Call.objects.filter(pk=call.pk, tries=call.tries, next_try_at=call.next_try_at)
        if mine.update(tries=F("tries") + 1, tried_at=now, next_try_at=now + CLAIM):
            call.tries += 1
            claimed.append(call)
    return claimed


def _note(call: Call, status: int, words: str, now: datetime) -> bool:
    """Note an answer; return whether the call was taken."""
    taken, cause = webhooks.taken(status), f"webhook {call.webhook_id}"
    pause = None if taken or call.event == Call.Event.TEST else webhooks.wait(call.tries)
    Call.objects.filter(pk=call.pk, tries=call.tries).update(
        status=status, answer=words[:300], taken_at=now if taken else None, next_try_at=now + pause if pause else None
    )
    if taken:
        alarm.clear(cause, now)
    elif status == GONE:
        queue.end(call.webhook, now)
    elif pause is None and call.event != Call.Event.TEST:
        subject = f"a webhook of {call.webhook.newsletter.name} does not answer"
        alarm.tell(subject, f"{call.webhook.link}: {words or status}\nThe call {call.event} was given up.", now, cause)
    return taken
