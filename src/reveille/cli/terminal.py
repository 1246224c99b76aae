"""What the commands say on the terminal: results on stdout, progress and complaints on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(error: Exception, hint: str = "") -> None:
    """Say what went wrong, and what to do about it."""
    err.print(f"[bold red]reveille:[/] {plain(str(error))}", markup=True)
    if hint:
        err.print(f"  {plain(hint)}")


def say(text: str) -> None:
    """Print one line of a result, exactly as it is."""
    out.print(plain(text), soft_wrap=True)


def note(text: str) -> None:
    """Print one line beside a result that a program reads."""
    err.print(plain(text))


def say_json(value: Any) -> None:
    """Print one JSON object on one line."""
    out.file.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


@contextmanager
def progress(label: str, total: int | None, *, quiet: bool = False) -> Iterator[Any]:
    """Show a bar on stderr while something lasts; call what it gives once for each step done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def plain(text: str) -> str:
    """Text from outside is text: no markup of ours, no control characters that move the cursor."""
    clean = "".join(c for c in text if c in "\n\t" or c.isprintable())
    return clean.replace("[", r"\[")
