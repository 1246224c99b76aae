"""Grouping reads a text once, and puts right what it took for one event too early."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.samples.two_events import MINES, MINES_AGAIN, STRIKE, STRIKE_AGAIN

from reveille.newsroom import archive, comparing, grouping, sifting, stored
from reveille.newsroom.models import Article, Membership, StoredTerms, Story
from reveille.sources.models import Outlet

pytestmark = pytest.mark.django_db

SIX = datetime(2026, 11, 24, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def outlets():
    return [
        Outlet.objects.create(
            slug=name, name=name.title(), home=f"https://{name}.example/", family=name, country="EE",
            kind="newspaper", language="en", hosts=[f"{name}.example"],
        )
        for name in ("ledger", "lantern", "courier", "herald")
    ]  # fmt: skip


def article(outlet: Outlet, words: tuple[str, str], at: datetime) -> Article:
    made = Article(
        outlet=outlet, link=f"https://{outlet.slug}.example/{at:%H%M}", title=words[0], language="en", found_at=at,
        published=at,
    )  # fmt: skip
    stored.set_text(made, words[1], "feed")
    made.save()
    return made


def grouped(moment: datetime) -> grouping.Grouped:
    sifting.sift(moment, [])
    return grouping.group(moment)


def standing() -> set[frozenset[int]]:
    found: dict[int, set[int]] = {}
    for row in Membership.objects.filter(left_at=None):
        found.setdefault(row.story_id, set()).add(row.article_id)
    return {frozenset(members) for members in found.values()}


def test_a_text_is_read_once(outlets, monkeypatch):
    first = article(outlets[0], MINES, SIX)
    grouped(SIX)
    taken = []
    take = comparing.terms.take
    monkeypatch.setattr(comparing.terms, "take", lambda head, *more: taken.append(head) or take(head, *more))
    second = article(outlets[1], MINES_AGAIN, SIX + HOUR)

    grouped(SIX + HOUR)

    assert taken == [second.title]
    assert standing() == {frozenset((first.pk, second.pk))}
    assert StoredTerms.objects.count() == 2


def test_terms_of_a_text_that_changed_are_taken_anew(outlets):
    one = article(outlets[0], MINES, SIX)
    grouped(SIX)
    before = StoredTerms.objects.get().made_from
    stored.set_text(one, STRIKE[1], "page")
    one.save()
    article(outlets[1], MINES_AGAIN, SIX + HOUR)

    grouped(SIX + HOUR)

    assert StoredTerms.objects.get(article=one).made_from != before


def test_terms_that_nobody_can_read_are_taken_anew(outlets):
    one = article(outlets[0], MINES, SIX)
    grouped(SIX)
    StoredTerms.objects.update(data=b"\xffnothing")
    other = article(outlets[1], MINES_AGAIN, SIX + HOUR)

    grouped(SIX + HOUR)

    assert standing() == {frozenset((one.pk, other.pk))}


def test_an_article_in_the_wrong_story_leaves_it_at_the_moment_that_showed_it(outlets):
    strike, mines, strike_again = (
        article(outlet, words, SIX) for outlet, words in zip(outlets, (STRIKE, MINES, STRIKE_AGAIN), strict=False)
    )
    sifting.sift(SIX, [])
    story = Story.objects.create(slug="strike", founded_at=SIX)
    for one in (strike, mines, strike_again):
        Membership.objects.create(article=one, story=story, joined_at=SIX)
    later = article(outlets[3], MINES_AGAIN, SIX + HOUR)

    grouped(SIX + HOUR)

    assert standing() == {frozenset((strike.pk, strike_again.pk)), frozenset((mines.pk, later.pk))}
    left = Membership.objects.get(article=mines, story=story)
    assert left.left_at == SIX + HOUR
    assert "later articles" in Membership.objects.get(article=mines, left_at=None).reason
    assert grouping.of([mines.pk], SIX) == {mines.pk: story.pk}
    assert grouped(SIX + 2 * HOUR) == grouping.Grouped(0, 0, 0)


def test_terms_are_forgotten_in_time(outlets):
    article(outlets[0], MINES, SIX)
    grouped(SIX)

    comparing.forget(SIX + timedelta(days=13))
    assert StoredTerms.objects.count() == 1
    comparing.forget(SIX + timedelta(days=15))
    assert StoredTerms.objects.count() == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_story_is_named_by_what_came_first_and_not_by_whose_answer_did(outlets, order):
    """Three outlets answer one round; none says when it published."""
    words = [MINES, MINES_AGAIN, ("Minesweepers clear the strait", MINES[1])]
    for n in order:
        made = article(outlets[n], words[n], SIX)
        Article.objects.filter(pk=made.pk).update(published=None)

    grouped(SIX)

    [story] = Story.objects.all()
    told = archive.members([story.pk], SIX, HOUR)[story.pk]
    assert story.slug == grouping.slug(Article.objects.get(outlet=outlets[2]))  # courier, before lantern and ledger
    assert [one.outlet.slug for one in told] == ["courier", "lantern", "ledger"]
