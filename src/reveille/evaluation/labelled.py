"""Judge what is said of single articles on labels by hand: what a page is, whether it is news or comment, its excerpts.

A label names its article without a word of it: the file it stands in, its line and its row's id; or, in an archive of
feeds, its link. The functions are those that a day runs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reveille.core import commentary, datelines, excerpts, feeds, genre_forms, genres, languages, places, roundups
from reveille.core.errors import ArchiveError, FeedError
from reveille.core.pages import bodies
from reveille.evaluation import measures, pages
from reveille.newsroom import gazetteer, jsonl

Label = Mapping[str, Any]
FORMS = (roundups.ROUNDUP, roundups.LIVE, roundups.OVERVIEW)


@dataclass(frozen=True)
class Article:
    """What a labelled article says, and where its body begins."""

    title: str
    link: str
    text: str
    language: str

    @property
    def start(self) -> int:
        """Where the body begins, after a headline that is repeated and a dateline."""
        return bodies.start(self.text, self.title)


def judge_forms(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Any]:
    """Return precision and recall of each form of ``core.roundups``. Labels: {file, line, id, form}."""
    told = [(str(label["form"]), roundups.form(one.title, one.link)) for label, one in with_articles(labels, files)]
    return _by_name(told, FORMS)


def judge_genres(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Any]:
    """Return precision and recall of each genre of ``core.genres``. Labels: {file, line, id, genre}; "" is news.

    ``any`` is news told from what is none, whatever it is taken for; ``all`` counts every headline of the files.
    ``articles`` is the same for whole articles, commentary among them: labels {file, line, id, feature}.
    """
    found = list(with_articles(labels, files))
    told = [(str(label["genre"]), _genre(one)) for label, one in found if "genre" in label]
    features = [
        (bool(label["feature"]), bool(_genre(one) or _commentary(one))) for label, one in found if "feature" in label
    ]
    said = [_genre(one) for path in files for one in _all(path) if one.title.strip()]
    return _by_name(told, genre_forms.NAMES) | {
        "articles": {"labels": len(features), **_scores(features)},
        "all": {"headlines": len(said), "said": sum(map(bool, said))},
    }


def _commentary(one: Article) -> str:
    return commentary.why(title=one.title, link=one.link, text=one.text, language=one.language, start=one.start)


def _genre(one: Article) -> str:
    said = genres.genre(one.title, one.link, language=one.language)
    return said.name if said else ""


def _by_name(told: Sequence[tuple[str, str]], names: Sequence[str]) -> dict[str, Any]:
    """The scores of each name, and of all together, from what was wanted and what was said."""
    return {
        "labels": len(told),
        **{name: _scores([(wanted == name, said == name) for wanted, said in told]) for name in names},
        "any": _scores([(bool(wanted), bool(said)) for wanted, said in told]),
    }


def judge_commentary(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Any]:
    """Return precision and recall of commentary, by language. Labels: {file, line, id, commentary}."""
    by_language: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for label, one in with_articles(labels, files):
        by_language[one.language].append((bool(label["commentary"]), bool(_commentary(one))))
    told = [pair for pairs in by_language.values() for pair in pairs]
    return {
        "labels": len(told),
        "all": _scores(told),
        **{language: _scores(pairs) for language, pairs in sorted(by_language.items())},
    }


def judge_excerpts(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Any]:
    """Return how many of the excerpts that are shown now are good. Labels: {file, line, id, start, end, good, why}.

    What is shown and has no label, since the rules have changed, is ``unread``: it counts as neither.
    """
    labelled: defaultdict[tuple[str, int], list[Label]] = defaultdict(list)
    for label in labels:
        labelled[label["file"], label["line"]].append(label)
    good = bad = unread = none = 0
    for key, one in _once(labels, files).items():
        shown = excerpt(one)
        if shown is None:
            none += 1
            continue
        found = next((label for label in labelled[key] if (label["start"], label["end"]) == shown), None)
        good += found is not None and found["good"]
        bad += found is not None and not found["good"]
        unread += found is None
    return {
        "articles": len(labelled),
        "shown": good + bad + unread,
        "good": good,
        "bad": bad,
        "unread": unread,
        "left_out": none,
        "share_good": round(good / (good + bad), 4) if good + bad else None,
    }


def judge_places(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Any]:
    """Return how often the main country of an article is right. Labels: {file, line, id, countries}.

    ``countries`` are those that a reader would take, "" where none is right too: precision counts what is said, recall
    the articles for which "" is not.
    """
    told = [(set(label["countries"]), country(one)) for label, one in with_articles(labels, files)]
    said = [country in wanted for wanted, country in told if country]
    sought = [country in wanted for wanted, country in told if "" not in wanted]
    return {
        "labels": len(told),
        "said": len(said),
        "precision": round(sum(said) / len(said), 4) if said else None,
        "sought": len(sought),
        "recall": round(sum(sought) / len(sought), 4) if sought else None,
    }


def country(one: Article) -> str:
    """Return the country that an article is about, as an edition would mark it; "" for none."""
    dateline, *_ = datelines.first_body(one.text)
    found = places.find(one.title, one.text, dateline, gazetteer.gazetteer(), one.language)
    return places.of_story([found]).country


def excerpt(one: Article) -> tuple[int, int] | None:
    """Return where the excerpt begins and ends that would be shown of an article, or None."""
    spans = excerpts.choose(one.text, headline=one.title, language=one.language, start=one.start)
    return (spans[0].start, spans[-1].end) if spans else None


def load(path: Path) -> list[Label]:
    """Return the labels of a JSON file. Raises ArchiveError where it is no list of objects."""
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(str(path), str(error)) from error
    if not isinstance(labels, list) or not all(isinstance(one, dict) and "file" in one for one in labels):
        raise ArchiveError(str(path), "no list of labels, each with its file")
    return labels


def _once(labels: Sequence[Label], files: Sequence[Path]) -> dict[tuple[str, int], Article]:
    return {(label["file"], label["line"]): one for label, one in with_articles(labels, files)}


def with_articles(labels: Sequence[Label], files: Sequence[Path]) -> Iterator[tuple[Label, Article]]:
    """Each label with its article. Raises ArchiveError when a file or a row is not there, or is another one."""
    named = {path.name: path for path in files}
    for name in sorted({label["file"] for label in labels}):
        if name not in named:
            raise ArchiveError(name, "labels are about it, and it was not given")
        wanted = [label for label in labels if label["file"] == name]
        find = _in_feeds(named[name]) if _holds_feeds(named[name]) else _in_rows(named[name])
        for label in wanted:
            yield label, find(label)


def _holds_feeds(path: Path) -> bool:
    return ".tar" in path.name


def _all(path: Path) -> Iterable[Article]:
    """Every article of a file, labelled or not."""
    if _holds_feeds(path):
        return _entries(path).values()
    return (_article(row) for _, row in jsonl.rows(path) if isinstance(row, dict))


def _article(row: Mapping[str, Any]) -> Article:
    title, words = str(row.get("title") or ""), str(row.get("text") or "")
    language = languages.language_of(f"{title}. {words[:1000]}")
    return Article(title, str(row.get("url") or ""), words, language)


def _in_rows(path: Path) -> Callable[[Label], Article]:
    rows = dict(jsonl.rows(path))

    def find(label: Label) -> Article:
        row = rows.get(label["line"])
        if not isinstance(row, dict) or row.get("id") != label.get("id"):
            raise ArchiveError(f"{path.name}:{label['line']}", f"is not the row {label.get('id', '')}".rstrip())
        return _article(row)

    return find


def _entries(path: Path) -> dict[str, Article]:
    """The entries of an archive of feeds, by their links."""
    entries: dict[str, Article] = {}
    for _, data in pages.members(path):
        try:
            feed = feeds.parse(data)
        except FeedError:
            continue
        for one in feed.entries:
            entries[one.link] = Article(one.title, one.link, one.summary, one.language)
    return entries


def _in_feeds(path: Path) -> Callable[[Label], Article]:
    entries = _entries(path)

    def find(label: Label) -> Article:
        if label["id"] not in entries:
            raise ArchiveError(path.name, f"has no entry {label['id']}")
        return entries[label["id"]]

    return find


def _scores(told: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    """Precision and recall of (wanted, said); None where nothing was said or wanted."""
    wanted, said = sum(one for one, _ in told), sum(one for _, one in told)
    hits = sum(one and other for one, other in told)
    precision, recall = hits / said if said else None, hits / wanted if wanted else None
    return {
        "wanted": wanted,
        "said": said,
        "precision": None if precision is None else round(precision, 4),
        "recall": None if recall is None else round(recall, 4),
        "f1": round(measures.f1(precision or 0.0, recall or 0.0), 4),
    }
