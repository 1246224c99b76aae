"""Copies, stories, quotes and commentary of the sample morning, against its gold."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reveille.core import commentary, copies, quotes, stories
from reveille.evaluation import measures
from reveille.sample import morning, shapes

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())["sample"]
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)
CLOSING_HOUR = 6


@pytest.fixture(scope="module")
def sample():
    return morning.load()


@pytest.fixture(scope="module")
def ids(sample):
    return {article.id: number for number, article in enumerate(sample.articles)}


def published(article: shapes.SampleArticle) -> datetime:
    hour, minute = map(int, article.time.split(":"))
    day = article.day - (1 if hour >= CLOSING_HOUR else 0)
    return FIRST_DAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.fixture(scope="module")
def found_copies(sample, ids):
    return {copy.id: copy.of for copy in copies.find([_document(sample, one, ids[one.id]) for one in sample.articles])}


def _document(sample: shapes.Morning, article: shapes.SampleArticle, number: int) -> copies.Document:
    outlet = sample.outlet[article.outlet]
    wire = outlet.kind == "agency"
    agencies = {one.name: one.slug for one in sample.outlets if one.kind == "agency"}
    credited = "" if wire else copies.credit(article.byline, article.dateline, article.text, agencies)
    return copies.Document(number, outlet.slug, outlet.name, article.text, credited, published(article), wire)


def test_copies_of_the_sample(sample, ids, found_copies):
    gold = {(ids[copy], ids[original]) for copy, original in sample.copy_of.items()}

    right = gold & set(found_copies.items())

    assert len(right) >= FLOORS["copies_precision"] * len(found_copies)
    assert len(right) >= FLOORS["copies_recall"] * len(gold)


def test_stories_of_the_sample(sample, ids, found_copies):
    candidates = [
        stories.Candidate(ids[one.id], one.outlet, one.headline, one.text, one.language, published(one))
        for one in sample.articles
    ]

    grouping = stories.group(candidates, copies=found_copies)

    found = {article: number for number, story in enumerate(grouping.stories) for article in story.members}
    precision, recall = measures.bcubed({ids[one]: story for one, story in sample.story_of.items()}, found)
    assert precision >= FLOORS["stories_precision"]
    assert measures.f1(precision, recall) >= FLOORS["stories_f1"]


def test_quotes_of_the_sample(sample):
    right = found = gold = 0
    for article in sample.articles:
        said = {(_bare(quote.text), quote.speaker.split()[-1]) for quote in sample.quotes[article.id]}
        gold += len(said)
        for quote in quotes.find(article.text, article.language):
            words = _bare(article.text[quote.start : quote.end])
            speaker = article.text[slice(*quote.speaker)]
            found += 1
            right += any(words == told and name in speaker for told, name in said)

    assert right >= FLOORS["quotes_precision"] * found
    assert right >= FLOORS["quotes_recall"] * gold


def test_commentary_of_the_sample_is_told_from_its_news(sample):
    said = {
        one.headline
        for one in sample.articles
        if commentary.why(
            title=one.headline,
            link=f"https://{one.outlet}.example/{one.id}",
            text=one.text,
            language=one.language,
            byline=one.byline,
        )
    }

    assert said == {one.headline for one in sample.articles if one.commentary}


def _bare(words: str) -> str:
    return words.strip(" \u00a0\u202f,.")
