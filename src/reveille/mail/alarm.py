"""The operator hears at once, once: a cause is told when it shows, and not again until it has healed.

Its mail speaks the installation's language (``language``); what is stored and logged is English.

Alarms are stored, so that a restart does not repeat them. One whose mail cannot be sent stays untold: the log has it,
``reveille deliver --status`` shows it, and its mail is tried again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from reveille.core.errors import MessageError, PostError
from reveille.mail import plain, telling
from reveille.mail.models import Alarm

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
KEPT = timedelta(days=30)
LONGEST = 120  # a cause's name


def tell(subject: str, words: str, now: datetime, cause: str = "") -> bool:
    """Tell the operator; return whether it is news. While a cause lasts (the subject, if none is named), it is none."""
    alarm, new = _stored(subject, words, now, cause)
    if new:
        _tell(alarm, now)
    return new


def note(subject: str, words: str, now: datetime, cause: str = "") -> bool:
    """As ``tell``, within a transaction or a request, which wait for no relay: its mail goes with the next retry."""
    return _stored(subject, words, now, cause)[1]


def clear(cause: str, now: datetime) -> int:
    """Note that ``cause`` has healed, and every cause that begins with it and a space; return how many there were."""
    begins = Q(cause=cause[:LONGEST]) | Q(cause__startswith=f"{cause} ")
    healed = Alarm.objects.filter(begins, cleared_at=None).update(cleared_at=now)
    if healed:
        log.warning("healed: %s", cause)
    return healed


def lasting() -> list[Alarm]:
    """Return what has not healed yet, the oldest first."""
    return list(Alarm.objects.filter(cleared_at=None))


def retry(now: datetime) -> None:
    """Try again to mail what the operator could not be told."""
    if settings.OPERATOR_ADDRESS:
        waiting = Q(tried_at=None) | Q(tried_at__lte=now - TRY_AGAIN) | Q(tried_at__gt=now)
        for alarm in Alarm.objects.filter(waiting, cleared_at=None, told_at=None):
            _tell(alarm, now)


def forget(now: datetime) -> None:
    """Drop what healed long ago, and take as healed what nobody has looked at for long."""
    Alarm.objects.filter(cleared_at__lt=now - KEPT).delete()
    Alarm.objects.filter(raised_at__lt=now - KEPT, cleared_at=None).update(cleared_at=now)


def _stored(subject: str, words: str, now: datetime, cause: str) -> tuple[Alarm, bool]:
    found = {"subject": subject[:200], "words": words, "raised_at": now}
    alarm, new = Alarm.objects.get_or_create(cause=(cause or subject)[:LONGEST], cleared_at=None, defaults=found)
    if new:
        log.warning("%s: %s", subject, words)
    return alarm, new


def _tell(alarm: Alarm, now: datetime) -> None:
    """Mail the alarm where an address is set. That it cannot be sent is logged and stops nothing."""
    told = _mailed(alarm, now)
    Alarm.objects.filter(pk=alarm.pk).update(tried_at=now, told_at=now if told else None)


def _mailed(alarm: Alarm, now: datetime) -> bool:
    if not settings.OPERATOR_ADDRESS:
        return False
    with translation.override(settings.SITE_LANGUAGE):
        subject = f"Reveille: {telling.told(alarm.subject)}"
        words = f"{telling.told(alarm.words)}\n\n{settings.SITE_URL}\n"
    names = ("alarm", alarm.cause, str(alarm.raised_at))
    try:
        answer = plain.hand_over(settings.OPERATOR_ADDRESS, subject, words, now, *names)
    except (PostError, MessageError) as error:
        log.error("the alarm %r could not be sent: %s", alarm.cause, error)
        return False
    if not answer.taken:
        log.error("the alarm %r was not taken: %s %s", alarm.cause, answer.code, answer.text)
    return answer.taken
