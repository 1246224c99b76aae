"""The sentences that a host puts around every article: rights, sign-up boxes, the same background again.

They must not make two articles alike, so they go before articles are compared. Nothing here is shown to
anybody. Source: docs/decisions.md, Stories and Copies (dropping them is what makes a low bar for copies
safe).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

LOOKED_AT: Final = 20_000
"""Characters of a text in which furniture is looked for; longer texts are live tickers and archives."""
LEAST_LENGTH: Final = 21
"""A shorter sentence ("He declined to comment.") is repeated by chance."""
MOSTLY: Final = 0.6
"""A text so much of which stands in one other of its host is a newer version of that one."""

_BREAK: Final = re.compile(r"(?<=[.!?。！？])\s+|\n+")


@dataclass(frozen=True)
class Furniture:
    """How many different texts of each host hold each sentence."""

    seen: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def without(self, host: str, text: str) -> str:
        """The text without its host's furniture, a sentence a line; the text itself when nothing is to go.

        A sentence in two texts is furniture, unless the two are versions of one article: then it takes three.
        """
        seen = self.seen.get(host, {})
        sentences = list(sentences_of(text))
        kept = [sentence for sentence in sentences if seen.get(sentence, 0) < 2]
        if len(kept) == len(sentences):
            return text
        if sum(map(len, kept)) < (1 - MOSTLY) * sum(map(len, sentences)):
            kept = [sentence for sentence in sentences if seen.get(sentence, 0) < 3]
        return "\n".join(kept)


def find(texts: Iterable[tuple[str, str]]) -> Furniture:
    """What the hosts repeat, from pairs of host and text; a host "" (nobody knows) repeats nothing."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for host, text in dict.fromkeys(texts):
        if host:
            found = dict.fromkeys(sentences_of(text))
            seen[host].update(sentence for sentence in found if len(sentence) >= LEAST_LENGTH)
    return Furniture({host: {one: n for one, n in counts.items() if n > 1} for host, counts in seen.items()})


def sentences_of(text: str) -> Iterator[str]:
    """The pieces of a text that are looked at: roughly its sentences, without space around them."""
    return (part for piece in _BREAK.split(text[:LOOKED_AT]) if (part := piece.strip()))
