"""Which sentences say something by themselves."""

from __future__ import annotations

import pytest

from reveille.core import excerpts, wholes

TELLS = "Minehunters from eleven countries sailed before dawn into a strip of water off Saaremaa."


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("He added that the charts had been drawn by hand for thirty years.", id="pronoun"),
        pytest.param("They’ve found the mines of both wars in the bay for the very first time.", id="short pronoun"),
        pytest.param("The second lasted until lunch, and there was no one to call for support.", id="which second"),
        pytest.param("As for the harbour, its master would not say when all of it ends.", id="phrase"),
        pytest.param("(The harbour master of Kuressaare would not say when it ends.)", id="aside"),
        pytest.param("But the harbour master of Kuressaare would not say when it ends.", id="connective"),
        pytest.param("Will eleven navies find every mine that was laid off Saaremaa?", id="question"),
        pytest.param("“We count every one of them twice because the sea forgives nothing,” she said.", id="quote"),
        pytest.param("The captain said “we count every one of them twice, and then again.", id="half a quote"),
        pytest.param(
            "In February 2005, she won the prize of the harbour for hand-drawn charts.", id="pronoun after lead"
        ),
        pytest.param("At that meeting, the navies agreed to hunt for mines until the winter.", id="that meeting"),
        pytest.param("The harbour will also allow the navies to sail at night until the winter.", id="also"),
        pytest.param("The navies of all eleven countries know this, and have sailed since dawn.", id="this"),
        pytest.param(
            "A minehunter is unloaded by her crew in Kuressaare, Estonia, Sunday, Nov. 13, 2016.",
            id="a picture's caption",
        ),
        pytest.param("Other navies of the coast have hunted for mines since the last war.", id="others than whom"),
        pytest.param("How a chart drawn by hand helps eleven navies find the mines of two wars.", id="a teaser"),
        pytest.param("Well, finding the mines of two wars has been pretty tough for the navies.", id="talk"),
        pytest.param("UPDATE (27 Jan, 7.30pm): All eleven navies have sailed home from the bay.", id="an update"),
        pytest.param("Photos: The fleet off Saare The fleet swept some of the mines of two wars.", id="of a gallery"),
        pytest.param("Photo KURESSAARE The bays are narrow and the mines of two wars lie deep.", id="a caption’s word"),
        pytest.param("Watch as eleven navies find the mines of two wars in the bay.", id="an invitation"),
        pytest.param("Ann Hill is a harbour and ferry enthusiast living in Saare.", id="who wrote, unpaid"),
        pytest.param("Along the Old Harbour Road, I looked at eleven minehunters of the navies.", id="somebody’s walk"),
        pytest.param("Ann Maria Hill is the editor-in-chief of the Coast Review of the bay.", id="who wrote"),
        pytest.param("Three ships sailed.", id="too short to tell anything"),
        pytest.param("Sign up to our newsletter for more news about the sea and its mines.", id="furniture"),
        pytest.param("The navies, which had gathered off the island before the storm and then", id="cut off"),
    ],
)
def test_sentence_that_needs_something_else_is_not_taken(sentence):
    assert not wholes.stands_alone(sentence)


def test_sentence_that_tells_what_happened_is_taken():
    assert wholes.stands_alone(TELLS)
    assert wholes.stands_alone("Ann Hill is the first reporter of the town to sail with a navy, its mayor says.")
    assert wholes.stands_alone("Watch towers along the whole coast of the bay were lit again on Monday.")
    assert wholes.stands_alone("When Anna Berg left the harbour, she had counted eleven minehunters.")


LEANING = {
    "it": "Questo è il terzo incidente nel porto di Taranto dall’inizio dell’anno.",
    "pt": "Ele disse ainda que os navios ficam no porto de Lisboa até março.",
    "nl": "Dit is het derde ongeluk in de haven van Den Helder dit jaar.",
    "pl": "To jest już trzeci wypadek w porcie w Gdyni od początku roku.",
    "uk": "Він також сказав, що кораблі лишаться в порту Одеси до березня.",
    "ru": "Он также сказал, что корабли останутся в порту Мурманска до марта.",
    "tr": "Bu, yılbaşından beri İzmir limanındaki üçüncü büyük deniz kazası oldu.",
    "ar": "وأضاف الوزير أن السفن ستبقى في ميناء الإسكندرية حتى شهر مارس المقبل.",
    "he": "הוא הוסיף כי הספינות יישארו בנמל חיפה עד לחודש מרץ הקרוב.",
    "ko": "그는 함정들이 내년 봄까지 부산 항구에 계속 머물 것이라고 말했다.",
    "zh": "他还表示，这些军舰将在明年春天之前一直停泊在港口。",
    "ja": "これにより、艦船は来年の春まで港にとどまることになった。",
}
STANDING = {
    "it": "Tre navi della marina sono entrate nel porto di Taranto prima dell’alba.",
    "pt": "Três navios da marinha entraram no porto de Lisboa antes do amanhecer.",
    "nl": "Drie schepen van de marine liepen voor zonsopgang de haven binnen.",
    "pl": "Trzy okręty marynarki wojennej wpłynęły przed świtem do portu w Gdyni.",
    "uk": "Три кораблі військово-морських сил увійшли до порту Одеси на світанку.",
    "ru": "Три корабля военно-морского флота вошли в порт Мурманска на рассвете.",
    "tr": "Donanmaya ait üç gemi şafaktan önce İzmir limanına giriş yaptı.",
    "ar": "دخلت ثلاث سفن تابعة للبحرية ميناء الإسكندرية قبل فجر يوم الاثنين.",
    "he": "שלוש ספינות של חיל הים נכנסו לנמל חיפה לפני עלות השחר.",
    "ko": "해군 함정 세 척이 월요일 새벽이 되기 전에 부산 항구에 들어왔다.",
    "zh": "三艘海军军舰周一黎明前驶入港口，停泊在旧码头旁边。",
    "ja": "海軍の艦船三隻が月曜日の夜明け前に港に入り、停泊した。",
}


@pytest.mark.parametrize("language", LEANING)
def test_every_language_knows_what_leans(language):
    assert not wholes.stands_alone(LEANING[language], language)
    assert wholes.stands_alone(STANDING[language], language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("he", 'צה"ל הודיע כי שלוש ספינות של חיל הים נכנסו לנמל חיפה לפני עלות השחר.'),
        ("zh", "我国三艘海军军舰周一黎明前驶入港口，停泊在旧码头旁边。"),
        ("zh", "一艘未经授权的渔船周一黎明前驶入港口，停泊在旧码头旁边。"),
        ("zh", "三名船员周一黎明前返回港口，随后开始自我隔离两周。"),
        ("ko", "해군은 월요일 새벽 저작권자 단체가 낸 소송에서 부산 항구의 지도를 돌려주었다."),
        ("ja", "私立大学の調査船三隻が月曜日の夜明け前に港に入り、停泊した。"),
        ("ja", "海軍は「私は知らない」と述べた艦長を月曜日の夜明け前に解任した。"),
    ],
)
def test_a_mark_within_a_word_and_a_word_within_another_say_nothing(language, sentence):
    assert wholes.stands_alone(sentence, language)


def test_half_of_somebodys_words_is_not_taken_in_japanese_marks():
    assert not wholes.stands_alone("海軍の艦長は月曜日の夜明け前に港で「機雷は全て見つけたと述べた。", "ja")


@pytest.mark.parametrize(
    "sentence",
    [
        "One had to be rescued from the wreck using hydraulic equipment.",
        "Over S$132 million worth of these vouchers have been spent by the households.",
        "The accident happened late on Tuesday on the river near the city of Brannock.",
        "Permits and quotas were named as barriers by the firms of the strait, it noted.",
        "If these are meant to go into a frigate, surely they are prototypes.",
        "The speed of those decisions will be vital to the whole fleet of Saare.",
        "Treat yourself to a bowl of hearty chicken soup at the harbour of Saare.",
    ],
)
def test_sentence_that_leans_on_what_was_told_before_does_not_stand_alone(sentence):
    assert not wholes.stands_alone(sentence)


def test_what_is_too_long_for_a_sentence_stands_nowhere():
    whole = f"The fleet of Saare {'came home and ' * 20}rested."
    long = f"The fleet of Saare {'came home and ' * 14_000}rested."

    assert wholes.stands_alone(whole)
    assert len(long) > 190_000 and not wholes.stands_alone(long)
    assert excerpts.choose(long, headline="Fleet of Saare", language="en") == ()
