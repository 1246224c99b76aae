"""The article out of a page: its text, and what the page says of it.

trafilatura reads with precision first, and again for recall when the text is short: the best of what was measured on
pages that nobody had tuned on (F1 .965, docs/decisions.md). The page's structured data (JSON-LD, Open Graph) is a
witness for headline, author and date, and a last resort for the text. A page that gives no article says why.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import htmldate
import trafilatura
from lxml import html as lxml_html

from reveille.core import charsets, commentary, datelines, languages, links, menus, moments
from reveille.core import text as texts
from reveille.core.errors import ConsentWall, LinkError, NotFoundPage, PageEmpty, PageTangled, PageUnreadable, Paywalled

VERSION = "1"
SHORT = 400  # characters; below, a reading for recall is asked too
BARE = 60  # characters; below, there is no article
LEAST = 200  # characters; below, the page must explain itself
MOST = 200_000  # characters of an article, thrice the longest features; what is longer is cut
ELEMENTS = 30_000  # of a page; a long live blog has some 10,000, and 260,000 cost half a minute
_KINDS = re.compile(r"(?:News|Opinion|Analysis|Report|Background|Review|Satirical|Live)?\w*(?:Article|BlogPosting)$")
_CONSENT = re.compile(r"\b(?:consent|cookies?|gdpr|privacy choices|datenschutz|einwilligung|vos choix)\b", re.I)
_NOT_FOUND = re.compile(
    r"\b(?:404|(?:page|article|story) (?:was )?not found|page introuvable|seite nicht gefunden)\b", re.I
)
_WALL = re.compile(
    r"subscribe to (?:read|continue)|subscribers only|réservé aux abonnés|already a subscriber|to read on",
    re.I,
)
_UNSAID = {"head", "iframe", "noscript", "object", "script", "style", "svg", "template"}
_INLINE = {
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
}  # fmt: skip
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_BY = re.compile(r"^(?:by|von|par|por|di|door|text)[\s:]+", re.I)


@dataclass(frozen=True)
class Line:
    """A line of all that a page says, and whether the article that was taken out of it has it."""

    words: str
    taken: bool


@dataclass(frozen=True)
class Article:
    """What a page says. ``text`` has its paragraphs parted by a blank line and is NFC without control characters,
    so that it can be stored and quoted by offsets; its first sentence begins at ``body_start``, after a menu and a
    dateline.
    """

    title: str
    text: str
    byline: str
    dateline: str
    agency: str
    published: datetime | None
    image: str
    caption: str
    language: str
    words: int
    paywalled: bool
    commentary: bool
    canonical: str
    body_start: int
    version: str = VERSION


def extract(data: bytes, *, link: str, content_type: str = "", title: str = "", language: str = "") -> Article:
    """Return the article of a page fetched from ``link``; ``title`` and ``language`` are what its feed said.

    Raises only PageError's kinds, whatever the bytes are.
    """
    tree = _tree(data, content_type, link)
    told = tuple(_structured(tree))
    witness = next((one for one in told if _KINDS.match(_kind(one))), {})
    text = _text(tree, witness)[:MOST].rstrip()
    heading = _title(tree, witness, title)
    free = _accessible(told)
    if len(text) < LEAST:
        _explain(tree, heading, text, link, free)
    if menus.is_all(text):
        raise PageEmpty(link, "lines of a menu, and no sentence")
    menu = menus.end(text)
    dateline, agency, start = datelines.first_body(text[menu:])
    start += menu
    byline, spoken = _byline(tree, witness), _language(tree, text, language)
    said = " ".join(t.text_content()[:2000] for t in tree.iter("body"))[:20_000]
    return Article(
        title=heading,
        text=text,
        byline=byline,
        dateline=dateline,
        agency=agency,
        published=_published(tree, witness),
        image=_image(tree, witness, link),
        caption=_caption(tree),
        language=spoken,
        words=texts.words(text),
        paywalled=free is False or bool(len(text) < 1500 and _WALL.search(said)),
        commentary=bool(
            commentary.why(
                title=heading,
                link=link,
                text=text,
                language=spoken,
                byline=byline,
                kind=_kind(witness),
                filed=_filed(tree, witness),
                start=start,
            )
        ),
        canonical=_canonical(tree, link),
        body_start=start,
    )


def body_text(data: bytes, content_type: str = "") -> str:
    """Return only the article's text, or "" when there is none: what `eval pages` scores. Raises PageUnreadable."""
    tree = _tree(data, content_type, "the page")
    return _text(tree, next((one for one in _structured(tree) if _KINDS.match(_kind(one))), {}))


def announced_feeds(data: bytes, *, link: str, content_type: str = "") -> tuple[links.Link, ...]:
    """Return the feeds that a page names in its head, in its order, each once. Raises PageUnreadable, PageTangled."""
    found: dict[links.Link, None] = {}
    for one in _tree(data, content_type, link).iter("link"):
        if "alternate" in one.get("rel", "").lower().split() and one.get("type", "").strip().lower() in _FEED_TYPES:
            try:
                found[links.canonical(one.get("href", ""), link)] = None
            except LinkError:
                continue
    return tuple(found)


def lines(data: bytes, *, content_type: str = "", taken: Article | None = None) -> Iterator[Line]:
    """Yield all words of a page as they stand in it, block by block, marked where ``taken`` has them.

    A line that is shorter than a sentence is taken only if it is a whole paragraph, so that no "Home" in a menu is
    marked for a "home" in the text. Raises PageUnreadable, PageTangled.
    """
    kept = [" ".join(line.split()) for line in f"{taken.title}\n{taken.text}".split("\n")] if taken else []
    whole, all_words = set(kept), " ".join(kept)
    for line in "".join(_said(_tree(data, content_type, "the page"))).split("\n"):
        if words := " ".join(texts.legible(line).split()):
            yield Line(words, words in whole or (len(words) > BARE and words in all_words))


def _said(element: Any) -> Iterator[str]:
    """The words of an element and of what stands in it, with a line's end at both ends of each block."""
    if not isinstance(element.tag, str) or element.tag in _UNSAID:
        return
    edge = " " if element.tag == "br" else "" if element.tag in _INLINE else "\n"
    yield edge + re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _said(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield edge


def body_start(text: str, title: str) -> int:
    """Return where the body of an archived text begins: after its headline and credit lines, and its dateline."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        words = text[start:end].strip()
        if len(words) > 200 or (words != title and words.endswith((".", "!", "?", '"', "”"))):
            break
        start = end + 1
    return start + datelines.lead_in(text[start:])[2]


def _tree(data: bytes, content_type: str, link: str) -> Any:
    markup = charsets.decode(data, content_type)
    if not markup.strip() or "\x00" in markup[:1000] or "<" not in markup[:5000]:
        raise PageUnreadable(link, "no markup")
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", markup))
    try:
        tree = lxml_html.document_fromstring(markup, parser=lxml_html.HTMLParser(huge_tree=False, no_network=True))
    except Exception as error:
        raise PageUnreadable(link, str(error)[:200]) from error
    if tree is None or not isinstance(tree.tag, str):
        raise PageUnreadable(link, "no document in it")
    if sum(1 for _ in itertools.islice(tree.iter(), ELEMENTS + 1)) > ELEMENTS:
        raise PageTangled(link, f"more than {ELEMENTS:,} elements")
    return tree


def _text(tree: Any, witness: Mapping[str, Any]) -> str:
    text = _read(tree, precision=True)
    if len(text) < SHORT:
        wider = _read(tree, precision=False)
        text = wider if len(wider) > len(text) else text
    body = storable(str(witness.get("articleBody") or ""))
    return body if len(text) < 250 and len(body) > 2 * len(text) else text


def _read(tree: Any, *, precision: bool) -> str:
    try:
        found = trafilatura.extract(
            tree,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            output_format="txt",
            favor_precision=precision,
            favor_recall=not precision,
        )
    except Exception:  # noqa: BLE001 - an extractor on hostile markup; no text is the answer
        return ""
    headings = {_plain(heading.text_content()) for heading in tree.iterfind(".//h1")}
    paragraphs = storable(found or "").split("\n\n")
    while paragraphs and paragraphs[0] in headings:  # the headline is kept by itself
        paragraphs.pop(0)
    return "\n\n".join(paragraphs)


def storable(text: str) -> str:
    """Return text fit to be stored and quoted: NFC, no control characters, paragraphs parted by one blank line."""
    clean = texts.legible(text)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean.split("\n"))  # no-break spaces are the outlet's own
    return "\n\n".join(line for line in lines if line)


def _structured(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the page's JSON-LD, graphs opened."""
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


def _kind(one: Mapping[str, Any]) -> str:
    kind = one.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _meta(tree: Any, *names: str) -> str:
    for name in names:
        for key in ("property", "name", "itemprop"):
            for meta in tree.xpath(f".//meta[@{key}=$name]", name=name):
                content = " ".join(str(meta.get("content") or "").split())
                if content:
                    return _plain(content)
    return ""


def _plain(text: object) -> str:
    return " ".join(storable(str(text or "")).split())


def _title(tree: Any, witness: Mapping[str, Any], feed: str) -> str:
    """The heading whose words the document's own titles share most; else what the structured data or the feed says."""
    told = _meta(tree, "og:title", "twitter:title") or _plain(tree.findtext(".//title"))
    wanted = set(texts.tokens(f"{told} {witness.get('headline') or ''} {feed}"))
    best, most = "", 0.6
    for heading in tree.iterfind(".//h1"):
        words = _plain(heading.text_content())
        own = set(texts.tokens(words))
        share = len(own & wanted) / len(own) if own and wanted else 1.0 if words else 0.0
        if share >= most and len(words) <= 400 and (share > most or not best):
            best, most = words, share
    return (best or _plain(witness.get("headline")) or feed or re.sub(r"\s+[|–—]\s+[^|–—]{2,40}$", "", told))[:500]


def _byline(tree: Any, witness: Mapping[str, Any]) -> str:
    authors = witness.get("author") or []
    named = [
        _plain(one.get("name") if isinstance(one, dict) else one)
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
            words = _plain(one.text_content())
            if 2 < len(words) <= 80:
                name = words
                break
    return _BY.sub("", name)[:300] if not name.startswith("http") else ""


def _published(tree: Any, witness: Mapping[str, Any]) -> datetime | None:
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


def _image(tree: Any, witness: Mapping[str, Any], link: str) -> str:
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


def _caption(tree: Any) -> str:
    """The caption of the page's first figure, once, though pages often give it twice."""
    for caption in tree.iterfind(".//figcaption"):
        words = _plain(caption.text_content())
        if 8 < len(words) <= 600:
            return words
    return ""


def _language(tree: Any, text: str, hint: str) -> str:
    stated = str(tree.get("lang") or "").strip()[:2].lower()
    return languages.language_of(text, stated if stated.isalpha() else hint)


def _accessible(told: tuple[Mapping[str, Any], ...]) -> bool | None:
    for one in told:
        free = one.get("isAccessibleForFree")
        if free is not None:
            return str(free).strip().lower() not in ("false", "0", "no")
    return None


def _filed(tree: Any, witness: Mapping[str, Any]) -> list[str]:
    """What the page says of the part of its paper that it stands in."""
    section = witness.get("articleSection")
    named = [str(one) for one in section] if isinstance(section, list) else [str(section or "")]
    return [_plain(one) for one in (*named, _meta(tree, "article:section", "parsely-section")) if one]


def _canonical(tree: Any, link: str) -> str:
    for tag in tree.xpath(".//link[@rel='canonical']"):
        try:
            return str(links.canonical(str(tag.get("href") or ""), link))
        except LinkError:
            break
    return link


def _explain(tree: Any, heading: str, text: str, link: str, free: bool | None) -> None:
    """Name why there is so little: raises the kind that fits, or lets a short article be one."""
    about = f"{heading} {_plain(tree.findtext('.//title'))}"
    said = " ".join(tree.text_content().split())[:5000]
    if _NOT_FOUND.search(about):
        raise NotFoundPage(link, heading[:100])
    bare = len(text) < BARE
    if (bare and free is False) or _WALL.search(text) or (bare and _WALL.search(said)):
        raise Paywalled(link)
    if _CONSENT.search(text) or (bare and len(_CONSENT.findall(said)) >= 3):
        raise ConsentWall(link)
    if bare:
        raise PageEmpty(link, f"{len(said)} characters on the page, none of an article")
