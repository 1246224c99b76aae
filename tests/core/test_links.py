import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import links
from reveille.core.errors import LinkError

SAME = {
    "upper case host and scheme": ("HTTPS://News.Example/A", "https://news.example/A"),
    "default port": ("https://news.example:443/a", "https://news.example/a"),
    "another port stays": ("http://news.example:8080/a", "http://news.example:8080/a"),
    "fragment": ("https://news.example/a#top", "https://news.example/a"),
    "no path": ("https://news.example", "https://news.example/"),
    "tracking": ("https://news.example/a?b=2&utm_source=x&a=1&fbclid=9", "https://news.example/a?b=2&a=1"),
    "nothing but tracking": ("https://news.example/a?UTM_medium=rss", "https://news.example/a"),
    "empty query": ("https://news.example/a?", "https://news.example/a"),
    "dot segments": ("https://news.example/a/../b/./c", "https://news.example/b/c"),
    "letters in the host": ("https://Übung.example/é", "https://xn--bung-zra.example/%C3%A9"),
    "trailing dot of the host": ("https://news.example./a", "https://news.example/a"),
    "a space": (" https://news.example/a b ", "https://news.example/a%20b"),
    "a bare percent sign": ("https://news.example/100%", "https://news.example/100%25"),
    "IPv6": ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
}


@pytest.mark.parametrize(("found", "expected"), SAME.values(), ids=SAME)
def test_a_link_has_one_form(found, expected):
    link = links.canonical(found)

    assert link == expected


REFUSED = {
    "nothing": "",
    "a path alone": "/a",
    "javascript": "javascript:alert(1)",
    "javascript with a host": "javascript://news.example/%0Aalert(1)",
    "another program's": "ftp://news.example/a",
    "file": "file:///etc/passwd",
    "data": "data:text/html,x",
    "mail": "mailto:a@news.example",
    "credentials": "https://alice:secret@news.example/",
    "a user alone": "https://alice@news.example/",
    "a line break": "https://news.example/a\r\nSet-Cookie: x",
    "a control character": "https://news.example/\x01",
    "a C1 control": "https://news.example/\x85",
    "no host": "https:///a",
    "a port that is none": "https://news.example:99999/",
    "port zero": "https://news.example:0/",
    "a decimal address": "http://2130706433/",
    "a hexadecimal address": "http://0x7f.1/",
    "a short address": "http://127.1/",
    "half brackets": "http://[::1",
    "a backslash": "https://news.example\\@evil.example/",
    "a host of marks": "https://new<s>.example/",
    "a label of 64": "https://" + "a" * 64 + ".example/",
    "very long": "https://news.example/" + "a" * 3000,
    "a lone surrogate": "https://news.example/\ud800",
}


@pytest.mark.parametrize("found", REFUSED.values(), ids=REFUSED)
def test_a_link_that_leads_nowhere_is_refused(found):
    with pytest.raises(LinkError):
        links.canonical(found)


def test_a_relative_link_is_read_from_its_base():
    link = links.canonical("../b?x=1", "https://news.example/feeds/all.xml")

    assert link == "https://news.example/b?x=1"


def test_an_error_never_shows_credentials():
    with pytest.raises(LinkError) as caught:
        links.canonical("https://alice:secret@news.example/")

    assert "secret" not in str(caught.value)
    assert "alice" not in str(caught.value)


@given(
    st.one_of(st.text(), st.text(alphabet="aé./?#&=%:@[]\\ 1ß。").map("https://news.example/".__add__)),
    st.text(),
)
def test_whatever_comes_the_answer_is_a_link_that_stays_or_a_link_error(found, base):
    try:
        link = links.canonical(found, base)
    except LinkError:
        return

    assert links.canonical(link) == link
    assert link.isascii()
    assert link.startswith(("http://", "https://"))


@given(st.text(alphabet="aZé.-1ßxn。ﬁ①:[]", min_size=1))
def test_whatever_host_comes_the_form_stays(name):
    try:
        link = links.canonical(f"https://{name}/")
    except LinkError:
        return

    assert links.canonical(link) == link


@pytest.mark.parametrize(
    ("link", "hosts", "answer"),
    [
        ("https://news.example/a", ["news.example"], True),
        ("https://www.news.example/a", ["news.example"], True),
        ("https://fakenews.example/a", ["news.example"], False),
        ("https://news.example.evil.example/", ["news.example"], False),
        ("https://news.example/a", [""], False),
        ("https://[news.example/a", ["news.example"], False),
        ("https://news.example/a", [], False),
        ("https://xn--bung-zra.example/", ["Übung.example"], True),
    ],
)
def test_a_link_belongs_to_its_host_and_the_hosts_above(link, hosts, answer):
    assert links.belongs(link, hosts) is answer


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("https://news.example", True),
        ("https://news.example/#top", True),
        ("https://news.example/?utm_source=mail", True),
        ("https://news.example/?p=4711", False),
        ("https://news.example/2026/", False),
    ],
)
def test_a_front_page_is_known_by_its_address(link, answer):
    assert links.is_front(links.canonical(link)) is answer


@pytest.mark.parametrize(
    ("link", "departments"),
    [
        ("https://www.news.example/sport/northern-ireland/57876438", ("sport", "northern ireland")),
        ("https://www.news.example/news/world-europe-57876982", ("news", "world europe")),
        ("https://news.example/2018/02/06/science/falcon-heavy-launch.html", ("news", "science")),
        ("https://money.news.example/story/a-very-long-slug-of-a-story/1", ("money", "story")),
        ("https://uk.news.example/markets/bid", ("markets",)),
        ("https://news.example/", ("news",)),
        ("", ()),
    ],
)
def test_link_says_under_which_part_of_the_paper_it_is_filed(link, departments):
    assert links.departments(link) == departments


def test_path_alone_says_what_a_page_is_filed_as():
    link = "https://tribune.example/Film-Reviews/in-pictures-578640"

    assert links.filings(link) == ("film-reviews", "in-pictures", "film reviews", "in pictures")
    assert links.filings("https://tribune.example/") == ()


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("relay.example", False), ("192.0.2.1", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_what_is_said_to_this_machine_stays_on_it(host, here):
    assert links.is_this_machine(host) is here
