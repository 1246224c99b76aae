"""Make the installation ready: Django set up, folder and database there, directory and newsletters enrolled."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import django

from reveille.cli import terminal, whereabouts
from reveille.core.errors import InUse, NewerDatabase, SettingError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

SECRETS = ("_password", "_key", "_secret")  # how the names of settings end that nobody else should read
_held: list[int] = []  # locks that this process has for as long as it lives


def ready(*, enrol: bool = True, newsletter: bool = True) -> Path:
    """Return the installation's folder, ready for use; the first command that needs it makes it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    hold(folder)
    with (folder / "setup.lock").open("w") as lock:  # two first commands at once make one database
        fcntl.flock(lock, fcntl.LOCK_EX)
        _look_at_settings()
        told = whereabouts.name(settings.DATABASES["default"])
        whereabouts.check(folder, told, empty=is_empty(connection))
        migrate()
        _check_key()
        if enrol:
            _enrol(newsletter)
        _remember(folder, told, empty=is_empty(connection))
    _recall()
    return folder


def hold(folder: Path, *, alone: bool = False) -> None:
    """Have the folder's installation in use until this process ends: beside others, or alone. Raises InUse."""
    handle = os.open(folder / "use.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise InUse(str(folder), "it is at work" if alone else "it is being moved to another database") from None
    _held.append(handle)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the database has nothing in it that anybody could miss. Makes nothing itself, nor SQLite's file."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    with connection.cursor() as cursor:
        if "editions_newsletter" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT 1 FROM editions_newsletter LIMIT 1")
        return cursor.fetchone() is None


def migrate() -> None:
    """Bring the database up to this version. Raises NewerDatabase where a newer one has used it already."""
    from django.db import connection

    from reveille.cli import migrating

    executor = migrating.Executor(connection)
    known = executor.loader.graph.nodes
    rooms = {app for app, _ in known}
    if newer := [one for one in executor.loader.applied_migrations if one[0] in rooms and one not in known]:
        raise NewerDatabase(whereabouts.name(connection.settings_dict), " ".join(newer[0]))
    migrating.bring_up(connection, executor)


def _look_at_settings() -> None:
    """Complain of what the settings say twice, and of passwords that anybody on the machine may read."""
    from django.conf import settings

    told = settings.CONFIGURATION
    if "database" in told.file:
        inside, used = (whereabouts.name(told.database(said)) for said in (str(told.file["database"]), None))
        if inside != used:
            terminal.complain(
                RuntimeError(f"the database is {used}, as the environment says, and not {inside}, as {told.path} says"),
                "Take REVEILLE_DATABASE out of the environment, or `database` out of the file.",
            )
    secret = [name for name, said in told.file.items() if said and _is_secret(name, str(said))]
    if secret and told.path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        terminal.complain(
            RuntimeError(f"everybody on this machine may read {told.path}, with {', '.join(secret)}"),
            f"chmod o= {told.path}",
        )


def _is_secret(name: str, said: str) -> bool:
    return name.endswith(SECRETS) or (name == "database" and "@" in said)


def _check_key() -> None:
    """Raise SettingError where the secret key is not this database's; one that was made just now goes again."""
    from django.conf import settings

    from reveille import keys
    from reveille.subscribers import keycheck

    if keycheck.fits(settings.SECRET_KEY):
        return
    if keycheck.of(keys.former()):
        raise SettingError("REVEILLE_SECRET_KEY", "the database has the one of before still: `reveille rekey` goes on")
    for path in settings.CONFIGURATION.made:
        path.unlink(missing_ok=True)
    raise SettingError(
        "REVEILLE_SECRET_KEY",
        f"links and suppressions in {whereabouts.name(settings.DATABASES['default'])} were made with another one: "
        f"put {Path(settings.DATA) / 'secret_key.txt'} back from a backup, or, where there is none, "
        "`reveille rekey --lost` says how it goes on without",
    )


def _remember(folder: Path, told: str, empty: bool) -> None:
    """Keep which database it is, once there is something in it; one that took another's place is named, once."""
    where = whereabouts.read(folder)
    if where.now == told or empty:
        return
    if where.now:
        terminal.complain(
            RuntimeError(f"the database is {told} now; it was {where.now}"), "If you did not mean that, stop here."
        )
    whereabouts.write(folder, whereabouts.Whereabouts(told))


def _recall() -> None:
    """Have who left after the backup that was put back leave again, before anything else is done."""
    from django.conf import settings

    from reveille.subscribers import recalling

    found = recalling.recall(settings.CLOCK())
    if found:
        terminal.err.print(
            f"The journal of leavings knew more than the database: {found.left} left, {found.erased} erased, "
            f"{found.barred} not to be written to any more."
        )
    if found.foreign:
        terminal.complain(
            RuntimeError(f"{found.foreign} lines of it were written with another secret_key"),
            "Whom they mean is not known: put back the secret_key of then as well.",
        )


def _enrol(newsletter: bool) -> None:
    """A new installation gets the directory that ships and one newsletter; an old one keeps what it has."""
    from reveille.editions.models import Newsletter
    from reveille.sources.models import Outlet

    if not Outlet.objects.exists():
        from django.conf import settings

        from reveille.sources import directory, enrolment

        folder = next(Path(f) for f in settings.DIRECTORY if Path(f).is_dir())
        enrolment.enrol(directory.load(folder))
    if newsletter and not Newsletter.objects.exists():
        from reveille.editions import founding

        founding.newsletter("military", "military", home="stars-and-stripes")
