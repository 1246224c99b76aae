"""``reveille rekey``: another secret key, because the old one is to be changed, or because it is lost for good."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import django
import typer

from reveille.cli import installation, terminal, whereabouts
from reveille.core import formerkeys
from reveille.core.errors import SettingError
from reveille.core.formerkeys import Former

KEY_FILE = "secret_key.txt"
NAME = "REVEILLE_SECRET_KEY"
HOLDS = 60  # days; twice as long as a way out has to work in many countries
ALWAYS = (
    "As before: every subscription, its link to leave (one click too) and its page; passwords of the desk, tokens of "
    "programs, DKIM keys."
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(rekey)


def rekey(
    lost: Annotated[bool, typer.Option("--lost", help="The old key is gone for good, in every backup.")] = False,
    old: Annotated[
        str,
        typer.Option("--old", metavar="FILE", help="Has the key of before, where a setting says the new; - reads it."),
    ] = "",
    holds: Annotated[
        int, typer.Option(min=0, max=366, help="Days for which what the old key signed is taken; 0 where it leaked.")
    ] = HOLDS,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Give the installation another secret key: it says what that breaks, and asks. Nobody's subscription is lost.

    Nothing else of the installation may be at work meanwhile: stop `reveille run` first. With the old key known, what
    it signed goes on for a while. Killed and given again, it goes on.
    """
    told = _set_up(lost)
    from django.conf import settings

    try:
        _rekey(Path(settings.DATA), lost, old, holds, sure=yes, told=told)
    except BaseException:
        for path in settings.CONFIGURATION.made:  # in a new folder: it opens nothing, and a backup's must find room
            path.unlink(missing_ok=True)
        raise


def _rekey(folder: Path, lost: bool, old: str, holds: int, *, sure: bool, told: bool) -> None:
    """Look which key the database has, say what another one breaks, and change it; a setting has ``told`` the key."""
    from django.conf import settings

    from reveille import keys

    folder.mkdir(parents=True, exist_ok=True)
    installation.hold(folder, alone=True)
    _check_database(folder)
    given = _read(old).strip() if old else ""
    made_with = _made_with(given, asks=not (lost or old))
    if old and given not in (made_with, *keys.former()):
        raise SettingError("--old", f"{old} has another key than the one that the database was made with")
    if made_with is None and not lost:
        raise SettingError(
            NAME,
            "no key that is known is the one of before: put it back from a backup, or give it by --old FILE; "
            "where it is gone for good, `reveille rekey --lost` says how it goes on without",
        )
    same = secrets.compare_digest((made_with or "").encode(), settings.SECRET_KEY.encode())
    if same and told:
        raise SettingError(NAME, "a setting says it: write a new one there, and give the one of before by --old FILE")
    for line in _lost() if made_with is None else _changed(made_with, holds):
        terminal.say(line)
    if not sure and not typer.confirm("Go on?"):
        raise typer.Exit(0)
    if made_with:
        _add(folder, made_with, holds)
    if same:
        settings.SECRET_KEY = secrets.token_urlsafe(48)
    if not told:
        _write(folder / KEY_FILE, settings.SECRET_KEY)
    settings.CONFIGURATION.made.clear()  # it counts from here on
    _do(lost=made_with is None)


def _set_up(lost: bool) -> bool:
    """Set Django up, with a new key where the file of a lost one is not there; tell whether a setting says the key."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    try:
        django.setup()
    except SettingError as error:
        if not lost or error.subject != NAME:
            raise
        os.environ[NAME] = secrets.token_urlsafe(48)  # written once somebody has agreed
        django.setup()
        return False
    from django.conf import settings

    return bool(settings.CONFIGURATION.text("secret_key"))


def _check_database(folder: Path) -> None:
    from django.conf import settings
    from django.db import connection

    empty, where = installation.is_empty(connection), whereabouts.name(settings.DATABASES["default"])
    whereabouts.check(folder, where, empty)
    if empty:
        raise SettingError("REVEILLE_DATA", f"{folder} has no installation yet: {where} is empty")
    installation.migrate()


def _read(old: str) -> str:
    """Return the key in a file, or on standard input for ``-``."""
    try:
        return sys.stdin.readline() if old == "-" else Path(old).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError("--old", f"{old} cannot be read: {error}") from error


def _made_with(given: str, *, asks: bool) -> str | None:
    """Return the key that the database was made with, of those that are known and one that is ``given``.

    One that does not know yet takes ours as its own, where nothing says otherwise (``asks``).
    """
    from django.conf import settings

    from reveille import keys
    from reveille.subscribers import keycheck

    if asks and keycheck.fits(settings.SECRET_KEY):
        return str(settings.SECRET_KEY)
    return keycheck.of([settings.SECRET_KEY, given, *keys.former()])


def _add(folder: Path, key: str, holds: int) -> None:
    """Keep a key as a former one; what it signed holds for so many days, and no longer than was said before."""
    from django.conf import settings

    former, until = settings.FORMER_KEYS, _until(key, holds)
    if all(key != one.key for one in former):
        former = (Former(until, key), *former)
    settings.FORMER_KEYS = tuple(one._replace(until=until) if one.key == key else one for one in former)
    _write(folder / formerkeys.FILE, formerkeys.written(settings.FORMER_KEYS))


def _until(key: str, holds: int) -> date:
    """Return the last day of what a key signed: so many days from now, or sooner, where that was said before."""
    from django.conf import settings

    until = settings.CLOCK().date() + timedelta(days=holds) if holds else date.min
    return min([until, *(one.until for one in settings.FORMER_KEYS if one.key == key)])


def _write(path: Path, text: str) -> None:
    """Write a file of secrets, whole or not at all, and on disk when this returns: for its owner only."""
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    draft.replace(path)


def _do(lost: bool) -> None:
    from django.conf import settings
    from django.db import transaction

    from reveille.delivery.journal import Journal
    from reveille.desk import log, second_factor
    from reveille.subscribers import recalling, rekeying

    recalling.recall(settings.CLOCK())  # by itself: what it tells the operator is to last, whatever follows
    with transaction.atomic():
        done = rekeying.rekey(settings.CLOCK(), lost, Journal(settings.JOURNAL).renamed)
        locked = second_factor.reseal()
        log.write("the command line", "changed the secret key", words="the old one was lost" if lost else "")
    terminal.say(
        f"\nDone: {done.people:,} people are known by the new key, {done.barred:,} of them not to be written to; "
        f"{done.letters:,} letters are sent anew."
    )
    for user in locked:
        terminal.say(f"  reveille account {user} --reset-second-factor    # it cannot sign in before")
    terminal.say("Next: `reveille backup FOLDER`, since older ones have the old key; then start `reveille run`.")


def _changed(made_with: str, holds: int) -> Iterator[str]:
    """Say what a new key changes while the old one is known."""

    from reveille.desk.models import SecondFactor

    until = _until(made_with, holds)
    yield "Another secret key for this installation; the one of before is known."
    yield ALWAYS
    yield "Whom it must not write to is known by both keys for good."
    yield f"Sealed anew: {SecondFactor.objects.count():,} second factors."
    signed = "leaving by mail from letters sent so far, what comes back of them, links that confirm, who is signed in"
    if until > date.min:
        yield f"Until {until.isoformat()} the old key holds as well: {signed}, recovery codes. So long webhooks"
        yield f"({_webhooks():,}) are signed by both; give each a new secret at the desk, and make codes anew there."
    else:
        yield f"From now on nothing that the old key signed is taken: {signed}, recovery codes, webhooks’ secrets."
    yield f"The old key stays in {formerkeys.FILE}: keep that file as you keep {KEY_FILE}."


def _lost() -> Iterator[str]:
    """Say what is lost with a key."""
    from django.conf import settings

    from reveille.desk.models import SecondFactor
    from reveille.subscribers import rekeying

    unheld = ", ".join(f"{count:,} {reason}" for reason, count in sorted(rekeying.unheld().items()))
    waiting = rekeying.waiting(settings.CLOCK()).count()
    yield "The secret key is lost. The installation runs again with a new one."
    yield ALWAYS
    yield "Lost with it:"
    yield f"  links that confirm an address: {waiting:,} subscriptions wait for one, and their people get a new letter"
    yield "  leaving by mail from letters sent so far (the link in them goes on); what comes back of them is nobody’s"
    yield f"  who is signed in at the desk; {SecondFactor.objects.count():,} second factors with their recovery codes"
    yield f"  secrets of webhooks: give each a new one at the desk ({_webhooks():,})"
    yield "  counts of the day (sign-ups of a network, letters to a mailbox); the networks in older lines of the log"
    yield f"  whom it must not write to and knew by a hash alone: {unheld or 'none'}"
    yield "  Nobody knows these in a list that is imported, or at the form, where they confirm first. Whom you know of:"
    yield "  `reveille subscribers suppress ADDRESS --why …`"
    yield f"If the key is found later: put a line `2026-01-01 KEY` into {formerkeys.FILE}, and they are known again."


def _webhooks() -> int:
    from reveille.webhooks.models import Webhook

    return Webhook.objects.filter(ended_at=None).count()
