"""Make the installation ready: Django set up, folder and database there, directory and newsletters enrolled."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import django


def ready(*, enrol: bool = True, newsletter: bool = True) -> Path:
    """Return the installation's folder, ready for use; the first command that needs it makes it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    django.setup()
    from django.conf import settings

    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "setup.lock").open("w") as lock:  # two first commands at once make one database
        fcntl.flock(lock, fcntl.LOCK_EX)
        _migrate()
        if enrol:
            _enrol(newsletter)
    _recall()
    return folder


def _recall() -> None:
    """Have who left after the backup that was put back leave again, before anything else is done."""
    from django.conf import settings

    from reveille.cli import terminal
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


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


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
