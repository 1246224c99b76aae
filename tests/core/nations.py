"""Sentences of sixteen languages that say a nation: whose government it is, and where the earth shook."""

from pathlib import Path
from typing import NamedTuple

from reveille.core import concepts


class Said(NamedTuple):
    """A sentence, its language and the country that it says; ``who`` where it says whose."""

    language: str
    country: str
    who: bool
    sentence: str


_AROUND = {
    "en": ("The {} government resigned.", "Earthquake in {}"), "de": ("{} Regierung tritt zurück", "Erdbeben in {}"),
    "fr": ("Le gouvernement {} démissionne", "Séisme {}"), "es": ("El Gobierno {} dimite", "Terremoto en {}"),
    "it": ("Il governo {} si dimette", "Terremoto {}"), "pt": ("O governo {} demite-se", "Sismo {}"),
    "nl": ("{} regering treedt af", "Aardbeving in {}"), "pl": ("{} rząd ustępuje", "Trzęsienie ziemi {}"),
    "uk": ("{} уряд іде у відставку", "Землетрус {}"), "ru": ("{} правительство ушло в отставку", "Землетрясение {}"),
    "ar": ("استقالة الحكومة {}", "زلزال في {}"), "he": ("הפרלמנט ה{} התפזר", "רעידת אדמה ב{}"),
    "tr": ("{} hükümeti istifa etti", "{} deprem"), "zh": ("{}政府总辞", "{}发生地震"),
    "ja": ("{}政府が総辞職", "{}で地震"), "ko": ("{} 정부 총사퇴", "{}에서 지진"),
}  # fmt: skip


def _said(line: str) -> list[Said]:
    country, *cells = line.split(" | ")
    return [
        Said(language, country, whose, around.format(words))
        for language, cell in zip(concepts.LANGUAGES, cells, strict=True)
        for whose, around, words in zip(
            (True, False), _AROUND[language], cell.split("; ") if ";" in cell else (cell, cell), strict=True
        )
        if words != "-"
    ]


_LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [said for line in _LINES if not line.startswith("#") for said in _said(line)]
