"""Whose headline stands for a story, and where it stands."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from reveille.core import candidates, changes, excerpts, genres, placing, roundups, sayings, stops

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRED = "The north fired a missile over the island before breakfast, the government of the island said. "


def report(number, headline, **more):
    return candidates.Report(
        **{
            "article": number, "outlet": f"Outlet {number}", "family": f"f{number}", "country": "EE", "wire": False,
            "language": "en", "paywall": False, "headline": headline, "link": f"https://o{number}.example/1",
            "text": FIRED, "body_start": 0, "published": NOON + timedelta(minutes=number), "copy_of": None,
            "agency": "", "commentary": False, "byline": "", "fresh": True, "home": False, **more,
        }
    )  # fmt: skip


SIDES = [
    report(1, "North fires missile over the island"),
    report(2, "Missile fired over the island, north says nothing"),
    report(3, "Capital far away opposes it: spokesperson"),
]


def candidate(reports, section="World"):
    return candidates.Candidate(1, "missile", section, tuple(reports), changes.Change("new"), 1)


def sheet():
    return placing.Sheet("Reveille", "reveille", NOON.date(), 1, "en", ("World", "Sport"))


def test_headline_that_says_what_the_others_tell_stands_for_the_story():
    assert candidates.lead(SIDES, "en").article in (1, 2)  # the third is the latest, and tells one side


def test_home_outlet_comes_before_that():
    home = report(4, "Capital far away opposes it: spokesperson", home=True)

    assert candidates.lead([*SIDES, home], "en").article == 4


def test_of_two_that_tell_as_much_the_prominent_one_stands_for_the_story():
    two = [report(1, "Missile over the island", places=(1, 2)), report(2, "Missile over the island", places=(1, 9))]

    assert candidates.lead(two, "en").article == 1


def test_copies_of_a_text_that_is_not_in_the_story_are_one_report():
    copies = [report(number, "Missile over the island", copy_of=99) for number in (1, 2, 3)]

    assert [one.article for one in candidates.originals(copies)] == [1]
    assert candidates.families(copies) == 1


def test_story_stands_in_the_section_in_which_the_outlet_of_its_headline_has_filed_it():
    filed = [report(1, "Missile over the island", section="Sport")]

    page = placing.place([candidate(filed)], sheet())

    assert [(section.name, [item.section for item in section.items]) for section in page.sections] == [
        ("Sport", ["Sport"])
    ]
    assert placing.place([candidate(SIDES)], sheet()).sections[0].name == "World"


def test_report_off_the_beat_does_not_stand_for_a_story_that_has_one_on_it():
    off = report(1, "Petrol prices hit a high", on=False, home=True)

    assert candidates.lead([off, report(2, "Missile over the island", commentary=True)], "en").article == 2


@pytest.mark.parametrize("form", [roundups.LIVE, roundups.OVERVIEW])
def test_live_page_or_overview_stands_for_a_story_only_where_no_fresh_report_does(form):
    gathered = report(1, "Missile over the island: what we know", form=form, home=True)

    assert candidates.lead([gathered, report(2, "Missile over the island")], "en").article == 2
    assert candidates.lead([gathered, report(2, "Missile over the island", fresh=False)], "en").article == 1


def test_live_page_says_what_it_is():
    live = report(1, "Missile over the island: live", form=roundups.LIVE, paywall=True)

    assert placing.item(candidate([live]), live, 1, sheet()).marks == ("live page", "paywall")


def test_commentary_does_not_stand_for_a_story_that_has_news_however_old():
    opinion = report(1, "Opinion: The missile is ours", commentary=True, home=True)

    assert candidates.lead([opinion, report(2, "Missile over the island", fresh=False)], "en").article == 2


@pytest.mark.parametrize("headline", ["Saare", "MISSILE FIRED OVER THE ISLAND AT BREAKFAST"])
def test_name_alone_or_a_shout_does_not_stand_for_a_story_that_has_a_headline(headline):
    quiet, late = report(1, "North fires missile over the island"), report(2, headline)

    assert candidates.lead([quiet, late], "en") == quiet
    assert candidates.lead([late], "en") == late


def test_comment_alone_on_what_was_told_is_nothing_new():
    news = report(1, "Missile over the island", fresh=False)
    opinion = report(2, "The missile is ours", commentary=True)

    assert candidates.has_news([news, opinion], told=False)
    assert not candidates.has_news([news, opinion], told=True)
    assert candidates.has_news([opinion], told=True)
    assert candidates.has_news([news, opinion, report(3, "Second missile over the island")], told=True)


def test_fresh_report_off_the_beat_is_no_news_of_it():
    story = [report(1, "Missile over the island", fresh=False), report(2, "Island opens its museum", on=False)]

    assert not candidates.has_news(story, told=False)
    assert candidates.has_news([*story, report(3, "Second missile over the island")], told=False)


def test_corrected_report_says_so_and_a_story_its_region():
    told = placing.place(
        [dataclasses.replace(candidate([report(1, "Missile over the island", corrected=True)]), region="Europe")],
        sheet(),
    )

    assert told.items[0].marks == ("corrected",)
    assert told.items[0].region == "Europe"


SLOW = (
    "The harbour lies quiet on winter mornings, and few remember when that changed for good. "
    "Gulls sit on the breakwater as gulls have always done along the grey old wall there. "
    "The ferry comes twice a day with bread and with newspapers for the town’s one shop. "
    "The keeper of the lighthouse has seen many a boat come in from the cold northern sea."
)


def test_report_that_asks_or_begins_slowly_does_not_stand_for_a_story_that_another_tells():
    asks = report(4, "What does the missile over the island mean?")
    slow = report(5, "Missile flies over the island", text=SLOW, places=(1, 1))

    assert candidates.lead([report(1, "Missile over the island"), asks], "en").article == 1
    assert candidates.lead([report(1, "Missile over the island"), slow], "en").article == 1
    assert candidates.lead([slow], "en").article == 5


@pytest.mark.parametrize(
    ("place", "headline", "expected"),
    [
        (0, "Quiet harbour changed", True),
        (0, "Harbour of the island fears a cold winter", True),
        (0, "Missile flies over island", False),
        (3, "Harbour and lighthouse of the island fear a cold winter", False),
        (3, "Keeper of lighthouse sees boat", True),
    ],
)
def test_sentence_tells_what_happened_by_the_headline_the_later_the_more(place, headline, expected):
    assert excerpts.tells(SLOW, stops.sentences(SLOW)[place], headline=headline, language="en") is expected


def test_summary_tells_whatever_its_words_are():
    assert excerpts.tells(FIRED, stops.sentences(FIRED)[0], headline="Something else", language="en")


def test_quote_without_a_beginning_or_a_whole_name_is_not_shown():
    begun = (
        "He said that “consuming such things may also have a bad effect on people in the town”, said Ann Hill.\n\n"
        "“The harbour is closed, and it will stay closed until the last mine is out,” said Captain Ann Hill."
    )

    found = sayings.quoted([report(1, "Harbour closed", text=begun)], [])

    assert [one.text.split()[0] for one in found] == ["The"]


def test_review_stands_for_a_story_only_where_no_fresh_report_does_and_never_among_the_top():
    review = report(1, "Review: The missile is a film", genre=genres.Genre("review", "by its headline"), home=True)
    news = report(2, "Missile over the island")
    page = placing.place([candidate([review])], sheet())

    assert candidates.lead([review, news], "en").article == 2
    assert candidates.lead([review, dataclasses.replace(news, fresh=False)], "en").article == 1
    assert page.top == ()
    assert [one.marks for one in page.items] == [("review",)]


def test_editor_who_calls_a_review_news_has_it_among_the_top():
    review = report(1, "Review: The missile is a film", genre=genres.Genre("review", "by its headline"))
    page = placing.place([candidate([review])], sheet(), wishes=placing.Wishes({1: placing.Wish(commentary=False)}))

    assert [(one.headline, one.marks) for one in page.top] == [(review.headline, ())]


def test_fresh_report_comes_before_one_that_looks_forward_to_a_day_that_has_passed():
    ahead = report(1, "Admirals to meet on Monday", passed=True, home=True)

    assert candidates.lead([ahead, report(2, "Admirals have met")], "en").article == 2
    assert candidates.lead([ahead, report(2, "Admirals have met", fresh=False)], "en").article == 1


def test_summary_that_speaks_of_its_headline_stands_beneath_it_and_not_alone():
    told = report(1, "Ann Hill, admiral who swept the strait, dies at 90", text="Her ships cleared four hundred mines.")

    assert [one.text for one in candidates.sentences(told)] == []  # of too few words
    told = dataclasses.replace(told, text="Her ships had cleared four hundred mines by the end of May.")
    assert [one.text for one in candidates.sentences(told)] == [told.text]
    assert candidates.sentences(told, headed=False) == ()
