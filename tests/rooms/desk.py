"""The desk for the tests: its doors, people to go through them, something to see behind each."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from tests.rooms import pages, people

from reveille.core import layout
from reveille.desk import roles
from reveille.desk.roles import Role
from reveille.editions.models import Edition
from reveille.newsroom.models import Article
from reveille.sources.models import Feed, Outlet

YESTERDAY = date(2026, 11, 23)

ARTICLE = 4711
PASSWORD = "reveille-at-half-past-five"

DAY = {"newsletter": "reveille", "day": pages.DAY}
CLOSED = {"newsletter": "reveille", "day": YESTERDAY}
V, E, O = Role.VIEWER, Role.EDITOR, Role.OWNER  # noqa: E741
NOBODY = None
# Every address of the desk: what it takes, who may see it, and who may press its buttons.
DOORS = {
    "desk": ({}, V, NOBODY),
    "password": ({}, V, V),
    "desk-language": ({}, V, V),
    "security": ({}, V, V),
    "phone": ({}, V, V),
    "sources": ({}, V, NOBODY),
    "source": ({"slug": "courier"}, V, E),
    "source-add": ({}, E, E),
    "deliveries": ({}, V, NOBODY),
    "ledger": (CLOSED, V, NOBODY),
    "again": ({**CLOSED, "what": "missed"}, E, E),
    "arrived": (CLOSED, E, E),
    "subscribers": ({}, V, NOBODY),
    "subscriber": ({}, E, E),
    "subscriber-lift": ({}, O, O),
    "suppressed": ({}, E, NOBODY),
    "subscriber-import": ({}, O, O),
    "subscriber-export": ({}, O, O),
    "newsletters": ({}, V, NOBODY),
    "newsletter-add": ({}, O, O),
    "newsletter": ({"slug": "reveille"}, O, O),
    "webhooks": ({"slug": "reveille"}, O, O),
    "log": ({}, V, NOBODY),
    "accounts": ({}, O, O),
    "tokens": ({}, O, O),
    "desk-day": (DAY, V, NOBODY),
    "desk-act": (DAY, E, E),
    "desk-story": ({**DAY, "article": 1}, V, NOBODY),
    "desk-beside": ({**DAY, "article": 1, "other": 2}, V, NOBODY),
    "desk-article": ({"pk": ARTICLE}, V, E),
    "desk-mail": (DAY, V, E),
    "desk-letter": (DAY, V, NOBODY),
}
OPEN = {"sign-in", "sign-in-code", "sign-out"}  # to whoever is not signed in, too


def account(role: Role, name: str = "") -> User:
    address = f"{name or role.name.lower()}@desk.example"
    user = User.objects.create_user(address, address, PASSWORD)
    if role:
        roles.give(user, role)
    return user


def at_desk(role: Role, name: str = "", **how) -> Client:
    client = Client(**how)
    client.force_login(account(role, name))
    return client


def sign_in(client, address="editor@desk.example", password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"address": address, "password": password, **more})


def drafted(newsletter):
    """The drawn edition, weighed and open."""
    page = pages.full()
    weighed = [
        {"article": place, "slug": item.slug, "headline": item.headline, "language": item.language,
         "direction": item.direction, "outlet": item.outlet, "kind": "new", "score": 9.5 - place,
         "reasons": [[9.5 - place, "6 independent outlets"]]}
        for place, item in enumerate(page.items, start=1)
    ]  # fmt: skip
    return Edition.objects.create(
        newsletter=newsletter, date=pages.DAY, closing_at=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
        composed_at=datetime(2026, 11, 24, 5, tzinfo=UTC), page=layout.to_json(page), weighed=weighed,
    )  # fmt: skip


def furnish(newsletter):
    """Something to see in every room beside Today."""
    people.edition(newsletter, YESTERDAY)
    outlet = Outlet.objects.create(
        slug="courier", name="The Courier", home="https://courier.example/", language="en", family="courier"
    )
    Feed.objects.create(outlet=outlet, link="https://courier.example/rss.xml")
    Article.objects.create(
        pk=ARTICLE,
        outlet=outlet,
        link="https://courier.example/1",
        title="Boats",
        found_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
