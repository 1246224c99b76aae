"""What is printed among reporting and is none, so that it stands nowhere."""

from __future__ import annotations

import pytest

from reveille.core import wholes

TALKING = {
    "it": "Ieri noi abbiamo visto tre navi della marina entrare nel porto di Taranto.",
    "pt": "Ontem nós vimos três navios da marinha entrar no porto de Lisboa.",
    "nl": "Gisteren zagen wij drie schepen van de marine de haven binnenlopen.",
    "pl": "Wczoraj my widzieliśmy trzy okręty marynarki w porcie w Gdyni o świcie.",
    "uk": "Учора ми бачили три кораблі військово-морських сил у порту Одеси.",
    "ru": "Вчера мы видели три корабля военно-морского флота в порту Мурманска.",
    "tr": "Dün biz donanmaya ait üç gemiyi şafaktan önce İzmir limanında gördük.",
    "ar": "بالأمس نحن شاهدنا ثلاث سفن تابعة للبحرية في ميناء الإسكندرية قبل الفجر.",
    "he": "אתמול אנחנו ראינו שלוש ספינות של חיל הים נכנסות לנמל חיפה.",
    "ko": "어제 우리는 해군 함정 세 척이 새벽에 부산 항구에 들어오는 것을 보았다.",
    "zh": "昨天黎明前，我们看到三艘海军军舰驶入港口，停泊在旧码头。",
    "ja": "昨日の夜明け前、私は海軍の艦船三隻が港に入るのを見た。",
}


@pytest.mark.parametrize("language", TALKING)
def test_who_speaks_of_themselves_is_no_report_in_any_language(language):
    assert not wholes.stands_alone(TALKING[language], language)


@pytest.mark.parametrize(
    "sentence",
    [
        "The great man & I consciously parted from each other over the days of Christmas.",
        "Stop me if you’ve heard this one before about the frigate.",
        "Our reporters have looked into every yard between here and the sea.",
    ],
)
def test_who_speaks_to_us_is_not_reporting(sentence):
    assert not wholes.stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "US troops left the base before dawn, and mine clearance began at noon.",
        "The bridge was blown up in World War I and again in the next one.",
        "The minister said that “we will look at every yard” before the summer.",
    ],
)
def test_who_reports_does_not_speak_to_us(sentence):
    assert wholes.stands_alone(sentence)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Find out what is happening in the harbour of Saare each morning.", "en"),
        ("Check out how the drone of the harbour police keeps the strait of Saare safe!", "en"),
        ("[Editor’s note: the mines of two wars are named in what follows here.]", "en"),
        ("Erfahren Sie hier alles über die Minen der zwei Kriege vor Saare.", "de"),
        ("Découvrez chaque matin ce qui se passe dans le port de Saare.", "fr"),
        ("Descubre cómo los buzos sacaron las minas de dos guerras del estrecho.", "es"),
        ("Scopri come i sommozzatori hanno tolto le mine di due guerre dallo stretto.", "it"),
        ("Saiba como os mergulhadores tiraram as minas de duas guerras do estreito.", "pt"),
        ("Lees hier alles over de mijnen van twee oorlogen voor Saare.", "nl"),
        ("Sprawdź, jak nurkowie wydobyli miny z dwóch wojen koło Saare.", "pl"),
        ("Читайте, как водолазы подняли мины двух войн у берегов Сааре.", "ru"),
        ("Дізнайтеся, як водолази підняли міни двох воєн біля Сааре.", "uk"),
        ("Boğazdaki mayınların nasıl temizlendiğini ve dalgıçların anlattıklarını haberimizde okuyun.", "tr"),
        ("اقرأ كيف أخرج الغواصون ألغام الحربين من مضيق سار أمس.", "ar"),
        ("קראו כיצד הצוללנים הוציאו את המוקשים של שתי המלחמות מן המצר.", "he"),
        ("点击查看潜水员如何清除两次大战遗留在海峡里的水雷。", "zh"),
        ("詳しくは、二度の大戦の機雷を潜水士がどのように取り除いたかをご覧ください。", "ja"),
        ("두 번의 전쟁이 남긴 기뢰를 잠수사들이 어떻게 치웠는지 지금 바로 확인하세요.", "ko"),
    ],
)
def test_what_invites_a_reader_tells_nothing(sentence, language):
    assert not wholes.stands_alone(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Sigue el dragado en directo, minuto a minuto, desde el puerto de Saare.", "es"),
        ("Leggi anche come i sommozzatori hanno tolto le mine di due guerre.", "it"),
        ("Guarda le immagini delle mine di due guerre tolte dallo stretto.", "it"),
        ("اكتشف كيف أخرج الغواصون ألغام الحربين من مضيق سار أمس.", "ar"),
        ("צפו בסרטון שבו הצוללנים מוציאים את המוקשים של שתי המלחמות מן המצר.", "he"),
        ("扫码关注本报，了解潜水员如何清除两次大战遗留的水雷。", "zh"),
        ("続きは、二度の大戦の機雷を取り除いた潜水士の話とともに会員ページで。", "ja"),
        ("Meet the diver who told the navy of Saare where the mines of two wars were.", "en"),
        ("Explore the harbour that was full of the mines of two wars.", "en"),
    ],
)
def test_word_that_may_tell_or_name_invites_where_what_goes_with_it_does(sentence, language):
    assert not wholes.stands_alone(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Explore Dredging said on Tuesday that it would leave the harbour of Saare.", "en"),
        ("Scroll, the newspaper of Saare, was closed by the navy on Tuesday night.", "en"),
        ("Listen to the divers or face a strike, the union told the navy of Saare.", "en"),
        ("Sigue la búsqueda de los doce buzos que faltan desde el lunes en Saare.", "es"),
        ("Descubre la Armada un arsenal de doscientas minas en el puerto de Saare.", "es"),
        ("Leggi speciali per lo stretto sono state approvate martedì dal Parlamento di Saare.", "it"),
        ("Leia Berg, ministra da Marinha, anunciou na terça a compra de seis dragas.", "pt"),
        ("اكتشف غواصون يوم الثلاثاء مئتي لغم من الحربين في مضيق سار.", "ar"),
        ("קראו מאתיים צוללנים לממשלה ביום שלישי להוציא את המוקשים מן המצר.", "he"),
        ("扫码支付公司星期二宣布，因资金短缺暂停全国所有用户提款。", "zh"),
        ("続きは来週となる裁判で、サーレ地裁は元提督に懲役二十年を言い渡した。", "ja"),
    ],
)
def test_word_that_invites_may_tell_or_name_as_well(sentence, language):
    assert wholes.stands_alone(sentence, language)


def test_guard_of_one_language_is_no_look_of_another():
    assert wholes.stands_alone("Guarda Nacional deteve no porto de Saare dois homens com minas.", "pt")
