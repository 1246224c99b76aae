"""What a test's questions cost: they are noted as they are asked, and SQLite says how it would answer them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

Asked = tuple[str, Sequence[Any]]  # a question, and its values, which are bound later

by_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads so few rows as they lie")


@contextmanager
def noted() -> Iterator[list[Asked]]:
    """Note every question that is asked in the block.

    As it is asked, with values bound later: then SQLite may not know that an index of some rows will do.
    """
    asked: list[Asked] = []

    def note(execute, sql, values, many, context):
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield asked


def plan(question: Asked) -> list[str]:
    """Return the lines of SQLite's plan for a question."""
    sql, values = question
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return [line for *_, line in cursor.fetchall()]
