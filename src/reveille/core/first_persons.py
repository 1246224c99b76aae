"""What is written like a first person and is none: a sea mine to the Dutch (mijn), a space station (Mir), Our Lady.

Who asks whether a sentence speaks of its writer, or to its reader, takes these out first.
"""

from __future__ import annotations

import re
from typing import Final

# With a capital in the middle of a sentence it is a name: "the church of Our Lady", "Ben Gurion", "Mein Schiff 4".
_WITH_A_CAPITAL: Final = {
    "en": "My Me We Us Our Ours You Your",
    "de": "Ich Mir Mich Mein Meine Wir Uns Unser Unsere Du Dich Dein Deine",
    "fr": "Moi Mon Ma Mes Nous Notre Nos Vous Tu",
    "es": "Yo Mi Mis Nos Nuestro Nuestra Usted",
    "it": "Io Mi Mio Mia Mie Noi Nostro Nostra Voi",
    "pt": "Eu Meu Minha Nosso Nossa Nossos Nossas Você",
    "nl": "Ik Mij Mijn Wij We Ons Onze Jij",
    "pl": "Ja Mi Moja My Nas Nam Nasz Nasza Nasze",
    "uk": "Я Мій Моя Ми Нам Наш Наша",
    "ru": "Я Мой Моя Мы Нам Наш Наша",
    "tr": "Ben Benim Bana Biz Bizim Sen Siz",
}
# So it is at the head of one right before another name: "Ma Ying-jeou", "Mia Mottley", "Mi-24". English and German
# write more than names with a capital, and have their own below.
_BEFORE_A_NAME: Final = "fr es it pt nl pl uk ru tr".split()  # noqa: SIM905
_OTHERS: Final = {
    "en": r"My Lai\b|\bI (?=(?:Corps|Marine|MEF|Army)\b)|\bMe(?= ?-?\d)",
    "de": r"\bMein (?:Schiff \d|Kampf\b)"
    r"|\b(?:er|sie|es|man|[A-ZÄÖÜ][\w-]+) meine (?=(?:es|das|dies|den|die|damit|dazu|nicht|auch|jedoch|aber|zwar"
    r"|,)\b|,)",
    "es": r"\bMI[56]\b", "it": r"\b[Cc]osa nostra\b|\bIo(?=, (?:la )?(?:luna|satellite))|\bMi-\d",
    "nl": r"\b(?:de|een|die|deze|elke|geen|per|zee|land)[ -](?:[\w-]+e ){0,2}mijn\b(?! (?:vader|moeder"
    r"|man|vrouw|zoon|dochter|broer|zus|vriend|vriendin|eigen|leven|huis|werk)\b)"
    r"|\bmijn(?= (?:uit|van|in|is|was|werd|wordt|ligt|lag|ontplofte?|bij|op|voor|aan|onschadelijk)\b)|\been ons\b",
    "tr": r"\bBen(?= &)",
    "ko": r"(?<=[을를] )나는(?!\w)",
    "ja": r"(?<=[公下従])僕|(?<=[公無])私",
    "zh": r"我在(?=(?:外|[^，。；]{1,8}(?:公民|使馆|使館|领馆|領館|侨民|僑民|企业|企業|人员|人員)))",
}  # fmt: skip


def _pattern(language: str) -> re.Pattern[str]:
    words = "|".join(_WITH_A_CAPITAL.get(language, "").split())
    said = [rf"(?<=[\w&] )(?:{words})(?![\w’'])"] if words else []
    if language in _BEFORE_A_NAME:
        said.append(rf"^\W*(?:{words})(?=(?:-| [^\W\d_a-zà-öø-ÿąćęłńóśźżа-яёіїєґçğıöşü]|-?\d))")
    return re.compile("|".join([*said, *filter(None, [_OTHERS.get(language)])]))


_NONE: Final = {language: _pattern(language) for language in {*_WITH_A_CAPITAL, *_OTHERS}}


def without_namesakes(sentence: str, language: str) -> str:
    """Return a sentence with a space for each name and thing in it that is written like a first or second person."""
    none = _NONE.get(language)
    return none.sub(" ", sentence) if none else sentence
