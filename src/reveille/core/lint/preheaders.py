"""B8: what the list of letters shows beside the subject."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as markup

from reveille.core.lint import documents, reading
from reveille.core.lint.findings import WARN, Context, Finding

LEAST_PREHEADER, MOST_PREHEADER = 40, 110


def check(seen: documents.Seen, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the hidden words at the beginning."""
    first = next(((one, text) for one, text in seen.texts if documents.SPACING.sub("", text)), None)
    if first is None:
        return
    element = first[0]
    words = documents.SPACING.sub(" ", reading.words(element)).strip()
    ways = _ways_hidden(seen, element)
    if not ways:
        yield Finding(
            "B8", WARN, documents.where(element), "no preheader: the first words are shown", "hide one before them"
        )
        return
    if not LEAST_PREHEADER <= len(words) <= MOST_PREHEADER:
        yield Finding(
            "B8", WARN, "preheader", f"{len(words)} characters", f"{LEAST_PREHEADER} to {MOST_PREHEADER} are shown"
        )
    if len(ways) < 2:
        yield Finding("B8", WARN, "preheader", f"hidden by {ways[0]} alone", "some programs drop that; hide it twice")
    spacing = sum(len(run) for run in documents.SPACING.findall("".join(text for _, text in reading.texts(element))))
    if spacing - words.count(" ") < 80:
        yield Finding("B8", WARN, "preheader", "what follows it shows behind it", "add spacing after it")
    if words in {documents.SPACING.sub(" ", one).strip() for one in context.earlier_preheaders}:
        yield Finding("B8", WARN, "preheader", "an earlier edition had the same", "say what is new today")


def _ways_hidden(seen: documents.Seen, element: markup.HtmlElement) -> list[str]:
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
