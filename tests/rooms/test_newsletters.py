"""Newsletters: several on one installation, each with its own beat, hour, look, sections and front page."""

import re
from datetime import date
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.rooms import desk, pages, people
from tests.rooms.test_site import publish

from reveille import day
from reveille.core import lights
from reveille.delivery.models import Examined
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.editions import composing, founding, letterhead, rendering
from reveille.editions.models import Edition, Newsletter
from reveille.mail.account import Account
from reveille.mail.relay import Relay
from reveille.sources.models import Outlet

pytestmark = pytest.mark.django_db

TOKENS = Path(__file__).parents[2] / "src/reveille/site/static/site/tokens.css"
INK, INK_AT_NIGHT = "#13202b", "#e8edf0"


@pytest.fixture(autouse=True)
def still(clock, outbox):
    return clock


def said(**more):
    return {
        "act": "save", "slug": "world", "name": "The World", "tagline": "All of it.", "beat": "everything",
        "home_outlet": "", "closes": "05:45", "zone": "Europe/Vienna", "language": "de", "light": "sky",
        "sender_name": "The World", "sender_address": "world@news.example", "postal_address": "1 Harbour Road",
        **more,
    }  # fmt: skip


def found(**more):
    return desk.at_desk(Role.OWNER).post(reverse("newsletter-add"), said(**more))


def test_an_owner_founds_a_second_newsletter_that_is_offered_and_has_a_front_page(newsletter, client):
    Outlet.objects.create(
        slug="courier", name="The Courier", home="https://courier.example/", language="en", family="c"
    )
    answer = found(home_outlet="courier")

    made = Newsletter.objects.get(slug="world")
    assert answer.headers["Location"] == "/desk/newsletters/world/"
    assert (made.closing_minute, made.zone, made.language, made.home_outlet.slug) == (
        345,
        "Europe/Vienna",
        "de",
        "courier",
    )
    assert 'value="world"' in client.get("/").content.decode()
    own = client.get("/world/").content.decode()
    assert "All of it." in own
    assert 'data-light="sky"' in own
    assert 'href="/military/"' in own
    assert 'href="/world/"' in client.get("/").content.decode()
    assert {one["slug"] for one in client.get("/api/newsletters").json()} == {"military", "world"}
    assert LogEntry.objects.get(act="founded a newsletter").on == "world"


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "desk"), ("slug", "de"), ("slug", "military"), ("slug", "a/b"), ("name", ""), ("beat", "../etc/passwd"),
     ("closes", "25:00"), ("zone", "Mars/Base"), ("language", "tlh"), ("light", "#fff"), ("sections", "Gardening"),
     ("sender_address", "x@y\r\nBcc: z@y.example"), ("home_outlet", "nobody")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_founded(newsletter, field, value):
    answer = found(**{field: value})

    assert answer.status_code == 400
    assert Newsletter.objects.count() == 1


def test_a_name_of_two_lines_becomes_one(newsletter):
    found(name="The\r\nWorld", sender_name="A\nB")

    made = Newsletter.objects.get(slug="world")
    assert (made.name, made.sender_name) == ("The World", "A B")


def test_a_change_is_kept_and_written_down_by_its_names(newsletter):
    owner, page = desk.at_desk(Role.OWNER), reverse("newsletter", args=["military"])

    shown = owner.post(page, said(name="The Watch", beat="military", sections=["Operations"]))

    changed = Newsletter.objects.get()
    assert shown.status_code == 200
    assert (changed.slug, changed.name, changed.sections) == ("military", "The Watch", ["Operations"])
    assert "sections" in LogEntry.objects.get(act="changed a newsletter").words
    assert re.search(r'value="Operations"[^>]*checked', owner.get(page).content.decode())


def test_the_letters_are_from_its_own_address_in_its_own_light(newsletter):
    found()
    made = Newsletter.objects.get(slug="world")

    rendered = rendering.render(pages.full(), letterhead.masthead(made))

    assert letterhead.sender(made) == "world@news.example"
    assert "#8cc4f0" in rendered.html
    assert "#f4b433" not in rendered.html
    assert "1 Harbour Road" in rendered.html
    assert "1 Harbour Road" in rendered.text


def test_a_postal_address_of_its_own_stands_on_its_pages_and_letters_and_nobody_else_s(newsletter, client, settings):
    settings.POSTAL_ADDRESS = "12 Signal Lane"
    found()

    for page in ("/world/", "/world/archive/"):
        assert "1 Harbour Road" in client.get(page).content.decode()
    assert "12 Signal Lane" in client.get("/").content.decode()
    assert "1 Harbour Road" not in client.get("/").content.decode()


@pytest.mark.parametrize("of", ["desk", "command line"])
def test_newsletter_without_addresses_of_its_own_follows_the_installation_s(newsletter, settings, of):
    owner = desk.at_desk(Role.OWNER)
    if of == "desk":
        owner.post(reverse("newsletter-add"), said(sender_address="", postal_address=""))
    else:
        founding.newsletter("world", "everything", name="The World")
    settings.SENDER_ADDRESS, settings.POSTAL_ADDRESS = "paper@moved.example", "7 New Street"
    made = Newsletter.objects.get(slug="world")

    assert letterhead.sender(made) == "paper@moved.example"
    assert letterhead.masthead(made).postal_address == "7 New Street"
    shown = owner.get(reverse("newsletter", args=["world"])).content.decode()
    assert "Left empty: the installation’s, 7 New Street." in shown
    assert 'aria-describedby="id_postal_address_helptext"' in shown


@pytest.mark.parametrize(
    ("sender", "postal", "left"),
    [
        ("paper@news.example", "12 Signal Lane", ("", "")),
        ("reveille@127.0.0.1", "", ("", "")),
        ("reveille@localhost", "1 Harbour Road", ("", "1 Harbour Road")),
        ("world@news.example", "12 Signal Lane ", ("world@news.example", "12 Signal Lane ")),
    ],
)
def test_upgrade_forgets_addresses_that_were_copied_and_keeps_those_that_were_chosen(
    newsletter, settings, sender, postal, left
):
    settings.SENDER_ADDRESS, settings.POSTAL_ADDRESS = "paper@news.example", "12 Signal Lane"
    Newsletter.objects.update(sender_address=sender, postal_address=postal)
    migration = import_module("reveille.editions.migrations.0013_own_addresses")

    migration.forget_copies(apps, SimpleNamespace(connection=connection))

    assert Newsletter.objects.values_list("sender_address", "postal_address").get() == left


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"DKIM": False}, "are not signed."),
        ({"DKIM_DOMAINS": ("news.example", "ledger.example")}, "are signed by ledger.example."),
        ({"DKIM_DOMAINS": ("news.example",)}, "are signed by daily.ledger.example."),
        ({"PROVIDER": Account("brevo", "key")}, "are signed by the provider that sends them."),
    ],
)
@pytest.mark.parametrize("outside", [False, True])
def test_who_signs_for_another_sender_is_said_with_whether_its_letters_wait(
    newsletter, settings, tmp_path, changes, told, outside
):
    settings.DATA, settings.DKIM, settings.RELAY = tmp_path, True, Relay("relay.example", 587, "starttls")
    if not outside:
        settings.RELAY = None
    for name, value in changes.items():
        setattr(settings, name, value)
    owner, page = desk.at_desk(Role.OWNER), reverse("newsletter", args=["military"])

    shown = owner.post(page, said(beat="military", sender_address="paper@daily.ledger.example")).content.decode()

    assert f"Letters from daily.ledger.example {told}" in shown
    assert told in owner.get(page).content.decode()
    assert ("The first ones wait" in shown) is (outside and "PROVIDER" not in changes)
    assert list(tmp_path.iterdir()) == []  # looking at it makes no keys
    Examined.objects.create(sender="daily.ledger.example", relay="relay.example:587", passed=True, at=settings.CLOCK())
    assert "The first ones wait" not in owner.get(page).content.decode()


def test_a_retired_newsletter_is_offered_nowhere_closes_nothing_and_keeps_its_archive(newsletter, clock, client):
    publish(newsletter)
    found()
    owner, page = desk.at_desk(Role.OWNER, "second"), reverse("newsletter", args=["military"])

    owner.post(page, {"act": "retire"})

    assert Newsletter.objects.get(slug="military").retired_at == clock()
    assert day.beats() == ["everything"]
    assert "military" not in {letter.slug for letter, _ in day.closable(clock())}
    assert 'value="military"' not in client.get("/").content.decode()
    assert 'id="email"' not in client.get("/military/").content.decode()
    assert client.get("/military/2026-11-24/").status_code == 200

    owner.post(page, {"act": "revive"})
    assert Newsletter.objects.get(slug="military").retired_at is None


def test_retiring_drops_the_draft_and_no_closed_edition(newsletter):
    publish(newsletter)
    publish(newsletter, date(2026, 11, 25), state="draft", page=pages.page(pages.item("other", rank=1)))

    desk.at_desk(Role.OWNER).post(reverse("newsletter", args=["military"]), {"act": "retire"})

    assert [one.state for one in Edition.objects.all()] == ["closed"]


def test_an_edition_has_the_chosen_sections_only(newsletter, sample, press, clock):
    from reveille.sources import reach

    day.round_(clock, reach.ours(), everyone=True)
    whole = composing.compose(newsletter, clock().date()).page
    chosen = [section.name for section in whole.sections][:2]
    newsletter.sections = chosen
    newsletter.save()

    some = composing.compose(newsletter, clock().date()).page

    assert len(whole.sections) > 2
    assert {section.name for section in some.sections} <= set(chosen)
    assert some.stories


@pytest.mark.parametrize("asked", [{}, {"act": "erase"}, {"act": "revive"}])
def test_nonsense_changes_nothing(newsletter, asked):
    assert desk.at_desk(Role.OWNER).post(reverse("newsletter", args=["military"]), asked).status_code == 400


def test_a_viewer_sees_the_newsletters_and_their_readers(newsletter):
    people.reader(newsletter, "alice")

    shown = desk.at_desk(Role.VIEWER).get(reverse("newsletters")).content.decode()

    assert '<td data-is="Readers">1</td>' in shown
    assert reverse("newsletter-add") not in shown


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_ink_is_read_with_ease_on_every_light_and_its_wash():
    told = re.findall(r"data-light=(\w+)\]\{--light:(#\w{6});--wash:(#\w{6})\}", TOKENS.read_text())
    day_, night = told[: len(told) // 2], told[len(told) // 2 :]

    assert {name for name, *_ in day_} == {name for name, *_ in night} == set(lights.LIGHTS) - {"amber"}
    assert all(contrast(INK, light) >= 7 and contrast(INK, wash) >= 7 for _, light, wash in day_)
    assert all(contrast(INK, light) >= 7 and contrast(INK_AT_NIGHT, wash) >= 7 for _, light, wash in night)
    assert all(lights.hex_of(name) == light for name, light, _ in day_)
    assert all(contrast(INK, light) >= 7 for light in lights.LIGHTS.values())


def test_a_stranger_does_not_see_the_page_of_the_newsletters():
    assert Client().get(reverse("newsletters")).status_code == 302
