"""``reveille account``: accounts of the desk, made or helped on the machine itself."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import typer

from reveille.cli import MISSET, installation, terminal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BY = "the command line"


class As(enum.StrEnum):
    """The roles, as they are typed."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(account)


def account(
    address: Annotated[str, typer.Argument(help="The e-mail address to sign in with.")],
    role: Annotated[As, typer.Option(help="What it may do.")] = As.EDITOR,
    renew: Annotated[bool, typer.Option("--renew", help="Give the account that is there a new password.")] = False,
    reset: Annotated[
        bool, typer.Option("--reset-second-factor", help="Its phone is lost: let it sign in with the password alone.")
    ] = False,
) -> None:
    """Make an account of the desk, or help one that has lost its password or its phone; a password is shown once."""
    installation.ready()
    from django.conf import settings

    from reveille.core.errors import AddressError, AddressTaken
    from reveille.desk import accounts, log, notices, roles

    if not (renew or reset):
        try:
            user, password = accounts.make(address, roles.Role[role.name])
        except AddressError as error:
            taken = isinstance(error, AddressTaken)
            terminal.complain(error, "--renew gives it another password." if taken else "")
            raise typer.Exit(MISSET) from None
        log.write(BY, "made an account", user.get_username(), role)
        _show(user, password)
        return
    known = accounts.find(address)
    if known is None:
        terminal.complain(RuntimeError(f"there is no account {address}"))
        raise typer.Exit(MISSET)
    if reset:
        _reset(known)
    if renew:
        password = accounts.renew(known)
        log.write(BY, "gave a new password", known.get_username())
        notices.queue(known, notices.Kind.PASSWORD, settings.CLOCK())
        _show(known, password)


def _reset(user: User) -> None:
    """Take the second factor off an account, where it has one."""
    from django.conf import settings

    from reveille.desk import log, second_factor

    if not second_factor.turn_off(user, settings.CLOCK()):
        terminal.complain(RuntimeError(f"{user.get_username()} has no second factor"))
        raise typer.Exit(MISSET)
    log.write(BY, second_factor.RESET, user.get_username())
    terminal.say(f"{user.get_username()} signs in with the password alone now; a mail says so to the account.")


def _show(user: User, password: str) -> None:
    terminal.say(f"Desk account {user.get_username()}, password {password} (shown this once).")
