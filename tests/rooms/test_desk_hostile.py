"""Words of strangers and of editors, full of markup, are words on every page of the desk and in the paper."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from tests.rooms import desk, people
from tests.rooms.test_desk_acts import close, do, draft, editor, of, told  # noqa: F401 - draft and editor are fixtures
from tests.rooms.test_security import HOSTILE, faults

from reveille.delivery.models import Bounce, Complaint, Delivery
from reveille.desk.roles import Role
from reveille.editions import acts
from reveille.editions.models import Edition
from reveille.subscribers.models import Consent

from .conftest import DAY

pytestmark = pytest.mark.django_db

WORD = "alert(1)"  # what stands on a page, if the words do


def test_what_an_editor_writes_is_words_on_the_desk_in_the_mail_and_on_the_site(editor, newsletter, clock, client):  # noqa: F811
    first = told()[0]
    do(editor, "note", article=of(first), text=HOSTILE)
    do(editor, "hold", text=HOSTILE)
    held = editor.get(reverse("desk-day", args=["military", DAY]), {"chosen": of(first)}).content.decode()
    do(editor, "undo", act=Edition.objects.get().acts.get(kind="hold").pk)
    edition = close(newsletter, clock)
    do(editor, "correct", text=HOSTILE)

    shown = [
        held,
        editor.get(reverse("desk-day", args=["military", DAY])).content.decode(),
        editor.get(reverse("log")).content.decode(),
        client.get(f"/military/{DAY}/").content.decode(),
        client.get("/corrections/").content.decode(),
    ]
    assert [page.count(WORD) > 0 for page in shown] == [True] * len(shown)
    assert [faults(page) for page in shown] == [[]] * len(shown)
    assert WORD in edition.html
    assert "<script" not in edition.html
    assert "onerror=" not in edition.html.replace("&lt;img src=x onerror=", "")
    assert acts.seen(edition) > 0


def test_a_list_that_is_shown_before_it_is_brought_is_words(newsletter, clock):
    rows = [HOSTILE, f'"{HOSTILE}"@post.example', "alice@post.example' OR 1=1;--", "=cmd|'/C calc'!A0"]
    listed = io.StringIO()
    csv.writer(listed).writerows([["email"], *([one] for one in rows)])
    shown = desk.at_desk(Role.OWNER).post(
        reverse("subscriber-import"),
        {"newsletter": newsletter.slug, "act": "try", "list": listed.getvalue(), "elsewhere": HOSTILE},
    )

    page = shown.content.decode()
    assert shown.status_code == 200
    assert WORD in page
    assert faults(page) == []


def test_what_strangers_send_is_words_on_every_page_of_subscribers_and_deliveries(newsletter, clock):
    edition = people.edition(newsletter)
    subscription = people.reader(newsletter, "alice")
    delivery = Delivery.objects.create(
        edition=edition, subscription=subscription, domain="post.example", state="refused", reason=HOSTILE,
        due_at=people.CLOSING, next_try_at=people.CLOSING, expires_at=people.CLOSING + timedelta(hours=9),
    )  # fmt: skip
    Bounce.objects.create(
        delivery=delivery, kind="hard", diagnostic=HOSTILE, decision=HOSTILE[:120], at=people.CLOSING, source="listener"
    )
    Complaint.objects.create(
        delivery=delivery, feedback_type=HOSTILE[:20], reporter=HOSTILE[:100], at=people.CLOSING, source="listener"
    )
    Consent.objects.create(
        subscription=subscription, at=people.CLOSING, kind="confirmed", how=HOSTILE[:20], agent=HOSTILE, wording=HOSTILE
    )
    owner = desk.at_desk(Role.OWNER)
    owner.get("/desk/?" + urlencode({"q": HOSTILE}), headers={"referer": HOSTILE, "user-agent": HOSTILE})

    pages = [
        owner.post(reverse("subscriber"), {"address": "alice@post.example"}).content.decode(),
        owner.get(reverse("ledger", args=[newsletter.slug, people.DAY])).content.decode(),
    ]
    assert [page.count(WORD) > 0 for page in pages] == [True, True]
    pages += [owner.get(reverse(name)).content.decode() for name in ("subscribers", "deliveries", "log", "sources")]
    assert [faults(page) for page in pages] == [[]] * len(pages)
