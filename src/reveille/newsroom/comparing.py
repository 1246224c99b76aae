"""What of an article is compared in grouping, kept so that a text is not read again in every round: its terms, and
what it means to a sentence model where the operator brought one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from reveille.core import embeddings, fingerprints, headlines, terms
from reveille.core.embeddings import Embedding
from reveille.newsroom.models import Article, Fingerprint, StoredEmbedding, StoredTerms
from reveille.newsroom.semantic import Model

KEPT = timedelta(days=14)  # longer than anything is compared with; what is missing is taken anew
BATCH = 500

Taken = TypeVar("Taken")


class Words(NamedTuple):
    """The article, as it was loaded, with its cleaned headline and its text without furniture."""

    article: Article
    headline: str
    text: str


class Wanted(NamedTuple):
    """The article with its cleaned headline, its text's furniture, and the digest of what is taken from."""

    article: Article
    headline: str
    gone: bytes
    made_from: str


@dataclass(frozen=True)
class Taking(Generic[Taken]):
    """How something is taken from articles' words and kept in ``rows``; ``by`` names what takes it, if that changes."""

    rows: Any  # StoredTerms or StoredEmbedding
    take: Callable[[Sequence[Words]], Sequence[Taken]]
    pack: Callable[[Taken], bytes]
    unpack: Callable[[bytes], Taken | None]
    by: str = ""


def terms_of(articles: Sequence[Article], *, keep: bool = True) -> dict[int, terms.Terms]:
    """Return the terms of each article, as it was loaded; what had to be taken is stored, if we ``keep`` it.

    ``text`` may be deferred.

    Terms are taken anew when what they are taken from has changed: text, headline, language, the outlet's furniture.
    """
    taking = Taking(StoredTerms, _terms, terms.pack, terms.unpack)
    wanted = _wanted(articles, taking.by)
    found = _kept(wanted, taking)
    return found | _anew([one for pk, one in wanted.items() if pk not in found], taking, keep)


def embeddings_of(articles: Sequence[Article], model: Model) -> dict[int, Embedding]:
    """Return what each article means to the model, likewise, and store what had to be read; by another model anew too.

    An article in a language that the model does not know has none. Raises ModelError.
    """
    taking = _reading(model)
    wanted = _wanted(articles, taking.by)
    found = _kept(wanted, taking)
    missing = [one for pk, one in wanted.items() if pk not in found]
    if missing:  # else the model need not be loaded
        missing = [one for one in missing if (one[0].language or "en") in model.languages]
    return found | _anew(missing, taking, keep=True)


def kept_embeddings(articles: Sequence[Article], model: Model) -> dict[int, Embedding]:
    """Return what is stored of what articles mean to the model: for a page, which waits for no reading."""
    taking = _reading(model)
    return _kept(_wanted(articles, taking.by), taking)


def _terms(words: Sequence[Words]) -> list[terms.Terms]:
    return [terms.take(head, text, article.language, article.link) for article, head, text in words]


def _reading(model: Model) -> Taking[Embedding]:
    def read(words: Sequence[Words]) -> list[Embedding]:
        return model.read([embeddings.words(one.headline, one.text) for one in words])

    return Taking(StoredEmbedding, read, embeddings.pack, embeddings.unpack, model.digest)


def _wanted(articles: Sequence[Article], by: str) -> dict[int, Wanted]:
    heads = headlines.cleaned([headlines.Headed(one.outlet.slug, one.title, one.link, one.link) for one in articles])
    furniture = _furniture([one.pk for one in articles])
    wanted = {}
    for one, head in zip(articles, heads, strict=True):
        gone = furniture.get(one.pk, b"")
        wanted[one.pk] = Wanted(one, head, gone, _made_from(one, head, gone, by))
    return wanted


def _kept(wanted: Mapping[int, Wanted], taking: Taking[Taken]) -> dict[int, Taken]:
    """What is stored of them and was taken from the words as they are."""
    found: dict[int, Taken] = {}
    for pk, made_from, packed in _stored(list(wanted), taking):
        unpacked = taking.unpack(packed) if made_from == wanted[pk].made_from else None
        if unpacked is not None:
            found[pk] = unpacked
    return found


def _anew(missing: Sequence[Wanted], taking: Taking[Taken], keep: bool) -> dict[int, Taken]:
    found: dict[int, Taken] = {}
    for first in range(0, len(missing), BATCH):
        batch = missing[first : first + BATCH]
        texts = dict(Article.objects.filter(pk__in=[one.article.pk for one in batch]).values_list("pk", "text"))
        taken = taking.take([_words(one, texts) for one in batch])
        found |= {one.article.pk: new for one, new in zip(batch, taken, strict=True)}
        if keep:
            made = [
                taking.rows(article_id=one.article.pk, made_from=one.made_from, data=taking.pack(found[one.article.pk]))
                for one in batch
                if not one.article.is_past
            ]
            taking.rows.objects.bulk_create(
                made, update_conflicts=True, unique_fields=["article"], update_fields=["made_from", "data"]
            )
    return found


def _words(one: Wanted, texts: Mapping[int, str]) -> Words:
    text = one.article.text if one.article.is_past else texts[one.article.pk]
    return Words(one.article, one.headline, fingerprints.without(text, one.gone))


def forget(now: datetime) -> None:
    """Drop what nothing will be compared with any more."""
    for rows in (StoredTerms, StoredEmbedding):
        rows.objects.filter(article__found_at__lte=now - KEPT).delete()


def _furniture(ids: Sequence[int]) -> dict[int, bytes]:
    """What sifting found to be the furniture around each text."""
    found: dict[int, bytes] = {}
    for first in range(0, len(ids), BATCH):
        rows = Fingerprint.objects.filter(article_id__in=ids[first : first + BATCH])
        found |= {pk: bytes(gone) for pk, gone in rows.values_list("article_id", "gone")}
    return found


def _stored(ids: Sequence[int], taking: Taking[Taken]) -> list[tuple[int, str, bytes]]:
    found: list[tuple[int, str, bytes]] = []
    for first in range(0, len(ids), BATCH):
        rows = taking.rows.objects.filter(article_id__in=ids[first : first + BATCH])
        found += [(pk, made_from, bytes(data)) for pk, made_from, data in rows.values_list("pk", "made_from", "data")]
    return found


def _made_from(article: Article, headline: str, gone: bytes, by: str) -> str:
    parts = [headline.encode(), article.text_digest.encode(), article.language.encode(), article.link.encode(), gone]
    return hashlib.sha256(b"\0".join(parts + ([by.encode()] if by else []))).hexdigest()
