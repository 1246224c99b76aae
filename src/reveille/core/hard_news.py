"""Words of what happened, which no background, advice or feature has: killings, verdicts, votes, quakes, resignations.

A headline with one of them is news whatever form it has ("How a gunman killed nine"). A word too many here costs a
label, a word too few calls news something else: so they are many. They say that something was done: "sanctions" or
"martial law" may be asked for by who wants it explained. Beginnings of words end in ``*``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, str]] = {
    "en": "kill* shot shoots shooting shootings stab* murder* massacre* bomb* exploded explodes explosion"
    " strikes struck attack* dead died dies drown* crash* acquit* convict* sentenced jail jailed jails"
    " guilty pleads pleaded indict* charged arrest* detain* verdict overturn* uphold* upheld resign* quit"
    " quits oust* topple* flee flees fled coup vote voted votes passes passed approv* adopts adopted"
    " elected re-elected defeat* quake earthquake magnitude erupt* capsiz* seize* captur* invad* storm"
    " stormed abuse abused withdraw* pulls sues sued banned bans collapses collapsed wounded injured"
    " rape* hostage* kidnap* abduct* executed fired opened hit hits destroy* evacuat* buried levee"
    " overpowered forced"
    " missing tsunami flooded landslide avalanche derail* blast* gunfire gunman gunmen siege ransom"
    " ceasefire truce dismiss* sacked escaped hijack* deport* expel* smuggl*"
    " overthrow* overthrew declares declared proclaim* imposes imposed sworn sank sunk scuttled landfall erupted"
    " mutin* defected torpedoed shelled extradit* impeach* evicts evicted conceded ordered deploys deployed scraps"
    " scrapped",
    "de": "tot tote toten toter getötet tötet* starb* stirbt gestorben erschoss* erstochen erstach ermordet*"
    " mord mörder* ertrunken verletzt* verhaftet* festgenommen festnahme verurteil* freigesprochen"
    " freispruch urteil haft tritt zurückgetreten rücktritt gestürzt stürzt stimm* beschl* verabschiedet*"
    " gewählt kippt* senkt erhöht* erdbeben explosion explodiert* anschlag angriff* angegriffen"
    " bombardiert* abgestürzt absturz abgeschafft brand attentäter* opfer entführt* geisel* überfall"
    " sterben vermisst* flut hochwasser tsunami brach bricht zerbricht entlässt entlassen flohen entkamen"
    " fliehen waffenruhe geräumt niedergestochen streiken"
    " putsch* verhängt* ausgerufen neuwahl* kündigt gesunken sank versenkt* streikt streik gesperrt sperrt rügt"
    " platzte geplatzt beschuss abgesetzt abgelöst gekippt verweigerte* vereidigt",
    "fr": "tué* tuer tuent mort morts morte mortes décès meurtre* assassin* abattu* blessé* attentat* attaqu*"
    " explos* bombard* séisme arrêté* interpellé* condamn* acquitté* jugé* verdict prison peine"
    " démission* renvers* censur* adopt* vot* élu* fusillade* génocide crash incendie noyé* otage*"
    " enlevé* tir tirs ouvert évacué* effondr*"
    " poignard* inondation* crue tsunami ouragan effondr* évad* s’évadent limog* cessez-le-feu trêve"
    " disparu* cédé tombe"
    " putsch* décrète décrété dissout dissous rompt rompu grève* sombré coulé fermé fermée bombes étrille dénonce"
    " éruption nommé nommée mobilisé*",
    "es": "muert* muere* mata matan mató mataron matar asesin* fallec* herid* deten* conden* absuel* sentencia"
    " cárcel prisión dimit* dimisión renunci* aprueb* aprob* vota votan votó elegid* terremoto explosión"
    " explot* atentado ataque* ataca* atacó bombarde* destruy* destruid* tiroteo golpe incendio secuestr*"
    " rehén rehenes riada ahogad* tumb*"
    " apuñal* riada inundación inundaciones tsunami huracán derrumb* fuga fugan destitu* cese cae tregua"
    " desaparecid* desaparecen embarga cayó cayeron culpa culpan"
    " golpista* decreta decretó declaró proclamó disuelve disolvió rompió huelga* hundido hundió naufrag* cerró"
    " denuncia denunció erupción nombró movilizó ordenó rechaz* tomaron",
    "it": "mort* muore muoiono ucci* omicid* arrest* condann* assol* ergastolo dimett* dimission* approva* vota"
    " votano voto terremoto esplo* attentato attacc* bombard* ferit* strage crollo incendio rapit*"
    " ostagg* eletto sentenza annullat*"
    " accoltell* crollat* caduto cade evas* fugg* alluvione piena tsunami uragano tregua licenzia* disperso dispersi"
    " golpe proclamat* scioglie sciolto sciopero sciopera* affondat* naufrag* chiuso eruzione annulla nominat*"
    " mobilitat* respint* bocciat*",
    "pt": "mort* morre* matou matam mata mataram assassin* ferid* preso presos presa detid* conden* absolv*"
    " sentença renunci* demit* aprov* vota votam votou eleito terremoto explos* atentado ataque* ataca*"
    " bombarde* tiroteio golpe incêndio sequestr* refém reféns"
    " esfaque* caiu cai cheia cheias inundaç* tsunami furacão desab* fug* trégua desaparecid* cedeu"
    " golpista* decreta decretou declarou dissolve dissolveu rompeu greve* afundou naufrág* fechou elevou erupção"
    " enchente enchentes nomeou ordenou rejeita rejeitou denuncia tomou tomaram",
    "nl": "dood doden doodschoot doodt gedood stierf sterft overleden overlijdt vermoord* moord neergeschoten"
    " schoot gewond* aangehouden gearresteerd veroordeeld* vrijsprak vrijgesproken dader* cel celstraf"
    " treedt aftreden afgetreden valt stemt stemd* stemmen aangenomen verkozen aardbeving explosie"
    " ontploft* aanslag aanval* bombarde* brand gegijzeld* verdronken"
    " neergestoken gevallen doorgebroken vermist* vloed overstroming* tsunami orkaan ontsnap* vlucht*"
    " vluchtten ontslagen bestand gepakt"
    " staatsgreep grijpt greep kondigt uitgeroepen staking* staken staakt gezonken zonk gesloten uitbarsting"
    " benoemd beëdigd weigerde* verwerpt verworpen verhoogt verlaagt",
    "pl": "zgin* zabi* zamordow* zmar* śmier* ofiar* rann* zatrzym* areszt* skaza* uniewinni* wyrok* podał*"
    " dymisj* odwoł* uchwal* przyj* głosow* wybran* trzęsieni* wybuch* zamach* atak* ostrzel* bombard*"
    " pożar* porwan* uton*"
    " dźgn* upadł* pękła pękł* zagini* powódź powodz* tsunami huragan uciek* zwolni* rozejm oskarża"
    " pucz* przejął przejęła przejęło przejęli wprowadził* ogłasza ogłosił* rozwiązał* strajk* zaton* zamknął"
    " zamknęła zamknęło ostrzałem wkracza wkroczył* odrzuca odrzucił* podniósł powołan* zerwał* zawalił*",
    "ru": "погиб* уби* умер* смерт* жертв* ранен* пострада* задержа* арест* приговор* осуд* осужд* оправда*"
    " отставк* ушел ушёл подал* принял* проголосов* избра* землетрясени* взрыв* взорва* теракт* атак*"
    " атаков* обстрел* удар* сбит* бомб* пожар* похи* заложник* утон*"
    " пал пала пало прорвал* пропал* пропавш* наводнени* цунами ураган бежал* сбежал* увол* перемири* пойман* ножом"
    " переворот* мятеж* вводит ввел ввёл введено объявил* распустил* разорвал* забастовк* бастуют затону*"
    " перекрыл* закрыл* рухнул* обрушил* огнем огнём извержени* назначен* мобилизаци* отверг* разогнал* повысил*"
    " приказал*",
    "uk": "загин* вби* помер* смерт* жертв* поранен* постражда* затрима* арешт* засуди* засудж* вирок*"
    " виправда* відставк* пішов подав* ухвал* проголосув* обра* землетрус* вибух* теракт* атак* атакув*"
    " обстріл* удар* збит* бомб* пожеж* викра* заручник* втону*"
    " упав упала впав прорвал* зник* повін* цунамі ураган утік* втік* звільн* перемир* спіймано ножем"
    " переворот* заколот* вводить ввів запровадив* оголосив* розпустив* розірвав* страйк* затону* перекрив*"
    " перекрила закрив* завалив* обвалив* вогні вогнем виверженн* призначен* мобілізаці* відхилив* підвищив*"
    " наказав* знищено",
    "tr": "öldü öldürdü öldürül* ölü ölüm* ölen hayatını yaralı yaralan* vurul* vurdu bıçakla* cinayet*"
    " gözaltı* tutukla* mahkum hapis* beraat* ceza cezası istifa* kabul oyla* seçildi deprem* patla*"
    " saldır* bomba* darbe* yangın* kaçırıl* rehin* boğul*"
    " düştü yıkıl* çök* çöktü kayıp kaybol* sel tsunami kasırga kaçtı firar* ateşkes görevden alındı bıçak*"
    " grev* battı batırıldı kapattı kapatıldı devrildi alevler yükseltti feshetti reddetti atandı püskürdü",
    "ar": "قتل* مقتل قتلى يقتل تقتل قتلت وفاة توفي مات ضحايا جرحى إصابة اعتقال* اعتقل* توقيف سجن السجن حكم"
    " الحكم إدانة براءة استقالة استقال* يستقيل تصويت يصوت يقر يوافق انتخاب زلزال انفجار* هجوم* قصف* غارة"
    " غارات اغتيال* حريق خطف رهائن غرق انقلاب"
    " انهيار انهار سقوط سقطت مفقود* فيضان* تسونامي إعصار فرار فر هدنة إقالة أقال طعن"
    " انقلب سيطر سيطرت استولى استولت يعلن تعلن يعلنها أعلن أعلنت فرضت أضرب إضراب غرقت أغلق أغلقت ثوران رفضت أصدرته"
    " قطعت",
    "he": "נהרג* נהרגו הרג נרצח* רצח נורה ירי מת מתה מתו מוות למוות פצוע* נפצע* נעצר* מעצר הורשע* זוכה נידון"
    " מאסר גזר התפטר* הצביע* אישר* אושר* נבחר* רעידת פיצוץ התפוצץ* פיגוע* תקיפה תקף תקפה הפציץ* שריפה"
    " נחטף* חטופים טבע הפסקת"
    " קרס קרסה נפלה נפל נעדר* שיטפון שיטפונות צונאמי הוריקן נמלט* ברח ברחו פוטר* נדקר דקר"
    " הפיכה השתלט* הכריז* הוכרז* פיזר* ניתק* שובתים שביתה שביתת טבעה נסגר* קרסו התמוטט* פרש העלה העלתה מונה מונתה"
    " דחתה התפרצות",
}
_UNSPACED: Final[Mapping[str, str]] = {
    "zh": "死|亡|杀|殺|伤|傷|炸|爆|枪击|槍擊|袭|襲|逮捕|被捕|拘|判|刑|法院|免去|解除|辞职|辭職|下台|当选|當選"
    "|投票|表决|表決|通过|通過|地震|政变|政變|占领|占領|攻占|登陆|登陸|坠|墜|火灾|火災|绑架|綁架|溺|开除"
    "|開除|落马|落馬|弹劾|彈劾|决堤|決堤|垮台|失踪|失蹤|洪水|海啸|海嘯|停火|撤离|撤離|劫持|通缉|通緝|越狱|越獄"
    "|宣战|宣戰|宣布|接管|罢工|罷工|断交|斷交|加息|降息|离任|離任|垮塌|坍塌|沉没|沉沒|封锁|封鎖|关闭|關閉|喷发|噴發",
    "ja": "死|殺|傷|撃|爆|襲|逮捕|判決|有罪|無罪|刑|裁|辞任|辞職|解任|失脚|当選|可決|否決|採決|地震|津波"
    "|クーデター|占領|墜落|火災|火事|誘拐|人質|溺|攻撃|中毒|罷免|弾劾|決壊|倒れた|行方不明|洪水|停戦|手配|避難|脱獄|解散"
    "|宣戦|(?:に|を)宣言|断交|退陣|利上げ|利下げ|スト(?:に入|ライキ)|沈没|噴火|封鎖",
    "ko": "사망|숨져|숨진|숨졌|살해|피살|총격|부상|폭발|피습|공격|체포|구속|선고|유죄|무죄|징역|판결|파면|사퇴"
    "|사임|해임|당선|가결|부결|통과|투표|지진|쿠데타|점령|추락|화재|산불|압사|납치|인질|익사|탄핵"
    "|파기환송|기각|무너졌|붕괴|실종|홍수|쓰나미|휴전|대피|수배|탈옥|검거|고발"
    "|선포|단교|금리 (?:인상|인하)|파업|침몰|분화|장악|물러났|봉쇄",
}


def _pattern(words: str) -> re.Pattern[str]:
    said = (rf"{word[:-1]}\w*" if word.endswith("*") else word for word in words.split())
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.I)


@functools.cache
def _says(language: str) -> re.Pattern[str] | None:
    if language in _UNSPACED:
        return re.compile(_UNSPACED[language])
    return _pattern(_WORDS[language]) if language in _WORDS else None


def tells(headline: str, language: str) -> bool:
    """Return whether a headline has a word of what happened, in its language."""
    says = _says(language)
    return says is not None and says.search(headline) is not None
