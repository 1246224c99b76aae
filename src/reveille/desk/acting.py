"""Do what a button of Today says: one act, stored, written into the log, and the draft made anew.

Every form carries how much had happened when its page was made. Where more has happened since, the act is refused and
the page says what: nobody overwrites anybody. Closing twice, or two at once, closes once, and both see it closed.
"""

from __future__ import annotations

from datetime import date, datetime

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
from reveille.desk import deeds, log, story_pages, telling, today
from reveille.desk.roles import Role, needs
from reveille.editions import acts, closing, composing, drafting, shown
from reveille.editions.models import Act, Edition, Newsletter
from reveille.mail import alarm
from reveille.newsroom import bringing
from reveille.newsroom.models import Article
from reveille.sources import reach
from reveille.subscribers import preferences

AFTERWARDS = frozenset({"correct", "takedown"})  # what may be done to a closed edition
OUTLET = 200  # characters of a name


@needs(Role.EDITOR, act=Role.EDITOR)
def act(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Do one act on the edition of a day."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    if request.method != "POST":
        return redirect("desk-day", newsletter, day)
    try:
        chosen = done(request, request.POST, issuer, day, settings.CLOCK())
    except deeds.Refused as refused:
        edition = Edition.objects.filter(newsletter=issuer, date=day).first()
        article = deeds.number(request.POST, "article")
        if request.POST.get("kind") == "split" and edition and today.standing_for(edition, article):
            return story_pages.shown(request, newsletter, day, article, error=str(refused), status=409)
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
        raise deeds.Refused(_passed())
    named = " ".join(texts.legible(form.get("outlet", "")).split())[:OUTLET]
    brought = bringing.bring(link, reach.while_somebody_waits(), settings.USER_AGENT, settings.CLOCK, named)
    now, article = settings.CLOCK(), brought.article  # a fetch takes its time
    if brought.founded:
        log.note(request, "added an outlet", article.outlet.slug, article.link)
    if article.found_at > closing_at:
        raise deeds.Refused(_passed())
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
        raise deeds.Refused(_("There is no draft yet."))
    _fresh(edition, form)
    if kind == "close" and edition.state == Edition.State.CLOSED:
        return 0  # as it was asked: by a double click, by another editor or the clock at the same moment
    if kind == "close":
        words, next_shown = _close(edition, now), 0
    elif kind == "undo":
        words, next_shown = _undo(edition, form, by, now)
    elif kind in deeds.DEEDS:
        words, next_shown = _deed(edition, kind, form, by, now)
    else:
        raise deeds.Refused(_("There is no such act."))
    log.note(request, kind, f"{newsletter.slug} {day}", words)
    return next_shown


def _deed(edition: Edition, kind: str, form: QueryDict, by: str, now: datetime) -> tuple[str, int]:
    """Do an act on the edition; return what was done, in words, and the article of the story to show next."""
    closed = edition.state == Edition.State.CLOSED
    if closed != (kind in AFTERWARDS):
        raise deeds.Refused(
            _("The edition is closed: it never changes.") if closed else _("The edition is not closed yet.")
        )
    value, words = deeds.DEEDS[kind](edition, form)
    Act.objects.create(edition=edition, kind=kind, value=value, words=words[:500], by=by, at=now)
    _made_anew(edition, now)
    return words, 0 if kind == "drop" else _standing_for(edition, deeds.number(form, "article"))


def _undo(edition: Edition, form: QueryDict, by: str, now: datetime) -> tuple[str, int]:
    """Take an act back; return what was done, in words, and the article whose story it was of."""
    undone = edition.acts.filter(pk=deeds.number(form, "act"), undone_at=None).first()
    if undone is None:
        raise deeds.Refused(_("That is undone already."))
    if edition.state == Edition.State.CLOSED and undone.kind not in AFTERWARDS | shaping.REGROUPING:
        raise deeds.Refused(_("The edition is closed: it never changes."))
    undone.undone_at, undone.undone_by = now, by
    undone.save(update_fields=["undone_at", "undone_by"])
    if undone.kind == "hold" and edition.state == Edition.State.HELD:
        edition.state, edition.note = Edition.State.DRAFT, ""
        edition.save(update_fields=["state", "note"])
    _made_anew(edition, now)
    if edition.state == Edition.State.CLOSED and undone.kind in shaping.REGROUPING:  # which shapes those that come
        order.draft_next(now)
    return f"undid: {undone.words}", _standing_for(edition, int(undone.value.get("article", 0)))


def _standing_for(edition: Edition, article: int) -> int:
    """The article by which the story of ``article`` is known, now that the edition was made anew."""
    return today.standing_for(Edition.objects.get(pk=edition.pk), article)


def _made_anew(edition: Edition, now: datetime) -> None:
    """Make the draft anew; of a closed edition, what is shown of it beside its frozen bytes."""
    if edition.state == Edition.State.CLOSED:
        shown.keep(edition)
    else:
        drafting.draft(edition.newsletter, edition.date, now)


def _passed() -> str:
    return _("Its closing has passed: only what had been found by then may stand in it.")


def _fresh(edition: Edition, form: QueryDict) -> None:
    missed = acts.seen(edition) - deeds.number(form, "seen", missing=-1)
    if missed:
        latest = [
            f"{one.by} {telling.retold(one.words)}" for one in edition.acts.order_by("-pk")[: max(1, min(missed, 3))]
        ]
        raise deeds.Refused(_("Not done, since more has happened since this page was made. Last: ") + "; ".join(latest))


def _close(edition: Edition, now: datetime) -> str:
    if acts.hold(edition):
        raise deeds.Refused(_("It is held: release it first."))
    speaking = preferences.languages_of(edition.newsletter)
    closed = closing.close(edition.newsletter, edition.date, now, early=True, speaking=speaking).edition
    if closed.state != Edition.State.CLOSED:
        raise deeds.Refused(
            _("It could not be closed: %(why)s") % {"why": telling.retold(closed.note)}
        )  # and is tried again at its time
    alarm.clear(f"no-edition {edition.newsletter.slug}", now)
    return f"closed No. {closed.number}"


KINDS = frozenset({"draft", "close", "undo", *deeds.DEEDS})
