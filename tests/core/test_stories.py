"""Articles on one event become a story, and a story goes on over days."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.two_events import MINES, MINES_AGAIN, STRIKE, STRIKE_AGAIN

from reveille.core import stories

MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)

RECIPE = (
    "Plum cake for eight",
    "Stone the plums, cream the butter with sugar, bake for an hour and serve cold.",
)


def article(pk: int, words: tuple[str, str], hours: float | None = 0, outlet: str = "") -> stories.Candidate:
    published = None if hours is None else MORNING + timedelta(hours=hours)
    return stories.Candidate(pk, outlet or f"outlet-{pk}", *words, "en", published)


def parts(grouping: stories.Grouping) -> set[tuple[int, ...]]:
    return {story.members for story in grouping.stories}


def test_no_articles_make_no_stories():
    assert stories.group([]) == stories.Grouping((), ())


def test_articles_on_one_event_become_one_story():
    grouping = stories.group(
        [
            article(1, MINES),
            article(2, STRIKE, 1),
            article(3, MINES_AGAIN, 2),
            article(4, STRIKE_AGAIN, 3),
            article(5, RECIPE, 4),
        ]
    )

    assert parts(grouping) == {(1, 3), (2, 4), (5,)}


DAY_S_NEWS = (
    "Morning briefing: divers clear mines off Saare; teachers of Brannock strike over pay",
    f"{MINES[1]} {STRIKE[1]}",
)


def test_roundup_of_two_stories_does_not_make_them_one():
    grouping = stories.group([article(1, DAY_S_NEWS), article(2, MINES, 1), article(3, STRIKE, 2)])

    (beside,) = (story.members for story in grouping.stories if 1 in story.members)
    assert not {2, 3} <= set(beside)


def test_roundup_stays_where_it_stands_and_brings_nobody_there():
    known = {1: 7, 2: 7, 3: 8}
    grouping = stories.group([article(1, DAY_S_NEWS), article(2, MINES, 1), article(3, STRIKE, 2)], known)

    assert {story.known: story.members for story in grouping.stories} == {7: (1, 2), 8: (3,)}
    alone = stories.group([article(1, DAY_S_NEWS), article(2, RECIPE, 1)], {1: 9})
    assert {story.known: story.members for story in alone.stories} == {9: (1,), None: (2,)}


def test_roundup_that_stood_alone_moves_beside_the_story_that_comes_later():
    grouping = stories.group([article(1, (f"In brief: {MINES[0]}", MINES[1])), article(2, MINES_AGAIN, 1)], {1: 9})

    assert parts(grouping) == {(1, 2)}
    assert [(move.article, move.reason[:4]) for move in grouping.moves] == [(1, "like")]


def test_every_new_article_is_told_why_it_stands_where_it_stands():
    grouping = stories.group([article(1, MINES), article(2, MINES_AGAIN, 1)])

    assert [join.article for join in grouping.joins] == [1, 2]
    assert all(join.reason for join in grouping.joins)
    assert grouping.joins[1].score > 0


def test_an_article_joins_the_story_of_an_earlier_day():
    grouping = stories.group([article(1, MINES), article(2, STRIKE), article(3, MINES_AGAIN, 20)], {1: 70, 2: 71})

    assert {story.known: story.members for story in grouping.stories} == {70: (1, 3), 71: (2,)}
    assert [join.article for join in grouping.joins] == [3]


def test_known_articles_stay_together_however_unlike():
    grouping = stories.group([article(1, MINES), article(2, RECIPE), article(3, STRIKE)], {1: 9, 2: 9})

    assert parts(grouping) == {(1, 2), (3,)}
    assert not grouping.merges


def test_two_known_stories_that_a_newcomer_shows_to_be_one_become_the_older():
    grouping = stories.group([article(1, MINES), article(2, MINES_AGAIN, 1), article(3, MINES, 2)], {1: 8, 2: 5})

    assert grouping.stories == (stories.Story((1, 2, 3), 5),)
    assert [(merge.kept, merge.gone) for merge in grouping.merges] == [(5, 8)]
    assert grouping.merges[0].reason


def test_an_article_in_the_wrong_story_moves_when_later_ones_show_where_it_belongs():
    wrong = [article(1, STRIKE), article(2, MINES, 1), article(3, STRIKE_AGAIN, 2)]

    grouping = stories.group([*wrong, article(4, MINES_AGAIN, 3)], {1: 7, 2: 7, 3: 7})

    assert {story.known: story.members for story in grouping.stories} == {7: (1, 3), None: (2, 4)}
    assert [move.article for move in grouping.moves] == [2]
    assert "later articles" in grouping.moves[0].reason


def test_a_second_stage_begins_a_story_and_says_why():
    call = "Brannock schools shut as teachers strike", "Teachers walked out over pay in Brannock."
    deal = "Brannock teachers win six percent", "A deal of six percent was signed in Brannock at dawn by Ilse Hartog."
    strike = [article(1, call), article(2, STRIKE_AGAIN, 1)]

    grouping = stories.group([*strike, article(3, deal, 40), article(4, deal, 41)], {1: 7, 2: 7, 3: 7})

    assert {story.known: story.members for story in grouping.stories} == {7: (1, 2), None: (3, 4)}
    assert "two events or stages" in grouping.moves[0].reason


def test_a_copy_does_not_move_away_from_its_text():
    wrong = [article(1, STRIKE), article(2, MINES, 1), article(3, STRIKE_AGAIN, 2)]

    grouping = stories.group([*wrong, article(4, MINES_AGAIN, 3)], {1: 7, 2: 7, 3: 7}, copies={2: 1})

    assert parts(grouping) == {(1, 2, 3, 4)}
    assert not grouping.moves


def test_a_story_too_old_is_not_taken_up_again():
    within = stories.group([article(1, MINES), article(2, MINES_AGAIN, 71)])
    beyond = stories.group([article(1, MINES), article(2, MINES_AGAIN, 73)])

    assert parts(within) == {(1, 2)}
    assert parts(beyond) == {(1,), (2,)}


def test_a_story_carried_on_stays_open():
    days = [article(pk, MINES if pk % 2 else MINES_AGAIN, 48 * pk) for pk in range(1, 5)]

    assert parts(stories.group(days)) == {(1, 2, 3, 4)}


def test_an_article_without_a_date_finds_its_story():
    grouping = stories.group([article(1, MINES, -500), article(2, MINES_AGAIN, None), article(3, RECIPE, None)])

    assert {frozenset(members) for members in parts(grouping)} == {frozenset((1, 2)), frozenset((3,))}


def test_copies_of_one_text_stand_together_whatever_their_headlines():
    grouping = stories.group([article(1, STRIKE), article(2, RECIPE, 1)], copies={2: 1})

    assert parts(grouping) == {(1, 2)}
    assert "copy" in grouping.joins[1].reason


def test_an_original_that_comes_later_goes_to_its_copy():
    grouping = stories.group([article(1, RECIPE), article(2, STRIKE, 5)], copies={1: 2})

    assert parts(grouping) == {(1, 2)}


def test_two_copies_of_an_original_that_is_not_there_stand_together():
    grouping = stories.group([article(1, RECIPE), article(2, STRIKE, 5)], copies={1: 99, 2: 99})

    assert parts(grouping) == {(1, 2)}


def test_a_copy_joins_the_known_story_of_its_original_after_the_window():
    grouping = stories.group([article(1, MINES), article(2, RECIPE, 200)], {1: 4}, copies={2: 1})

    assert grouping.stories == (stories.Story((1, 2), 4),)


def test_the_furniture_of_a_host_joins_nothing():
    box = " Sign up for the letter of the Gazette and never miss what Brannock talks about."
    plain = [(title, text + box) for title, text in (MINES, RECIPE, STRIKE)]

    grouping = stories.group([article(pk, words, pk, "gazette") for pk, words in enumerate(plain)])

    assert parts(grouping) == {(0,), (1,), (2,)}


def test_a_site_for_a_headline_is_replaced_by_the_words_of_the_link():
    link = "https://example.org/news/divers-clear-old-mines-off-saare-strait"
    bare = stories.Candidate(1, "Example", "Example", "", "en", MORNING, link)

    assert parts(stories.group([bare, article(2, MINES, 1)])) == {(1, 2)}


def test_articles_of_nothing_stand_alone():
    grouping = stories.group([article(1, ("", "")), article(2, ("", ""), 1), article(3, ("?!", "…"), 2)])

    assert parts(grouping) == {(1,), (2,), (3,)}


@given(st.permutations(range(6)), st.integers(0, 2**32))
def test_the_order_of_the_articles_does_not_matter(order, seed):
    words = (MINES, STRIKE, RECIPE, MINES_AGAIN, STRIKE_AGAIN, MINES)
    articles = [article(pk, words[pk], pk % 3 if pk else None) for pk in range(6)]
    known = {pk: 50 + pk for pk in random.Random(seed).sample(range(6), 2)}

    assert stories.group([articles[pk] for pk in order], known) == stories.group(
        articles, dict(reversed(known.items()))
    )


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=8))
def test_every_article_stands_in_exactly_one_story(words):
    articles = [article(pk, pair, pk) for pk, pair in enumerate(words)]

    members = [pk for story in stories.group(articles).stories for pk in story.members]

    assert sorted(members) == list(range(len(words)))


TOWN_S_NEWS = [
    ("Brannock market opens late", "Traders in Brannock waited for the keys."),
    ("Brannock choir sings for nurses", "The choir of Brannock gave a concert on the ward."),
    ("Brannock lends out ladders", "A library in Brannock has tools to borrow."),
    ("Brannock swimmers mind the cold", "The lake near Brannock was four degrees."),
    ("Brannock bakers share an oven", "Three shops in Brannock save on their bills."),
    ("Brannock pupils plant hedges", "A school in Brannock has a wood of its own."),
]
FERRY = [
    ("Ferry rammed the quay of Brannock", "The ferry Alma broke her bow, the captain says."),
    ("Alma, the ferry that rammed a quay, is towed away", "Her broken bow is to be mended in Holm."),
]


def test_reports_that_share_a_town_and_little_else_are_no_story():
    grouping = stories.group([article(number, words, number) for number, words in enumerate([*TOWN_S_NEWS, *FERRY])])

    assert {story for story in parts(grouping) if len(story) > 1} == {(6, 7)}


FIRE = ("Fire destroys carpet warehouse in Dunmore", "Flames rose above the motorway as crews fought the blaze.")
FIRE_AGAIN = ("Carpet warehouse burns down in Dunmore", "Crews fought the flames, which were seen from the motorway.")
OTHER_FIRE = ("Children rescued from house fire in Dunmore", "A postman broke a window and carried both sisters out.")


@pytest.mark.parametrize(("other", "told"), [(FIRE_AGAIN, {(0, 1)}), (OTHER_FIRE, {(0,), (1,)})])
def test_one_fire_told_twice_is_one_story_and_two_fires_in_one_town_are_two(other, told):
    assert parts(stories.group([article(0, FIRE), article(1, other, 5)])) == told


HARBOUR_S_NEWS = [
    "Corvell council bans scooters from the promenade",
    "Corvell council: scooters banned from promenade by May",
    "Corvell swimmer wins a national medal",
    "New library opens in Corvell on Monday",
    "Corvell restaurant serves seaweed noodles",
    "Corvell pupils learn to mend clocks",
    "Thieves take copper from Corvell depot",
    "Corvell ferry timetable changes in spring",
    "Corvell and its gulls",
    "Corvell's oldest oak is felled after storm",
    "Corvell marathon draws record crowd",
]


def test_headlines_that_share_the_word_of_the_whole_day_heap_up_in_no_story():
    grouping = stories.group([article(number, (words, ""), number / 3) for number, words in enumerate(HARBOUR_S_NEWS)])

    assert {story for story in parts(grouping) if len(story) > 1} == {(0, 1)}


def test_the_same_word_joins_two_stories_where_no_others_have_it():
    few = [HARBOUR_S_NEWS[at] for at in (0, 1, 3)]
    elsewhere = [
        "Pilots of a tanker strike over rosters",
        "Glacier loses a cave overnight",
        "Museum buys a lost cello",
        "Beekeepers sue over spray",
        "Bridge closed for repainting",
        "Chess prodigy turns nine",
        "Vineyards hit by late frost",
        "Tram drivers vote on hours",
    ]
    grouping = stories.group([article(number, (words, ""), number) for number, words in enumerate([*few, *elsewhere])])

    assert {story for story in parts(grouping) if len(story) > 1} == {(0, 1, 2)}
