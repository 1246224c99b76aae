"""A sum of sparse vectors is what adding them one by one gives, whoever joined, left or was taken in."""

import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reveille.core.sums import Sum

VECTORS = st.lists(
    st.dictionaries(st.integers(0, 30), st.floats(0.1, 2.0), min_size=1, max_size=8), min_size=1, max_size=8
)


def added(vectors):
    found = Sum()
    places = [found.places(vector) for vector in vectors]
    for at, vector in zip(places, vectors, strict=True):
        found.add(at, np.array(list(vector.values())))
    return found, places


def plain(vectors):
    total = Counter()
    for vector in vectors:
        total.update(vector)
    return total


def weights_of(found):
    return {term: weight for term, weight in zip(found.terms, found.weights.tolist(), strict=True) if weight > 1e-9}


def agree(found, vectors):
    total = plain(vectors)
    assert weights_of(found).keys() == total.keys()
    assert all(math.isclose(total[term], weight) for term, weight in weights_of(found).items())
    assert math.isclose(found.length, sum(weight**2 for weight in total.values()), abs_tol=1e-9)


@given(VECTORS)
def test_a_sum_holds_what_was_added(vectors):
    agree(added(vectors)[0], vectors)


@given(VECTORS, st.data())
def test_who_leaves_takes_no_more_than_they_brought(vectors, data):
    found, places = added(vectors)
    gone = data.draw(st.integers(0, len(vectors) - 1))

    found.add(places[gone], np.array(list(vectors[gone].values())), -1.0)

    agree(found, vectors[:gone] + vectors[gone + 1 :])


@given(VECTORS, VECTORS)
def test_a_sum_taken_in_is_found_at_its_new_places(ours, theirs):
    (one, _), (two, places) = added(ours), added(theirs)

    moved = one.take_in(two)

    agree(one, ours + theirs)
    total = plain(ours + theirs)
    for at, vector in zip(places, theirs, strict=True):
        assert np.allclose(one.total[moved[at]], [total[term] for term in vector])


@given(VECTORS, VECTORS)
def test_dot_products_are_those_of_plain_vectors(ours, theirs):
    (one, _), (two, _) = added(ours), added(theirs)
    told = sum(weight * plain(theirs)[term] for term, weight in plain(ours).items())

    assert math.isclose(one.dot_sum(two), told, abs_tol=1e-9)
    assert math.isclose(one.dot(plain(theirs), np.array(list(plain(theirs).values()))), told, abs_tol=1e-9)


@given(VECTORS, st.data())
def test_what_is_left_without_a_part(vectors, data):
    found, places = added(vectors)
    of_part = data.draw(st.sets(st.integers(0, len(vectors) - 1)))
    part = Sum(found.place)
    for at in of_part:
        part.add(places[at], np.array(list(vectors[at].values())))

    agree(found.less(part), [one for at, one in enumerate(vectors) if at not in of_part])


@given(VECTORS, st.integers(1, 40))
def test_the_heaviest_come_first(vectors, count):
    terms, weights = added(vectors)[0].heaviest(count)

    total = plain(vectors)
    assert np.allclose(weights, sorted(total.values(), reverse=True)[:count])
    assert np.allclose(weights, [total[term] for term in terms])


@given(VECTORS, VECTORS)
def test_products_are_the_parts_of_the_dot_product(some, others):
    one, two = added(some)[0], added(others)[0]

    terms, products = one.products(two)

    assert math.isclose(products.sum(), one.dot_sum(two), abs_tol=1e-9)
    assert set(terms[products > 0].tolist()) == plain(some).keys() & plain(others).keys()
