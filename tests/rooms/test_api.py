"""The API: editions for everybody, the desk's acts for tokens, and its own description holds."""

import json
import re

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from tests.rooms import desk, pages, people
from tests.rooms.test_site import publish

from reveille.api import pace
from reveille.api.service import api
from reveille.core import layout
from reveille.delivery.models import Arrival, Delivery
from reveille.desk import acting, tokens
from reveille.desk.models import LogEntry, Token
from reveille.desk.roles import Role
from reveille.editions import shown
from reveille.editions.models import Act, Edition, Newsletter

pytestmark = pytest.mark.django_db

EDITION = "/api/newsletters/reveille/editions/2026-11-24"
DRAFT = "/api/desk/reveille/2026-11-24"
HOME = {"newsletter": "reveille", "day": "2026-11-24", "story": "flare"}
EXAMPLES = 15  # of each operation
application = get_wsgi_application()


@pytest.fixture(autouse=True)
def still(clock, outbox):
    cache.clear()
    return clock


@pytest.fixture
def newsletter():
    return Newsletter.objects.create(slug="reveille", name="Reveille", beat="military", tagline="All quiet.")


@pytest.fixture
def draft(newsletter):
    page = pages.full()
    weighed = [
        {"article": place, "slug": item.slug, "headline": item.headline, "outlet": item.outlet, "score": 9.5 - place,
         "reasons": [[9.5 - place, "6 independent outlets"]]}
        for place, item in enumerate(page.items, start=1)
    ]  # fmt: skip
    return Edition.objects.create(
        newsletter=newsletter, date=pages.DAY, closing_at="2026-11-24T05:30Z", page=layout.to_json(page),
        weighed=weighed,
    )  # fmt: skip


class Program:
    """A program that speaks JSON, with a token or without."""

    def __init__(self, role=None, name="clock"):
        self.words = tokens.make(name, role, "owner@desk.example", acting.settings.CLOCK())[1] if role else ""
        self.client = Client(
            headers={"Authorization": f"Bearer {self.words}"} if role else {}, enforce_csrf_checks=True
        )

    def get(self, address, **how):
        return self.client.get(address, **how)

    def post(self, address, **body):
        return self.client.post(address, json.dumps(body), content_type="application/json")


def test_an_edition_is_told_in_the_words_that_were_mailed(newsletter):
    publish(newsletter)

    told = Program().get(EDITION).json()

    stories = [one for section in told["sections"] for one in section["stories"]]
    assert [one["headline"] for one in stories] == [item.headline for item in pages.full().items]
    assert stories[0]["sentences"][0]["text"] == pages.SENTENCE
    assert told["url"].endswith("/reveille/2026-11-24/")
    assert (told["number"], told["before"], told["after"]) == (412, None, None)


def test_a_story_names_all_who_report_it(newsletter):
    publish(newsletter)

    told = Program().get(f"{EDITION}/stories/flare").json()

    assert [one["outlet"] for one in told["reports"]] == ["Northline Wire", "Mwamba Post", "صدى الموانئ"]
    assert told["reports"][1]["copy_of"] == "Northline Wire"
    assert told["reports"][2]["published"] is None


def test_editions_are_listed_a_stretch_at_a_time(newsletter):
    for day in (22, 23, 24):
        publish(newsletter, pages.DAY.replace(day=day))

    first = Program().get("/api/newsletters/reveille/editions?limit=2").json()
    rest = Program().get(first["next"].removeprefix("http://127.0.0.1:8000")).json()

    assert [one["date"] for one in first["editions"]] == ["2026-11-24", "2026-11-23"]
    assert [one["date"] for one in rest["editions"]] == ["2026-11-22"]
    assert rest["next"] is None


@pytest.mark.parametrize("state", ["draft", "held"])
def test_what_is_not_closed_is_not_told(newsletter, state):
    publish(newsletter, state=state)

    assert Program().get(EDITION).status_code == 404
    assert Program().get("/api/newsletters/reveille/editions/latest").status_code == 404
    assert Program().get("/api/newsletters/reveille/editions").json()["editions"] == []


def test_what_was_taken_down_is_not_told_and_the_edition_says_so(newsletter):
    edition = publish(newsletter)
    Act.objects.create(
        edition=edition, kind="takedown", value={"slug": "flare", "text": "A story was taken down: asked."},
        words="took it down", by="editor@desk.example", at="2026-11-24T09:00Z",
    )  # fmt: skip
    shown.keep(edition)  # as the desk does

    told = Program().get(EDITION)

    slugs = [one["slug"] for section in told.json()["sections"] for one in section["stories"]]
    assert slugs == [item.slug for item in pages.full().items if item.slug != "flare"]
    assert told.json()["corrections"][0]["kind"] == "takedown"
    gone = Program().get(f"{EDITION}/stories/flare")
    assert (gone.status_code, gone.json()["detail"]) == (410, "A story was taken down: asked.")
    [past] = Program().get("/api/newsletters/reveille/editions").json()["editions"]
    assert past["stories"] == told.json()["stories"] == len(slugs)


def test_an_answer_that_has_not_changed_is_not_sent_again(newsletter):
    edition = publish(newsletter)
    first = Program().get(EDITION)

    again = Program().get(EDITION, headers={"If-None-Match": first.headers["ETag"]})
    Act.objects.create(
        edition=edition, kind="correct", value={"text": "It was noon."}, words="corrected", by="e@d.example",
        at="2026-11-24T09:00Z",
    )  # fmt: skip
    corrected = Program().get(EDITION, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert corrected.json()["corrections"][0]["text"] == "It was noon."
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/nothing", 404), ("/api/newsletters/nobody/editions", 404), (EDITION.replace("24", "99"), 422),
     ("/api/newsletters/reveille/editions?limit=0", 422), ("/api/newsletters/re%00v/editions", 404),
     (f"{EDITION}/stories/fl%00are", 404)],
)  # fmt: skip
def test_what_is_wrong_is_told_as_a_problem(newsletter, address, status):
    publish(newsletter)

    answer = Program().get(address)

    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_head_says_what_get_would_and_other_methods_are_refused(newsletter):
    publish(newsletter)
    client = Client()

    assert client.head(EDITION).headers["ETag"] == client.get(EDITION).headers["ETag"]
    refused = client.delete(EDITION)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")
    assert refused.json()["title"] == "Method Not Allowed"


def test_a_failure_of_ours_is_a_problem_without_its_cause(newsletter, monkeypatch, caplog):
    publish(newsletter)
    monkeypatch.setattr("reveille.api.paper._edition", lambda _: 1 / 0)

    answer = Program().get(EDITION)

    assert answer.status_code == 500
    assert "division" not in answer.content.decode()
    assert "division" in caplog.text


def test_a_network_has_so_many_requests_a_minute(newsletter, clock, monkeypatch):
    monkeypatch.setattr(pace, "OF_A_NETWORK", 3)
    asked = [Program().get("/api/newsletters").status_code for _ in range(4)]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7").get("/api/newsletters").status_code
    clock.pass_(minutes=1)

    assert asked == [200, 200, 200, 429]
    assert elsewhere == 200
    assert Program().get("/api/newsletters").status_code == 200


@pytest.mark.parametrize(
    ("role", "seen", "pressed"), [(None, 401, 401), (Role.VIEWER, 200, 403), (Role.EDITOR, 200, 200)]
)
def test_a_token_may_do_what_its_role_may(draft, role, seen, pressed):
    program = Program(role)

    assert program.get(DRAFT).status_code == seen
    assert program.post(f"{DRAFT}/acts", kind="hold", seen=0, text="Wait for noon").status_code == pressed
    assert Act.objects.count() == (pressed == 200)


def test_every_address_of_the_desk_asks_for_a_token(draft):
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            if path.startswith("/api/desk/"):
                where = path.format(newsletter="reveille", day="2026-11-24", what="missed")
                answer = Client().generic(method.upper(), where, "{}", content_type="application/json")
                assert answer.status_code == 401
                assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_desk_opens_nothing_here(draft):
    client = desk.at_desk(Role.OWNER)

    assert client.get(DRAFT).status_code == 401


def test_an_act_is_the_desks_own_and_stands_in_the_log(draft):
    program = Program(Role.EDITOR)
    before = program.get(DRAFT).json()

    told = program.post(f"{DRAFT}/acts", kind="hold", seen=before["seen"], text="Wait for noon").json()

    assert told["acts"][0]["by"] == "token clock"
    assert told["seen"] == before["seen"] + 1
    entry = LogEntry.objects.get(act="hold")
    assert (entry.by, entry.on, entry.words) == (
        "token clock",
        "reveille 2026-11-24",
        "held the edition: Wait for noon",
    )


def test_an_act_on_what_has_changed_since_is_refused(draft):
    program = Program(Role.EDITOR)
    program.post(f"{DRAFT}/acts", kind="hold", seen=0, text="Wait for noon")

    late = program.post(f"{DRAFT}/acts", kind="undo", seen=0, act=Act.objects.get().pk)

    assert late.status_code == 409
    assert "held the edition" in late.json()["detail"]
    assert Act.objects.get().undone_at is None


@pytest.mark.parametrize("body", [{"kind": "explode", "seen": 0}, {"kind": "drop", "seen": 0, "article": 99}])
def test_an_act_that_cannot_be_done_says_why(draft, body):
    refused = Program(Role.EDITOR).post(f"{DRAFT}/acts", **body)

    assert refused.status_code == 409
    assert refused.json()["detail"]


def test_a_program_sends_again_what_was_missed_and_no_more_than_it_saw(newsletter):
    edition = people.edition(newsletter, pages.DAY)
    for name in ("alice", "bob"):
        late = people.reader(newsletter, name)
        Delivery.objects.create(
            edition=edition, subscription=late, state="expired", due_at=people.CLOSING, next_try_at=people.CLOSING,
            expires_at=people.CLOSING,
        )  # fmt: skip
    program = Program(Role.EDITOR)

    assert program.get(f"{DRAFT}/deliveries").json()["missed"] == 2
    assert program.post(f"{DRAFT}/deliveries/missed", seen=1).status_code == 409
    assert program.post(f"{DRAFT}/deliveries/missed", seen=2).json() == {"planned": 2}
    assert LogEntry.objects.get(act="mailed the missed").by == "token clock"


@pytest.fixture
def doubtful(newsletter):
    """Three letters in doubt, and one that expired."""
    edition = people.edition(newsletter, pages.DAY)
    for name in ("alice", "bob", "chris", "dora"):
        Delivery.objects.create(
            edition=edition, subscription=people.reader(newsletter, name), reason="no answer",
            state="expired" if name == "dora" else "in_doubt", due_at=people.CLOSING, next_try_at=people.CLOSING,
            expires_at=people.CLOSING, ended_at=people.CLOSING,
        )  # fmt: skip
    return edition


def states():
    rows = Delivery.objects.order_by("pk")
    return dict(rows.values_list("subscription__subscriber__address", "state"))


def test_a_program_that_has_read_the_relays_log_settles_a_doubt_and_nothing_is_sent(doubtful, outbox):
    program = Program(Role.EDITOR)
    address = f"{DRAFT}/deliveries/arrived"

    one = program.post(address, why="queued as 4F2A91", seen=1, addresses=["Alice@post.example"])
    again = program.post(address, why="queued as 4F2A91", seen=1, addresses=["alice@post.example"])
    rest = program.post(address, why="250 in the log", seen=2)

    assert (one.status_code, one.json()) == (200, {"settled": 1})
    assert (again.status_code, again.json()["detail"]) == (409, "None of them is in doubt.")
    assert (rest.status_code, rest.json()) == (200, {"settled": 2})
    assert set(states().values()) == {"sent", "expired"}
    assert states()["dora@post.example"] == "expired"
    assert set(Arrival.objects.values_list("who", "why", "reason")) == {
        ("token clock", "queued as 4F2A91", "no answer"), ("token clock", "250 in the log", "no answer"),
    }  # fmt: skip
    entries = LogEntry.objects.filter(act="settled doubts").order_by("pk")
    assert [(one.by, one.on, one.words) for one in entries] == [
        ("token clock", "reveille 2026-11-24", "1 arrived: queued as 4F2A91"),
        ("token clock", "reveille 2026-11-24", "2 arrived: 250 in the log"),
    ]
    assert outbox.letters() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"why": "the log", "seen": 2}, 409),
        ({"why": "the log", "seen": 3, "addresses": ["nobody@post.example"]}, 409),
        ({"why": "the log", "seen": 3, "addresses": []}, 422),
        ({"why": "  \n", "seen": 3}, 422),
        ({"why": "x" * 251, "seen": 3}, 422),
        ({"seen": 3}, 422),
        ({"why": "the log"}, 422),
    ],
)
def test_a_doubt_is_settled_by_nobody_who_does_not_say_how_they_know_or_saw_fewer(doubtful, body, status):
    before = states()

    refused = Program(Role.EDITOR).post(f"{DRAFT}/deliveries/arrived", **body)

    assert refused.status_code == status
    assert states() == before
    assert not LogEntry.objects.filter(act="settled doubts").exists()


@pytest.mark.parametrize(("role", "status"), [(None, 401), (Role.VIEWER, 403)])
def test_a_doubt_is_settled_by_a_token_of_an_editor_alone(doubtful, role, status):
    answer = Program(role).post(f"{DRAFT}/deliveries/arrived", why="the log", seen=3)

    assert answer.status_code == status
    assert "sent" not in states().values()


def test_a_doubt_of_an_edition_that_is_not_closed_is_none(draft):
    assert Program(Role.EDITOR).post(f"{DRAFT}/deliveries/arrived", why="the log", seen=1).status_code == 404


def test_the_ledger_tells_no_address(newsletter):
    edition = people.edition(newsletter, pages.DAY)
    Delivery.objects.create(
        edition=edition, subscription=people.reader(newsletter, "alice"), state="refused", reason="550 5.1.1",
        due_at=people.CLOSING, next_try_at=people.CLOSING, expires_at=people.CLOSING,
    )  # fmt: skip

    told = Program(Role.VIEWER).get(f"{DRAFT}/deliveries")

    assert told.json()["unhappy"] == [{"state": "refused", "reason": "550 5.1.1", "count": 1}]
    assert "alice" not in told.content.decode()


def test_a_revoked_token_opens_nothing_and_its_name_is_never_given_again(draft, clock):
    program = Program(Role.EDITOR)
    tokens.revoke("clock", clock())

    assert program.get(DRAFT).status_code == 401
    with pytest.raises(tokens.NameTaken):
        tokens.make("clock", Role.VIEWER, "owner@desk.example", clock())


def test_a_token_is_kept_as_a_digest_only():
    words = Program(Role.EDITOR).words

    row = Token.objects.get()
    assert words not in {str(value) for value in vars(row).values()}
    assert row.digest == tokens.digest(words)


def test_many_wrong_tokens_close_the_door_for_their_network_only(draft):
    good = Program(Role.VIEWER)
    for at in range(pace.WRONG_TOKENS):
        assert Client(headers={"Authorization": f"Bearer guess{at}"}).get(DRAFT).status_code == 401

    assert (good.get(DRAFT).status_code, good.get(DRAFT).headers["Retry-After"]) == (429, "60")
    assert good.client.get(DRAFT, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_token_has_so_many_requests_a_minute(draft, monkeypatch):
    monkeypatch.setattr(pace, "OF_A_TOKEN", 2)
    program = Program(Role.VIEWER)

    assert [program.get(DRAFT).status_code for _ in range(3)] == [200, 200, 429]


def test_an_owner_makes_a_token_that_is_shown_once_and_revokes_it(draft):
    owner, page = desk.at_desk(Role.OWNER), reverse("tokens")

    shown = owner.post(page, {"act": "make", "name": "night clock", "role": "viewer"}).content.decode()
    words = re.search(r"<code>(reveille_\S+)</code>", shown).group(1)

    assert Client(headers={"Authorization": f"Bearer {words}"}).get(DRAFT).status_code == 200
    assert words not in owner.get(page).content.decode()
    owner.post(page, {"act": "revoke", "name": "night clock"})
    assert Client(headers={"Authorization": f"Bearer {words}"}).get(DRAFT).status_code == 401
    assert set(LogEntry.objects.values_list("act", "on")) == {
        ("made a token", "night clock"), ("revoked a token", "night clock")
    }  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [{}, {"act": "make"}, {"act": "make", "name": "x", "role": "owner"}, {"act": "make", "name": " ", "role": "viewer"},
     {"act": "make", "name": "<b>", "role": "viewer"}, {"act": "revoke", "name": "nobody"}],
)  # fmt: skip
def test_nonsense_makes_no_token(asked):
    assert desk.at_desk(Role.OWNER).post(reverse("tokens"), asked).status_code == 400
    assert not Token.objects.exists()


def test_the_description_is_public_and_every_field_of_it_is_told():
    told = Client().get("/api/openapi.json").json()

    untold = [
        f"{name}.{field}"
        for name, shape in told["components"]["schemas"].items()
        for field, one in shape.get("properties", {}).items()
        if not one.get("description")
    ]
    assert untold == []


def test_the_page_shows_every_operation_and_needs_no_script():
    shown = Client().get("/api/").content.decode()

    for path in api.get_openapi_schema()["paths"]:
        assert path in shown
    assert "<script" not in shown
    assert "style=" not in shown


@pytest.fixture
def kept_connection():
    """Requests that come by WSGI leave the test's own connection open, as Django's client does."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("with_token", [False, True], ids=["stranger", "editor"])
def test_the_description_holds_whatever_is_asked(newsletter, draft, monkeypatch, with_token):
    """Schemathesis: every answer is one that was described, and none is a fault of ours."""
    for name in ("OF_A_NETWORK", "OF_A_TOKEN", "WRONG_TOKENS"):
        monkeypatch.setattr(pace, name, 1_000_000)
    publish(newsletter, pages.DAY.replace(day=23))
    headers = {"Accept-Encoding": "identity"}
    if with_token:
        headers["Authorization"] = f"Bearer {Program(Role.EDITOR).words}"
    asked = set()

    def hold(case):
        asked.add(case.operation.label)
        case.call_and_validate(headers=headers)

    for found in schemathesis.openapi.from_wsgi("/api/openapi.json", application).get_all_operations():
        operation = found.ok()
        at_home = {"path_parameters": {**HOME, "what": "missed"}}
        cases = st.one_of(
            operation.as_strategy(GenerationMode.POSITIVE, **(at_home if operation.path_parameters else {})),
            operation.as_strategy(GenerationMode.POSITIVE),
            operation.as_strategy(GenerationMode.NEGATIVE),
        )
        some = hypothesis_settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        some(given(cases)(hold))()

    assert len(asked) == sum(len(one) for one in api.get_openapi_schema()["paths"].values())
