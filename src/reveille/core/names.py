"""What the DNS says, as values: an answer is records, "there are none", or "nobody could say"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Records of one kind under one name: TXT joined, names without their last dot, MX as ``preference name``."""

    records: tuple[str, ...] = ()
    failed: str = ""  # why nobody could say

    @property
    def void(self) -> bool:
        """Return whether the DNS said that there is nothing (RFC 7208 4.6.4: no such name, or no such record)."""
        return not self.records and not self.failed


Lookup = Callable[[str, str], Answer]
"""Ask for a name and a kind: A, AAAA, MX, PTR or TXT."""
