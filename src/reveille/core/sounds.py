"""What a name sounds like, whatever script writes it: its first consonants."""

from __future__ import annotations

import functools
import re
from typing import Final

from reveille.core import text as texts

CONSONANTS: Final = 5
"""Of a name count; what comes after is mostly an ending."""
_ROMAN: Final[dict[str, str]] = dict(
    re.findall(
        r"(\S)(\S+)",
        "аa бb вv гg ґg дd еe ёe єe жzh зz иi іi їi йi кk лl мm нn оo пp рr сs тt уu фf хh цc чch шsh щsh "
        "ыi эe юu яa ьʹ ъʹ αa βb γg δd εe ζz ηi θt ιi κk λl μm νn ξx οo πp ρr σs ςs τt υi φf χh ψps ωo "
        "łl øo đd ßs æe œe",
    )
)
_SOUNDS: Final = (
    ("sch", "s"), ("shch", "s"), ("tsch", "c"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"),
    ("ph", "f"), ("th", "t"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("cz", "c"), ("sz", "s"), ("rz", "z"), ("x", "ks"),
)  # fmt: skip
_LIKE: Final = str.maketrans({"z": "s", "w": "v", "q": "k", "c": "k", "j": None, "y": None, "h": None, "ʹ": None})
_VOWELS: Final = re.compile(r"[aeiouà-ÿ]")


@functools.lru_cache(maxsize=100_000)
def key_of_name(word: str) -> str:
    """What a name sounds like in any script: its first consonants ("Зеленский" as "Zelenskyy"); "" of nothing.

    A name of fewer than three consonants says too little by them, and is itself.
    """
    plain = "".join(_ROMAN.get(sign, sign) for sign in texts.unaccented(word.lower()))
    sound = plain
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    consonants = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", sound.translate(_LIKE)))
    consonants = "".join(sign for sign in consonants if sign.isalpha())
    return consonants[:CONSONANTS] if len(consonants) >= 3 else plain
