"""What a mail server said to a letter, and what follows from it (RFC 5321 4.2, RFC 3463).

Only an address that does not exist counts against a reader. What is said about *us* (policy, reputation, speed)
pauses or slows the domain that said it, and nobody is suppressed for it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from reveille.core.bounces import NO_SUCH_MAILBOX

ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")

MAILBOX = {"2.0", "2.1", "2.2", "2.3"}  # full, switched off, a letter too large for it
TOO_FAST = {"7.28"}  # an unusual rate
ABOUT_US = {"7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27", "7.29", "7.32", "7.40", "7.515", "7.606"}


class Kind(StrEnum):
    """What an answer means for the letter, its reader and the domain."""

    TAKEN = "taken"
    HARD = "hard"  # no such address: count it toward suppression
    SOFT = "soft"  # the mailbox, this time: full, switched off
    POLICY = "policy"  # a refusal by rule, that may be about us or about this letter
    OURSELVES = "ourselves"  # a refusal that names us: DKIM, SPF, DMARC, PTR, reputation
    THROTTLED = "throttled"  # slower, please
    SLOW = "slow"  # no answer for a while: no answer of a server's, but learned from as one
    PASSING = "passing"  # another time may be different
    LASTING = "lasting"  # a no for good, and nobody said why


@dataclass(frozen=True)
class Answer:
    """What was said to a letter: the three digits, the enhanced code (RFC 3463) or nothing, the words."""

    code: int
    enhanced: str
    text: str

    @property
    def taken(self) -> bool:
        """The letter is theirs now."""
        return 200 <= self.code < 300

    @property
    def passing(self) -> bool:
        """They said no, and another time may be different."""
        return 400 <= self.code < 500

    @functools.cached_property
    def kind(self) -> Kind:
        """What follows from it."""
        return kind(self.code, self.enhanced)


def answer(code: int, words: str) -> Answer:
    """Return an answer out of a reply's code and words, which may begin with an enhanced code."""
    found = ENHANCED.match(words)
    return Answer(code, found.group(1), words[found.end() :].strip()) if found else Answer(code, "", words)


def kind(code: int, enhanced: str = "") -> Kind:
    """Return what an answer means. Where both codes speak, the enhanced one says why, the first one whether."""
    if 200 <= code < 300:
        return Kind.TAKEN
    about = enhanced[2:]
    if code == 421 or about in TOO_FAST:
        return Kind.THROTTLED
    if about in ABOUT_US:
        return Kind.OURSELVES
    if code < 500:
        return Kind.PASSING
    if enhanced in NO_SUCH_MAILBOX:
        return Kind.HARD
    if about in MAILBOX:
        return Kind.SOFT
    return Kind.POLICY if about.startswith("7.") else Kind.LASTING
