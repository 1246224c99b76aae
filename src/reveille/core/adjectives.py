"""Who lives where, in other languages than English: what CLDR's names of countries and languages do not give.

Stems without accents, which core.bending bends; what has a capital or two words stands as it is written.
"""

from __future__ import annotations

from reveille.core import regions

_BY_LANGUAGE = {
    "de": """US amerikanisch, us-amerikanisch, USA; GB britisch, brite, england; SA saudisch, saudi; PS
    palastinensisch, palastinenser, Gaza, Gazastreifen; CA kanadisch; MX mexikanisch; BR brasilianisch; CO
    kolumbianisch; VE venezolanisch; AF afghanisch, afghane; LY libysch; LB libanesisch; SD sudanesisch; YE
    jemenitisch; MA marokkanisch; CH schweizer; AT osterreichisch; KP nordkoreanisch; KR sudkoreanisch; TW
    taiwanisch; CN chinese; IL israeli; DE bundeswehr, bundestag; RU kreml; NL niederlandisch; ZA
    sudafrikanisch""",
    "fr": """US americain, etats-unis; GB britannique, anglais; PS palestinien, gaza; SA saoudien; KR sud-coreen; KP
    nord-coreen; ZA sud-africain; AF afghan; YE yemenite; CH suisse; MX mexicain; TW taiwanais; NG nigerian;
    RU kremlin; BE belge; GR grec; TR turc, turqu""",
    "es": """US estadounidense, norteamerican, EEUU, EE.UU, ee uu; GB britanic; PS palestin, gaza; SA saudi; KR
    surcorean; KP norcorean; ZA sudafrican; BR brasilen; AF afgan; CH suiz; RU rus, kremlin; CZ chec; BE
    belg; PK paquistani""",
    "it": """US statunitens, american, USA; GB britannic, ingles; PS palestines, gaza; SA saudit; KR sudcorean; KP
    nordcorean; ZA sudafrican; BR brasilian; AF afghan; CH svizzer; RU russ, cremlino; IL israelian""",
    "pt": """US american, norte-american, estadunidens, EUA; GB britanic, ingles; PS palestin, gaza; SA saudit; KR
    sul-corean; KP norte-corean; ZA sul-african; BR brasileir; AF afeg; CH suic; RU russ, kremlin; IL
    israelens""",
    "nl": """US amerikaans, amerikan, VS; GB brits, engels; PS palestijns, palestijn, gaza; SA saoedisch; KR
    zuid-koreaans; KP noord-koreaans; ZA zuid-afrikaans; CA canadees, canades; MX mexicaans; BR braziliaans;
    AF afghaans; CH zwitsers; RU kremlin; FR frans""",
    "pl": """US amerykansk, USA, stanów zjednoczonych, stanach zjednoczonych, stanom zjednoczonym; GB brytyjsk,
    wielkiej brytanii, wielką brytanią; PS palestynsk, stref gazy; SA saudyjsk, arabii saudyjskiej; KR
    poludniowokoreansk, korei południowej; KP polnocnokoreansk, korei północnej; CA kanadyjsk; MX
    meksykansk; BR brazylijsk; AF afgansk; CH szwajcarsk; IL izraelsk; IR iransk; IQ irack; SY syryjsk; IN
    indyjsk; EG egipsk; BE belgijsk; DE niemc, Niemczech, Niemcom; RU kreml, rosjan; UA ukraincy, ukraincow;
    PL polsk""",
    "ru": """US американск, США, соединенных штатов, соединенные штаты; GB британск, английск; PS палестинск, газ; SA
    саудовск, саудовской аравии, саудовскую аравию; KR южнокорейск, южной кореи, южной корее; KP
    северокорейск, КНДР, северной кореи, северной корее; CN КНР; AE ОАЭ; CA канадск; MX мексиканск; BR
    бразильск; AF афганск; CH швейцарск; RU кремл; BY белорусск; GE грузинск; IN индийск; AM армянск; NL
    нидерландск""",
    "uk": """US американськ, США, сполучених штатів, сполучені штати; GB британськ, великої британії, великій
    британії; PS палестинськ; SA саудівськ, саудівської аравії; KR південнокореиськ, південної кореї; KP
    північнокореиськ, північної кореї, КНДР; CN КНР; AE ОАЕ; CA канадськ; MX мексиканськ; BR бразильськ; AF
    афганськ; CH швеицарськ; RU кремл; BY білоруськ; IN індіиськ""",
    "tr": """US amerikan, ABD, amerika; GB ingiliz, ingiltere, britanya; PS filistin, gazze; SA suudi; IL israil; RU
    rus, kremlin; KR güney kore; KP kuzey kore; DE alman; FR fransiz""",
    "ar": """US امريك, اميرك, واشنطن, الولايات المتحدة, والولايات المتحدة; GB بريطان, لندن, المملكة المتحدة; RU روس,
    موسكو, الكرملين; UA اوكران, كييف; IL اسرائيل, تل ابيب; PS فلسطين, غزه, قطاع غزة, حماس; SY سور, دمشق; SA
    سعود; CN صين; FR فرنس; DE المان; TR ترك; IR ايران; LB لبنان; EG مصر; YE يمن""",
    "he": """US אמריק, ארה״ב, ארה"ב, ארצות הברית; GB בריט, בריטני; RU רוס, רוסי; UA אוקראינ, אוקראינ; IL ישראל, צה״ל,
    צה"ל, הכנסת; PS פלסטינ, עז, עזה, חמאס; CN סינ, סין; IR איראנ, איראן""",
    "ko": """KP 북한; KR 한국; GB 영국; US 미국""",
    "zh": """KP 朝鲜; US 美国; GB 英国; KR 韩国""",
    "ja": """KP 北朝鮮; US 米国; GB 英国; RU ロシア; CN 中国""",
}
"""By language: entries parted by semicolons, each an ISO 3166 country and its words, parted by commas."""


def abroad(language: str) -> dict[str, str]:
    """Return each word or stem of a language with its country; nothing of a language that needs none."""
    return regions.by_name(_BY_LANGUAGE.get(language, ""))
