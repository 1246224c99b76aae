"""An editor's yes or no: it counts at once, stays through a new judging, and can be taken back."""

from datetime import UTC, datetime

import pytest

from reveille.newsroom import opinions, sifting
from reveille.newsroom.models import Article, Opinion, Verdict
from reveille.sources.models import Outlet

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def article(sample, db):
    return Article.objects.create(
        outlet=Outlet.objects.order_by("id").first(),
        link="https://dunmore-courier.example/cake",
        title="Village bakes a cake",
        text="It has six eggs.",
        language="en",
        found_at=NOW,
    )


def judged(article):
    return Verdict.objects.get(article=article, beat="military")


def test_yes_counts_at_once_and_gives_its_reason(article):
    sifting.sift(NOW, ["military"])
    assert not judged(article).on

    opinions.say(article, "military", True, "alice", NOW)

    assert judged(article).on
    assert judged(article).reasons[0] == [0.0, "an editor said so"]


def test_yes_stays_when_the_profile_judges_anew(article):
    opinions.say(article, "military", True, "alice", NOW)

    sifting.sift(NOW, ["military"])

    assert judged(article).on


def test_last_word_counts(article):
    sifting.sift(NOW, ["military"])
    opinions.say(article, "military", True, "alice", NOW)
    opinions.say(article, "military", False, "bob", NOW)

    assert not judged(article).on
    assert [(o.on, o.by) for o in Opinion.objects.filter(until=None)] == [(False, "bob")]
    assert [words for _, words in judged(article).reasons].count("an editor said so") == 1


def test_taken_back_the_profile_decides_again(article):
    sifting.sift(NOW, ["military"])
    opinions.say(article, "military", True, "alice", NOW)

    assert opinions.unsay(article, "military", NOW)
    sifting.sift(NOW, ["military"])

    assert not judged(article).on
    assert not opinions.unsay(article, "military", NOW)
