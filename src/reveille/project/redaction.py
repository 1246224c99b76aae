"""Log lines without the tokens of links: whoever reads a log could otherwise act for a subscriber."""

import logging
import re

TOKENS = re.compile(r"(/(?:confirm|you|leave|move|outbox|provider)/)[^/\s\"'<>?]+")


class Redacted(logging.Formatter):
    """Formats a record, its traceback included, and leaves the tokens out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it may stand in a log."""
        return TOKENS.sub(r"\1…", super().format(record))
