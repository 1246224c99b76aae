"""The linter of letters: H1 to H16 on the headers, B1 to B15 on the body, and what each mail program makes of it.

Bytes in, findings out, and nothing is asked of the world but what the context gives. A letter that fails is not
sent; ``docs/sending.md`` lists the assertions.
"""

from __future__ import annotations

import re

from reveille.core.lint import body, clients, content, features, headers, reading
from reveille.core.lint.findings import Context, Finding, Severity

ORDER = {Severity.FAIL: 0, Severity.WARN: 1, Severity.REMARK: 2}


def check(raw: bytes, context: Context) -> tuple[Finding, ...]:
    """Return what is wrong with a letter, the worst first. Whatever the bytes are, the answer is findings."""
    if b"\r\n\r\n" not in raw:
        return (Finding("H3", Severity.FAIL, "the letter", "no empty line after its headers", "it is no letter"),)
    letter = reading.letter(raw)
    found = [*headers.check(letter, context), *body.check(letter, context), *content.check(letter, context)]
    if context.clients and context.today and letter.html:
        found += clients.check(features.used(letter.html.text), context.clients, context.today)
    unique = dict.fromkeys(found)
    return tuple(
        sorted(unique, key=lambda one: (ORDER[one.severity], one.id[0] == "B", int(re.sub(r"\D", "", one.id))))
    )


def fails(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings for which a letter is not sent."""
    return tuple(one for one in found if one.severity == Severity.FAIL)
