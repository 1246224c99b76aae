"""What a page says of its article: headline, byline, date, picture, language, section, and whether it is free."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import htmldate

from reveille.core import languages, links, moments
from reveille.core import text as texts
from reveille.core.errors import LinkError
from reveille.core.pages import bodies

_KINDS = re.compile(r"(?:News|Opinion|Analysis|Report|Background|Review|Satirical|Live)?\w*(?:Article|BlogPosting)$")
_BY = re.compile(r"^(?:by|von|par|por|di|door|text)[\s:]+", re.I)


def structured(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object of the page's JSON-LD, graphs opened."""
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [found]
        for _ in range(200):
            if not queue:
                break
            one = queue.pop(0)
            if isinstance(one, list):
                queue.extend(one)
            elif isinstance(one, dict):
                queue.extend(one.get("@graph") or [] if isinstance(one.get("@graph"), list) else [])
                yield one


def of_article(told: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the first object that is an article, or an empty one."""
    return next((one for one in told if _KINDS.match(kind(one))), {})


def kind(one: Mapping[str, Any]) -> str:
    """Return the type that structured data says it is, the first of several, or nothing."""
    kind = one.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _meta(tree: Any, *names: str) -> str:
    for name in names:
        for key in ("property", "name", "itemprop"):
            for meta in tree.xpath(f".//meta[@{key}=$name]", name=name):
                content = " ".join(str(meta.get("content") or "").split())
                if content:
                    return bodies.plain(content)
    return ""


def title(tree: Any, witness: Mapping[str, Any], feed: str) -> str:
    """Return the heading whose words the document's own titles share most; else what JSON-LD or the feed says."""
    told = _meta(tree, "og:title", "twitter:title") or bodies.plain(tree.findtext(".//title"))
    wanted = set(texts.tokens(f"{told} {witness.get('headline') or ''} {feed}"))
    best, most = "", 0.6
    for heading in tree.iterfind(".//h1"):
        words = bodies.plain(heading.text_content())
        own = set(texts.tokens(words))
        share = len(own & wanted) / len(own) if own and wanted else 1.0 if words else 0.0
        if share >= most and len(words) <= 400 and (share > most or not best):
            best, most = words, share
    return (best or bodies.plain(witness.get("headline")) or feed or re.sub(r"\s+[|–—]\s+[^|–—]{2,40}$", "", told))[
        :500
    ]


def byline(tree: Any, witness: Mapping[str, Any]) -> str:
    """Return who wrote the article, without the "By", or nothing."""
    authors = witness.get("author") or []
    named = [
        bodies.plain(one.get("name") if isinstance(one, dict) else one)
        for one in (authors if isinstance(authors, list) else [authors])
    ]
    name = ", ".join(one for one in named if one and not one.startswith("http")) or _meta(
        tree, "author", "parsely-author"
    )
    if not name:
        for one in tree.xpath(
            ".//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
            " or contains(concat(' ', @class, ' '), ' author ')]"
        )[:3]:
            words = bodies.plain(one.text_content())
            if 2 < len(words) <= 80:
                name = words
                break
    return _BY.sub("", name)[:300] if not name.startswith("http") else ""


def published(tree: Any, witness: Mapping[str, Any]) -> datetime | None:
    """Return when the article was published first, as far as the page says, or None."""
    for told in (
        witness.get("datePublished"),
        _meta(tree, "article:published_time", "datePublished", "date", "dc.date"),
    ):
        moment = _moment(told)
        if moment:
            return moment
    for tag in tree.iterfind(".//time[@datetime]"):
        moment = _moment(tag.get("datetime"))
        if moment:
            return moment
    try:
        return _moment(htmldate.find_date(tree, original_date=True, extensive_search=False))
    except Exception:  # noqa: BLE001 - a guess on hostile markup; no date is the answer
        return None


def _moment(told: object) -> datetime | None:
    try:
        return moments.believed(datetime.fromisoformat(str(told or "").strip().replace("Z", "+00:00")))
    except ValueError:
        return None


def image(tree: Any, witness: Mapping[str, Any], link: str) -> str:
    """Return the link of the article's picture, or nothing."""
    image = witness.get("image")
    if isinstance(image, list):
        image = image[0] if image else ""
    if isinstance(image, dict):
        image = image.get("url")
    for told in (image, _meta(tree, "og:image", "twitter:image")):
        try:
            return str(links.canonical(str(told), link)) if told else ""
        except LinkError:
            continue
    return ""


def caption(tree: Any) -> str:
    """Return the caption of the page's first figure, once, though pages often give it twice."""
    for caption in tree.iterfind(".//figcaption"):
        words = bodies.plain(caption.text_content())
        if 8 < len(words) <= 600:
            return words
    return ""


def language(tree: Any, text: str, hint: str) -> str:
    """Return the article's language as an ISO 639-1 code; ``hint`` is what its feed said."""
    stated = str(tree.get("lang") or "").strip()[:2].lower()
    return languages.language_of(text, stated if stated.isalpha() else hint)


def accessible(told: tuple[Mapping[str, Any], ...]) -> bool | None:
    """Return whether the structured data says that the article is free; None where it says nothing."""
    for one in told:
        free = one.get("isAccessibleForFree")
        if free is not None:
            return str(free).strip().lower() not in ("false", "0", "no")
    return None


def filed(tree: Any, witness: Mapping[str, Any]) -> list[str]:
    """Return what the page says of the part of its paper that it stands in."""
    section = witness.get("articleSection")
    named = [str(one) for one in section] if isinstance(section, list) else [str(section or "")]
    return [bodies.plain(one) for one in (*named, _meta(tree, "article:section", "parsely-section")) if one]


def canonical(tree: Any, link: str) -> str:
    """Return the link that the page gives as its own, else ``link``."""
    for tag in tree.xpath(".//link[@rel='canonical']"):
        try:
            return str(links.canonical(str(tag.get("href") or ""), link))
        except LinkError:
            break
    return link
