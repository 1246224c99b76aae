"""A beat's profile: words and phrases with points, by language, that a person can read and edit.

``read`` takes it from TOML and names what is wrong there; ``taught`` and ``sectioned`` add what was learned.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reveille.core import lexicon
from reveille.core.errors import ProfileError
from reveille.core.lexicon import Lexicon, Term


@dataclass(frozen=True)
class Section:
    """A part of the paper; ``labels`` are what outlets call such a part of theirs."""

    key: str
    name: str
    labels: frozenset[str] = frozenset()
    otherwise: bool = False  # takes what no word and no label speaks for
    broad: frozenset[str] = frozenset()  # labels of a region, no subject: /sport/africa is sport
    categories: frozenset[str] = frozenset()  # what labelled files call it, to learn from and to judge by


@dataclass(frozen=True)
class Filing:
    """The section that an outlet's filing speaks for; ``broad`` where it names a part of the world, no subject."""

    section: str  # key
    label: str
    broad: bool


NO_BAR = -1000.0  # as beats/everything.toml has it


@dataclass(frozen=True)
class Profile:
    """A beat: who is on it, and in which section."""

    name: str
    tagline: str
    threshold: float
    title: float  # how much more a term counts in the headline than in the lead
    tail: float  # and how much less after the lead
    tail_most: float  # what all that stands after the lead may give together
    most: Mapping[str, float]  # what the words of a group may give together, for groups that have a limit
    sections: tuple[Section, ...]
    words: Mapping[str, Lexicon] = field(repr=False)
    section_words: Mapping[str, Lexicon] = field(repr=False)
    departments: Mapping[str, float] = field(default_factory=dict, repr=False)  # what an outlet's own filing gives
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)  # by language
    # What was learned for the sections: by language and term, what it gives to which section.
    section_learned: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict, repr=False)
    regions: Mapping[str, str] = field(default_factory=dict, repr=False)  # a region's name by country (ISO 3166)

    @property
    def takes_all(self) -> bool:
        """Return whether every article is on the beat: no sum falls below a bar that is so far down."""
        return self.threshold <= NO_BAR

    def section_names(self) -> tuple[str, ...]:
        """Return the sections' names, in the profile's order."""
        return tuple(section.name for section in self.sections)

    def section_name(self, key: str) -> str:
        """Return a section's name; the first section's for a key that there is none of."""
        return next((s.name for s in self.sections if s.key == key), self.sections[0].name)

    def otherwise(self) -> str:
        """Return the key of the section that says that it takes what nothing speaks for; "" if none does."""
        return next((section.key for section in self.sections if section.otherwise), "")

    def filed(self, departments: Sequence[str]) -> Filing | None:
        """Return the section that an outlet's departments speak for, the narrowest first; None if for none.

        A part of the world speaks where no subject does.
        """
        found = [
            Filing(s.key, label, label in s.broad)
            for label in labelled(departments)
            for s in self.sections
            if label in s.labels
        ]
        return next((one for one in found if not one.broad), found[0] if found else None)


def read(toml: Mapping[str, Any]) -> Profile:
    """Return the profile of a parsed TOML file. Raises ProfileError naming the key that is wrong."""
    name = _text(toml, "name")
    sections = _sections(toml, name)
    return Profile(
        name=name,
        tagline=_text(toml, "tagline"),
        threshold=_number(toml, "threshold", name),
        title=_number(toml, "title", name, 2.0),
        tail=_number(toml, "tail", name, 0.35),
        tail_most=_number(toml, "tail_most", name, 3.0),
        most=_limits(toml, name),
        sections=tuple(
            Section(
                str(s["key"]),
                str(s["name"]),
                _labels(s, name) | _broad(s, name),
                s.get("otherwise") is True,
                _broad(s, name),
                frozenset(_texts(s, "categories", name)),
            )
            for s in sections
        ),
        words=lexicon.by_language(_weighed(toml, name)),
        section_words=lexicon.by_language(_sectioned(sections, name)),
        departments=_filings(toml, name),
        regions=_regions(toml, name),
    )


def taught(profile: Profile, toml: Mapping[str, Any]) -> Profile:
    """Return the profile with what a parsed file of learned points adds: ``threshold`` and ``[learned.LANGUAGE]``.

    Raises ProfileError naming the key that is wrong.
    """
    told = toml.get("learned", {})
    if not isinstance(told, Mapping) or not all(isinstance(points, Mapping) for points in told.values()):
        raise ProfileError(profile.name, "[learned] must be tables by language: [learned.en]")
    for language, points in told.items():
        if not all(_is_number(value) for value in points.values()):
            raise ProfileError(profile.name, f"[learned.{language}] must give a number to each term")
    learned = {
        str(language): {str(term).casefold(): float(value) for term, value in points.items()}
        for language, points in told.items()
    }
    return replace(profile, threshold=_number(toml, "threshold", profile.name, profile.threshold), learned=learned)


def sectioned(profile: Profile, toml: Mapping[str, Any]) -> Profile:
    """Return the profile with what a parsed file of learned points adds to its sections: ``[LANGUAGE.KEY]``.

    Raises ProfileError naming the table that is wrong.
    """
    keys = {section.key for section in profile.sections}
    learned: dict[str, dict[str, dict[str, float]]] = {}
    for language, sections in toml.items():
        if not isinstance(sections, Mapping):
            raise ProfileError(profile.name, f"[{language}] must be tables by section")
        for key, points in sections.items():
            where = f"[{language}.{key}]"
            if key not in keys:
                raise ProfileError(profile.name, f"{where}: the beat has no such section")
            if not isinstance(points, Mapping) or not all(_is_number(value) for value in points.values()):
                raise ProfileError(profile.name, f"{where} must give a number to each term")
            for term, value in points.items():
                learned.setdefault(language, {}).setdefault(str(term).casefold(), {})[key] = float(value)
    return replace(profile, section_learned=learned)


def labelled(departments: Sequence[str]) -> Iterator[str]:
    """What an outlet's departments may be known by, the narrowest first: ``uk politics``, ``uk``, then ``politics``."""
    for one in reversed(departments):
        yield from dict.fromkeys((one, one.partition(" ")[0], one.rpartition(" ")[2]))


def _weighed(toml: Mapping[str, Any], name: str) -> dict[str, list[Term]]:
    """Each language's terms with their points."""
    points = toml.get("points", {})
    if not isinstance(points, Mapping) or not all(_is_number(p) for p in points.values()):
        raise ProfileError(name, "[points] must give a number to each group of words")
    told: dict[str, dict[str, Term]] = {}
    for language, groups in _tables(toml.get("words", {}), name):
        terms = told.setdefault(language, {})
        for group, words in groups.items():
            if group not in points:
                raise ProfileError(name, f"[words.{language}] has {group!r}, to which [points] gives no number")
            for word in _terms(words, name, f"[words.{language}] {group}"):
                if word in terms and terms[word].group != group:
                    raise ProfileError(name, f"[words.{language}]: {word!r} is {terms[word].group} and {group}")
                terms[word] = Term(word, float(points[group]), group)
    return {language: list(terms.values()) for language, terms in told.items()}


def _filings(toml: Mapping[str, Any], name: str) -> dict[str, float]:
    """What each label of an outlet's own filing gives: its group's points."""
    groups, points = toml.get("filed", {}), toml.get("points", {})
    if not isinstance(groups, Mapping) or not all(isinstance(labels, list) for labels in groups.values()):
        raise ProfileError(name, "[filed] must be lists of labels by group")
    given: dict[str, float] = {}
    for group, labels in groups.items():
        if group not in points:
            raise ProfileError(name, f"[filed] has {group!r}, to which [points] gives no number")
        for label in labels:
            if not isinstance(label, str) or label.casefold() in given:
                raise ProfileError(name, f"[filed]: {label!r} must be a text, and stand there once")
            given[label.casefold()] = float(points[group])
    return given


def _limits(toml: Mapping[str, Any], name: str) -> dict[str, float]:
    limits, points = toml.get("most", {}), toml.get("points", {})
    if not isinstance(limits, Mapping) or not all(_is_number(limit) and limit >= 0 for limit in limits.values()):
        raise ProfileError(name, "[most] must give a number, 0 or more, to a group of words")
    for group in limits:
        if group not in points:
            raise ProfileError(name, f"[most] has {group!r}, to which [points] gives no number")
    return {str(group): float(limit) for group, limit in limits.items()}


def _sectioned(sections: Sequence[Mapping[str, Any]], name: str) -> dict[str, list[Term]]:
    """Each language's terms with the sections they speak for."""
    told: dict[str, dict[str, list[str]]] = {}
    for section in sections:
        where = f"[[section]] {section['key']}: words"
        words = section.get("words", {})
        if not isinstance(words, Mapping):
            raise ProfileError(name, f"{where} must be lists by language")
        for language, terms in words.items():
            for term in _terms(terms, name, f"{where}.{language}"):
                told.setdefault(str(language), {}).setdefault(term, []).append(str(section["key"]))
    return {
        language: [Term(term, sections=tuple(keys)) for term, keys in terms.items()] for language, terms in told.items()
    }


def _terms(told: object, name: str, where: str) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(term, str) for term in told):
        raise ProfileError(name, f"{where} must be a list of texts")
    for term in told:
        for piece in term.split():
            if piece.endswith("*") and len(piece) <= lexicon.STEM:
                raise ProfileError(
                    name, f"{where}: {term!r} is open too early; {lexicon.STEM} letters must stand before the *"
                )
        if not lexicon.split(term):
            raise ProfileError(name, f"{where}: {term!r} has no word in it")
    return told


def _sections(toml: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    sections = toml.get("section")
    if not isinstance(sections, list) or not sections:
        raise ProfileError(name, "at least one [[section]] is needed")
    for section in sections:
        if not isinstance(section, Mapping) or not section.get("key") or not section.get("name"):
            raise ProfileError(name, "each [[section]] needs a key and a name")
    if len({str(section["key"]) for section in sections}) < len(sections):
        raise ProfileError(name, "two [[section]] have one key")
    return sections


def _regions(toml: Mapping[str, Any], name: str) -> dict[str, str]:
    """Each country's region."""
    regions = toml.get("region", [])
    if not isinstance(regions, list) or not all(isinstance(region, Mapping) for region in regions):
        raise ProfileError(name, "[[region]] must be tables with a name and countries")
    of: dict[str, str] = {}
    for region in regions:
        called, countries = region.get("name"), region.get("countries")
        if not isinstance(called, str) or not called or not isinstance(countries, list):
            raise ProfileError(name, "each [[region]] needs a name and a list of countries")
        for code in countries:
            if not isinstance(code, str) or not re.fullmatch("[A-Z]{2}", code) or code in of:
                raise ProfileError(name, f"[[region]] {called}: {code!r} must be an ISO 3166 code, in one region")
            of[code] = called
    return of


def _labels(section: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(label.casefold() for label in _texts(section, "labels", name))


def _broad(section: Mapping[str, Any], name: str) -> frozenset[str]:
    """The labels that name a part of the world; all of them where the section says ``broad = true``."""
    if isinstance(section.get("broad"), bool):
        return _labels(section, name) if section["broad"] else frozenset()
    return frozenset(label.casefold() for label in _texts(section, "broad", name))


def _texts(section: Mapping[str, Any], what: str, name: str) -> list[str]:
    told = section.get(what, [])
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise ProfileError(name, f"[[section]] {section['key']}: {what} must be a list of texts")
    return told


def _tables(told: object, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(told, Mapping) or not all(isinstance(v, Mapping) for v in told.values()):
        raise ProfileError(name, "[words] must be tables by language: [words.en]")
    return [(str(language), groups) for language, groups in told.items()]


def _text(toml: Mapping[str, Any], key: str) -> str:
    value = toml.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(str(toml.get("name") or "the profile"), f"{key!r} must be a text")
    return value.strip()


def _number(toml: Mapping[str, Any], key: str, name: str, default: float | None = None) -> float:
    value = toml.get(key, default)
    if not _is_number(value):
        raise ProfileError(name, f"{key!r} must be a number")
    return float(str(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
