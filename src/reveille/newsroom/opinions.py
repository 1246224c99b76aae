"""An editor's yes or no: is an article on a beat. It stands over the profile's verdict, and teaches the profile.

What was taken back is kept with its time, so that a closed edition is made again with what counted then.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from reveille.core import beat as beats
from reveille.newsroom.models import Article, Opinion, Verdict

SAID = "an editor said so"


@transaction.atomic
def say(article: Article, beat: str, on: bool, by: str, now: datetime) -> Opinion:
    """Store what an editor said, in the place of what was said before, and let the verdict say it too."""
    _end(article, beat, now)
    opinion = Opinion.objects.create(article=article, beat=beat, on=on, by=by, at=now)
    verdict = Verdict.objects.filter(article=article, beat=beat).first()
    if verdict:
        verdict.on, verdict.reasons = on, _told(verdict.reasons)
        verdict.save(update_fields=["on", "reasons"])
    return opinion


@transaction.atomic
def unsay(article: Article, beat: str, now: datetime) -> bool:
    """Take an opinion back, and with it the verdict, which is made anew; return whether there was one."""
    gone = _end(article, beat, now)
    if gone:
        Verdict.objects.filter(article=article, beat=beat).delete()
    return gone


def standing(beat: str) -> dict[int, bool]:
    """Return what editors say by now of a beat's articles."""
    return dict(Opinion.objects.filter(beat=beat, until=None).values_list("article_id", "on"))


def then(beat: str, moment: datetime) -> dict[int, bool]:
    """Return what editors had said of a beat's articles by ``moment``, and had not taken back."""
    stood = Q(until=None) | Q(until__gt=moment)
    return dict(Opinion.objects.filter(stood, beat=beat, at__lte=moment).values_list("article_id", "on"))


def over(verdict: beats.Verdict, on: bool | None) -> beats.Verdict:
    """Return the verdict as an editor wants it; as it is where none said anything."""
    if on is None:
        return verdict
    return beats.Verdict(on, verdict.score, (beats.Reason(0.0, SAID), *verdict.reasons), verdict.section)


def _end(article: Article, beat: str, now: datetime) -> bool:
    Article.objects.select_for_update().get(pk=article.pk)  # of two at once, one waits
    return bool(Opinion.objects.filter(article=article, beat=beat, until=None).update(until=now))


def _told(reasons: list[list[float | str]]) -> list[list[float | str]]:
    return reasons if reasons[:1] == [[0.0, SAID]] else [[0.0, SAID], *reasons]
