"""Which format a feed of XML has, by its first element."""

from __future__ import annotations

import re

from reveille.core import links
from reveille.core.errors import FeedUnreadable

_ROOT = re.compile(r"<\s*(?:[\w.-]+:)?([A-Za-z]\w*)\b([^>]*)>")


def of(text: str, link: str) -> str:
    """Return rss2, rss1, rss0, atom or sitemap; comments and instructions before the first element do not count.

    Raises FeedUnreadable where it is none of these.
    """
    start = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text[:20_000], flags=re.DOTALL)
    found = _ROOT.search(start)
    name, attributes = (found[1].lower(), found[2]) if found else ("", "")
    if name == "sitemapindex":
        raise FeedUnreadable(links.shown(link), "a sitemap index; its sitemaps are to be asked one by one")
    if name == "rdf":
        return "rss0" if "my.netscape.com" in attributes else "rss1"
    if name == "rss":
        return "rss0" if re.search(r"version\s*=\s*[\"']0\.", attributes) else "rss2"
    if name in ("feed", "urlset"):
        return "atom" if name == "feed" else "sitemap"
    raise FeedUnreadable(links.shown(link), f"begins with <{name}>" if name else "no markup")
