"""Accounts of the desk for the tests, one of each role."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import User
from django.test import Client
from tests.rooms import people

from reveille.desk import roles
from reveille.desk.roles import Role
from reveille.newsroom.models import Article
from reveille.sources.models import Feed, Outlet

YESTERDAY = date(2026, 11, 23)

ARTICLE = 4711
PASSWORD = "reveille-at-half-past-five"


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
