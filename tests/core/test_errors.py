"""Every error says what went wrong, with what, and keeps its own code."""

from collections.abc import Iterator

import pytest

from reveille.core.errors import ReveilleError


def family(kind: type[ReveilleError]) -> Iterator[type[ReveilleError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


@pytest.mark.parametrize("kind", list(family(ReveilleError)), ids=lambda kind: kind.__name__)
def test_error_tells_its_subject_in_a_sentence_of_its_own(kind):
    error = kind("the Ledger's feed", "three bytes")

    assert str(error).endswith(": the Ledger's feed: three bytes")
    assert kind.__doc__
    assert "code" in vars(kind)


def test_no_two_errors_share_a_code():
    codes = [kind.code for kind in family(ReveilleError)]

    assert len(codes) == len(set(codes))
