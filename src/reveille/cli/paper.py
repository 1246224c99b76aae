"""An edition on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from reveille.cli import terminal
from reveille.core import layout
from reveille.editions import wording


def show(page: layout.Page, state: str, reasons: Mapping[str, list[Any]] | None = None) -> None:
    """Print the edition: what it says, in the paper's order, and each story's sum when asked."""
    out = terminal.out
    out.print()
    out.print(Text(page.newsletter, style="bold"), Text(f"{page.date:%A, %d %B %Y} · No. {page.number} · {state}"))
    out.print(Rule(style="yellow"))
    out.print(
        Text(
            wording.counts(page),
            style="bold",
        )
    )
    out.print(Text(f"Subject:   {_safe(page.subject)}", style="dim"))
    if page.preheader:
        out.print(Text(f"Preheader: {_safe(page.preheader)}", style="dim"))
    for section in page.sections:
        out.print()
        out.print(Text(section.name, style="bold underline"))
        for item in section.items:
            _story(item, reasons.get(item.slug) if reasons else None)
    if page.silence.failed:
        names = "; ".join(f"{one.outlet} ({one.why})" for one in page.silence.failed)
        out.print()
        out.print(Text(f"Who did not answer: {_safe(names)}", style="dim"))
    out.print()


def _story(item: layout.Item, reasons: list[Any] | None) -> None:
    out = terminal.out
    marks = " ".join(f"[{kind}]" for kind in item.kinds)
    rank = f"{item.rank}. " if item.rank else ""
    out.print()
    out.print(
        Text(f"{rank}{_safe(item.headline)}", style="bold"),
        Text(marks, style="yellow"),
        Text(_safe(wording.beside(item))),
    )
    source = ", ".join(part for part in (item.outlet, item.country) if part)
    out.print(Text(_safe(" · ".join([source, *item.marks])), style="dim"))
    words = " ".join(sentence.text for sentence in item.sentences)
    if words:
        out.print(Padding(Text(_safe(words)), (0, 0, 0, 2)))
    if item.quote:
        said = f"“{item.quote.text}” — {item.quote.speaker}, to {item.quote.outlet}"
        out.print(Padding(Text(_safe(said), style="italic"), (0, 0, 0, 4)))
    also = ", ".join(one.outlet for one in item.also) + (f" and {item.more} more" if item.more else "")
    counts = wording.coverage(item)
    out.print(
        Padding(
            Text(_safe(f"{f'Also {also} · ' if also else ''}{counts} · {item.url}"), style="dim"),
            (0, 0, 0, 2),
        )
    )
    for points, why in reasons or []:
        out.print(Text(f"    {points:+6.2f}  {_safe(str(why))}", style="cyan"))


def _safe(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
