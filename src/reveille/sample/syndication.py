"""The feeds of the sample morning, written as real newsrooms write them: five formats and their bad habits.

Values in, bytes out: ``write`` gives the whole feed. What each quirk does is told in ``outlets.toml``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from xml.sax.saxutils import quoteattr

from reveille.sample import newsstand
from reveille.sample.newsstand import Dated
from reveille.sample.shapes import SampleFeed, SampleOutlet

ENTRIES = 30  # at most, in one feed
READ_ON = {"de": "Weiterlesen", "fr": "Lire la suite", "en": "Read on"}
TYPES = {
    "rss2": "application/rss+xml; charset=utf-8",
    "rss1": "application/rdf+xml",
    "atom": "application/atom+xml; charset=utf-8",
    "jsonfeed": "application/feed+json",
    "sitemap": "application/xml",
}
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> bytes:
    """The feed with the first entries of ``there``, in their order; ``updated`` is the feed's own date."""
    written = _WRITERS[feed.format](outlet, feed, there[:ENTRIES], updated).encode()
    return b"\xef\xbb\xbf" + written if "bom" in feed.quirks else written


def link(dated: Dated, feed: SampleFeed) -> str:
    """The link as the feed gives it: whole, relative to the feed, or with the marks of a tracked click."""
    if "relative" in feed.quirks:
        return dated.path
    if "utm" in feed.quirks:
        joint = "&" if "?" in dated.link else "?"
        return f"{dated.link}{joint}utm_source=rss&utm_medium=feed&utm_campaign=front"
    return dated.link


def _rss2(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> str:
    items = "".join(_rss2_item(dated, feed) for dated in there)
    return f"""{XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>{_text(outlet.name, feed)}</title>
<link>{escape(outlet.home)}</link>
<description>{escape(outlet.name)}: news</description>
<language>{outlet.language}</language>
<lastBuildDate>{format_datetime(updated)}</lastBuildDate>
<ttl>15</ttl>
<atom:link href={quoteattr(feed.link)} rel="self" type="application/rss+xml"/>
{items}</channel>
</rss>
"""


def _rss2_item(dated: Dated, feed: SampleFeed) -> str:
    article, number = dated.article, newsstand.number(dated.article.id)
    plain = not {"relative", "utm"} & set(feed.quirks)
    guid = f"<guid>{escape(dated.link)}</guid>" if plain else f'<guid isPermaLink="false">{number}</guid>'
    author = f"<dc:creator>{_text(article.byline, feed)}</dc:creator>\n" if article.byline else ""
    picture = ""
    if article.image:
        caption = f"<media:description>{escape(article.image.caption)}</media:description>"
        picture = (
            f'<media:content url={quoteattr(dated.picture)} type="image/png" medium="image">{caption}</media:content>\n'
        )
    return f"""<item>
<title>{_text(article.headline, feed)}</title>
<link>{escape(link(dated, feed))}</link>
{guid}
<description>{_text(_summary(dated, feed), feed)}</description>
{author}{picture}<pubDate>{format_datetime(dated.local)}</pubDate>
</item>
"""


def _rss1(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> str:
    listed = "".join(f"<rdf:li rdf:resource={quoteattr(link(dated, feed))}/>\n" for dated in there)
    items = "".join(_rss1_item(dated, feed) for dated in there)
    return f"""{XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about={quoteattr(feed.link)}>
<title>{escape(outlet.name)}</title>
<link>{escape(outlet.home)}</link>
<description>{escape(outlet.name)}</description>
<dc:language>{outlet.language}</dc:language>
<dc:date>{updated.isoformat()}</dc:date>
<items><rdf:Seq>
{listed}</rdf:Seq></items>
</channel>
{items}</rdf:RDF>
"""


def _rss1_item(dated: Dated, feed: SampleFeed) -> str:
    article, address = dated.article, link(dated, feed)
    author = f"<dc:creator>{escape(article.byline)}</dc:creator>\n" if article.byline else ""
    return f"""<item rdf:about={quoteattr(address)}>
<title>{_text(article.headline, feed)}</title>
<link>{escape(address)}</link>
<description>{_text(_summary(dated, feed), feed)}</description>
{author}<dc:date>{dated.local.isoformat()}</dc:date>
</item>
"""


def _atom(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> str:
    entries = "".join(_atom_entry(dated, feed) for dated in there)
    return f"""{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title>{escape(outlet.name)}</title>
<id>{escape(feed.link)}</id>
<link rel="self" type="application/atom+xml" href={quoteattr(feed.link)}/>
<link rel="alternate" type="text/html" href={quoteattr(outlet.home)}/>
<updated>{updated.isoformat()}</updated>
<author><name>{escape(outlet.name)}</name></author>
{entries}</feed>
"""


def _atom_entry(dated: Dated, feed: SampleFeed) -> str:
    article, number = dated.article, newsstand.number(dated.article.id)
    author = f"<author><name>{escape(article.byline)}</name></author>\n" if article.byline else ""
    kind = "html" if "html" in feed.quirks else "text"
    title = escape(article.headline, quote=False) if kind == "html" else article.headline
    picture = f'<link rel="enclosure" type="image/png" href={quoteattr(dated.picture)}/>\n'
    return f"""<entry>
<title type="{kind}">{_text(title, feed)}</title>
<link rel="alternate" type="text/html" href={quoteattr(link(dated, feed))}/>
<id>tag:{dated.outlet.host},{dated.local:%Y-%m-%d}:{number}</id>
<published>{dated.local.isoformat()}</published>
<updated>{dated.local.isoformat()}</updated>
{author}{picture if article.image else ""}{_atom_summary(dated, feed)}
</entry>
"""


def _atom_summary(dated: Dated, feed: SampleFeed) -> str:
    if "xhtml" in feed.quirks:
        words = f"<p>{escape(dated.article.summary)}</p>"
        return f'<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{words}</div></summary>'
    kind = "html" if "html" in feed.quirks else "text"
    return f'<summary type="{kind}">{_text(_summary(dated, feed), feed)}</summary>'


def _jsonfeed(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> str:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home,
        "feed_url": feed.link,
        "language": outlet.language,
        "items": [_json_item(dated, feed) for dated in there],
    }
    return json.dumps(whole, ensure_ascii="html" in feed.quirks, indent=1)


def _json_item(dated: Dated, feed: SampleFeed) -> dict[str, Any]:
    article = dated.article
    item: dict[str, Any] = {
        "id": str(newsstand.number(article.id)),
        "url": link(dated, feed),
        "title": article.headline,
        "summary": article.summary,
        "date_published": dated.local.isoformat(),
        "language": article.language,
    }
    if "html" in feed.quirks:
        item["content_html"] = _summary(dated, feed)
    if article.byline:
        item["authors"] = [{"name": article.byline}]
    if article.image:
        item["image"] = dated.picture
    return item


def _sitemap(outlet: SampleOutlet, feed: SampleFeed, there: Sequence[Dated], updated: datetime) -> str:
    urls = "".join(_sitemap_url(dated, outlet, feed) for dated in there)
    return f"""{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" \
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
{urls}</urlset>
"""


def _sitemap_url(dated: Dated, outlet: SampleOutlet, feed: SampleFeed) -> str:
    article = dated.article
    picture = f"<image:image><image:loc>{escape(dated.picture)}</image:loc></image:image>\n"
    return f"""<url>
<loc>{escape(link(dated, feed))}</loc>
<lastmod>{dated.local.isoformat()}</lastmod>
<news:news>
<news:publication><news:name>{escape(outlet.name)}</news:name>\
<news:language>{article.language}</news:language></news:publication>
<news:publication_date>{dated.local.isoformat()}</news:publication_date>
<news:title>{escape(article.headline)}</news:title>
</news:news>
{picture if article.image else ""}</url>
"""


def _summary(dated: Dated, feed: SampleFeed) -> str:
    """The summary as the feed has it: plain, or HTML with a picture and a link to read on."""
    article = dated.article
    if "html" not in feed.quirks:
        return article.summary
    words = escape(article.summary).replace("’", "&rsquo;").replace("–", "&ndash;")
    picture = ""
    if article.image:
        picture = f'<img src="{dated.picture}" alt="{escape(article.image.alt)}" width="640" height="360"/>'
    on = READ_ON.get(article.language, READ_ON["en"])
    return f'<p>{picture}{words}</p>\n<p><a href="{escape(dated.link)}">{on}&nbsp;&raquo;</a></p>'


def _text(text: str, feed: SampleFeed) -> str:
    """The text as XML carries it: in CDATA, or with its marks as numbers, as old systems do."""
    if "cdata" in feed.quirks:
        return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return escape(text, quote=False).replace("’", "&#8217;").replace("“", "&#x201C;").replace("”", "&#x201D;")


_WRITERS: Mapping[str, Callable[[SampleOutlet, SampleFeed, Sequence[Dated], datetime], str]] = {
    "rss2": _rss2,
    "rss1": _rss1,
    "atom": _atom,
    "jsonfeed": _jsonfeed,
    "sitemap": _sitemap,
}
