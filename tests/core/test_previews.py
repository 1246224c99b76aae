"""Reports that look forward to a day, and when that day has passed."""

from datetime import date

import pytest

from reveille.core import previews

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


@pytest.mark.parametrize(
    ("headline", "lead", "language"),
    [
        ("Admirals to meet on Tuesday", "", "en"),
        ("Admirals prepare for talks", "The admirals will meet in Saare on Tuesday.", "en"),
        ("Admirals prepare for talks", "On Tuesday, the admirals will meet in Saare.", "en"),
        ("Admirals prepare for talks", "The admirals are due to meet tomorrow in Saare.", "en"),
        ("Admirale vor Treffen", "Die Admirale werden am Dienstag in Saare beraten.", "de"),
        ("Minister vor Reise", "Der Minister soll am Dienstag nach Saare reisen.", "de"),
        ("Morgen werden die Admirale in Saare beraten", "", "de"),
        ("Irán prepara la cita", "Irán votará el martes la ley de los puertos.", "es"),
        ("General prepara encontro", "O general Mourão falará na terça-feira em Saare.", "pt"),
        ("海军少将准备会谈", "海军少将将于周二抵达萨雷。", "zh"),
        ("Les amiraux préparent leur réunion", "Les amiraux se réuniront mardi à Saare.", "fr"),
        ("Los almirantes preparan la cita", "Los almirantes se reunirán el martes en Saare.", "es"),
        ("Gli ammiragli si preparano", "Gli ammiragli si incontreranno martedì a Saare.", "it"),
        ("Almirantes preparam encontro", "Os almirantes vão reunir-se na terça-feira em Saare.", "pt"),
        ("Admiraals bereiden zich voor", "De admiraals zullen dinsdag in Saare bijeenkomen.", "nl"),
        ("Admirałowie przed naradą", "Admirałowie mają spotkać się we wtorek w Saare.", "pl"),
        ("Адмірали готуються", "Адмірали зустрінуться у вівторок у Сааре.", "uk"),
        ("Адмиралы готовятся", "Адмиралы встретятся во вторник в Сааре.", "ru"),
        ("Amiraller hazırlanıyor", "Amiraller salı günü Saare’de toplanacak.", "tr"),
        ("الأميرالات يستعدون", "يلتقي الأميرالات يوم الثلاثاء المقبل في سار.", "ar"),
        ("האדמירלים מתכוננים", "ביום שלישי הקרוב פגישה של האדמירלים בסארה.", "he"),
        ("האדמירלים מתכוננים", "האדמירלים צפויים להיפגש ביום שלישי בסארה.", "he"),
        ("海军上将准备会谈", "海军上将周二将在萨雷会晤。", "zh"),
        ("海军上将准备会谈", "周二，海军上将将在萨雷会晤。", "zh"),
        ("제독들 회담 준비", "제독들은 화요일 사레에서 만날 예정이다.", "ko"),
    ],
)
def test_report_that_looks_forward_is_past_when_its_day_is(headline, lead, language):
    assert previews.looks_to(headline, lead, language, MONDAY) == TUESDAY
    assert not previews.passed(headline, lead, language, MONDAY, TUESDAY)
    assert previews.passed(headline, lead, language, MONDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Admirals met on Tuesday", "The admirals met in Saare on Tuesday."),
        ("Navy buys ships", "The ministry said on Tuesday that it will buy four ships."),
        ("Sailor jailed", "A sailor on Tuesday began a term that will last four years."),
        ("Sailors taken to hospital on Tuesday", "Four sailors were flown to an island."),
        ("Sailor's last wish", "The will of a sailor was read to a court on Tuesday."),
        ("Ferry sails", "A ferryman was kept aboard against his will on Tuesday."),
        ("Ill will among ferrymen", "A ferryman stirred up ill will on Tuesday."),
        ("Navies clear mines", "The navies cleared the strait. Admirals will meet on Tuesday."),
    ],
)
def test_report_of_what_happened_looks_forward_to_nothing(headline, lead):
    assert previews.looks_to(headline, lead, "en", MONDAY) is None


@pytest.mark.parametrize(
    ("lead", "language"),
    [
        ("Admirałowie spotkali się we wtorek w Saare.", "pl"),
        ("Minister powiedział we wtorek, że flota będzie większa.", "pl"),
        ("Міністр сказав у вівторок, що флот буде більшим.", "uk"),
        ("Министр сказал во вторник, что флот будет больше.", "ru"),
        ("Bakan salı günü gemilerin kalacağını söyledi.", "tr"),
        ("قال الوزير الثلاثاء إن الأسطول سيصل الشهر المقبل.", "ar"),
        ("השר אמר ביום שלישי כי הצי צפוי לגדול.", "he"),
        ("部长周二表示海军将扩大。", "zh"),
        ("周二将军在港口遇袭。", "zh"),
        ("警方周二将嫌疑人送回港口。", "zh"),
        ("Во вторник флот намеренно закрыл порт.", "ru"),
        ("함대는 화요일 예정대로 출항했다.", "ko"),
        ("اجتمع الأميرالات الثلاثاء في الجلسة المقررة.", "ar"),
        ("أبحرت ثلاث سفن الثلاثاء قبل مناورات الشهر المقبل.", "ar"),
        ("ביום שלישי הגיע הצי לנמל הקרוב ביותר.", "he"),
        ("Amiral salı günü bacak kırığıyla hastaneye kaldırıldı.", "tr"),
        ("海军将一周一次出海。", "zh"),
        ("海军将于下周二会晤。", "zh"),
        ("장관은 화요일 함대가 커질 예정이라고 밝혔다.", "ko"),
    ],
)
def test_what_was_said_on_a_day_looks_forward_to_nothing_in_any_language(lead, language):
    assert previews.looks_to("", lead, language, MONDAY) is None


def test_weekday_is_the_next_from_the_day_of_publication_on():
    assert previews.looks_to("Admirals to meet on Monday", "", "en", MONDAY) == MONDAY
    assert previews.looks_to("Admirals to meet on Sunday", "", "en", MONDAY) == date(2026, 11, 29)


@pytest.mark.parametrize("headline", ["Admirals to meet on Frıday", "ADMİRALS TO MEET ON FRİDAY"])
def test_a_weekday_in_letters_that_turkish_has_is_that_day(headline):
    assert previews.looks_to(headline, "", "en", MONDAY) == date(2026, 11, 27)


def test_language_without_words_for_it_looks_forward_to_nothing():
    assert previews.looks_to("Tuesday", "will meet on Tuesday", "xx", MONDAY) is None


def test_what_is_too_long_for_a_sentence_is_not_looked_at():
    long = "Admirals to meet on Tuesday " * (previews.LONGEST // 28)

    assert previews.looks_to(long, "", "en", MONDAY) == TUESDAY
    assert previews.looks_to(long * 2, long * 400, "en", MONDAY) is None
