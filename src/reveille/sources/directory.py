"""The directory: outlets and their feeds as TOML that people can read, check and send us.

Read strictly: a record that is wrong is a DirectoryError that names file, outlet and field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reveille.core import links
from reveille.core.errors import DirectoryError, LinkError

KINDS = ("newspaper", "magazine", "broadcaster", "agency", "official", "think-tank")
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")  # a name with a dot: "com" is nobody's
PAYWALLS = ("none", "soft", "hard")
FIELDS = {
    "slug", "name", "home", "country", "language", "kind", "family", "paywall", "hosts", "feeds", "verified",
    "known_from",
}  # fmt: skip


@dataclass(frozen=True)
class FeedRecord:
    """A feed's address, and what others reported of it."""

    link: str
    note: str = ""


@dataclass(frozen=True)
class OutletRecord:
    """An outlet as the directory has it; ``verified`` is the day somebody fetched its feeds and looked."""

    slug: str
    name: str
    home: str
    country: str
    language: str
    kind: str
    family: str
    paywall: str
    hosts: tuple[str, ...]
    feeds: tuple[FeedRecord, ...]
    verified: date | None = None
    known_from: str = ""


def load(folder: Path) -> tuple[OutletRecord, ...]:
    """Return the records of every ``*.toml`` in ``folder``; slugs and feeds are unique. Raises DirectoryError."""
    records: list[OutletRecord] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            records += parse(path.read_text("utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise DirectoryError(path.name, str(error)) from error
    _unique("slug", [(record.slug, record.name) for record in records])
    _unique("feed", [(feed.link, record.name) for record in records for feed in record.feeds])
    return tuple(records)


def parse(text: str, name: str) -> tuple[OutletRecord, ...]:
    """Return the records of one file's text; ``name`` is the file's, for complaints. Raises DirectoryError."""
    try:
        tables = tomllib.loads(text).get("outlet", [])
    except tomllib.TOMLDecodeError as error:
        raise DirectoryError(name, str(error)) from error
    if not isinstance(tables, list):
        raise DirectoryError(name, "outlets stand in [[outlet]] tables")
    return tuple(record(table, name) for table in tables)


def record(table: Mapping[str, Any], file: str) -> OutletRecord:
    """Return the record of one outlet's table; ``file`` is where it stands, for complaints. Raises DirectoryError."""
    who = f"{file}, {table.get('name') or table.get('slug') or 'an outlet without a name'}"
    unknown = set(table) - FIELDS
    if unknown:
        raise DirectoryError(who, f"unknown field {sorted(unknown)[0]!r}")
    feeds = table.get("feeds", [])
    if not isinstance(feeds, list) or not feeds:
        raise DirectoryError(who, "feeds: at least one is needed")
    verified = table.get("verified")
    if verified is not None and not isinstance(verified, date):
        raise DirectoryError(who, "verified: write a date, 2026-11-24, or leave it out")
    home = _link(table.get("home"), who, "home")
    hosts = table.get("hosts") or [links.host(home).removeprefix("www.")]
    return OutletRecord(
        slug=_matching(table.get("slug"), r"[a-z0-9]+(?:-[a-z0-9]+)*", who, "slug"),
        name=_matching(table.get("name"), r"[^\x00-\x1f]{1,200}", who, "name"),
        home=home,
        country=_matching(table.get("country", ""), r"(?:[A-Z]{2})?", who, "country"),
        language=_matching(table.get("language"), r"[a-z]{2,3}", who, "language"),
        kind=_one_of(table.get("kind"), KINDS, who, "kind"),
        family=_matching(table.get("family"), r"[a-z0-9]+(?:-[a-z0-9]+)*", who, "family"),
        paywall=_one_of(table.get("paywall", "none"), PAYWALLS, who, "paywall"),
        hosts=tuple(_matching(host, HOST.pattern, who, "hosts") for host in hosts),
        feeds=tuple(_feed(feed, who) for feed in feeds),
        verified=verified,
        known_from=str(table.get("known_from", "")),
    )


def _feed(told: object, who: str) -> FeedRecord:
    if isinstance(told, str):
        return FeedRecord(_link(told, who, "feeds"))
    if isinstance(told, Mapping):
        return FeedRecord(_link(told.get("link"), who, "feeds"), str(told.get("note", "")))
    raise DirectoryError(who, "feeds: write an address, or {link = …, note = …}")


def _link(told: object, who: str, field: str) -> str:
    try:
        return str(links.canonical(str(told or "")))
    except LinkError as error:
        raise DirectoryError(who, f"{field}: {error.subject}: {error.detail}") from error


def _matching(told: object, pattern: str, who: str, field: str) -> str:
    if not isinstance(told, str) or not re.fullmatch(pattern, told):
        raise DirectoryError(who, f"{field}: {told!r} does not fit")
    return told


def _one_of(told: object, known: tuple[str, ...], who: str, field: str) -> str:
    if told not in known:
        raise DirectoryError(who, f"{field}: {told!r} is none of {', '.join(known)}")
    return str(told)


def _unique(what: str, found: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for value, who in found:
        if value in seen:
            raise DirectoryError(who, f"{what} {value} is {seen[value]}'s already")
        seen[value] = who
