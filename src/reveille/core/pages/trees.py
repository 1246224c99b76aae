"""A page's bytes as a tree of elements."""

from __future__ import annotations

import itertools
import re
from typing import Any

from lxml import html as lxml_html

from reveille.core import charsets
from reveille.core.errors import PageTangled, PageUnreadable

ELEMENTS = 30_000  # of a page; a long live blog has some 10,000, and 260,000 cost half a minute


def read(data: bytes, content_type: str, link: str) -> Any:
    """Return the root element of the page at ``link``. Raises PageUnreadable, PageTangled."""
    markup = charsets.decode(data, content_type)
    if not markup.strip() or "\x00" in markup[:1000] or "<" not in markup[:5000]:
        raise PageUnreadable(link, "no markup")
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", markup))
    try:
        tree = lxml_html.document_fromstring(markup, parser=lxml_html.HTMLParser(huge_tree=False, no_network=True))
    except Exception as error:
        raise PageUnreadable(link, str(error)[:200]) from error
    if tree is None or not isinstance(tree.tag, str):
        raise PageUnreadable(link, "no document in it")
    if sum(1 for _ in itertools.islice(tree.iter(), ELEMENTS + 1)) > ELEMENTS:
        raise PageTangled(link, f"more than {ELEMENTS:,} elements")
    return tree
