"""Parts of countries that news names without their country, and who rules or fights there.

Of parts those that bear one country's name only: no Limburg, no Punjab, no Cordoba. Of institutions those that are
somebody's wherever they act. Most stand in English, which other presses copy; those that each language calls otherwise
in the order of ``concepts.LANGUAGES``, written as there.
"""

from __future__ import annotations

from collections.abc import Iterator

from reveille.core import concepts, organisations

REGIONS = """
8 kyiv|kyiv kiev|kiew* kyjiw|kiev kyiv|kiev kyiv|kiev kyiv|kiev kyiv|kiev kyiv|kij* kijow*|київ києв* київськ*|киев* |كييف|קייב|kiev|基辅 基輔|キーウ キエフ|키이우 키예프
5 crimea UA|crimea*|krim|crimee|crimea|crimea|crimeia|krim|krym*|крим* |крым*|القرم|קרים|kirim|克里米亚|クリミア|크림반도
5 donbas UA|donbas donbass|donbass donbas|donbass|donbas donbass|donbass|donbass|donbas|donbas*|донбас*|донбас*|دونباس|דונבאס|donbas*|顿巴斯|ドンバス|돈바스
3 westbank PS|west_bank|westjordanland*|cisjordanie|cisjordania|cisgiordania|cisjordania|westelijke_jordaanoever|zachodni*_brzeg*|західн*_берег*_річки|западн*_берег*_реки|الضفه_الغربيه|הגדה_המערבית יהודה_ושומרון|bati_seria|约旦河西岸|ヨルダン川西岸|서안지구
4 hongkong HK|hong_kong|hongkong*|hong_kong|hong_kong|hong_kong|hong_kong|hongkong|hongkong*|гонконг*|гонконг*|هونغ_كونغ|הונג_קונג|hong_kong|香港|香港|홍콩
2 hokkaido JP|hokkaido|hokkaido*|hokkaido|hokkaido|hokkaido|hokkaido|hokkaido|hokkaido|хоккайдо|хоккайдо|هوكايدو|הוקאידו|hokkaido|北海道|北海道|홋카이도
2 okinawa JP|okinawa|okinawa*|okinawa|okinawa|okinawa|okinawa|okinawa|okinaw*|окінав*|окинав*|اوكيناوا|אוקינאווה|okinawa|冲绳 沖繩|沖縄|오키나와
3 catalonia ES|catalonia catalan*|katalon* katalan*|catalogn* catalan*|cataluna catalan*|catalogna catalan*|catalunha catal*|catalonie catalaan*|kataloni* katalon*|каталон*|каталон*|كتالونيا|קטלוניה|katalon*|加泰罗尼亚|カタルーニャ|카탈루냐
3 scotland GB|scotland scottish|schottland* schottisch*|ecosse ecossais*|escocia escoces*|scozia scozzes*|escocia escoces*|schotland schots*|szkocj* szkock*|шотланд*|шотланд*|اسكتلندا|סקוטלנד סקוטי*|iskoc*|苏格兰|スコットランド|스코틀랜드
3 kashmir IN|kashmir*|kaschmir*|cachemire|cachemira|kashmir|caxemira|kasjmir|kaszmir*|кашмір*|кашмир*|كشمير|קשמיר|kesmir|克什米尔|カシミール|카슈미르
3 sicily IT|sicil*|sizilien* sizilianisch*|sicil*|sicilia*|sicilia*|sicilia*|sicili*|sycyli*|сицилі*|сицили*|صقليه|סיציליה|sicilya*|西西里|シチリア|시칠리아
3 bavaria DE|bavaria*|bayern* bayerisch*|baviere bavarois*|baviera bavar*|baviera bavares*|baviera bavar*|beieren beiers*|bawari* bawars*|баварі* баварськ*|бавари* баварск*|بافاريا|בוואריה|bavyera*|巴伐利亚|バイエルン州|바이에른주
2 tibet CN|tibet*|tibet*|tibet*|tibet*|tibet*|tibet*|tibet*|tybet*|тибет*|тибет*|التبت|טיבט|tibet|西藏|チベット|티베트
2 xinjiang CN|xinjiang uighur* uyghur*|xinjiang uigur*|xinjiang ouigour*|xinjiang uigur*|xinjiang uigur*|xinjiang uigur*|xinjiang oeigoer*|xinjiang ujgur*|сіньцзян* уйгур*|синьцзян* уйгур*|شينجيانغ الايغور|שינג'יאנג אויגורים|sincan uygur*|新疆|新疆 ウイグル|신장위구르
2 siberia RU|siberia*|sibiri*|siberi*|siberia*|siberia*|siberia*|siberi*|syberi* syberyj*|сибір*|сибир*|سيبيريا|סיביר|sibirya*|西伯利亚|シベリア|시베리아
"""
"""What is no country, bends as no rule for cities knows, or both: how common, its key, its ISO 3166 country or none."""

BODIES = {"whitehouse": "US", "pentagon": "US", "kremlin": "RU", "hamas": "PS", "hezbollah": "LB", "taliban": "AF"}
"""Of core.organisations those that are one country's."""

_AT_HOME = {
    "de": "DE bundeswehr, bundestag, bundesregierung, bundesrat, bundespolizei, bundesgerichtshof",
    "fr": "FR élysée, matignon",
    "es": "ES moncloa, guardia civil",
    "it": "IT quirinale, palazzo chigi, montecitorio, guardia di finanza",
    "nl": "NL rijkswaterstaat, tweede kamer",
    "pl": "PL sejm, sejmu, sejmie",
    "ru": "RU госдума, госдумы, госдуме, росгвардия, росгвардии, минобороны рф",
    "uk": "UA верховна рада, верховної ради, верховній раді, зсу, укрзалізниця, укрзалізниці",
    "ar": """US واشنطن; GB لندن; RU موسكو; UA كييف; IL تل ابيب; PS حماس; SY دمشق""",
    "he": "IL צהל, הכנסת, בכנסת",
    "tr": "TR tbmm, tsk",
    "ja": "JP 自衛隊, 国会, 気象庁",
    "ko": "KR 국방부, 기상청",
}
"""By language: parliaments and services of its own country, and capitals that stand for their governments."""

# ISO 3166 country and its parts, in small letters, as English newspapers write them.
_PARTS = """
AF helmand, nangarhar, kunduz province, badakhshan, panjshir; AU new south wales, queensland, northern territory,
tasmania; AZ nagorno-karabakh, nakhchivan; BR minas gerais, mato grosso, rio grande do sul; CA ontario, quebec,
québec, british columbia, alberta, manitoba, saskatchewan, nova scotia, new brunswick, newfoundland, nunavut, yukon,
northwest territories, prince edward island; CD north kivu, south kivu, ituri, katanga; CN xinjiang, tibet, sichuan,
yunnan, guangdong, guangxi, hubei, hunan, henan, hebei, shandong, shanxi, shaanxi, jiangsu, jiangxi, zhejiang,
fujian, gansu, qinghai, guizhou, liaoning, jilin, heilongjiang, inner mongolia, hainan; DE bavaria, saxony,
saxony-anhalt, thuringia, brandenburg, hesse, lower saxony, north rhine-westphalia, rhineland-palatinate, saarland,
schleswig-holstein, baden-württemberg, mecklenburg-vorpommern, bayern, sachsen; ES catalonia, andalusia, basque
country, canary islands, balearic islands; ET tigray, amhara, oromia, afar region; FR brittany, normandy, corsica,
new caledonia, french guiana, occitanie, provence; GB surrey, essex, cornwall, sussex, hampshire, dorset, cumbria,
lancashire, yorkshire, north yorkshire, south yorkshire, west yorkshire, cheshire, shropshire, staffordshire,
warwickshire, worcestershire, gloucestershire, oxfordshire, buckinghamshire, hertfordshire, bedfordshire,
cambridgeshire, northamptonshire, leicestershire, lincolnshire, nottinghamshire, derbyshire, northumberland,
wiltshire, merseyside, tyneside, greater manchester, west midlands, county antrim, county down, county armagh,
county tyrone, wales, northern ireland, aberdeenshire, orkney, shetland, pembrokeshire, gwynedd, anglesey, ulster; GE abkhazia, south
ossetia; IE donegal, county cork, county kerry, county mayo, county galway, county clare, county wicklow; ID aceh,
sumatra, sulawesi, kalimantan, west papua, bali, lombok; IN kashmir, himachal pradesh, uttar pradesh, andhra
pradesh, madhya pradesh, arunachal pradesh, maharashtra, gujarat, rajasthan, tamil nadu, kerala, karnataka,
telangana, west bengal, bihar, jharkhand, odisha, orissa, assam, manipur, nagaland, mizoram, tripura, meghalaya,
chhattisgarh, uttarakhand, haryana, goa, ladakh, sikkim; IQ iraqi kurdistan, anbar, nineveh, diyala, saladin
province; IR khuzestan, sistan and baluchestan, hormozgan; IT sicily, sardinia, tuscany, lombardy, calabria,
piedmont, umbria, emilia-romagna, apulia; JP hokkaido, okinawa, kyushu, honshu, shikoku; KE garissa, lamu county; KP
kangwon province, north phyongan; LY cyrenaica, tripolitania, fezzan; MD transnistria, gagauzia; ML azawad; MM
rakhine, kachin, shan state, chin state, sagaing; MX sinaloa, chiapas, oaxaca, michoacan, michoacán, jalisco,
tamaulipas, baja california, quintana roo, guanajuato; MY johor, sarawak, sabah, penang, selangor, kelantan, kedah,
pahang, terengganu; MZ cabo delgado; NG borno, zamfara, adamawa, yobe, niger delta, katsina, plateau state, rivers
state, benue; PH mindanao, luzon, visayas, palawan, bangsamoro, sulu; PK balochistan, khyber pakhtunkhwa, sindh,
waziristan, gilgit-baltistan; PS gaza strip; PT azores, madeira, algarve; RU chechnya, dagestan, ingushetia,
tatarstan, bashkortostan, siberia, kamchatka, sakhalin, yakutia, belgorod region, kursk region, bryansk region,
rostov region, leningrad region, krasnodar region, murmansk region; SD darfur, kordofan, blue nile state; SO
puntland, somaliland, jubaland; SY idlib, latakia, hasakah, deir ez-zor, quneitra, rojava; TR anatolia, hakkari; TZ
zanzibar; UA donetsk, luhansk, zaporizhzhia, kherson, crimea, donbas, donbass, transcarpathia, bukovina, volyn; US
new england, guantanamo bay, guantánamo bay, cape canaveral, manhattan, puerto rico, guam; VA vatican, holy see; YE
hadramawt, hadhramaut, marib, socotra, hodeidah; ZA kwazulu-natal, limpopo, mpumalanga, eastern cape, western cape,
gauteng
"""
_INSTITUTIONS = """
AF taliban; AU asio; BR planalto; CA rcmp, canadian forces; CN people's liberation army; CO farc; DE bundestag,
bundeswehr, luftwaffe, bundeskriminalamt; FR élysée, elysee, élysée palace, quai d'orsay, armée de terre; GB downing
street, whitehall, westminster, scotland yard, royal navy, royal air force, raf, british army, nhs, mi5, mi6, gchq,
holyrood, stormont, senedd, sinn féin, house of lords; IE gardaí, gardai, taoiseach, tánaiste, dáil, oireachtas; IL
knesset, idf, mossad, shin bet, likud; IN lok sabha, rajya sabha, bjp; IR revolutionary guard, revolutionary guards,
irgc, quds force; JP self-defense force, self-defence force, maritime self-defense force, jsdf; LB hezbollah,
hizbollah, hezbullah; NG boko haram; PK inter-services intelligence; PS hamas, islamic jihad, fatah, palestinian
authority; RU kremlin, duma, state duma, roscosmos, fsb; SD rapid support forces; SO al-shabaab, al-shabab, al
shabaab; TR akp, meclis; UA verkhovna rada; US pentagon, white house, capitol hill, gop, republicans, republican
party, democratic party, house democrats, senate republicans, senate democrats, fbi, cia, nsa, nasa, fema, medicaid,
medicare, federal reserve, department of defense, defense department, state department, justice department, homeland
security, wall street, silicon valley, nfl, nba, mlb, nascar, oval office, secret service; YE houthis, houthi, ansar
allah
"""


def parts() -> dict[str, str]:
    """Return regions, states and counties by name, each with its country."""
    return by_name(_PARTS)


def institutions() -> dict[str, str]:
    """Return parliaments, services, armies and movements by name, each with its country."""
    return by_name(_INSTITUTIONS)


def in_language(language: str) -> Iterator[tuple[str, str, bool]]:
    """Each name of a region or a body in a language, written as in a table, with its country and whether it acts."""
    known = language if language in concepts.LANGUAGES else "en"
    for table, ours in ((REGIONS, {}), (organisations.ORGANISATIONS, BODIES)):
        for row in table.strip().splitlines():
            head, *columns = row.split("|")
            _, name, *country = head.split()
            code = ours.get(name, "".join(country))
            if code:
                for word in columns[concepts.LANGUAGES.index(known)].split():
                    yield word.replace("_", " "), code, bool(ours)
    for name, code in by_name(_AT_HOME.get(language, "")).items():
        yield name, code, True


def by_name(table: str) -> dict[str, str]:
    """Return each name of a table with its country: entries parted by semicolons, a country and names by commas."""
    entries = (entry.split(None, 1) for entry in table.split(";") if entry.strip())
    return {name.strip(): code for code, names in entries for name in " ".join(names.split()).split(",")}
