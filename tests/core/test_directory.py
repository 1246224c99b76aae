"""The directory that ships is whole, and a wrong record names itself."""

import csv
import json
from pathlib import Path

import pytest

from reveille.core.errors import DirectoryError
from reveille.sources import directory

FOLDER = Path(directory.__file__).parents[1] / "directory"
LISTS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
GOOD = """[[outlet]]
slug = "ledger"
name = "The Ledger"
home = "https://ledger.example/"
country = "GB"
language = "en"
kind = "newspaper"
family = "ledger"
feeds = ["https://ledger.example/feed.xml"]
"""


def test_sixty_outlets_with_eighty_feeds_in_many_countries_ship_unverified():
    records = directory.load(FOLDER)

    assert len(records) >= 60
    assert sum(len(record.feeds) for record in records) >= 80
    assert len({record.country for record in records}) >= 25
    assert not any(record.verified for record in records)
    assert any(record.slug == "stars-and-stripes" for record in records)


def test_no_address_was_guessed():
    if not LISTS.is_dir():
        pytest.skip(f"the lists of feeds that the directory was taken from are not at {LISTS}")
    with (LISTS / "defence_feeds_checked.csv").open(newline="") as rows:
        listed = {row["feed_url"] for row in csv.DictReader(rows)}
    for links in json.loads((LISTS / "kite_selected.json").read_text()).values():
        listed.update(links)

    shipped = {feed.link for record in directory.load(FOLDER) for feed in record.feeds}

    assert shipped <= listed
    assert not [link for link in shipped if "/search/" in link or "news.google.com" in link]


def test_outlets_of_one_owner_share_a_family():
    families = {record.slug: record.family for record in directory.load(FOLDER)}

    assert families["army-times"] == families["navy-times"] == families["defense-news"]
    assert families["army-times"] != families["defense-one"]


def test_hosts_are_the_homes_unless_said():
    [record] = directory.parse(GOOD, "x.toml")

    assert record.hosts == ("ledger.example",)
    assert record.paywall == "none"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"GB"', '"Britain"', "country"),
        ('"newspaper"', '"paper"', "kind"),
        ('"https://ledger.example/"', '"javascript:alert(1)"', "home"),
        ('["https://ledger.example/feed.xml"]', "[]", "feeds"),
        ('slug = "ledger"', 'slug = "The Ledger"', "slug"),
        ('family = "ledger"', 'family = "ledger"\nowner = "x"', "owner"),
        ('family = "ledger"', 'family = "ledger"\nverified = "yes"', "verified"),
    ],
)
def test_wrong_record_names_file_outlet_and_field(old, new, field):
    with pytest.raises(DirectoryError) as caught:
        directory.parse(GOOD.replace(old, new, 1), "x.toml")

    assert "x.toml, The Ledger" in str(caught.value)
    assert field in str(caught.value)


def test_two_outlets_cannot_share_a_feed(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD.replace('"ledger"', '"other"').replace("The Ledger", "The Other"))

    with pytest.raises(DirectoryError, match="already"):
        directory.load(tmp_path)
