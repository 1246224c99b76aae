"""``reveille import``: archives that people bring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reveille.cli import FAILED, installation, terminal

if TYPE_CHECKING:
    from reveille.newsroom.importing import Imported

import_app = typer.Typer(
    name="import",
    help="Bring an archive: old feed files, articles, saved pages. A second time adds nothing.",
    no_args_is_help=True,
)
NAMED = 20


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(import_app, rich_help_panel="The newsroom")


@import_app.command()
def feeds(
    source: Annotated[Path, typer.Argument(exists=True, help="A TAR or folder of files STAMP/NAME.xml.")],
    outlet: Annotated[str, typer.Option(help="Whose feeds these are.")],
) -> None:
    """Read old feed files, each as fetched at its stamp (20210716T0030Z)."""
    installation.ready()
    from reveille.newsroom import importing

    _report(importing.feed_files(source, outlet), "feed files")


@import_app.command()
def articles(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="FILE.jsonl or .jsonl.gz")],
) -> None:
    """Read articles, one JSON object a line: id, outlet, url, title, text, published."""
    installation.ready()
    from reveille.newsroom import importing

    _report(importing.article_rows(file), "rows")


@import_app.command()
def pages(
    source: Annotated[Path, typer.Argument(exists=True, help="A TAR or folder of saved pages.")],
) -> None:
    """Read saved pages: KEY.html, with the address in KEY.json or in the page."""
    installation.ready()
    from django.conf import settings

    from reveille.newsroom import importing

    _report(importing.saved_pages(source, settings.CLOCK()), "pages")


def _report(steps: Iterator[Imported], what: str) -> None:
    last = None
    with terminal.progress(f"Reading {what}", None) as tick:
        for so_far in steps:
            last = so_far
            tick()
    if last is None:
        return
    known = f"{last.known} known already, " if last.known else ""
    terminal.say(
        f"Read {last.members} {what}: {last.articles} new articles, {known}{len(last.failed)} could not be used."
    )
    for name, why in last.failed[:NAMED]:
        terminal.say(f"  {name}: {why}")
    if len(last.failed) > NAMED:
        terminal.say(f"  … and {len(last.failed) - NAMED} more")
    if last.members and len(last.failed) == last.members:
        raise typer.Exit(FAILED)
