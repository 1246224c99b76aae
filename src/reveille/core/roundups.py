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

# Of one thing there are roundups too: what several say of a game is one subject.
_ONE_SUBJECT: Final = re.compile(r"\breviews?\s+round-?up", re.I)
_ROUNDUP: Final = re.compile(
    rf"{_EDGE}(?:the )?(?:(?:daily|weekly|morning|evening|midday|nightly|weekend|world|news|global|business|market"
    r"|politics|sports?|tech|today[’']s|this week[’']s|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)*"
    r"(?:briefing|news ?letter|digest|bulletin|news quiz|cheat ?sheet)"
    rf"{_END}"
    r"|\bround-?up\b|\b(?:in brief|news briefs?|(?:daily|business|morning|evening) briefs?|(?:daily|weekly) digest)"
    r"\s*(?:$|[:|–—(])"
    r"|\b(?:daily|weekly|markets?|morning|evening|weekend|news|day[’']s|asian) (?:re)?wrap\b"
    r"|\b(?:top|other|today[’']s|day[’']s) (?:top )?(?:news |main )?(?:stories|headlines)\s*(?:today"
    r"|of the day|$|[:|–—])"
    r"|\band other \w+ news\W*$|^icymi\b|\b\d more (?:top )?stories\b|^(?:the )?top \w+ stories\b"
    r"|\bthings you (?:may have |might have )?missed\b"
    r"|\b(?:news|stories|things) (?:you need )?to (?:know|start your day)[^:]{0,12} (?:this morning|today"
    r"|tonight|now)\b"
    r"|\b(?:need|want) to know (?:this morning|today|tonight|before the (?:opening bell|open|bell|markets? open))\b"
    r"|\bnews updates?\b[^:]*\bneed to know"
    r"|\blive news\s*(?:[:|–—]|$)|\bnews live\s*[:|–—]|\bnews\b[^:]{0,20}: as it happened\b"
    r"|^(?:the |[\w’' ]{3,20}[’']s )papers\s*:|\b(?:front pages|newspaper headlines|paper review)\s*[:|–—]"
    r"|^[\w ]{0,20}gossip\s*:|\bweek in (?:pictures|photos|review)\b"
    r"|^(?:the )?morning (?:after|buzz|update|report|edition|mail|rundown|money ?beat\w*)\b[^:]{0,12}:"
    r"|^(?:the )?morning (?:buzz(?:ers)?|links)\b"
    # Other languages.
    r"|\b(?:presseschau|nachrichten ?überblick|die nachrichten (?:am|des)|das wichtigste (?:am|des|vom)|kurz notiert"
    r"|kurzmeldungen|nachrichten kompakt|morgen ?briefing|newsletter)\b"
    r"|\b(?:revue de presse|revue du web|l[’']essentiel de l[’']actualité|les (?:titres|infos) d[ue]|en bref)\b"
    r"|\b(?:revista de prensa|resumen (?:de noticias|informativo|del día)|las noticias (?:del|de este) |en breve\s*:"
    r"|titulares de[l ])"
    r"|\b(?:rassegna stampa|le notizie (?:di oggi|del giorno)|in breve\s*:)|\b(?:resumo (?:do dia|de notícias)"
    r"|notícias do dia)\b|\b(?:nieuwsoverzicht|kort nieuws|persoverzicht)\b|\b(?:przegląd prasy|skrót wiadomości)\b"
    r"|\b(?:обзор (?:прессы|новостей)|главные (?:новости|события) (?:дня|недели)|дайджест|огляд (?:преси|новин)"
    r"|головн[еі] (?:за|новини|події) (?:день|дня|тижня))"
    r"|\b(?:günün (?:özeti|haberleri|manşetleri)|basın özeti)\b|(?:موجز|أبرز|أهم) (?:الأخبار|الأنباء|العناوين)"
    r"|סיכום (?:היום|השבוע)|新闻早报|新聞早報|每日新闻|要闻速览|要聞|早报[:：]|早報[:：]|ニュースまとめ|뉴스 ?브리핑"
    r"|오늘의 뉴스",
    re.I,
)
_LIVE: Final = re.compile(
    r"\b(?:live ?-?(?:blog|updates?|ticker|coverage|report(?:ing)?|recap|feed)|newsblog|newsticker)\b"
    r"|\bas it happened\b|\bminute[ -]by[ -]minute\b"
    r"|^\W*(?-i:LIVE\b|Live\s*[:|–—])|\b(?-i:LIVE)\s*[:|–—]|\s[|–—-]\s*live\W*$|^\W*live (?:at|from) [^:]{2,20}:"
    r"|^\W*(?:en direct|direct)\s*[:|.,–—-]|\b(?:en vivo|en directo|minuto a minuto|última hora)\s*(?:[:|–—]|$)"
    r"|\b(?:la diretta|in diretta)\s*(?:[:|–—]|$)|^\W*diretta\b|\b(?:ao vivo|minuto a minuto)\s*(?:[:|–—]|$)"
    r"|\b(?:na żywo|relacja live)\b|\b(?:онлайн|прямая трансляция|пряма трансляція|наживо)\s*(?:[:|–—]|$)"
    r"|\bcanlı (?:blog|anlatım|yayın)|(?:مباشر|لحظة بلحظة)\s*(?:[:|–—]|$)|直播|实时更新|即時更新|ライブ配信|실시간",
    re.I,
)
_LIVE_LINK: Final = re.compile(
    r"/(?:live-?blogs?|live-?updates?|live-?news|live-?ticker|live|news-?blog|en-direct|direct|en-vivo"
    r"|en-directo|diretta"
    r"|ao-vivo|livestory|live-reporting)(?:/|$)|[-/]live-?(?:blog|updates?|ticker)(?:[-/.]|$)"
    r"|-as-it-happened(?:[-/.]|$)"
)
_NUMBER: Final = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_OVERVIEW: Final = re.compile(
    r"\bwhat (?:we|you|to|do we|is|else)[^:]{0,16} ?know(?:n)?\b(?: so far)?|\bhere[’']?s? what (?:we"
    r"|you)\b[^:]{0,12} know\b"
    r"|\b(?:all|everything) (?:we|you|there is)\b[^:]{0,16} know\b|\bwhat (?:do|should|must) [^:?]{1,30} need to know\b"
    r"|\bthings (?:(?:we|you|to)(?:[’'](?:ve|ll))? )?(?:\w+ )?(?:need to )?(?:know|knew|learned|learnt)\b"
    rf"|\b{_NUMBER} (?:\w+ )?(?:facts|takeaways)\b|\bkey takeaways\b"
    r"|^\W*(?:explainer|timeline|q&a|factbox|fact box|in pictures|infographic|[\w ]{2,20} explains)\s*[:|–—-]"
    r"|\bat a glance\b|\bbeginner[’']s guide\b|\bin numbers\s*(?:$|[:|–—])|\bexplained\s*(?:$|[.:|–—])"
    r"|[,:|–—]\s*(?:an explainer|a timeline|in pictures)\W*$"
    r"|\bwas (?:wir|man|bisher)\b[^:]{0,30}\b(?:wissen|weiß|bekannt)\b|\bdas wissen wir\b|\bwas bekannt ist\b"
    r"|\b(?:die wichtigsten fragen|fragen und antworten|überblick\s*:)"
    r"|\bce qu[e’'](?:\s?l[’'])?\s?(?:on|il faut) (?:sait|savoir)\b|\bce que l[’']on sait\b"
    r"|\blo que (?:sabemos|se sabe|hay que saber)\b|\b(?:qué se sabe|las claves de)\b"
    r"|\b(?:cosa|che cosa|quello che) (?:sappiamo|si sa)\b|\bo que (?:sabemos|se sabe|já se sabe)\b"
    r"|\bwat (?:we weten|weten we)\b|\b(?:co wiemy|co wiadomo)\b|\b(?:что известно|що відомо)\b"
    r"|\b(?:neler biliniyor|ne biliyoruz)\b|ما (?:نعرفه|الذي نعرفه)|מה (?:ידוע|שידוע)"
    r"|我们所知|我們所知|一文看懂|分かっていること"
    r"|지금까지 알려진",
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
