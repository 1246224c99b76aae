"""``reveille newsletters``: what the desk's page of the newsletters does, on the machine itself."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from reveille.cli import MISSET, installation, terminal

BY = "the command line"
Said = Annotated[list[str], typer.Argument(help="NAME=VALUE, as many as you like: closes=05:30 light=sky.")]
Slug = Annotated[str, typer.Argument(help="The newsletter's short name, as in its addresses.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    letters = typer.Typer(no_args_is_help=True, help="The newsletters of this installation: found, change, retire.")
    letters.command("list")(list_)
    letters.command()(add)
    letters.command("set")(set_)
    letters.command()(retire)
    letters.command()(revive)
    app.add_typer(letters, name="newsletters", rich_help_panel="An installation")


def list_(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object each.")] = False) -> None:
    """List them, with what `set` can change."""
    installation.ready()
    from reveille.editions import letterhead
    from reveille.editions.models import Newsletter

    table = Table("Newsletter", "Name", "Beat", "Closes", "From", "", box=None)
    for one in Newsletter.objects.order_by("id"):
        said = _said(one)
        if as_json:
            terminal.say_json({"slug": one.slug, **said, "retired_at": one.retired_at})
        closes = f"{said['closes']} {one.zone}"
        sender = letterhead.sender(one)
        table.add_row(one.slug, one.name, one.beat, closes, sender, "retired" if one.retired_at else "")
    if not as_json:
        terminal.out.print(table)


def add(slug: Slug, values: Said) -> None:
    """Found another: `add world name="The World" beat=everything closes=05:45 zone=Europe/Vienna`."""
    installation.ready()
    from reveille.desk import log, newsletters
    from reveille.editions import letterhead

    form = newsletters.FoundingForm({**newsletters.defaults(), "closes": "05:30", **_values(values), "slug": slug})
    _checked(form)
    senders = letterhead.domains()
    made = newsletters.found(form)
    log.write(BY, "founded a newsletter", made.slug)
    terminal.say(f"{made.name} is founded: /{made.slug}/.")
    _say_who_signs(form.instance, senders)


def set_(slug: Slug, values: Said) -> None:
    """Change what is said of one: `set military sections=Operations,Policy light=sky closes=05:45`."""
    newsletter = _known(slug)
    from reveille.desk import log, newsletters
    from reveille.editions import letterhead

    form = newsletters.NewsletterForm({**_said(newsletter), **_values(values)}, instance=newsletter)
    _checked(form)
    senders = letterhead.domains()
    newsletters.change(form)
    log.write(BY, "changed a newsletter", slug, ", ".join(sorted(_values(values))))
    terminal.say(f"{newsletter.name} is changed; the next edition is made with it.")
    _say_who_signs(newsletter, senders)


def retire(slug: Slug) -> None:
    """Let one appear no more; its archive and its readers are kept."""
    newsletter = _known(slug)
    from django.conf import settings

    from reveille.desk import log, newsletters

    newsletters.retire(newsletter, settings.CLOCK())
    log.write(BY, "retired a newsletter", slug)
    terminal.say(f"{newsletter.name} appears no more.")


def revive(slug: Slug) -> None:
    """Let a retired one appear again."""
    newsletter = _known(slug)
    from reveille.desk import log, newsletters

    newsletters.revive(newsletter)
    log.write(BY, "revived a newsletter", slug)
    terminal.say(f"{newsletter.name} appears again, with its next closing.")


def _say_who_signs(newsletter: Any, senders: list[str]) -> None:
    """Make the keys of a sender's domain that is new, where letters are signed, and say how they are published."""
    from reveille.editions import letterhead
    from reveille.mail import signing

    domain = letterhead.domain(newsletter)
    if domain not in senders and (signers := signing.signers_of(domain)):
        terminal.say(f"Its letters are signed for {signers[0].domain}: `reveille doctor` says what to publish there.")


def _known(slug: str) -> Any:
    installation.ready()
    from reveille.editions.models import Newsletter

    found = Newsletter.objects.filter(slug=slug).first()
    if found is None:
        terminal.complain(RuntimeError(f"there is no newsletter {slug}"))
        raise typer.Exit(MISSET)
    return found


def _said(newsletter: Any) -> dict[str, Any]:
    """What is said of a newsletter now, as its form takes it."""
    from django.forms import model_to_dict

    from reveille.core import schedule
    from reveille.desk.newsletters import NewsletterForm

    home = newsletter.home_outlet.slug if newsletter.home_outlet else ""
    closes = schedule.clock(newsletter.closing_minute)
    return {**model_to_dict(newsletter, NewsletterForm.Meta.fields), "home_outlet": home, "closes": closes}


def _values(pairs: list[str]) -> dict[str, Any]:
    from reveille.desk.newsletters import NewsletterForm

    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in NewsletterForm.Meta.fields:
            fields = ", ".join(NewsletterForm.Meta.fields)
            terminal.complain(RuntimeError(f"{pair!r} is not NAME=VALUE"), f"The names are: {fields}.")
            raise typer.Exit(MISSET)
        values[name] = [one.strip() for one in value.split(",") if one.strip()] if name == "sections" else value
    return values


def _checked(form: Any) -> None:
    """End in words where a value cannot be."""
    if not form.is_valid():
        for name, errors in form.errors.items():
            terminal.complain(RuntimeError(f"{name}: {' '.join(errors)}"))
        raise typer.Exit(MISSET)
