"""B4 to B11: the HTML of a letter, element by element. Here is what runs or loads (B4); the rest is beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reveille.core.lint import (
    contrasts,
    documents,
    images,
    preheaders,
    sheets,
    spoken,
    tables,
    targets,
)
from reveille.core.lint.findings import FAIL, Context, Finding
from reveille.core.lint.reading import Letter

NEVER = (
    "script", "form", "iframe", "object", "embed", "svg", "math", "video", "audio", "canvas", "base", "frame", "input",
    "button", "select", "textarea", "applet", "portal",
)  # fmt: skip


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the HTML part of ``letter``."""
    if letter.html is None:
        return
    if letter.document is None:
        yield Finding("B4", FAIL, "HTML part", "there is nothing in it", "leave the part out")
        return
    seen = documents.Seen(letter, letter.document)
    yield from _never(seen)
    yield from spoken.check(seen)
    yield from tables.check(seen)
    yield from images.check(seen)
    if letter.mailing:
        yield from preheaders.check(seen, context)
    yield from contrasts.check(seen)
    yield from targets.check(seen, context)


def _never(seen: documents.Seen) -> Iterator[Finding]:
    for one in seen.elements:
        if one.tag in NEVER:
            yield Finding("B4", FAIL, documents.where(one), f"<{one.tag}> in a letter", "take it out")
        if one.tag == "link":
            yield Finding("B4", FAIL, "<link>", f"rel={one.get('rel', '')}: it loads something", "write it inline")
        if one.tag == "meta" and one.get("http-equiv", "").lower() == "refresh":
            yield Finding("B4", FAIL, "<meta>", "it leads away by itself", "take it out")
        for name, value in one.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.lower().startswith("on"):
                yield Finding("B4", FAIL, documents.where(one), f"{name}=", "no program runs in a letter")
            if plain.startswith(("javascript:", "vbscript:", "data:")):
                yield Finding(
                    "B4", FAIL, documents.where(one), f"{name}={plain[:24]}…", "no program or data in an address"
                )
        if one.get("style"):
            yield from _loads(sheets.declarations(one.get("style")), documents.where(one))
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
