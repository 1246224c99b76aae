"""The desk's deliveries: a ledger that adds up on the page, and what is sent again once an editor says so."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.rooms import desk
from tests.rooms.people import CLOSING, DAY, assert_balanced, edition, reader

from reveille.delivery import planning, post
from reveille.delivery.models import Arrival, Delivery, Resend
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.mail import alarm

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)
LATE = CLOSING + timedelta(hours=20)
WHERE = {"newsletter": "military", "day": DAY}
ENDS = {
    "alice": {"state": "sent", "reason": "250 2.0.0 ok"},
    "bob": {"state": "expired"},
    "charlie": {"state": "refused", "fault": "relay", "reason": "554 <script>alert(1)</script>"},
    "dora": {"state": "refused", "fault": "address", "reason": "550 5.1.1 unknown"},
    "emil": {"state": "in_doubt", "reason": "no answer in time"},
    "fay": {"state": "deferred", "reason": "451 later"},
}


@pytest.fixture
def ended(newsletter, clock):
    clock.now = LATE
    for name in ENDS:
        reader(newsletter, name)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    for name, end in ENDS.items():
        Delivery.objects.filter(subscription__subscriber__address=f"{name}@post.example").update(
            ended_at=DUE, attempt=1, handed_at=DUE, **end
        )
    return today


def ledger(role=Role.VIEWER):
    return desk.at_desk(role).get(reverse("ledger", kwargs=WHERE)).content.decode()


def press(client, what, **form):
    return client.post(reverse("again", kwargs={**WHERE, "what": what}), form)


def strip(shown):
    """What the strip says: its counts by name."""
    return {name: int(count) for name, count in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", shown)}


def test_strip_is_a_sum_that_equals_the_readers(ended):
    counts = strip(ledger())

    assert counts.pop("Readers") == sum(counts.values()) == len(ENDS)
    assert counts == {
        "On their way": 1, "Sent": 1, "Refused": 2, "Not in time": 1, "Left before": 0, "In doubt": 1
    }  # fmt: skip


def test_books_that_do_not_add_up_are_told(ended):
    Delivery.objects.filter(state="sent").delete()

    assert "do not add up" in ledger()
    assert "does not add up" in desk.at_desk(Role.VIEWER, "other").get(reverse("deliveries")).content.decode()


def test_answers_of_servers_are_shown_as_text(ended):
    shown = ledger()

    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_a_viewer_sees_no_address_and_no_button(ended):
    assert "bob@post.example" not in ledger()
    assert reverse("again", kwargs={**WHERE, "what": "missed"}) not in ledger_of_another()


def ledger_of_another():
    return desk.at_desk(Role.VIEWER, "another").get(reverse("ledger", kwargs=WHERE)).content.decode()


def test_page_asks_anew_while_letters_are_on_their_way_and_rests_when_all_is_done(ended):
    assert "hx-trigger" in ledger()

    Delivery.objects.filter(state="deferred").update(state="sent")
    assert "hx-trigger" not in ledger_of_another()


def test_the_missed_are_planned_and_it_is_written_down_and_the_post_sends(ended, clock, outbox):
    editor = desk.at_desk(Role.EDITOR)
    asked = editor.get(reverse("again", kwargs={**WHERE, "what": "missed"})).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', asked).group(1)

    answer = press(editor, "missed", seen=seen)

    assert answer.status_code == 302
    assert not outbox.letters()
    assert set(Resend.objects.values_list("who", "why")) == {("editor@desk.example", "missed")}
    entry = LogEntry.objects.get()
    assert (entry.by, entry.act, entry.on) == ("editor@desk.example", "mailed the missed", "military 2026-11-24")
    assert "2 planned for now" in editor.get(answer.headers["Location"]).content.decode()
    Delivery.objects.filter(state="deferred").update(state="sent")
    post.deliver_due(clock, outbox, "one")
    assert_balanced(ended, sent=4, refused=1, in_doubt=1)


def test_the_doubtful_go_again_once_however_often_the_button_is_pressed(ended):
    editor = desk.at_desk(Role.EDITOR)

    press(editor, "doubtful", seen="1"), press(editor, "doubtful", seen="1")

    assert Resend.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "0", "-1", "²", "9" * 4000, "x"])
def test_more_than_the_editor_saw_are_not_sent(ended, seen):
    answer = press(desk.at_desk(Role.EDITOR), "doubtful", seen=seen)

    assert answer.status_code == 400
    assert not Resend.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("where", [{**WHERE, "what": "everybody"}, {**WHERE, "newsletter": "none", "what": "missed"}])
def test_what_is_not_there_cannot_be_sent_again(ended, where):
    assert desk.at_desk(Role.EDITOR).post(reverse("again", kwargs=where)).status_code == 404


def test_a_draft_has_no_ledger(newsletter, clock):
    edition(newsletter, state="draft", closed_at=None)

    assert desk.at_desk(Role.VIEWER).get(reverse("ledger", kwargs=WHERE)).status_code == 404


def test_alarms_stand_above_the_ledgers(ended):
    alarm.tell("2 letters in doubt", "The relay’s log may know.", LATE)

    assert "2 letters in doubt" in desk.at_desk(Role.VIEWER).get(reverse("deliveries")).content.decode()


def settle(client, **form):
    return client.post(reverse("arrived", kwargs=WHERE), {"seen": "1", "why": "queued as 4F2A91", **form})


def test_what_arrived_by_the_relays_log_is_sent_and_nobody_is_written_to(ended, outbox):
    editor = desk.at_desk(Role.EDITOR)
    asked = editor.get(reverse("arrived", kwargs=WHERE)).content.decode()
    assert 'name="seen" value="1"' in asked

    answer = settle(editor)

    assert answer.status_code == 302
    assert_balanced(ended, sent=2, expired=1, refused=2, open=1)
    [told] = Arrival.objects.all()
    assert (told.who, told.why, told.reason) == ("editor@desk.example", "queued as 4F2A91", "no answer in time")
    entry = LogEntry.objects.get()
    assert (entry.act, entry.on, entry.words) == (
        "settled doubts",
        "military 2026-11-24",
        "1 arrived: queued as 4F2A91",
    )
    assert "1 arrived: queued as 4F2A91" in editor.get(answer.headers["Location"]).content.decode()
    assert reverse("arrived", kwargs=WHERE) not in editor.get(answer.headers["Location"]).content.decode()
    assert not outbox.letters()


@pytest.mark.parametrize(
    "form",
    [{"why": " "}, {"why": "\0"}, {"seen": ""}, {"seen": "0"}, {"addresses": "alice@post.example\nbob@post.example"}],
    ids=["no reason", "nothing but NUL", "not seen", "fewer seen", "not in doubt"],
)
def test_doubts_stay_where_it_is_not_clear_who_arrived_or_how_it_is_known(ended, form):
    answer = settle(desk.at_desk(Role.EDITOR), **form)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Arrival.objects.exists()
    assert not LogEntry.objects.exists()


def test_only_those_whose_addresses_are_told_are_settled(ended, newsletter):
    row = Delivery.objects.filter(subscription__subscriber__address="bob@post.example")
    row.update(state="in_doubt")

    settle(desk.at_desk(Role.EDITOR), seen="2", addresses="BOB@post.example\r\nzoe@post.example")

    assert [one.delivery for one in Arrival.objects.all()] == [row.get()]
    assert_balanced(ended, sent=2, in_doubt=1, refused=2, open=1)


def test_a_viewer_settles_nothing(ended):
    assert settle(desk.at_desk(Role.VIEWER)).status_code == 403
    assert not Arrival.objects.exists()
