"""Countries that news names most, and who lives there, as sixteen languages call them: "Niemcy", "deutsche", "德国".

A row is an ISO 3166 country; of a thousand reports so many name it; its words stand in the order of
``concepts.LANGUAGES`` and are written as there. Beginnings, since most of these languages bend their names: what CLDR
has ("Україна") meets neither "в Україні" nor "українських". The names of all other countries come from CLDR. A
capital does not stand for its country's government here: it is a place of its own (core.facts).
"""

NATIONS = """
120 US|united_states u.s us usa america american*|usa amerika* us-* vereinigte*_staaten|etats-unis americain* etats-unien*|estados_unidos eeuu ee.uu estadounidens* norteamerican*|stati_uniti usa american* statunitens*|estados_unidos eua norte-american* american*|verenigde_staten vs amerika*|stany_zjednoczon* stanow_zjednoczon* usa ameryka*|сша америк*|сша америк*|الولايات_المتحده امريك* الامريك* اميرك* الاميرك*|ארצות_הברית ארה"ב ארהב אמריק*|abd amerika*|美国 美國 美方 美军|アメリカ 米国 米軍 米政府|미국
60 GB|britain british uk u.k united_kingdom england english britons briton|grossbritannien britisch* brite* vereinigte*_konigreich england englisch*|royaume-uni britanniqu* angleterre anglais*|reino_unido britanic* inglaterra ingles*|regno_unito britannic* inghilterra ingles* gran_bretagna|reino_unido britanic* inglaterra ingles*|verenigd_koninkrijk brits* britten engeland engels*|wielk*_brytani* brytyjsk* angli* angielsk*|велик*_британ* британ* англі*|великобритан* британ* англи* английск*|بريطاني* البريطاني* المملكه_المتحده|בריטני* בריטי* אנגלי*|ingiltere ingiliz* birlesik_krallik britanya*|英国 英國|イギリス 英国 英政府|영국
70 RU|russia* russian*|russland* russisch* russe russen|russie russe russes|rusia* ruso rusa rusos rusas|russia russo russa russi russe|russia russo russa russos russas|rusland* russisch* russen|rosja* rosji rosje rosyjsk* rosjan*|росі* росій*|росси* русск*|روسيا الروسي* روسي*|רוסיה רוסי רוסית רוסים|rusya* rus ruslar*|俄罗斯 俄羅斯 俄军 俄方 俄将|ロシア|러시아
70 UA|ukrain*|ukrain*|ukrain*|ucrania* ucranian*|ucraina* ucrain*|ucrania* ucranian*|oekrai*|ukrain*|україн*|украин*|اوكراني* الاوكراني*|אוקראינ*|ukrayna*|乌克兰 烏克蘭|ウクライナ|우크라이나
60 CN|china chinese|china* chines*|chine chinois*|china* chino chinos chinas|cina cines*|china* chines*|china* chinees* chinez*|chiny chin chinach chinsk*|кита*|кита*|الصين صيني* الصيني*|סין סיני סינית סינים|cin cin'* cinli*|中国 中國|中国|중국
50 IL|israel*|israel* |israel*|israel*|israel*|israel*|israel*|izrael*|ізраїл*|израил*|اسرائيل* الاسرائيل*|ישראל*|israil*|以色列|イスラエル|이스라엘
40 DE|german germany germans|deutschland* deutsch*|allemagn* allemand*|aleman*|german* tedesc*|aleman* alema alemao alemaes|duits*|niemc* niemiec* niemcz*|німеч* німец* німці*|герман* немец* немцы|المانيا الالماني* الماني*|גרמני*|almanya* alman*|德国 德國|ドイツ|독일
45 FR|france french|frankreich* franzos*|france franca* |francia frances*|francia frances*|franca frances*|frankrijk* frans*|francj* francus*|франц*|франц*|فرنسا الفرنسي* فرنسي*|צרפת*|fransa* fransiz*|法国 法國|フランス|프랑스
15 IT|italy italian*|italien*|italie italien*|italia*|italia*|italia*|italie italiaan*|wloch* wlosk* wlosi|італі*|итальян* итали*|ايطالي* الايطالي*|איטלי*|italya*|意大利 義大利|イタリア|이탈리아
20 ES|spain spanish spaniard*|spanien* spanisch* spanier*|espagn*|espana espanol*|spagn*|espanh*|spanje spaan*|hiszpan*|іспан*|испан*|اسباني* الاسباني*|ספרד*|ispany*|西班牙|スペイン|스페인
8 PT|portugal portuguese|portugal* portugies*|portugal portugais*|portugal portugues*|portogallo portoghes*|portugal portugues*|portugal portugees* portugez*|portugali* portugalsk*|португал*|португал*|البرتغال* برتغالي*|פורטוגל*|portekiz*|葡萄牙|ポルトガル|포르투갈
10 NL|netherlands dutch|niederland* hollan*|pays-bas neerlandais*|paises_bajos neerlandes* holand* holandes*|paesi_bassi olandes* olanda|paises_baixos neerlandes* holand*|nederland*|holand* holendersk* niderland*|нідерланд* голланд*|нидерланд* голланд*|هولند* الهولندي*|הולנד*|hollanda*|荷兰 荷蘭|オランダ|네덜란드
8 BE|belgium belgian*|belgi*|belgique belge belges|belgica belga belgas|belgio belg*|belgica belga belgas|belgi*|belgi*|бельгі*|бельги*|بلجيك* البلجيك*|בלגי*|belcika*|比利时|ベルギー|벨기에
20 PL|poland polish poles|polen* polnisch* pole|pologn* polonais*|poloni* polac*|poloni* polacc*|polonia polac* polones*|polen pools* polen*|polsk* polac* polak*|польщ* польськ* поляк*|польш* польск* поляк*|بولند* البولندي*|פולין פולני*|polonya*|波兰 波蘭|ポーランド|폴란드
15 TR|turkey turkish turks turkiye|turkei* turkisch* turke*|turqui* turc turcs turque*|turqui* turco turca turcos|turchia turc*|turqui* turco turca turcos|turkij* turks*|turcj* tureck*|туреч* турец*|турци* турец*|تركيا التركي* تركي*|טורקי*|turkiye* turk turkler*|土耳其|トルコ|튀르키예 터키
8 GR|greece greek*|griech*|grece grec grecs grecque*|grecia griego* griega*|grecia grec*|grecia grego* grega*|griek*|grecj* greck*|греці* грец*|греци* греч*|اليونان* يوناني*|יוון יווני*|yunan*|希腊 希臘|ギリシャ|그리스
10 HU|hungar*|ungar*|hongr*|hungr* hungar*|ungher*|hungr* hungar*|hongar*|wegr* wegier*|угорщ* угорс*|венгр* венгер*|المجر* هنغار*|הונגרי*|macaristan* macar*|匈牙利|ハンガリー|헝가리
8 SE|sweden swedish swedes|schwed*|suede suedois*|sueci* sueco*|svezia svedes*|sueci* sueco*|zweden zweed*|szwec* szwed*|швец* швед*|швец* швед*|السويد* سويدي*|שבדי* שוודי*|isvec*|瑞典|スウェーデン|스웨덴
6 NO|norway norwegian*|norweg*|norveg*|norueg*|norveg*|norueg*|noorwegen noors*|norweg* norwesk*|норвег* норвез*|норвег* норвеж*|النرويج* نرويجي*|נורבגי* נורווגי*|norvec*|挪威|ノルウェー|노르웨이
6 DK|denmark danish danes|danemark* danisch*|danemark danois*|dinamarc* danes*|danimarca danes*|dinamarc* dinamarques*|denemarken deens*|dani* dunsk* dunczy*|дані* данськ*|дани* датск*|الدنمارك* دنماركي*|דנמרק דני*|danimarka*|丹麦|デンマーク|덴마크
8 CH|switzerland swiss|schweiz*|suisse*|suiz*|svizzer*|suic*|zwitser*|szwajcar*|швейцар*|швейцар*|سويسر* السويسر*|שוויצ* שווייצ*|isvicre*|瑞士|スイス|스위스
8 AT|austria* |osterreich*|autrich*|austria*|austria*|austria*|oostenrijk*|austri*|австрі*|австри*|النمسا* نمساوي*|אוסטרי*|avusturya*|奥地利|オーストリア|오스트리아
6 RO|romania*|ruman*|rouman*|ruman*|rumen* romania|romen* romeni*|roemen* roemeens*|rumuni* rumun*|румун*|румын*|رومانيا الروماني*|רומני*|romanya*|罗马尼亚|ルーマニア|루마니아
6 CZ|czech*|tschech*|tchequ*|chec*|cec*|chec* tchec*|tsjech*|czech* czesk*|чех* чес*|чех* чеш*|التشيك*|צ'כי* צכי*|cekya* cek|捷克|チェコ|체코
5 LT|lithuania*|litau*|lituan*|lituan*|lituan*|lituan*|litouw*|litw* litews*|литов* литв*|литов* литв*|ليتوانيا|ליטא*|litvanya*|立陶宛|リトアニア|리투아니아
5 LV|latvia*|lettland* lettisch*|letton*|leton*|letton*|leton* let*nia|letland*|lotw* lotews*|латві* латис*|латви* латыш*|لاتفيا|לטבי*|letonya*|拉脱维亚|ラトビア|라트비아
5 EE|estonia*|estland* estnisch*|estoni*|estoni*|eston*|estoni*|estland* ests*|estoni* estons*|естон*|эстон*|استونيا|אסטוני*|estonya*|爱沙尼亚|エストニア|에스토니아
6 FI|finland finnish finns|finnland* finnisch* finnen|finland*|finland* finlandes* fines*|finland*|finland*|finland* fins*|finlandi* fins*|фінлянд* фінськ*|финлянд* финск*|فنلند*|פינלנד פיני*|finlandiya* fin|芬兰|フィンランド|핀란드
8 BY|belarus*|belarus* weissruss*|belarus* bielorus*|bielorrus* belarus*|bielorus*|bielorrus* belarus*|belarus* wit-rus*|bialorus*|білорус*|белорус* беларус*|بيلاروس*|בלארוס בלרוס*|belarus*|白俄罗斯|ベラルーシ|벨라루스
8 RS|serbia* serb serbs|serbi*|serbi* serbe*|serbi*|serbi* serb*|servi* servio*|servi*|serbi* serbs*|серб*|серб*|صربيا الصرب*|סרבי*|sirbistan* sirp*|塞尔维亚|セルビア|세르비아
25 JP|japan japanese|japan*|japon japonais*|japon japones*|giappon*|japao japones*|japan*|japoni* japons*|япон*|япон*|اليابان* ياباني*|יפן יפני*|japonya* japon*|日本|日本|일본
15 KR|south_korea south_korean*|sudkorea*|coree_du_sud sud-coreen*|corea_del_sur surcorean*|corea_del_sud sudcorean*|coreia_do_sul sul-corean*|zuid-korea*|kore*_poludniow* poludniowokorean* korei|південн*_коре* південнокорейс* корейськ*|южн*_коре* южнокорейс*|كوريا_الجنوبيه|דרום_קוריאה דרום_קוריאני*|guney_kore*|韩国 韓國|韓国|한국
15 KP|north_korea north_korean*|nordkorea*|coree_du_nord nord-coreen*|corea_del_norte norcorean*|corea_del_nord nordcorean*|coreia_do_norte norte-corean*|noord-korea*|kore*_polnocn* polnocnokorean*|північн*_коре* північнокорейс*|северн*_коре* северокорейс* кндр|كوريا_الشماليه|צפון_קוריאה|kuzey_kore*|朝鲜 北韓 朝鮮|北朝鮮|북한
12 TW|taiwan*|taiwan*|taiwan*|taiwan*|taiwan*|taiwan*|taiwan*|tajwan*|тайван*|тайван*|تايوان*|טאיוואן טייוואן*|tayvan*|台湾 台灣 臺灣|台湾|대만 타이완
20 IN|india indian indians|indien indisch* inder|inde indien indiens indienne*|india* indio indios|india* indiano|india* indiano|india* indias*|indie indii indyjs* hindus*|інді* індійс*|инди* индийс*|الهند هندي* الهندي*|הודו הודי*|hindistan* hint*|印度|インド|인도
8 PK|pakistan*|pakistan*|pakistan*|pakistan* paquistan*|pakistan*|paquistan*|pakistan*|pakistan*|пакистан*|пакистан*|باكستان* الباكستان*|פקיסטן*|pakistan*|巴基斯坦|パキスタン|파키스탄
8 AF|afghan*|afghan*|afghan*|afgan*|afghan*|afeg* afghan*|afghan*|afgan*|афган*|афган*|افغانستان الافغان*|אפגניסטן אפגני*|afganistan* afgan*|阿富汗|アフガニスタン|아프가니스탄
8 PH|philippine* filipino*|philippin*|philippin*|filipin*|filippin*|filipin*|filipijn*|filipin*|філіппін*|филиппин*|الفلبين* فلبيني*|פיליפינ*|filipin*|菲律宾 菲律賓|フィリピン|필리핀
8 ID|indonesia*|indones*|indones*|indonesi*|indonesi*|indonesi*|indones*|indonez*|індонез*|индонез*|اندونيسيا|אינדונזי*|endonezya*|印尼 印度尼西亚|インドネシア|인도네시아
8 VN|vietnam*|vietnam*|vietnam* |vietnam*|vietnam*|vietnam* vietna*|vietnam*|wietnam*|в'єтнам* вєтнам*|вьетнам*|فيتنام*|וייטנאם ויאטנם*|vietnam*|越南|ベトナム|베트남
8 TH|thailand thai thais|thailand* thailand*|thailand*|tailand*|tailand* thailand*|tailand*|thailand* thais*|tajland* tajs*|таїланд* тайськ*|таиланд* тайск*|تايلاند* تايلند*|תאילנד*|tayland*|泰国 泰國|タイの タイ政府|태국
20 IR|iran iranian*|iran iranisch* irans|iran iranien*|iran irani|iran iranian*|ira irania*|iran iraans*|iran iranu iranie irans*|іран*|иран*|ايران* الايراني*|איראן איראני*|iran iran'*|伊朗|イラン|이란
10 IQ|iraq iraqi*|irak irakisch* iraks|irak irakien*|irak iraqui*|iraq irachen*|iraque iraquian*|irak iraaks*|irak iraku irack*|ірак*|ирак*|العراق* عراقي*|עיראק*|irak irak'*|伊拉克|イラク|이라크
10 SY|syria*|syrien* syrisch* syrer*|syrie* syrien*|siria*|siria*|siria* sirio*|syri*|syri* syryjs*|сирі* сирій*|сири*|سوريا سوريه السوري*|סוריה סורי סורים סורית|suriye*|叙利亚|シリア|시리아
10 LB|leban*|libanon* libanes*|liban libanais*|libano libanes*|libano libanes*|libano libanes*|libanon libanes*|liban libanu libansk*|ліван*|ливан*|لبنان* اللبناني*|לבנון לבנוני*|lubnan*|黎巴嫩|レバノン|레바논
25 PS|palestin* gaza|palastinens* palastina gaza gazastreifen*|palestin* gaza|palestin* gaza|palestin* gaza|palestin* gaza|palestijn* gaza gazastrook|palestyn* gazy gaza strefa_gazy|палестин* газ* сектор_гази|палестин* сектор*_газа|فلسطين* الفلسطين* غزه|פלסטינ* עזה רצועת_עזה|filistin* gazze*|巴勒斯坦 加沙|パレスチナ ガザ|팔레스타인 가자
12 EG|egypt*|agypt*|egypt*|egipto egipcio*|egitto egizian*|egito egipci*|egypte egyptisch*|egipt* egips*|єгип*|егип*|مصر المصري* مصري*|מצרים מצרי*|misir*|埃及|エジプト|이집트
12 SA|saudi*|saudi*|arabie_saoudite saoudien*|arabia_saudi saudi*|arabia_saudita saudit*|arabia_saudita saudit*|saoedi* saudi*|arabi*_saudyjs* saudyjs*|саудівськ*|саудовск*|السعوديه سعودي* السعودي*|סעודיה סעודי*|suudi*|沙特 沙乌地|サウジ|사우디
8 YE|yemen* houthi*|jemen* huthi* houthi*|yemen* houthi*|yemen* huti*|yemen* houthi*|iemen* houthi*|jemen* houthi*|jemen* huti*|ємен* хусит* хуті*|йемен* хусит*|اليمن* الحوثي*|תימן חות'ים חותים|yemen* husi*|也门 胡塞|イエメン フーシ|예멘 후티
8 SD|sudan sudanese|sudan sudanes* sudans|soudan soudanais*|sudan sudanes*|sudan sudanes*|sudao sudanes*|sudan* soedan*|sudan sudanu sudans*|судан*|судан*|السودان* سوداني*|סודן סודני*|sudan*|苏丹|スーダン|수단
5 ET|ethiopia*|athiop*|ethiopi*|etiop*|etiop*|etiop* |ethiopi* ethiop*|etiop*|ефіоп*|эфиоп*|اثيوبي* الاثيوبي*|אתיופי*|etiyopya*|埃塞俄比亚|エチオピア|에티오피아
5 KE|kenya*|kenia*|kenya*|keni*|kenia* keniot* |quenia*|kenia* keniaan*|keni* kenij*|кені*|кени*|كينيا الكيني*|קניה קנייתי*|kenya*|肯尼亚|ケニア|케냐
5 UG|uganda*|uganda*|ouganda*|uganda*|uganda*|uganda*|oeganda*|ugand*|уганд*|уганд*|اوغندا|אוגנדה|uganda*|乌干达|ウガンダ|우간다
8 NG|nigeria*|nigeria*|nigeria*|nigerian* nigeria|nigeria*|nigeria*|nigeria*|nigeri* nigeryj*|нігері*|нигери*|نيجيريا|ניגריה|nijerya*|尼日利亚|ナイジェリア|나이지리아
5 CD|congo congolese drc|kongo kongoles*|congo congolais* rdc|congo congolen* congoles*|congo congoles*|congo congoles*|congo congoles*|kongo kongijs*|конго*|конго|الكونغو|קונגו|kongo*|刚果|コンゴ|콩고
10 ZA|south_africa south_african*|sudafrika*|afrique_du_sud sud-africain*|sudafrica* sudafrican*|sudafrica*|africa_do_sul sul-african*|zuid-afrika*|rpa poludniowoafrykans*|південн*_африк* пар|юар южноафрикан*|جنوب_افريقيا|דרום_אפריקה|guney_afrika*|南非|南アフリカ|남아프리카 남아공
12 BR|brazil*|brasil*|bresil*|brasil*|brasil*|brasil*|brazil* braziliaan*|brazyli*|бразил*|бразил*|البرازيل* برازيلي*|ברזיל*|brezilya*|巴西|ブラジル|브라질
8 AR|argentin*|argentin*|argentin*|argentin*|argentin*|argentin*|argentijn* argentin*|argenty*|аргентин*|аргентин*|الارجنتين* ارجنتيني*|ארגנטינ*|arjantin*|阿根廷|アルゼンチン|아르헨티나
6 CL|chile chilean*|chile* chilenisch*|chili chilien*|chile chilen*|cile cilen*|chile chilen*|chili chileens*|chile chilijs*|чилі чилійс*|чили чилийс*|تشيلي*|צ'ילה צילה|sili|智利|チリ|칠레
5 BO|bolivia*|bolivi*|bolivi*|bolivi*|bolivi*|bolivi*|bolivi*|boliwi*|болів*|болив*|بوليفيا|בוליביה|bolivya*|玻利维亚|ボリビア|볼리비아
8 CO|colombia*|kolumbi*|colombie* colombien*|colombia*|colombia*|colombi*|colombia*|kolumbi*|колумб*|колумб*|كولومبيا|קולומביה|kolombiya*|哥伦比亚|コロンビア|콜롬비아
8 VE|venezuel*|venezol* venezuel*|venezuel*|venez*|venezuel*|venezuel*|venezuel* venezolaan*|wenezuel*|венесуел*|венесуэл*|فنزويلا|ונצואלה|venezuela*|委内瑞拉|ベネズエラ|베네수엘라
12 MX|mexic*|mexik*|mexi*|mexic* mejic*|messic*|mexic*|mexic* mexicaan*|meksyk*|мексик*|мексик*|المكسيك* مكسيكي*|מקסיקו מקסיקני*|meksika*|墨西哥|メキシコ|멕시코
12 CA|canad*|kanad*|canad*|canad*|canad*|canad*|canad* canadees*|kanad*|канад*|канад*|كندا الكندي* كندي*|קנדה קנדי*|kanada*|加拿大|カナダ|캐나다
15 AU|australia* aussie*|austral*|austral*|austral*|austral*|austral*|austral*|austral*|австрал*|австрал*|استراليا الاسترالي*|אוסטרלי*|avustralya*|澳大利亚 澳洲|オーストラリア|호주
"""

PLACES = """
8 kyiv|kyiv kiev|kiew* kyjiw|kiev kyiv|kiev kyiv|kiev kyiv|kiev kyiv|kiev kyiv|kij* kijow*|київ києв* київськ*|киев* |كييف|קייב|kiev|基辅 基輔|キーウ キエフ|키이우 키예프
5 crimea|crimea*|krim|crimee|crimea|crimea|crimeia|krim|krym*|крим* |крым*|القرم|קרים|kirim|克里米亚|クリミア|크림반도
5 donbas|donbas donbass|donbass donbas|donbass|donbas donbass|donbass|donbass|donbas|donbas*|донбас*|донбас*|دونباس|דונבאס|donbas*|顿巴斯|ドンバス|돈바스
3 westbank|west_bank|westjordanland*|cisjordanie|cisjordania|cisgiordania|cisjordania|westelijke_jordaanoever|zachodni*_brzeg*|західн*_берег*_річки|западн*_берег*_реки|الضفه_الغربيه|הגדה_המערבית יהודה_ושומרון|bati_seria|约旦河西岸|ヨルダン川西岸|서안지구
4 hongkong|hong_kong|hongkong*|hong_kong|hong_kong|hong_kong|hong_kong|hongkong|hongkong*|гонконг*|гонконг*|هونغ_كونغ|הונג_קונג|hong_kong|香港|香港|홍콩
2 hokkaido|hokkaido|hokkaido*|hokkaido|hokkaido|hokkaido|hokkaido|hokkaido|hokkaido|хоккайдо|хоккайдо|هوكايدو|הוקאידו|hokkaido|北海道|北海道|홋카이도
2 okinawa|okinawa|okinawa*|okinawa|okinawa|okinawa|okinawa|okinawa|okinaw*|окінав*|окинав*|اوكيناوا|אוקינאווה|okinawa|冲绳 沖繩|沖縄|오키나와
3 catalonia|catalonia catalan*|katalon* katalan*|catalogn* catalan*|cataluna catalan*|catalogna catalan*|catalunha catal*|catalonie catalaan*|kataloni* katalon*|каталон*|каталон*|كتالونيا|קטלוניה|katalon*|加泰罗尼亚|カタルーニャ|카탈루냐
3 scotland|scotland scottish|schottland* schottisch*|ecosse ecossais*|escocia escoces*|scozia scozzes*|escocia escoces*|schotland schots*|szkocj* szkock*|шотланд*|шотланд*|اسكتلندا|סקוטלנד סקוטי*|iskoc*|苏格兰|スコットランド|스코틀랜드
3 kashmir|kashmir*|kaschmir*|cachemire|cachemira|kashmir|caxemira|kasjmir|kaszmir*|кашмір*|кашмир*|كشمير|קשמיר|kesmir|克什米尔|カシミール|카슈미르
3 sicily|sicil*|sizilien* sizilianisch*|sicil*|sicilia*|sicilia*|sicilia*|sicili*|sycyli*|сицилі*|сицили*|صقليه|סיציליה|sicilya*|西西里|シチリア|시칠리아
3 bavaria|bavaria*|bayern* bayerisch*|baviere bavarois*|baviera bavar*|baviera bavares*|baviera bavar*|beieren beiers*|bawari* bawars*|баварі* баварськ*|бавари* баварск*|بافاريا|בוואריה|bavyera*|巴伐利亚|バイエルン州|바이에른주
2 tibet|tibet*|tibet*|tibet*|tibet*|tibet*|tibet*|tibet*|tybet*|тибет*|тибет*|التبت|טיבט|tibet|西藏|チベット|티베트
2 xinjiang|xinjiang uighur* uyghur*|xinjiang uigur*|xinjiang ouigour*|xinjiang uigur*|xinjiang uigur*|xinjiang uigur*|xinjiang oeigoer*|xinjiang ujgur*|сіньцзян* уйгур*|синьцзян* уйгур*|شينجيانغ الايغور|שינג'יאנג אויגורים|sincan uygur*|新疆|新疆 ウイグル|신장위구르
2 siberia|siberia*|sibiri*|siberi*|siberia*|siberia*|siberia*|siberi*|syberi* syberyj*|сибір*|сибир*|سيبيريا|סיביר|sibirya*|西伯利亚|シベリア|시베리아
"""
"""What is no country and no city, or bends as no rule for cities knows. Spelt without accents where a language has them.
"""
