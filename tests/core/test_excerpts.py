"""Which sentences may stand under a headline, and how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import datelines, excerpts, menus, text

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
    assert not excerpts.stands_alone(sentence)


def test_sentence_that_tells_what_happened_is_taken():
    assert excerpts.stands_alone(TELLS)
    assert excerpts.stands_alone("Ann Hill is the first reporter of the town to sail with a navy, its mayor says.")
    assert excerpts.stands_alone("Watch towers along the whole coast of the bay were lit again on Monday.")
    assert excerpts.stands_alone("When Anna Berg left the harbour, she had counted eleven minehunters.")


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
    assert not excerpts.stands_alone(LEANING[language], language)
    assert excerpts.stands_alone(STANDING[language], language)


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
    assert not excerpts.stands_alone(TALKING[language], language)


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
    assert excerpts.stands_alone(sentence, language)


def test_half_of_somebodys_words_is_not_taken_in_japanese_marks():
    assert not excerpts.stands_alone("海軍の艦長は月曜日の夜明け前に港で「機雷は全て見つけたと述べた。", "ja")


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("tr", "Gemileri şafaktan önce İzmir limanına girdi ve eski rıhtıma yanaştı bugün."),
        ("he", "הוא נכנס לנמל חיפה לפני עלות השחר עם שלוש ספינות של חיל הים."),
        ("ko", "그는 월요일 새벽이 되기 전에 함정 세 척을 이끌고 부산 항구에 들어왔다."),
        ("zh", "他率领三艘海军军舰周一黎明前驶入港口，停泊在旧码头。"),
    ],
)
def test_a_summary_may_speak_of_what_its_headline_names_in_any_language(language, summary):
    assert excerpts.choose(summary, headline="X", language=language, headed=True) == (text.Span(0, len(summary)),)


@pytest.mark.parametrize(
    "question",
    [
        "هل بقيت السفن في ميناء الإسكندرية حتى شهر مارس المقبل؟ لا.",
        "三艘海军军舰为什么在周一黎明之前驶入这个港口？没有人知道。",
    ],
)
def test_a_question_is_one_in_any_script(question):
    assert not excerpts.stands_alone(question, "ar")


def test_what_is_spelt_out_elsewhere_is_not_named_by_its_letters():
    up = "The Harbour Watch Group (HWG) met in Kuressaare on Monday to hear of the mines."
    down = "The HWG is led by Anna Berg, who has drawn charts of the bay for thirty years."

    assert chosen(f"Up went Anna Berg. {down} {up}", "Who hunts the mines")[0] == up


def test_excerpt_is_verbatim_in_the_order_of_the_text_and_begins_after_the_dateline():
    opening = "KURESSAARE, Estonia — "
    body = (
        f"{opening}{TELLS} The mines were laid in two wars and mapped in neither of them. Nobody knows the rest of it."
    )
    spans = excerpts.choose(body, headline="Eleven navies hunt mines", language="en", start=len(opening))

    assert [body[a:b] for a, b in spans] == [
        TELLS,
        "The mines were laid in two wars and mapped in neither of them.",
    ]


def test_second_sentence_is_a_neighbour_and_not_one_that_leans_on_what_is_left_out():
    body = f"{TELLS} Two sank. The second of the two had been mapped in 1944 by eleven navies hunting mines."

    assert chosen(body, "Eleven navies hunt mines") == [TELLS]


def test_sentence_after_the_first_may_lean_on_it():
    leaning = "They are to look for mines that were laid in two wars."

    assert chosen(f"{TELLS} {leaning}", "Mines") == [TELLS, leaning]


def test_somebody_who_was_introduced_further_up_is_not_named_in_short():
    up = "The school, said Captain Noh Ji-won, is a mall."
    down = "Noh passed the test of the moving stairs at the third attempt."

    assert chosen(f"{up} It is cold. {down}", "Noisy drones pass the test of moving stairs") == [up]
    assert chosen(f"Up went Captain Noh Ji-won. {down}", "Drone school opens") == []
    assert chosen(f"Was it hard? Yes, it was. {down}", "Noh passes") == [down]


@pytest.mark.parametrize(
    "sentence",
    [
        "The great man & I consciously parted from each other over the days of Christmas.",
        "Stop me if you’ve heard this one before about the frigate.",
        "Our reporters have looked into every yard between here and the sea.",
    ],
)
def test_who_speaks_to_us_is_not_reporting(sentence):
    assert not excerpts.stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "US troops left the base before dawn, and mine clearance began at noon.",
        "The bridge was blown up in World War I and again in the next one.",
        "The minister said that “we will look at every yard” before the summer.",
    ],
)
def test_who_reports_does_not_speak_to_us(sentence):
    assert excerpts.stands_alone(sentence)


def chosen(body, headline):
    return [body[a:b] for a, b in excerpts.choose(body, headline=headline, language="en")]


def test_an_outlets_own_rule_may_say_less():
    body = f"{TELLS} The mines were laid in two wars and mapped in neither of them."
    one = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(sentences=1))
    none = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(words=5))

    assert len(one) == 1
    assert none == ()


@given(st.text(max_size=2000), st.integers(0, 3), st.integers(0, 60))
def test_no_excerpt_is_ever_longer_than_the_rule(body, sentences, words):
    spans = excerpts.choose(body, headline="", language="en", rule=excerpts.Rule(sentences, words))

    assert len(spans) <= sentences
    assert sum(text.words(body[a:b]) for a, b in spans) <= words


@pytest.mark.parametrize(
    ("prefix", "place"),
    [("SINGAPORE: ", "SINGAPORE"), ("DAVOS, Switzerland (Jan 22): ", "DAVOS, Switzerland"), ("OPINION: ", "")],
)
def test_a_place_before_a_colon_is_a_dateline(prefix, place):
    assert datelines.lead_in(f"{prefix}The harbour is shut.") == (place, "", len(prefix) if place else 0)


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
    assert not excerpts.stands_alone(sentence)


BARE = "Four ships and a tug are sweeping the strait of Saare for mines"
SUMMARIES = [f"{'Ferries and boats ' * (1 + n % 3)}wait at pier {n} for the mines to be swept away" for n in range(12)]


def test_outlet_that_never_sets_a_full_stop_is_known_by_its_summaries():
    stopped = [f"{one}." for one in SUMMARIES]

    assert excerpts.never_stops(SUMMARIES)
    assert excerpts.never_stops([*SUMMARIES, stopped[0]])
    assert not excerpts.never_stops(stopped)
    assert not excerpts.never_stops([*SUMMARIES[:6], *stopped[:6]])
    assert not excerpts.never_stops(SUMMARIES[:4]), "too few to know"
    assert not excerpts.never_stops([(one * 4)[:80] for one in SUMMARIES]), "cut by a machine"


def test_summary_without_a_full_stop_is_taken_where_its_outlet_never_sets_one():
    def taken(body, unstopped):
        spans = excerpts.choose(body, headline="Ships sweep", language="en", unstopped=unstopped)
        return [body[a:b] for a, b in spans]

    assert taken(BARE, unstopped=True) == [BARE]
    assert taken(BARE, unstopped=False) == []
    assert taken(f"{TELLS} {BARE}", unstopped=True) == [TELLS, BARE]


@pytest.mark.parametrize(
    "body",
    [f"{BARE}…", f"{BARE} ...", f"{BARE} [...]", f"{BARE},", f"{BARE} –", f"{BARE} and", f"{BARE} Read more",
     "Vier Schiffe und ein Schlepper suchen die Meerenge von Saare nach Minen ab und"],
)  # fmt: skip
def test_text_that_was_cut_is_never_taken_whole(body):
    assert excerpts.choose(body, headline="Ships sweep", language="en", unstopped=True) == ()


@pytest.mark.parametrize(
    ("summary", "language"),
    [
        ("His drawings of the harbour were known along the whole of the coast.", "en"),
        ("Er hatte die Minen der Meerenge vierzig Jahre lang gesucht und gezählt.", "de"),
        ("Elle avait dirigé la flotte de Saare pendant plus de quarante années.", "fr"),
        ("Sus barcos limpiaron el estrecho de minas durante más de cuarenta años.", "es"),
    ],
)
def test_summary_may_speak_of_what_its_headline_names_and_longer_texts_may_not(summary, language):
    def taken(body, headed):
        return excerpts.choose(body, headline="Ann Hill", language=language, headed=headed)

    assert taken(summary, headed=True)
    assert not taken(summary, headed=False)
    assert taken(f"{summary} {' '.join([TELLS] * 9)}", headed=True)[:1] != taken(summary, headed=True)[:1]


def test_summary_that_goes_on_from_something_else_is_not_taken_beneath_a_headline_either():
    body = "But ferries were still waiting in the harbour until late on Monday."

    assert excerpts.choose(body, headline="Ferries wait", language="en", headed=True) == ()


def test_what_is_too_long_for_a_sentence_stands_nowhere():
    whole = f"The fleet of Saare {'came home and ' * 20}rested."
    long = f"The fleet of Saare {'came home and ' * 14_000}rested."

    assert excerpts.stands_alone(whole)
    assert len(long) > 190_000 and not excerpts.stands_alone(long)
    assert excerpts.choose(long, headline="Fleet of Saare", language="en") == ()


@pytest.mark.parametrize("hostile", ["and ", "(", "- ", "“", "[", ","])
def test_whether_a_text_is_cut_is_seen_at_its_end(hostile):
    assert excerpts.is_cut(f"{hostile * 50_000}the fleet of …  ")
    assert not excerpts.is_cut(f"{hostile * 50_000}{'the fleet is home. ' * 9}")


def test_a_menu_before_the_text_hides_none_of_it():
    menu = "\n".join(["Home", "News", "Harbour!", "Letters to the editor", "Sport", "Sea & Sky", "Tides"] * 3)
    words = f"{menu}\n{TELLS}\nThe fleet swept some of the mines of two wars.\n"

    spans = excerpts.choose(words, headline="Minehunters sail before dawn", language="en")

    assert [words[slice(*span)] for span in spans] == [TELLS, "The fleet swept some of the mines of two wars."]
    assert words[menus.end(words) :].startswith(TELLS)
    assert menus.is_all(menu)
    assert not menus.is_all(words)


def test_three_lines_are_no_menu_and_nine_alone_are_a_text():
    assert menus.end(f"Home\nNews\nSport\n{TELLS}") == 0
    assert menus.end(f"Home\n\nNews\n\nSport\n\nTides\n\n{TELLS}") == len("Home\n\nNews\n\nSport\n\nTides\n\n")
    assert not menus.is_all("Tides\n" * 9)
    assert menus.is_all("Tides\n" * 10)


def test_questions_in_wide_marks_are_no_menu():
    assert menus.end("总统辞职？\n\n军方否认？\n\n真相如何？\n\n各方反应？\n\n总统昨日否认辞职。") == 0


def test_a_lead_of_short_sentences_is_no_menu():
    words = "The sea was calm.\nThe ships sailed.\nNobody slept.\nThe mines lay deep.\n" + f"{TELLS}\n"

    assert menus.end(words) == 0


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
    assert not excerpts.stands_alone(sentence, language)


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
    assert not excerpts.stands_alone(sentence, language)


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
    assert excerpts.stands_alone(sentence, language)


def test_guard_of_one_language_is_no_look_of_another():
    assert excerpts.stands_alone("Guarda Nacional deteve no porto de Saare dois homens com minas.", "pt")


def test_headline_once_more_is_not_shown_beneath_itself():
    words = "Divers clear the mines of two wars off Saare. The navy of Saare counted forty of them on Monday."

    spans = excerpts.choose(words, headline="Divers clear the mines of two wars off Saare", language="en")

    assert [words[slice(*span)] for span in spans] == ["The navy of Saare counted forty of them on Monday."]


def test_slow_beginning_gives_way_to_the_sentence_that_says_what_the_headline_says():
    scene = "For the second time in a week the harbour of Lille was full before sunrise."
    told = "Divers cleared the last mines of two wars from the strait of Saare on Monday."
    words = f"{scene} {told} Crews had waited there since the spring for the day to come."

    spans = excerpts.choose(words, headline="Divers clear last mines from strait of Saare", language="en")

    assert words[slice(*spans[0])] == told


def test_thing_that_was_spoken_of_is_no_beginning():
    scene = "Ministers of Lille tabled a motion on ferries and their boilers in the spring."
    told = "The motion on last mines in the strait of Saare will be heard by divers there."
    words = f"{scene} {told} Crews had waited there since the spring for the day to come."

    spans = excerpts.choose(words, headline="Divers of strait of Saare hear of last mines", language="en")

    assert words[slice(*spans[0])] == scene
