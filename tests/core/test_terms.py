"""What of an article is compared is stored, and comes back as it was."""

import hashlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import terms

WORDS = st.text(max_size=80)


@settings(deadline=None)  # the first Chinese text loads the gazetteer
@given(WORDS, WORDS, st.sampled_from(["en", "de", "zh", "ar", "xx", ""]))
def test_packed_terms_come_back_whole(title, text, language):
    taken = terms.take(title, text, language, "https://a.example/one-two-three")

    back = terms.unpack(terms.pack(taken))

    assert back is not None
    assert back.language == taken.language
    for one, other in zip((*taken.words, *taken.headline, *taken.facts), (*back.words, *back.headline, *back.facts),
                          strict=True):  # fmt: skip
        assert np.array_equal(one, other)
    assert np.array_equal(taken.cased, back.cased)
    assert np.array_equal(taken.casing, back.casing)
    assert np.array_equal(taken.sounds, back.sounds)
    assert back.named == taken.named


def test_what_an_article_names_is_stored_with_its_terms():
    text = "Ensign Liis Tamm of the minelayer Wambola found 14 mines off Saaremaa on Monday, said Tallinn. " * 10
    taken = terms.take("Divers clear mines", text, "en")

    assert taken.named.beginning
    assert terms.unpack(terms.pack(taken)).named == taken.named


def test_what_another_version_packed_is_not_read():
    packed = terms.pack(terms.take("Divers clear mines", "Off Saare.", "en"))

    assert terms.unpack(bytes([terms.VERSION + 1]) + packed[1:]) is None


SAID = {
    "en": "The Army’s tanks and armies don’t cross the bases",
    "de": "Die Marine räumt Minen vor Saare",
    "uk": "Флот об'єднав п’ять бригад",
    "tr": "İSTANBUL ve İzmir limanları",
    "ar": "الأمريكيّ في القـــاهرة",
    "he": 'דובר צה"ל אמר',
    "zh": "我们因为海军清除水雷",
    "ja": "機雷について海軍は",
    "ko": "해군에서 기뢰를 제거했다",
}
DIGESTS = {2: "b88bb0b94c25c262", 3: "dee4a6e09e663a65", 4: "b2dc6ade466e8809"}


def test_terms_that_are_taken_otherwise_have_another_version():
    """Stored terms are compared with new ones: whoever changes ``text.tokens`` or a table gives them a new version."""
    packed = b"".join(terms.pack(terms.take(words, words, language)) for language, words in SAID.items())

    assert DIGESTS[terms.VERSION] == hashlib.sha256(packed).hexdigest()[:16]


@given(st.binary(max_size=200))
def test_bytes_of_nobody_are_read_as_nothing_or_as_terms(packed):
    assert terms.unpack(packed) is None or terms.unpack(packed).words is not None


def test_terms_of_a_page_of_text_are_small():
    text = " ".join(f"word{number} Name{number}" for number in range(5000))

    assert len(terms.pack(terms.take("Divers clear mines", text, "en"))) < 6000
