"""Whom this installation may ask: the public network, and the sample morning's press when there is one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from reveille.sources import fetch


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
