"""Whom this installation may ask: the public network, and the sample morning's press when there is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from reveille.sources import fetch

PATIENCE = 10.0  # seconds; somebody waits


def ours() -> fetch.Reach:
    """Return the installation's reach."""
    if not settings.SAMPLE_PORT:
        return fetch.Reach()
    ca = Path(settings.SAMPLE_CA)
    return fetch.Reach(
        mapped={"example": settings.SAMPLE_PORT},
        ca=ca.read_text("ascii") if ca.exists() else "",
        timeout=4.0,  # one of the sample's feeds crawls for ever
        pause=0.0,
    )


def while_somebody_waits() -> fetch.Reach:
    """Return the same reach, with the patience of a person in front of a page."""
    reach = ours()
    return replace(reach, timeout=min(PATIENCE, reach.timeout))
