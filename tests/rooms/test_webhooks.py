"""Webhooks: what happens to an edition is posted to a real server, signed, until it is taken."""

import base64
import hashlib
import hmac
import ipaddress
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from tests.rooms import desk, people, plans

from reveille import day
from reveille.core import webhooks
from reveille.core.errors import LinkError
from reveille.delivery.models import Delivery, Roll
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.mail import alarm
from reveille.subscribers import dispatch
from reveille.webhooks import calling, queue
from reveille.webhooks.models import Call, Webhook

pytestmark = pytest.mark.django_db


class Receiver(ThreadingHTTPServer):
    """A program that takes calls: it keeps what came, and answers as it is told."""

    def __init__(self):
        self.calls, self.status, self.headers = [], 204, {}
        super().__init__(("127.0.0.1", 0), Handler)
        self.link = f"http://127.0.0.1:{self.server_port}/hook?from=us"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.server.status != 204:
            self.wfile.write(b"not \x00now\n<b>")

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def still(clock, outbox):
    clock.set(people.DAY, 5, 0)
    return clock


@pytest.fixture
def receiver():
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def near(settings):
    settings.WEBHOOK_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.fixture
def webhook(near, receiver, newsletter, clock):
    return queue.add(newsletter, receiver.link, "owner@desk.example", clock())[0]


def close(newsletter, clock):
    clock.set(people.DAY, 6, 1)
    return people.edition(newsletter)


def events(receiver):
    return [json.loads(body)["type"] for _, _, body in receiver.calls]


def test_a_closed_edition_is_told_once_and_signed(webhook, receiver, newsletter, clock):
    edition = close(newsletter, clock)

    assert (day.call(clock()), day.call(clock())) == (1, 0)

    path, headers, body = receiver.calls[0]
    told = json.loads(body)
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(webhooks.shown(webhook.secret).removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert int(headers["webhook-timestamp"]) == int(clock().timestamp())
    assert path == "/hook?from=us"
    assert told["type"] == "edition.closed"
    assert told["timestamp"] == edition.closed_at.isoformat()
    assert told["data"]["date"] == "2026-11-24"
    assert told["data"]["subject"] == "Mines cleared"


def test_sending_is_told_when_it_begins_and_when_it_has_ended(webhook, receiver, newsletter, clock):
    edition = close(newsletter, clock)
    day.call(clock())
    row = Delivery.objects.create(
        edition=edition, subscription=people.reader(newsletter, "alice"), state="handed", handed_at=clock(),
        due_at=clock(), next_try_at=clock(), expires_at=clock() + timedelta(hours=12),
    )  # fmt: skip
    Roll.objects.create(edition=edition, at=clock(), entitled=1, not_today=0, planned=1)

    day.call(clock())
    begun = events(receiver)
    Delivery.objects.filter(pk=row.pk).update(state="sent", ended_at=clock())
    Roll.objects.update(complete_at=clock())
    day.call(clock())
    day.call(clock())

    assert begun == ["edition.closed", "sending.begun"]
    assert events(receiver) == ["edition.closed", "sending.begun", "sending.finished"]
    assert json.loads(receiver.calls[-1][2])["data"]["deliveries"]["sent"] == 1


def test_another_newsletter_s_editions_are_not_told(webhook, receiver, newsletter, clock):
    from reveille.editions import founding

    other = founding.newsletter("world", "everything", name="World")
    clock.set(people.DAY, 6, 1)
    people.edition(other)

    day.call(clock())

    assert receiver.calls == []


def test_what_had_closed_before_the_webhook_was_made_is_no_news(near, receiver, newsletter, clock):
    close(newsletter, clock)
    clock.pass_(minutes=1)
    queue.add(newsletter, receiver.link, "owner@desk.example", clock())

    day.call(clock())

    assert receiver.calls == []


def test_a_call_that_failed_is_made_again_later_and_later_under_the_same_id(webhook, receiver, newsletter, clock):
    receiver.status = 503
    close(newsletter, clock)

    day.call(clock())
    day.call(clock())
    for wait in webhooks.WAITS[:2]:
        clock.now += wait
        day.call(clock())
    receiver.status = 204
    clock.now += webhooks.WAITS[2]
    day.call(clock())

    call = Call.objects.get()
    assert len(receiver.calls) == call.tries == 4
    assert len({headers["webhook-id"] for _, headers, _ in receiver.calls}) == 1
    assert len({headers["webhook-timestamp"] for _, headers, _ in receiver.calls}) == 4
    assert call.taken_at == clock()
    assert call.next_try_at is None


def test_who_never_answers_is_given_up_and_the_operator_hears_of_it(webhook, receiver, newsletter, clock):
    receiver.status = 500
    close(newsletter, clock)

    day.call(clock())
    for wait in webhooks.WAITS:
        clock.now += wait
        day.call(clock())
    clock.pass_(days=3)
    day.call(clock())

    call = Call.objects.get()
    assert call.tries == len(webhooks.WAITS) + 1
    assert (call.status, call.answer, call.next_try_at) == (500, "not now <b>", None)
    assert [one.cause for one in alarm.lasting()] == [f"webhook {webhook.pk}"]


def test_who_says_gone_is_called_no_more(webhook, receiver, newsletter, clock):
    receiver.status = 410
    close(newsletter, clock)

    day.call(clock())

    assert Webhook.objects.get().ended_at == clock()
    assert Call.objects.get().next_try_at is None


def test_a_redirect_is_not_followed(webhook, receiver, newsletter, clock):
    receiver.status, receiver.headers = 302, {"Location": "/elsewhere"}
    close(newsletter, clock)

    day.call(clock())

    assert [path for path, *_ in receiver.calls] == ["/hook?from=us"]
    assert Call.objects.get().taken_at is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"])
def test_an_address_inside_our_own_network_is_not_called(receiver, newsletter, clock, settings, host):
    settings.WEBHOOK_NETWORKS = ()
    Webhook.objects.create(
        newsletter=newsletter, link=f"http://{host}:{receiver.server_port}/", seed="x", made_at=clock()
    )
    close(newsletter, clock)

    day.call(clock())

    assert receiver.calls == []
    assert Call.objects.get().status == 0
    assert Call.objects.get().answer


def test_nobody_listening_is_a_failure_in_words(webhook, newsletter, clock):
    Webhook.objects.update(link="http://127.0.0.1:1/")
    close(newsletter, clock)

    assert day.call(clock()) == 0

    assert "127.0.0.1" in Call.objects.get().answer


def test_a_call_whose_caller_died_is_made_again_and_not_by_two(webhook, receiver, newsletter, clock):
    close(newsletter, clock)
    queue.queue(clock())
    calling._claimed(clock())

    assert day.call(clock()) == 0
    clock.now += calling.CLAIM
    assert day.call(clock()) == 1
    assert len(receiver.calls) == 1


def test_old_calls_are_forgotten(webhook, receiver, newsletter, clock):
    close(newsletter, clock)
    day.call(clock())
    clock.pass_(days=31)

    calling.forget(clock())

    assert not Call.objects.exists()
    assert day.call(clock()) == 0


@pytest.mark.parametrize(
    "link",
    ["", "http://hooks.example/", "ftp://hooks.example/", "https:///x", "https://me:pw@hooks.example/", "https://a b/",
     "https://hooks.example:x/", "https://hooks.example/#x", "https://hooks.example/" + "x" * 500, "https://höcks.example/",
     "https://hooks.example/\r\nX: y"],
)  # fmt: skip
def test_an_address_that_cannot_be_called_is_refused(link):
    with pytest.raises(LinkError):
        webhooks.checked(link, plain=False)


def test_an_owner_adds_a_webhook_tries_it_and_ends_it(near, receiver, newsletter, clock):
    owner, page = desk.at_desk(Role.OWNER), reverse("webhooks", args=["military"])

    shown = owner.post(page, {"act": "add", "link": receiver.link}).content.decode()
    made = Webhook.objects.get()
    owner.post(page, {"act": "try", "webhook": made.pk})
    day.call(clock())
    after = owner.get(page).content.decode()
    owner.post(page, {"act": "renew", "webhook": made.pk})
    owner.post(page, {"act": "end", "webhook": made.pk})

    assert webhooks.shown(made.secret) in shown
    assert webhooks.shown(made.secret) not in after
    assert events(receiver) == ["test"]
    assert "204" in after
    assert Webhook.objects.get().seed != made.seed
    assert Webhook.objects.get().ended_at == clock()
    assert LogEntry.objects.filter(on="military").count() == 3


INSIDE = [
    "127.0.0.1", "localhost", "our.localhost.", "[::1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f.1", "10.1.2.3",
    "192.168.0.1:8443", "169.254.169.254", "0.0.0.0", "[fe80::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_that_is_seen_to_lie_inside_our_network_is_refused_at_the_form(newsletter, host):
    asked = {"act": "add", "link": f"https://{host}/hook"}

    shown = desk.at_desk(Role.OWNER).post(reverse("webhooks", args=["military"]), asked)

    assert shown.status_code == 400
    assert "That cannot be called: only public addresses are asked." in shown.content.decode()
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("host", ["1.1.1.1", "[2606:4700::1111]", "hooks.example"])
def test_a_public_address_and_a_name_are_taken(newsletter, host):
    desk.at_desk(Role.OWNER).post(
        reverse("webhooks", args=["military"]), {"act": "add", "link": f"https://{host}/hook"}
    )

    assert Webhook.objects.get().link == f"https://{host}/hook"


@pytest.mark.parametrize(
    ("link", "why"),
    [("https://10.0.0.1/", "gefragt werden nur öffentliche Adressen"),
     ("gopher://x", "eine Adresse beginnt mit https://"),
     ("https://a b/", "eine Adresse hat höchstens 500 ASCII-Zeichen und kein Leerzeichen"),
     ("https://me@hooks.example/",
      "in einer Adresse steht kein Name, kein Kennwort und kein Fragment; die Signatur sagt, wer ruft")],
)  # fmt: skip
def test_why_an_address_is_refused_is_told_in_the_language_of_the_desk(newsletter, link, why):
    owner = desk.at_desk(Role.OWNER)
    owner.post(reverse("desk-language"), {"language": "de"})

    shown = owner.post(reverse("webhooks", args=["military"]), {"act": "add", "link": link})

    assert f": {why}." in shown.content.decode()


@pytest.mark.parametrize(
    "asked", [{}, {"act": "add", "link": "gopher://x"}, {"act": "try", "webhook": "9" * 30}, {"act": "end"}]
)
def test_nonsense_is_refused_in_words(newsletter, asked):
    assert desk.at_desk(Role.OWNER).post(reverse("webhooks", args=["military"]), asked).status_code == 400


@plans.by_sqlite
def test_no_round_reads_every_call_or_letter_that_waits(newsletter, clock):
    with plans.noted() as asked:
        calling._claimed(clock())
        dispatch._send(clock, lambda: False)

    assert len(asked) == 4
    for plan in map(plans.plan, asked):
        assert [line for line in plan if line.startswith(("SEARCH webhooks_call", "SEARCH subscribers_letter"))], plan
