"""Why a page gives little or no article: it is not there, a wall, a consent form, or nothing at all."""

from __future__ import annotations

import re
from typing import Any

from reveille.core.errors import ConsentWall, NotFoundPage, PageEmpty, Paywalled
from reveille.core.pages import bodies

BARE = 60  # characters; below, there is no article
_CONSENT = re.compile(r"\b(?:consent|cookies?|gdpr|privacy choices|datenschutz|einwilligung|vos choix)\b", re.I)
_NOT_FOUND = re.compile(
    r"\b(?:404|(?:page|article|story) (?:was )?not found|page introuvable|seite nicht gefunden)\b", re.I
)
WALL = re.compile(
    r"subscribe to (?:read|continue)|subscribers only|réservé aux abonnés|already a subscriber|to read on",
    re.I,
)


def explain(tree: Any, heading: str, text: str, link: str, free: bool | None) -> None:
    """Name why there is so little: raises the kind that fits, or lets a short article be one."""
    about = f"{heading} {bodies.plain(tree.findtext('.//title'))}"
    said = " ".join(tree.text_content().split())[:5000]
    if _NOT_FOUND.search(about):
        raise NotFoundPage(link, heading[:100])
    bare = len(text) < BARE
    if (bare and free is False) or WALL.search(text) or (bare and WALL.search(said)):
        raise Paywalled(link)
    if _CONSENT.search(text) or (bare and len(_CONSENT.findall(said)) >= 3):
        raise ConsentWall(link)
    if bare:
        raise PageEmpty(link, f"{len(said)} characters on the page, none of an article")
