"""The desk's subscribers: numbers for all, a person's record for editors, lists for owners; addresses by POST only."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.rooms import desk, plans
from tests.rooms.people import reader

from reveille.desk import audience, subscriber_pages
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.subscribers import addresses, export, suppression
from reveille.subscribers.models import Asking, Consent, Lifting, Subscription, Suppression

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def still(clock):
    return clock


def bring(client, act, **form):
    return client.post(reverse("subscriber-import"), {"newsletter": "military", "act": act, **form})


def look_up(client, address):
    return client.post(reverse("subscriber"), {"address": address})


def test_numbers_are_shown_to_viewers_and_no_address(newsletter, clock):
    alice = reader(newsletter, "alice")
    reader(newsletter, "bob", state="left", left_at=clock.now - timedelta(days=1))
    reader(newsletter, "chris", state="pending", confirmed_at=None)
    Consent.objects.create(subscription=alice, at=clock.now, kind="confirmed", how="<b>form</b>")
    Suppression.objects.create(address_hash="f" * 64, reason="complained", at=clock.now)

    shown = desk.at_desk(Role.VIEWER).get(reverse("subscribers")).content.decode()

    assert "<b>1</b> subscriptions today; 2 confirmed and 1 left in thirty days." in shown
    assert '<th scope="row">23 Nov</th><td>0</td><td>1</td><td>1</td>' in shown
    assert '<th scope="row">17 Nov</th><td>2</td><td>0</td><td>2</td>' in shown
    assert '<th scope="row">Complained</th><td>1</td>' in shown
    assert "<b>form</b>" not in shown
    assert "post.example" not in shown
    assert "f" * 64 not in shown


@plans.by_sqlite
def test_numbers_are_counted_by_indexes_without_reading_a_row(newsletter, clock):
    with plans.noted() as asked:
        audience.by_newsletter(), audience.days(clock.now), audience.origins()

    counts = [one for one in asked if "COUNT" in one[0]]
    assert len(counts) == 5
    for count in counts:
        read = [line for line in plans.plan(count) if line.startswith(("SCAN", "SEARCH"))]
        assert ["COVERING INDEX" in line for line in read] == [True], (count, read)


def test_days_are_those_of_utc_and_add_up(newsletter):
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    first = datetime(2026, 10, 26, tzinfo=UTC)  # thirty days, today among them
    moments = {
        "before": (first - timedelta(seconds=1), None),
        "gone-before": (first - timedelta(days=9), first - timedelta(seconds=1)),
        "at-first": (first, None),
        "late": (datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), None),
        "early": (datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC), now),
    }
    for name, (confirmed, left) in moments.items():
        state = "left" if left else "confirmed"
        reader(newsletter, name, state=state, confirmed_at=confirmed, left_at=left)

    days = audience.days(now)

    told = {(one.day.month, one.day.day): (one.joined, one.left, one.there) for one in days if one.joined or one.left}
    assert told == {(10, 26): (1, 0, 2), (11, 23): (1, 0, 3), (11, 24): (1, 1, 3)}
    assert len(days) == audience.DAYS
    assert audience.confirmed() == {newsletter.pk: 3}


def test_a_person_is_found_by_the_whole_address_and_the_log_has_it_masked(newsletter):
    alice = reader(newsletter, "alice")
    Consent.objects.create(
        subscription=alice, at=alice.asked_at, kind="asked", how="form", wording="<script>alert(1)</script>"
    )
    editor = desk.at_desk(Role.EDITOR)

    found, part = look_up(editor, " Alice@Post.example "), look_up(editor, "alice")

    assert found.status_code == 200
    assert "<h1>alice@post.example</h1>" in found.content.decode()
    assert "<script>alert" not in found.content.decode()
    assert part.status_code == 400
    assert not any("alice@" in f"{entry.on}{entry.words}" for entry in LogEntry.objects.all())
    assert LogEntry.objects.count() == 2


def test_an_owner_lifts_what_bounced_with_a_reason_that_is_kept(newsletter, clock):
    alice = reader(newsletter, "alice")
    suppression.bar(alice.subscriber.address_hash, suppression.Reason.BOUNCED, clock())
    owner = desk.at_desk(Role.OWNER)
    asked = {"address": "alice@post.example", "why": ""}

    assert "Write to it again" in look_up(owner, "alice@post.example").content.decode()
    assert owner.post(reverse("subscriber-lift"), asked).status_code == 400
    assert suppression.is_silent("alice@post.example")
    answer = owner.post(reverse("subscriber-lift"), {**asked, "why": "<b>She</b> wrote"})

    assert "It may be written to again" in answer.content.decode()
    assert not suppression.is_silent("alice@post.example")
    assert Lifting.objects.get().why == "<b>She</b> wrote"
    entry = LogEntry.objects.get(act="lifted a suppression")
    assert "alice@" not in entry.on
    for page in (look_up(owner, "alice@post.example"), owner.get(reverse("suppressed"))):
        assert "<b>She" not in page.content.decode()
    assert "&lt;b&gt;She" in owner.get(reverse("suppressed")).content.decode()


def test_an_editor_sees_what_bars_an_address_and_cannot_lift_it(newsletter, clock):
    suppression.bar(addresses.digest("alice@post.example"), suppression.Reason.BOUNCED, clock())
    editor = desk.at_desk(Role.EDITOR)

    shown = look_up(editor, "alice@post.example").content.decode()

    assert "Must not be written to: bounced" in shown
    assert "Write to it again" not in shown
    told = {"address": "alice@post.example", "why": "please"}
    assert editor.post(reverse("subscriber-lift"), told).status_code == 403
    assert suppression.is_silent("alice@post.example")


def test_the_list_shows_since_when_and_why_and_no_address(newsletter, clock):
    alice = reader(newsletter, "alice")
    suppression.bar(alice.subscriber.address_hash, suppression.Reason.BOUNCED, clock(), "550 <b>no</b>")
    suppression.bar(addresses.digest("bob@post.example"), suppression.Reason.ASKED, clock())
    editor = desk.at_desk(Role.EDITOR)

    whole = editor.get(reverse("suppressed")).content.decode()
    some = editor.get(reverse("suppressed"), {"reason": "asked"}).content.decode()
    odd = editor.get(reverse("suppressed"), {"reason": "<script>", "page": "-1"}).content.decode()

    assert alice.subscriber.address_hash[:12] in whole
    assert "550 &lt;b&gt;no" in whole
    assert "post.example" not in whole
    assert addresses.digest("bob@post.example")[:12] in some
    assert alice.subscriber.address_hash[:12] not in some
    assert alice.subscriber.address_hash[:12] in odd
    assert "<script>" not in odd
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("reason", "held"), [("complained", True), ("complained", False), ("erased", False)])
def test_a_persons_own_no_has_no_button(newsletter, clock, reason, held):
    if held:
        reader(newsletter, "alice")
    suppression.bar(addresses.digest("alice@post.example"), suppression.Reason(reason), clock())
    owner = desk.at_desk(Role.OWNER)

    shown = look_up(owner, "alice@post.example").content.decode()

    assert "Only they themselves can lift it" in shown
    assert "Write to it again" not in shown
    told = {"address": "alice@post.example", "why": "please"}
    assert owner.post(reverse("subscriber-lift"), told).status_code == 400
    assert suppression.of("alice@post.example").reason == reason


@pytest.mark.parametrize("address", ["", "\0", "<script>", "%", "x" * 5000, "a@b@c", "alice@post.example\r\nBcc: x@y"])
def test_nonsense_finds_nobody(newsletter, address):
    reader(newsletter, "alice")

    assert look_up(desk.at_desk(Role.EDITOR), address).status_code == 400


def test_dry_run_says_what_would_happen_and_does_nothing(newsletter, clock):
    reader(newsletter, "alice")
    owner = desk.at_desk(Role.OWNER)

    shown = bring(owner, "try", list="email\nalice@post.example\nnew@post.example\nnonsense\n").content.decode()

    assert "Nothing was done yet" in shown
    assert "<b>1</b> subscribed already" in shown
    assert "<b>1</b> asked to confirm" in shown
    assert "<b>1</b> cannot be" in shown
    assert Subscription.objects.count() == 1
    assert not Asking.objects.exists()
    assert not LogEntry.objects.exists()


def test_import_asks_each_to_confirm_and_is_written_down(newsletter):
    answer = bring(desk.at_desk(Role.OWNER), "import", list="new@post.example\n")

    assert "Done: <b>1</b> asked to confirm." in answer.content.decode()
    assert Asking.objects.get().address == "new@post.example"
    assert LogEntry.objects.get(act="imported a list").words == "1 asked to confirm"


def test_who_agreed_elsewhere_is_subscribed_with_the_note_as_consent(newsletter):
    bring(desk.at_desk(Role.OWNER), "import", list="new@post.example\n", elsewhere="at the fair, 3 May")

    assert Consent.objects.get(subscription__state="confirmed").wording == "at the fair, 3 May"


def test_a_file_can_be_uploaded(newsletter):
    file = SimpleUploadedFile("list.csv", b"email\nnew@post.example\n", "text/csv")

    answer = bring(desk.at_desk(Role.OWNER), "try", file=file)

    assert "new@post.example" in answer.content.decode()


def test_the_largest_list_that_is_shown_can_be_imported(newsletter):
    line = "a.reader.{:04}@post.example\n"
    listed = "".join(line.format(number) for number in range(subscriber_pages.LARGEST // len(line.format(0))))
    owner = desk.at_desk(Role.OWNER)

    shown = bring(owner, "try", file=SimpleUploadedFile("list.csv", listed.encode()))
    done = bring(owner, "import", list=shown.context["list"].replace("\n", "\r\n"))

    assert (shown.status_code, done.status_code) == (200, 200)
    assert Asking.objects.count() == listed.count("\n")


@pytest.mark.parametrize(
    "form",
    [{}, {"list": " "}, {"list": "a\0b"}, {"list": "x,y\n1,2"}, {"newsletter": "none", "list": "a@b.example"},
     {"newsletter": "\0", "list": "a@b.example"}],
)  # fmt: skip
def test_a_list_that_is_none_is_refused_in_words(newsletter, form):
    answer = bring(desk.at_desk(Role.OWNER), "import", **form)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"PK\x03\x04\x00", b"a" * (subscriber_pages.LARGEST + 1)])
def test_a_file_that_is_no_list_is_refused(newsletter, data):
    answer = bring(desk.at_desk(Role.OWNER), "import", file=SimpleUploadedFile("list.csv", data))

    assert answer.status_code == 400


def test_markup_in_a_list_is_shown_as_text(newsletter):
    shown = bring(desk.at_desk(Role.OWNER), "try", list="</textarea><script>alert(1)</script>@x\n").content.decode()

    assert "<script>alert" not in shown


def test_export_is_a_list_that_no_spreadsheet_calculates(newsletter):
    subscriber = reader(newsletter, "alice").subscriber
    subscriber.address = "=cmd|calc@post.example"
    subscriber.save()
    owner = desk.at_desk(Role.OWNER)

    answer = owner.post(reverse("subscriber-export"))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [export.unguarded(row["email"]) for row in rows] == ["=cmd|calc@post.example"]
    assert rows[0]["email"].startswith("'=")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert LogEntry.objects.get().words == "1 rows"
    assert owner.get(reverse("subscriber-export")).status_code == 302
