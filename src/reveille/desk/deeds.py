"""What each form of Today asks for: the value of its act and the same in words for the log, or why it cannot be done.

Nothing is written here but the story that a split founds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from reveille.core import text as texts
from reveille.desk import today
from reveille.editions import acts, wording
from reveille.editions.models import Edition
from reveille.newsroom import grouping, profiles
from reveille.newsroom.models import Article, Membership, Story

NOTE, REASON = 300, 200  # characters
ADDED_AT = 6  # below the first five
Told = tuple[dict[str, Any], str]  # what an act says, and the same in words


class Refused(Exception):
    """An act that cannot be done; the message says why, to the editor."""


def number(form: QueryDict, name: str, missing: int = 0) -> int:
    """Return a number of a form; ``missing`` where there is none."""
    return _numeral(form.get(name, ""), missing)


def _numeral(value: str, missing: int = 0) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else missing


def _story(edition: Edition, form: QueryDict) -> tuple[int, str]:
    """The article by which a story is known, whichever of its own a form names, and its headline.

    Refuses what was not weighed.
    """
    told = _weighed(edition, number(form, "article"))
    return told["article"], f"“{told['headline']}”"


def _weighed(edition: Edition, article: int) -> dict[str, Any]:
    told = today.entry(edition, today.standing_for(edition, article))
    if told is None:
        raise Refused(_("That story is not among those that were weighed."))
    return told


def _words(form: QueryDict, name: str, most: int) -> str:
    words = " ".join(texts.legible(form.get(name, "")).split())
    if not words:
        raise Refused(_("There are no words in it."))
    if len(words) > most:
        raise Refused(_("It is longer than %(most)s characters.") % {"most": most})
    return words


def _place(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    place = number(form, "place")
    if not 1 <= place <= len(edition.weighed):
        raise Refused(_("There is no such place."))
    if not (section := form.get("section", "")):
        return {"article": article, "place": place}, f"put {headline} at {place}"
    return {"article": article, "place": place, "section": _known_section(edition, section)}, (
        f"put {headline} at {place}, under {section}"
    )


def _drop(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    return {"article": article}, f"dropped {headline}"


def _headline(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    lead = number(form, "lead")
    for report in today.reports(edition, article):
        if report["article"] == lead:
            words = f"took the headline of {report['outlet']}, “{report['headline']}”, for {headline}"
            return {"article": article, "lead": lead}, words
    raise Refused(_("That report is not in the story."))


def _sentences(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    if not form.getlist("sentence"):
        raise Refused(_("Choose at least one sentence."))
    offered = {f"{one.start}:{one.end}": one.text for one in today.sentences(article)}
    chosen = [offered[key] for key in form.getlist("sentence") if key in offered]
    if len(chosen) < len(form.getlist("sentence")):
        raise Refused(_("Those sentences are not in the text."))
    rule = Article.objects.select_related("outlet").get(pk=article).outlet
    if len(chosen) > rule.max_sentences or sum(map(texts.words, chosen)) > rule.max_words:
        most = {"sentences": rule.max_sentences, "words": rule.max_words}
        raise Refused(_("Of this outlet we show %(sentences)s sentences and %(words)s words at most.") % most)
    return {"article": article, "sentences": chosen}, f"chose other sentences for {headline}"


def _merge(edition: Edition, form: QueryDict) -> Told:
    one, other = (_weighed(edition, number(form, name)) for name in ("article", "with"))
    if one == other:
        raise Refused(_("A story is one with itself already."))
    words = f"made one story of “{one['headline']}” and “{other['headline']}”"
    return {"article": one["article"], "with": other["article"]}, words


def _split(edition: Edition, form: QueryDict) -> Told:
    told = _weighed(edition, number(form, "article"))
    apart = {_numeral(pk) for pk in form.getlist("apart")} & set(told["articles"])
    chosen = Article.objects.filter(pk__in=apart).order_by("found_at", "pk")
    rest = Article.objects.filter(pk__in=told["articles"]).exclude(pk__in=apart).exclude(copy_of__in=apart)
    if not chosen or not rest.exists():
        raise Refused(_("Choose some of the story’s reports, and leave some."))
    story = Story.objects.create(slug=grouping.slug(chosen[0]), founded_at=chosen[0].found_at)
    words = f"split “{chosen[0].title}” ({wording.many(len(chosen), 'report', 'reports')}) from “{told['headline']}”"
    return {"article": told["article"], "articles": [one.pk for one in chosen], "story": story.pk}, words


def _section(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    section = _known_section(edition, form.get("section", ""))
    return {"article": article, "section": section}, f"moved {headline} to {section}"


def _known_section(edition: Edition, section: str) -> str:
    if section not in profiles.beat(edition.newsletter.beat).section_names():
        raise Refused(_("The beat has no such section."))
    return section


def _commentary(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    on = form.get("on") == "yes"
    return {"article": article, "on": on}, f"marked {headline} as {'commentary' if on else 'news'}"


def _note(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    return {"article": article, "text": _words(form, "text", NOTE)}, f"wrote a note to {headline}"


def _subject(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    return {"article": article}, f"took {headline} for the subject"


def _preheader(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    return {"article": article}, f"took {headline} for the preheader"


def _add(edition: Edition, form: QueryDict) -> Told:
    found = Article.objects.get(pk=number(form, "article"))
    standing = found.memberships.filter(left_at=None).first()
    if standing is None:
        raise Refused(_("That article stands in no story yet: it is grouped in the next round."))
    beside = set(Membership.objects.filter(story=standing.story_id, left_at=None).values_list("article", flat=True))
    told = [one["place"] for one in edition.weighed if one["place"] and beside.intersection(one["articles"])]
    return {"article": found.pk, "place": min([ADDED_AT, *told])}, f"added “{found.title}”"


def _hold(edition: Edition, form: QueryDict) -> Told:
    if acts.hold(edition):
        raise Refused(_("It is held already."))
    why = _words(form, "text", REASON)
    return {"text": why}, f"held the edition: {why}"


def _correct(edition: Edition, form: QueryDict) -> Told:
    text = _words(form, "text", NOTE)
    return {"text": text}, f"corrected: {text}"


def _takedown(edition: Edition, form: QueryDict) -> Told:
    article, headline = _story(edition, form)
    slug = next(one["slug"] for one in edition.weighed if one["article"] == article)
    if slug in today.down(edition.acts.all()):
        raise Refused(_("The story is down already."))
    why = _words(form, "text", REASON)
    return {"article": article, "slug": slug, "text": f"A story was taken down: {why}"}, f"took {headline} down: {why}"


DEEDS: dict[str, Callable[[Edition, QueryDict], Told]] = {
    "place": _place,
    "drop": _drop,
    "headline": _headline,
    "sentences": _sentences,
    "merge": _merge,
    "split": _split,
    "section": _section,
    "commentary": _commentary,
    "note": _note,
    "subject": _subject,
    "preheader": _preheader,
    "add": _add,
    "hold": _hold,
    "correct": _correct,
    "takedown": _takedown,
}
