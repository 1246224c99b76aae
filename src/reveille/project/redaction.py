"""Log lines without the tokens of links: whoever reads a log could otherwise act for a subscriber.

And each is one line: what strangers wrote cannot begin another that looks like ours, nor steer a terminal.
"""

import copy
import logging
import re

TOKENS = re.compile(r"(/(?:confirm|you|leave|move|outbox|provider)/)[^/\s\"'<>?]+")


CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Redacted(logging.Formatter):
    """Formats a record, its traceback included, and leaves the tokens out."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """Return the line without its traceback, control characters written out."""
        return CONTROLS.sub(lambda sign: repr(sign[0])[1:-1], super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it may stand in a log; where in our code a stranger's nonsense was refused is no news."""
        if getattr(record, "status_code", 500) < 500:
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        return TOKENS.sub(r"\1…", super().format(record))
