"""The machine that letters leave from: whether its clock is right, and whether there is room to write."""

from __future__ import annotations

import ctypes
import shutil
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

from reveille.core import checkup, multibuffer
from reveille.core.checkup import Line

LEAST_BYTES, LEAST_SHARE = 500 * 2**20, 0.05
SLOW = 10.0  # seconds that an answer may take, and by which clocks may differ
KEEP_IN_STEP = "run an NTP client: timedatectl set-ntp true"
TIMEX_SIZE, UNSYNCHRONISED = 256, 5  # <sys/timex.h>: TIME_ERROR


def disk_line() -> Line:
    """Judge the room in the installation's folder."""
    folder = Path(settings.DATA)
    try:
        room = shutil.disk_usage(folder)
    except OSError as error:
        return checkup.wrong("disk", f"{folder}: {error.strerror}", "make the folder, or set REVEILLE_DATA")
    told = f"{room.free / 2**30:.1f} GiB free of {room.total / 2**30:.1f} in {folder}"
    if room.free < LEAST_BYTES or room.free < LEAST_SHARE * room.total:
        return checkup.wrong(
            "disk", told, "make room: without it the ledger cannot be written", blocks=room.free < LEAST_BYTES
        )
    return checkup.ok("disk", told)


def clock_line() -> Line:
    """Judge the clock by others': the database's, the public site's, and what the kernel knows of being in step."""
    told = list(_others())
    for who, offset in told:
        if abs(offset) > SLOW:
            way = "behind" if offset > 0 else "ahead of"
            return checkup.wrong(
                "clock", f"{abs(offset):.0f} s {way} {who}", "run an NTP client: timedatectl set-ntp true"
            )
    in_step = _in_step()
    if told:
        return checkup.ok("clock", "agrees with " + " and ".join(who for who, _ in told))
    if in_step:
        return checkup.ok("clock", "the system keeps it in step")
    return checkup.unknown(
        "clock", "no other clock could be asked, and the system does not say that it keeps it in step",
        KEEP_IN_STEP,
    )  # fmt: skip


def signing_line() -> Line:
    """Say how many letters are signed together: that is half of what a letter costs."""
    if multibuffer.here():
        return checkup.ok("signing", f"RSA, {multibuffer.LANES} letters at a time")
    return checkup.ok("signing", "one letter at a time; for many thousands see docs/sending.md")


def _others() -> Iterable[tuple[str, float]]:
    """Yield clocks of other machines, and how many seconds each is ahead of ours."""
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("select clock_timestamp()")
                yield "the database", (cursor.fetchone()[0] - datetime.now(UTC)).total_seconds()
        except DatabaseError:
            pass
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        return
    agent = {"User-Agent": settings.USER_AGENT}
    request = urllib.request.Request(settings.SITE_URL, method="HEAD", headers=agent)  # noqa: S310 - https, our own
    try:
        with urllib.request.urlopen(request, timeout=SLOW, context=ssl.create_default_context()) as answer:  # noqa: S310
            said = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (OSError, ValueError, TypeError, urllib.error.URLError):
        return
    if said.tzinfo is not None:
        yield f"the server of {site.hostname}", (said - datetime.now(UTC)).total_seconds()


def _in_step() -> bool:
    """Ask the kernel, which an NTP client tells; nothing is changed by asking with no modes set."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(TIMEX_SIZE))
    except (OSError, AttributeError):
        return False
    return bool(0 <= state < UNSYNCHRONISED)
