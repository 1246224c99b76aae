"""Copies are found by what was stored of older texts, round by round, as if all were read again."""

from datetime import UTC, datetime, timedelta

import pytest

from reveille.newsroom import fingerprinting, sifting, stored
from reveille.newsroom.models import Article, Fingerprint
from reveille.sources.models import Outlet

pytestmark = pytest.mark.django_db

SIX = datetime(2026, 11, 24, 6, tzinfo=UTC)
BOX = "Sign up for the letter that we send to all our readers on every morning of the week, and read it in bed."
WIRE = (
    "The frigate left the yard at noon after nine years of repairs, four ministers and a fire in the dry dock. "
    "Her captain thanked the welders and said that he would be home for lunch, if the pumps held so long. "
    "Nobody on the quay had seen her under way before, and many of them had been born since she came in."
)
OTHER = (
    "A bridge over the river was opened to lorries in the rain today, a year later than had been promised to them. "
    "The mayor cut a ribbon that had been in a drawer since the spring, and the band played only its first march. "
    "Drivers who had waited since the early morning were given soup and a badge by the firm that built the thing."
)


@pytest.fixture
def outlets(db):
    return {
        name: Outlet.objects.create(
            slug=name, name=name.title(), home=f"https://{name}.example/", family=name, hosts=[f"{name}.example"],
            language="en",
        )
        for name in ("ledger", "observer", "courier")
    }  # fmt: skip


def article(outlet, text, at, number=1):
    made = Article(outlet=outlet, link=f"https://{outlet.slug}.example/{number}", title=text[:40], found_at=at)
    stored.set_text(made, text, "page")
    made.save()
    return made


def copy_of(one):
    one.refresh_from_db()
    return one.copy_of_id


def sift(at):
    return sifting.sift(at, [])


def test_copy_is_found_by_the_fingerprint_of_its_origin_without_its_text(outlets):
    first = article(outlets["ledger"], WIRE, SIX - timedelta(days=1))
    sift(SIX)
    Article.objects.filter(pk=first.pk).update(text="")  # nothing has noticed: the digest stands

    second = article(outlets["observer"], WIRE, SIX + timedelta(hours=1))
    sift(SIX + timedelta(hours=1))

    assert copy_of(second) == first.pk


def test_fingerprint_that_was_dropped_is_made_anew(outlets):
    first = article(outlets["ledger"], WIRE, SIX - timedelta(days=1))
    sift(SIX)
    Fingerprint.objects.all().delete()

    second = article(outlets["observer"], WIRE, SIX)
    sift(SIX)

    assert copy_of(second) == first.pk
    assert set(Fingerprint.objects.values_list("article", flat=True)) == {first.pk, second.pk}


def test_what_turns_out_to_be_furniture_makes_no_copy(outlets):
    boxes = " ".join([BOX, BOX.replace("letter", "paper"), BOX.replace("bed", "peace")])
    article(outlets["ledger"], f"{WIRE} {boxes}", SIX)
    sift(SIX)
    article(outlets["ledger"], f"{OTHER} {boxes}", SIX + timedelta(hours=1), number=2)
    stranger = article(outlets["observer"], f"The choir sang. {boxes}", SIX + timedelta(hours=1))

    sift(SIX + timedelta(hours=1))

    assert copy_of(stranger) is None


def test_an_article_whose_page_says_something_else_is_compared_by_that(outlets):
    first = article(outlets["ledger"], OTHER, SIX - timedelta(hours=2))
    sift(SIX)
    stored.set_text(first, WIRE, "page")
    first.sifted_at = None
    first.save()

    second = article(outlets["observer"], WIRE, SIX + timedelta(hours=1))
    sift(SIX + timedelta(hours=1))

    assert copy_of(second) == first.pk


def test_same_text_after_more_than_five_days_is_news_of_its_own_also_in_an_archive(outlets):
    article(outlets["ledger"], WIRE, SIX - timedelta(days=30))
    late = article(outlets["observer"], WIRE, SIX)
    near = article(outlets["courier"], WIRE, SIX + timedelta(days=1))

    sift(SIX + timedelta(days=1))

    assert (copy_of(late), copy_of(near)) == (None, late.pk)


def test_fingerprints_are_dropped_when_nothing_will_be_compared_with_them(outlets):
    article(outlets["ledger"], WIRE, SIX - timedelta(days=30))
    new = article(outlets["observer"], OTHER, SIX)
    sift(SIX)

    fingerprinting.forget(SIX)

    assert list(Fingerprint.objects.values_list("article", flat=True)) == [new.pk]
