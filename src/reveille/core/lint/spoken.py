"""B5, and B9's metas: what a document says of itself, and the language of the words in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from reveille.core.lint import documents, reading
from reveille.core.lint.findings import FAIL, WARN, Finding

# The languages that are written in a script that is not Latin; ISO 639-1 and -3.
WRITTEN = {
    "ARABIC": "ar fa ur ps ckb ug sd", "CYRILLIC": "ru uk bg sr mk be kk ky mn tg", "GREEK": "el grc",
    "HEBREW": "he yi", "CJK": "zh ja ko yue", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "DEVANAGARI": "hi mr ne sa", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "BENGALI": "bn as", "TAMIL": "ta",
    "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa", "ETHIOPIC": "am ti", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "SINHALA": "si", "MALAYALAM": "ml", "KANNADA": "kn", "TIBETAN": "bo dz",
}  # fmt: skip
RIGHT_TO_LEFT = ("ARABIC", "HEBREW", "SYRIAC", "THAANA")


def check(seen: documents.Seen) -> Iterator[Finding]:
    """Yield what a document leaves unsaid of itself, and words under another language than theirs."""
    yield from _said_of_itself(seen)
    yield from _tongues(seen)


def _said_of_itself(seen: documents.Seen) -> Iterator[Finding]:
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
    total = sum(len(documents.SPACING.sub("", text)) for _, text in shown)
    wraps = [one for one in seen.body.iterdescendants() if isinstance(one.tag, str) and one.get("lang") == wanted]
    if wanted and not any(
        sum(len(documents.SPACING.sub("", t)) for _, t in reading.texts(one)) > 0.8 * total for one in wraps
    ):
        yield Finding("B5", FAIL, "<body>", "no element around all says the language again", "programs drop <html>")


def _tongues(seen: documents.Seen) -> Iterator[Finding]:
    """The language of each story's words. A guess that was wrong about one outlet's is no fault of the letter."""
    for element, text in seen.texts:
        script = _script(text)
        if not script:
            continue
        language = next((one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang")), "")
        base = (language or "").partition("-")[0]
        if base != "und" and base not in WRITTEN.get(script, base).split():
            yield Finding(
                "B5", WARN, documents.where(element), f"{script.title()} letters under lang={language or 'nothing'}",
                "say the language of the words",
            )  # fmt: skip
        direction = next((one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")), "ltr")
        if script in RIGHT_TO_LEFT and direction not in ("rtl", "auto"):
            yield Finding(
                "B5", WARN, documents.where(element), f"{script.title()} letters, and no dir=rtl", "say the direction"
            )


def _script(text: str) -> str:
    """Return the script that most letters of ``text`` are of, when it is not Latin and there are some."""
    letters = [unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha()]
    if len(letters) < 3:
        return ""
    name, count = Counter(letters).most_common(1)[0]
    return name if name != "LATIN" and count > len(letters) / 2 else ""
