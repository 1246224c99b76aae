"""Tokens by which programs use the desk: made and revoked by an owner, or on the machine itself."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from reveille.core.errors import NameTaken
from reveille.desk.models import Token
from reveille.desk.roles import Role

ROLES = {"viewer": Role.VIEWER, "editor": Role.EDITOR}  # accounts are no program's business
PREFIX = "reveille_"  # so that scanners for leaked secrets know one
NAME = re.compile(r"[\w.-][\w .-]{0,58}[\w.-]|\w")


def make(name: str, role: Role, by: str, now: datetime) -> tuple[Token, str]:
    """Make a token and return it with its words, which are kept nowhere. Raises NameTaken."""
    name = name.strip()
    if not NAME.fullmatch(name):
        raise NameTaken(name[:60], "a name has letters, digits, spaces and . - _, sixty at most")
    words = PREFIX + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = Token.objects.create(name=name, role=role, digest=digest(words), made_at=now, made_by=by)
    except IntegrityError as error:
        raise NameTaken(name, "a token has or had this name, and the log names it") from error
    return made, words


def find(words: str) -> Token | None:
    """Return the token of these words, unless it was revoked."""
    return Token.objects.filter(digest=digest(words), revoked_at=None).first()


def revoke(name: str, now: datetime) -> bool:
    """End a token; return whether there was one to end."""
    return bool(Token.objects.filter(name=name, revoked_at=None).update(revoked_at=now))


def digest(words: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
