"""What is different between two states of an edition, in an editor's words."""

from dataclasses import replace
from datetime import date

from reveille.core import differences, layout
from reveille.core.differences import Difference


def item(slug, headline="Frigate returns", **told):
    known = {
        "slug": slug, "section": "Sea", "rank": None, "headline": headline, "url": "https://a.example/1",
        "language": "en", "direction": "ltr", "outlet": "Ada", "country": "Malta", "author": "", "kinds": (),
        "change": "", "marks": (), "sentences": (layout.Sentence("It came.", 1, 0, 8),), "quote": None, "also": (),
        "more": 0, "outlets": 1, "countries": 1, "page": f"/{slug}/",
    }  # fmt: skip
    return layout.Item(**{**known, **told})


def page(*items, **told):
    known = {
        "newsletter": "Dawn", "slug": "dawn", "date": date(2026, 11, 24), "number": 1, "subject": "Frigate returns",
        "preheader": "", "stories": len(items), "outlets": 1, "countries": 1, "minutes": 1, "top": items[:1],
        "sections": (layout.Section("Sea", items),),
    }  # fmt: skip
    return layout.Page(**{**known, **told})


def test_same_pages_have_no_difference():
    assert differences.between(page(item("a")), page(item("a"))) == ()


def test_stories_that_moved_left_and_came_are_told():
    found = differences.between(page(item("a"), item("b")), page(item("b"), item("c")))

    assert found == (
        Difference("a", "story", "1. Frigate returns", "not in it"),
        Difference("b", "place", "2", "1"),
        Difference("c", "story", "not in it", "2. Frigate returns"),
    )


def test_changed_words_are_shown_then_and_now():
    other = item("a", sentences=(layout.Sentence("It sank.", 2, 4, 12),))

    (found,) = differences.between(page(item("a")), page(other))

    assert found == Difference("a", "sentences", "It came.", "It sank.")


def test_what_is_not_of_a_story_is_told_of_the_edition():
    one = page(item("a"))

    found = differences.between(one, replace(one, subject="Another", silence=layout.Silence(3, 2, ())))

    assert [(d.story, d.what, d.now) for d in found] == [
        ("", "subject", "Another"),
        ("", "silence", "3 feeds of 2 outlets asked, 0 silent"),
    ]


def test_long_values_are_cut():
    (found,) = differences.between(page(item("a")), page(item("a", author="x" * 400)))

    assert len(found.now) == differences.SHOWN


def test_sum_that_changed_says_why_a_story_stands_elsewhere():
    then = {
        "a": [(4.0, "1 independent outlet"), (1.0, "new")],
        "b": [(4.0, "1 independent outlet")],
        "c": [(1.0, "new")],
    }
    now = {"a": [(4.0, "1 independent outlet"), (-4.0, "not news")], "c": [(1.0, "new")], "d": [(2.0, "new")]}

    assert tuple(differences.of_sums(then, now, ["a", "b", "c", "d"])) == (
        Difference("a", "points", "+1.00 new", "-4.00 not news"),
        Difference("b", "points", "+4.00 1 independent outlet", "it is not weighed"),
        Difference("d", "points", "", "+2.00 new"),
    )
    assert not tuple(differences.of_sums(then, now, ["c"]))
