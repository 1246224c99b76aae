"""Every word that readers see is translated, whole, and compiled: without gettext, from the files as they are."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("words_tool", ROOT / "tools" / "words.py")
words = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(words)

HOLDS = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|\{\w*\}")  # values, and marks of HTML
DATE = re.compile(r"[jlFMbYHi:,. ]+")  # how a date is written, in the letters of Django's filter


@pytest.fixture(scope="module")
def found():
    return words.words()


def _forms(message):
    """Pairs of what is said in English and in the other language."""
    if not message.pluralizable:
        return [(message.id, message.string)]
    return [(message.id[min(form, 1)], string) for form, string in enumerate(message.string)]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_word_is_translated_and_none_is_left_over(language, found):
    kept = words.kept(language)

    assert {one.id for one in kept if one.id} == {one.id for one in found if one.id}
    assert words.missing(kept) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_word_of_the_desk_is_translated_and_compiled(language):
    path = words.DESK_LOCALE / language / "LC_MESSAGES" / "django.po"
    kept = words.kept(language, words.DESK_LOCALE)

    assert {one.id for one in words.words(words.DESK_LOCALE) if one.id} == {one.id for one in kept if one.id}
    assert words.missing(kept) == []
    assert path.with_suffix(".mo").read_bytes() == words.compiled(path.read_bytes(), language)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_files_are_as_the_tool_writes_them(language, found):
    path = words.LOCALE / language / "LC_MESSAGES" / "django.po"

    assert path.read_bytes() == words.text(words.updated(language, found))
    assert path.with_suffix(".mo").read_bytes() == words.compiled(path.read_bytes(), language)


@pytest.mark.parametrize("book", words.BOOKS, ids=["site", "desk"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_translations_hold_the_same_values_and_marks(language, book):
    wrong = []
    for message in words.kept(language, book):
        for form, (said, translated) in enumerate(_forms(message) if message.id else ()):
            wanted, has = sorted(HOLDS.findall(said)), sorted(HOLDS.findall(translated))
            may_be_words = message.pluralizable and form < (3 if language == "ar" else 1)  # "one outlet", "two outlets"
            number = [] if "%(count)s" in wanted else ["%(number)s"]
            without = [one for one in wanted if one not in ("%(count)s", *number)]
            if has != wanted and not (may_be_words and has == without):
                wrong.append((said, translated))

    assert wrong == []


@pytest.mark.parametrize("book", words.BOOKS, ids=["site", "desk"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_language_has_as_many_forms_as_it_counts(language, book):
    forms = int(re.search(r"nplurals=(\d)", words.PLURALS[language])[1])

    assert all(len(one.string) == forms for one in words.kept(language, book) if one.id and one.pluralizable)


@pytest.mark.parametrize("book", words.BOOKS, ids=["site", "desk"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_white_space_around_a_phrase_stays(language, book):
    wrong = [
        (said, translated)
        for message in words.kept(language, book)
        for said, translated in (_forms(message) if message.id else ())
        if said[-1:].isspace() != translated[-1:].isspace() or (said[0] == " ") > (translated[0] == " ")
    ]

    assert wrong == []


@pytest.mark.parametrize("book", words.BOOKS, ids=["site", "desk"])
def test_no_line_of_french_begins_with_a_mark_that_has_a_space_before_it(book):
    strings = [string for message in words.kept("fr", book) if message.id for _, string in _forms(message)]

    assert [string for string in strings if re.search(r" [:;?!»]|« ", string)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_glossary_for_translators_is_what_the_labels_say(language):
    table = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("| English |")[2]
    columns, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "|" in line
    ]
    said = {
        (one.id.casefold(), one.string.casefold())
        for book in words.BOOKS
        for one in words.kept(language, book)
        if one.id and not one.pluralizable
    }

    at = columns.index(language) + 1
    assert [row[0] for row in rows if (row[0].casefold(), row[at].casefold()) not in said] == []
