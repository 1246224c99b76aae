"""Bytes from outside into text: what they are beyond doubt, then what they say they are, then what they look like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final

import charset_normalizer

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),  # no mark, but XML 1.0 appendix F tells it from the first letters
    (b"\x00<\x00?", "utf-16-be"),
)
# The WHATWG reading of what authors call by these names (encoding.spec.whatwg.org)
_MEANT: Final = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_TEXT_CODECS: Final = re.compile(
    r"(utf|iso|latin|windows|cp|koi8|mac|big5|gb|euc|shift|ks|tis|johab|ascii|us-ascii|hz)[\w:.-]*"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)


# A guess among the Latin code pages is little better than a throw: the document's language decides there.
_LATIN: Final = re.compile(r"cp125[02478]|cp4\d\d|cp8\d\d|latin.*|iso8859_(1|2|3|4|9|10|13|14|15|16)|mac_.*|hp_roman8")
_LATIN_OF: Final = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs", "sq"), "windows-1250"),
    **dict.fromkeys(("lt", "lv", "et"), "windows-1257"),
    "tr": "windows-1254",
    "vi": "windows-1258",
}
_SAID_LANGUAGE = re.compile(rb"(?:<language>|lang\s*=\s*[\"'])\s*([A-Za-z]{2})", re.IGNORECASE)


def _guessed(data: bytes) -> str:
    best = charset_normalizer.from_bytes(data[:100_000]).best()
    name = best.encoding if best else "latin_1"
    if not _LATIN.fullmatch(name):
        return name
    said = _SAID_LANGUAGE.search(data[:20_000])
    return _LATIN_OF.get(said[1].decode().lower() if said else "", "windows-1252")


def _declared(data: bytes, content_type: str) -> Iterable[str]:
    if found := _CHARSET.search(content_type):
        yield from _named(found[1])
    if inside := _XML_ENCODING.search(data[:400]):
        yield from _named(inside[1].decode("ascii", "replace"))
    if inside := _META_CHARSET.search(data[:4096]):
        yield from _named(inside[1].decode("ascii", "replace"))


def _named(name: str) -> Iterable[str]:
    """The codec meant by a name, if it is one of text. UTF-16 said in ASCII letters cannot be true."""
    name = name.lower()
    if _TEXT_CODECS.fullmatch(name) and not name.startswith(("utf-16", "utf16", "utf-32", "utf-7", "utf7")):
        yield _MEANT.get(name, name)


def decode(data: bytes, content_type: str = "") -> str:
    """Return ``data`` as text; never raises.

    In this order: the byte order mark; UTF-8 if the bytes hold to it (chance does not make UTF-8, whatever a header
    says); HTTP's charset; the XML declaration's or the meta element's; a guess.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    if not data.isascii():
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in _declared(data, content_type):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8" if data.isascii() else _guessed(data), "replace")
