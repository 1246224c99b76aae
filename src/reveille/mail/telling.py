"""An alarm's words, stored in English as they were logged, in the language spoken now: a line at a time.

What a line is made around (names, numbers, commands, records of the DNS, what a relay said) stays as it is. A line that
is none of our phrases is told in its parts, around its first colon; what is unknown stays as it stands.
"""

from __future__ import annotations

import functools
from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext, gettext_noop, ngettext

from reveille.core import phrases

Counted = tuple[str, str]


def counted(one: str, several: str) -> Counted:
    """Mark a phrase that counts, in both forms, for translation (``tools/words.py``)."""
    return one, several


ENGLISH = "en"
PARTS = 8  # of a line that are told each for itself; ours have four at most
PHRASES = (
    # as day.py says them
    gettext_noop("%(newsletter)s on %(day)s cannot be closed"),
    gettext_noop("no edition of %(newsletter)s on %(day)s"),
    gettext_noop("%(newsletter)s on %(day)s was not closed in time"),
    gettext_noop("Nothing ran from %(since)s to %(until)s UTC, and its closing was at %(hour)s."),
    gettext_noop("only %(answered)s of %(outlets)s outlets answered"),
    gettext_noop("held the edition: %(why)s"),
    # as the post and the watch on the ledger say them
    gettext_noop("mail to %(domain)s is paused"),
    gettext_noop("Its letters wait, and one will ask again later. It said: %(why)s"),
    gettext_noop("The box at %(domain)s is %(state)s: %(why)s"),
    gettext_noop("complaints at %(domain)s"),
    gettext_noop(
        "%(day)s: %(complaints)s of %(letters)s letters of a day complained of (%(rate)s); no more from %(limit)s on"
    ),
    gettext_noop(
        "%(day)s: %(complaints)s of %(letters)s letters of a day complained of (%(rate)s); it should stay under "
        "%(limit)s"
    ),
    gettext_noop("it could not be made: %(why)s"),
    gettext_noop("a webhook of %(newsletter)s does not answer"),
    gettext_noop("The call %(event)s was given up."),
    # as the doctor says them, of what keeps letters back
    gettext_noop("letters that come back to %(domain)s wait: the doctor found something wrong"),
    gettext_noop("the letters from %(domain)s wait: the doctor found something wrong"),
    gettext_noop("Those from: %(senders)s. What was found fit before still leaves."),
    gettext_noop("none for %(newsletters)s, and laws ask for one"),
    gettext_noop("we greet the relay as %(name)s, which has no address"),
    gettext_noop("we greet the relay as %(name)s, which is no name in the DNS"),
    gettext_noop("%(domain)s has no SPF record"),
    gettext_noop("%(domain)s lets everybody send: %(record)s"),
    gettext_noop("%(address)s does not pass for %(domain)s: %(why)s"),
    gettext_noop("%(name)s does not exist"),
    gettext_noop("%(name)s has %(number)s records, and may have one"),
    gettext_noop("%(name)s was revoked: its key is empty"),
    gettext_noop("%(name)s holds another key than ours"),
    gettext_noop("%(domain)s has no policy"),
    gettext_noop("letters from %(domain)s are not signed"),
    gettext_noop("%(address)s has no name"),
    gettext_noop("ask who gives you %(address)s for"),
    gettext_noop("%(address)s is called %(name)s, which does not lead back"),
    gettext_noop("%(domain)s says that it takes no mail (MX 0 .)"),
    gettext_noop("%(domain)s has no MX and no address"),
    gettext_noop("%(name)s, where mail to %(domain)s goes, has no address"),
    gettext_noop("%(link)s is not https"),
    gettext_noop("%(domain)s is no domain of yours"),
    gettext_noop("%(domain)s lets nobody else send in its name"),
    gettext_noop("%(relay)s takes no letter over %(most)s octets, and ours may have %(ours)s"),
    gettext_noop("%(relay)s answers without TLS"),
    gettext_noop("%(relay)s speaks %(version)s"),
    gettext_noop("%(free)s GiB free of %(room)s in %(folder)s"),
)
COUNTS = (
    counted(
        "%(count)s address was written to within an hour, and %(waiting)s askings wait for their turn.",
        "%(count)s addresses were written to within an hour, and %(waiting)s askings wait for their turn.",
    ),
    counted("%(count)s try failed; it is made again.", "%(count)s tries failed; they are made again."),
    counted("%(count)s letter could not be made", "%(count)s letters could not be made"),
    counted("%(count)s letter refused on the way", "%(count)s letters refused on the way"),
    counted("%(count)s letter not sent in time", "%(count)s letters not sent in time"),
    counted("the database has forgotten %(count)s letter", "the database has forgotten %(count)s letters"),
    counted("%(count)s letter in doubt", "%(count)s letters in doubt"),
    counted("today's %(count)s letter has left", "today's %(count)s letters have left"),
    counted("once: %(why)s", "%(count)s times: %(why)s"),
)
WORDS = (
    gettext_noop("its closing time has not come"),
    gettext_noop("no story on the beat has anything new"),
    gettext_noop("The latest edition is made now, and sent to readers whose hour is less than 12 hours ago."),
    gettext_noop("For an older day"),
    gettext_noop("Nothing was planned. It is tried again; if it stays so, this is a fault of ours: please report it."),
    gettext_noop("the relay takes no letters"),
    gettext_noop("bounces cannot be read"),
    gettext_noop("They wait there."),
    gettext_noop("leavings cannot be written down"),
    gettext_noop("A backup that is put back would write to them again."),
    gettext_noop("who has left cannot be read"),
    gettext_noop("No letter leaves before it can be."),
    gettext_noop("Mend its disk, or put the folder back from a backup."),
    gettext_noop("the provider's calls are refused"),
    gettext_noop("Their signatures do not hold: REVEILLE_WEBHOOK_KEY has to be the key that it signs with."),
    gettext_noop("Until then nobody counts what comes back; a provider tells it again for some hours."),
    gettext_noop("The mailbox cannot be read"),
    gettext_noop("The ledger does not add up"),
    gettext_noop("the ledger does not add up"),
    gettext_noop("a seed did not get the edition"),
    gettext_noop("The readers' letters follow, each at its hour; stop `reveille run` if this must not be."),
    gettext_noop("Once that is mended"),
    gettext_noop("To send them now"),
    gettext_noop("To send them a second time"),
    gettext_noop("Where they arrived"),
    gettext_noop("The journal says that they left. They are not sent a second time, unless you say so:"),
    gettext_noop("They left, and nobody said that they arrived; the relay's log may know."),
    gettext_noop("it does not answer"),
    gettext_noop("They are tried again while they keep; the log says more."),
    gettext_noop("To look at the letter"),
    *(gettext_noop("no answer"), gettext_noop("no reason given"), gettext_noop("its worker went away")),
    *(gettext_noop("its worker went away before the answer"), gettext_noop("its 12 hours were over")),
    gettext_noop("the journal has it and the database does not: was it restored from a backup?"),
    *(gettext_noop("refused"), gettext_noop("deferred"), gettext_noop("expired"), gettext_noop("in doubt")),
    gettext_noop("The address is new: the other letters wait for tomorrow's share, those due first, while they keep."),
    gettext_noop("Nothing more goes there until the day after."),
    gettext_noop("very many sign-ups"),
    gettext_noop("Robots may be at the form: REVEILLE_PROOF_OF_WORK makes them calculate."),
    gettext_noop("the first letters wait"),
    gettext_noop("the letters of new senders wait"),
    gettext_noop("the doctor found something wrong"),
    gettext_noop("`reveille doctor` shows all of it; REVEILLE_GO_AHEAD=yes lets the letters leave all the same."),
    # what the doctor looks at, and what it advises
    *(gettext_noop("site"), gettext_noop("postal address"), gettext_noop("sender"), gettext_noop("relay")),
    *(gettext_noop("disk"), gettext_noop("clock"), gettext_noop("letter"), gettext_noop("one click")),
    gettext_noop("mend it"),
    *(gettext_noop("set REVEILLE_DKIM=yes and publish the keys"), gettext_noop("send from a domain of your own")),
    gettext_noop("its operator has to raise the limit (SIZE)"),
    gettext_noop("its operator has to offer TLS 1.2"),
    gettext_noop("see relay_host, relay_port, relay_tls, relay_user"),
    gettext_noop("run an NTP client: timedatectl set-ntp true"),
    gettext_noop("make room: without it the ledger cannot be written"),
    gettext_noop("make the folder, or set REVEILLE_DATA"),
)
SHAPES = {
    "count": r"\d+",
    "day": r"\d{4}-\d\d-\d\d",
    "number": r"\d+",
    "edition": r"[\w-]+ \d{4}-\d\d-\d\d",
    "domain": r"\S+",
    "address": r"\S+",
    "name": r"\S+",
}
_OF_AN_EDITION = phrases.patterns(("%(what)s (%(edition)s)",), SHAPES)


def told(words: str) -> str:
    """Return an alarm's subject, or its words, in the language spoken now."""
    if (translation.get_language() or ENGLISH).partition("-")[0] == ENGLISH:
        return words
    return "\n".join(map(_line, words.split("\n")))


def _line(line: str, parts: int = PARTS) -> str:
    words = line.strip()
    if not words:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return indent + (_known(words) or _of_an_edition(words) or _parted(words, parts) or words)


def _known(words: str) -> str:
    """Return a phrase of ours in the language, or nothing."""
    if words in WORDS:
        return gettext(words)
    msgid, values = phrases.find(words, _patterns())
    if "day" in values:
        values["day"] = _day(values["day"])
    for name in values.keys() & {"why", "state"}:
        values[name] = _known(values[name]) or _apart(values[name])
    if msgid in _several():
        one, several = _several()[msgid]
        count = int(values.get("count", 1))
        return ngettext(one, several, count) % {"count": count, **values}
    return gettext(msgid) % values if msgid else ""


def _day(told: str) -> str:
    """Return a day in the language; what a stranger wrote like one stays as it is ("2026-02-30")."""
    try:
        return formats.date_format(date.fromisoformat(told), gettext("j F Y"))
    except ValueError:
        return told


def _apart(words: str) -> str:
    """Return what somebody else said, kept in its own order where lines are read from the right (Unicode UAX 9)."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if translation.get_language_bidi() else words


def _of_an_edition(words: str) -> str:
    """``2 letters in doubt (military 2026-11-24)``: which edition it is stands behind, as commands name it."""
    _, values = phrases.find(words, _OF_AN_EDITION)
    return f"{_known(values['what']) or values['what']} ({values['edition']})" if values else ""


def _parted(words: str, parts: int) -> str:
    head, colon, rest = words.partition(": ")
    if not colon or not parts:
        return ""
    return gettext("%(head)s: %(rest)s") % {"head": _known(head) or gettext(head), "rest": _line(rest, parts - 1)}


@functools.cache
def _patterns() -> phrases.Patterns:
    return phrases.patterns((*PHRASES, *_several()), SHAPES)


@functools.cache
def _several() -> dict[str, Counted]:
    """Return both forms of each phrase that counts, by either."""
    return {form: both for both in COUNTS for form in both}
