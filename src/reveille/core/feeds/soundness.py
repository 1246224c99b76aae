"""A feed's text made one that parsers read alike: XML without DOCTYPE, no bare ampersand, no date of no day."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE_START = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s{0,100})?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|(?:lt|gt|amp|quot|apos);)")
_DATE_ELEMENT = re.compile(
    r"(<(?:pubDate|(?:\w+:)?(?:date|published|updated|modified|issued|created))\b[^>]{0,200}>)([^<]{0,200})(?=</)",
    re.IGNORECASE,
)
_GUID = re.compile(r"(<guid\b[^>]{0,200}>)(?!\s*(?:<!\[CDATA\[)?\s*https?://)", re.IGNORECASE)
GUID_MARK: Final = "http://guid.invalid/?"
_DATE = re.compile(
    r"\d{4}-\d\d-?\d\d|\d{8}T|\d{1,2}[\s-]+[^\W\d]{3,9}[.,]?[\s-]+\d{2,4}|[^\W\d]{3,9}\.?\s+\d{1,2}\b.*\d{4}|\d{4}/\d\d?/\d\d?"
)


def prepared(text: str) -> str:
    """Return XML that two parsers read alike: our declaration, no DOCTYPE, only XML's entities, no nonsense dates.

    Without a DOCTYPE no entity can grow. Dates that name no day would be completed from the clock (dateutil);
    fastfeedparser would look for one even in a guid, unless it is a link: so it is made one for a while.
    """
    text = _DECLARATION.sub("", _NOT_XML.sub("", _without_doctype(text)))
    first, *rest = text.split("<![CDATA[")
    parted = [part.partition("]]>") for part in rest]
    text = _sound(first) + "".join(f"<![CDATA[{inside}{end}{_sound(after)}" for inside, end, after in parted)
    text = _DATE_ELEMENT.sub(lambda found: found[1] + (found[2] if _DATE.search(found[2]) else ""), text)
    text = _GUID.sub(r"\1" + GUID_MARK, text)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + text.lstrip()


def _without_doctype(text: str) -> str:
    start = _DOCTYPE_START.search(text, 0, 20_000)
    found = _DOCTYPE.match(text, start.start(), start.start() + 200_000) if start else None
    return text[: found.start()] + text[found.end() :] if found else text


def _sound(text: str) -> str:
    """Text outside CDATA with letters for HTML's entities and no bare ampersand."""
    return _BARE_AMPERSAND.sub("&amp;", _ENTITY.sub(_letter, text))


def _letter(found: re.Match[str]) -> str:
    letter = html5.get(found[1] + ";", "")
    return letter if letter and not set(letter) & set("<>&\"'") else found[0]
