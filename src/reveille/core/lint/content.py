"""B4 to B11: the HTML of a letter, element by element."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import html as markup

from reveille.core import links as addresses
from reveille.core.lint import colours, looks, reading, sheets
from reveille.core.lint.findings import FAIL, REMARK, WARN, Context, Finding, betrays
from reveille.core.lint.reading import Letter

NEVER = (
    "script", "form", "iframe", "object", "embed", "svg", "math", "video", "audio", "canvas", "base", "frame", "input",
    "button", "select", "textarea", "applet", "portal",
)  # fmt: skip
WIDEST = 600
MOST_IMAGES = 8
FEWEST_LETTERS = 200  # beside images, of what is shown
LEAST_PREHEADER, MOST_PREHEADER = 40, 110
LEAST_CONTRAST = 4.5
SHORTENERS = frozenset((
    "bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "buff.ly", "lnkd.in", "rebrand.ly", "cutt.ly", "t.ly",
    "rb.gy", "shorturl.at", "tiny.cc", "dlvr.it", "fb.me", "youtu.be", "amzn.to", "j.mp", "soo.gd", "s.id", "v.gd",
    "trib.al", "ift.tt",
))  # fmt: skip
# The languages that are written in a script that is not Latin; ISO 639-1 and -3.
WRITTEN = {
    "ARABIC": "ar fa ur ps ckb ug sd", "CYRILLIC": "ru uk bg sr mk be kk ky mn tg", "GREEK": "el grc",
    "HEBREW": "he yi", "CJK": "zh ja ko yue", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "DEVANAGARI": "hi mr ne sa", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "BENGALI": "bn as", "TAMIL": "ta",
    "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa", "ETHIOPIC": "am ti", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "SINHALA": "si", "MALAYALAM": "ml", "KANNADA": "kn", "TIBETAN": "bo dz",
}  # fmt: skip
RIGHT_TO_LEFT = ("ARABIC", "HEBREW", "SYRIAC", "THAANA")
_SPACING = re.compile(r"[\s\u00a0\u034f\u200b\u200c\u200d\u2007\u2060\ufeff\xad]+")
_LOOKS_LIKE_LINK = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?:[/?#:]\S*)?", re.IGNORECASE)


class Seen:
    """The document and what its sheets make of it, worked out once for all assertions."""

    def __init__(self, letter: Letter, root: markup.HtmlElement) -> None:
        self.letter, self.root = letter, root
        self.elements = list(reading.elements(root))
        self.body = next((one for one in self.elements if one.tag == "body"), root)
        self.sheets = [sheets.parsed(one.text or "") for one in self.elements if one.tag == "style"]
        self.day, self.night = looks.Look(self.sheets), looks.Look(self.sheets, dark=True)
        self.texts = list(reading.texts(self.body))


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the HTML part of ``letter``."""
    if letter.html is None:
        return
    if letter.document is None:
        yield Finding("B4", FAIL, "HTML part", "there is nothing in it", "leave the part out")
        return
    seen = Seen(letter, letter.document)
    yield from _never(seen)
    yield from _said_of_itself(seen)
    yield from _tongues(seen)
    yield from _tables(seen)
    yield from _images(seen)
    if letter.mailing:
        yield from _preheader(seen, context)
    yield from _colours(seen)
    yield from _links(seen, context)


def _where(element: markup.HtmlElement) -> str:
    """Name an element as a person finds it: its tag, its class, the first of its words."""
    words = reading.words(element)[:40]
    name = f"<{element.tag}{' class=' + element.get('class') if element.get('class') else ''}>"
    return f"{name} {words}".strip()


def _never(seen: Seen) -> Iterator[Finding]:
    for one in seen.elements:
        if one.tag in NEVER:
            yield Finding("B4", FAIL, _where(one), f"<{one.tag}> in a letter", "take it out")
        if one.tag == "link":
            yield Finding("B4", FAIL, "<link>", f"rel={one.get('rel', '')}: it loads something", "write it inline")
        if one.tag == "meta" and one.get("http-equiv", "").lower() == "refresh":
            yield Finding("B4", FAIL, "<meta>", "it leads away by itself", "take it out")
        for name, value in one.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.lower().startswith("on"):
                yield Finding("B4", FAIL, _where(one), f"{name}=", "no program runs in a letter")
            if plain.startswith(("javascript:", "vbscript:", "data:")):
                yield Finding("B4", FAIL, _where(one), f"{name}={plain[:24]}…", "no program or data in an address")
        if one.get("style"):
            yield from _loads(sheets.declarations(one.get("style")), _where(one))
    for sheet in seen.sheets:
        for at in sheet.at_rules:
            if at.name in ("import", "font-face"):
                yield Finding("B4", FAIL, "<style>", f"@{at.name} loads something", "take it out")
        for rule in sheet.rules:
            yield from _loads(rule.declarations, "<style>")
        for error in sheet.errors:
            yield Finding("B4", FAIL, "<style>", f"it does not parse: {error}", "write CSS")


def _loads(declared: tuple[sheets.Declaration, ...], where: str) -> Iterator[Finding]:
    for one in declared:
        for token in sheets.every(one.tokens):
            if token.type == "url" or (
                token.type == "function" and token.lower_name in ("url", "image-set", "expression")
            ):
                yield Finding("B4", FAIL, where, f"{one.name} loads something", "nothing is loaded when a letter opens")


def _said_of_itself(seen: Seen) -> Iterator[Finding]:
    root = seen.root
    for name in ("lang", "dir"):
        if not root.get(name):
            yield Finding("B5", FAIL, "<html>", f"no {name}", "a screen reader reads by it")
    metas = {
        (one.get("name") or one.get("http-equiv") or "").lower(): one for one in seen.elements if one.tag == "meta"
    }
    if not any(
        one.tag == "meta" and "utf-8" in (one.get("charset") or one.get("content") or "").lower()
        for one in seen.elements
    ):
        yield Finding("B5", FAIL, "<head>", "no charset", 'write <meta charset="utf-8">')
    if not any(one.tag == "title" and (one.text or "").strip() for one in seen.elements):
        yield Finding("B5", FAIL, "<head>", "no title", "say the subject")
    if "viewport" not in metas:
        yield Finding("B5", FAIL, "<head>", "no viewport", "phones shrink the letter")
    for name in ("color-scheme", "supported-color-schemes"):
        content = metas[name].get("content", "") if name in metas else ""
        if not {"light", "dark"} <= set(content.split()):
            yield Finding("B9", WARN, "<head>", f"no {name} of light and dark", "say that the letter knows both")
    wanted = root.get("lang", "")
    shown = [(one, text) for one, text in seen.texts if not seen.day.hidden(one)]
    total = sum(len(_SPACING.sub("", text)) for _, text in shown)
    wraps = [one for one in seen.body.iterdescendants() if isinstance(one.tag, str) and one.get("lang") == wanted]
    if wanted and not any(sum(len(_SPACING.sub("", t)) for _, t in reading.texts(one)) > 0.8 * total for one in wraps):
        yield Finding("B5", FAIL, "<body>", "no element around all says the language again", "programs drop <html>")


def _tongues(seen: Seen) -> Iterator[Finding]:
    """The language of each story's words. A guess that was wrong about one outlet's is no fault of the letter."""
    for element, text in seen.texts:
        script = _script(text)
        if not script:
            continue
        language = next((one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang")), "")
        base = (language or "").partition("-")[0]
        if base != "und" and base not in WRITTEN.get(script, base).split():
            yield Finding(
                "B5", WARN, _where(element), f"{script.title()} letters under lang={language or 'nothing'}",
                "say the language of the words",
            )  # fmt: skip
        direction = next((one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")), "ltr")
        if script in RIGHT_TO_LEFT and direction not in ("rtl", "auto"):
            yield Finding("B5", WARN, _where(element), f"{script.title()} letters, and no dir=rtl", "say the direction")


def _script(text: str) -> str:
    """Return the script that most letters of ``text`` are of, when it is not Latin and there are some."""
    letters = [unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha()]
    if len(letters) < 3:
        return ""
    name, count = Counter(letters).most_common(1)[0]
    return name if name != "LATIN" and count > len(letters) / 2 else ""


def _tables(seen: Seen) -> Iterator[Finding]:
    for one in seen.elements:
        if one.tag == "table" and one.get("role") not in ("presentation", "none") and not one.xpath(".//th"):
            yield Finding(
                "B6", FAIL, _where(one), "a table without role=presentation", "screen readers count its cells"
            )
        for name in ("width", "min-width"):
            width = _pixels(one.get("width", "") if name == "width" else "") or _pixels(seen.day.value(one, name))
            if width and width > WIDEST:
                yield Finding("B6", FAIL, _where(one), f"{name} of {width:.0f} pixels", f"{WIDEST} at most")
        display = seen.day.value(one, "display")
        if any(part in display for part in ("flex", "grid")):
            yield Finding("B6", FAIL, _where(one), f"display:{display}", "Outlook knows tables")
        if seen.day.value(one, "position") in ("absolute", "fixed", "relative", "sticky"):
            yield Finding("B6", FAIL, _where(one), f"position:{seen.day.value(one, 'position')}", "Gmail drops it")
        if seen.day.value(one, "float") in ("left", "right"):
            yield Finding("B6", FAIL, _where(one), f"float:{seen.day.value(one, 'float')}", "use align, or a table")
    tables = [one for one in seen.elements if one.tag == "table"]
    if tables and not any(0 < (_pixels(one.get("width", "")) or 0) <= WIDEST for one in tables):
        yield Finding("B6", FAIL, "<table>", f"none has a width of {WIDEST} or less", "Outlook needs the attribute")
    elif tables and not any(
        0 < (_pixels(seen.day.value(one, name)) or 0) <= WIDEST for one in tables for name in ("width", "max-width")
    ):
        yield Finding("B6", FAIL, "<table>", f"none has a style of {WIDEST}px or less", "other programs need the style")


def _pixels(value: str) -> float | None:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", value)
    return float(match.group(1)) if match else None


def _images(seen: Seen) -> Iterator[Finding]:
    images = [one for one in seen.elements if one.tag in ("img", "image")]
    for one in images:
        where = f"<img> {one.get('src', '')[:60]}"
        missing = [name for name in ("alt", "width", "height") if one.get(name) is None]
        if missing:
            yield Finding("B7", FAIL, where, f"no {', '.join(missing)}", "say all three")
        if not one.get("src", "").startswith("https://"):
            yield Finding("B7", FAIL, where, "not https and absolute", "write its whole https address")
        link = next((above for above in one.iterancestors() if above.tag == "a"), None)
        if link is not None and not reading.words(link) and not (one.get("alt") or "").strip():
            yield Finding("B7", FAIL, where, "a link with nothing but an image, and no words for it", "write the alt")
    if len(images) > MOST_IMAGES:
        yield Finding("B7", FAIL, "<img>", f"{len(images)} images", f"{MOST_IMAGES} at most")
    shown = (_SPACING.sub("", text) for one, text in seen.texts if not seen.day.hidden(one))
    if images and sum(map(len, shown)) < FEWEST_LETTERS:
        yield Finding("B7", FAIL, "<body>", "hardly any words beside the images", "it must read with images off")


def _preheader(seen: Seen, context: Context) -> Iterator[Finding]:
    """B8: what the list of letters shows beside the subject."""
    first = next(((one, text) for one, text in seen.texts if _SPACING.sub("", text)), None)
    if first is None:
        return
    element = first[0]
    words = _SPACING.sub(" ", reading.words(element)).strip()
    ways = _ways_hidden(seen, element)
    if not ways:
        yield Finding("B8", WARN, _where(element), "no preheader: the first words are shown", "hide one before them")
        return
    if not LEAST_PREHEADER <= len(words) <= MOST_PREHEADER:
        yield Finding(
            "B8", WARN, "preheader", f"{len(words)} characters", f"{LEAST_PREHEADER} to {MOST_PREHEADER} are shown"
        )
    if len(ways) < 2:
        yield Finding("B8", WARN, "preheader", f"hidden by {ways[0]} alone", "some programs drop that; hide it twice")
    spacing = sum(len(run) for run in _SPACING.findall("".join(text for _, text in reading.texts(element))))
    if spacing - words.count(" ") < 80:
        yield Finding("B8", WARN, "preheader", "what follows it shows behind it", "add spacing after it")
    if words in {_SPACING.sub(" ", one).strip() for one in context.earlier_preheaders}:
        yield Finding("B8", WARN, "preheader", "an earlier edition had the same", "say what is new today")


def _ways_hidden(seen: Seen, element: markup.HtmlElement) -> list[str]:
    """Return by how many means the element is not shown."""
    look = seen.day
    ways = []
    if look.hidden(element):
        ways.append("display:none")
    if look.value(element, "max-height") in ("0", "0px") and look.value(element, "overflow") == "hidden":
        ways.append("max-height:0")
    if look.value(element, "opacity") == "0":
        ways.append("opacity:0")
    if look.value(element, "mso-hide") == "all":
        ways.append("mso-hide:all")
    if look.value(element, "font-size") in ("0", "0px", "1px"):
        ways.append("font-size")
    if look.value(element, "max-width") in ("0", "0px") and look.value(element, "overflow") == "hidden":
        ways.append("max-width:0")
    return ways


def _colours(seen: Seen) -> Iterator[Finding]:
    """B9: every text can be read by day and by night, and by nobody's default."""
    for look, when in ((seen.day, "by day"), (seen.night, "by night")):
        told: set[tuple[colours.Colour, colours.Colour]] = set()
        for element, text in seen.texts:
            if not _SPACING.sub("", text) or look.hidden(element):
                continue
            ink, paper = colours.ink(look, element), colours.paper(look, element)
            if ink is None or paper is None:
                missing = "colour" if ink is None else "background"
                yield Finding("B9", WARN, _where(element), f"{when} no {missing} of its own", "say both")
                return
            contrast = colours.contrast(colours.laid(ink, paper), paper)
            if contrast < LEAST_CONTRAST and (ink, paper) not in told:
                told.add((ink, paper))
                yield Finding(
                    "B9", WARN, _where(element), f"{when} a contrast of {contrast:.1f}", f"{LEAST_CONTRAST} at least"
                )


def _links(seen: Seen, context: Context) -> Iterator[Finding]:
    site = urlsplit(context.site)
    told_home = False
    for one in seen.elements:
        if one.tag not in ("a", "area") or one.get("href") is None:
            continue
        href, where = one.get("href").strip(), _where(one)
        parts = _parts(href)
        if href.startswith("#"):
            continue
        if href.startswith("mailto:"):
            if not context.ours("https://" + href[7:].partition("?")[0].rpartition("@")[2]):
                yield Finding("B10", FAIL, where, f"it writes to a stranger: {href[:80]}", "only our own addresses")
            continue
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            yield Finding("B10", FAIL, where, f"no absolute link: {href[:80]}", "write its whole https address")
            continue
        if how := betrays(href, seen.letter.readers):
            yield Finding("H15", FAIL, where, f"the link names the subscriber: {how}", "use an opaque token")
        if context.ours(href):
            if context.rehearsal and parts.scheme == "http" and parts.hostname == site.hostname:
                if not told_home:
                    told_home = True
                    yield Finding("B10", REMARK, context.site, "a site for this machine only", "set REVEILLE_SITE_URL")
                continue
            if parts.scheme == "http":
                yield Finding("B10", FAIL, where, f"http to our own site: {href[:80]}", "serve it over https")
            if _another_inside(href):
                yield Finding("B11", FAIL, where, "the target stands in the link: an open redirect", "link straight")
            yield from _honest(one, parts.hostname, where, context)
            continue
        yield from _outward(one, href, parts.hostname, where, context)


def _outward(one: markup.HtmlElement, href: str, host: str, where: str, context: Context) -> Iterator[Finding]:
    if _is_address(host):
        yield Finding("B10", FAIL, where, f"an address instead of a host: {host}", "filters take it for a trap")
    elif host in SHORTENERS:
        yield Finding("B10", FAIL, where, f"a shortener: {host}", "link straight")
    elif context.outlets and not addresses.belongs(href, context.outlets):
        yield Finding(
            "B10", FAIL, where, f"{host} is no host of an outlet", "add it to the outlet's record, or leave the link"
        )
    elif href.startswith("http:"):
        severity = REMARK if not context.outlets or addresses.belongs(href, context.plain_http) else WARN
        yield Finding("B10", severity, where, f"http: {href[:80]}", "https, where the outlet offers it")
    yield from _honest(one, host, where, context)


def _honest(one: markup.HtmlElement, host: str, where: str, context: Context) -> Iterator[Finding]:
    words = reading.words(one)
    match = _LOOKS_LIKE_LINK.fullmatch(words)
    if match and "@" not in match.group() and not _same_site(match.group(1).lower(), host):
        severity = WARN if words in context.headlines else FAIL  # an outlet may write "Example.com" over its story
        yield Finding("B10", severity, where, f"it reads {match.group(1)} and leads to {host}", "say where it leads")


def _same_site(shown: str, host: str) -> bool:
    return shown == host or host.endswith(f".{shown}") or shown.removeprefix("www.") == host.removeprefix("www.")


def _another_inside(href: str) -> bool:
    parts = urlsplit(href)
    return bool(re.search(r"https?:/|=//|^/+[^/]*//", unquote(unquote(f"{parts.path}?{parts.query}"))))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:\d+|0x[0-9a-f]+)(?:\.(?:\d+|0x[0-9a-f]+)){0,3}", host))
    return True


def _parts(href: str) -> SplitResult | None:
    try:
        return urlsplit(href)
    except ValueError:
        return None
