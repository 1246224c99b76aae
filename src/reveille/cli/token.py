"""``reveille token``: what programs sign in with, made and revoked on the machine itself."""

from __future__ import annotations

import enum
from typing import Annotated

import typer
from rich.table import Table

from reveille.cli import MISSET, installation, terminal

BY = "the command line"


class As(enum.StrEnum):
    """What a token may do, as it is typed."""

    VIEWER = "viewer"
    EDITOR = "editor"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    tokens = typer.Typer(no_args_is_help=True, help="Tokens by which programs use the API of the desk.")
    tokens.command("list")(list_)
    tokens.command()(make)
    tokens.command()(revoke)
    app.add_typer(tokens, name="token", rich_help_panel="An installation")


def list_(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a token.")] = False) -> None:
    """List the tokens: their names, never their words."""
    installation.ready()
    from reveille.desk.models import Token

    table = Table("Name", "May do what", "Made", "By", "Revoked", box=None)
    for one in Token.objects.all():
        if as_json:
            terminal.say_json(
                {
                    "name": one.name,
                    "role": one.role_name,
                    "made_at": one.made_at,
                    "made_by": one.made_by,
                    "revoked_at": one.revoked_at,
                }
            )
        revoked = f"{one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
        table.add_row(one.name, one.role_name, f"{one.made_at:%Y-%m-%d}", one.made_by, revoked)
    if not as_json:
        terminal.out.print(table)


def make(
    name: Annotated[str, typer.Argument(help="What the program is called; its acts stand in the log under it.")],
    role: Annotated[As, typer.Option(help="What it may do.")] = As.VIEWER,
) -> None:
    """Make a token; it is shown once."""
    installation.ready()
    from django.conf import settings

    from reveille.core.errors import NameTaken
    from reveille.desk import log, tokens

    try:
        made, words = tokens.make(name, tokens.ROLES[role], BY, settings.CLOCK())
    except NameTaken as error:
        terminal.complain(error)
        raise typer.Exit(MISSET) from None
    log.write(BY, "made a token", made.name, role)
    terminal.say(f"Token {made.name}: {words} (shown this once).")


def revoke(name: Annotated[str, typer.Argument(help="The token's name.")]) -> None:
    """End a token."""
    installation.ready()
    from django.conf import settings

    from reveille.desk import log, tokens

    if not tokens.revoke(name, settings.CLOCK()):
        terminal.complain(RuntimeError(f"there is no token {name} to revoke"))
        raise typer.Exit(MISSET)
    log.write(BY, "revoked a token", name)
    terminal.say(f"{name} opens nothing any more.")
