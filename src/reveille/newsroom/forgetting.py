"""Forget full texts: they were taken to judge and to cite, and are not ours to keep.

What stays for ever is what an edition showed, with its offsets, and the digest of the text that it stood in. Archives
that somebody imported are theirs, and stay until a setting says otherwise.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from reveille.newsroom.models import Article, Version

BATCH = 2000
IMPORTED = Q(text_from="archive") | Q(feed__link__startswith="archive:")


def forget(now: datetime) -> int:
    """Drop the texts of articles found longer ago than TEXT_DAYS, a batch at a time; return how many."""
    old = Article.objects.filter(found_at__lt=now - timedelta(days=settings.TEXT_DAYS))
    if settings.KEEP_ARCHIVES:
        old = old.exclude(IMPORTED)
    dropped = 0
    while ids := list(old.exclude(text="").order_by("id").values_list("pk", flat=True)[:BATCH]):
        Version.objects.filter(article_id__in=ids).update(text="")
        dropped += Article.objects.filter(pk__in=ids).update(text="", summary="", caption="")
    return dropped
