"""Parts of countries that news names without their country, and who rules or fights there.

Of parts those that bear one country's name only: no Limburg, no Punjab, no Cordoba. Of institutions those that are
somebody's wherever they act.
"""

from __future__ import annotations

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
county tyrone, aberdeenshire, orkney, shetland, pembrokeshire, gwynedd, anglesey, ulster; GE abkhazia, south
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


def by_name(table: str) -> dict[str, str]:
    """Return each name of a table with its country: entries parted by semicolons, a country and names by commas."""
    entries = (entry.split(None, 1) for entry in table.split(";") if entry.strip())
    return {name.strip(): code for code, names in entries for name in " ".join(names.split()).split(",")}
