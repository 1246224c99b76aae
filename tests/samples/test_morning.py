import dataclasses
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from reveille.core import errors
from reveille.sample import checks, newsstand, shapes
from reveille.sample import morning as mornings


def changed(morning, id, **values):
    """The morning with one article changed."""
    articles = tuple(dataclasses.replace(a, **values) if a.id == id else a for a in morning.articles)
    return dataclasses.replace(morning, articles=articles)


def test_the_morning_is_large_enough_to_judge_by(morning):
    working = [o for o in morning.outlets if not any(feed.fault for feed in o.feeds)]

    assert len(working) >= 14
    assert len({outlet.country for outlet in working}) >= 8
    assert len(morning.articles) >= 90
    assert sum(story.beat for story in morning.stories) >= 12
    assert {feed.format for outlet in working for feed in outlet.feeds} == set(checks.FORMATS)
    assert {outlet.layout for outlet in working} == set(checks.LAYOUTS)
    assert {feed.fault for outlet in morning.outlets for feed in outlet.feeds} == set(checks.FAULTS)


def test_every_working_outlet_has_something_out_on_both_days_together(morning):
    silent = {o.slug for o in morning.outlets} - {article.outlet for article in morning.articles}

    assert silent == {"cape-lantern", "el-vigia", "mayak"}


def test_thirty_articles_are_off_the_beat_and_three_languages_are_written(morning):
    off = [article for article in morning.articles if not morning.on_beat[article.id]]

    assert len(off) >= 30
    assert {article.language for article in off} == {"en", "de", "fr"}
    assert sum(len(story.articles) == 2 for story in morning.stories if not story.beat) == 4


def test_the_whole_morning_has_no_fault(morning):
    assert list(checks.faults(morning)) == []


def test_every_quote_of_the_gold_stands_word_for_word_in_its_article(morning):
    lost = [
        (id, quote.text)
        for id, quotes in morning.quotes.items()
        for quote in quotes
        if quote.text not in morning.article[id].text
    ]

    assert lost == []
    assert sum(map(len, morning.quotes.values())) > 100


def test_a_copy_has_the_words_of_its_original_less_what_was_cut(morning):
    for id, original in morning.copy_of.items():
        words, whole = morning.article[id].paragraphs, morning.article[original].paragraphs

        assert words == whole[: len(words)]
        assert len(words) == len(whole) - morning.article[id].cut
        assert morning.story_of[id] == morning.story_of[original]


def test_a_copy_comes_out_after_its_original(morning):
    base = date(2026, 11, 24)
    early = [
        id
        for id, original in morning.copy_of.items()
        if newsstand.published(morning.article[id], base) <= newsstand.published(morning.article[original], base)
    ]

    assert early == []


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"outlet": "the-moon"}, "unknown outlet"),
        ({"day": 3}, "day 3"),
        ({"time": "24:00"}, "24:00"),
        ({"paragraphs": ()}, "no text"),
        ({"encoding": "koi8-r"}, "unknown encoding"),
        ({"paragraphs": ("Źle",), "quotes": (), "encoding": "windows-1252"}, "cannot be written"),
        ({"related": ("nowhere",)}, "unknown 'nowhere'"),
        ({"copy_of": "nothing"}, "no original"),
        ({"quotes": (shapes.SampleQuote("Never said", "Nobody", ""),)}, "Never said"),
    ],
)
def test_a_faulty_article_is_named_with_its_fault(morning, values, fault):
    broken = changed(morning, "baltic-mines-kurier-1", **values)

    with pytest.raises(errors.SampleError, match=fault) as caught:
        checks.check(broken)
    assert caught.value.subject == "baltic-mines-kurier-1"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("colour = 'red'", "unknown keys: colour"),
        ("day = 'Monday'", "day is 'Monday', not int"),
        ("this is not TOML", "Expected"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, line, fault):
    (tmp_path / "stories").mkdir()
    shutil.copy(mornings.HERE / "outlets.toml", tmp_path)
    text = (mornings.HERE / "stories" / "army-meetings.toml").read_text("utf-8")
    kept = "\n".join(row for row in text.splitlines() if not line.startswith("day") or not row.startswith("day"))
    (tmp_path / "stories" / "army-meetings.toml").write_text(
        kept.replace("[[article]]", f"[[article]]\n{line}", 1), "utf-8"
    )

    with pytest.raises(errors.SampleError, match=fault):
        mornings.load(tmp_path)


def test_a_day_holds_the_articles_of_the_24_hours_before_its_closing(stand):
    for dated in stand.articles:
        closing = stand.closing(dated.article.day)

        assert closing - timedelta(days=1) <= dated.published < closing


def test_the_evening_belongs_to_the_next_morning(morning):
    article = dataclasses.replace(morning.articles[0], day=2, time="17:20")

    assert newsstand.published(article, date(2026, 11, 24)) == datetime(2026, 11, 23, 17, 20, tzinfo=UTC)
    early = dataclasses.replace(article, time="05:59")
    assert newsstand.published(early, date(2026, 11, 24)) == datetime(2026, 11, 24, 5, 59, tzinfo=UTC)


def test_addresses_are_lasting_and_on_the_outlets_host(morning, stand):
    again = newsstand.on(morning, stand.base)

    assert [dated.link for dated in again.articles] == [dated.link for dated in stand.articles]
    assert all(dated.link.startswith(dated.outlet.home) for dated in stand.articles)
    assert all(dated.link.isascii() for dated in stand.articles)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("« On rapièce » : l’arsenal", "on-rapiece-larsenal"),
        ("Straße, Œuvre, Świnoujście", "strasse-oeuvre-swinoujscie"),
        ("Маяк", ""),
        ("word " * 30, "word-" * 13 + "word"),
    ],
)
def test_a_headline_becomes_an_address(headline, slug):
    assert newsstand.slug(headline) == slug
