"""Longer names and words that have a country's or a town's name in them and are another one, or none.

"South China Sea", "Swiss army knife" and "Mark Cuban" are taken before the name in them is looked at. What a language
calls a country and writes like one of its words ("Grenade", "Dominique", "Czad") is no country in that language.
"""

from __future__ import annotations

from typing import Final

# ISO 3166 country, or - for none, and what is it, in small letters, as it is written. Seas are nobody's.
_LONGER: Final = """
- south china sea, east china sea, sea of japan, philippine sea, irish sea, norwegian sea, gulf of mexico, gulf of
guinea, gulf of oman, gulf of thailand, gulf of finland, indian ocean, mozambique channel, denmark strait, korea
strait, china sea, turkey shoot, turkey prices, turkey farm, turkey farms, turkey farmer, turkey farmers, turkey
dinner, turkey meat, russian roulette, russian doll, russian dolls, swiss army knife, swiss army knives, swiss cheese,
swiss roll, german shepherd, german shepherds, german measles, greek fire, greek tragedy, greek yoghurt, greek yogurt,
mexican standoff, mexican stand-off, mexican wave, spanish flu, spanish influenza, japanese encephalitis, japanese
knotweed, french fries, french toast, french bulldog, french bulldogs, french press, danish pastry, danish pastries,
dutch courage, dutch elm, dutch oven, chinese whispers, indian summer, turkish delight, turkish bath, turkish baths,
cuban heels, brazil nut, brazil nuts, american football, irish setter, irish wolfhound, panama papers, panama hat,
panama hats, norwegian cruise line, brent crude, israel adesanya, israel folau, israel houghton, łódź podwodna, łódź
patrolowa, łódź ratunkowa, łódź motorowa, łódź rybacka, łodzie podwodne, kuba nowak, kuba błaszczykowski, kuba
wojewódzki, mali przedsiębiorcy, малі підприємства, малі підприємці, mısır fiyatları, mısır üreticileri, mısır
üretimi, mısır ekimi, mısır hasadı, mısır tarlası, ירדן ביבס, plaza de san pedro, frans
timmermans, frans hals, frans de waal; CA british columbia; FR maurice
audin; GB irish guards, welsh guards, scots guards; IN danish siddiqui; PK danish kaneria; RU german gref, german
khan; US mark cuban, claire danes, georgia tech, new mexico, georgia power, georgia bulldogs, georgia national guard,
american samoa; VA swiss guard, swiss guards
"""
NOT_COUNTRIES: Final = {
    "fr": frozenset(("grenade", "dominique", "maurice")),  # a bomb, two first names
    "es": frozenset(("granada",)),  # a bomb, and a city of Spain
    "pl": frozenset(("czad",)),  # carbon monoxide
    "uk": frozenset(("того",)),  # of that
    "ru": frozenset(("того",)),
    "ar": frozenset(("مالي", "عُمان")),  # financial, Amman
    "he": frozenset(("בנין", "קניה")),  # a building, a purchase
    "ko": frozenset(("수단",)),  # a means
}
"""By language, what it calls countries and means something else by at least as often."""

PERSONS: Final = {
    "fr": frozenset(("François", "Françoise", "turquoise", "turquoises", "Turquoise", "Turquoises")),
    # A surname: in Italian who somebody is, is written small.
    "it": frozenset(("Albanese", "Cipriani", "Danese", "Greco", "Maltese", "Russo", "Turco")),
    "tr": frozenset(("Mali",)),  # financial; of the country it is "Mali'de"
    "uk": frozenset(("Дані",)),  # data
}
"""By language, persons and words, as they are written, that look like a people or a country and are none."""

TOWNS: Final = {"fr": {"brest": "FR"}}
"""By language, towns of its own country that have a larger namesake abroad."""


def longer() -> dict[str, str]:
    """Return each longer name with its country, "" for none."""
    entries = (entry.split(None, 1) for entry in _LONGER.split(";"))
    return {name.strip(): code.strip("-") for code, names in entries for name in " ".join(names.split()).split(",")}
