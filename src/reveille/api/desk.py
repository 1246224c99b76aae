"""The desk's acts, for a program with a token: the same functions that the desk's forms call, and the same log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from reveille.api import paper
from reveille.api.bearer import editor, viewer
from reveille.api.problems import Problem, Refusal
from reveille.core.errors import ReveilleError
from reveille.delivery import doubts
from reveille.delivery import ledger as ledgers
from reveille.desk import acting, deeds, deliveries
from reveille.editions import acts
from reveille.editions.models import Edition

router = Router(tags=["Desk"])
WRONG = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
LARGEST, ADDRESSES = 2_147_483_647, 1_000
Day = date


class Reason(Schema):
    """A part of a story's rank."""

    points: float = Field(description="What it adds; may be negative.")
    words: str = Field(description="For what.")


class Weighed(Schema):
    """A story that was weighed for the edition."""

    article: int = Field(description="The article by which acts name the story.")
    slug: str = Field(description="The story's name in addresses.")
    headline: str = Field(description="The headline of the outlet under which it is told.")
    outlet: str = Field(description="That outlet.")
    score: float = Field(description="Its rank: the sum of the reasons.")
    reasons: list[Reason] = Field(description="Why it stands where it stands.")


class Done(Schema):
    """An act of an editor."""

    act: int = Field(description="Its number, by which it is undone.")
    kind: str = Field(description="What kind of act.")
    words: str = Field(description="What was done.")
    by: str = Field(description="Who did it: an account, or `token NAME`.")
    at: datetime = Field(description="When.")
    undone: bool = Field(description="Whether it counts no more.")


class Draft(Schema):
    """An edition as the desk has it: in the making, held, or closed."""

    newsletter: str = Field(description="The newsletter's slug.")
    date: Day = Field(description="Its day.")
    state: str = Field(description="`draft`, `held` or `closed`.")
    note: str = Field(description="Why it is held; else empty.")
    closing_at: datetime = Field(description="When it closes, or closed.")
    subject: str = Field(description="The subject of its mail.")
    preheader: str = Field(description="The line beside the subject.")
    seen: int = Field(description="How much has happened to it: each act sends this back, and is refused when it grew.")
    stories: list[Weighed] = Field(description="The best stories, as they are ranked now.")
    acts: list[Done] = Field(description="What editors did, the latest first.")


class Deed(Schema):
    """One act on an edition. Which values it takes depends on its kind."""

    model_config = {"extra": "forbid"}

    kind: str = Field(description="What to do.", max_length=20, json_schema_extra={"enum": [*sorted(acting.KINDS)]})
    seen: int = Field(description="What the draft said as `seen`.", ge=0, le=LARGEST)
    article: int = Field(0, description="The story, by the `article` that the draft names.", ge=0, le=LARGEST)
    place: int = Field(0, description="`place`: where to put it, from 1.", ge=0, le=LARGEST)
    other: int = Field(0, alias="with", description="`merge`: the story that becomes one with it.", ge=0, le=LARGEST)
    apart: list[int] = Field([], description="`split`: the articles that become a story of their own.", max_length=500)
    section: str = Field("", description="`section`: the beat's section to stand in.", max_length=200)
    lead: int = Field(0, description="`headline`: the article whose headline to take.", ge=0, le=LARGEST)
    sentence: list[str] = Field([], description="`sentences`: each as `start:end` in the text.", max_length=20)
    on: bool = Field(False, description="`commentary`: mark it as such, or as news.")
    text: str = Field("", description="`note`, `hold`, `correct`, `takedown`: the words.", max_length=2000)
    link: str = Field("", description="`add`: an article's address; fetched now if no feed named it.", max_length=1000)
    outlet: str = Field("", description="`add`: whose page it is, if no outlet we know is there.", max_length=200)
    act: int = Field(0, description="`undo`: the number of the act.", ge=0, le=LARGEST)

    def form(self) -> QueryDict:
        """Return the act as the desk's form would send it."""
        form = QueryDict(mutable=True)
        for name, value in self.model_dump(by_alias=True).items():
            if isinstance(value, list):
                form.setlist(name, [str(one) for one in value])
            elif isinstance(value, bool):
                form[name] = "yes" if value else "no"
            else:
                form[name] = str(value)
        return form


class Trouble(Schema):
    """Deliveries that ended, or wait, for one reason."""

    state: str = Field(description="The state they stand in.")
    reason: str = Field(description="What the other side answered, or our own why.")
    count: int = Field(description="How many.")


class Ledger(Schema):
    """How an edition's deliveries stand. Each reader stands in exactly one state."""

    planned: int = Field(description="For how many it was planned.")
    open: int = Field(description="How many are on their way.")
    sent: int = Field(description="How many were taken by the reader's provider.")
    refused: int = Field(description="How many were refused for good.")
    expired: int = Field(description="How many could not be sent in time.")
    skipped: int = Field(description="How many left, or were suppressed, in time.")
    in_doubt: int = Field(description="How many left without an answer.")
    bounced: int = Field(description="How many of the sent came back.")
    complained: int = Field(description="How many readers called it spam.")
    complete: bool = Field(description="Whether nothing is open any more.")
    holds: bool = Field(description="Whether the books add up.")
    missed: int = Field(description="How many `POST …/missed` would send again.")
    doubtful: int = Field(
        description="How many `POST …/doubtful` would send again. `POST …/arrived` settles all that are `in_doubt`."
    )
    unhappy: list[Trouble] = Field(description="What went wrong, by reason. Addresses are told at the desk only.")


class Again(Schema):
    """Yes, send them again."""

    model_config = {"extra": "forbid"}

    seen: int = Field(
        description="How many the ledger named: when it is more by now, nothing is sent.", ge=0, le=LARGEST
    )


class Arrived(Schema):
    """Letters in doubt arrived, as whoever looked knows; nothing is sent."""

    model_config = {"extra": "forbid"}

    why: str = Field(
        description="How you know: what the relay's log says of them. It is kept.", pattern=r"\S", max_length=doubts.WHY
    )
    seen: int = Field(
        description="How many are in doubt by the ledger, or of the addresses: when it is more, nothing is done.",
        ge=0,
        le=LARGEST,
    )
    addresses: list[Annotated[str, Field(max_length=254)]] | None = Field(
        None, description="Only the letters to these addresses; without it, all of the edition.", min_length=1,
        max_length=ADDRESSES,
    )  # fmt: skip


class Settled(Schema):
    """What is in doubt no more."""

    settled: int = Field(description="How many letters count as sent now.")


class Planned(Schema):
    """What the post will send."""

    planned: int = Field(description="How many letters are planned for now.")


@router.get("/{newsletter}/{day}", response={200: Draft, **WRONG}, auth=viewer, summary="An edition at the desk")
def draft(request: HttpRequest, newsletter: str, day: date) -> dict[str, Any]:
    """The edition in the making (or held, or closed), with the ranking and what editors did."""
    del request
    return _draft(_edition(newsletter, day))


@router.post(
    "/{newsletter}/{day}/acts",
    response={200: Draft, 400: Problem, 409: Problem, **WRONG},
    auth=editor,
    summary="Do an act",
)
def act(request: HttpRequest, newsletter: str, day: date, deed: Deed) -> dict[str, Any]:
    """Shape the edition, hold it, close it, correct it; or take an act back. The answer is how it stands then."""
    issuer = paper.newsletter_of(newsletter)
    try:
        acting.done(request, deed.form(), issuer, day, settings.CLOCK())
    except (deeds.Refused, ReveilleError) as error:
        raise Refusal(409, str(error)) from error
    return _draft(_edition(newsletter, day))


@router.get(
    "/{newsletter}/{day}/deliveries", response={200: Ledger, **WRONG}, auth=viewer, summary="How its deliveries stand"
)
def ledger(request: HttpRequest, newsletter: str, day: date) -> dict[str, Any]:
    """The ledger of a closed edition."""
    del request
    edition = _edition(newsletter, day, closed=True)
    waiting = {what: again.whose(edition).count() for what, again in deliveries.AGAIN.items()}
    return {**ledgers.of(edition).as_json(), **waiting}


@router.post(
    "/{newsletter}/{day}/deliveries/arrived", response={200: Settled, 400: Problem, 409: Problem, **WRONG}, auth=editor,
    summary="Take the doubtful for sent",
)  # fmt: skip
def arrived(request: HttpRequest, newsletter: str, day: date, told: Arrived) -> dict[str, int]:
    """Say that letters in doubt arrived: they count as sent, and who said so, and how they knew, is kept."""
    with transaction.atomic():
        edition = _edition(newsletter, day, closed=True)
        doubtful = doubts.of(edition, told.addresses or ())
        count = deliveries.take_for_sent(request, edition, doubtful, told.why.strip(), told.seen) if doubtful else 0
    if count is None:
        raise Refusal(409, "There are more of them now than you saw. Look again.")
    if not count:
        raise Refusal(409, "None of them is in doubt.")
    return {"settled": count}


@router.post(
    "/{newsletter}/{day}/deliveries/{what}", response={200: Planned, 400: Problem, 409: Problem, **WRONG}, auth=editor,
    summary="Send again",
)  # fmt: skip
def send_again(
    request: HttpRequest, newsletter: str, day: date, what: Literal["missed", "doubtful"], again: Again
) -> dict[str, int]:
    """Plan the missed, or the doubtful, for now; the post sends what is planned."""
    with transaction.atomic():
        count = deliveries.plan_again(request, _edition(newsletter, day, closed=True), what, again.seen)
    if count is None:
        raise Refusal(409, "There are more of them now than you saw. Look again.")
    return {"planned": count}


def _draft(edition: Edition) -> dict[str, Any]:
    return {
        "newsletter": edition.newsletter.slug,
        "date": edition.date,
        "state": edition.state,
        "note": edition.note,
        "closing_at": edition.closing_at,
        "subject": edition.subject or edition.page.get("subject", ""),
        "preheader": edition.preheader or edition.page.get("preheader", ""),
        "seen": acts.seen(edition),
        "stories": [
            {**one, "reasons": [{"points": points, "words": words} for points, words in one["reasons"]]}
            for one in edition.weighed
        ],
        "acts": [
            {
                "act": one.pk,
                "kind": one.kind,
                "words": one.words,
                "by": one.by,
                "at": one.at,
                "undone": one.undone_at is not None,
            }
            for one in edition.acts.order_by("-pk")
        ],
    }


def _edition(newsletter: str, day: date, *, closed: bool = False) -> Edition:
    found = get_object_or_404(
        Edition.objects.select_related("newsletter"), newsletter=paper.newsletter_of(newsletter), date=day
    )
    if closed and found.state != Edition.State.CLOSED:
        raise Http404
    return found
