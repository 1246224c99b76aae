"""Articles as reports of their stories: each as it stands at closing, with all that a page may say of it.

A report is kept with the story that it stood in, so that an edition tells for ever who reported, and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reveille.core import beat, candidates, cldr, excerpts, genres, languages, links, previews, roundups
from reveille.core.profile import Profile
from reveille.editions.models import Newsletter
from reveille.newsroom import archive, intake
from reveille.newsroom.models import Article, Verdict

FRESH_AT_MOST = timedelta(hours=72)  # after a gap in editions, older news is no news
LEAD = 400  # characters in which a report says which day it looks forward to


@dataclass(frozen=True)
class Frame:
    """What an edition is made within: whose it is, the time that it tells of, the outlets' habits as they are known."""

    newsletter: Newsletter
    profile: Profile
    day: date
    since: datetime
    closing_at: datetime
    habits: archive.Habits


def reports(
    frame: Frame,
    articles: Sequence[Article],
    listed: Mapping[int, tuple[int, ...]],
    verdicts: Mapping[int, Verdict | beat.Verdict],
) -> tuple[candidates.Report, ...]:
    """Return a story's articles as reports; ``listed`` are their places in feeds."""
    home, since, closing_at = frame.newsletter.home_outlet_id, frame.since, frame.closing_at
    return tuple(
        candidates.Report(
            article=a.pk,
            outlet=a.outlet.name,
            family=a.outlet.family,
            country=a.outlet.country,
            wire=a.outlet.kind == "agency",
            language=a.language,
            paywall=a.paywalled,
            headline=a.title,
            link=a.link,
            text=a.text,
            body_start=a.body_start,
            published=a.published or a.found_at,
            copy_of=a.copy_of_id,
            agency=a.agency,
            commentary=a.commentary,
            byline=a.byline,
            fresh=a.found_at > since and (a.published or a.found_at) > closing_at - FRESH_AT_MOST,
            home=a.outlet_id == home,
            rule=excerpts.Rule(a.outlet.max_sentences, a.outlet.max_words),
            places=listed.get(a.pk, (a.position,) if a.position else ()),
            section=_filed(frame.profile, a.link, verdicts.get(a.pk)),
            on=a.pk not in verdicts or verdicts[a.pk].on,
            form=roundups.form(a.title, a.link),
            genre=genres.genre(a.title, a.link, intake.called(a.feed), a.language),
            passed=_passed(a, closing_at, frame.newsletter.zone),
            unstopped=a.text_from == "feed" and a.outlet_id in frame.habits.unstopped,
        )
        for a in articles
    )


def _passed(article: Article, closing_at: datetime, zone: str) -> bool:
    """Whether an article looks forward to a day that had passed, where the newsletter is at home, at closing."""
    here = ZoneInfo(zone)
    published, closing = ((article.published or article.found_at).astimezone(here), closing_at.astimezone(here))
    lead = article.text[article.body_start :][:LEAD]
    return previews.passed(article.title, lead, article.language, published.date(), closing.date())


def _filed(profile: Profile, link: str, verdict: Verdict | beat.Verdict | None) -> str:
    """The section of an article that its outlet has filed; of the filing alone where the beat says nothing of it."""
    filed = profile.filed(links.departments(link))
    if filed is None:
        return ""
    return profile.section_name(verdict.section if verdict else filed.section)


def kept(report: candidates.Report, all_: Sequence[candidates.Report]) -> dict[str, Any]:
    """Return a report as its edition keeps it; ``all_`` are those of its story."""
    origin = {other.article: other.outlet for other in all_}.get(report.copy_of or 0)
    return {
        "article": report.article,
        "outlet": report.outlet,
        "family": report.family,
        "country": "" if report.wire else cldr.country(report.country),
        "headline": report.headline,
        "url": report.link,
        "language": report.language,
        "direction": languages.direction(report.language),
        "published": report.published.isoformat(),
        "copy_of_outlet": origin,
        "paywall": report.paywall,
        "commentary": report.commentary,
        "fresh": report.fresh,
    }
