"""Find stories of closed editions by their words: SQLite's FTS5, PostgreSQL's full text.

The index holds a row for each placed story: headlines, the sentences shown, and who reported. It is filled at closing,
in the same transaction; filling it again changes nothing. Accents do not matter; a word finds what begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reveille.editions import acts
from reveille.editions.models import Edition, Placement

TABLE = "editions_search"
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_SQLITE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
    headline, words, outlets, placement UNINDEXED, tokenize="unicode61 remove_diacritics 2")"""
_POSTGRES = f"""CREATE TABLE {TABLE} (placement bigint PRIMARY KEY, headline text, words text, outlets text,
    found tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', headline), 'A') ||
    setweight(to_tsvector('simple', words), 'B') || setweight(to_tsvector('simple', outlets), 'C')) STORED);
    CREATE INDEX {TABLE}_found ON {TABLE} USING gin (found)"""


@dataclass(frozen=True)
class Page:
    """A page of what was found, the best first, and how many there are in all."""

    placements: tuple[Placement, ...]
    total: int


def make(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index, for a migration."""
    editor.execute(_SQLITE if editor.connection.vendor == "sqlite" else _POSTGRES)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index, for a migration that is taken back."""
    editor.execute(f"DROP TABLE {TABLE}")


@transaction.atomic
def add(edition: Edition) -> None:
    """Put the edition's stories into the index, in the place of what it had of them."""
    forget(edition)
    rows = [(one.pk, *_texts(one)) for one in edition.placements.all()]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (placement, headline, words, outlets) VALUES (%s, %s, %s, %s)",  # noqa: S608 - ours
            rows,
        )


def forget(edition: Edition) -> None:
    """Take the edition's stories out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE placement IN "  # noqa: S608 - ours
            "(SELECT id FROM editions_placement WHERE edition_id = %s)",
            [edition.pk],
        )


def find(asked: str, first: int = 0, most: int = 20) -> Page:
    """Return the placements that have every word of ``asked``, from number ``first`` on; none for no words."""
    words = [_folded(word) for word in _WORD.findall(asked)][:MOST_WORDS]
    if not words:
        return Page((), 0)
    matching, rank, value = _query(words)
    closed = "FROM {0} s JOIN editions_placement p ON p.id = s.placement JOIN editions_edition e ON e.id = p.edition_id"
    down = ",".join(str(pk) for pk in acts.taken_placements().values_list("pk", flat=True)) or "0"
    source = f"{closed.format(TABLE)} WHERE e.state = 'closed' AND p.id NOT IN ({down}) AND {matching}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {source}", [value])
        (total,) = cursor.fetchone()
        order = f"ORDER BY {rank}, e.date DESC, p.position LIMIT %s OFFSET %s"
        values: list[Any] = [value] if connection.vendor == "sqlite" else [value, value]
        cursor.execute(f"SELECT s.placement {source} {order}", [*values, most, first])
        ids = [row[0] for row in cursor.fetchall()]
    rows = Placement.objects.filter(pk__in=ids).select_related("edition__newsletter")
    by_id = {one.pk: one for one in rows.defer("edition__html", "edition__text", "edition__page", "reports")}
    return Page(tuple(by_id[pk] for pk in ids), int(total))


def _query(words: list[str]) -> tuple[str, str, str]:
    """The condition, the order and the value that both take, in the database's own words."""
    if connection.vendor == "sqlite":
        return f"{TABLE} MATCH %s", f"bm25({TABLE}, 4.0, 1.0, 1.0)", " ".join(f'"{word}"*' for word in words)
    return (
        "s.found @@ to_tsquery('simple', %s)",
        "-ts_rank(s.found, to_tsquery('simple', %s))",
        " & ".join(f"{word}:*" for word in words),
    )


def _texts(placement: Placement) -> tuple[str, str, str]:
    reports = [row for row in placement.reports if isinstance(row, dict)]
    headlines = dict.fromkeys(
        [str(placement.item.get("headline", "")), *(str(row.get("headline", "")) for row in reports)]
    )
    excerpts = [str(one["sentence"]["text"]) for one in placement.dossier.get("excerpts", [])]
    own = [str(one.get("text", "")) for one in placement.item.get("sentences", [])]
    outlets = dict.fromkeys(f"{row.get('outlet', '')} {row.get('country', '')}" for row in reports)
    return tuple(  # type: ignore[return-value]  # three of them
        _folded(" ".join(part)) for part in (headlines, dict.fromkeys([*own, *excerpts]), outlets)
    )


def _folded(text: str) -> str:
    """Small letters without their accents, in either database alike; no NUL, which PostgreSQL would refuse."""
    plain = unicodedata.normalize("NFKD", text.replace("\0", " ")).casefold()
    return unicodedata.normalize("NFC", "".join(one for one in plain if not unicodedata.combining(one)))
