"""How names of countries bend: what is cut is an ending of the language, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import bending


@pytest.mark.parametrize(
    ("language", "name", "kind", "word"),
    [
        ("de", "Russland", "place", "Russlands"),
        ("de", "Russland", "people", "russische"),
        ("de", "Russland", "people", "Russen"),
        ("de", "Ukrainisch", "adjective", "ukrainischer"),
        ("fr", "Syrie", "people", "syriennes"),
        ("es", "Ucrania", "people", "ucranianas"),
        ("it", "Iran", "people", "iraniano"),
        ("nl", "Oekraïens", "adjective", "Oekraïense"),
        ("pl", "Ukraina", "place", "Ukrainie"),
        ("pl", "polski", "adjective", "polskiego"),
        ("ru", "Россия", "place", "России"),
        ("ru", "Израиль", "people", "израильского"),
        ("uk", "Росія", "place", "Росією"),
        ("uk", "українська", "adjective", "українських"),
        ("tr", "Ukrayna", "place", "Ukrayna'da"),
        ("ar", "أوكرانيا", "place", "وبأوكرانيا"),
        ("ar", "الروسية", "adjective", "الروسي"),
        ("he", "אוקראינה", "place", "באוקראינה"),
        ("ko", "우크라이나", "place", "우크라이나의"),
    ],
)
def test_word_is_read_as_the_name_it_bends(language, name, kind, word):
    assert (kind, bending.stem(name, language, kind)) in set(bending.readings(word, language))


@pytest.mark.parametrize(
    ("language", "name", "kind", "word"),
    [
        ("de", "Polen", "place", "Pol"),
        ("de", "Indien", "people", "individuell"),
        ("fr", "France", "people", "francs"),
        ("ru", "Россия", "place", "роса"),
        ("ru", "Россия", "place", "Роса"),
        ("uk", "Росія", "place", "Роса"),
        ("pl", "Ukraina", "place", "ukrainie"),
    ],
)
def test_another_word_is_not(language, name, kind, word):
    assert (kind, bending.stem(name, language, kind)) not in set(bending.readings(word, language))


def test_language_that_is_not_known_is_read_as_written():
    assert bending.stem("Suomi", "fi", "place") == "suomi"
    assert list(bending.readings("Suomessa", "fi")) == []


@given(st.text(max_size=30), st.sampled_from(["de", "fr", "pl", "ru", "uk", "tr", "ar", "he", "ko", "zh"]))
def test_any_word_has_readings_that_it_begins_with_or_holds(word, language):
    for _, stem in bending.readings(word, language):
        assert stem in bending.folded(word)
