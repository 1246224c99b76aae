"""H6, H7, H9 to H11: what tells programs that a letter is a list's, and how to leave the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reveille.core.lint import reading, signatures
from reveille.core.lint.findings import FAIL, REMARK, WARN, Context, Finding, betrays, opaque
from reveille.core.lint.reading import CRLF, Field, Letter

_LIST_ID = re.compile(r'(?:"[^"\\]*"|[^<>"]*?)\s*<([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>')


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the fields of a list, and with how a letter says that a program wrote it."""
    if letter.mailing:
        yield from _ways_out(letter, context)
        yield from _list(letter)
    yield from _automatic(letter)


def _ways_out(letter: Letter, context: Context) -> Iterator[Finding]:
    fields = letter.all("list-unsubscribe")
    if not fields:
        yield Finding("H6", FAIL, "List-Unsubscribe", "not there", "write <https://…>, <mailto:…>")
    else:
        yield from _way_out(fields[0], letter, context)
    posted = letter.all("list-unsubscribe-post")
    if not posted or posted[0].value != "List-Unsubscribe=One-Click":
        said = posted[0].value[:60] if posted else "not there"
        yield Finding("H7", FAIL, "List-Unsubscribe-Post", said, "write List-Unsubscribe=One-Click (RFC 8058)")


def _way_out(field: Field, letter: Letter, context: Context) -> Iterator[Finding]:
    where = "List-Unsubscribe"
    if CRLF in field.raw:
        yield Finding("H6", FAIL, where, "folded", "keep it on one line: relays that unfold it break its signature")
    ways = uris(field.value)
    if ways is None:
        yield Finding("H6", FAIL, where, "no list of <addresses>", "see RFC 2369 2")
        return
    first = ways[0] if ways else ""
    if not first.startswith("https://"):
        severity = context.world() if first.startswith("http://") else FAIL
        yield Finding("H6", severity, where, "the first way is not https", "put <https://…> first (RFC 8058 3.1)")
    if not any(way.startswith("mailto:") for way in ways):
        severity = REMARK if context.rehearsal else WARN
        yield Finding("H6", severity, where, "no mailto:", "add <mailto:…>; some programs know only that way")
    if first.startswith("http") and not opaque(first):
        yield Finding("H6", FAIL, where, "no token of 128 bits in the link", "put a random or signed token into it")
    how = betrays(" ".join(way for way in ways if way.startswith("http")), letter.readers)
    if how:
        yield Finding("H6", FAIL, where, f"the link names the subscriber: {how}", "use an opaque token")


def uris(value: str) -> list[str] | None:
    """Return the addresses of a List- field (RFC 2369 2: in angle brackets, comma between), or None."""
    ways, rest = [], re.sub(r"\((?:[^()\\]|\\.)*\)", "", value).strip()
    while rest:
        match = re.match(r"<\s*([^<>\s]+)\s*>\s*(,\s*|$)", rest)
        if not match:
            return None
        ways.append(match.group(1))
        rest = rest[match.end() :]
    return ways


def _list(letter: Letter) -> Iterator[Finding]:
    value = letter.value("list-id")
    if not _LIST_ID.fullmatch(value):
        yield Finding("H9", WARN, "List-Id", "not like Name <name.domain>", "see RFC 2919 3; keep it for ever")
    for name in ("list-help", "list-archive", "list-owner"):
        if not uris(letter.value(name)):
            yield Finding("H9", WARN, reading.titled(name), "not there, or no <address>", "see RFC 2369 3")
    feedback = letter.value("feedback-id")
    if not feedback:
        yield Finding("H10", WARN, "Feedback-ID", "not there", "name edition, list, kind and sender for Gmail's loop")
    elif len(feedback.split(":")) > 4:
        yield Finding("H10", WARN, "Feedback-ID", "more than four fields", "Gmail reads four")
    elif (how := betrays(feedback, letter.readers)) or opaque(feedback):
        yield Finding("H10", WARN, "Feedback-ID", how or "a token in it", "it may say nothing of anybody in person")
    elif letter.all("dkim-signature") and not any("feedback-id" in names for _, names in signatures.covers(letter)):
        yield Finding("H10", WARN, "Feedback-ID", "no signature covers it", "add it to h=")
    if letter.value("precedence").lower() != "bulk":
        yield Finding("H11", FAIL, "Precedence", "not bulk", "holiday replies answer what is not bulk")


def _automatic(letter: Letter) -> Iterator[Finding]:
    automatic = letter.value("auto-submitted").partition(";")[0].strip().lower()
    if letter.mailing and automatic not in ("", "no"):
        yield Finding(
            "H11",
            FAIL,
            "Auto-Submitted",
            "a list's letter that says a program answers",
            "drop it, or the List- fields",
        )
    if not letter.mailing and automatic not in ("auto-generated", "auto-replied"):
        yield Finding(
            "H11", FAIL, "Auto-Submitted", "neither a list's letter nor said to be a program's",
            "write Auto-Submitted: auto-generated (RFC 3834 5)",
        )  # fmt: skip
