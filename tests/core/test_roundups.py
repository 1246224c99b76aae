"""Pages that are no report of one event, told by headline and address, in the languages of the outlets."""

import pytest

from reveille.core import roundups

NEWS = "https://news.example/world/2026/11/24/navies-clear-mines"


@pytest.mark.parametrize(
    "headline",
    [
        "Morning briefing: mines, plums and a strike",
        "Tuesday briefing: What the admirals want",
        "Fleet back in port; ferries wait: Saare live news",
        "Daily roundup: Mines cleared off Saare - and other top stories today",
        "Defence Roundup: frigates, bases",
        "Navy News in Brief",
        "World in brief",
        "Monday Morning Business Brief",
        "Titulares de la mañana: las minas",
        "Les titres du jour",
        "联合国要闻速览",
        "Harbour live news: mines cleared; ferry back",
        "The Papers: 'Mines' and plums",
        "Saare's papers: ferry queue and mines",
        "The week in pictures",
        "10 things you need to know this morning",
        "Presseschau: Minen und Pflaumen",
        "Das Wichtigste am Dienstag",
        "Revue de presse : les mines de Saare",
        "Revista de prensa: las minas",
        "Rassegna stampa: le mine",
        "Огляд преси: міни й сливи",
        "Дайджест: мины",
        "أبرز الأخبار اليوم",
    ],
)
def test_page_of_many_subjects_is_a_roundup(headline):
    assert roundups.form(headline, NEWS) == roundups.ROUNDUP


@pytest.mark.parametrize(
    ("headline", "link"),
    [
        ("Saare mines: live updates", NEWS),
        ("LIVE: Minehunters sail into the strait", NEWS),
        ("Minehunters sail into the strait", "https://news.example/news/live/world-12345678"),
        ("Minehunters sail", "https://news.example/liveblog/2026/11/24/minehunters-sail"),
        ("Minen vor Saare: Liveticker", NEWS),
        ("EN DIRECT, mines de Saare : la flotte appareille", NEWS),
        ("Live coverage of the mine clearance", NEWS),
        ("Debate on the mines – as it happened", NEWS),
        ("The raid on Saare, minute by minute", NEWS),
        ("Debate de las minas en directo: habla el almirante", NEWS),
        ("Elezioni a Saare, la diretta", NEWS),
        ("Парад в Саре: прямая трансляция", NEWS),
        ("Saare tatbikatı: canlı blog", NEWS),
        ("مباشر: البحرية تزيل الألغام", NEWS),
        ("海军阅兵直播：舰队入港", NEWS),
        ("[실시간] 해군 훈련", NEWS),
        ("Minas de Saare, en directo: zarpa la flota", NEWS),
    ],
)
def test_page_that_follows_an_event_is_live(headline, link):
    assert roundups.form(headline, link) == roundups.LIVE


@pytest.mark.parametrize(
    "headline",
    [
        "Saare mines: What we know so far",
        "Seven things to know about the minehunters",
        "Explainer: Why are there mines off Saare?",
        "The strait of Saare, explained",
        "TIMELINE-Mines in the strait",
        "Minen vor Saare: Was wir wissen und was nicht",
        "Ce que l’on sait des mines de Saare",
        "Lo que se sabe de las minas de Saare",
        "Что известно о минах",
    ],
)
def test_page_that_gathers_what_is_known_is_an_overview(headline):
    assert roundups.form(headline, NEWS) == roundups.OVERVIEW


@pytest.mark.parametrize(
    "headline",
    [
        "Minehunters clear the strait",
        "Admiral briefed on mines",
        "Briefing room hit by shell",
        "General gives briefing on strait",
        "Police round up forty protesters",
        "Veterans live with their wounds for a week",
        "Live fire exercise begins off Saare",
        "Panama Papers: the admiral’s firm",
        "Game review round-up: the critics on the minehunter simulator",
        "Weekly exercise ends early",
        "Navy updates its list of wrecks",
        "What the admiral knew of the mines he did not say",
        "Direktor des Hafens tritt zurück",
        "Directo al puerto: la flota vuelve",
    ],
)
def test_report_is_none_of_them(headline):
    assert roundups.form(headline, NEWS) == ""
