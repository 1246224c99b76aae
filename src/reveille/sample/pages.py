"""The pages of the sample morning: articles in five layouts, home pages, and what is not there.

Values in, bytes out. The layouts differ as real ones do: ``classic`` and ``broad`` have all the metadata,
``blog`` has Open Graph only, ``wire`` the text a second time in its JSON-LD, ``minimal`` next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from reveille.sample import furniture, syndication
from reveille.sample.newsstand import Dated, Newsstand
from reveille.sample.shapes import SampleOutlet


@dataclass(frozen=True)
class Around:
    """What else the outlet has out while a page is shown: its most read, and what goes with the article."""

    read: tuple[Dated, ...]
    related: tuple[Dated, ...]


def article(stand: Newsstand, dated: Dated, now: datetime) -> bytes:
    """The page of one article as it looks at ``now``, in its encoding."""
    around = _around(stand, dated, now)
    body = _BODIES[dated.outlet.layout](dated, around)
    title = f"{dated.article.headline} {_JOINTS[dated.outlet.layout]} {dated.outlet.name}"
    encoding = dated.article.encoding or "utf-8"
    head = _meta(dated) + _linked_data(dated)
    page = _page(dated.outlet, title, head, body, dated.local.year, encoding, dated.article.language)
    return page.encode(encoding, "xmlcharrefreplace")


def home(stand: Newsstand, outlet: SampleOutlet, now: datetime) -> bytes:
    """The outlet's home page: what it has out at ``now``, the most prominent first."""
    feeds = "".join(
        f'<link rel="alternate" type="{syndication.TYPES[feed.format].partition(";")[0]}" '
        f'title="{escape(outlet.name)}" href="{feed.path}">'
        for feed in outlet.feeds
        if feed.format != "sitemap"
    )
    teasers = "".join(_teaser(dated) for dated in stand.out(outlet, now))
    body = f'<main id="main"><h1>{escape(outlet.name)}</h1>{teasers}{furniture.signup(outlet)}</main>'
    return _page(outlet, outlet.name, feeds, body, now.year).encode()


def missing(outlet: SampleOutlet, now: datetime) -> bytes:
    """What the outlet says of an address that it does not know."""
    say = furniture.words(outlet.language)
    body = f'<main id="main"><h1>{say["missing"]}</h1><p>{say["lost"]}</p></main>'
    return _page(outlet, f"{say['missing']} | {outlet.name}", "", body, now.year).encode()


def failure(outlet: SampleOutlet) -> bytes:
    """The page of an error, torn off in the middle, which a broken outlet sends where its feed should be."""
    whole = (
        f"<!DOCTYPE html>\n<html><head><title>500 | {escape(outlet.name)}</title></head>\n"
        "<body class=error>\n<h1>Something went wrong</h1>\n"
        "<p>The template engine could not find <code>feed_item.tpl</code> & gave up."
        "<br>Our engineers have been told.</p>\n"
        "<table><tr><td>request<td>feed</table></body></html>\n"
    ).encode()
    return whole[: len(whole) * 3 // 5]


def _page(
    outlet: SampleOutlet,
    title: str,
    head: str,
    body: str,
    year: int,
    encoding: str = "utf-8",
    language: str = "",
) -> str:
    masthead = f'<header class="masthead"><a class="logo" href="/">{escape(outlet.name)}</a></header>'
    return f"""<!DOCTYPE html>
<html lang="{language or outlet.language}">
<head>
<meta charset="{encoding}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{head}
</head>
<body class="{outlet.layout}">
{masthead}
{furniture.menu(outlet)}
{body}
{furniture.footer(outlet, year)}
</body>
</html>
"""


def _around(stand: Newsstand, dated: Dated, now: datetime) -> Around:
    others = tuple(other for other in stand.out(dated.outlet, now) if other != dated)
    chosen = (stand.by_id[id] for id in dated.article.related)
    related = tuple(other for other in chosen if other.outlet == dated.outlet and other.published <= now)
    return Around(others[:5], related or others[-3:])


def _teaser(dated: Dated) -> str:
    said = dated.article.standfirst or dated.article.summary
    link = f'<a href="{escape(dated.path)}">{escape(dated.article.headline)}</a>'
    return f'<article class="teaser"><h2>{link}</h2><p>{escape(said)}</p></article>\n'


def _meta(dated: Dated) -> str:
    """The metadata in the head; the minimal layout has none but a description."""
    article, layout = dated.article, dated.outlet.layout
    named = {"description": article.summary}
    properties: dict[str, str] = {}
    if layout != "minimal":
        properties = {
            "og:type": "article",
            "og:title": article.headline,
            "og:description": article.summary,
            "og:url": dated.link,
            "og:site_name": dated.outlet.name,
        }
        if article.image:
            properties |= {"og:image": dated.picture, "og:image:alt": article.image.alt}
    if layout in ("classic", "blog"):
        properties["article:published_time"] = dated.local.isoformat()
    if layout in ("classic", "blog") and article.byline:
        named["author"] = article.byline
    lines = [f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items()]
    lines += [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items()]
    if layout != "minimal":
        lines.append(f'<link rel="canonical" href="{escape(dated.link)}">')
    return "\n".join(lines)


def _linked_data(dated: Dated) -> str:
    """The JSON-LD of the layouts that have one (schema.org NewsArticle)."""
    article, outlet = dated.article, dated.outlet
    if outlet.layout not in ("classic", "broad", "wire"):
        return ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if article.commentary else "NewsArticle",
        "mainEntityOfPage": dated.link,
        "headline": article.headline,
        "description": article.summary,
        "datePublished": dated.local.isoformat(),
        "inLanguage": article.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": outlet.home},
    }
    if article.byline:
        data["author"] = [{"@type": "Person", "name": article.byline}]
    elif article.agency:
        data["author"] = {"@type": "Organization", "name": article.agency}
    if article.image:
        data["image"] = {"@type": "ImageObject", "url": dated.picture, "caption": article.image.caption}
    if outlet.layout == "wire":
        data["articleBody"] = "\n".join(article.printed)
    if outlet.paywall:
        data["isAccessibleForFree"] = False
        data["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".subscribers",
        }
    written = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return f'\n<script type="application/ld+json">{written}</script>'


def _byline(dated: Dated) -> str:
    """ "By Ewa Zaruska", or the agency's name, or nothing."""
    if dated.article.byline:
        return f"{furniture.words(dated.article.language)['by']} {escape(dated.article.byline)}"
    return escape(dated.article.agency)


def _kicker(dated: Dated) -> str:
    say = furniture.words(dated.article.language)
    return f'<p class="kicker">{say["opinion"]}</p>' if dated.article.commentary else ""


def _deck(dated: Dated, css: str) -> str:
    return f'<p class="{css}">{escape(dated.article.standfirst)}</p>' if dated.article.standfirst else ""


def _paragraphs(dated: Dated, between: str = "", kind: str = "<p>{}</p>") -> str:
    """The text that is shown; ``between`` after the third paragraph of a long one; the wall if it is shut."""
    pieces = [kind.format(escape(paragraph, quote=False)) for paragraph in dated.shown]
    if between and len(pieces) > 4:
        pieces.insert(3, between)
    wall = furniture.paywall(dated.outlet) if dated.shut else ""
    return "\n".join(pieces) + wall


def _time(dated: Dated) -> str:
    told = furniture.told(dated.local, dated.article.language)
    return f'<time datetime="{dated.local.isoformat()}">{told}</time>'


def _credit(dated: Dated) -> str:
    """The line under a wire's text in another paper."""
    agency = dated.article.agency
    return f'<p class="agency-line">{escape(agency)}</p>' if agency and agency != dated.outlet.name else ""


def _read(dated: Dated, around: Around) -> str:
    return furniture.links(furniture.words(dated.outlet.language)["read"], around.read, "most-read")


def _related(dated: Dated, around: Around, kind: str = "aside") -> str:
    title = furniture.words(dated.outlet.language)["related"]
    return furniture.links(title, around.related, "related", kind)


def _classic(dated: Dated, around: Around) -> str:
    say, outlet = furniture.words(dated.article.language), dated.outlet
    by = f'<p class="byline">{_byline(dated)}</p>' if _byline(dated) else ""
    return f"""{furniture.breadcrumb(outlet)}
<main id="main"><article class="story">
<header class="story-header">{_kicker(dated)}<h1>{escape(dated.article.headline)}</h1>
{_deck(dated, "standfirst")}{by}<p class="dates">{say["published"]} {_time(dated)}</p>
{furniture.share(outlet)}</header>
{furniture.figure(dated)}
<div class="story-body">
{_paragraphs(dated, furniture.signup(outlet))}
{_credit(dated)}</div>
{furniture.gallery(dated)}
</article>
{_related(dated, around)}
{furniture.comments(outlet)}
</main>
{_read(dated, around)}"""


def _broad(dated: Dated, around: Around) -> str:
    outlet, by = dated.outlet, _byline(dated)
    block = '<div data-component="text-block" class="c-text"><p>{}</p></div>'
    return f"""<div class="c-page" id="main"><div class="c-article" data-component="article">
{furniture.breadcrumb(outlet)}
<div class="c-article__header">{_kicker(dated)}<h1 class="c-headline">{escape(dated.article.headline)}</h1>
{_deck(dated, "c-deck")}<div class="c-meta"><span class="c-author">{by}</span> {_time(dated)}</div></div>
{furniture.share(outlet)}
{furniture.figure(dated)}
<div class="c-article__body{" subscribers" if outlet.paywall else ""}">
{_paragraphs(dated, furniture.signup(outlet, "aside"), block)}
{_credit(dated)}</div>
{_related(dated, around, "div")}
</div><div class="c-rail">{_read(dated, around)}{furniture.signup(outlet)}</div>
{furniture.comments(outlet)}</div>"""


def _blog(dated: Dated, around: Around) -> str:
    outlet, say = dated.outlet, furniture.words(dated.article.language)
    minutes = max(1, len(dated.article.text.split()) // 200)
    return f"""<div id="content" class="site-content"><main id="main" class="site-main">
<article class="post type-post hentry"><header class="entry-header">{_kicker(dated)}
<h1 class="entry-title">{escape(dated.article.headline)}</h1>
<div class="entry-meta"><span class="posted-on">{_time(dated)}</span>
<span class="author vcard">{_byline(dated)}</span>
<span class="reading-time">{minutes} {say["minutes"]}</span></div></header>
{furniture.figure(dated)}
<div class="entry-content">
{_deck(dated, "has-large-font-size")}
{_paragraphs(dated)}
{_credit(dated)}
{furniture.share(outlet)}
{_related(dated, around, "div")}
</div></article>
{furniture.comments(outlet)}
</main>
<aside id="secondary" class="widget-area">{furniture.signup(outlet)}{_read(dated, around)}</aside></div>"""


def _wire(dated: Dated, around: Around) -> str:
    by = f'<span class="by">{_byline(dated)}</span> | ' if _byline(dated) else ""
    return f"""<main id="main">
<div class="slugline">{by}{_time(dated)}</div>
{_kicker(dated)}<h1>{escape(dated.article.headline)}</h1>
{_deck(dated, "deck")}
{furniture.figure(dated)}
<div class="copy">
{_paragraphs(dated)}
{_credit(dated)}</div>
{furniture.share(dated.outlet)}
{_related(dated, around, "section")}
</main>
{_read(dated, around)}"""


def _minimal(dated: Dated, around: Around) -> str:
    told = furniture.told(dated.local, dated.article.language)
    by = f'<div class="small"><b>{_byline(dated)}</b></div>' if _byline(dated) else ""
    return f"""<div class="left">{_read(dated, around)}</div>
<div class="middle" id="main">
{_kicker(dated)}<h1>{escape(dated.article.headline)}</h1>
<div class="small">{told}</div>
{_deck(dated, "intro")}{by}
{furniture.figure(dated)}
<div class="txt">
{_paragraphs(dated)}
{_credit(dated)}</div>
{_related(dated, around, "div")}
</div>"""


_BODIES: Mapping[str, Callable[[Dated, Around], str]] = {
    "classic": _classic,
    "broad": _broad,
    "blog": _blog,
    "wire": _wire,
    "minimal": _minimal,
}
_JOINTS = {"classic": "|", "broad": "-", "blog": "–", "wire": "|", "minimal": "-"}
