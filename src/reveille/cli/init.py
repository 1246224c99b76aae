"""``reveille init``: a few questions, each with a good default, into ``reveille.toml``."""

from __future__ import annotations

import os
import secrets
import sys
import zoneinfo
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from reveille.cli import FAILED, MISSET, installation, terminal
from reveille.core.errors import ScheduleError

TLS = ("starttls", "implicit", "opportunistic", "none")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(init)


def init(
    context: typer.Context,
    name: Annotated[str, typer.Option(prompt="Name of the newsletter")] = "Reveille",
    site_url: Annotated[
        str, typer.Option(envvar="REVEILLE_SITE_URL", prompt="Public address of the site")
    ] = "http://127.0.0.1:8000",
    trusted_proxies: Annotated[
        str, typer.Option(envvar="REVEILLE_TRUSTED_PROXIES", help="Addresses of proxies in front, comma between.")
    ] = "",
    sender_address: Annotated[
        str,
        typer.Option(
            envvar="REVEILLE_SENDER_ADDRESS",
            prompt="Address the letters come from (empty: reveille@ the site's host)",
        ),
    ] = "",
    operator_address: Annotated[
        str, typer.Option(envvar="REVEILLE_OPERATOR_ADDRESS", help="Who is told when there is no edition.")
    ] = "",
    postal_address: Annotated[
        str,
        typer.Option(
            envvar="REVEILLE_POSTAL_ADDRESS",
            prompt="Postal address for the footer of every letter (many countries ask for one)",
        ),
    ] = "",
    relay_host: Annotated[
        str, typer.Option(envvar="REVEILLE_RELAY_HOST", prompt="SMTP relay (empty: letters stay in the outbox folder)")
    ] = "",
    relay_port: Annotated[int, typer.Option(envvar="REVEILLE_RELAY_PORT", help="Its port.")] = 587,
    relay_tls: Annotated[
        str,
        typer.Option(envvar="REVEILLE_RELAY_TLS", help="starttls, implicit, opportunistic, or none (loopback only)."),
    ] = "starttls",
    relay_user: Annotated[
        str,
        typer.Option(envvar="REVEILLE_RELAY_USER", help="How to sign in there; its password is not asked here."),
    ] = "",
    zone: Annotated[str, typer.Option(prompt="Time zone of the closing")] = "UTC",
    closing: Annotated[str, typer.Option(prompt="Closing time")] = "05:30",
    desk_account: Annotated[
        str, typer.Option(prompt="E-mail address of the first account at the desk (empty: none yet)")
    ] = "",
    desk_password_file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A file with its password; else it is asked for, or made."),
    ] = None,
    beat: Annotated[str, typer.Option(help="What it is about: a profile in beats/.")] = "military",
    home: Annotated[str, typer.Option(help="Slug of the home outlet.")] = "stars-and-stripes",
    language: Annotated[
        str, typer.Option(envvar="REVEILLE_LANGUAGE", help="Of the letters and the site: en, de, fr, es or ar.")
    ] = "en",
) -> None:
    """Set an installation up in $REVEILLE_DATA: its settings, its database, its first newsletter.

    Every question can be answered by an option instead. Settings in the environment are kept in reveille.toml, so that
    later commands need none there: REVEILLE_DATABASE above all. Nothing that is there already is overwritten.
    """
    folder = Path(os.environ.get("REVEILLE_DATA") or "data").resolve()
    path = folder / "reveille.toml"
    if path.exists():
        terminal.complain(RuntimeError(f"{path} is there already"), "Edit it, or choose another REVEILLE_DATA.")
        raise typer.Exit(FAILED)
    minute = _checked(site_url, relay_tls, zone, closing, language)
    if desk_account and "@" not in desk_account:
        _wrong("--desk-account", f"{desk_account!r} is no e-mail address")
    _agree(context)
    told = {
        "site_url": site_url.rstrip("/"),
        "trusted_proxies": trusted_proxies,
        "sender_address": sender_address,
        "operator_address": operator_address,
        "postal_address": postal_address,
        "relay_host": relay_host,
        "relay_port": str(relay_port) if relay_host else "",
        "relay_tls": relay_tls if relay_host else "",
        "relay_user": relay_user,
        "language": "" if language == "en" else language,
    }
    folder.mkdir(parents=True, exist_ok=True)
    _write(path, told)
    try:
        installation.ready(newsletter=False)
        from django.conf import settings
        from django.db import transaction

        from reveille.editions import founding, letterhead
        from reveille.mail import signing
        from reveille.sources.models import Outlet

        if home and not Outlet.objects.filter(slug=home).exists():
            _wrong("--home", f"the directory has no outlet {home!r}; leave it empty for none")
        with transaction.atomic():
            letter = founding.newsletter(beat, beat, name=name, home=home, closing_minute=minute, zone=zone)
            account = _account(desk_account, desk_password_file) if desk_account else ""
        signers = signing.signers(letterhead.domains())
        kept = settings.CONFIGURATION.from_environment()
        _write(path, told | kept)
    except BaseException:
        path.unlink()  # nothing is settled yet: the same command may be given again
        raise
    terminal.say(f"Ready: {folder}")
    for line in account, f"{letter.name}, on the beat {letter.beat}, closes at {closing} ({zone}).":
        if line:
            terminal.say(f"  {line}")
    _say_what_is_left(path, told, kept, signers[0].domain if signers else "")


def _say_what_is_left(path: Path, told: dict[str, str], kept: dict[str, str], signed: str) -> None:
    """Say what was kept, and what the operator still has to do; ``signed``: the domain that letters are signed for."""
    if kept:
        terminal.say(f"  Kept from the environment in {path.name}, which is for its owner only: {', '.join(kept)}.")
    if told["relay_host"] and told["relay_user"] and not kept.keys() & {"relay_password", "relay_password_file"}:
        terminal.say(f'  Put the relay\'s password into a file, and into {path.name}: relay_password_file = "…"')
    if signed:
        terminal.say(f"  Letters are signed for {signed}: `reveille doctor` says what to publish there.")
    terminal.say("Next: `reveille run`.")
    if not told["relay_host"]:
        terminal.say("Letters go to the outbox folder; a site on this machine shows them at /outbox/.")


def _agree(context: typer.Context) -> None:
    """End here where an option says something else than the environment, which would win afterwards."""
    for key, value in context.params.items():
        option, variable = f"--{key.replace('_', '-')}", f"REVEILLE_{key.upper()}"
        said = os.environ.get(variable, "").strip()
        source = context.get_parameter_source(key)
        if said and said != str(value) and source and source.name == "COMMANDLINE":
            _wrong(option, f"{variable} in the environment, which wins, says something else; unset one of the two")


def _write(path: Path, told: dict[str, str]) -> None:
    """Write the settings, whole or not at all, for their owner only: a password may be among them."""
    lines = [f"{key} = {_quoted(value)}" for key, value in told.items() if value]
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text("# What each says: docs/settings.md. The environment wins.\n" + "\n".join(lines) + "\n", "utf-8")
    draft.replace(path)


def _account(address: str, password_file: Path | None) -> str:
    """Make the desk's first account, and return what to say of it. Its password is stored only as an Argon2 hash."""
    from django.contrib.auth import get_user_model, password_validation
    from django.core.exceptions import ValidationError

    from reveille.subscribers import addresses

    checked = addresses.checked(address)
    user = get_user_model()(username=checked, email=checked, is_staff=True, is_superuser=True)
    password, made = _password(password_file)
    while True:
        try:
            password_validation.validate_password(password, user)
            break
        except ValidationError as error:
            if password_file or not sys.stdin.isatty():
                _wrong("--desk-password-file", " ".join(error.messages))
            terminal.complain(RuntimeError(" ".join(error.messages)))
            password, made = _password(None)
    user.set_password(password)
    user.save()
    return f"Desk account {checked}" + (
        f", password {password} (shown this once)." if made else ", with that password."
    )


def _password(file: Path | None) -> tuple[str, bool]:
    """Return a password, and whether we made it: from the file, from the keyboard, or of our own."""
    if file:
        return file.read_text("utf-8").strip("\r\n"), False
    if sys.stdin.isatty():
        told = typer.prompt(
            "Its password (empty: one is made and shown)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt=True,
        )
        if told:
            return str(told), False
    return secrets.token_urlsafe(12), True


def _checked(site_url: str, relay_tls: str, zone: str, closing: str, language: str) -> int:
    """Return the closing in minutes; a wrong answer ends here, before anything is written."""
    from reveille.core import schedule
    from reveille.core.tongues import SPOKEN

    site = urlsplit(site_url)
    if site.scheme not in ("http", "https") or not site.hostname or site.path.strip("/"):
        _wrong("--site-url", f"{site_url!r} is not like https://news.example.org")
    if relay_tls not in TLS:
        _wrong("--relay-tls", f"{relay_tls!r} is none of: {', '.join(TLS)}")
    if zone not in zoneinfo.available_timezones():
        _wrong("--zone", f"{zone!r} is no time zone; write it like Europe/Vienna")
    if language not in SPOKEN:
        _wrong("--language", f"{language!r} is none of: {', '.join(SPOKEN)}")
    try:
        return schedule.minute_of(closing)
    except ScheduleError:
        _wrong("--closing", f"{closing!r} is no time; write it like 05:30")
        raise


def _wrong(option: str, why: str) -> None:
    terminal.complain(RuntimeError(f"{option}: {why}"))
    raise typer.Exit(MISSET)


def _quoted(value: str) -> str:
    """A TOML basic string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
