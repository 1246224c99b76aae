"""Addresses of static files that change with what is in them, so that a browser may keep each for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Versioned(StaticFilesStorage):
    """``{% static %}`` with the file's version: ``/static/site/paper.css?v=3f0c1a9e``."""

    def url(self, name: str | None) -> str:
        """Return the address of a static file, with its version where the file is found."""
        version = (_read if settings.WHITENOISE_AUTOREFRESH else _kept)(name or "")
        return super().url(name) + (f"?v={version}" if version else "")


def _read(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if isinstance(found, str) else ""


_kept = cache(_read)
