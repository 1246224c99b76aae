"""Datelines: where a report was written, and the agency it comes from, before its first sentence.

"KURESSAARE, Estonia (Northline) —" says both; so do "北线社塔林11月24日电" and "(탈린=북선통신)". What is found is a
place in the text; nothing is cut from it.
"""

from __future__ import annotations

import re

from reveille.core.stopwords import STOPWORDS

LONGEST = 130  # characters
_PLACE = r"[A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я][\w.'’ -]{1,40}(?:,\s[\w.'’ -]{2,40}){0,2}?"
_DATELINE = re.compile(rf"(?P<place>{_PLACE})?\s?(?P<agency>\([\w .&'’/-]{{2,40}}\))?\s?[–—-]{{1,2}}\s+")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_NO_PLACE = (  # what a page calls a text of its kind
    r"(?!(?:BREAKING|UPDATED?|WATCH|LISTEN|LIVE|OPINION|ANALYSIS|EXCLUSIVE|VIDEO|AUDIO|PHOTOS?|PICTURES?|GALLERY"
    r"|CORRECT(?:ED|ION)S?|READ|NOTE|EDITOR(?:IAL|['’]?S)?|ADVERT\w*|SPONSORED|PROMOTED|PAID|PARTNER|EXPLAIN\w*"
    r"|PODCAST|FACT[ -]?CHECK|REVIEW|PREVIEW|RECAP|INTERVIEW|COMMENT\w*|COLUMN|FEATURE|QUIZ|POLL|TIMELINE|SPOILERS?"
    r"|WARNING|DISCLAIMER|CLARIFICATION|DEVELOPING)\b)"
)
_COLON = re.compile(  # "SINGAPORE: The ministry …", "DAVOS, Switzerland (Jan 22): The zone …"
    rf"{_NO_PLACE}(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{{3,30}}(?:, [A-Z]\w+(?: [A-Z]\w+)?)?)"
    rf"(?: \({_MONTH} \d{{1,2}}\))?:\s+(?=[A-Z“\"])"
)
_BRACKETED = re.compile(  # "[PORT SAARE] The zone …"
    rf"\[{_NO_PLACE}(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/ -]{{2,30}})\]\s+(?=[A-ZÀ-Þ“\"])"
)
_CYRILLIC_WIRE = re.compile(r"[Ѐ-Я]{3,}(?: [Ѐ-Я][\w-]+)?\.\s+(?=[Ѐ-Я«])")  # "МОСКВА, 24 ноя — СЕВ Линия. Флот …"
_REPORTER = r"[（(]\s?(?:记者|記者)[^（）()\n]{2,30}[）)]"
_BY_SCRIPT = (  # writing without capitals: a date, brackets or an equals sign say that it is a dateline
    # "北线社塔林11月24日电（记者王明）", "（北線社塔林24日電）", "本报讯（记者王明）"; "24日电商 …" is trade by wire.
    re.compile(
        r"[（(【](?P<agency>[\u4e00-\u9fff]{2,6}?社)?(?P<place>[\u4e00-\u9fff]{2,8})?"
        rf"(?:\d{{1,2}}月)?\d{{1,2}}日(?:综合|綜合|专)?[电電讯訊][）)】]\s?(?:{_REPORTER})?[，,：:\s]*"
    ),
    re.compile(
        r"(?P<agency>[\u4e00-\u9fff]{2,6}?[社网網报報])(?P<place>[\u4e00-\u9fff]{2,8})?"
        rf"(?:\d{{1,2}}月)?\d{{1,2}}日(?:综合|綜合|专)?[电電讯訊](?:\s?{_REPORTER}[，,：:\s]*|[，,：:\s]+)"
    ),
    re.compile(rf"本[报報台刊网網][讯訊]\s?(?:{_REPORTER}[，,：:\s]*|[，,：:\s]+)"),
    re.compile(  # "【タリン＝山田太郎】", "【タリン共同】", "［タリン　２４日　北線］ -"
        r"【(?P<place>[^】\n＝=・]{2,12}?)(?:[＝=][^】\n]{2,20}|(?P<agency>共同|時事|ロイター|AFP|AP))】\s?"
    ),
    re.compile(
        r"[\[［](?P<place>[^\]］\s\d]{2,12})\s+\d{1,2}日(?:\s+(?P<agency>[^\]］\n]{2,12}))?[\]］]\s*[-－―–—]?\s*"
    ),
    re.compile(  # "(탈린=북선통신) 홍길동 기자 ="
        r"[(\[【](?P<place>[가-힣·, ]{2,20})\s?[=＝]\s?(?P<agency>[^)\]】\n]{2,20})[)\]】]\s*"
        r"(?:[가-힣·, ]{2,20}(?:기자|특파원|통신원)\s?[=＝]\s?)?"
    ),
    re.compile(  # "تالين (الخط الشمالي) -"
        r"(?P<place>[\u0621-\u064a][\u0621-\u064a ]{1,30})\s?\((?P<agency>[^()\n]{2,30})\)\s?[-–—]{1,2}\s*"
    ),
)

# "27 January 2026 – (Hall) As the fleet …"
_DATED = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}|{_MONTH} \d{{1,2}},?) \d{{4}}\s*[–—-]\s*"
    r"(?:\((?P<place>[^()\n]{2,40})\)\s*)?(?=[A-ZÀ-Þ“\"„«])"
)
# "Saare – The fleet …": behind a long dash a sentence begins, with a word that says nothing by itself.
_BARE_PLACE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}(?:, [A-ZÀ-Þ][\w’' -]{2,30})?)"
    r"\s+[–—]\s+(?=(?P<word>[A-ZÀ-Þ]\w*))"
)
# Behind a bare dash a subject stands as well ("Hill – The man who …"): only a town that much is written from is a
# place there.
_WRITTEN_FROM = """
    abidjan abuja accra addis_ababa addis_abeba alger algier algiers amman amsterdam ankara antananarivo
    ashgabat asmara asuncion asunción atenas atene athen athens athènes atlanta bagdad baghdad baku bamako
    bangkok bangui barcelona basel beijing beirut belfast belgrad belgrade belgrado berlim berlin berlino berlín
    bern berne beyrouth bishkek bogota bogotá boston brasilia brasília bratislava brazzaville bruselas brussel
    brussels bruxelles brüssel bucarest bucharest budapest buenos_aires bukarest cairo canberra cape_town
    caracas casablanca chicago chisinau colombo conakry copenhagen copenhague dakar dallas damas damasco
    damascus damaskus davos delhi den_haag dhaka doha dubai dubaï dublin dushanbe düsseldorf edinburgh frankfurt
    freetown gaborone gaza geneva genf genève ginebra ginevra glasgow guatemala_city hamburg hanoi harare havana
    havanna helsinki hong_kong hongkong honolulu houston islamabad istanbul jakarta jerusalem jerusalén
    johannesburg juba jérusalem kaboul kabul kairo kampala kapstadt karachi kathmandu kharkiv khartoum kiel kiev
    kiew kigali kingston kinshasa kopenhagen kuala_lumpur kuwait_city kyiv köln la_habana la_havane la_paz lagos
    lausanne le_caire leipzig libreville lille lima lisboa lisbon lisbonne lissabon ljubljana lomé londen london
    londra londres los_angeles luanda lusaka luxembourg luxemburg lviv lyon madrid mailand managua manama
    manchester manila maputo marseille melbourne mexico_city mexiko-stadt miami milan milano minsk mogadishu
    monrovia montevideo montreal mosca moscou moscow moscú moskau moskou mumbai munich muscat münchen nairobi
    naples napoli neu-delhi new_delhi new_york niamey nicosia nikosia nouakchott nur-sultan odesa oslo ottawa
    ouagadougou panama_city parigi paris parís pechino peking pekín pequim philadelphia phnom_penh pjöngjang
    port-au-prince praag prag praga prague pretoria pristina pyongyang pékin quito rabat ramallah reykjavik riad
    riga rio_de_janeiro riyadh rom roma rome san_francisco san_josé san_salvador sanaa santiago santo_domingo
    sarajevo seattle seoul seul seúl shanghai singapore singapour singapur skopje sofia stockholm strasbourg
    straßburg stuttgart sydney são_paulo séoul taipei tallinn tashkent tbilisi teheran teherán tehran tel_aviv
    the_hague tirana tokio tokyo toronto toulouse tripoli tunis téhéran ulaanbaatar vancouver varsavia varsovia
    varsovie vatican_city viena vienna vienne vientiane vilnius warsaw warschau washington wellington wien
    yangon yaounde yerevan zagreb zurich zürich
"""
_TOWNS = frozenset(name.replace("_", " ") for name in _WRITTEN_FROM.split())
_ASKING = frozenset(("what", "why", "how", "who", "was", "wer", "warum", "wie", "pourquoi", "comment", "qué", "cómo"))
"""In "Gaza – What we know" a heading follows."""
_OPENERS = (
    frozenset(word for language in ("en", "de", "fr", "es", "it", "pt", "nl") for word in STOPWORDS[language]) - _ASKING
)

_BARE_AGENCY = re.compile(r"\(([A-Z]{2,10})\)\s+(?=[A-Z])")  # "(CNN) North Korea fired …"

_NAME = r"[A-ZÀ-ÖØ-Þ]{2,20}(?: [A-ZÀ-ÖØ-Þ]{2,20}){0,3}"
_TWO = re.compile(rf"(?P<place>{_NAME})/{_NAME}\s[–—-]{{1,2}}\s+(?=[A-ZÀ-ÖØ-Þ])")  # "ANN/THE QUAY TIMES – The navy …"


def lead_in(text: str) -> tuple[str, str, int]:
    """Return the place, the agency in brackets, and where the first sentence begins; ("", "", 0) without a dateline."""
    for form in _BY_SCRIPT:
        if told := form.match(text[:LONGEST]):
            said = told.groupdict("")
            return said.get("place", "").strip(), said.get("agency", ""), told.end()
    match = _DATELINE.match(text[:LONGEST])
    colon = _COLON.match(text[:LONGEST]) or _BRACKETED.match(text[:LONGEST])
    if colon:
        return colon["place"], "", colon.end()
    if two := _TWO.match(text[:LONGEST]):
        return two["place"] if _is_town(two["place"]) else "", "", two.end()
    if dated := _DATED.match(text[:LONGEST]):
        return dated["place"] or "", "", dated.end()
    named = _BARE_PLACE.match(text[:LONGEST])
    if named and named["word"].casefold() in _OPENERS and _is_town(named["place"]):
        return named["place"], "", named.end()
    if match and introduces(match["place"] or "", (match["agency"] or "").strip("()")):
        return "", "", 0
    if not match:
        bare = _BARE_AGENCY.match(text[:LONGEST])
        return ("", bare[1], bare.end()) if bare else ("", "", 0)
    place, agency = (match.group("place") or "").strip(" ,"), (match.group("agency") or "").strip("()")
    first = re.split(r"[\s,]", place)[0] if place else ""
    if not agency and not (first.isupper() and len(first) > 2) and not (place.isupper() and " " in place):
        return "", "", 0  # a sentence that happens to begin "Ships - "
    if not agency and text[match.end() : match.end() + 1].islower():
        return "", "", 0  # "NATO- und EU-Schiffe …"; "США — крупнейший …", where the dash is a verb
    wire = _CYRILLIC_WIRE.match(text, match.end(), LONGEST)
    return place, agency, wire.end() if wire else match.end()


def introduces(words: str, letters: str) -> bool:
    """Return whether letters in brackets stand for the words before: "The Armed Forces of the Philippines (AFP)"."""
    firsts = "".join(word[0] for word in words.split() if word[0].isupper())
    return len(letters) > 1 and letters.isupper() and firsts.endswith(letters)


def _is_town(place: str) -> bool:
    """Whether news is written from a place, as far as its name tells: "Berlin", "Lille, Northern France"."""
    return place.partition(",")[0].casefold() in _TOWNS


def first_body(text: str) -> tuple[str, str, int]:
    """Return place, agency and where the body begins: the first paragraph's dateline, or the second's after a deck."""
    place, agency, end = lead_in(text)
    if end:
        return place, agency, end
    second = text.find("\n\n") + 2
    if second > 1 and second < 400:
        place, agency, end = lead_in(text[second:])
        if end:
            return place, agency, second + end
    return "", "", 0
