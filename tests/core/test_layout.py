"""A page survives being stored."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reveille.core import layout

words = st.text(max_size=40)
dates = st.dates(date(1900, 1, 1), date(2200, 1, 1))
numbers = st.integers(0, 10_000)
sentences = st.builds(layout.Sentence, words, numbers, numbers, numbers)
items = st.builds(
    layout.Item,
    slug=words, section=words, rank=st.none() | st.integers(1, 5), headline=words, url=words, language=words,
    direction=words, outlet=words, country=words, author=words, kinds=st.tuples(words), change=words,
    marks=st.lists(words, max_size=2).map(tuple), sentences=st.lists(sentences, max_size=2).map(tuple),
    quote=st.none() | st.builds(layout.Said, words, words, words, words, numbers, numbers, numbers),
    also=st.lists(st.builds(layout.Also, words, words, words, words), max_size=2).map(tuple),
    more=numbers, outlets=numbers, countries=numbers, page=words,
)  # fmt: skip
pages = st.builds(
    layout.Page,
    newsletter=words, slug=words, date=dates, number=numbers, subject=words, preheader=words, stories=numbers,
    outlets=numbers, countries=numbers, minutes=numbers, top=st.lists(items, max_size=2).map(tuple),
    sections=st.lists(st.builds(layout.Section, words, st.lists(items, max_size=2).map(tuple)), max_size=2).map(tuple),
    developing=st.lists(
        st.builds(layout.Developing, words, words, numbers, st.lists(words, max_size=2).map(tuple), words, words),
        max_size=2,
    ).map(tuple),
    quiet=st.lists(st.builds(layout.Quiet, words, words, dates, words, words), max_size=2).map(tuple),
    silence=st.builds(
        layout.Silence, numbers, numbers, st.lists(st.builds(layout.Silent, words, words, words), max_size=2).map(tuple)
    ),
)  # fmt: skip


@given(pages)
def test_a_page_comes_back_from_the_store_as_it_went_in(page):
    stored = json.dumps(layout.to_json(page))

    assert layout.from_json(json.loads(stored)) == page
