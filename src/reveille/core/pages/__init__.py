"""The article out of a page: its text, and what the page says of it.

The page's structured data (JSON-LD, Open Graph) is a witness for headline, author and date, and a last resort for the
text. A page that gives no article says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reveille.core import commentary, datelines, menus
from reveille.core import text as texts
from reveille.core.errors import PageEmpty
from reveille.core.pages import bodies, reasons, trees, witnesses

VERSION = "1"
LEAST = 200  # characters; below, the page must explain itself
MOST = 200_000  # characters of an article, thrice the longest features; what is longer is cut


@dataclass(frozen=True)
class Article:
    """What a page says.

    ``text`` has its paragraphs parted by a blank line and is NFC without control characters, so that it can be stored
    and quoted by offsets; its first sentence begins at ``body_start``, after a menu and a dateline.
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
    tree = trees.read(data, content_type, link)
    told = tuple(witnesses.structured(tree))
    witness = witnesses.of_article(told)
    text = bodies.text_of(tree, witness)[:MOST].rstrip()
    heading = witnesses.title(tree, witness, title)
    free = witnesses.accessible(told)
    if len(text) < LEAST:
        reasons.explain(tree, heading, text, link, free)
    if menus.is_all(text):
        raise PageEmpty(link, "lines of a menu, and no sentence")
    menu = menus.end(text)
    dateline, agency, start = datelines.first_body(text[menu:])
    start += menu
    byline, spoken = witnesses.byline(tree, witness), witnesses.language(tree, text, language)
    kind, filed = witnesses.kind(witness), witnesses.filed(tree, witness)
    opinion = commentary.why(
        title=heading, link=link, text=text, language=spoken, byline=byline, kind=kind, filed=filed, start=start
    )
    said = " ".join(t.text_content()[:2000] for t in tree.iter("body"))[:20_000]
    return Article(
        title=heading,
        text=text,
        byline=byline,
        dateline=dateline,
        agency=agency,
        published=witnesses.published(tree, witness),
        image=witnesses.image(tree, witness, link),
        caption=witnesses.caption(tree),
        language=spoken,
        words=texts.words(text),
        paywalled=free is False or bool(len(text) < 1500 and reasons.WALL.search(said)),
        commentary=bool(opinion),
        canonical=witnesses.canonical(tree, link),
        body_start=start,
    )


def body_text(data: bytes) -> str:
    """Return only the article's text, or "": what `eval pages` scores. Raises PageUnreadable, PageTangled."""
    tree = trees.read(data, "", "the page")
    return bodies.text_of(tree, witnesses.of_article(witnesses.structured(tree)))
