"""Accounts of the desk: made by an owner or by the command, never by a stranger."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from reveille.core.errors import AddressTaken
from reveille.desk.roles import Role, give, of
from reveille.subscribers import addresses


def find(address: str) -> User | None:
    """Return the account of this address; case means nothing."""
    return User.objects.filter(username__iexact=address.strip()).first()


@transaction.atomic
def make(address: str, role: Role) -> tuple[User, str]:
    """Make an account and return it with its password, which is kept nowhere. Raises AddressError."""
    checked = addresses.checked(address)
    if find(checked):
        raise AddressTaken(checked)
    user = User(username=checked, email=checked)
    password = secrets.token_urlsafe(12)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    give(user, role)
    return user, password


def renew(user: User) -> str:
    """Give an account a new password and return it; whoever is signed in with the old one no longer is."""
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


def last_owner(user: User) -> bool:
    """Tell whether nobody else could keep the accounts."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return of(user) is Role.OWNER and not any(of(other) is Role.OWNER for other in others)
