"""Bring the database up to this version: each migration is there whole and noted, or not at all, however it ends.

Where a migration leaves indexes and references for its end, Django notes it after its transaction has ended. What is
killed in between finds its tables there the next time, and does not know that it made them.
"""

from __future__ import annotations

import contextlib

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


class Executor(MigrationExecutor):
    """Notes a migration in the transaction that makes it; one that has none can be made again (``indexing``)."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Make a migration, and note it."""
        with transaction.atomic(self.connection.alias) if migration.atomic else contextlib.nullcontext():
            return super().apply_migration(state, migration, fake, fake_initial)


def bring_up(connection: BaseDatabaseWrapper, executor: Executor) -> None:
    """Make all that is not made yet.

    SQLite has all of it in one transaction. PostgreSQL has one a migration, since some make their indexes while others
    write; what Django keeps of the models (their types, their permissions) comes with the last step or the next start.
    """
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan and _is_whole():
        return
    with contextlib.ExitStack() as whole:
        if connection.vendor == "sqlite":
            whole.enter_context(connection.constraint_checks_disabled())  # within a transaction it is too late
            whole.enter_context(transaction.atomic(connection.alias))
        before = executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined]
        emit_pre_migrate_signal(0, False, connection.alias, apps=before.apps, plan=plan)
        executor.migrate(executor.loader.graph.leaf_nodes(), plan, state=before)
        with transaction.atomic(connection.alias):
            emit_post_migrate_signal(0, False, connection.alias)


def _is_whole() -> bool:
    from django.contrib.auth.models import Permission

    return Permission.objects.exists()
