"""Whose first real letters wait for the doctor.

They wait until nothing that blocks is wrong, or an operator says to go ahead; a yes is remembered, and asked for anew
when the sender's domain, its keys or the way change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from reveille.core.checkup import Line
from reveille.core.names import Lookup
from reveille.delivery import resolving
from reveille.delivery.doctor import examination, ways
from reveille.delivery.doctor.examination import ENVELOPE, HOUSE
from reveille.delivery.models import Examined
from reveille.editions import letterhead, proof
from reveille.editions.models import Newsletter
from reveille.mail import alarm, signing

AGAIN = timedelta(minutes=10)  # between two examinations while the first letters wait
CAUSE = "doctor"
# Whose alarm it is: "doctor installation", "doctor envelope bounces.example.org", "doctor example.org".
HOW = "`reveille doctor` shows all of it; REVEILLE_GO_AHEAD=yes lets the letters leave all the same."


@dataclass(frozen=True)
class Wait:
    """Whose first letters wait, and what is wrong."""

    lines: tuple[Line, ...] = ()
    everybody: bool = False
    newsletters: frozenset[int] = frozenset()

    @property
    def others(self) -> Q:
        """The deliveries that may leave."""
        return ~Q(edition__newsletter__in=self.newsletters) if self.newsletters else Q()


def before_first_send(now: datetime, lookup: Lookup | None = None) -> Wait:
    """Return whose first real letters wait, and for what: nobody's when none leaves this machine.

    A sender is a domain; a newsletter that begins to write from one of its own is a new sender, whose letters wait
    while something that blocks is wrong with it, or with the envelope that it shares. The others' leave, so that a yes
    to one sender stays a yes. While any wait it is looked again every ten minutes; the operator hears once what is
    wrong with each of them, with an envelope that several share, and for all.
    """
    if proof.rehearsal():
        return Wait()
    domains, way = letterhead.domains(), ways.ours().name
    keys = {domain: signing.fingerprint(domain) for domain in domains}
    known = _known(keys, way)
    passed = {one.sender for one in known.values() if one.passed and one.keys == keys[one.sender]}
    new = [domain for domain in domains if domain not in passed]
    if not new:
        _tell({}, new, everybody=False, now=now)
        return Wait()
    everybody = not passed
    if settings.GO_AHEAD or any(one not in known or known[one].passed or now - known[one].at >= AGAIN for one in new):
        found = {} if settings.GO_AHEAD else _blocking(new, now, lookup or resolving.patient())
        wrong = {one: [line for whose in _whose(one) for line in found.get(whose, ())] for one in new}
        for domain, lines in wrong.items():
            told = {"at": now, "passed": not lines, "keys": keys[domain], "lines": [_stored(line) for line in lines]}
            Examined.objects.update_or_create(sender=domain, relay=way, defaults=told)
        everybody &= all(wrong.values())
        _tell(found, new, everybody=everybody, now=now)
    else:
        wrong = {one: [Line(*line) for line in known[one].lines] for one in new}
    held = [one.pk for one in Newsletter.objects.living() if wrong.get(letterhead.domain(one))]
    each_once = dict.fromkeys(line for lines in wrong.values() for line in lines)
    return Wait(tuple(each_once), everybody, frozenset(held))


def lets_go(sender: str) -> bool:
    """Return whether letters from the domain ``sender`` may leave by what is known; nothing is looked at."""
    passed = Examined.objects.filter(sender=sender, relay=ways.ours().name, passed=True)
    return proof.rehearsal() or settings.GO_AHEAD or passed.exists()


def _known(keys: Mapping[str, str], way: str) -> dict[str, Examined]:
    """Return what was said of each sender and the way; a yes from before keys were noted is one to those of now."""
    known = {one.sender: one for one in Examined.objects.filter(sender__in=keys, relay=way)}
    for one in known.values():
        if one.passed and not one.keys:
            one.keys = keys[one.sender]
            one.save(update_fields=["keys"])
    return known


def _whose(sender: str) -> tuple[str, str, str]:
    """Return under which names stands what may keep a sender's letters back."""
    return HOUSE, examination.key(letterhead.envelope(sender)), sender


def _blocking(domains: Sequence[str], now: datetime, lookup: Lookup) -> dict[str, list[Line]]:
    """Return what keeps letters back, by whose it is, where there is any."""
    looked = examination.looked(domains, now, lookup)
    found = {whose: [line for line in lines if line.blocks] for whose, lines in looked.items()}
    return {whose: lines for whose, lines in found.items() if lines}


def _tell(found: Mapping[str, list[Line]], new: Sequence[str], *, everybody: bool, now: datetime) -> None:
    """Let the operator hear of each cause what is wrong, and note those that have healed or are gone."""
    causes = {f"{CAUSE} {whose}"[: alarm.LONGEST]: whose for whose in found}
    for one in alarm.lasting():
        if one.cause.partition(" ")[0] == CAUSE and one.cause not in causes:
            alarm.clear(one.cause, now)
    for cause, whose in causes.items():
        words = "\n".join(f"{line}\n  {line.todo}" for line in found[whose])
        if whose == HOUSE:
            what = "the first letters wait" if everybody else "the letters of new senders wait"
        elif whose in map(examination.key, examination.shared()):
            waiting = ", ".join(one for one in new if whose in _whose(one))
            what = f"letters that come back to {whose.removeprefix(ENVELOPE).strip()} wait"
            words = f"Those from: {waiting}. What was found fit before still leaves.\n\n{words}"
        else:
            what = f"the letters from {whose} wait"
        alarm.tell(f"{what}: the doctor found something wrong", f"{words}\n\n{HOW}", now, cause)


def _stored(line: Line) -> list[object]:
    return [line.id, str(line.state), line.what, line.todo, line.blocks, line.sender]
