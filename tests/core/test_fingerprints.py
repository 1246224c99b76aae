"""What is stored of a text stands for it: the same furniture, the same shingles, the same copies."""

from hypothesis import given
from hypothesis import strategies as st

from reveille.core import copies, fingerprints, furniture

SENTENCES = [
    "The ship sailed at noon with all hands on deck.",
    "Sign up for our letter and read it every morning.",
    "The bridge opened to lorries in the rain today.",
    "All rights are reserved, and remain so for ever.",
    "Her captain thanked the welders of the yard twice.",
    "He declined.",
]
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", ""]),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join),
    ),
    min_size=1,
    max_size=8,
)


def marked(texts):
    return {pk: fingerprints.Marked(host, text, fingerprints.marks(text)) for pk, (host, text) in enumerate(texts)}


@given(TEXTS)
def test_the_stored_marks_find_the_same_furniture_as_the_texts(texts):
    around = furniture.find(texts)

    gone = fingerprints.furniture_of(marked(texts))

    assert [fingerprints.shingles(text, gone[pk]) for pk, (_, text) in enumerate(texts)] == [
        copies.signature(around.without(host, text)) for host, text in texts
    ]


def test_a_text_whose_host_repeats_nothing_is_compared_whole():
    text = " ".join(SENTENCES)

    assert fingerprints.furniture_of(marked([("a", text)])) == {0: b""}
    assert fingerprints.shingles(text, b"") == copies.signature(text)


def test_the_sieve_catches_what_has_one_shingle_in_common_and_nothing_else():
    asked = copies.signature("the ship sailed at noon with all hands on deck")
    sieve = fingerprints.Sieve([asked])

    assert sieve.catches(copies.signature("yesterday the ship sailed at noon and was not seen again"))
    assert not sieve.catches(copies.signature("the bridge opened to lorries in the rain today at last"))
    assert not sieve.catches(b"")


def test_a_sieve_of_nothing_catches_nothing():
    assert not fingerprints.Sieve([]).catches(copies.signature("the ship sailed at noon today"))
    assert not fingerprints.Sieve([b""]).catches(copies.signature("the ship sailed at noon today"))
