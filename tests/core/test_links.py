"""One spelling for each page; nothing that is no page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import links
from reveille.core.errors import LinkError


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param("HTTPS://Ledger.Example:443/a#top", "https://ledger.example/a", id="case, port, fragment"),
        pytest.param("https://ledger.example", "https://ledger.example/", id="empty path"),
        pytest.param("https://ledger.example/a?utm_source=rss&id=7", "https://ledger.example/a?id=7", id="tracking"),
        pytest.param("https://ledger.example/a?b=1&a=2", "https://ledger.example/a?b=1&a=2", id="order is kept"),
        pytest.param("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9", id="international"),
        pytest.param(" https://ledger.example/a\n", "https://ledger.example/a", id="white space around"),
        pytest.param("http://ledger.example:8080/a", "http://ledger.example:8080/a", id="port that matters"),
    ],
)
def test_canonical(found, expected):
    assert links.canonical(found) == expected


def test_relative_link_is_read_from_its_base():
    assert links.canonical("../b?x", "https://ledger.example/a/c") == "https://ledger.example/b?x"


@pytest.mark.parametrize(
    "found",
    ["", "javascript:alert(1)", "mailto:a@b.example", "https://", "//", "https://user:pw@ledger.example/",
     "https://exa mple.example/", "data:text/html,hi", "https://[::1", "https://a..b/", "java\x01script:x",
     "https://ledger.example:99999/", "https://" + "a" * 3000 + ".example/"],
)  # fmt: skip
def test_what_is_no_page_is_refused(found):
    with pytest.raises(LinkError):
        links.canonical(found)


def test_no_password_is_repeated_in_the_complaint():
    with pytest.raises(LinkError) as caught:
        links.canonical("https://ann:secret@ledger.example/")

    assert "secret" not in str(caught.value)


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-zé.-]{1,20}(:\d{1,5})?/[ -ÿ]{0,30}", fullmatch=True))
def test_canonical_twice_is_canonical_once_and_nothing_else_is_raised(found):
    try:
        once = links.canonical(found)
    except LinkError:
        return

    assert links.canonical(once) == once


def test_link_belongs_to_its_outlets_hosts_and_their_subdomains_only():
    assert links.belongs("https://news.ledger.example/a", ["ledger.example"])
    assert links.belongs("https://www.ledger.example/a", ["ledger.example"])
    assert not links.belongs("https://notledger.example/a", ["ledger.example"])
    assert not links.belongs("https://ledger.example.evil.example/a", ["ledger.example"])
