"""Notes to those who work at the desk: what was done to their account. A page queues one, the post sends it.

A note is tried until it is taken, for three days; it is claimed before each try, and one that may have arrived is not
sent again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from reveille.core.errors import InDoubt, MessageError, PostError
from reveille.mail import plain
from reveille.mail.models import Note

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
WORTH_SENDING = timedelta(days=3)


def queue(to: str, subject: str, words: str, now: datetime) -> None:
    """Have a note sent."""
    Note.objects.create(to=to, subject=subject[:200], words=words, queued_at=now)


def send(now: datetime) -> None:
    """Send what waits, each at most once in ten minutes."""
    if not Note.objects.exists():  # looking costs no lock
        return
    Note.objects.filter(queued_at__lt=now - WORTH_SENDING).delete()
    for note in Note.objects.filter(Q(tried_at=None) | Q(tried_at__lte=now - TRY_AGAIN)):
        claimed = Note.objects.filter(pk=note.pk, tried_at=note.tried_at).update(tried_at=now)
        if claimed and _ended(note, now):
            note.delete()


def _ended(note: Note, now: datetime) -> bool:
    """Hand a note over; return whether that was its last try."""
    try:
        answer = plain.hand_over(note.to, note.subject, note.words, now, "note", str(note.pk))
    except (InDoubt, MessageError) as error:
        log.warning("a note on a desk account will not be sent again: %s", error)
        return True
    except PostError as error:
        log.warning("a note on a desk account waits: %s", error)
        return False
    if not answer.taken:
        log.warning("a note on a desk account was not taken: %s %s", answer.code, answer.enhanced)
    return answer.taken or not answer.passing
