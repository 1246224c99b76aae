"""What somebody means who pastes an address: an article, by any form of its link, or a story, by its page or name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reveille.core import links
from reveille.core.errors import LinkError

if TYPE_CHECKING:
    from reveille.newsroom.models import Article

SIMILAR = 5


def article(link: str) -> Article | None:
    """Return the article that a link leads to, as it is or in its canonical form, by http or https."""
    from reveille.newsroom.models import Article

    forms = [link]
    try:
        known = links.canonical(link)
    except LinkError:
        pass
    else:
        rest = known.partition(":")[2]
        forms += [known, f"https:{rest}", f"http:{rest}"]
    found = {one.link: one for one in Article.objects.select_related("outlet").filter(link__in=forms)}
    return next((found[form] for form in forms if form in found), None)


def story(told: str) -> str:
    """Return a story's name: the last part of its page's address, or what was told if that is a name."""
    return urlsplit(told.strip()).path.rstrip("/").rpartition("/")[2]


def similar(name: str) -> list[str]:
    """Return the names of a few stories, the latest first, that begin as a name does, or have all its words."""
    from reveille.newsroom.models import Story

    stories = Story.objects.order_by("-id").values_list("slug", flat=True)
    begins = list(stories.filter(slug__startswith=name)[:SIMILAR]) if name else []
    words = [word for word in name.split("-") if word]
    if not begins and words:
        for word in words:
            stories = stories.filter(slug__contains=word)
        begins = list(stories[:SIMILAR])
    return begins
