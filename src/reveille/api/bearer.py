"""Who asks: a token of the desk in the header ``Authorization``, with the role that its owner gave it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security import HttpBearer

from reveille.api import pace
from reveille.api.problems import Refusal
from reveille.desk import tokens
from reveille.desk.models import Token
from reveille.desk.roles import Role
from reveille.site import door


class Caller(AnonymousUser):
    """A token at work: its acts stand in the log under its name. It has no account, no session and no page."""

    def __init__(self, token: Token) -> None:
        super().__init__()
        self.token = token

    def get_username(self) -> str:
        """Return the name under which its acts are written down."""
        return self.token.signature


class Bearer(HttpBearer):
    """Lets in a token that may do what ``needed`` may."""

    def __init__(self, needed: Role) -> None:
        super().__init__()
        self.needed = needed

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the token's caller; nothing for a token that is none. Raises Refusal where its role may not."""
        network = door.network(request)
        if pace.count("wrong", network, 0) >= pace.WRONG_TOKENS:
            raise Refusal(429, "Too many wrong tokens came from your network. Wait for a minute.")
        known = tokens.find(token)
        if known is None:
            pace.count("wrong", network)
            return None
        pace.take("token", str(known.pk), pace.OF_A_TOKEN)
        if known.role < self.needed:
            raise Refusal(403, f"This needs the role “{self.needed.name.lower()}”; the token’s is “{known.role_name}”.")
        request.user = Caller(known)
        return request.user


viewer, editor = Bearer(Role.VIEWER), Bearer(Role.EDITOR)
