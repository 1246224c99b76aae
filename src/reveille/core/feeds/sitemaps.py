"""News sitemaps: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap."""

from __future__ import annotations

import html
from typing import Any

from lxml import etree

from reveille.core.feeds import untrusted


def read(text: str) -> untrusted.Found:
    """Return what a news sitemap says, its publication's name for a title."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(text.encode(), parser)
    entries = [_from_sitemap(url) for url in list(root.iterchildren("{*}url"))[: untrusted.MOST_ENTRIES]]
    names = [untrusted.text(name.text) for name in root.iterfind(".//{*}publication/{*}name")][:1]
    spoken = [untrusted.text(name.text) for name in root.iterfind(".//{*}publication/{*}language")][:1]
    return untrusted.Found("".join(names), "".join(spoken), "reveille", "", tuple(entries))


def _from_sitemap(url: etree._Element) -> dict[str, Any]:
    def first(path: str) -> str:
        return untrusted.text(url.findtext(path)).strip()

    return {
        "id": "",
        "title": html.escape(first("{*}news/{*}title"), quote=False),
        "link": first("{*}loc"),
        "published": first("{*}news/{*}publication_date"),
        "language": first("{*}news/{*}publication/{*}language"),
        "image": first("{*}image/{*}loc"),
    }
