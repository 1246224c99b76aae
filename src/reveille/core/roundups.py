"""Pages that are no report of one event, told by how their outlets head and file them.

A *roundup* has many subjects: a briefing, a digest, a review of the papers, the news of a day as it comes. It belongs
to no story: it would glue two together, and none of its sentences need be about the one it stands in. A *live* page
follows one event as it goes on, and an *overview* gathers what is known of one; they belong to their stories, and stand
for them only where no report does.
"""

from __future__ import annotations

import functools
import re
from typing import Final
from urllib.parse import urlsplit

ROUNDUP, LIVE, OVERVIEW = "roundup", "live", "overview"

_EDGE: Final = r"(?:^|[:|–—]\s*|\s-\s|[.?!…'’]\s)"
"""Where a part of a headline begins."""
_END: Final = r"\s*(?:$|[:|–—(,]|\s-\s)"
"""Where one ends."""

_BEHIND: Final = r"(?:^\W*|[:|–—,.]\s*|\s-\s)"
"""What stands before a word that says of the headline what its page is: "Saare, en directo"."""
_WHO_HAS_PAPERS: Final = (
    r"(?:the )?(?:[\w-]+ )?(?:president|general|minister|ministry|admiral|king|queen|senator|officer|spy|soldier"
    r"|army|navy"
    r"|pentagon|trump|biden|epstein|snowden|nixon|writer|author|poet|scientist)[’']s"
)
# Of one thing there are roundups too: what several say of a game is one subject. And there is a weedkiller.
_ONE_SUBJECT: Final = re.compile(
    r"\breviews?\s+round-?up|\bround-?up\b.*\b(?:bayer|monsanto|weed-?killer|glyphosate|herbicide)\b"
    r"|\b(?:bayer|monsanto|weed-?killer|glyphosate|herbicide)\b.*\bround-?up\b",
    re.I,
)
_ROUNDUP: Final = re.compile(
    rf"{_EDGE}(?:(?:the )?(?:(?:daily|weekly|morning|evening|midday|nightly|weekend|world|news|global|business|market"
    r"|politics|sports?|tech|today[’']s|this week[’']s|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)*"
    r"(?:(?<![–—-] )briefing|news ?letter|digest|bulletin|news quiz|cheat ?sheet)"
    rf"{_END}|(?:daily|weekly|news|morning|evening|weekend|sports?|market|tech) round-?up\b"
    r"|(?!(?:the )?(?:president|spy|intelligence|general|minister|king)\b)(?:[\w’'-]+ ){0,2}"
    rf"(?:daily|business|morning|evening) briefs?{_END})"
    r"|\bround-?up(?<!\bover roundup)(?<!\bin roundup)(?<!\bfrom roundup)(?<!\bof roundup)"
    rf"(?:{_END}|,| of (?:the|today|this|all|what|news|stories)\b)"
    r"|^(?=.*\bin brief\b)(?:.*\b(?:news|world|nation|region|business|sports?|politics|tech|science|health|courts?"
    r"|today"
    r"|day|week)(?: in \w+)? )?in brief\s*(?:$|[:|–—(])|\bnews briefs?\s*(?:$|[:|–—(])"
    r"|\b(?:daily|weekly) digest\s*(?:$|[:|–—(])"
    r"|\b(?:daily|weekly|markets?|morning|evening|weekend|news|day[’']s|asian) (?:re)?wrap\b(?<!\bas markets wrap)"
    r"|\b(?<![’']s )(?:top|other|today[’']s|day[’']s) (?:top )?(?:news |main )?(?:stories|headlines)\s*(?:today"
    r"|of the day|$|[:|–—])"
    r"|\band other \w+ news\W*$|^icymi\b|(?:\band|\bplus|&) \d more (?:top )?stories\b"
    r"|^(?:the )?top \w+ stories\b(?!.*\b(?:tower|block|building|hotel|hospital|house|flats?|school|collapse\w*"
    r"|burn\w*)\b)"
    r"|\bthings you (?:may have |might have )?missed\b"
    r"|\b(?:news|stories|things) (?:you need )?to (?:know|start your day)[^:]{0,12} (?:this morning|today"
    r"|tonight|now)\b"
    r"|\b(?:need|want) to know (?:this morning|today|tonight|before the (?:opening bell|open|bell|markets? open))\b"
    r"|\bnews updates?\b[^:]*\bneed to know"
    r"|\blive news(?<!\bon live news)(?<!\bduring live news)(?<!\bin live news)\s*(?:[:|–—]|$)|\bnews live\s*[:|–—]"
    r"|\bnews\b[^:]{0,20}: as it happened\b"
    rf"|^(?:the |(?!{_WHO_HAS_PAPERS})[\w’' ]{{3,20}}[’']s )papers\s*:"
    r"|\b(?:front pages|newspaper headlines|(?<!white )(?<!green )paper review)\s*[:|–—]"
    r"|^[\w ]{0,20}gossip\s*:|\bweek in (?:pictures|photos|review)\b"
    r"|^(?:the )?morning (?:after(?! pill)|buzz|update|report|edition|mail|rundown|money ?beat\w*)\b[^:]{0,12}:"
    r"|^(?:the )?morning (?:buzz(?:ers)?|links)\b"
    # Other languages.
    r"|\b(?:presseschau|nachrichten ?überblick|die nachrichten (?:am|vom|des (?:tages|abends|morgens))"
    r"|das wichtigste (?:am|des|vom)|kurz notiert"
    r"|kurzmeldungen|nachrichten kompakt|morgen ?briefing)\b"
    r"|\b(?:revue de presse|revue du web|l[’']essentiel de l[’']actualité|en bref|les (?:titres|infos)"
    r" (?:du (?:jour|matin|midi|soir|week-end|\d|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)|de (?:ce"
    r"|la (?:matinée|journée"
    r"|soirée|nuit|semaine))))\b"
    r"|\b(?:revista de prensa|resumen (?:de noticias|informativo|del día)|las noticias (?:del (?:día|\d|lunes"
    r"|martes|miércoles|jueves|viernes|sábado|domingo)|de (?:este|hoy))\b|en breve\s*:"
    r"|titulares (?:del día|de (?:hoy|este|prensa)|de la (?:mañana|jornada|prensa|tarde|noche|semana)))"
    r"|\b(?:rassegna stampa|le notizie (?:di oggi|del giorno)|in breve\s*:)|\b(?:resumo (?:do dia|de notícias)"
    r"|notícias do dia)\b|\b(?:nieuwsoverzicht|kort nieuws|persoverzicht)\b|\b(?:przegląd prasy|skrót wiadomości)\b"
    r"|\b(?:обзор (?:прессы|новостей)|главные (?:новости|события) (?:дня|недели)|дайджест|огляд (?:преси|новин)"
    r"|головн[еі] (?:за|новини|події) (?:день|дня|тижня))"
    r"|\b(?:günün (?:özeti|haberleri|manşetleri)|basın özeti)\b|(?:موجز|أبرز|أهم) (?:الأخبار|الأنباء|العناوين)"
    r"|סיכום (?:היום|השבוע)|新闻早报|新聞早報|(?<![日《])每日新闻(?![》社报])|要闻速览|要聞"
    r"|(?<![联聯]合)(?<![东東]方)早[报報][:：]|ニュースまとめ|뉴스 ?브리핑"
    r"|오늘의 뉴스",
    re.I,
)
_LIVE: Final = re.compile(
    r"\b(?:live ?-?(?:blog|updates?|ticker|recap)|newsblog|newsticker)\b"
    rf"|{_BEHIND}(?:live ?-?(?:coverage|report(?:ing)?|feed)\b(?! of [^:]*\b(?:banned|barred|stopped|halted|allowed"
    rf"|ended)\b)"
    rf"|as it happened\b|minute[ -]by[ -]minute\b|(?:en vivo|en directo|minuto a minuto|última hora|in diretta"
    rf"|la diretta|ao vivo|na żywo|онлайн|наживо|(?:بث )?مباشر|لحظة بلحظة){_END})"
    r"|\b(?:as it happened|en vivo|en directo|minuto a minuto|la diretta|in diretta|ao vivo|na żywo)\s*[:|–—]"
    r"|\bminute[ -]by[ -]minute\s*(?:$|[:|–—])"
    r"|^\W*(?-i:LIVE\b(?![ -](?:FIRE|ROUNDS?|AMMUNITION|SHELLS?|GRENADES?|BOMBS?|MINES?|ORDNANCE|BULLETS?|CATTLE|SHEEP"
    r"|ANIMALS?|EXPORTS?|BIRTHS?|STOCK|WIRES?|MUSIC|AID|NATION|TV)\b)|Live\s*[:|–—])"
    r"|\b(?-i:LIVE)\s*[:|–—]|\s[|–—-]\s*live\W*$|^\W*live (?:at|from) [^:]{2,20}:"
    r"|^\W*(?:en direct|direct)\s*(?:[:|.,–—]|-\s)"
    r"|^\W*diretta\b(?! (?:al?|all[ae]|ai|verso|contro|dal?|dalla|in|conseguenza)\b)|\brelacja (?:live|na żywo)\b"
    r"|\bонлайн-трансл\w+|\b(?:прямая трансляция|пряма трансляція|наживо)\s*(?:[:|–—]|$)"
    r"|\bcanlı (?:blog|anlatım)\b|\bcanlı yayın\s*(?:[:|–—]|$)"
    r"|(?:بث مباشر|لحظة بلحظة)\s*[:|–—]"
    r"|^(?=.*直播)(?:.*[【\[|｜丨:：])?[^，。:：|｜丨【\[]{0,8}直播\s*(?:[】\]:：|｜丨]|$)|实时更新|即時更新"
    r"|ライブ配信(?<![^【\[|｜\s]ライブ配信)\s*(?:[】\]:：|｜]|$)"
    r"|실시간(?<![^\[【(<|]실시간)\s*(?:[\]】)>:|]|$)|실시간 (?:중계|업데이트)\s*(?:[\]:|]|$)",
    re.I,
)
_LIVE_LINK: Final = re.compile(
    r"/(?:live-?blogs?|live-?updates?|live-?news|live-?ticker|live|news-?blog|en-direct|direct|en-vivo"
    r"|en-directo|diretta"
    r"|ao-vivo|livestory|live-reporting)(?:/|$)|[-/]live-?(?:blog|updates?|ticker)(?:[-/.]|$)"
)
_NUMBER: Final = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_WHO_EXPLAINS: Final = (  # and whose words follow
    r"(?:the )?(?:[\w-]+ )?(?:minister|president|general|admiral|chief|coach|police|army|mayor|doctor|captain|manager"
    r"|chancellor|king|pope|ministry|spokes\w+|commander|colonel|professor|judge|lawyer|kremlin|governor|senator)\b"
)
_OVERVIEW: Final = re.compile(
    r"\bwhat (?:we|you|to|do we|is|else)[^:]{0,16} ?know(?:n)?\b(?! as\b)|\bhere[’']?s? what (?:we"
    r"|you)\b[^:]{0,12} know\b"
    r"|\b(?:all|everything) (?:we|you|there is)\b[^:]{0,16} know\b|\bwhat (?:do|should|must) [^:?]{1,30} need to know\b"
    r"|\bthings (?:(?:we|you|to)(?:[’'](?:ve|ll))? )?(?:\w+ )?(?:need to )?(?:know|knew|learned|learnt)\b"
    rf"|\b{_NUMBER} (?:\w+ )?(?:facts|takeaways)\b"
    r"(?! (?:raided|shut|clos\w+|fined|gutted|burn\w*|robbed|ordered|destroyed|damaged|face|lose|in)\b)"
    r"|\bkey takeaways\b"
    r"|^\W*(?:explainer|timeline|q&a|factbox|fact box|in pictures|infographic"
    rf"|(?!{_WHO_EXPLAINS})[\w ]{{2,20}} explains)\s*[:|–—-]"
    r"|\bat a glance\b(?! of\b)|\bbeginner[’']s guide\b|\bin numbers\s*(?:$|[:|–—])|\bexplained\s*(?:$|[.:|–—])"
    r"|[,:|–—]\s*(?:an explainer|a timeline|in pictures)\W*$"
    r"|\bwas (?:wir|man|bisher)\b[^:]{0,30}\b(?:wissen|weiß|bekannt)\b|\bdas wissen wir\b|\bwas bekannt ist\b"
    r"|\b(?:die wichtigsten fragen|fragen und antworten|überblick\s*:)"
    r"|\bce qu[e’'](?:\s?l[’'])?\s?(?:on|il faut) (?:sait|savoir)\b|\bce que l[’']on sait\b"
    r"|\blo que (?:sabemos|se sabe|hay que saber)\b|\b(?:qué se sabe|las claves de(?! (?:acceso|seguridad|cifrado"
    r"|la red|lanzamiento)\b))\b"
    r"|\b(?:cosa|che cosa|quello che) (?:sappiamo|si sa)\b|\bo que (?:sabemos|se sabe|já se sabe)\b"
    r"|\bwat (?:we weten|weten we)\b|\b(?:co wiemy|co wiadomo)\b|\b(?:что известно|що відомо)\b"
    r"|\b(?:neler biliniyor|ne biliyoruz)\b|ما (?:نعرفه|الذي نعرفه)|מה (?:ידוע|שידוע)"
    r"|我们所知|我們所知|一文看懂|分かっていること"
    r"|지금까지 알려진(?! 것보다)",
    re.I,
)


@functools.lru_cache(maxsize=32768)  # each round asks again of the days before
def form(title: str, link: str = "") -> str:
    """Return ROUNDUP, LIVE or OVERVIEW; "" for everything else, reports and commentary alike."""
    if _ROUNDUP.search(title) and not _ONE_SUBJECT.search(title):
        return ROUNDUP
    if _LIVE.search(title) or _LIVE_LINK.search(urlsplit(link).path):
        return LIVE
    return OVERVIEW if _OVERVIEW.search(title) else ""
