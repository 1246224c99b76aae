"""How a text ends: with a stop, with a question, cut by somebody; and outlets whose summaries never have a stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

ENOUGH, HABIT = 8, 0.9  # summaries from which an outlet's habit is known, and the share of them that has it
CUT_WITHIN, FULL = 12, 0.34  # characters of the longest; so large a share of summaries as long as that was cut
ENDING = 80  # characters of a text's end that say whether it was cut
_ENDS = re.compile(r"[.!。！…][\"'”’»“)\]]*$")
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.)[\])}\"”’\s]*$")  # a teaser, or cut by a machine
_CUT = re.compile(
    r"(?:…|\.\.\.|\[[^\]]*\]|[,;:–—(-]|\b(?i:read more|more|weiterlesen|mehr|lire la suite|leer más|continua))\W*$"
    # after which more must come
    r"|\b(?:a|an|the|and|or|but|of|to|for|with|from|by|than|that|as|at|its|their|his|und|oder|der|die|das|ein|eine|einen"
    r"|mit|von|für|zur|zum|et|ou|le|la|les|un|une|de|du|des|aux|pour|par|dans|que|qui|y|el|los|las|una|del|para|con|por"
    r"|il|lo|gli|di|della|dei|per|che|e|o|os|as|do|da|dos|em|het|een|van|voor|met|i|oraz|że|w|z|na|do"
    r"|и|в|на|что|с|к|для|от|по|або|і|й|та|у|що|з|із|від|ve|ile|için|و|في|من|على|أن|של|את|על|עם|כי)\s*$"
)
_ASKS = re.compile("[?？؟]")


def never_stops(summaries: Sequence[str]) -> bool:
    """Return whether an outlet's summaries end without a full stop by habit, and not because they were cut.

    What is cut by a machine fills the same room again and again.
    """
    known = [one.strip() for one in dict.fromkeys(summaries) if one.strip()]
    bare = [one for one in known if lacks_stop(one)]
    if len(known) < ENOUGH or len(bare) < HABIT * len(known):
        return False
    longest = max(map(len, bare))
    return sum(len(one) > longest - CUT_WITHIN for one in bare) < FULL * len(bare)


def states(sentence: str) -> bool:
    """Return whether a sentence ends as one that states something: with a stop; it asks nothing and nobody cut it."""
    return bool(_ENDS.search(sentence)) and not _TRAILS_OFF.search(sentence) and not _ASKS.search(sentence)


def lacks_stop(text: str) -> bool:
    """Return whether a text ends without a full stop, a question mark or the like."""
    return bool(text.strip()) and not _ENDS.search(text.rstrip()) and not _ASKS.search(text.rstrip()[-2:])


def is_cut(text: str) -> bool:
    """Return whether a text ends where somebody cut it: by dots, a dash or a word after which more must come."""
    return _CUT.search(text.rstrip()[-ENDING:]) is not None
