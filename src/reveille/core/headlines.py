"""Headlines as they are compared: without the site's name, and from the link's words where they are no headline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOKED_AT = 500  # characters
FEW = 6  # words of a site's name
LONG = 5  # letters of a host's word that a longer name may begin with
INITIALS = 3  # letters from which on a host may be its name's initials
OFTEN, MOSTLY = 5, 0.6  # headlines of an outlet that must end alike, and the share of them
ENOUGH = 3  # words that a link must have, to tell what its page is about; texts that share one headline

_TAIL = re.compile(r"\s+[|»•·–—-]\s+(?=\S)((?:(?!\s-\s)[^|»•·–—]){2,60})$")  # behind the last mark that parts it
_BARS = "|»•·"
_MASTHEADS = frozenset(
    """times post news herald mail sun star tribune journal gazette guardian independent press today daily chronicle
    observer courier mirror express standard echo argus record sentinel register inquirer reporter monitor international
    online magazine review telegraph zeitung kurier anzeiger blatt presse heute welt monde figaro temps croix parisien
    país mundo correo diario repubblica corriere stampa publico folha globo volkskrant trouw telegraaf""".split()  # noqa: SIM905
)
_SUFFIX = re.compile(r"\.(?:html?|aspx?|php|ece|cms|story|jsp)$")


@dataclass(frozen=True)
class Headed:
    """What a headline is judged by: who set it, over what, and where it leads."""

    outlet: str
    title: str
    text: str
    link: str


def cleaned(articles: Sequence[Headed]) -> list[str]:
    """The headlines of the articles; " | Site" goes where it names the outlet, or the outlet sets it twice."""
    tails = Counter((one.outlet, tail[1]) for one in articles if (tail := _TAIL.search(_plain(one.title))))
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for one in articles:
        shared[one.title].add(one.text[:200] or one.link)
    return [_cleaned(one, tails, len(shared[one.title])) for one in articles]


def habit(headed: Sequence[tuple[str, str]]) -> str:
    """Return what an outlet sets behind nearly all its headlines without a bar ("Coast News"), "" for nothing.

    ``headed`` are its headlines with their links. The links must know nothing of it: what a headline says, its link's
    words mostly say too.
    """
    known = dict(headed)
    for words in (3, 2):
        ends = Counter(
            " ".join(title.split()[-words:]) for title, link in known.items() if may_have_tail(title, link, words)
        )
        for end, times in ends.most_common(1):
            if times >= OFTEN and times >= MOSTLY * len(known):
                return end
    return ""


def may_have_tail(title: str, link: str, words: int = 2) -> bool:
    """Return whether a headline's last words are a name, and its link has words of it but not the last."""
    said = title.split()
    slug = of_link(link)
    return (
        len(said) > words + ENOUGH
        and all(word[0].isupper() for word in said[-words:])
        and bool(slug)
        and said[-1].casefold() not in slug
    )


def without_site(title: str, outlet: str, link: str = "", habit: str = "") -> str:
    """Return a headline as it is shown: without its outlet's own name behind it (" | The Coast").

    The name is the outlet's in our directory, or begins as the link's host does ("- Coast International" at
    coast.example), or has the host for its initials ("| New Harbour Times" at nht.example), or is what it sets behind
    all its headlines (``habit``).
    """
    if habit and title.endswith(f" {habit}"):
        title = title.removesuffix(habit).rstrip(" |»•·–—-") or title
    tail = _TAIL.search(title)
    if tail is None or len(tail[1].split()) > FEW:
        return title
    has_bar = tail[0].strip()[0] in _BARS
    if not _names_outlet(tail[1], outlet, has_bar=has_bar) and not _names_host(tail[1], link, has_bar=has_bar):
        return title
    return title[: tail.start()].strip() or title


def _names_outlet(tail: str, outlet: str, *, has_bar: bool = False) -> bool:
    """Whether a tail is an outlet's name, or whole words of it in a row: "— UN" at The Sun says something.

    So does what is no name ("– police" at the Police Gazette), and behind a dash one word that is no paper's:
    "– Kyiv" at the Kyiv Post says who claims it. Without spaces between words any part of it will do.
    """
    said, name = _bare(tail), _bare(outlet)
    if said == name or (tail[-1:] > "\u2e80" and said and said in name):
        return bool(said)
    words = [word for part in outlet.split() if (word := _bare(part))]
    own = words[1:] if words[:1] == ["the"] else words
    least = 1 if has_bar or len(own) == 1 or said in _MASTHEADS else 2
    runs = {"".join(words[one:end]) for one in range(len(words)) for end in range(one + least, len(words) + 1)}
    return said in runs and not tail.split()[-1][0].islower()


def _names_host(tail: str, link: str, *, has_bar: bool) -> bool:
    """Whether a tail is a name that begins with a word of the link's host, is that word, or has it for initials.

    Initials count behind a bar alone: "– Civilian Bodies Counted" at cbc.example says something.
    """
    if tail.split()[-1][0].islower():  # "Coast investigation" says something
        return False
    labels = (urlsplit(link).hostname or "").split(".")[:-1]
    name = _bare(tail).removeprefix("the")
    sites = {_bare(label).removeprefix("the") for label in labels}
    initials = "".join(word[0] for word in tail.casefold().split())
    if has_bar and len(initials) >= INITIALS and initials in sites:
        return True
    return any(name == site or (len(site) >= LONG and name.startswith(site)) for site in sites if site)


def of_link(link: str) -> list[str]:
    """The words of the link's longest part that has enough of them: what its page was first called."""
    best: list[str] = []
    for part in urlsplit(link).path.split("/"):
        words = [word for word in re.split(r"[-_+%,. ]", _SUFFIX.sub("", part.lower())) if word.isalpha()]
        words = [word for word in words if len(word) > 1]
        if len(words) >= ENOUGH and len(words) > len(best):
            best = words
    return best


def _plain(title: str) -> str:
    return " ".join(title[:LOOKED_AT].split())


def _cleaned(article: Headed, tails: Counter[tuple[str, str]], sharing: int) -> str:
    title = _plain(article.title)
    tail = _TAIL.search(title)
    named = tail is not None and (_names_outlet(tail[1], article.outlet) or tails[article.outlet, tail[1]] >= 2)
    if tail and named and len(tail[1].split()) <= FEW:
        title = title[: tail.start()]
    few = len(title.split()) <= FEW
    if few and (_bare(title) in (_bare(article.outlet), "") or sharing >= ENOUGH):
        return " ".join(of_link(article.link)) or title
    return title


def _bare(words: str) -> str:
    return re.sub(r"\W", "", words.lower())
