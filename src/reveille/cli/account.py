"""``reveille account``: an account of the desk, made or given a new password on the machine itself."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from reveille.cli import MISSET, installation, terminal


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
) -> None:
    """Make an account of the desk, or give it a new password; the password is shown once."""
    installation.ready()
    from reveille.core.errors import AddressError
    from reveille.desk import accounts, roles

    if renew:
        user = accounts.find(address)
        if user is None:
            terminal.complain(RuntimeError(f"there is no account {address}"))
            raise typer.Exit(MISSET)
        password = accounts.renew(user)
    else:
        try:
            user, password = accounts.make(address, roles.Role[role.name])
        except AddressError as error:
            terminal.complain(error)
            raise typer.Exit(MISSET) from None
    terminal.say(f"Desk account {user.get_username()}, password {password} (shown this once).")
