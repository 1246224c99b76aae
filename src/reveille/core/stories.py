"""Which articles tell one event.

Articles come in over days: each joins the story it is most like, or founds one; afterwards stories that
turn out to be the same event are merged. Likeness is measured in three channels (text, headline, names)
against a story's centroid; one setting serves every stream (docs/decisions.md, Stories). The same input
gives the same answer, in whatever order it comes.
"""

from __future__ import annotations

import functools
import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reveille.core import furniture
from reveille.core import text as texts

CHANNELS = ("text", "headline", "names")
HEADLINE = 500  # characters of a headline that are looked at
LOOKED_AT = 6000  # characters of a text that are cleaned; comparing looks at the first quarter of them


@dataclass(frozen=True)
class Settings:
    """One setting for all streams; the numbers are of the study in docs/decisions.md, found by search for
    BCubed F1 over six labelled files, cross-validated, and flat around their values. Only ``merge_offset``
    is stricter than there: an edition is hurt more by a story that is two than by two that are one.
    """

    weights: tuple[float, float, float] = (4.67, 3.35, 2.66)  # of the channels
    offset: float = -2.31
    merge_offset: float = -1.0  # the study's -1.51 scores the same there (.808), and joins fragments by chance
    merge_size: float = 1.35  # two established stories must not merge as easily as two fragments
    window: timedelta = timedelta(hours=72)
    lead: int = 800  # characters of the text channel
    name_lead: int = 1500
    background: int = 1500  # unseen documents assumed when a word's rarity is reckoned
    keep: tuple[float, float, float] = (0.08, 0.12, 0.12)  # a pair counts if one channel is above this


@dataclass(frozen=True)
class Candidate:
    """An article to be grouped; ``outlet`` is what repeats its own boilerplate, a slug or host."""

    id: int
    outlet: str
    title: str
    text: str
    language: str = "en"
    published: datetime | None = None
    link: str = ""


@dataclass(frozen=True)
class Join:
    """An article that was put into a story, how sure that was, and why, in words."""

    article: int
    score: float
    reason: str


@dataclass(frozen=True)
class Story:
    """Articles on one event, by id, in the order they came; ``known`` is the story they stood in, if any."""

    members: tuple[int, ...]
    known: int | None = None


@dataclass(frozen=True)
class Merge:
    """Two known stories that turned out to be one; the older stays."""

    kept: int
    gone: int
    score: float
    reason: str = ""


@dataclass(frozen=True)
class Grouping:
    """Every candidate in exactly one story, and how each came there."""

    stories: tuple[Story, ...]
    joins: tuple[Join, ...]
    merges: tuple[Merge, ...] = ()


@dataclass
class _Cluster:
    number: int
    members: list[int] = field(default_factory=list)
    inner: NDArray[np.float64] = field(default_factory=lambda: np.zeros(3))  # 1'S1 for each channel
    first: float = math.inf
    last: float = -math.inf
    known: int | None = None
    undated: bool = False


Pairs = list[dict[int, NDArray[np.float64]]]


def group(
    candidates: Sequence[Candidate],
    known: Mapping[int, int] | None = None,
    *,
    copies: Mapping[int, int] | None = None,
    settings: Settings = Settings(),
) -> Grouping:
    """Return the stories of ``candidates``.

    ``known`` gives the story in which an article already stands, and it stays there unless its whole story
    is merged into another; ``copies`` gives the article whose copy one is, which must stand in the same
    story.
    """
    known, copies = known or {}, copies or {}
    ordered = sorted(
        candidates,
        key=lambda c: (c.published is not None, c.published.timestamp() if c.published else 0.0, c.id),
    )
    if not ordered:
        return Grouping((), ())
    pairs = _pairs(ordered, settings)
    times = [c.published.timestamp() if c.published else math.nan for c in ordered]
    clusters, joins = _one_pass(ordered, pairs, times, known, copies, settings)
    merges = _late_merge(clusters, pairs, settings)
    stories = tuple(
        Story(tuple(ordered[place].id for place in sorted(cluster.members)), cluster.known)
        for cluster in sorted(clusters.values(), key=lambda c: min(c.members))
    )
    return Grouping(stories, tuple(joins), tuple(merges))


def _one_pass(
    ordered: Sequence[Candidate],
    pairs: Pairs,
    times: Sequence[float],
    known: Mapping[int, int],
    copies: Mapping[int, int],
    settings: Settings,
) -> tuple[dict[int, _Cluster], list[Join]]:
    clusters: dict[int, _Cluster] = {}
    home: dict[int, int] = {}
    of_story: dict[int, int] = {}
    joins: list[Join] = []
    texts_alike = _same_text(copies)
    home_of_text: dict[int, int] = {}
    window = settings.window.total_seconds()
    # Those who already stand somewhere sit down first; the newcomers then look at the whole of each story.
    turns = sorted(range(len(ordered)), key=lambda place: (ordered[place].id not in known, place))
    for place in turns:
        article = ordered[place]
        sums = _sums(pairs[place], home)
        chosen, score, reason = -1, 0.0, "it is the first of its story"
        if article.id in known:
            chosen = of_story.get(known[article.id], -1)
        else:
            twin = home_of_text.get(texts_alike.get(article.id, -1), -1)
            if twin >= 0:
                chosen, score, reason = twin, math.inf, "its text is a copy of one in the story"
            else:
                for number in sorted(sums):
                    cluster = clusters[number]
                    if not _near(cluster, times[place], window):
                        continue
                    likeness = sums[number] / np.sqrt(np.maximum(cluster.inner, 1e-9))
                    now = float(likeness @ settings.weights) + settings.offset
                    if now > 0 and now > score:
                        chosen, score, reason = number, now, _reason(likeness, len(cluster.members))
        if chosen < 0:
            chosen = place
            clusters[chosen] = _Cluster(chosen, known=known.get(article.id))
            if article.id in known:
                of_story[known[article.id]] = chosen
        _sit_down(clusters[chosen], place, times[place], sums.get(chosen))
        home[place] = chosen
        if article.id in texts_alike:
            home_of_text.setdefault(texts_alike[article.id], chosen)
        if article.id not in known:
            joins.append(Join(article.id, round(score, 3) if math.isfinite(score) else 99.0, reason))
    return clusters, joins


def _same_text(copies: Mapping[int, int]) -> dict[int, int]:
    """Each article that is a copy or has one, with one id for all that carry the same text."""
    first: dict[int, int] = {}

    def root(one: int) -> int:
        while first.setdefault(one, one) != one:
            first[one] = one = first[first[one]]
        return one

    for copy, original in sorted(copies.items()):
        low, high = sorted((root(copy), root(original)))
        first[high] = low
    return {one: root(one) for one in list(first)}


def _sums(likes: Mapping[int, NDArray[np.float64]], home: Mapping[int, int]) -> dict[int, NDArray[np.float64]]:
    """The sum of an article's likenesses to each story's members, by channel."""
    sums: dict[int, NDArray[np.float64]] = {}
    for other, likeness in likes.items():
        number = home.get(other)
        if number is not None:
            if number in sums:
                sums[number] = sums[number] + likeness
            else:
                sums[number] = likeness
    return sums


def _near(cluster: _Cluster, time: float, window: float) -> bool:
    if cluster.undated or math.isnan(time):
        return True
    return cluster.first - window < time < cluster.last + window


def _sit_down(cluster: _Cluster, place: int, time: float, sums: NDArray[np.float64] | None) -> None:
    cluster.members.append(place)
    cluster.inner = cluster.inner + 1.0 + (2.0 * sums if sums is not None else 0.0)
    if math.isnan(time):
        cluster.undated = True
    else:
        cluster.first, cluster.last = min(cluster.first, time), max(cluster.last, time)


def _reason(likeness: NDArray[np.float64], members: int) -> str:
    said = ", ".join(f"{name} {value:.2f}" for name, value in zip(CHANNELS, likeness, strict=True))
    return f"like its {members} {'article' if members == 1 else 'articles'}: {said}"


def _late_merge(clusters: dict[int, _Cluster], pairs: Pairs, settings: Settings) -> list[Merge]:
    """Merge stories best first while they are alike enough for their size."""
    home = {place: number for number, cluster in clusters.items() for place in cluster.members}
    cross: dict[int, dict[int, NDArray[np.float64]]] = defaultdict(dict)
    for place, likes in enumerate(pairs):
        mine = home[place]
        for other, likeness in likes.items():
            theirs = home[other]
            if other < place and mine != theirs:
                total = cross[mine].get(theirs, np.zeros(3)) + likeness
                cross[mine][theirs] = cross[theirs][mine] = total
    heap = [
        entry
        for a in cross
        for b in cross[a]
        if a < b and (entry := _merge_entry(clusters, cross, a, b, settings)) is not None
    ]
    heapq.heapify(heap)
    merges: list[Merge] = []
    while heap:
        score, a, b, size_a, size_b = heapq.heappop(heap)
        if (
            a not in clusters
            or b not in clusters
            or (len(clusters[a].members), len(clusters[b].members)) != (size_a, size_b)
        ):
            continue  # one of them has changed since
        merges.extend(_merge(clusters, cross, a, b, -score))
        for other in cross[a]:
            entry = _merge_entry(clusters, cross, min(a, other), max(a, other), settings)
            if entry is not None:
                heapq.heappush(heap, entry)
    return merges


def _merge_entry(
    clusters: Mapping[int, _Cluster],
    cross: Mapping[int, Mapping[int, NDArray[np.float64]]],
    a: int,
    b: int,
    settings: Settings,
) -> tuple[float, int, int, int, int] | None:
    one, two = clusters[a], clusters[b]
    window = settings.window.total_seconds()
    if not (one.undated or two.undated) and max(one.first, two.first) - min(one.last, two.last) >= window:
        return None
    likeness = cross[a][b] / np.sqrt(np.maximum(one.inner * two.inner, 1e-9))
    small = min(len(one.members), len(two.members))
    score = float(likeness @ settings.weights) + settings.offset - settings.merge_size * math.log2(small)
    return (-score, a, b, len(one.members), len(two.members)) if score > settings.merge_offset else None


def _merge(
    clusters: dict[int, _Cluster],
    cross: dict[int, dict[int, NDArray[np.float64]]],
    a: int,
    b: int,
    score: float,
) -> Iterable[Merge]:
    one, two = clusters[a], clusters.pop(b)
    sizes = (len(one.members), len(two.members))
    one.inner = one.inner + two.inner + 2.0 * cross[a][b]
    one.members += two.members
    one.first, one.last = min(one.first, two.first), max(one.last, two.last)
    one.undated = one.undated or two.undated
    for other, total in cross.pop(b).items():
        cross[other].pop(b, None)
        if other != a:
            cross[a][other] = cross[other][a] = cross[a].get(other, np.zeros(3)) + total
    cross[a].pop(b, None)
    both = [known for known in (one.known, two.known) if known is not None]
    one.known = min(both) if both else None
    if len(both) == 2:
        reason = f"stories of {sizes[0]} and {sizes[1]} articles that are as like as one"
        yield Merge(min(both), max(both), round(score, 3), reason)


# --- likeness --------------------------------------------------------------------------------------------


def _pairs(ordered: Sequence[Candidate], settings: Settings) -> Pairs:
    """For each article the others that are like it at all, with the three cosines."""
    channels = _vectors(ordered, settings)
    times = np.array([c.published.timestamp() if c.published else np.nan for c in ordered])
    likes: Pairs = [{} for _ in ordered]
    step = 512
    # A story may hold an article a window before and one a window after: further apart none are weighed.
    reach = 2 * settings.window.total_seconds()
    for start in range(0, len(ordered), step):
        rows = slice(start, min(start + step, len(ordered)))
        blocks = [(matrix[rows] @ matrix[: rows.stop].T).tocoo() for matrix in channels]
        found: dict[tuple[int, int], NDArray[np.float64]] = {}
        wanted = [_above(block, start, limit, times, reach) for block, limit in zip(blocks, settings.keep, strict=True)]
        keys = np.unique(np.concatenate(wanted)) if wanted else np.array([], dtype=np.int64)
        if not len(keys):
            continue
        width = rows.stop
        values = np.zeros((len(keys), 3))
        for channel, block in enumerate(blocks):
            own = (block.row.astype(np.int64) + start) * width + block.col
            order = np.argsort(own)
            own, data = own[order], block.data[order]
            at = np.searchsorted(own, keys)
            at[at == len(own)] = 0
            hit = own[at] == keys if len(own) else np.zeros(len(keys), dtype=bool)
            values[hit, channel] = data[at[hit]]
        for key, value in zip(keys.tolist(), values, strict=True):
            found[divmod(key, width)] = value
        for (place, other), value in found.items():
            likes[place][other] = likes[other][place] = value
    return likes


def _above(
    block: sparse.coo_matrix, start: int, limit: float, times: NDArray[np.float64], reach: float
) -> NDArray[np.int64]:
    """The pairs (row times width plus column) of a block above the limit and in reach, earlier second."""
    width = block.shape[1]
    rows = block.row.astype(np.int64) + start
    columns = block.col.astype(np.int64)
    far = np.abs(times[rows] - times[columns]) > reach  # with an undated one this is False
    keep = (block.data > limit) & (columns < rows) & ~far
    kept: NDArray[np.int64] = rows[keep] * width + columns[keep]
    return kept


def _vectors(ordered: Sequence[Candidate], settings: Settings) -> list[sparse.csr_matrix]:
    titles, bodies = _cleaned(ordered)
    languages = [candidate.language or "en" for candidate in ordered]
    title_tokens = [_tokens(title, lang) for title, lang in zip(titles, languages, strict=True)]
    lead_tokens = [_tokens(body[: settings.lead], lang) for body, lang in zip(bodies, languages, strict=True)]
    full = [Counter(lead) + Counter({t: 2 * n for t, n in Counter(title).items()})
            for lead, title in zip(lead_tokens, title_tokens, strict=True)]  # fmt: skip
    headline = [
        Counter(title or _tokens(body[:100], lang))
        for title, body, lang in zip(title_tokens, bodies, languages, strict=True)
    ]
    heads = [texts.cased_headline(title) for title in titles]
    cased = [_cased(body[: settings.name_lead]) for body in bodies]
    stream = texts.casing([*heads, *cased])
    named = [
        Counter(texts.names(head, words, stream, lang))
        for head, words, lang in zip(heads, cased, languages, strict=True)
    ]
    return [_matrix(channel, settings.background) for channel in (full, headline, named)]


# A round looks again at what the last days brought, of which it has seen nearly all before.
_tokens = functools.lru_cache(maxsize=16_384)(texts.tokens)
_cased = functools.lru_cache(maxsize=8192)(texts.cased_words)


def _matrix(documents: Sequence[Counter[str]], background: int) -> sparse.csr_matrix:
    """Rows of (1 + ln tf) · ln((N + N0 + 1) / (df + ½)), each of length one."""
    spread = Counter(word for document in documents for word in document)
    columns = {word: place for place, word in enumerate(sorted(spread))}
    total = len(documents) + background + 1
    rarity = np.array([math.log(total / (spread[word] + 0.5)) for word in sorted(spread)])
    indptr, indices, data = [0], [], []
    for document in documents:
        for word in sorted(document):
            indices.append(columns[word])
            data.append(1.0 + math.log(document[word]))
        indptr.append(len(indices))
    matrix = sparse.csr_matrix(
        (
            np.array(data, dtype=np.float64),
            np.array(indices, dtype=np.int32),
            np.array(indptr, dtype=np.int64),
        ),
        shape=(len(documents), max(1, len(columns))),
    )
    if len(columns):
        matrix = matrix @ sparse.diags_array(rarity)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    return sparse.csr_matrix(sparse.diags_array(1.0 / lengths) @ matrix)


# --- cleaning --------------------------------------------------------------------------------------------

_TAIL = re.compile(r"\s+[|–—-]\s+([^|–—]{2,60})$")
_SPELLED_LINK = re.compile(
    r"^(?:https?\s+)?(?:[a-z0-9-]+\s+){0,8}(?:com|org|net)\s+(?:[a-z0-9-]+\s+){0,12}(?:html?|aspx?|php)\b\s*",
    re.I,
)


def _cleaned(ordered: Sequence[Candidate]) -> tuple[list[str], list[str]]:
    """Headlines without the site's name, texts without what a host repeats."""
    tails: Counter[tuple[str, str]] = Counter()
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for candidate in ordered:
        tail = _TAIL.search(_headline(candidate))
        if tail:
            tails[candidate.outlet, tail.group(1)] += 1
        shared[candidate.title].add(candidate.text[:200] or candidate.link)
    titles = [_title(candidate, tails, shared) for candidate in ordered]
    bodies = _bodies(ordered)
    return titles, bodies


def _headline(candidate: Candidate) -> str:
    return " ".join(candidate.title[:HEADLINE].split())


def _title(candidate: Candidate, tails: Mapping[tuple[str, str], int], shared: Mapping[str, set[str]]) -> str:
    title = _headline(candidate)
    tail = _TAIL.search(title)
    if tail and len(tail.group(1).split()) <= 6:
        names_site = re.sub(r"\W", "", tail.group(1).lower()) in re.sub(r"\W", "", candidate.outlet.lower())
        if names_site or tails[candidate.outlet, tail.group(1)] >= 2:
            title = title[: tail.start()]
    few = len(title.split()) <= 6
    is_site = few and re.sub(r"\W", "", title.lower()) in (re.sub(r"\W", "", candidate.outlet.lower()), "")
    if is_site or (few and len(shared[candidate.title]) >= 3):
        slug = re.split(r"[-_/+]", urlsplit(candidate.link).path.rsplit(".", 1)[0])
        words = [word for word in slug if word.isalpha() and len(word) > 1]
        if len(words) >= 3:
            return " ".join(words)
    return title


def _bodies(ordered: Sequence[Candidate]) -> list[str]:
    starts = [(candidate.outlet, candidate.text[:LOOKED_AT]) for candidate in ordered]
    repeated = furniture.find(starts)
    return [repeated.without(outlet, _SPELLED_LINK.sub("", start)) for outlet, start in starts]
