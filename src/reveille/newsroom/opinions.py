"""An editor's yes or no: is an article on a beat. It stands over the profile's verdict, and teaches the profile."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.core import beat as beats
from reveille.newsroom.models import Article, Opinion, Verdict

SAID = "an editor said so"


@transaction.atomic
def say(article: Article, beat: str, on: bool, by: str, now: datetime) -> Opinion:
    """Store what an editor said, in the place of what was said before, and let the verdict say it too."""
    opinion, _ = Opinion.objects.update_or_create(article=article, beat=beat, defaults={"on": on, "by": by, "at": now})
    verdict = Verdict.objects.filter(article=article, beat=beat).first()
    if verdict:
        verdict.on, verdict.reasons = on, _told(verdict.reasons)
        verdict.save(update_fields=["on", "reasons"])
    return opinion


@transaction.atomic
def unsay(article: Article, beat: str) -> bool:
    """Take an opinion back, and with it the verdict, which is made anew; return whether there was one."""
    gone, _ = Opinion.objects.filter(article=article, beat=beat).delete()
    if gone:
        Verdict.objects.filter(article=article, beat=beat).delete()
    return bool(gone)


def over(verdict: beats.Verdict, on: bool | None) -> beats.Verdict:
    """Return the verdict as an editor wants it; as it is where none said anything."""
    if on is None:
        return verdict
    return beats.Verdict(on, verdict.score, (beats.Reason(0.0, SAID), *verdict.reasons), verdict.section)


def _told(reasons: list[list[float | str]]) -> list[list[float | str]]:
    return reasons if reasons[:1] == [[0.0, SAID]] else [[0.0, SAID], *reasons]
