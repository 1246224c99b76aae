"""Find stories of closed editions by their words: SQLite's FTS5, PostgreSQL's full text.

The index holds a row for each story of a closed edition, as it is shown: headlines, sentences, and who reported. It is
filled at closing, in the same transaction, and again by each act after it, so that a question reads nothing else.
Accents do not matter; a word finds what begins with it. Of what more stories have, the newest WEIGHED are weighed and
the others follow by age: the commonest word costs little more than a rare one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper

from reveille.editions import acts
from reveille.editions.models import Edition, Placement

MOST_WORDS = 12
WEIGHED = 1000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Dialect:
    """What is asked in a database's own words; ``all`` and ``any`` are the asked words, each as a beginning."""

    make: tuple[str, ...]
    add: str
    forget: str
    total: str
    best: str  # of the newest, by weight
    later: str  # by age
    term: str
    both: str
    either: str


_SQLITE = Dialect(
    # Beginnings of one to three letters are terms of the index, or a letter would read all words that begin with it.
    make=(
        """CREATE VIRTUAL TABLE editions_search USING fts5(
            headline, words, outlets, tokenize="unicode61 remove_diacritics 2", prefix="1 2 3")""",
    ),
    add="INSERT INTO editions_search (rowid, headline, words, outlets) VALUES (%s, %s, %s, %s)",
    forget="DELETE FROM editions_search WHERE rowid IN (SELECT id FROM editions_placement WHERE edition_id = %s)",
    total="SELECT count(*) FROM editions_search WHERE editions_search MATCH %(all)s",
    best="""SELECT id FROM (
            SELECT rowid AS id, bm25(editions_search, 4.0, 1.0, 1.0) AS weight FROM editions_search
            WHERE editions_search MATCH %(all)s ORDER BY rowid DESC LIMIT %(weighed)s)
        ORDER BY weight, id DESC LIMIT %(most)s OFFSET %(first)s""",
    later="""SELECT rowid FROM editions_search WHERE editions_search MATCH %(all)s
        ORDER BY rowid DESC LIMIT %(most)s OFFSET %(first)s""",
    term='"{}"*',
    both=" ",
    either=" OR ",
)
_HITS = "WITH hits AS MATERIALIZED (SELECT id FROM editions_search WHERE found @@ to_tsquery('simple', %(all)s))"
_POSTGRES = Dialect(
    # The vectors are stored beside the table, so that counting reads none; no row waits to be put into the index.
    make=(
        "CREATE TABLE editions_search (id bigint PRIMARY KEY, found tsvector NOT NULL) WITH (toast_tuple_target = 128)",
        "CREATE INDEX editions_search_found ON editions_search USING gin (found) WITH (fastupdate = off)",
    ),
    add="""INSERT INTO editions_search (id, found) VALUES (%s, setweight(to_tsvector('simple', %s), 'A') ||
        setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'C'))""",
    forget="DELETE FROM editions_search WHERE id IN (SELECT id FROM editions_placement WHERE edition_id = %s)",
    total=f"{_HITS} SELECT count(*) FROM hits",  # noqa: S608 - ours
    best=f"""{_HITS}, newest AS (SELECT id FROM hits ORDER BY id DESC LIMIT %(weighed)s)
        SELECT id FROM newest JOIN editions_search USING (id)
        ORDER BY ts_rank(found, to_tsquery('simple', %(any)s), 1) DESC, id DESC
        LIMIT %(most)s OFFSET %(first)s""",  # noqa: S608
    later=f"{_HITS} SELECT id FROM hits ORDER BY id DESC LIMIT %(most)s OFFSET %(first)s",  # noqa: S608
    term="{}:*",
    both=" & ",
    either=" | ",
)


@dataclass(frozen=True)
class Page:
    """A page of what was found, the best first, and how many there are in all."""

    placements: tuple[Placement, ...]
    total: int


def make(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index, for a migration."""
    for statement in _dialect(editor.connection.vendor).make:
        editor.execute(statement)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index, for a migration that is taken back."""
    editor.execute("DROP TABLE editions_search")


@transaction.atomic
def add(edition: Edition) -> None:
    """Put the stories that a closed edition shows into the index, in the place of what it had of them."""
    forget(edition)
    if edition.state == Edition.State.CLOSED:
        shown = edition.placements.exclude(slug__in=acts.taken_down(acts.told_since(edition)))
        with connection.cursor() as cursor:
            cursor.executemany(_dialect(connection.vendor).add, [(one.pk, *_texts(one)) for one in shown])


def forget(edition: Edition) -> None:
    """Take the edition's stories out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(_dialect(connection.vendor).forget, [edition.pk])


def clear() -> None:
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM editions_search")


def find(asked: str, first: int = 0, most: int = 20) -> Page:
    """Return the placements that have every word of ``asked``, from number ``first`` on; none for no words."""
    words = list(dict.fromkeys(_folded(word) for word in _WORD.findall(asked)))[:MOST_WORDS]
    if not words:
        return Page((), 0)
    speech = _dialect(connection.vendor)
    terms = [speech.term.format(word) for word in words]
    values: dict[str, Any] = {"all": speech.both.join(terms), "any": speech.either.join(terms), "weighed": WEIGHED}
    with _by_index() as cursor:
        cursor.execute(speech.total, values)
        total = int(cursor.fetchone()[0])
        cursor.execute(speech.best, {**values, "first": first, "most": most})
        ids = [row[0] for row in cursor.fetchall()]
        if len(ids) < most and total > WEIGHED:
            cursor.execute(speech.later, {**values, "first": max(first, WEIGHED), "most": most - len(ids)})
            ids += [row[0] for row in cursor.fetchall()]
    rows = Placement.objects.filter(pk__in=ids).select_related("edition__newsletter")
    by_id = {one.pk: one for one in rows.only("slug", "item", "edition__date", "edition__newsletter__slug")}
    return Page(tuple(by_id[pk] for pk in ids if pk in by_id), total)  # one may have gone in between


@contextmanager
def _by_index() -> Iterator[CursorWrapper]:
    """A cursor for questions to the index: PostgreSQL, which counts no cost of vectors, would read them all instead."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield cursor


def _dialect(vendor: str) -> Dialect:
    return _SQLITE if vendor == "sqlite" else _POSTGRES


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
