"""Words and phrases of one language, found in one pass over an article's words; the longest wins.

"Trade war" is not "war". A word is met as a singular too, and behind what Arabic and Hebrew write together with it;
one that is written with a capital, or in capitals, asks for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

ANY = "any"  # the terms that count in every language
WORDS_REMEMBERED = 50_000  # distinct words a lexicon keeps the answer for
STEM = 4  # letters that must stand before the * of an open word
# A run of letters or digits; a sign of Chinese, Japanese or Korean is a word of its own. 's is no word.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_WORD = re.compile(rf"[’']s\b|([{_CJK}]|[^\W_{_CJK}]+)")
# Vowel signs and lengthenings that Arabic and Hebrew may write or leave out.
_SIGNS = dict.fromkeys((0x640, *range(0x64B, 0x653), 0x670, *range(0x591, 0x5BD), *range(0x5BF, 0x5C3)))
_PLURALS = frozenset({"en", "fr", "es", "pt", "nl", ANY})  # languages whose plural may be an s
# Words that Arabic and Hebrew write together with the one after.
_JOINED = {
    "ar": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل"),
    "he": ("וה", "ה", "ו", "ב", "ל", "מ", "ש"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as it is written in the profile, what it gives, and the sections it speaks for."""

    shown: str
    points: float = 0.0
    group: str = ""
    sections: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """Where the words read so far have led: on by the next word, or to a term that ends here."""

    closed: dict[str, _Node] = field(default_factory=dict)
    cased: dict[str, _Node] = field(default_factory=dict)  # for a word that the profile writes with a capital
    upper: dict[str, _Node] = field(default_factory=dict)  # for one that it writes in capitals: WHO is not "Who"
    open: dict[str, _Node] = field(default_factory=dict)
    term: Term | None = None


@dataclass(frozen=True)
class Lexicon:
    """The terms of one language, found in one pass over an article's words."""

    language: str
    root: _Node = field(repr=False, compare=False)
    _starts: dict[str, tuple[_Node, ...]] = field(default_factory=dict, repr=False, compare=False)

    def found(self, words: Sequence[str]) -> Iterator[Term]:
        """Every term in its place; where several begin at one word, the longest."""
        starts, place = self._starts, 0
        while place < len(words):
            nodes = starts.get(words[place])
            if nodes is None:
                nodes = self._remember(words[place])
            if not nodes:
                place += 1
                continue
            term, length = self._longest(nodes, words, place)
            if term:
                yield term
            place += length

    def _remember(self, word: str) -> tuple[_Node, ...]:
        if len(self._starts) >= WORDS_REMEMBERED:
            self._starts.clear()
        nodes = self._starts[word] = tuple(_next(self.root, word, self.language))
        return nodes

    def _longest(self, nodes: Iterable[_Node], words: Sequence[str], place: int) -> tuple[Term | None, int]:
        best, length, read = None, 1, 1
        while True:
            ended = next((node.term for node in nodes if node.term), None)
            if ended:
                best, length = ended, read
            if place + read >= len(words):
                return best, length
            nodes = [on for node in nodes for on in _next(node, words[place + read], self.language)]
            if not nodes:
                return best, length
            read += 1


def by_language(told: Mapping[str, Sequence[Term]]) -> dict[str, Lexicon]:
    """A lexicon for each language, those for any language added to all."""
    everywhere = told.get(ANY, ())
    return {
        language: Lexicon(language, _tree((*terms, *(everywhere if language != ANY else ()))))
        for language, terms in told.items()
    }


def for_language(known: Mapping[str, Lexicon], language: str) -> Lexicon | None:
    """Return the terms to look for in a text: its language's, else those for any language."""
    return known.get(base(language)) or known.get(ANY)


def base(language: str) -> str:
    """Return the language without its country: ``en`` for ``en-GB``, and for none."""
    return language.lower().partition("-")[0] or "en"


def split(text: str) -> list[str]:
    """Return the words of a text, as they are written."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    return [word for word in _WORD.findall(text) if word]


def _next(node: _Node, word: str, language: str) -> Iterator[_Node]:
    """The nodes that a word of an article leads to: as it is, as a singular, as the start of an open word."""
    folded = word.casefold()
    in_capitals = word.removesuffix("s").isupper()  # ICBMs too
    for form in _forms(folded, language):
        if in_capitals and form in node.upper:
            yield node.upper[form]
        if word[0].isupper() and form in node.cased:
            yield node.cased[form]
        if form in node.closed:
            yield node.closed[form]
    if node.open:
        stems = [folded, *(form for form in _forms(folded, language) if form != folded)]
        for stem in stems:
            for length in range(len(stem), STEM - 1, -1):
                if stem[:length] in node.open:
                    yield node.open[stem[:length]]


def _forms(folded: str, language: str) -> Iterator[str]:
    """A word, and what it may be the plural of, or what stands behind the words written together with it."""
    yield folded
    if language in _PLURALS and len(folded) > 3 and folded[-1] == "s":
        if folded.endswith("ies") and language == "en":
            yield folded[:-3] + "y"
        elif folded[-2] not in "su":
            yield folded[:-1]
        if folded.endswith(("ches", "shes", "sses", "xes")):
            yield folded[:-2]
    for joined in _JOINED.get(language, ()):
        if folded.startswith(joined) and len(folded) - len(joined) >= 3:
            yield folded[len(joined) :]


def _tree(terms: Iterable[Term]) -> _Node:
    root = _Node()
    for term in terms:
        node = root
        for piece in term.shown.split():
            words = split(piece)
            for place, word in enumerate(words):
                is_open = piece.endswith("*") and place == len(words) - 1
                node = _branch(node, word, is_open).setdefault(word.casefold(), _Node())
        if node is not root and node.term is None:
            node.term = term
    return root


def _branch(node: _Node, word: str, is_open: bool) -> dict[str, _Node]:
    """Where a word of the profile belongs, by how it is written."""
    if is_open:
        return node.open
    if len(word) > 1 and word.isupper():
        return node.upper
    return node.cased if word[0].isupper() else node.closed
