"""An index of a table that may be large and in use: the migrations' own way to make one.

``AddIndex`` keeps all writers of the table waiting on PostgreSQL, for minutes on millions of rows: no unsubscription
and no "sent" would be stored. Django's ``AddIndexConcurrently`` is for PostgreSQL alone, and cannot be asked twice.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex
from django.db.migrations.state import ProjectState


class AddIndexBeside(AddIndex):
    """Make an index while others write. Its migration says ``atomic = False``.

    On PostgreSQL concurrently; SQLite has one writer at a time in any case. Where it was cut off, PostgreSQL keeps an
    index that is not valid, and the migration is asked again from its beginning: what is there is made anew.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop what an earlier attempt left, and make the index."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        beside = self._dropped(schema_editor)
        schema_editor.add_index(model, self.index, **({"concurrently": True} if beside else {}))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the index."""
        self._dropped(schema_editor)

    def _dropped(self, schema_editor: BaseDatabaseSchemaEditor) -> bool:
        """Drop the index if it is there; return whether that was done while others wrote."""
        beside = schema_editor.connection.vendor == "postgresql"
        name = schema_editor.quote_name(self.index.name)
        schema_editor.execute(f"DROP INDEX {'CONCURRENTLY ' if beside else ''}IF EXISTS {name}")
        return beside
