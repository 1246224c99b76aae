"""What comes back: known by our signed addresses only, counted once, answered never."""

from datetime import date, timedelta

import pytest
from tests.core import returned
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.core import reports, verp
from reveille.delivery import bounces, planning, reputation
from reveille.delivery.models import Bounce, Complaint, Delivery, Heard, ProviderDay
from reveille.subscribers import erase
from reveille.subscribers.models import Consent, Subscription, Suppression

pytestmark = pytest.mark.django_db

DOMAIN = "bounces.reveille.example"


@pytest.fixture
def alice(newsletter, clock):
    return reader(newsletter, "alice", confirmed_at=CLOSING - timedelta(days=60))


@pytest.fixture
def sent(alice, newsletter):
    return delivery(newsletter, date(2026, 11, 24))


def delivery(newsletter, day, state="sent", name="alice"):
    """A letter of the edition of ``day``, as the post has left it."""
    made = edition(newsletter, day)
    planning.plan(made, made.closing_at)
    at = made.closing_at + timedelta(minutes=30)
    rows = Delivery.objects.filter(edition=made, subscription__subscriber__address=f"{name}@post.example")
    rows.update(state=state, handed_at=at, ended_at=at)
    return rows.get()


def secret(settings):
    return settings.SECRET_KEY.encode()


def bounce_address(row, settings):
    return verp.sender(secret(settings), DOMAIN, row.pk)


def leave_address(row, settings):
    return verp.leave_address(secret(settings), DOMAIN, row.pk)


def message_id(row, settings):
    return verp.message_id(secret(settings), DOMAIN, row.pk)


def settle(mail, to, clock, source="command"):
    return bounces.settle(mail, [to], clock(), source)


def suppressions():
    return list(Suppression.objects.values_list("address_hash", "reason"))


def everything():
    models = (Delivery, Bounce, Complaint, Heard, ProviderDay, Subscription, Consent, Suppression)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_hard_bounce_is_stored_and_suppresses_at_once(sent, alice, clock, settings):
    to = bounce_address(sent, settings)

    settled = settle(returned.failed(to), to, clock, "listener")

    assert (settled.outcome, settled.delivery) == ("bounced", sent.pk)
    event = Bounce.objects.get()
    assert (event.kind, event.status, event.action, event.source) == ("hard", "5.1.1", "failed", "listener")
    assert (event.at, event.decision) == (clock(), "hard: there is no such mailbox")
    assert suppressions() == [(alice.subscriber.address_hash, "bounced")]
    assert_balanced(sent.edition, sent=1)
    assert bounces.counts(sent.edition) == {"bounced": 1, "complained": 0}


def test_who_is_suppressed_gets_nothing_that_was_planned(sent, newsletter, clock, settings):
    tomorrow = edition(newsletter, date(2026, 11, 25))
    planning.plan(tomorrow, CLOSING + timedelta(days=1))
    to = bounce_address(sent, settings)

    settle(returned.failed(to), to, clock)

    assert_balanced(tomorrow, skipped=1)


def test_the_same_report_twice_counts_once_by_whichever_way(sent, clock, settings):
    to = bounce_address(sent, settings)
    mail = returned.failed(to)
    settle(mail, to, clock)
    before = everything()
    clock.pass_(hours=1)

    settled = settle(mail.replace(b"\r\n", b"\n"), to.upper(), clock, "maildir")

    assert settled.outcome == "again"
    assert everything() == before


def test_the_same_report_by_another_server_counts_once(sent, clock, settings):
    to = bounce_address(sent, settings)
    settle(returned.failed(to), to, clock)
    event = Bounce.objects.values().get()
    clock.pass_(hours=1)

    settled = settle(b"Received: by another server\r\n" + returned.failed(to), to, clock)

    assert settled.outcome == "again"
    assert Bounce.objects.values().get() == event


def test_full_mailbox_is_soft_though_its_server_has_given_up(sent, clock, settings):
    to = bounce_address(sent, settings)

    settle(returned.failed(to, "4.2.2", "smtp; 452 4.2.2 mailbox full"), to, clock)

    assert Bounce.objects.get().kind == "soft"
    assert suppressions() == []


@pytest.mark.parametrize(
    ("days", "arrived", "suppressed"),
    [((0, 1, 2, 3, 4), (), False), ((0, 2, 4, 6, 8), (), True), ((0, 2, 4, 6, 8), (3,), False)],
)
def test_soft_bounces_suppress_after_five_editions_over_a_week_unless_one_arrived(
    alice, newsletter, clock, settings, days, arrived, suppressed
):
    first = date(2026, 11, 10)
    for day in sorted({*days, *arrived}):
        row = delivery(newsletter, first + timedelta(days=day))
        if day in days:
            to = bounce_address(row, settings)
            settle(returned.failed(to, "4.2.2", "full", X_Day=day), to, clock)

    assert Bounce.objects.count() == 5
    assert bool(suppressions()) == suppressed


def test_policy_never_suppresses(alice, newsletter, clock, settings):
    for day in range(20):
        row = delivery(newsletter, date(2026, 11, 1) + timedelta(days=day))
        to = bounce_address(row, settings)
        settle(returned.failed(to, "5.7.1", "smtp; 550 5.7.1 not welcome", X_Day=day), to, clock)

    assert Bounce.objects.filter(kind="policy").count() == 20
    assert suppressions() == []


def test_report_ends_the_doubt_about_a_letter(alice, newsletter, clock, settings):
    row = delivery(newsletter, date(2026, 11, 24), "in_doubt")
    to = bounce_address(row, settings)

    settle(returned.failed(to), to, clock)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("sent", "in doubt until a report of its failure came back: 5.1.1")
    assert row.ended_at == clock()
    assert Bounce.objects.get().delivery == row


def test_notice_of_a_delay_ends_the_doubt_and_does_nothing_else(alice, newsletter, clock, settings):
    row = delivery(newsletter, date(2026, 11, 24), "in_doubt")
    to = bounce_address(row, settings)

    settled = settle(returned.dsn(to, returned.group(Action="delayed", Status="4.4.7")), to, clock)

    row.refresh_from_db()
    assert (settled.outcome, row.state) == ("noted", "sent")
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("state", ["planned", "claimed", "handed", "deferred", "refused", "expired", "skipped"])
def test_report_changes_no_other_state(alice, newsletter, clock, settings, state):
    row = delivery(newsletter, date(2026, 11, 24), state)
    to = bounce_address(row, settings)

    settle(returned.failed(to, "4.2.2", "full"), to, clock)

    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("inside", ["sender", "leave", "message_id", "fields", "envelope"])
def test_complaint_suppresses_at_once_and_leaves_a_line(sent, alice, clock, settings, inside):
    ours, leave = bounce_address(sent, settings), leave_address(sent, settings)
    said = {
        "message_id": {"message_id": message_id(sent, settings)},
        "sender": {"sender": ours},
        "leave": {"leave": leave},
        "fields": {"fields": f"Original-Mail-From: <{ours}>\n"},
        "envelope": {},
    }[inside]
    to = ours if inside == "envelope" else "abuse@reveille.example"

    settled = settle(returned.complaint(**said), to, clock, "imap")

    alice.refresh_from_db()
    assert settled.outcome == "complained"
    assert suppressions() == [(alice.subscriber.address_hash, "complained")]
    assert alice.state == "left"
    assert [(line.kind, line.how) for line in Consent.objects.all()] == [("left", "complaint")]
    event = Complaint.objects.get()
    assert (event.feedback_type, event.reporter, event.source) == ("abuse", "ProviderLoop/2.1", "imap")
    assert bounces.counts(sent.edition) == {"bounced": 0, "complained": 1}
    assert_balanced(sent.edition, sent=1)


def test_complaint_writes_to_nobody(sent, clock, settings, outbox):
    settle(returned.complaint(sender=bounce_address(sent, settings)), "abuse@reveille.example", clock)

    assert outbox.letters() == []


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus"])
def test_feedback_of_another_kind_changes_nothing(sent, clock, settings, kind):
    before = everything()

    settled = settle(returned.complaint(kind=kind, sender=bounce_address(sent, settings)), "abuse@x.example", clock)

    assert settled.outcome == "nothing"
    assert everything() == before


def test_mail_to_the_leave_address_leaves(sent, alice, newsletter, clock, settings):
    tomorrow = edition(newsletter, date(2026, 11, 25))
    planning.plan(tomorrow, CLOSING + timedelta(days=1))
    to = leave_address(sent, settings)

    settled = settle(returned.letter(to), to, clock)

    alice.refresh_from_db()
    assert (settled.outcome, alice.state, alice.left_at) == ("left", "left", clock())
    assert [(line.kind, line.how) for line in Consent.objects.all()] == [("left", "mail")]
    assert_balanced(tomorrow, skipped=1)
    assert suppressions() == []


def test_mail_program_may_leave_for_its_owner(sent, alice, clock, settings):
    to = leave_address(sent, settings)

    settle(returned.letter(to, "Auto-Submitted: auto-generated"), to, clock)

    alice.refresh_from_db()
    assert alice.state == "left"


def test_leaving_by_mail_once_read_does_not_end_a_later_subscription(sent, alice, clock, settings):
    to = leave_address(sent, settings)
    mail = returned.letter(to)
    settle(mail, to, clock)
    Subscription.objects.update(state="confirmed", left_at=None)

    settled = settle(mail, to, clock)

    alice.refresh_from_db()
    assert (settled.outcome, alice.state) == ("again", "confirmed")


FORGERIES = {
    "no token": "daily@reveille.example",
    "a guess": "b+" + "a" * 40 + "@" + DOMAIN,
    "a number": "b+1@" + DOMAIN,
    "somebody else's secret": verp.sender(b"another", DOMAIN, 1),
}


@pytest.mark.parametrize("to", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize("make", [returned.failed, returned.qmail, returned.holiday, returned.letter])
def test_forgery_changes_nothing_whatever_it_says(sent, clock, settings, to, make):
    before = everything()

    settled = settle(make(to), to, clock)

    assert settled.outcome == "unknown"
    assert everything() == before


def test_address_in_a_body_is_nobodys(sent, clock, settings):
    ours = bounce_address(sent, settings)
    leave, identity = leave_address(sent, settings), message_id(sent, settings)
    inside = returned.LETTER.format(sender=ours, leave=leave, message_id=identity)
    before = everything()

    settled = settle(returned.dsn(
        "daily@reveille.example", returned.group(ours, Action="failed", Status="5.1.1"), returned=inside
    ), "daily@reveille.example", clock)  # fmt: skip

    assert settled.outcome == "unknown"
    assert everything() == before


def test_complaint_of_a_letter_that_is_not_ours_changes_nothing(sent, clock):
    before = everything()
    forged = returned.complaint(
        sender=FORGERIES["a guess"],
        leave=FORGERIES["somebody else's secret"],
        message_id="<" + "ab" * 20 + "@x.example>",
    )

    assert settle(forged, "abuse@reveille.example", clock).outcome == "unknown"
    assert everything() == before


@pytest.mark.parametrize(
    "make",
    [
        returned.holiday,
        returned.letter,
        lambda to: returned.holiday(to, "Precedence: bulk"),
        lambda to: returned.holiday(to, "List-Id: Reveille <military.reveille.example>"),  # our own letter, in a loop
        lambda to: returned.failed(to).replace(b"message/delivery-status", b"message/disposition-notification"),
        lambda to: b"",
        lambda to: b"\xff\0" * 1000,
    ],
)
def test_what_is_no_report_changes_nothing_at_a_letters_own_address(sent, clock, settings, outbox, make):
    to = bounce_address(sent, settings)
    before = everything()

    settled = settle(make(to), to, clock)

    assert settled.outcome == "nothing"
    assert everything() == before
    assert outbox.letters() == []


@pytest.mark.parametrize("make", [returned.holiday, returned.failed, returned.qmail])
def test_what_is_no_wish_changes_nothing_at_a_leave_address(sent, alice, clock, settings, make):
    to = leave_address(sent, settings)
    before = everything()

    assert settle(make(to), to, clock).outcome == "nothing"
    assert everything() == before


def test_one_purpose_cannot_serve_as_the_other(sent, clock, settings):
    swapped = "u" + bounce_address(sent, settings)[1:]
    before = everything()

    assert settle(returned.letter(swapped), swapped, clock).outcome == "unknown"
    assert everything() == before


def test_erased_readers_letter_may_still_come_back(sent, alice, clock, settings):
    erase.erase(alice.subscriber, clock())
    to, leave = bounce_address(sent, settings), leave_address(sent, settings)

    assert settle(returned.failed(to), to, clock).outcome == "bounced"
    assert settle(returned.complaint(sender=to), "abuse@x.example", clock).outcome == "complained"
    assert settle(returned.letter(leave), leave, clock).outcome == "unknown"
    assert [reason for _, reason in suppressions()] == ["erased"]


def test_letter_to_a_former_address_says_nothing_of_the_new_one(sent, alice, clock, settings):
    clock.set(date(2026, 11, 24), 9)
    Consent.objects.create(subscription=alice, at=clock(), kind="moved", how="button")
    to = bounce_address(sent, settings)

    settled = settle(returned.failed(to), to, clock)

    assert settled.reason == "it went to the reader's former address"
    assert suppressions() == []


def test_delivery_that_is_no_more_leaves_no_trace(sent, clock, settings):
    to = verp.sender(secret(settings), DOMAIN, sent.pk + 1000)
    before = everything()

    assert settle(returned.failed(to), to, clock).outcome == "unknown"
    assert everything() == before


def test_refused_at_the_door_is_suppressed(sent, alice, clock):
    bounces.refused(sent, clock())

    assert suppressions() == [(alice.subscriber.address_hash, "bounced")]


def test_what_was_heard_is_forgotten_after_three_months(sent, clock, settings):
    to = bounce_address(sent, settings)
    settle(returned.failed(to), to, clock)
    reputation.note([("post.example", 250)], clock())
    clock.pass_(days=91)

    assert (bounces.forget(clock()), reputation.forget(clock())) == (1, 1)
    assert Bounce.objects.count() == 1


def test_webhooks_words_are_bounded_and_nobodys(sent, clock):
    failure = reports.Failure("hard", "5.1.1", "failed", reports.cleaned("<alice@post.example> " + "x" * 900))

    bounces.bounced(sent.pk, failure, clock(), "webhook")

    kept = Bounce.objects.get().diagnostic
    assert len(kept) == 300
    assert "alice" not in kept
