"""Alliances, bodies and houses that have another name in each language: NATO, OTAN, НАТО, 北约, الناتو.

A row is one of them, with how many of a thousand reports name it and its words in the order of
``concepts.LANGUAGES``, written as there; a word in capitals asks for them. What has one name everywhere ("Toyota") is
a row only for the scripts that have no capitals or spell it anew.
"""

ORGANISATIONS = """
15 nato|NATO Nato|Nato NATO|OTAN Otan|OTAN|Nato NATO|NATO OTAN|NAVO NATO|NATO|НАТО|НАТО|الناتو حلف_شمال_الاطلسي|נאט"ו נאטו|NATO|北约 北約|NATO 北大西洋条約機構|나토
25 eu|EU european_union|EU europaische*_union|UE union_europeenne|UE union_europea|UE Ue unione_europea|UE uniao_europeia|EU europese_unie|UE uni*_europejsk*|ЄС європейськ*_союз*|ЕС евросоюз* европейск*_союз*|الاتحاد_الاوروبي|האיחוד_האירופי|AB avrupa_birlig*|欧盟 歐盟|EU 欧州連合|유럽연합
20 un|UN united_nations U.N|UN UNO uno vereinte*_nationen|ONU nations_unies|ONU naciones_unidas|ONU Onu nazioni_unite|ONU nacoes_unidas|VN verenigde_naties|ONZ narod*_zjednoczon*|ООН|ООН|الامم_المتحده|האו"ם האום|BM birlesmis_milletler|联合国 聯合國|国連|유엔
8 who|WHO world_health_organi*|WHO weltgesundheits*|OMS organisation_mondiale_de_la_sante|OMS organizacion_mundial_de_la_salud|Oms OMS organizzazione_mondiale_della_sanita|OMS organizacao_mundial_da_saude|WHO wereldgezondheids*|WHO swiatow*_organizacj*_zdrowia|ВООЗ|ВОЗ|منظمه_الصحه_العالميه الصحه_العالميه|ארגון_הבריאות_העולמי|DSO dunya_saglik|世卫组织 世界卫生组织|WHO 世界保健機関|세계보건기구
5 iaea|IAEA|IAEA IAEO atomenergiebehorde|AIEA|OIEA|Aiea AIEA|AIEA|IAEA|MAEA|МАГАТЕ|МАГАТЭ|وكاله_الطاقه_الذريه الوكاله_الدوليه_للطاقه|סבא"א סבאא|UAEA|国际原子能机构|IAEA 国際原子力機関|국제원자력기구
6 imf|IMF international_monetary_fund|IWF wahrungsfonds|FMI|FMI|Fmi FMI|FMI|IMF|MFW|МВФ|МВФ|صندوق_النقد|קרן_המטבע|IMF|国际货币基金|IMF 国際通貨基金|국제통화기금
3 wto|WTO world_trade_organi*|WTO welthandels*|OMC|OMC|Omc Wto|OMC|WTO|WTO|СОТ|ВТО|منظمه_التجاره_العالميه|ארגון_הסחר_העולמי|DTO|世贸组织|WTO 世界貿易機関|세계무역기구
5 ecb|ECB european_central_bank|EZB europaische*_zentralbank|BCE banque_centrale_europeenne|BCE banco_central_europeo|Bce BCE banca_centrale_europea|BCE banco_central_europeu|ECB europese_centrale_bank|EBC europejsk*_bank*_centraln*|ЄЦБ|ЕЦБ|البنك_المركزي_الاوروبي|הבנק_המרכזי_האירופי|avrupa_merkez_bankasi|欧洲央行|ECB 欧州中央銀行|유럽중앙은행
6 fed|federal_reserve Fed|US-notenbank* Fed|Fed|Fed|Fed|Fed|Fed|Fed|ФРС|ФРС|الاحتياطي_الفيدرالي|הפד|fed fed'*|美联储|FRB|연준
4 icc|ICC international_criminal_court|IStGH strafgerichtshof*|CPI cour_penale_internationale|CPI TPI corte_penal_internacional|corte_penale_internazionale Cpi|TPI tribunal_penal_internacional|strafhof internationaal_strafhof|MTK miedzynarodow*_trybunal*_karn*|МКС|МУС|المحكمه_الجنائيه_الدوليه|בית_הדין_בהאג|uluslararasi_ceza_mahkemesi|国际刑事法院|国際刑事裁判所|국제형사재판소
4 opec|OPEC|Opec OPEC|Opep OPEP|OPEP|Opec|OPEP Opep|OPEC|OPEC|ОПЕК|ОПЕК|اوبك|אופ"ק אופק|OPEC|欧佩克|OPEC|오펙 석유수출국기구
4 g7|G7|G7|G7|G7|G7|G7|G7|G7|G7|G7|مجموعه_السبع|G7|G7|七国集团|G7|주요7개국
4 g20|G20|G20|G20|G20|G20|G20|G20|G20|G20|G20|مجموعه_العشرين|G20|G20|二十国集团|G20|주요20개국
3 brics|BRICS Brics|Brics|Brics|BRICS|Brics|Brics BRICS|Brics|BRICS|БРІКС|БРИКС|بريكس|בריקס|BRICS|金砖|BRICS|브릭스
3 asean|ASEAN Asean|Asean|Asean|ASEAN|Asean|ASEAN|ASEAN|ASEAN|АСЕАН|АСЕАН|اسيان|אסיאן|ASEAN|东盟|ASEAN|아세안
3 africanunion|african_union|afrikanische*_union|union_africaine|union_africana|unione_africana|uniao_africana|afrikaanse_unie|uni*_afrykansk*|африканськ*_союз*|африканск*_союз*|الاتحاد_الافريقي|האיחוד_האפריקאי|afrika_birlig*|非盟|アフリカ連合|아프리카연합
3 arableague|arab_league|arabische*_liga|ligue_arabe|liga_arabe|lega_araba|liga_arabe|arabische_liga|lig*_arabsk*|ліг*_арабськ*|лиг*_арабск*|الجامعه_العربيه|הליגה_הערבית|arap_birligi|阿盟|アラブ連盟|아랍연맹
3 redcross|red_cross|rotes_kreuz roten_kreuz*|croix-rouge|cruz_roja|croce_rossa|cruz_vermelha|rode_kruis|czerwon*_krzyz*|червон*_хрест*|красн*_крест*|الصليب_الاحمر|הצלב_האדום|kizilhac|红十字|赤十字|적십자
3 interpol|interpol|interpol|interpol|interpol|interpol|interpol|interpol|interpol*|інтерпол*|интерпол*|الانتربول|אינטרפול|interpol|国际刑警|インターポール 国際刑事警察|인터폴
2 unesco|UNESCO Unesco|Unesco|Unesco|UNESCO Unesco|Unesco|UNESCO|Unesco|UNESCO|ЮНЕСКО|ЮНЕСКО|يونسكو|אונסק"ו אונסקו|UNESCO|联合国教科文|ユネスコ|유네스코
3 unicef|UNICEF Unicef|Unicef|Unicef|UNICEF Unicef|Unicef|UNICEF Unicef|Unicef|UNICEF|ЮНІСЕФ|ЮНИСЕФ|اليونيسف يونيسف|יוניסף|UNICEF|联合国儿童基金|ユニセフ|유니세프
3 osce|OSCE|OSZE|OSCE|OSCE|Osce|OSCE|OVSE|OBWE|ОБСЄ|ОБСЕ|منظمه_الامن_والتعاون|OSCE|AGIT|欧安组织|OSCE 欧州安保協力|유럽안보협력
6 whitehouse|white_house|weisse*_haus*|maison_blanche|casa_blanca|casa_bianca|casa_branca|witte_huis|bial*_dom*|біл*_дім білого_дому|бел*_дом белого_дома|البيت_الابيض|הבית_הלבן|beyaz_saray*|白宫 白宮|ホワイトハウス|백악관
6 pentagon|pentagon|pentagon|pentagone|pentagono|pentagono|pentagono|pentagon|pentagon*|пентагон*|пентагон*|البنتاغون|פנטגון|pentagon*|五角大楼|国防総省 ペンタゴン|펜타곤
6 kremlin|kremlin|kreml*|kremlin|kremlin|cremlino|kremlin|kremlin|kreml*|кремл*|кремл*|الكرملين|קרמלין|kremlin*|克里姆林宫|クレムリン|크렘린
6 hamas|hamas|hamas|hamas|hamas|hamas|hamas|hamas|hamas*|хамас*|хамас*|حماس|חמאס|hamas*|哈马斯|ハマス|하마스
6 hezbollah|hezbollah hizbollah hizbullah|hisbollah* hizbollah|hezbollah|hizbula* hezbola*|hezbollah|hezbollah|hezbollah|hezbollah* hizballah*|хезболла* хізболл*|хезболл*|حزب_الله|חיזבאללה חזבאללה|hizbullah*|真主党|ヒズボラ|헤즈볼라
4 taliban|taliban|taliban|talibans|talibanes|talebani|talibas|taliban|taliban* talib*|талібан*|талибан* талиб*|طالبان|טליבאן טאליבאן|taliban*|塔利班|タリバン|탈레반
2 eurozone|eurozone euro_area|euroraum* euro-zone eurozone|zone_euro|eurozona zona_euro|eurozona area_euro area_dell'euro|zona_euro|eurozone|stref*_euro|єврозон*|еврозон*|منطقه_اليورو|גוש_האירו|euro_bolgesi|欧元区|ユーロ圏|유로존
4 redsea|red_sea|rote*_meer|mer_rouge|mar_rojo|mar_rosso|mar_vermelho|rode_zee|morz*_czerwon*|червон*_мор*|красн*_мор*|البحر_الاحمر|ים_סוף הים_האדום|kizildeniz*|红海|紅海|홍해
4 blacksea|black_sea|schwarze*_meer|mer_noire|mar_negro|mar_nero|mar_negro|zwarte_zee|morz*_czarn*|чорн*_мор* чорномор*|черн*_мор* черномор*|البحر_الاسود|הים_השחור|karadeniz*|黑海|黒海|흑해
4 balticsea|baltic_sea baltic|ostsee*|baltique|baltico|baltico|baltico|oostzee|baltyk* baltyck*|балтій* балтик*|балти*|بحر_البلطيق|הים_הבלטי|baltik*|波罗的海|バルト海|발트해
4 mediterranean|mediterranean|mittelmeer*|mediterranee|mediterraneo|mediterraneo|mediterraneo|middellandse_zee|srodziemn*|середземн*|средиземн*|البحر_المتوسط البحر_الابيض|הים_התיכון|akdeniz*|地中海|地中海|지중해
3 pacific|pacific_ocean|pazifik*|pacifique|pacifico|pacifico|pacifico|grote_oceaan|pacyfik*|тихоокеанськ* тихого_океану|тихоокеанск* тихого_океана|المحيط_الهادئ|האוקיינוס_השקט|pasifik|太平洋|太平洋|태평양
3 euro|euro euros|euro euros|euro euros|euro euros|euro|euro euros|euro euro's|euro|євро|евро|يورو|אירו יורו|euro avro|欧元 歐元|ユーロ|유로
10 dollar|dollar dollars|dollar*|dollar*|dolar dolares|dollar*|dolar dolares|dollar*|dolar*|долар*|доллар*|دولار*|דולר דולרים|dolar*|美元|ドル|달러
2 pound|sterling|pfund|livre_sterling|libra_esterlina libras|sterlin*|libra_esterlina libras|pond|funt*_szterling*|фунт* |фунт*|جنيه_استرليني|ליש"ט|sterlin|英镑|ポンド|파운드
3 yen|yen|yen|yens yen|yenes yen|yen|ienes iene|yen|jen jenow|єн єна|иен*|ين_ياباني|ין|yen|日元|億円 万円 兆円|엔을 엔에
2 yuan|yuan renminbi|yuan|yuan yuans|yuanes yuan|yuan|yuan yuans|yuan|juan* |юан*|юан*|يوان|יואן|yuan|人民币 亿元 万元|人民元|위안
2 shekel|shekel*|schekel*|shekel*|shekel* sequel*|shekel|shekel*|sjekel*|szekl*|шекел*|шекел*|شيكل شيقل|שקל שקלים|sekel|谢克尔|シェケル|셰켈
2 zloty|zloty zlotys|zloty|zlotys zloty|zlotys zloty|zloty|zloty|zloty|zlotych zloty zl|злот*|злот*|زلوتي|זלוטי|zloti|兹罗提|ズウォティ|즈워티
2 lira|lira|lira|livre_turque|lira_turca|lira_turca|lira_turca|lira|lir* |лір*|лир*|ليره|לירה|lira lirasi|里拉|リラ|리라
2 ruble|ruble* rouble*|rubel|rouble*|rublo*|rubl*|rublo*|roebel|rubl* rubel|рубл*|рубл*|روبل|רובל|ruble|卢布|ルーブル|루블
2 champions|champions_league|champions_league|ligue_des_champions|champions liga_de_campeones|champions champions_league|liga_dos_campeoes|champions_league|liga_mistrzow lidze_mistrzow|ліг*_чемпіонів|лиг*_чемпионов|دوري_ابطال_اوروبا|ליגת_האלופות|sampiyonlar_ligi*|欧冠|チャンピオンズリーグ CL|챔피언스리그
2 worldcup|world_cup|weltmeisterschaft* fussball-wm wm|coupe_du_monde mondial|copa_del_mundo mundial|coppa_del_mondo mondiali|copa_do_mundo mundial|wereldkampioenschap* wk|mistrzostw*_swiata mundial*|чемпіонат*_світу|чемпионат*_мира|كاس_العالم|גביע_העולם מונדיאל|dunya_kupasi|世界杯|ワールドカップ W杯|월드컵
1 toyota|toyota|toyota*|toyota|toyota|toyota|toyota|toyota|toyot*|тойот*|тойот*|تويوتا|טויוטה|toyota|丰田 豐田|トヨタ|도요타 토요타
1 samsung|samsung|samsung|samsung|samsung|samsung|samsung|samsung|samsung*|самсунг* samsung|самсунг* samsung|سامسونغ|סמסונג|samsung|三星|サムスン|삼성
1 volkswagen|volkswagen VW|volkswagen* VW|volkswagen|volkswagen|volkswagen|volkswagen|volkswagen|volkswagen*|фольксваген* volkswagen|фольксваген* volkswagen|فولكسفاغن|פולקסווגן|volkswagen*|大众汽车|フォルクスワーゲン VW|폭스바겐 폴크스바겐
1 ferrari|ferrari|ferrari*|ferrari|ferrari|ferrari|ferrari|ferrari|ferrari*|феррарі ferrari|феррари ferrari|فيراري|פרארי|ferrari|法拉利|フェラーリ|페라리
1 honda|honda|honda*|honda|honda|honda|honda|honda|hond*|хонда honda|хонда honda|هوندا|הונדה|honda|本田|ホンダ|혼다
1 nissan|nissan|nissan*|nissan|nissan|nissan|nissan|nissan|nissan*|ніссан nissan|ниссан nissan|نيسان|ניסאן|nissan|日产|日産|닛산
1 hyundai|hyundai|hyundai*|hyundai|hyundai|hyundai|hyundai|hyundai|hyundai*|hyundai|hyundai|هيونداي|יונדאי|hyundai|现代汽车|現代自動車 ヒョンデ|현대차 현대자동차
1 hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|hanwha|هانوا|האנווה|hanwha|韩华|ハンファ|한화
1 tsmc|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|TSMC|台积电 台積電|TSMC|TSMC
1 huawei|huawei|huawei|huawei|huawei|huawei|huawei|huawei|huawei*|huawei|huawei|هواوي|וואווי|huawei|华为|ファーウェイ 華為|화웨이
1 boeing|boeing|boeing*|boeing|boeing|boeing|boeing|boeing|boeing*|боїнг* boeing|боинг* boeing|بوينغ|בואינג|boeing*|波音|ボーイング|보잉
1 airbus|airbus|airbus*|airbus|airbus|airbus|airbus|airbus|airbus*|airbus аеробус*|airbus аэробус*|ايرباص|איירבוס|airbus*|空客 空中客车|エアバス|에어버스
2 google|google|google*|google|google|google|google|google|google*|google|google|غوغل جوجل|גוגל|google*|谷歌|グーグル|구글
2 apple|Apple|Apple Apples|Apple|Apple|Apple|Apple|Apple|Apple|apple|apple|ابل|אפל|apple apple'*|苹果公司|アップル|애플
2 microsoft|microsoft|microsoft*|microsoft|microsoft|microsoft|microsoft|microsoft|microsoft*|microsoft|microsoft|مايكروسوفت|מיקרוסופט|microsoft*|微软|マイクロソフト|마이크로소프트
2 tesla|tesla|tesla*|tesla|tesla|tesla|tesla|tesla|tesli tesla|tesla тесла|tesla тесла|تسلا|טסלה|tesla*|特斯拉|テスラ|테슬라
2 amazon|Amazon|Amazon Amazons|Amazon|Amazon|Amazon|Amazon|Amazon|Amazon|amazon|amazon|امازون|אמזון|amazon|亚马逊公司|アマゾン|아마존닷컴
"""
