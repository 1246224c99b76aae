"""Accounts of the desk for the tests, one of each role."""

from django.contrib.auth.models import User
from django.test import Client

from reveille.desk import roles
from reveille.desk.roles import Role

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
