"""Where a report was written, before its first sentence."""

import pytest

from reveille.core import datelines


@pytest.mark.parametrize(
    ("before", "place", "agency"),
    [
        ("SAARE, Nov 24 (Northline) - ", "SAARE, Nov 24", "Northline"),
        ("27th January 2026 – (Hall) ", "Hall", ""),
        ("Nov. 24, 2026 - ", "", ""),
        ("Tallinn – ", "Tallinn", ""),
        ("Buenos Aires — ", "Buenos Aires", ""),
        ("Tallinn, Estonia — ", "Tallinn, Estonia", ""),
        ("PORT SAARE, Estonia — ", "PORT SAARE, Estonia", ""),
        ("[PORT SAARE] ", "PORT SAARE", ""),
        ("KQN/THE QUAY TIMES – ", "", ""),
        ("TALLINN/PORT SAARE - ", "TALLINN", ""),
    ],
)
def test_dateline_ends_where_the_first_sentence_begins(before, place, agency):
    assert datelines.lead_in(f"{before}The fleet came home.") == (place, agency, len(before))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ships – large and small – sailed home.",
        "Schiffe – Fregatten und Boote – fuhren heim.",
        "Frigates – Danish ones among them – sailed home.",
        "Hill – The man who cleared the strait – sailed home.",
        "Ukraine – What we know of the mines.",
        "Gaza – What we know of the mines.",
        "Frigates – The navy has four of them.",
        "Ann Hill, Admiral – The woman who cleared the strait.",
        "Merz – Der Mann, der die Flotte baut.",
        "Macron – Le président qui aime les bateaux.",
        "January 2026 was the coldest in the strait.",
        "A/B tests – large and small – sailed home.",
        "NAVY/ARMY – their ships came home.",
        "[UPDATE] The fleet came home.",
        "[Saare] The fleet came home.",
    ],
)
def test_sentence_with_a_dash_in_it_has_no_dateline(sentence):
    assert datelines.lead_in(sentence) == ("", "", 0)


def test_languages_open_their_first_sentence_each_with_words_of_its_own():
    for sentence in ("Berlin – Die Flotte ist da.", "Paris – Le ministre arrive.", "Madrid – La flota llega."):
        assert datelines.lead_in(sentence)[2] == sentence.index("–") + 2


@pytest.mark.parametrize(
    ("before", "said", "place", "agency"),
    [
        ("КИЇВ, 24 листопада (Північ) — ", "Флот повернувся.", "КИЇВ, 24 листопада", "Північ"),
        ("МОСКВА, 24 ноя — СЕВ Линия. ", "Флот вернулся.", "МОСКВА, 24 ноя", ""),
        ("GDYNIA (Północ) – ", "Flota wróciła.", "GDYNIA", "Północ"),
        ("İZMİR (KUZEY) - ", "Donanma döndü.", "İZMİR", "KUZEY"),
        ("تالين (الخط الشمالي) - ", "عادت السفن.", "تالين", "الخط الشمالي"),
        ("北线社塔林11月24日电（记者王明）", "舰队返港。", "塔林", "北线社"),
        ("（北線社塔林24日電）", "艦隊返港。", "塔林", "北線社"),
        ("本报讯（记者 王明）", "舰队返港。", "", ""),
        ("北线社塔林11月24日电 ", "舰队返港。", "塔林", "北线社"),
        ("【タリン＝山田太郎】", "艦隊が戻った。", "タリン", ""),
        ("【タリン共同】", "艦隊が戻った。", "タリン", "共同"),
        ("［タリン　２４日　北線］ - ", "艦隊が戻った。", "タリン", "北線"),
        ("(탈린=북선통신) 홍길동 기자 = ", "함대가 돌아왔다.", "탈린", "북선통신"),
        ("[탈린=북선] ", "함대가 돌아왔다.", "탈린", "북선"),
    ],
)
def test_datelines_of_other_scripts(before, said, place, agency):
    assert datelines.lead_in(before + said) == (place, agency, len(before))


@pytest.mark.parametrize(
    "sentence",
    [
        "11月24日电力中断，舰队返港。",
        "11月24日电商开始打折。",
        "北线网11月24日电信中断。",
        "【港・埠頭で火災】艦隊が戻った。",
        "【独自・海軍相が辞意】艦隊が戻った。",
        "وزير البحرية (حداد): عادت السفن.",
        "舰队11月24日返港。",
        "【速報】艦隊が戻った。",
        "【解説】艦隊はなぜ戻ったのか",
        "「艦隊が戻った」と海軍は述べた。",
        "함대(3척)가 돌아왔다.",
        "عادت السفن (ثلاث منها) إلى الميناء.",
        "Флот — большой и старый — вернулся.",
        "Это флот. Он вернулся.",
    ],
)
def test_sentence_of_another_script_has_no_dateline(sentence):
    assert datelines.lead_in(sentence) == ("", "", 0)


@pytest.mark.parametrize(
    "kind", ["SPONSORED", "ADVERTISEMENT", "EXPLAINER", "CORRECTION", "EDITOR’S NOTE", "FACT CHECK"]
)
def test_what_a_text_is_called_is_no_place(kind):
    assert datelines.lead_in(f"[{kind}] The zone of Saare was cleared.") == ("", "", 0)
    assert datelines.lead_in(f"{kind}: The zone of Saare was cleared.") == ("", "", 0)


@pytest.mark.parametrize(
    ("prefix", "place"),
    [("SINGAPORE: ", "SINGAPORE"), ("DAVOS, Switzerland (Jan 22): ", "DAVOS, Switzerland"), ("OPINION: ", "")],
)
def test_a_place_before_a_colon_is_a_dateline(prefix, place):
    assert datelines.lead_in(f"{prefix}The harbour is shut.") == (place, "", len(prefix) if place else 0)
