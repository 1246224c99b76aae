"""Bring ``locale/`` and ``desk/locale/`` up to date: take the words out of the code.

What is translated is kept, and what is read is compiled.

``python tools/words.py`` writes the .po files of every language and the .mo files that Django reads, which are both
kept in the repository, so that an installation needs no tool for it. What is not translated yet is counted.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "reveille"
LOCALE = SOURCE / "locale"
DESK_LOCALE = SOURCE / "desk" / "locale"
LANGUAGES = ("ar", "de", "es", "fr")
BOOKS = {
    LOCALE: ("core", "delivery", "editions", "mail", "site", "subscribers"),
    DESK_LOCALE: ("desk",),
}  # a folder's rooms
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    "ngettext": (1, 2),
    "counted": (1, 2),
    "pgettext": ((1, "c"), 2),
}
HEADERS = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
    "de": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
}


def words(locale: Path = LOCALE) -> Catalog:
    """Return every word that is said in the rooms of a folder, with the files that it stands in."""
    if not settings.configured:
        settings.configure()
    catalog = Catalog(charset="utf-8")
    for path in _files(BOOKS[locale]):
        text = path.read_text("utf-8")
        code = text if path.suffix == ".py" else templatize(text)
        found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS)
        for _, said, _, context in found:
            catalog.add(said, locations=[(path.relative_to(SOURCE).as_posix(), 0)], context=context)
    return catalog


def kept(language: str, locale: Path = LOCALE) -> Catalog:
    """Return what is translated into a language."""
    po = _po(language, locale)
    return read(po.read_bytes(), language) if po.exists() else _empty(language)


def read(po: bytes, language: str) -> Catalog:
    """Return the translations of a .po file."""
    catalog = read_po(io.BytesIO(po), locale=language)
    catalog.creation_date = catalog.revision_date = UNDATED
    return catalog


def updated(language: str, found: Catalog, locale: Path = LOCALE) -> Catalog:
    """Return the translations of the words that there are now; new ones are empty, nothing is guessed."""
    old, new = kept(language, locale), _empty(language)
    for one in sorted((one for one in found if one.id), key=_order):
        before = old.get(one.id, one.context)
        string = before.string if before else ("",) * new.num_plurals if one.pluralizable else ""
        new.add(one.id, string, context=one.context)
    return new


def text(catalog: Catalog) -> bytes:
    """Return the .po file of a language. No date and no place is in it: what says the same is not written anew."""
    file = io.BytesIO()
    write_po(file, catalog, width=120, no_location=True, omit_header=True)
    head = "".join(f'"{name}: {value}\\n"\n' for name, value in catalog.mime_headers if name in HEADERS)
    return f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n{head}\n'.encode() + file.getvalue()


def compiled(po: bytes, language: str) -> bytes:
    """Return the .mo file of a .po file."""
    file = io.BytesIO()
    write_mo(file, read(po, language))
    return file.getvalue()


def _empty(language: str) -> Catalog:
    catalog = Catalog(fuzzy=False)
    catalog.header_comment = f"# Reveille in {Locale.parse(language).english_name}. Made by tools/words.py"
    catalog.mime_headers = [
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", PLURALS[language]),
    ]
    return catalog


def missing(catalog: Catalog) -> list[Message]:
    """Return what has no translation, or not in every form."""
    return [
        one for one in catalog if one.id and (one.fuzzy or not all(one.string if one.pluralizable else (one.string,)))
    ]


def _files(rooms: Sequence[str]) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((SOURCE / room).glob("*.py"))
        yield from sorted((SOURCE / room).glob("templatetags/*.py"))
        yield from sorted(path for path in (SOURCE / room).glob("templates/**/*.*") if path.suffix in (".html", ".txt"))


def _order(one: Message) -> str:
    return one.id if isinstance(one.id, str) else one.id[0]


def _po(language: str, locale: Path) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def main() -> int:
    """Write the files, and say what is missing."""
    lacking = 0
    for locale in BOOKS:
        found = words(locale)
        for language in LANGUAGES:
            catalog, po = updated(language, found, locale), _po(language, locale)
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(text(catalog))
            po.with_suffix(".mo").write_bytes(compiled(po.read_bytes(), language))
            lacks = len(missing(catalog))
            lacking += lacks
            print(f"{po.parent.relative_to(SOURCE)}: {len(catalog)} words, {lacks} not translated")
    return min(lacking, 1)


if __name__ == "__main__":
    sys.exit(main())
