"""Fingerprints: the texts of the last days as they are compared with new ones, kept so that they are not read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from reveille.core import fingerprints
from reveille.newsroom.models import Article, Fingerprint

KEPT = timedelta(days=14)  # longer than anything is compared with; one that is missing is made anew
BATCH = 500


@dataclass(frozen=True)
class Compared:
    """Articles with their shingles, and the fingerprints that had to be made for it."""

    texts: Sequence[tuple[Article, bytes]]
    made: Sequence[Fingerprint]


def compare(fresh: Sequence[Article], start: datetime, end: datetime) -> Compared:
    """Return the ``fresh`` articles, and of the sifted originals found between those that have a shingle in common."""
    here = {article.pk for article in fresh}
    older = Article.objects.filter(found_at__gt=start, found_at__lte=end, sifted_at__isnull=False, copy_of=None)
    marked, known = _marked(older)
    marked |= {article.pk: _marks(article) for article in fresh}
    gone = fingerprints.furniture_of(marked)
    anew = [pk for pk in marked if pk not in here and known.get(pk) != gone[pk]]
    made = [
        _fingerprint(article, marked[article.pk], gone[article.pk])
        for article in [*fresh, *_loaded(anew)]
        if article.text_digest == marked[article.pk].digest  # else it is being read, and will be sifted for itself
    ]
    shingles = {one.article_id: bytes(one.shingles) for one in made}
    sieve = fingerprints.Sieve([shingles[pk] for pk in here])
    near = {pk: stored for pk, stored in _stored(older, set(known) - set(anew) - here) if sieve.catches(stored)}
    near |= {pk: stored for pk, stored in shingles.items() if pk not in here and sieve.catches(stored)}
    texts = [
        *((article, near[article.pk]) for article in _loaded(sorted(near))),
        *((article, shingles[article.pk]) for article in fresh),
    ]
    return Compared(texts, made)


def _marked(older: QuerySet[Article]) -> tuple[dict[int, fingerprints.Marked], dict[int, bytes]]:
    """The marks of each text, and for those whose fingerprint is there what is gone from its shingles."""
    marked: dict[int, fingerprints.Marked] = {}
    known: dict[int, bytes] = {}
    missing = []
    rows = older.values_list(
        "pk", "outlet__slug", "text_digest", "fingerprint__digest", "fingerprint__marks", "fingerprint__gone"
    )
    for pk, host, digest, made_from, marks, gone in rows.iterator(BATCH):
        if digest == made_from:
            marked[pk], known[pk] = fingerprints.Marked(host, digest, bytes(marks)), bytes(gone)
        else:
            missing.append(pk)
    return marked | {article.pk: _marks(article) for article in _loaded(missing)}, known


def _marks(article: Article) -> fingerprints.Marked:
    return fingerprints.Marked(article.outlet.slug, article.text_digest, fingerprints.marks(article.text))


def _fingerprint(article: Article, marked: fingerprints.Marked, gone: bytes) -> Fingerprint:
    return Fingerprint(
        article=article,
        digest=marked.digest,
        marks=marked.marks,
        gone=gone,
        shingles=fingerprints.shingles(article.text, gone),
    )


def keep(made: Iterable[Fingerprint]) -> None:
    """Store what ``compare`` had to make."""
    Fingerprint.objects.bulk_create(
        list(made),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["digest", "marks", "gone", "shingles"],
    )


def forget(now: datetime) -> None:
    """Drop what nothing will be compared with any more."""
    Fingerprint.objects.filter(article__found_at__lte=now - KEPT).delete()


def _stored(older: QuerySet[Article], wanted: set[int]) -> Iterable[tuple[int, bytes]]:
    rows = older.filter(fingerprint__isnull=False).values_list("pk", "fingerprint__shingles")
    return ((pk, bytes(stored)) for pk, stored in rows.iterator(BATCH) if pk in wanted)


def _loaded(ids: Sequence[int]) -> Iterable[Article]:
    for first in range(0, len(ids), BATCH):
        yield from (
            Article.objects.filter(pk__in=ids[first : first + BATCH])
            .select_related("outlet")
            .order_by("found_at", "id")
        )
