"""Terms: what of an article is compared in grouping, kept so that a text is not read again in every round."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from reveille.core import fingerprints, headlines, terms
from reveille.newsroom.models import Article, Fingerprint, StoredTerms

KEPT = timedelta(days=14)  # longer than anything is compared with; what is missing is taken anew
BATCH = 500


def terms_of(articles: Sequence[Article], *, keep: bool = True) -> dict[int, terms.Terms]:
    """Return the terms of each article, as it was loaded; what had to be taken is stored, if we ``keep`` it.

    ``text`` may be deferred.

    Terms are taken anew when what they are taken from has changed: text, headline, language, the outlet's furniture.
    """
    heads = headlines.cleaned([headlines.Headed(one.outlet.slug, one.title, one.link, one.link) for one in articles])
    gone = _furniture([one.pk for one in articles])
    wanted = {
        one.pk: (one, head, _made_from(one, head, gone.get(one.pk, b"")))
        for one, head in zip(articles, heads, strict=True)
    }
    found = {}
    for pk, made_from, packed in _stored(list(wanted)):
        unpacked = terms.unpack(packed) if made_from == wanted[pk][2] else None
        if unpacked is not None:
            found[pk] = unpacked
    missing = [pk for pk in wanted if pk not in found]
    for first in range(0, len(missing), BATCH):
        batch = missing[first : first + BATCH]
        texts = dict(Article.objects.filter(pk__in=batch).values_list("pk", "text"))
        made = []
        for pk in batch:
            article, head, made_from = wanted[pk]
            text = fingerprints.without(article.text if article.is_past else texts[pk], gone.get(pk, b""))
            found[pk] = terms.take(head, text, article.language, article.link)
            if keep and not article.is_past:
                made.append(StoredTerms(article_id=pk, made_from=made_from, data=terms.pack(found[pk])))
        StoredTerms.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["article"], update_fields=["made_from", "data"]
        )
    return found


def forget(now: datetime) -> None:
    """Drop what nothing will be compared with any more."""
    StoredTerms.objects.filter(article__found_at__lte=now - KEPT).delete()


def _furniture(ids: Sequence[int]) -> dict[int, bytes]:
    """What sifting found to be the furniture around each text."""
    found: dict[int, bytes] = {}
    for first in range(0, len(ids), BATCH):
        rows = Fingerprint.objects.filter(article_id__in=ids[first : first + BATCH])
        found |= {pk: bytes(gone) for pk, gone in rows.values_list("article_id", "gone")}
    return found


def _stored(ids: Sequence[int]) -> list[tuple[int, str, bytes]]:
    found: list[tuple[int, str, bytes]] = []
    for first in range(0, len(ids), BATCH):
        rows = StoredTerms.objects.filter(article_id__in=ids[first : first + BATCH])
        found += [(pk, made_from, bytes(data)) for pk, made_from, data in rows.values_list("pk", "made_from", "data")]
    return found


def _made_from(article: Article, headline: str, gone: bytes) -> str:
    parts = (headline.encode(), article.text_digest.encode(), article.language.encode(), article.link.encode(), gone)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
