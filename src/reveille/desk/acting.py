"""Do what a button of Today says: one act, stored, written into the log, and the draft made anew.

Every form carries how much had happened when its page was made. Where more has happened since, the act is refused and
the page says what: nobody overwrites anybody. Closing twice, or two at once, closes once, and both see it closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reveille import day as order
from reveille.core import links, shaping
from reveille.core import text as texts
from reveille.core.errors import ReveilleError, Unowned
from reveille.desk import log, telling, today
from reveille.desk.roles import Role, needs
from reveille.editions import acts, closing, composing, drafting, shown, wording
from reveille.editions.models import Act, Edition, Newsletter
from reveille.mail import alarm
from reveille.newsroom import bringing, grouping, profiles
from reveille.newsroom.models import Article, Membership, Story
from reveille.sources import reach
from reveille.subscribers import preferences

NOTE, REASON, OUTLET = 300, 200, 200  # characters
ADDED_AT = 6  # below the first five
HOLDING, AFTERWARDS = frozenset({"hold"}), frozenset({"correct", "takedown"})

Told = tuple[dict[str, Any], str]  # what an act says, and the same in words


class Refused(Exception):
    """An act that cannot be done; the message says why, to the editor."""


@needs(Role.EDITOR, act=Role.EDITOR)
def act(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Do one act on the edition of a day."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    if request.method != "POST":
        return redirect("desk-day", newsletter, day)
    try:
        chosen = done(request, request.POST, issuer, day, settings.CLOCK())
    except Refused as refused:
        return today.shown(request, issuer, day, error=str(refused), status=409)
    except ReveilleError as error:
        whose = isinstance(error, Unowned)
        return today.shown(request, issuer, day, error=telling.of(error), status=409, whose=whose)
    address = reverse("desk-day", args=[newsletter, day])
    return HttpResponseRedirect(f"{address}?chosen={chosen}#a{chosen}" if chosen else address, status=303)


def done(request: HttpRequest, form: QueryDict, newsletter: Newsletter, day: date, now: datetime) -> int:
    """Do what a form says; return the article of the story to show next, or 0. Raises Refused, ReveilleError."""
    if form.get("kind") == "close":  # as the clock does: with all that is known by now
        order.judge(min(now, composing.closing_of(newsletter, day)))
    if form.get("kind") == "add":
        form = _brought(request, form, newsletter, day, now)
        now = settings.CLOCK()
    with transaction.atomic():
        return _done(request, form, newsletter, day, now)


def _brought(request: HttpRequest, form: QueryDict, newsletter: Newsletter, day: date, now: datetime) -> QueryDict:
    """The form with the article of its link, which is fetched where no feed has named it, and put into a story."""
    edition = Edition.objects.filter(newsletter=newsletter, date=day).first()
    if edition is None or edition.state == Edition.State.CLOSED:
        return form  # which is refused, in words
    _fresh(edition, form)
    link, closing_at = links.canonical(form.get("link", "")[:1000]), composing.closing_of(newsletter, day)
    if now > closing_at and not Article.objects.filter(link=link).exists():
        raise Refused(_passed())
    named = " ".join(texts.legible(form.get("outlet", "")).split())[:OUTLET]
    brought = bringing.bring(link, reach.while_somebody_waits(), settings.USER_AGENT, settings.CLOCK, named)
    now, article = settings.CLOCK(), brought.article  # a fetch takes its time
    if brought.founded:
        log.note(request, "added an outlet", article.outlet.slug, article.link)
    if article.found_at > closing_at:
        raise Refused(_passed())
    if not article.memberships.filter(left_at=None).exists():
        order.judge(min(now, closing_at))
    form = form.copy()
    form["article"] = str(article.pk)
    return form


def _done(request: HttpRequest, form: QueryDict, newsletter: Newsletter, day: date, now: datetime) -> int:
    kind, by = form.get("kind", ""), request.user.get_username()
    edition = Edition.objects.select_for_update().filter(newsletter=newsletter, date=day).first()
    if kind == "draft":
        drafting.draft(newsletter, day, now)
        log.note(request, "draft", f"{newsletter.slug} {day}")
        return 0
    if edition is None:
        raise Refused(_("There is no draft yet."))
    _fresh(edition, form)
    if kind == "close" and edition.state == Edition.State.CLOSED:
        return 0  # as it was asked: by a double click, by another editor or the clock at the same moment
    if kind == "close":
        words, next_shown = _close(edition, now), 0
    elif kind == "undo":
        words, next_shown = _undo(edition, form, by, now)
    elif kind in DEEDS:
        words, next_shown = _deed(edition, kind, form, by, now)
    else:
        raise Refused(_("There is no such act."))
    log.note(request, kind, f"{newsletter.slug} {day}", words)
    return next_shown


def _deed(edition: Edition, kind: str, form: QueryDict, by: str, now: datetime) -> tuple[str, int]:
    """Do an act on the edition; return what was done, in words, and the article of the story to show next."""
    closed = edition.state == Edition.State.CLOSED
    if closed != (kind in AFTERWARDS):
        raise Refused(_("The edition is closed: it never changes.") if closed else _("The edition is not closed yet."))
    value, words = DEEDS[kind](edition, form)
    Act.objects.create(edition=edition, kind=kind, value=value, words=words[:500], by=by, at=now)
    _made_anew(edition, now)
    if kind == "add":
        return words, today.standing_for(Edition.objects.get(pk=edition.pk), number(form, "article"))
    return words, 0 if kind == "drop" else number(form, "lead" if kind == "headline" else "article")


def _undo(edition: Edition, form: QueryDict, by: str, now: datetime) -> tuple[str, int]:
    """Take an act back; return what was done, in words, and the article whose story it was of."""
    undone = edition.acts.filter(pk=number(form, "act"), undone_at=None).first()
    if undone is None:
        raise Refused(_("That is undone already."))
    if edition.state == Edition.State.CLOSED and undone.kind not in AFTERWARDS | shaping.REGROUPING:
        raise Refused(_("The edition is closed: it never changes."))
    undone.undone_at, undone.undone_by = now, by
    undone.save(update_fields=["undone_at", "undone_by"])
    if undone.kind == "hold" and edition.state == Edition.State.HELD:
        edition.state, edition.note = Edition.State.DRAFT, ""
        edition.save(update_fields=["state", "note"])
    _made_anew(edition, now)
    if edition.state == Edition.State.CLOSED and undone.kind in shaping.REGROUPING:  # which shapes those that come
        order.draft_next(now)
    return f"undid: {undone.words}", int(undone.value.get("article", 0))


def _made_anew(edition: Edition, now: datetime) -> None:
    """Make the draft anew; of a closed edition, what is shown of it beside its frozen bytes."""
    if edition.state == Edition.State.CLOSED:
        shown.keep(edition)
    else:
        drafting.draft(edition.newsletter, edition.date, now)


def _passed() -> str:
    return _("Its closing has passed: only what had been found by then may stand in it.")


def _fresh(edition: Edition, form: QueryDict) -> None:
    missed = acts.seen(edition) - number(form, "seen", missing=-1)
    if missed:
        latest = [
            f"{one.by} {telling.retold(one.words)}" for one in edition.acts.order_by("-pk")[: max(1, min(missed, 3))]
        ]
        raise Refused(_("Not done, since more has happened since this page was made. Last: ") + "; ".join(latest))


def _close(edition: Edition, now: datetime) -> str:
    if acts.hold(edition):
        raise Refused(_("It is held: release it first."))
    speaking = preferences.languages_of(edition.newsletter)
    closed = closing.close(edition.newsletter, edition.date, now, early=True, speaking=speaking).edition
    if closed.state != Edition.State.CLOSED:
        raise Refused(
            _("It could not be closed: %(why)s") % {"why": telling.retold(closed.note)}
        )  # and is tried again at its time
    alarm.clear(f"no-edition {edition.newsletter.slug}", now)
    return f"closed No. {closed.number}"


def number(form: QueryDict, name: str, missing: int = 0) -> int:
    """Return a number of a form; ``missing`` where there is none."""
    return _numeral(form.get(name, ""), missing)


def _numeral(value: str, missing: int = 0) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else missing


def _story(edition: Edition, form: QueryDict) -> tuple[int, str]:
    """The article by which a form names a story of the edition, and its headline. Refuses what was not weighed."""
    told = _weighed(edition, number(form, "article"))
    return told["article"], f"“{told['headline']}”"


def _weighed(edition: Edition, article: int) -> dict[str, Any]:
    told = today.entry(edition, article)
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
    offered = {f"{one.start}:{one.end}": one.text for one in today.sentences(article)}
    chosen = [offered[key] for key in form.getlist("sentence") if key in offered]
    if not chosen or len(chosen) < len(form.getlist("sentence")):
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
KINDS = frozenset({"draft", "close", "undo", *DEEDS})
