"""Editors' acts: the same acts on the same stories give the same order, and one that no longer fits does nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import candidates, changes, placing, shaping
from reveille.core.shaping import Act

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = "The boats came home at noon on Monday. Every one of them was counted twice by the harbour master."


def report(article, **more):
    plain = {
        "article": article, "outlet": f"Outlet {article}", "family": f"f{article}", "country": "PL", "wire": False,
        "language": "en", "paywall": False, "headline": f"Headline {article}", "link": f"https://o.example/{article}",
        "text": TEXT, "body_start": 0, "published": NOON, "copy_of": None, "agency": "", "commentary": False,
        "byline": "", "fresh": True, "home": False,
    }  # fmt: skip
    return candidates.Report(**{**plain, **more})


def story(number, kind="new"):
    """Story 1 has the articles 10 and 11, story 2 has 20 and 21, …"""
    reports = (report(number * 10), report(number * 10 + 1))
    return candidates.Candidate(number, f"s{number}", "Operations", reports, changes.Change(kind, "", ()), 1)


STORIES = [story(number) for number in range(1, 8)]
SHEET = placing.Sheet("Reveille", "reveille", NOON.date(), 1, "en", ("Operations",))


def order(*acts, stories=STORIES):
    return [one.id for one in shaping.shape(stories, acts)[0]]


def page(*acts, stories=STORIES):
    ordered, wishes = shaping.shape(stories, acts)
    return placing.place(ordered, SHEET, wishes=wishes)


def place(article, at):
    return Act("place", article, {"place": at})


@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ((), [1, 2, 3, 4, 5, 6, 7]),
        ((place(50, 1),), [5, 1, 2, 3, 4, 6, 7]),
        ((place(51, 1),), [5, 1, 2, 3, 4, 6, 7]),  # by any of its articles
        ((place(10, 99),), [2, 3, 4, 5, 6, 7, 1]),
        ((place(50, 1), place(60, 1)), [6, 5, 1, 2, 3, 4, 7]),  # the later one is first
        ((place(50, 1), place(50, 3)), [1, 2, 5, 3, 4, 6, 7]),  # the last one counts
        ((Act("drop", 30),), [1, 2, 4, 5, 6, 7]),
        ((Act("drop", 30), place(30, 1)), [3, 1, 2, 4, 5, 6, 7]),
        ((place(30, 1), Act("drop", 30)), [1, 2, 4, 5, 6, 7]),
        ((place(999, 1), Act("drop", 999)), [1, 2, 3, 4, 5, 6, 7]),  # a story that is gone
    ],
)
def test_stories_stand_where_editors_put_them(acts, wanted):
    assert order(*acts) == wanted


ACTS = st.lists(
    st.one_of(
        st.builds(place, st.integers(10, 80), st.integers(-2, 30)),
        st.builds(lambda article: Act("drop", article), st.integers(10, 80)),
    ),
    max_size=12,
)


@given(ACTS)
def test_no_story_is_doubled_and_none_is_lost_but_the_dropped(acts):
    dropped = set()
    for act in acts:
        story = act.article // 10
        if act.article % 10 < 2:
            (dropped.add if act.kind == "drop" else dropped.discard)(story)

    assert sorted(order(*acts)) == [one.id for one in STORIES if one.id not in dropped]


def test_a_pinned_story_is_told_although_nothing_has_changed():
    stories = [*STORIES[:2], story(3, "unchanged")]

    assert [item.slug for item in page(stories=stories).items] == ["s1", "s2"]
    assert [item.slug for item in page(place(30, 1), stories=stories).items] == ["s3", "s1", "s2"]


def test_another_outlets_headline_brings_its_link_and_sentences():
    item = page(Act("headline", 10, {"lead": 11})).items[0]

    assert (item.headline, item.url, item.sentences[0].article) == ("Headline 11", "https://o.example/11", 11)


def test_a_headline_of_a_report_that_is_gone_leaves_the_machines():
    assert page(Act("headline", 10, {"lead": 999})) == page()


def test_chosen_sentences_are_verbatim_and_others_are_not_shown():
    second = TEXT[TEXT.index("Every") :]

    shown = page(Act("sentences", 10, {"sentences": [second]})).items[0].sentences
    assert [(one.text, TEXT[one.start : one.end]) for one in shown] == [(second, second)]
    assert page(Act("sentences", 10, {"sentences": ["The boats sank."]})) == page()
    assert page(Act("sentences", 10, {"sentences": ["The boats came"] * 3})) == page()  # more than the rule allows


def test_commentary_leaves_the_top_and_a_note_is_kept_as_ours():
    shown = page(Act("commentary", 10, {"on": True}), Act("note", 20, {"text": "Seen by us."}))

    assert shown.top[0].slug == "s2"
    assert next(item for item in shown.items if item.slug == "s1").kinds == ("commentary",)
    assert next(item for item in shown.items if item.slug == "s2").note == "Seen by us."


def test_subject_and_preheader_are_headlines_of_the_edition():
    machine, theirs = page(), page(Act("subject", 40), Act("preheader", 60))

    assert (machine.subject, machine.preheader) == ("Headline 10", "Headline 20 | Headline 30")
    assert (theirs.subject, theirs.preheader) == ("Headline 40", "Headline 60 | Headline 10")
    assert page(Act("subject", 40), Act("drop", 40)).subject == "Headline 10"


STANDING = {1: [10, 11, 12], 2: [20, 21], 3: [30]}
COPIES = {10: None, 11: 10, 12: None, 20: None, 21: None, 30: None}


def merge(article, with_):
    return Act("merge", article, {"with": with_})


def split(article, *apart, story=9):
    return Act("split", article, {"articles": list(apart), "story": story})


@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ((), STANDING),
        ((merge(12, 20),), {1: [10, 11, 12, 20, 21], 3: [30]}),  # by any of their articles
        ((merge(10, 20), merge(30, 21)), {3: [10, 11, 12, 20, 21, 30]}),
        ((merge(10, 11),), STANDING),  # one story already
        ((merge(10, 99),), STANDING),  # a story that is gone
        ((split(12, 12),), {**STANDING, 1: [10, 11], 9: [12]}),
        ((split(12, 10),), {**STANDING, 1: [12], 9: [10, 11]}),  # with its copy
        ((merge(10, 20), split(10, 20)), {1: [10, 11, 12, 21], 3: [30], 9: [20]}),
        ((split(10, 12), merge(20, 12)), {1: [10, 11], 2: [12, 20, 21], 3: [30]}),
    ],
)
def test_stories_are_merged_and_split_as_editors_say(acts, wanted):
    regrouped, left = shaping.regroup(STANDING, COPIES, acts)

    assert {story: sorted(articles) for story, articles in regrouped.items()} == wanted
    assert left == []


def test_news_that_join_a_merged_story_later_come_with_it():
    regrouped, _ = shaping.regroup({**STANDING, 2: [20, 21, 22]}, COPIES, [merge(10, 20)])

    assert regrouped[1] == [10, 11, 12, 20, 21, 22]


def test_what_was_done_to_a_story_before_it_was_merged_away_counts_no_more():
    acts = [place(20, 1), Act("drop", 20), place(10, 4), merge(10, 20), Act("note", 20, {"text": "Both."})]

    assert shaping.regroup(STANDING, COPIES, acts)[1] == [acts[2], acts[4]]


REGROUPINGS = st.lists(
    st.one_of(
        st.builds(merge, st.sampled_from([*COPIES, 99]), st.sampled_from([*COPIES, 99])),
        st.builds(lambda apart: split(apart, apart), st.sampled_from([*COPIES, 99])),
    ),
    max_size=8,
)


@given(REGROUPINGS)
def test_every_article_stays_in_one_story(acts):
    regrouped, _ = shaping.regroup(STANDING, COPIES, acts)

    assert sorted(article for articles in regrouped.values() for article in articles) == sorted(COPIES)


def test_a_story_stands_in_the_section_an_editor_chose_while_the_beat_has_it():
    sheet = placing.Sheet("Reveille", "reveille", NOON.date(), 1, "en", ("Operations", "Industry"))

    def section(name):
        ordered, wishes = shaping.shape(STORIES, [Act("section", 70, {"section": name})])
        return next(one.section for one in placing.place(ordered, sheet, wishes=wishes).items if one.slug == "s7")

    assert (section("Industry"), section("Gone")) == ("Industry", "Operations")
