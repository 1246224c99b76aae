"""Dispatch: answer what was asked for at the forms, and hand over the letters of our own that wait.

As in the ledger: a letter is claimed by a guarded UPDATE, "handed" is committed before the final dot, and the number
of its attempt fences off who comes too late. After a crash a letter that was not handed leaves again; one that was may
have arrived, and is not written twice. A letter that finds no relay for a day is dropped: asking again brings another.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q

from reveille.core.errors import InDoubt, KeyChanged, MessageError, NotHandedOver
from reveille.mail import alarm, departure, notes
from reveille.mail.transport import Transport
from reveille.subscribers import keycheck, letters, limits, lost_link, move, recalling, signup, suppression
from reveille.subscribers.models import Asking, Letter, Subscriber

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
LOOK_EVERY = 2.0  # seconds, for what another process queued
LEASE = timedelta(minutes=20)
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)
WORTH_SENDING = timedelta(days=1)
PATIENCE = 3  # failures to reach the relay in a row, and the round ends

_ANSWERS = {
    Asking.Kind.SIGN_UP: signup.answer,
    Asking.Kind.LOST_LINK: lost_link.answer,
    Asking.Kind.MOVE: move.answer,
}
Clock = Callable[[], datetime]


class Fenced(Exception):
    """The letter was claimed by somebody else meanwhile, or is not wanted any more."""


def dispatch(clock: Clock, stop: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Answer what was asked and send what waits; return how each ended. Safe to run twice, at once, after a crash.

    Raises KeyChanged: who must not be written to is known by another key.
    """
    letters.knocked.clear()
    recalling.recall(clock())
    ended: Counter[str] = Counter()
    # Looking costs no lock: most of the time there is nothing.
    while Asking.objects.exists() and not stop() and _room(clock()) and answer_next(clock()):
        ended["answered"] += 1
    if Letter.objects.exists():
        keycheck.require()
        ended.update(_send(clock, stop))
    notes.send(clock())
    return ended


@contextmanager
def kept(clock: Clock) -> Iterator[None]:
    """Dispatch on a thread of this process while it lasts: at once when something is queued here, else every while."""
    stop = threading.Event()

    def loop() -> None:
        while not stop.is_set():
            try:
                close_old_connections()
                dispatch(clock, stop.is_set)
            except KeyChanged as error:
                log.error("%s", error)
                break
            except Exception:
                log.exception("the letters stumbled; they go on")
            letters.knocked.wait(LOOK_EVERY)
        connection.close()

    thread = threading.Thread(target=loop, name="letters")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        letters.knocked.set()
        thread.join()


def answer_next(now: datetime) -> bool:
    """Answer the oldest asking, if there is one; what cannot be answered is named in the log and is gone too."""
    with transaction.atomic():
        keycheck.require()
        asking = Asking.objects.select_for_update(skip_locked=True, of=("self",)).order_by("id").first()
        if asking is None:
            return False
        try:
            with transaction.atomic():
                _ANSWERS[Asking.Kind(asking.kind)](asking, now)
        except Exception:
            log.exception("asking %s could not be answered", asking.pk)
        asking.delete()
    return True


def _room(now: datetime) -> bool:
    """Whether strangers may be written to now; the rest waits when very many addresses are asked for at once."""
    lately = Subscriber.objects.filter(written_at__gt=now - HOUR).count()
    if lately < settings.LETTERS_AN_HOUR:
        return True
    waiting = Asking.objects.count()
    if waiting and limits.take("crowd", 1, now.date()):
        alarm.tell(
            "very many sign-ups",
            f"{lately} addresses were written to within an hour, and {waiting} askings wait for their turn.\n"
            "Robots may be at the form: REVEILLE_PROOF_OF_WORK makes them calculate.",
            now,
            f"sign-ups {now:%Y-%m-%d}",
        )
    return False


def _send(clock: Clock, stop: Callable[[], bool]) -> Counter[str]:
    now, ended, lost = clock(), Counter[str](), 0
    Letter.objects.filter(handed=True, lease_until__lt=now).delete()  # it may have arrived
    Letter.objects.filter(queued_at__lt=now - WORTH_SENDING).delete()
    free = Letter.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), next_try_at__lte=now)
    waiting = list(free.order_by("next_try_at", "id").values_list("pk", flat=True))
    if not waiting:
        return ended
    with departure.ours() as way:
        for pk in waiting:
            if lost >= PATIENCE or stop():
                break
            try:
                how = _send_one(pk, clock, way)
            except Exception:  # it has its turn again when its lease runs out
                log.exception("letter %s stumbled", pk)
                how = "stumbled"
            ended[how] += 1
            lost = lost + 1 if how == "unreached" else 0
    return ended


def _send_one(pk: int, clock: Clock, way: Transport) -> str:
    letter = _claim(pk, clock())
    if letter is None:
        return "taken by another"
    mine = Letter.objects.filter(pk=pk, attempt=letter.attempt)
    try:
        barred = suppression.holds_back(letter.to, asks=letter.kind == Letter.Kind.CONFIRMATION)
        ready = None if barred else letters.render(letter, clock())
        if ready is None:
            mine.delete()
            return "over"
        answer = way.send(ready.sender, ready.to, ready.data, lambda: _hand(letter))
    except Fenced:
        return "fenced"
    except (MessageError, InDoubt) as error:
        log.warning("%s (%s) will not be sent again: %s", letter, letter.subscription, type(error).__doc__)
        mine.delete()
        return "given up"
    except NotHandedOver:
        _wait(letter, clock())
        log.warning("%s could not be handed over; it waits", letter)
        return "unreached"
    if answer.passing:
        _wait(letter, clock())
        return "deferred"
    if not answer.taken:
        log.warning("%s was refused: %s %s", letter, answer.code, answer.enhanced)
    mine.delete()
    return "sent" if answer.taken else "refused"


def _claim(pk: int, now: datetime) -> Letter | None:
    free = Letter.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), pk=pk, handed=False)
    if not free.update(lease_until=now + LEASE, attempt=F("attempt") + 1):
        return None
    return Letter.objects.select_related("subscription__subscriber", "subscription__newsletter").filter(pk=pk).first()


def _hand(letter: Letter) -> None:
    """Commit "handed" before the letter is ended. Raises Fenced when it is not ours now, or its owner was erased."""
    if not Letter.objects.filter(pk=letter.pk, attempt=letter.attempt, handed=False).update(handed=True):
        raise Fenced


def _wait(letter: Letter, now: datetime) -> None:
    after = min(LAST_RETRY, FIRST_RETRY * 2 ** min(letter.attempt - 1, 8))
    Letter.objects.filter(pk=letter.pk, attempt=letter.attempt).update(
        next_try_at=now + after, lease_until=None, handed=False
    )
