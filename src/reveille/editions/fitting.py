"""Make an edition fit into a letter: mail programs cut off a long one, and with it the way out at its end."""

from __future__ import annotations

import math
from collections.abc import Callable

from reveille.core import layout, placing
from reveille.core.encoding import quoted_printable
from reveille.core.lint import body
from reveille.editions import rendering

PERSONAL = 2_400  # octets that a subscriber's own links and reasons may take
ROOM = body.CLIPPED - PERSONAL
HEAVIEST = "ar"  # of the languages that a letter is made in: six octets to a sign, as it is mailed


def fitted(place: Callable[[int], layout.Page], masthead: rendering.Masthead) -> layout.Page:
    """Return the page that ``place`` makes of the most stories whose letter fits; at least one story stays."""
    page = place(placing.MOST_STORIES)
    while (over := size(page, masthead) - ROOM) > 0 and page.stories > 1:
        each = (over + ROOM) / page.stories
        page = place(max(1, page.stories - math.ceil(over / each)))
    return page


def size(page: layout.Page, masthead: rendering.Masthead) -> int:
    """Return the octets of the page's HTML as it is mailed to whom it is longest: quoted-printable, never smaller."""
    return len(quoted_printable(rendering.render(page, masthead, HEAVIEST).html))
