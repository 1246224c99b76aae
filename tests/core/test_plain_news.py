"""Plain news that some word of it makes look like something else: no rule may take it for that."""

import tomllib
from datetime import date
from pathlib import Path

from tests.core.plain_news import LINES, Line

from reveille.core import (
    beat,
    commentary,
    copies,
    datelines,
    excerpts,
    genres,
    headlines,
    notices,
    previews,
    profile,
    roundups,
)

LINK = "https://news.example/world/2026/11/24/the-news-of-the-day"


def taken(rule) -> list[tuple[str, object]]:
    return [(line.headline, said) for line in LINES if (said := rule(line))]


def test_plain_news_is_no_commentary():
    def says(line: Line) -> str:
        return commentary.why(title=line.headline, link=LINK, text=line.sentence, language=line.language)

    assert taken(says) == []


def test_first_sentence_of_plain_news_can_be_shown():
    def leaves_out(line: Line) -> bool:
        return not excerpts.choose(line.sentence, headline="", language=line.language)

    assert taken(leaves_out) == []


def test_plain_news_begins_with_no_dateline():
    assert taken(lambda line: datelines.lead_in(line.sentence)[2]) == []


def test_who_is_written_like_an_agency_is_credited_with_nothing():
    assert taken(lambda line: copies.credit("", "", line.sentence, {})) == []


def test_plain_news_is_no_roundup_live_page_or_overview():
    assert taken(lambda line: roundups.form(line.headline, LINK)) == []


def test_plain_news_takes_nothing_back():
    def says(line: Line) -> bool:
        known = notices.Version(1, "coast", line.headline, line.sentence, line.language, 1.0)
        return bool(notices.fallen([known])) or notices.headline(line.headline) != line.headline

    assert taken(says) == []


def test_headline_of_plain_news_keeps_who_says_so():
    def cut(line: Line) -> str:
        outlets = ("The Kyiv Independent", "Navy Times", "The Army Gazette")
        shown = [headlines.without_site(line.headline, outlet, LINK) for outlet in outlets]
        return next((one for one in shown if one != line.headline), "")

    assert taken(cut) == []


def test_plain_news_is_no_review_advice_or_background():
    assert taken(lambda line: genres.genre(line.headline, LINK, language=line.language)) == []


def test_plain_news_looks_forward_to_no_day():
    def says(line: Line) -> date | None:
        return previews.looks_to(line.headline, line.sentence, line.language, date(2026, 11, 24))

    assert taken(says) == []


def test_words_of_the_military_beat_that_mean_something_else_bring_nothing_onto_it():
    told = Path(beat.__file__).parents[1].joinpath("beats", "military.toml").read_text(encoding="utf-8")
    military = profile.read(tomllib.loads(told))

    def says(line: Line) -> bool:
        judged = beat.judge(military, title=line.headline, text=line.sentence, language=line.language)
        return judged.on and line.beat not in ("military", "any")

    assert taken(says) == []
