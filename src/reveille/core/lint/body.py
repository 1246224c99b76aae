"""B1, B2, B3, B12, B15: how the body is built, that its two parts say the same, and how large it is."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html as markup

from reveille.core.lint import mailings, reading
from reveille.core.lint.findings import FAIL, REMARK, WARN, Context, Finding, opaque
from reveille.core.lint.reading import CRLF, Letter, Part

CLIPPED = 102_400  # Gmail hides what comes after; sources say 102 to 105 kB, before or after decoding, so the least
WISHED = 80 * 1024
LEAVE_BEFORE = 90_000
WHOLE_AT_MOST = 200 * 1024
COLUMNS = 78

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_URL = re.compile(r"(?:https?://|mailto:)\S+")
_BAD_QP = re.compile(rb"=(?![0-9A-F]{2}|\r\n)|[^\t\r\n -~]|[ \t]\r\n")
_FOLDED = re.compile(r"[\s|>\u00a0\u200b\u200c\u2060\u034f\xad]+")


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the body of ``letter``."""
    yield from _structure(letter)
    yield from _text(letter, context)
    yield from _sizes(letter)
    if letter.mailing:
        yield from _ways(letter, context)


def _structure(letter: Letter) -> Iterator[Finding]:
    if letter.kind == "multipart/alternative":
        if letter.kinds != ("text/plain", "text/html"):
            yield Finding(
                "B1", FAIL, "the body", f"its parts are {', '.join(letter.kinds) or 'none'}",
                "text/plain first, text/html last, and nothing else",
            )  # fmt: skip
    elif letter.kind != "text/plain":
        yield Finding("B1", FAIL, "the body", f"{letter.kind}", "use multipart/alternative, or text alone")
    for part in letter.parts:
        yield from _encoded(part)
        if part.attached or not part.kind.startswith("text/"):
            yield Finding("B15", WARN, part.kind, "an attachment", "link to it instead")


def _encoded(part: Part) -> Iterator[Finding]:
    if not part.kind.startswith("text/"):
        return
    if part.charset != "utf-8":
        yield Finding("B1", FAIL, part.kind, f"charset={part.charset or 'not said'}", "use utf-8")
    match part.encoding:
        case "quoted-printable":
            if _BAD_QP.search(part.encoded.replace(b"\n", CRLF) if CRLF not in part.encoded else part.encoded):
                yield Finding("B1", FAIL, part.kind, "no whole quoted-printable", "see RFC 2045 6.7")
            elif max(map(len, part.encoded.split(CRLF))) > 76:
                yield Finding("B1", FAIL, part.kind, "a line over 76 of quoted-printable", "see RFC 2045 6.7(5)")
        case "base64":
            if not re.fullmatch(rb"[A-Za-z0-9+/=\s]*", part.encoded):
                yield Finding("B1", FAIL, part.kind, "no whole base64", "see RFC 2045 6.8")
        case "7bit":
            if any(byte > 126 for byte in part.encoded):
                yield Finding("B1", FAIL, part.kind, "8-bit octets that call themselves 7bit", "use quoted-printable")
        case _:
            yield Finding("B1", FAIL, part.kind, f"encoded as {part.encoding}", "use quoted-printable")
    try:
        part.decoded.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Finding("B1", FAIL, part.kind, f"no UTF-8: {error.reason} at {error.start}", "encode it again")


def _text(letter: Letter, context: Context) -> Iterator[Finding]:
    part = letter.text
    if part is None:
        return
    where = "text part"
    flat = flattened(part.text)
    if letter.document is not None:
        for words in said(letter.document):
            if flattened(words) not in flat:
                yield Finding("B2", FAIL, where, f"it does not say: {words[:80]}", "both parts say the same")
        for link in links(letter.document):
            if flattened(link.removeprefix("mailto:")) not in flat:
                yield Finding("B2", FAIL, where, f"it does not link to {link[:120]}", "both parts lead to the same")
        shown = "".join(words for _, words in reading.texts(letter.document))
        strange = [one for one in _ENTITY.findall(part.text) if entities.unescape(one) != one and one not in shown]
        if strange:
            yield Finding("B2", FAIL, where, f"an HTML entity: {strange[0]}", "text is text")
    for headline in context.headlines if letter.mailing else ():
        if flattened(headline) not in flat:
            yield Finding("B2", FAIL, where, f"a headline is not in it: {headline[:80]}", "say every headline")
    if letter.mailing and not any(flattened(way) in flat for way in web_ways(letter)):
        yield Finding("B2", FAIL, where, "it does not say how to leave", "write the link of List-Unsubscribe")
    if context.postal and letter.mailing and flattened(context.postal) not in flat:
        yield Finding("B2", FAIL, where, "the postal address is not in it", "write it at the end")
    long = [line for line in part.text.split("\n") if len(line) > COLUMNS and _wraps(line)]
    if long:
        yield Finding("B2", FAIL, where, f"a line of {max(map(len, long))} characters", f"wrap at {COLUMNS}")
    yield from _flowed(part)


def _wraps(line: str) -> bool:
    """Tell whether a line could be shorter: it is no single link, and no single word that has no end."""
    return bool(_URL.sub("", line).strip(" <>")) and max(map(len, line.split(" "))) < COLUMNS - 8


def _flowed(part: Part) -> Iterator[Finding]:
    if part.parameters.get("format", "").lower() != "flowed":
        return
    if any(line.startswith("From ") for line in part.text.split("\n")):
        yield Finding("B2", FAIL, "text part", "format=flowed, and a line begins with From", "stuff it (RFC 3676 4.4)")
    if part.parameters.get("delsp", "no").lower() not in ("yes", "no"):
        yield Finding("B2", FAIL, "text part", "delsp is neither yes nor no", "see RFC 3676 4.3")


def _sizes(letter: Letter) -> Iterator[Finding]:
    html = letter.html
    if html is not None:
        for size, how in ((len(html.decoded), "decoded"), (len(html.encoded), f"in {html.encoding}")):
            if size >= CLIPPED:
                yield Finding("B3", FAIL, "HTML part", f"{size:,} octets {how}", f"Gmail clips at {CLIPPED:,}")
            elif size > WISHED:
                yield Finding("B3", REMARK, "HTML part", f"{size:,} octets {how}", f"{WISHED:,} leave room")
        for way in web_ways(letter) if letter.mailing else ():
            places = [
                html.decoded.find(form.encode("utf-8", "surrogateescape")) for form in (way, entities.escape(way))
            ]
            if all(place < 0 for place in places):
                yield Finding("B3", FAIL, "HTML part", "no link to unsubscribe", "write the link of List-Unsubscribe")
            elif min(place for place in places if place >= 0) >= LEAVE_BEFORE:
                yield Finding(
                    "B3", FAIL, "HTML part", f"the link to unsubscribe comes after byte {LEAVE_BEFORE:,}",
                    "say it near the top, too",
                )  # fmt: skip
    if len(letter.raw) > WHOLE_AT_MOST:
        yield Finding("B15", WARN, "the letter", f"{len(letter.raw):,} octets", f"stay under {WHOLE_AT_MOST:,}")


def _ways(letter: Letter, context: Context) -> Iterator[Finding]:
    """B12: what every letter of a list says, in each of its parts."""
    if not context.postal:
        yield Finding(
            "B12",
            context.world(),
            "the letter",
            "no postal address",
            "set postal_address, or the newsletter's own at the desk",
        )
    for where, shown, found in _parts(letter):
        flat = flattened(shown)
        if context.postal and flattened(context.postal) not in flat and where == "HTML part":
            yield Finding("B12", FAIL, where, "the postal address is not in it", "write it at the end")
        if context.why and flattened(context.why) not in flat:
            yield Finding("B12", FAIL, where, "it does not say why it came", "say when and where they signed up")
        out = web_ways(letter)
        if not any(way in found for way in out):
            yield Finding("B12", FAIL, where, "no link to unsubscribe", "write the link of List-Unsubscribe")
        ours = [link for link in found if context.ours(link) and link not in out]
        if not ours:
            what = "no link of ours beside the one to unsubscribe"
            yield Finding("B12", FAIL, where, what, "link to the preferences, and to the page in a browser")
            continue
        if not (context.manage in found if context.manage else any(map(opaque, ours))):
            yield Finding("B12", FAIL, where, "no link to the preferences", "let them change the hour, or pause")
        if not any(not opaque(link) and urlsplit(link).path.strip("/") for link in ours):
            yield Finding("B12", FAIL, where, "no link to read it in a browser", "link to the edition's page")
    if not context.why:
        yield Finding("B12", REMARK, "the letter", "whether it says why it came cannot be told", "lint an edition")


def _parts(letter: Letter) -> Iterator[tuple[str, str, list[str]]]:
    """Each part that is there, with what it shows and where it leads."""
    if letter.text is not None:
        yield "text part", letter.text.text, _URL.findall(letter.text.text)
    if letter.document is not None:
        shown = " ".join(words for _, words in reading.texts(letter.document))
        yield "HTML part", shown, links(letter.document)


def web_ways(letter: Letter) -> list[str]:
    """Return the web addresses at which the letter's list can be left."""
    return [way for way in mailings.uris(letter.value("list-unsubscribe")) or () if way.startswith("http")]


def links(document: markup.HtmlElement) -> list[str]:
    """Return where the links of a document lead."""
    return [
        one.get("href", "").strip()
        for one in reading.elements(document)
        if one.tag in ("a", "area") and one.get("href")
    ]


def said(document: markup.HtmlElement) -> Iterator[str]:
    """Yield the headings of a document, and the words of links that are longer than a label."""
    for one in reading.elements(document):
        headline = one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        if headline or (one.tag == "a" and one.get("href", "").startswith("http")):
            words = reading.words(one)
            if words and (headline or len(words) > 30):
                yield words


def flattened(words: str) -> str:
    """Return words without white space, marks of quoting and case, so that wrapped text compares."""
    return _FOLDED.sub("", words).casefold()
