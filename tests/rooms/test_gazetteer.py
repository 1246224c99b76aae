"""The gazetteer as it ships: names that news writes lead where a reader would look."""

import pytest
from tests.core import nations, plain_news

from reveille.core import places
from reveille.newsroom import gazetteer


@pytest.mark.parametrize(
    ("title", "text", "country"),
    [
        ("Frigate returns to Toulon", "The ship came back to France on Monday.", "FR"),
        ("Truppen verlassen Kabul", "Die Soldaten flogen aus Afghanistan ab.", "AF"),
        ("A Times of India reporter", "The Los Angeles Times said so.", ""),
        ("Cleveland Indians lose", "The team lost at home in Ohio.", "US"),
        ("Peru's court bans two", "The court spoke on Monday.", "PE"),
        ("A Russian diplomat is shot", "It happened in Sukhumi, in Abkhazia.", "GE"),
        ("Nepalese engineers open a bridge", "The girders came through Mombasa, in Kenya.", "KE"),
        ("US-led force hands over a base", "The base in Iraq is closed.", "IQ"),
        ("Man dies in Surrey fire", "The fire began on Monday.", "GB"),
        ("White House will not say", "The president spoke in Washington about the United States.", "US"),
        ("North Korea fires a missile", "It flew from Pyongyang over Japan.", "KP"),
        ("Reading is fun", "A nice man from the union split the bath.", ""),
    ],
)
def test_story_is_placed_where_it_happens(title, text, country):
    report = places.find(title, text, "", gazetteer.gazetteer())

    assert places.of_story([report] if report else []).country == country


@pytest.mark.parametrize(
    ("language", "title", "text", "countries"),
    [
        ("de", "Russische Soldaten ziehen ab", "Russlands Armee hat einen Stützpunkt in der Ukraine geräumt.", "RU UA"),
        ("de", "Ukrainischer Minister tritt zurück", "Der Minister reichte in Kiew seinen Rücktritt ein.", "UA"),
        ("de", "Fregatte läuft in Kiel ein", "Die Fregatte der Bundeswehr kam am Dienstag zurück.", "DE"),
        ("de", "Brand in türkischem Hafen", "In Izmir brennt seit Montag ein Lager.", "TR"),
        ("de", "Erdbeben erschüttert Nordwesten Irans", "Die Regierung in Teheran schickte Helfer.", "IR"),
        ("de", "US-Marine bestellt Boote", "Das Pentagon gab am Montag 200 Millionen Dollar frei.", "US"),
        ("de", "Pol der Kälte", "In der Antarktis wurden minus 80 Grad gemessen.", "AQ -"),
        ("de", "Der Indikator steigt", "Im individuellen Handel wird mehr gekauft.", "-"),
        ("fr", "L’armée ukrainienne se retire", "Les soldats ont quitté la ville en Ukraine lundi.", "UA"),
        ("fr", "Séisme au Maroc", "La terre a tremblé près de Marrakech.", "MA"),
        ("fr", "Le parlement britannique vote", "Les députés ont voté à Londres.", "GB"),
        ("fr", "La marine française en mer Rouge", "Une frégate partie de Toulon a abattu un drone.", "FR"),
        ("fr", "Un navire coule au large de l’Italie", "Le navire a coulé lundi.", "IT"),
        ("fr", "Le franc suisse monte", "La banque a parlé mardi.", "CH"),
        ("fr", "Des soldats américains quittent le Niger", "Le dernier avion a décollé dimanche du Niger.", "NE"),
        ("es", "El ejército ucraniano se repliega", "Los soldados salieron de Járkov el lunes.", "UA"),
        ("es", "Terremoto en Chile", "El sismo se sintió en Santiago.", "CL"),
        ("es", "Marina mexicana captura un submarino", "La nave fue detenida frente a Acapulco, en México.", "MX"),
        ("es", "Tropas rusas cruzan la frontera", "Lo dijo el Kremlin.", "RU"),
        ("es", "España compra helicópteros", "El Gobierno aprobó la compra en Madrid.", "ES"),
        ("es", "Un chino más", "El fuego se apagó.", "CN -"),
        ("it", "La marina italiana a Taranto", "La nave è tornata in porto.", "IT"),
        ("it", "Esercito ucraino si ritira", "I soldati hanno lasciato la città dell’Ucraina.", "UA"),
        ("it", "Terremoto in Turchia", "La scossa è stata avvertita ad Ankara.", "TR"),
        ("it", "Elezioni in Germania", "Si vota domenica.", "DE"),
        ("pt", "Exército ucraniano recua", "Os soldados saíram de Kiev.", "UA"),
        ("pt", "Marinha brasileira compra navios", "A compra foi anunciada em Brasília.", "BR"),
        ("pt", "Sismo na Turquia", "O tremor sentiu-se em Ancara.", "TR"),
        ("pt", "Força Aérea Portuguesa recebe avião", "O avião aterrou em Lisboa.", "PT"),
        ("nl", "Oekraïense leger trekt zich terug", "Soldaten verlieten maandag de stad in Oekraïne.", "UA"),
        ("nl", "Nederlandse marine oefent", "Het schip vertrok uit Den Helder.", "NL"),
        ("nl", "Aardbeving in Turkije", "De schok was voelbaar in Ankara.", "TR"),
        ("nl", "Duitse tanks naar Litouwen", "De tanks kwamen aan in Vilnius.", "LT DE"),
        ("pl", "Ukraińska armia wycofuje się", "Żołnierze opuścili miasto na Ukrainie.", "UA"),
        ("pl", "Pożar w Niemczech", "W Berlinie płonie magazyn.", "DE"),
        ("pl", "Wojsko Polskie kupuje czołgi", "Umowę podpisano w Warszawie.", "PL"),
        ("pl", "Trzęsienie ziemi w Turcji", "Wstrząsy odczuto w Ankarze.", "TR"),
        ("pl", "Rosyjskie drony nad Litwą", "Wilno potwierdza.", "LT RU"),
        ("pl", "Wybory we Francji", "Głosowanie odbędzie się w niedzielę.", "FR"),
        ("uk", "Українські військові відійшли", "Бійці залишили місто в Україні.", "UA"),
        ("uk", "Росія обстріляла Харків", "Влучання зафіксували у Харкові.", "UA RU"),
        ("uk", "Пожежа в Німеччині", "У Берліні горить склад.", "DE"),
        ("uk", "Польща закрила кордон", "Про це повідомили у Варшаві.", "PL"),
        ("uk", "Землетрус у Туреччині", "Поштовхи відчули в Анкарі.", "TR"),
        ("uk", "Британський флот", "Корабель вийшов з Портсмута.", "GB"),
        ("ru", "Украинские военные отошли", "Бойцы покинули город на Украине.", "UA"),
        ("ru", "Пожар в Германии", "В Берлине горит склад.", "DE"),
        ("ru", "Землетрясение в Турции", "Толчки ощущались в Анкаре.", "TR"),
        ("ru", "Американский флот", "Корабль вышел в море, сообщили в США.", "US"),
        ("ru", "Выборы в Польше", "Голосование пройдёт в воскресенье.", "PL"),
        ("ru", "Роса на траве", "Утром выпала роса.", "-"),
        ("tr", "Ukrayna'da yangın", "Kiev'de depo yandı.", "UA"),
        ("tr", "Rus gemisi boğazdan geçti", "Gemi İstanbul'dan geçti.", "TR RU"),
        ("tr", "Almanya'da seçim", "Berlin'de oy sayılıyor.", "DE"),
        ("tr", "Türk donanması tatbikatta", "Gemiler İzmir'den ayrıldı.", "TR"),
        ("tr", "ABD ordusu çekiliyor", "Pentagon açıkladı.", "US"),
        ("ar", "زلزال في تركيا", "شعر سكان أنقرة بالهزة.", "TR"),
        ("ar", "الجيش الأوكراني ينسحب", "غادر الجنود المدينة بأوكرانيا.", "UA"),
        ("ar", "البحرية المصرية تتسلم فرقاطة", "وصلت الفرقاطة إلى الإسكندرية.", "EG"),
        ("ar", "انتخابات في ألمانيا", "تجري الانتخابات الأحد.", "DE"),
        ("ar", "القوات الروسية تعبر النهر", "قالت موسكو ذلك.", "RU"),
        ("he", "רעידת אדמה בטורקיה", "הרעידה הורגשה באנקרה.", "TR"),
        ("he", "צבא אוקראינה נסוג", "החיילים עזבו את העיר באוקראינה.", "UA"),
        ("he", "הצי הישראלי קלט ספינה", "הספינה הגיעה לחיפה.", "IL"),
        ("he", "בחירות בגרמניה", "הבחירות יתקיימו ביום ראשון.", "DE"),
        ("zh", "乌克兰军队撤出城市", "士兵星期一离开乌克兰东部城市。", "UA"),
        ("zh", "土耳其发生地震", "安卡拉有震感。", "TR"),
        ("zh", "德国举行选举", "柏林星期日投票。", "DE"),
        ("zh", "日本海上自卫队接收新舰", "新舰抵达横须贺。", "JP"),
        ("zh", "美国海军订购快艇", "五角大楼星期一宣布。", "US"),
        ("ja", "ウクライナ軍が撤退", "兵士は月曜日にウクライナ東部の町を離れた。", "UA"),
        ("ja", "トルコで地震", "アンカラでも揺れを感じた。", "TR"),
        ("ja", "ドイツで総選挙", "ベルリンで投票が始まった。", "DE"),
        ("ja", "米国海軍が新造艦", "米国の造船所で進水した。", "US"),
        ("ko", "우크라이나군 철수", "병사들이 우크라이나의 도시를 떠났다.", "UA"),
        ("ko", "튀르키예에서 지진", "앙카라에서도 진동이 느껴졌다.", "TR"),
        ("ko", "독일 총선", "베를린에서 투표가 시작됐다.", "DE"),
        ("ko", "한국 해군이 호위함 인수", "호위함이 부산에 도착했다.", "KR"),
        ("ko", "북한이 미사일 발사", "북한이 동해로 발사했다.", "KP"),
    ],
)  # fmt: skip
def test_story_is_placed_in_the_language_it_is_told_in(language, title, text, countries):
    report = places.find(title, text, "", gazetteer.gazetteer(), language)

    assert (places.of_story([report] if report else []).country or "-") in countries.split()


def test_nation_that_is_said_in_any_of_sixteen_languages_is_where_it_is():
    wrong = []
    for said in nations.SENTENCES:
        found = places.find(said.sentence, "", "", gazetteer.gazetteer(), said.language)
        if (country := places.of_story([found]).country) != said.country:
            wrong.append((said.language, said.sentence, country))

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "title", "country"),
    [
        ("de", "Ukraine-Krieg: Gespräche gehen weiter", "UA"),
        ("de", "US-Marine bestellt Boote", "US"),
        ("fr", "La Crimée sans eau", "UA"),
        ("uk", "Вибухи у Криму", "UA"),
        ("pt", "Sismo na Catalunha", "ES"),
        ("ja", "北海道で地震", "JP"),
        ("ru", "В Кремле не ответили", "RU"),
        ("es", "La Casa Blanca no responde", "US"),
        ("en", "Israel-Gaza talks resume", "IL"),
        ("de", "84 Drohnen flogen auf die Hafenstadt Marseille", "FR"),
        ("es", "La lluvia llega a Valencia", "ES"),
        ("zh", "北京启用新机场", "CN"),
        ("zh", "北京时间九点发布", ""),
        ("ja", "東京で会談", "JP"),
        ("ko", "서울 지하철 화재", "KR"),
        ("ko", "대전 상대가 정해졌다", ""),
        ("en", "Ship sinks in the Indian Ocean", ""),
        ("ar", "تقرير لوزارة الدفاع في عمان", "JO"),
    ],
)
def test_country_within_a_word_a_region_and_a_body_say_where(language, title, country):
    found = places.find(title, "", "", gazetteer.gazetteer(), language)

    assert places.of_story([found]).country == country


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Le pape François prie pour la paix"),
        ("fr", "François Legault démissionne"),
        ("fr", "Une tempête sur la mer turquoise"),
        ("it", "Francesca Albanese risponde alle critiche"),
        ("it", "Carlo Russo e Tommaso Greco in finale"),
        ("nl", "Frans Timmermans stapt op"),
        ("tr", "Mali kriz büyüyor"),
    ],
)
def test_person_or_word_that_is_written_like_a_people_is_from_nowhere(language, title):
    assert places.find(title, f"{title}.", "", gazetteer.gazetteer(), language) == ()


@pytest.mark.parametrize(
    ("language", "title", "country"),
    [
        ("fr", "La marine turque tire un missile", "TR"),
        ("it", "Il governo albanese si dimette", "AL"),
        ("tr", "Mali'de darbe oldu", "ML"),
        ("nl", "Frans leger stuurt schip", "FR"),
    ],
)
def test_people_that_are_written_like_a_person_are_found_nevertheless(language, title, country):
    found = places.find(title, f"{title}.", "", gazetteer.gazetteer(), language)

    assert [one.country for one in found] == [country]


def test_plain_news_is_in_no_country_that_only_a_word_of_it_is_called_like():
    wrong = []
    for line in plain_news.LINES:
        found = places.find(line.headline, line.sentence, "", gazetteer.gazetteer(), line.language)
        said = places.of_story([found]).country
        if line.country != "?" and said not in ("", line.country):
            wrong.append((line.headline, said))

    assert wrong == []


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Nurse jailed in Athens, Georgia", "US"),
        ("Officer shot in Lebanon, Pennsylvania", "US"),
        ("Ship leaves Tbilisi, Georgia", "GE"),
        ("Minister meets envoys in Lebanon, Jordan and Egypt", "LB"),
        ("Destroyers of China cross the South China Sea", "CN"),
    ],
)
def test_state_behind_a_town_says_where_the_town_is(title, country):
    found = places.find(title, "", "", gazetteer.gazetteer())

    assert places.of_story([found]).country == country
