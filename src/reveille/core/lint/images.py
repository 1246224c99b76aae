"""B7: images that say what they are, are loaded safely, and are not all there is."""

from __future__ import annotations

from collections.abc import Iterator

from reveille.core.lint import documents, reading
from reveille.core.lint.findings import FAIL, Finding

MOST_IMAGES = 8
FEWEST_LETTERS = 200  # beside images, of what is shown


def check(seen: documents.Seen) -> Iterator[Finding]:
    """Yield images that say too little, and a letter that says nothing without them."""
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
    shown = (documents.SPACING.sub("", text) for one, text in seen.texts if not seen.day.hidden(one))
    if images and sum(map(len, shown)) < FEWEST_LETTERS:
        yield Finding("B7", FAIL, "<body>", "hardly any words beside the images", "it must read with images off")
