"""Archives that people bring: each member in its own turn, at its own time."""

import io
import json
import tarfile
import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reveille.core.errors import ArchiveError
from reveille.newsroom import archive, importing, jsonl
from reveille.newsroom.models import Article, Listing
from reveille.sources.models import Feed, Outlet

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def feed(*numbers):
    items = "".join(
        f"<item><title>Navy finds mine {n}</title><link>https://www.ledger.example/{n}</link>"
        f"<pubDate>Fri, 16 Jul 2021 00:{n % 60:02}:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>L</title><language>en</language>{items}</channel></rss>'.encode()


def tar(path, **members):
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name.replace("__", "/").replace("_xml", ".xml"))
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def hourly(count):
    """So many files of one feed, each with one entry more."""
    return {f"20210717T{n // 60:02}{n % 60:02}Z__home_xml": feed(n + 1) for n in range(count)}


def last(steps):
    return list(steps)[-1]


def test_feed_files_are_read_as_fetched_at_their_stamps(tmp_path):
    source = tar(
        tmp_path / "a.tar.gz",
        **{
            "20210716T0030Z__home_xml": feed(1, 2),
            "20210716T0144Z__home_xml": feed(2, 3),
            "20210716T0144Z__bad_xml": b"502",
        },
    )
    result = last(importing.feed_files(source, "The Ledger"))

    assert (result.members, result.articles) == (3, 3)
    assert result.failed == [("20210716T0144Z/bad.xml", "The bytes are not a feed: no markup")]
    found = dict(Article.objects.values_list("link", "found_at"))
    assert found["https://www.ledger.example/2"] == datetime(2021, 7, 16, 0, 30, tzinfo=UTC)
    assert found["https://www.ledger.example/3"] == datetime(2021, 7, 16, 1, 44, tzinfo=UTC)
    assert Outlet.objects.get().hosts == ["ledger.example"]
    assert not Feed.objects.exclude(retired=True).exists()  # an archive is never asked


def test_many_files_are_one_write_and_progress_is_told_file_by_file(tmp_path):
    members = hourly(2 * importing.FILES + 1)
    source = tar(tmp_path / "a.tar.gz", **members)
    seen = []

    with CaptureQueriesContext(connection) as asked:
        for so_far in importing.feed_files(source, "The Ledger"):
            seen.append(so_far.members)

    assert seen == [*range(1, len(members) + 1), len(members)]
    # Inside a test's transaction each write is a savepoint: three here, and those that found the outlet and the feed.
    assert len([one for one in asked if one["sql"].startswith("SAVEPOINT")]) < 8
    assert Article.objects.count() == len(members)


def test_import_that_was_killed_goes_on_where_it_was(tmp_path, monkeypatch):
    members = hourly(2 * importing.FILES)
    source = tar(tmp_path / "a.tar.gz", **members)
    kept, keep = [], importing.intake.keep

    def dies(*told):
        kept.append(told)
        if len(kept) == importing.FILES + 7:
            raise KeyboardInterrupt
        return keep(*told)

    monkeypatch.setattr(importing.intake, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        last(importing.feed_files(source, "The Ledger"))
    monkeypatch.undo()
    assert Article.objects.count() == importing.FILES  # a write is whole or not at all

    assert last(importing.feed_files(source, "The Ledger")).articles == importing.FILES
    assert Article.objects.count() == len(members)
    assert Listing.objects.count() == len(members)
    assert Outlet.objects.count() == Feed.objects.count() == 1


def test_second_import_of_the_same_archive_adds_nothing(tmp_path):
    source = tar(tmp_path / "a.tar.gz", **{"20210716T0030Z__home_xml": feed(1, 2)})
    last(importing.feed_files(source, "The Ledger"))

    assert last(importing.feed_files(source, "The Ledger")).articles == 0


def test_saved_page_is_known_by_the_address_beside_it(tmp_path):
    words = "".join(
        f"<p>The minehunters sailed before dawn on day {n}, the navy said in its morning note.</p>" for n in range(9)
    )
    (tmp_path / "k.html").write_text(
        f"<html lang='en'><body><article><h1>Navies sail</h1>{words}</article></body></html>"
    )
    (tmp_path / "k.json").write_text(json.dumps({"url": "https://ledger.example/k"}))
    (tmp_path / "empty.html").write_text(
        "<html><link rel='canonical' href='https://ledger.example/e'><body></body></html>"
    )
    (tmp_path / "nowhere.html").write_text("<html><body><p>x</p></body></html>")
    result = last(importing.saved_pages(tmp_path, NOW))

    assert (result.members, result.articles) == (3, 1)
    assert [name for name, _ in sorted(result.failed)] == ["empty.html", "nowhere.html"]
    assert "No article was found" in dict(result.failed)["empty.html"]
    article = Article.objects.get()
    assert (article.link, article.title, article.text_from) == ("https://ledger.example/k", "Navies sail", "archive")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"title": "T", "text": "x"}, "no date"),
        ({"published": "None", "title": "T"}, "no date"),
        ({"published": 10**30, "title": "T"}, "no date"),
        ({"published": 1, "text": ""}, "neither title nor text"),
    ],
)
def test_row_that_cannot_be_used_is_named(tmp_path, row, why):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n[]\nnot json\n")
    result = last(importing.article_rows(path))

    assert [why in said for _, said in result.failed] == [True, False, False]
    assert [name for name, _ in result.failed] == ["rows.jsonl:1", "rows.jsonl:2", "rows.jsonl:3"]


def test_hostile_values_in_a_row_end_their_own_turn_only(tmp_path):
    rows = [
        {"published": 1, "title": "a\x00b", "text": "nul \x00 in it", "url": "javascript:alert(1)", "outlet": "../etc"},
        {"published": 2, "title": "T" * 3000, "text": "x" * 10, "url": "https://a.example/" + "b" * 5000},
        {"published": 3, "title": "Good", "text": "Good.", "url": "https://a.example/good", "outlet": "a.example"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    result = last(importing.article_rows(path))

    assert result.articles == 3
    assert Article.objects.filter(title="Good").exists()


def test_saved_page_without_an_address_is_named(tmp_path):
    (tmp_path / "a.html").write_text("<html><body><p>A page of nowhere.</p></body></html>")

    *_, told = importing.saved_pages(tmp_path, NOW)

    assert [name for name, _ in told.failed] == ["a.html"]
    assert "address is not known" in told.failed[0][1]


@pytest.mark.parametrize("line", ["[" * 100_000, "nope", '"text"', "[1]", "\udcff"], ids=lambda line: line[:6])
def test_line_that_is_no_row_ends_its_own_turn_only(tmp_path, line):
    good = json.dumps({"title": "A bridge opens", "published": "2026-11-24T05:00:00", "outlet": "The Ledger"})
    path = tmp_path / "rows.jsonl"
    path.write_bytes(f"\ufeff{line}\n\n{good}\n".encode("utf-8", "surrogateescape"))

    *_, told = importing.article_rows(path)

    assert (told.members, told.articles, [name for name, _ in told.failed]) == (2, 1, ["rows.jsonl:1"])


@pytest.mark.parametrize(
    "date", [True, None, "", 1e30, float("nan"), [], "2017-01-01T00:00:00+99:00", "0001-01-01T00:00:00+14:00"]
)
def test_nonsense_is_no_date(date):
    assert jsonl.moment(date) is None


@pytest.mark.parametrize(
    "date", ["2014-03-10T07:00:00", "2014-03-10T08:00:00+01:00", 1394434800, "2014-03-10T07:00:00Z"]
)
def test_date_is_an_instant_in_utc(date):
    assert jsonl.moment(date) == datetime(2014, 3, 10, 7, tzinfo=UTC)


def test_archive_that_is_none_names_itself(tmp_path):
    path = tmp_path / "x.tar"
    path.write_bytes(b"no tar")

    with pytest.raises(ArchiveError, match=r"x\.tar"):
        last(importing.feed_files(path, "The Ledger"))


def test_an_entrys_place_is_noted_in_every_feed_that_has_it_and_when_it_rises(tmp_path):
    source = tar(
        tmp_path / "a.tar.gz",
        **{
            "20210716T0030Z__home_xml": feed(1, 2),
            "20210716T0030Z__world_xml": feed(2),
            "20210716T0144Z__home_xml": feed(2, 1),
            "20210716T0244Z__home_xml": feed(1, 2),
        },
    )

    last(importing.feed_files(source, "The Ledger"))

    two = Article.objects.get(link__endswith="/2").pk
    assert archive.places([two], datetime(2021, 7, 16, 1, tzinfo=UTC)) == {two: (1, 2)}
    assert archive.places([two], datetime(2021, 7, 16, 3, tzinfo=UTC)) == {two: (1, 1)}
    assert archive.places([two], datetime(2021, 7, 15, tzinfo=UTC)) == {}
    assert Listing.objects.filter(article=two).count() == 3


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<link rel='canonical' href='https://a.example/1'>", "https://a.example/1"),
        ('<link href="https://a.example/?a=1&amp;b=2" rel="canonical">', "https://a.example/?a=1&b=2"),
        ('<link rel="stylesheet" href="https://a.example/x.css"><LINK REL=canonical HREF="/1">', "/1"),
        ('<link rel="canonical"x' * 9_000, ""),
        ("<link " * 30_000, ""),
    ],
    ids=["first rel", "first href", "among others", "a tangle", "a tangle of beginnings"],
)
def test_a_saved_page_tells_its_own_address_and_a_tangle_takes_no_longer(head, address):
    began = time.process_time()

    found = importing._address("page.html", f"<html><head>{head}</head></html>".encode(), {})

    assert found == address
    assert time.process_time() - began < 5


def test_a_row_too_short_to_tell_its_language_has_its_outlets(tmp_path):
    Outlet.objects.create(slug="kqn", name="kqn.example", hosts=["kqn.example"], language="pt")
    rows = tmp_path / "rows.jsonl"
    row = {"id": 1, "outlet": "kqn.example", "url": "https://kqn.example/1", "title": "KQN", "published": "2021-07-16"}
    rows.write_text(json.dumps(row))
    last(importing.article_rows(rows))
    assert Article.objects.get().language == "pt"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("www.kqn.example", "The Quay News"), ("news.kqn.example", "The Quay News"), ("kqn.example", "The Quay News"),
        ("www.other.example", "other.example"), ("Saint Vrain a. o.", "Saint Vrain a. o."), ("...", "..."),
    ],
)  # fmt: skip
def test_a_row_that_names_a_host_is_of_the_outlet_that_has_it(tmp_path, told, name):
    Outlet.objects.create(slug="quay", name="The Quay News", hosts=["kqn.example"], family="quay")
    rows = tmp_path / "rows.jsonl"
    row = {"id": 1, "outlet": told, "title": "A frigate sails", "published": "2021-07-16"}
    rows.write_text(json.dumps(row))
    last(importing.article_rows(rows))

    assert Article.objects.get().outlet.name == name
