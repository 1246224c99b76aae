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
_SEAS: Final = {
    "de": """Indisch* Ozean*, Golf* von Mexiko, Golf* von Guinea, Golf* von Oman, Japanisch* Meer*, Chinesisch*
    Meer*, Irisch* See, Norwegisch* See, fliegend* Hollander*""",
    "fr": """ocean Indien, golfe du Mexique, golfe de Guinee, golfe d Oman, mer du Japon, mer de Chine, mer d
    Irlande, mer de Norvege, canal du Mozambique, montagnes russes, casque colonial anglais, cle anglaise,
    creme anglaise""",
    "es": """golfo de Mexico, golfo de Guinea, golfo de Oman, mar de Japon, mar del Japon, mar de China, mar de la
    China, mar de Irlanda, mar de Noruega, montana rusa, montanas rusas, ensaladilla rusa, ruleta rusa""",
    "it": """oceano Indiano, golfo del Messico, golfo di Guinea, golfo dell Oman, mar del Giappone, mar* del
    Giappone, mar Cinese, mare d Irlanda, mar* di Norvegia, montagne russe, insalata russa, roulette russa,
    chiave inglese""",
    "pt": """oceano Indiano, golfo do Mexico, golfo da Guine, golfo de Oma, mar do Japao, mar da China, mar da
    Irlanda, mar da Noruega, montanha russa, montanhas russas, roleta russa, chave inglesa""",
    "nl": """Indische Oceaan, Golf van Mexico, Golf van Guinee, Golf van Oman, Japanse Zee, Chinese Zee, Ierse Zee,
    Noorse Zee, Engelse sleutel, Russisch* roulette""",
    "pl": """Ocean* Indyjsk*, Zato* Meksykansk*, Zato* Gwinejsk*, Zato* Omansk*, Morz* Japonsk*, Morz* Chinsk*, Morz*
    Irlandzk*, Morz* Norwesk*, ruletk* rosyjsk*, rosyjsk* ruletk*""",
    "uk": """Індійськ* океан*, Мексиканськ* зато*, Гвінейськ* зато*, Оманськ* зато*, Японськ* мор*, Китайськ* мор*,
    Ірландськ* мор*, Норвезьк* мор*, американськ* гірк*, російськ* рулетк*""",
    "ru": """Индийск* океан*, Мексиканск* залив*, Гвинейск* залив*, Оманск* залив*, Японск* мор*, Китайск* мор*,
    Ирландск* мор*, Норвежск* мор*, американск* горк*, русск* рулетк*""",
    "tr": """Hint Okyanusu*, Meksika Korfezi*, Gine Korfezi*, Umman Korfezi*, Umman Denizi*, Japon Denizi*, Cin
    Denizi*, Irlanda Denizi*, Rus ruleti""",
    "ar": "المحيط الهندي, خليج المكسيك, خليج غينيا, خليج عمان, بحر عمان, بحر اليابان, بحر الصين, بحر ايرلندا",
    "he": "האוקיינוס ההודי, אוקיינוס ההודי, מפרץ מקסיקו, מפרץ גינאה, מפרץ עומאן, ים יפן, ים סין, ים הסיני",
    "zh": "印度洋, 墨西哥湾, 墨西哥灣, 几内亚湾, 阿曼湾, 南中国海, 东中国海, 北京时间, 北京時間, 纽约时报, 紐約時報",
    "ja": "インド洋, メキシコ湾, ギニア湾, オマーン湾, ニューヨーク・タイムズ",
}
"""By language, seas and idioms, written as in core.nations; a small letter at the beginning may be a large one."""
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

TOWNS: Final = {
    "fr": {"brest": "FR", "valencia": "ES"},
    **{language: {"valencia": "ES"} for language in ("en", "de", "es", "it", "pt", "nl", "pl")},
}
"""By language, towns that have a larger namesake elsewhere than the one that its news means."""


def seas(language: str) -> list[str]:
    """Return what a language calls seas and idioms that have a country in their name."""
    return [name.strip() for name in " ".join(_SEAS.get(language, "").split()).split(",") if name.strip()]


def longer() -> dict[str, str]:
    """Return each longer name with its country, "" for none."""
    entries = (entry.split(None, 1) for entry in _LONGER.split(";"))
    return {name.strip(): code.strip("-") for code, names in entries for name in " ".join(names.split()).split(",")}
