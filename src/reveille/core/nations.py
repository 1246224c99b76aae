"""What sixteen languages call countries and who lives there, beside what CLDR gives and core.bending makes of it.

By language, entries parted by semicolons: an ISO 3166 country, its names, and behind a colon the words for its people
and for what is theirs. A name bends as a country's does, a word for its people as an adjective; ``*`` lets any ending
follow, what is in capitals stands so. Accents do not count. CLDR has no people, and English bends none, so all of
its words are here. A parliament or an army is no country's name: those stand in core.regions.
"""

from __future__ import annotations

NATIONS = {
    "en": """
        AE UAE: emirati, emiratis; AF: afghan, afghans; AL: albanian, albanians; AM: armenian, armenians; AO:
        angolan, angolans; AR: argentine, argentinian, argentines; AT: austrian, austrians; AU: australian,
        australians, aussie, aussies; AZ: azerbaijani, azerbaijanis, azeri; BA Bosnia: bosnian, bosnians; BD:
        bangladeshi, bangladeshis; BE: belgian, belgians; BF: burkinabe; BG: bulgarian, bulgarians; BH:
        bahraini, bahrainis; BI: burundian; BJ: beninese; BO: bolivian, bolivians; BR: brazilian, brazilians;
        BW: botswanan; BY: belarusian, belarusians; CA: canadian, canadians; CD Democratic Republic of Congo, DR
        Congo, Congo, DRC: congolese; CH: swiss; CI Ivory Coast: ivorian; CL:
        chilean, chileans; CM: cameroonian, cameroonians; CN: chinese; CO: colombian, colombians; CR: costa
        rican, costa ricans; CU: cuban, cubans; CY: cypriot, cypriots; CZ Czech Republic: czech, czechs; DE:
        german, germans; DK: danish, danes; DZ: algerian, algerians; EC: ecuadorian,
        ecuadorean, ecuadorians; EE: estonian, estonians; EG: egyptian, egyptians; ER: eritrean, eritreans; ES:
        spanish, spaniard, spaniards; ET: ethiopian, ethiopians; FI: finnish, finns; FJ: fijian, fijians; FR:
        french, frenchman, frenchmen, frenchwoman; GA: gabonese; GB U.K, Britain, UK, England: british, briton,
        britons; GE: georgian, georgians; GH: ghanaian, ghanaians; GM: gambian, gambians; GR: greek, greeks; GT:
        guatemalan, guatemalans; HK Hong Kong; HN: honduran, hondurans; HR: croatian, croatians, croat, croats;
        HT: haitian, haitians; HU: hungarian, hungarians; ID: indonesian, indonesians; IE: irish, irishman; IL:
        israeli, israelis; IN: indian, indians; IQ: iraqi, iraqis; IR: iranian, iranians; IS: icelandic,
        icelanders; IT: italian, italians; JM: jamaican, jamaicans; JO: jordanian, jordanians; JP: japanese; KE:
        kenyan, kenyans; KG: kyrgyz; KH: cambodian, cambodians; KP: north korean, north koreans, dprk; KR: south
        korean, south koreans; KW: kuwaiti, kuwaitis; KZ: kazakh, kazakhs; LA: laotian, lao; LB: lebanese; LK:
        sri lankan, sri lankans; LR: liberian, liberians; LT: lithuanian, lithuanians; LV: latvian, latvians;
        LY: libyan, libyans; MA: moroccan, moroccans; MD: moldovan, moldovans; ME: montenegrin, montenegrins;
        MG: malagasy; MK Macedonia: macedonian; ML: malian, malians; MM Myanmar, Burma: burmese; MN: mongolian,
        mongolians; MT: maltese; MV: maldivian; MW: malawian; MX: mexican, mexicans; MY: malaysian, malaysians;
        MZ: mozambican, mozambicans; NA: namibian, namibians; NE: nigerien; NG: nigerian, nigerians; NI:
        nicaraguan, nicaraguans; NL: dutch, dutchman; NO: norwegian, norwegians; NP: nepalese, nepali; NZ: new
        zealander, new zealanders; OM: omani, omanis; PA: panamanian, panamanians; PE: peruvian, peruvians; PG:
        papua new guinean; PH: philippine, filipino, filipinos, filipina; PK: pakistani, pakistanis; PL: polish,
        poles; PS Gaza: palestinian, palestinians, gazan, gazans; PT: portuguese; PY: paraguayan; QA: qatari,
        qataris; RO: romanian, romanians; RS: serbian, serbs, serb; RU: russian, russians; RW: rwandan,
        rwandans; SA: saudi, saudis; SD: sudanese; SE: swedish, swedes; SG: singaporean, singaporeans; SI:
        slovene, slovenian, slovenes; SK: slovak, slovaks; SL: sierra leonean; SN: senegalese; SO: somali,
        somalis; SS: south sudanese; SV: salvadoran, salvadorans; SY: syrian, syrians; SZ Swaziland; TD:
        chadian, chadians; TG: togolese; TH: thai, thais; TJ: tajik; TM: turkmen; TN: tunisian, tunisians; TR
        Turkey: turkish, turks; TT: trinidadian; TW: taiwanese; TZ: tanzanian, tanzanians; UA: ukrainian,
        ukrainians; UG: ugandan, ugandans; US U.S, U.S.A, USA, US, America: american, americans; UY: uruguayan;
        UZ: uzbek, uzbeks; VE: venezuelan, venezuelans; VN: vietnamese; XK: kosovar, kosovars, kosovan; YE:
        yemeni, yemenis, houthi, houthis; ZA: south african, south africans; ZM: zambian, zambians; ZW:
        zimbabwean, zimbabweans
    """,
    "de": """
        AF: afghanisch, afghane; BO: bolivianisch; BR: brasilianisch; BY Weissrussland: weissrussisch,
        belarusse; CA: kanadisch; CD Kongo: kongolesisch, kongolese; CL: chilenisch, chilene; CN: chinese; CO:
        kolumbianisch; CR: costa-ricanisch; CZ Tschechische Republik; EC: ecuadorianisch; GB Vereinigte*
        Konigreich, Grossbritannien, England: britisch, brite, englander; IL: israeli, israelis; IN: inder; LB:
        libanesisch; MA: marokkanisch; MD Moldau, Moldawien: moldauisch, moldawisch; MM Birma, Burma:
        birmanisch; MX: mexikanisch; MY: malaysisch; NG: nigerianer; NL Holland: hollandisch; NZ:
        neuseelandisch, neuseelander; PE: peruanisch; PS Palastina, Gaza, Gazastreifen: palastinensisch,
        palastinenser, hamas; RU: russin; RW: ruandisch; SA: saudisch, saudi, saudis; SD: sudanesisch; SN:
        senegalesisch; SO: somalisch; TZ: tansanisch; UG: ugandisch; US Vereinigte* Staaten, USA, Amerika: US,
        amerikanisch, amerikaner; VE: venezolanisch; XK: kosovarisch; YE: huthi*, jemenitisch; ZA: sudafrikaner;
        ZM: sambisch
    """,
    "fr": """
        AE: emirati, emirien; AF: afghan; AR: argentin; BE: belge; BF: burkinabe; BR: bresilien; BY: bielorusse;
        CD Congo, RDC: congolais; CH: suiss; CI: ivoirien; CR: costaricien; CZ Republique tcheque; EG: egyptien;
        GB Grande Bretagne, Angleterre: britannique; GH: ghaneen; KE: kenyan; KP: nord coreen*; KR: sud coreen*;
        KW: koweitien; LK: sri lankais*; MC: monegasque; MD: moldave; MG: malgache; MM Birmanie: birman; MX:
        mexicain; NE: nigerien; NG: nigerian; NZ: neo zelandais*; OM: omanais; PE: peruvien; PH: philippin; PK:
        pakistanais; PS Bande de Gaza, Gaza, Palestine: palestinien, gazaoui; QA: qatari; SA: saoudien; SN:
        senegalais; SV: salvadorien; TD: tchadien; TR: turqu; US: etats unien*, americain; YE: yemenite, houthi;
        ZA: sud africain*
    """,
    "es": """
        AE: emirati; AF: afgan; AR: argentin; AT: austriac; BE: belg; BR: brasilen; CA: canadiense; CD Congo:
        congolen, congoles; CH: suiz; CL: chilen; CM: camerunes*; CO: colombian; CR: costarricense; CU: cuban;
        CZ Republica Checa; DO Republica Dominicana; DZ: argelin; EC: ecuatorian; EG: egipci; ET: etiope; FI:
        finlandes*; GB Gran Bretana, Inglaterra: britanic; GH: ghanes*; GT: guatemaltec; HN: hondurene,
        honduren; IL: israelie; IN: indio, indios; IQ: iraqui, iraquies; KE: kenian; KP: norcorean; KR:
        surcorean; KW: kuwaiti; LB: libanes*; LK: ceilan; LY: libi; MA: marroqui, marroquies; MD: moldav; ML:
        maliense; MM Birmania: birman; MX Mejico: mejican; NI: nicaraguense; NL Holanda: neerlandes*, holandes*;
        NZ: neozelandes*; PA: panamen; PE: peruan; PH: filipin; PK: paquistani; PS Franja de Gaza, Gaza,
        Palestina: palestin; PY: paraguay; QA: catari, qatari; RU: ruso*, rusa*; SA Arabia Saudi*: saudi,
        saudit; SD: sudanes*; SN: senegales*; SV: salvadoren; SY: siri; TH: tailandes*; TN: tunecin; TW:
        taiwanes*; UG: ugandes*; US EE.UU, EE UU, EEUU: estadounidense, norteamerican; UY: uruguay; VE:
        venezolan; YE: huti; ZA: sudafrican
    """,
    "it": """
        AE: emiratin; AF: afghan; AR: argentin; AT: austriac; AZ: azer; BD: bengales; BE: belg; BR: brasilian;
        CA: canades; CD Congo: congoles; CH: svizzer; CL: cilen; CU: cuban; CZ Repubblica Ceca: ceco, ceca,
        cechi, ceche; DZ: algerin; EC: ecuadorian; EG: egizian; ET: etiop; GB Gran Bretagna, Inghilterra:
        britannic; GH: ghanes; IL: israelian; IQ: irachen; KE: kenian; KP: nordcorean; KR: sudcorean; KW:
        kuwaitian; LK: singales; LY: libic; MA: marocchin; MD: moldav; MM Birmania: birman; NG: nigerian; NL
        Olanda; NZ: neozelandes; PE: peruvian; PH: filippin; PK: pakistan, pachistan; PS Striscia di Gaza, Gaza,
        Palestina: palestines; QA: qatariot, qatarin; RO: romen; SA: saudit; SN: senegales; SV: salvadoregn; TH:
        tailandes; TN: tunisin; TW: taiwanes; US USA: statunitens, american; XK: kosovar; YE: yemenit, houthi;
        ZA: sudafrican
    """,
    "pt": """
        AF: afegao, afega, afegaos, afegas; AO: angolan; AR: argentin; AT: austriac; BE: belg; BR: brasileir;
        CA: canadian; CD Congo: congoles*; CH: suic; CL: chilen; CO: colombian; CU: cuban; CV: cabo verdian*; CZ
        Republica Checa, Chequia: chec; DE: alemao, alemaes; DZ: argelin; EC: equatorian; EE: estoni; EG Egipto:
        egipci; ET: etiope; GB Gra Bretanha, Inglaterra: britanic; GW: guineens; IL: israelens, israelit; IN:
        indian; IQ: iraquian; IR Irao: iranian; KE: quenian; KP: norte corean*; KR: sul corean*; LB: libanes*;
        LY: libi; MA: marroquin; MD: moldav; MM Mianmar, Birmania: birmanes*; MX: mexican; MZ: mocambican; NL
        Holanda: neerlandes*, holandes*; NZ: neozelandes*; PE: peruan; PH: filipin; PK: paquistanes*; PL:
        polones*, polac; PS Faixa de Gaza, Gaza, Palestina: palestin, palestinian; PY: paraguai; QA: catari,
        catarian; SA: saudit; SD: sudanes*; SG: singapurian; ST: sao tomens*; SY: siri; TH: tailandes*; TL:
        timorens; TN: tunisin; TW: taiwanes*; UG: ugandes*; US E.U.A, EUA: norte american*, american,
        estadunidens; UY: uruguai; VE: venezuelan; VN Vietname; YE: houthi*, iemenit; ZA: sul african*
    """,
    "nl": """
        AF: afghaans; AR: argentijns, argentijn; AT: oostenrijks, oostenrijker; BO: boliviaans; BY Wit Rusland:
        wit russisch*; CA: canadees, canades; CD Congo: congolees, congoles; CH: zwitsers; CL: chileens; CN:
        chines, chinez; CO: colombiaans; CU: cubaans; DZ: algerijns; EE: ests; GB Groot Brittannie, Engeland:
        brits, britten; GH: ghanees, ghanes; IN: indias, indiaas; IQ: iraaks, irakes; IR: iraans; JP: japanner;
        KE: keniaans; KP Noord Korea: noord koreaan*, noord koreaans; KR Zuid Korea: zuid koreaan*, zuid
        koreaans; LB: libanees, libanes; LK: sri lankaan*; MA: marokkaans, marokkan; ML: malinees, malines; MM
        Myanmar, Birma: myanmares, birmaans, birmees; MX: mexicaans; NG: nigeriaans; NL Holland: hollands; NZ:
        nieuw zeeland*; PH: filipijns, filipino; PK: pakistaans; PS Gaza, Gazastrook, Palestina: palestijns,
        palestijn; PT: portuges; RU: russen; RW: rwandees, rwandes; SA: saoedisch, saoedi; SD: soedanees,
        soedanes, sudanes; SN: senegalees, senegales; SR: surinaams; TH: thais; TW: taiwanees, taiwanes; UG:
        oegandees, oegandes; US VS, Amerika: amerikaans, amerikan; VE: venezolaans; VN: vietnames; YE: houthi;
        ZA: zuid afrikaan*
    """,
    "pl": """
        AE ZEA; AF: afgansk; AT: austriack; AU: australijsk; BE: belgijsk; BO: boliwijsk; BR: brazylijsk; CA
        Kanadzie: kanadyjsk; CD Kongo, Kongu, Kongiem: kongijsk; CL: chilijsk; CN Chinach: chinczy*; CO:
        kolumbijsk; CU: kubansk; CZ Czechach: czesi, czechow; DE Niemiec, Niemczech, Niemcom, Niemcami, Niemcow,
        Niemcem; EG Egipcie: egipsk; FR: francuz*; GB Wielk* Brytani*, Anglia: brytyjczyk*, brytyjsk, anglicy,
        anglikow; HU Wegrzech: wegrzy, wegrow; IN Indiach: indyjsk, hindus; IQ: irack; IT Wloszech: wlosi,
        wlochow; KE: kenijsk; KP Kore* Polnocn*: polnocnokoreansk; KR Kore* Poludniow*: poludniowokoreansk; LT:
        litwini, litwinow; LY: libijsk; MA: marokansk; ML: malijsk; MM Mjanma, Birma: birmansk; MX: meksykansk;
        NG: nigeryjsk; NL Niderlandach: holendersk; NZ Now* Zelandi*: nowozelandzk; PE: peruwiansk; PH
        Filipinach; PL Polsce: polak, polacy, polakow, polakom; PS Strefa Gazy, Stref* Gazy, Gaza:
        palestynczyk*, palestynsk; QA Katarze; RO: rumuni; RU: rosjan*; SA Arabi* Saudyjsk*: saudyjsk; SK:
        slowacy; SY: syryjsk; TH: tajlandzk; TN: tunezyjsk; TR: turcy, turkow; UA: ukraincy, ukraincow,
        ukraincom; UG Ugandzie: ugandyjsk; US Stan* Zjednoczon*, Ameryk*, USA: amerykan*; YE: huti; ZA RPA:
        poludniowoafrykansk
    """,
    "uk": """
        AE ОАЕ; AF: афганськ; BR: бразильськ; BY: білорус; CD Конго: конголезьк; CH: швеицарськ; CN КНР; CU:
        кубинськ; DE: німці, німців; EG Єгипті, Єгипту, Єгиптом; ET: ефіопськ; FR: француз*; GB Велик* Британі*:
        британц*, британськ; IT: італіиц*; KP Північн* Коре*, КНДР: північнокореиськ; KR Південн* Коре*:
        південнокореиськ; MA: марокканськ; MM Мянма: мянмськ; MX Мексиці: мексиканськ; NL Голландія: голландськ;
        NZ Нов* Зеланді*: новозеландськ; PE: перуанськ; PL: поляк, поляки, поляків; PS сектор* Газ*, Газа, Гази,
        Газі, Газу: палестинц*, палестинськ; RU: росіян*; SA Саудівськ* Араві*: саудівськ; TN: туніськ; TR:
        турки, турків; UA: українц*; US Сполучен* Штат*, США: американц*, американськ; VN В єтнам*: в єтнамськ*;
        YE: хусит*; ZA Південно* Африк*, Південн* Африк*, ПАР: південноафриканськ
    """,
    "ru": """
        AF: афганск; BR: бразильск; BY Белоруссия: белорус, белорусы; CD Конго: конголезск; CH: швейцарск; CN
        КНР, Китаем, Китая, Китаю; CU: кубинск; DE: немцы, немцев; EG Египта, Египту, Египтом; ET: эфиопск; FR:
        француз*; GB Британия: британц*, британск; KG: киргизск; KP Северн* Коре*: северокорейск; KR Южн* Коре*:
        южнокорейск; MA: марокканск; MD Молдавия: молдавск; MM Мьянма, Бирма: мьянманск, мьянмск; MX:
        мексиканск; NL Голландия: голландск; NZ Нов* Зеланди*: новозеландск; PE: перуанск; PL: поляк, поляки,
        поляков; PS сектор* Газ*, Газа, Газы, Газе, Газу: палестинц*, палестинск; RU: россиян*; SA Саудовск*
        Арави*: саудовск; TR: турки, турок; UA: украинц*; UG: угандийск; US Соединенн* Штат*, США, Америка:
        американц*, американск; YE: хусит*; ZA ЮАР: южноафриканск
    """,
    "tr": """
        AF: afgan; BY Beyaz Rusya; CD Kongo; CH: isvicre; GB İngiltere, Britanya: britanyali; IL: israil; IN:
        hint; KP Kuzey Kore; KR Guney Kore; ML Mali hukumet*, Mali ordu*, Mali asker*, Mali de, Mali den, Mali
        nin, Mali ye, Mali yi; MM Myanmar; PS Filistin, Gazze: filistin; RO: romen; SA Suudi Arabistan: suudi;
        US ABD, Amerika: amerikan; YE: husi
    """,
    "ar": """
        AE: اماراتي; AF: افغان, افغاني; AT: نمساوي; AU: استرالي; BE: بلجيكي; BH: بحريني; BR: برازيلي; CA: كندي;
        CD كونغو: كونغولي; CH: سويسري; DK الدنمارك, الدانمارك, الدنمرك: دنماركي, دانماركي; DZ: جزائري; EG: مصر;
        GB: بريطان; GR: يوناني; HU المجر: مجري, هنغاري; IL: اسرائيل; IN: هندي; IQ: عراقي; IR: ايران; JO: اردني;
        JP: ياباني; KE: كيني; KP كوريا الشماليه, كوريه الشماليه, الكوري* الشمالي*; KR كوريا الجنوبيه, الكوري*
        الجنوبي*; KW: كويتي; LB: لبنان; LY: ليبي; MA: مغربي; ML جمهوريه مالي, دوله مالي; MM ميانمار: ميانماري;
        NL: هولندي; OM سلطنه عمان: عماني; PE: بيروفي; PK: باكستاني; PL: بولندي; PS قطاع غزه, غزه: فلسطين; QA:
        قطري; SA: سعود; SD: سوداني; SE: سويدي; SO: صومالي; SY: سور; TN: تونسي; US: امريك, اميرك; YE: يمن, حوثي;
        ZA جنوب افريقيا, الجنوب افريقي*
    """,
    "he": """
        AF: אפגנ; AR: ארגנטינאי; BO: בוליביאני; BR: ברזילאי; BY בלרוס; CD קונגו: קונגולזי; CH שוויץ: שוויצרי,
        שווייצרי; CL: ציליאני; CN: סינ; CO: קולומביאני; DZ: אלגירי; EG: מצרי; GB: בריט; IL: ישראל; IN: הודי; IR:
        איראנ; KE: קנייתי; KP צפון קוריאה, צפון קוריאני*; KR דרום קוריאה, דרום קוריאני*; LB: לבנונ; MA: מרוקאי;
        MM מיאנמר, בורמה: בורמזי; MX: מקסיקני; NO נורבגיה: נורבגי; NZ ניו זילנד, ניו זילנדי*; PE: פרואני; PH
        פיליפינים: פיליפיני; PK: פקיסטנ; PS רצועת עזה, עזה: פלסטינ; RU: רוס; SA סעודיה: סעודי; SD סודאן: סודאני,
        סודני; SE שבדיה: שבדי; SY: סורים, סורית; TN: תוניסאי; TW טאיוואן: טאיוואני, טייוואני; UA: אוקראינ; US
        ארצות הברית, ארהב: אמריק, אמריקנ, אמריקאי; VN ויאטנם: ויאטנמי; YE: תימני, חותים; ZA דרום אפריקה, דרום
        אפריקני*, דרום אפריקאי*
    """,
    "zh": """
        AE 阿联酋; CD 刚果, 剛果; KP 朝鮮, 北韩; KR 韓國; NZ 纽西兰; PS 巴勒斯坦,
        加沙, 加薩; RU 俄军, 俄方, 俄軍; SA 沙特, 沙乌地, 沙烏地; TW 臺灣; US 美方,
        美军, 美軍; YE 胡塞
    """,
    "ja": """
        CD コンゴ; DE 独政府; FR 仏政府; GB 英国, 英政府; IN インド政府; MM ミャンマー;
        PS パレスチナ, ガザ; SA サウジ; TH タイ政府; US 米国, 米軍, 米政府; YE フーシ
    """,
    "ko": """
        AU 호주; CD 콩고; KR 한국, 우리나라; PS 팔레스타인, 가자지구; SA 사우디; TR
        터키; TW 타이완; YE 후티; ZA 남아공, 남아프리카공화국
    """,
}  # fmt: skip

COMMON = {
    "US": 120, "GB": 60, "RU": 70, "UA": 70, "CN": 60, "IL": 50, "DE": 40, "FR": 45, "IT": 15, "ES": 20, "PT":
    8, "NL": 10, "BE": 8, "PL": 20, "TR": 15, "GR": 8, "HU": 10, "SE": 8, "NO": 6, "DK": 6, "CH": 8, "AT": 8,
    "RO": 6, "CZ": 6, "LT": 5, "LV": 5, "EE": 5, "FI": 6, "BY": 8, "RS": 8, "JP": 25, "KR": 15, "KP": 15, "TW":
    12, "IN": 20, "PK": 8, "AF": 8, "PH": 8, "ID": 8, "VN": 8, "TH": 8, "IR": 20, "IQ": 10, "SY": 10, "LB": 10,
    "PS": 25, "EG": 12, "SA": 12, "YE": 8, "SD": 8, "ET": 5, "KE": 5, "UG": 5, "NG": 8, "CD": 5, "ZA": 10, "BR":
    12, "AR": 8, "CL": 6, "BO": 5, "CO": 8, "VE": 8, "MX": 12, "CA": 12, "AU": 15,
}  # fmt: skip
"""Of a thousand reports so many name a country, where it is many."""

SPOKEN = {
    "ru": "RU", "uk": "UA", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pl": "PL", "pt": "PT", "nl": "NL",
    "sv": "SE", "da": "DK", "nb": "NO", "no": "NO", "fi": "FI", "cs": "CZ", "sk": "SK", "hu": "HU", "ro": "RO",
    "bg": "BG", "el": "GR", "tr": "TR", "ja": "JP", "ko": "KR", "zh": "CN", "vi": "VN", "th": "TH", "id": "ID",
    "hr": "HR", "sr": "RS", "sl": "SI", "sq": "AL", "mk": "MK", "lv": "LV", "lt": "LT", "et": "EE", "ka": "GE",
    "hy": "AM", "az": "AZ", "kk": "KZ", "uz": "UZ", "tg": "TJ", "mn": "MN", "ne": "NP", "so": "SO", "be": "BY",
    "bs": "BA", "is": "IS", "ga": "IE", "mt": "MT", "en": "GB",
}  # fmt: skip
"""Languages that are one country's, as its people are called in many of them."""

NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ"})
"""What CLDR has among its territories."""
NOT_BY_NAME = {"jordan": "JO", "chad": "TD", "guinea": "GN", "georgia": ""}
"""In English somebody's name, or a state's, more often than a country; which it is where something happens in it."""
