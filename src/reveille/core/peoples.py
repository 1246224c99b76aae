"""Words for who lives where, by ISO 3166 country: "Ukrainian troops" says where, though no place is named."""

WORDS = {
    "AE": "emirati emiratis", "AF": "afghan afghans", "AL": "albanian albanians", "AM": "armenian armenians",
    "AO": "angolan angolans", "AR": "argentine argentinian argentines", "AT": "austrian austrians",
    "AU": "australian australians", "AZ": "azerbaijani azerbaijanis azeri", "BA": "bosnian bosnians",
    "BD": "bangladeshi bangladeshis", "BE": "belgian belgians", "BF": "burkinabe", "BG": "bulgarian bulgarians",
    "BH": "bahraini", "BI": "burundian", "BO": "bolivian bolivians", "BR": "brazilian brazilians",
    "BY": "belarusian belarusians", "CA": "canadian canadians", "CD": "congolese", "CH": "swiss",
    "CL": "chilean chileans", "CM": "cameroonian", "CN": "chinese", "CO": "colombian colombians",
    "CU": "cuban cubans", "CY": "cypriot cypriots", "CZ": "czech czechs", "DE": "german germans",
    "DK": "danish danes", "DZ": "algerian algerians", "EC": "ecuadorian ecuadorean", "EE": "estonian estonians",
    "EG": "egyptian egyptians", "ER": "eritrean eritreans", "ES": "spanish spaniards", "ET": "ethiopian ethiopians",
    "FI": "finnish finns", "FR": "french frenchman frenchmen", "GB": "british britons briton",
    "GE": "georgian georgians", "GH": "ghanaian ghanaians", "GR": "greek greeks", "GT": "guatemalan",
    "HN": "honduran hondurans", "HR": "croatian croatians croat", "HT": "haitian haitians",
    "HU": "hungarian hungarians", "ID": "indonesian indonesians", "IE": "irish", "IL": "israeli israelis",
    "IN": "indian indians", "IQ": "iraqi iraqis", "IR": "iranian iranians", "IS": "icelandic icelanders",
    "IT": "italian italians", "JO": "jordanian jordanians", "JP": "japanese", "KE": "kenyan kenyans", "KG": "kyrgyz",
    "KH": "cambodian cambodians", "KP": "north\u00a0korean dprk", "KR": "south\u00a0korean", "KW": "kuwaiti kuwaitis",
    "KZ": "kazakh kazakhs", "LA": "laotian lao", "LB": "lebanese", "LK": "sri\u00a0lankan",
    "LT": "lithuanian lithuanians", "LV": "latvian latvians", "LY": "libyan libyans", "MA": "moroccan moroccans",
    "MD": "moldovan moldovans", "ME": "montenegrin", "MG": "malagasy", "MK": "macedonian", "ML": "malian malians",
    "MM": "burmese", "MN": "mongolian", "MT": "maltese", "MX": "mexican mexicans", "MY": "malaysian malaysians",
    "MZ": "mozambican", "NE": "nigerien", "NG": "nigerian nigerians", "NI": "nicaraguan", "NL": "dutch",
    "NO": "norwegian norwegians", "NP": "nepalese nepali", "OM": "omani omanis", "PA": "panamanian",
    "PE": "peruvian peruvians", "PH": "philippine filipino filipinos", "PK": "pakistani pakistanis",
    "PL": "polish poles", "PS": "palestinian palestinians", "PT": "portuguese", "PY": "paraguayan",
    "QA": "qatari qataris", "RO": "romanian romanians", "RS": "serbian serbs serb", "RU": "russian russians",
    "RW": "rwandan rwandans", "SA": "saudi saudis", "SD": "sudanese", "SE": "swedish swedes", "SG": "singaporean",
    "SI": "slovene slovenian slovenes", "SK": "slovak slovaks", "SN": "senegalese", "SO": "somali somalis",
    "SS": "south\u00a0sudanese", "SY": "syrian syrians", "TD": "chadian chadians", "TH": "thai thais", "TJ": "tajik",
    "TM": "turkmen", "TN": "tunisian tunisians", "TR": "turkish turks", "TW": "taiwanese", "TZ": "tanzanian",
    "UA": "ukrainian ukrainians", "UG": "ugandan ugandans", "US": "american americans", "UY": "uruguayan",
    "UZ": "uzbek uzbeks", "VE": "venezuelan venezuelans", "VN": "vietnamese", "XK": "kosovar kosovars kosovan",
    "YE": "yemeni yemenis houthi houthis", "ZA": "south\u00a0african", "ZM": "zambian", "ZW": "zimbabwean",
}  # fmt: skip
"""Small letters, a space between two words; where a people has two words, they are joined by U+00A0."""


def by_word() -> dict[str, str]:
    """Return each word with its country."""
    return {word.replace("\u00a0", " "): country for country, words in WORDS.items() for word in words.split(" ")}
