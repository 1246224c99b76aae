"""On the beat or not, and why: as a person who edits the profile would expect."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import beat
from reveille.core import profile as profiles
from reveille.core.errors import ProfileError

BEATS = Path(beat.__file__).parents[1] / "beats"
MILITARY = profiles.read(tomllib.loads((BEATS / "military.toml").read_text()))
EVERYTHING = profiles.read(tomllib.loads((BEATS / "everything.toml").read_text()))
SMALL = {
    "name": "Ships",
    "tagline": "Ships.",
    "threshold": 2.0,
    "points": {"clear": 2.0, "none": 0.0, "against": -5.0},
    "words": {
        "en": {"clear": ["ship", "Navy", "sailing ship*"], "none": ["ship of fools"], "against": ["novel"]},
    },
    "section": [
        {"key": "a", "name": "Sea", "words": {"en": ["sea"]}},
        {"key": "b", "name": "Land", "words": {"en": ["land"]}},
    ],
}


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (
            "Eleven navies begin mine clearance in the Baltic",
            "Minehunters sailed before dawn on Monday.",
            "en",
        ),
        ("Truce in the valley holds for a fourth day", "Monitors counted no shelling in 46 villages.", "en"),
        (
            "Spare parts for the Army’s helicopters cannot be traced",
            "Auditors drew 4,410 parts from six depots.",
            "en",
        ),
        ("Fregatte nach neun Jahren auf See", "Die Marine übernahm das Schiff am Montag in Kiel.", "de"),
        ("L’arsenal cherche quatre cents soudeurs", "La marine nationale y fait réparer ses frégates.", "fr"),
        ("Перемир'я тримається", "Військові спостерігачі нарахували три обстріли.", "uk"),
        ("Перемирие держится", "Минобороны сообщило о войсках на границе.", "ru"),
        ("Rozejm trwa czwarty dzień", "Żołnierze wrócili do koszar.", "pl"),
        ("El alto el fuego se mantiene", "El ejército retiró sus tropas.", "es"),
        ("والجيش يعلن الهدنة", "قالت وزارة الدفاع إن الجنود عادوا.", "ar"),
        ("צה״ל: הפסקת אש", "החיילים חזרו לבסיס.", "he"),
        ("护卫舰返航", "海军士兵周一回到军港。", "zh"),
        ("護衛艦が帰港", "海上自衛隊の隊員が月曜日に戻った。", "ja"),
        ("호위함 귀항", "해군 병사들이 월요일에 돌아왔다.", "ko"),
        ("Fregatten är hemma igen", "Marinen och försvarsministern var nöjda.", "sv"),
    ],
)
def test_news_of_the_beat_is_on_it(title, text, language):
    assert beat.judge(MILITARY, title=title, text=text, language=language).on


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (
            "Trade war sends soybean prices up",
            "Supermarkets fear a price war as shares fell on the stock market.",
            "en",
        ),
        ("Salvation Army bake sale raises roof", "An army of volunteers sold four hundred cakes.", "en"),
        (
            "Captain shoots champions into cup final",
            "The striker broke the football side’s defence after an hour.",
            "en",
        ),
        (
            "Grandmaster’s defence collapses",
            "The chess championship ended in a bombardment of the king.",
            "en",
        ),
        ("Film about a submarine opens", "The movie took the box office by storm.", "en"),
        ("Handelskrieg trifft die Börse", "Aktien fielen am Montag.", "de"),
        ("La recette du far breton", "Le beurre, les pruneaux, et quarante minutes de four.", "fr"),
        ("School roof is mended", "The council paid for it.", "en"),
        (
            "A general election, a think tank and a heart attack",
            "The minister spoke about security at length.",
            "en",
        ),
        (
            "Captain, crew and pilot",
            "A ship, an officer, a mission, a contract, a rescue, a border, a patrol.",
            "en",
        ),
    ],
)
def test_war_words_without_war_are_off_it(title, text, language):
    verdict = beat.judge(MILITARY, title=title, text=text, language=language)

    assert not verdict.on, verdict.reasons


def test_everything_takes_everything():
    assert beat.judge(EVERYTHING, title="School roof is mended", text="").on
    assert (EVERYTHING.takes_all, MILITARY.takes_all) == (True, False)


def test_hyphen_is_a_space_and_apostrophe_s_is_no_word():
    told = [
        ("Cease-fire holds", "en"),
        ("Cease fire holds", "en"),
        ("L’armée rentre", "fr"),
        ("The army’s frigate", "en"),
    ]

    assert all(beat.judge(MILITARY, title=title, text="", language=language).on for title, language in told)


def test_names_count_in_every_language_and_alone_in_one_without_words():
    verdict = beat.judge(MILITARY, title="NATO ja Rheinmetall", text="", language="et")

    assert [reason.words for reason in verdict.reasons] == [
        "“NATO” in the headline",
        "“Rheinmetall” in the headline",
    ]


def test_group_gives_no_more_than_its_limit():
    profile = profiles.read({**SMALL, "most": {"clear": 3.0}})

    assert beat.judge(profile, title="A ship in the Navy", text="and sailing ships").score == 3.0


def test_what_stands_far_down_cannot_take_an_article_off():
    text = "The ship sailed. " + "word " * 100 + "novel"

    assert beat.judge(profiles.read(SMALL), title="Ship", text=text).on
    assert not beat.judge(profiles.read(SMALL), title="A novel of a ship", text="").on


def test_many_reasons_are_told_as_a_few_that_add_up():
    everything_said = " ".join(sorted(tomllib.loads((BEATS / "military.toml").read_text())["words"]["en"]["strong"]))

    verdict = beat.judge(MILITARY, title=everything_said, text="")

    assert len(verdict.reasons) == beat.REASONS_KEPT
    assert any("more words" in reason.words for reason in verdict.reasons)
    assert verdict.score == round(math.fsum(reason.points for reason in verdict.reasons), 2)


def test_outlets_own_label_counts_as_the_headline_does():
    verdict = beat.judge(profiles.read(SMALL), title="Nothing to see", text="", sections=("Ships",))

    assert verdict.reasons == (beat.Reason(4.0, "“ship” in its outlet’s own label"),)


def test_longest_phrase_takes_its_words_away():
    profile = profiles.read(SMALL)

    assert beat.judge(profile, title="A ship of fools", text="").score == 0
    assert beat.judge(profile, title="Ships!", text="").on


def test_capital_in_the_profile_asks_for_one_in_the_text():
    profile = profiles.read(SMALL)

    assert beat.judge(profile, title="The Navy sails", text="").on
    assert not beat.judge(profile, title="In navy blue", text="").on


def test_word_in_capitals_asks_for_capitals():
    profile = profiles.read({**SMALL, "words": {"en": {"clear": ["WHO", "ICBM"]}}})

    assert beat.judge(profile, title="The WHO warns of measles", text="").on
    assert beat.judge(profile, title="ICBMs tested", text="").on
    assert not beat.judge(profile, title="Who won the bachelor?", text="").on


def test_outlets_filing_gives_points_by_the_narrowest_part_that_is_known():
    profile = profiles.read({**SMALL, "filed": {"clear": ["Ships"], "against": ["books"]}})

    assert beat.judge(profile, title="Home at last", text="", departments=("ships", "north sea")).reasons == (
        beat.Reason(2.0, "its outlet files it under “ships”"),
    )
    assert not beat.judge(profile, title="Ship", text="", departments=("ships", "books")).on
    assert beat.judge(profile, title="Home", text="", departments=("ships europe",)).on


@pytest.mark.parametrize("path", sorted(BEATS.glob("[!r]*.toml")), ids=lambda path: path.stem)
def test_shipped_beat_can_be_read(path):
    if path.name.endswith(".learned.toml"):
        assert tomllib.loads(path.read_text())["learned"]["en"]
    elif path.name.endswith(".sections.toml"):
        profile = beat_called(path.name.partition(".")[0])

        assert profiles.sectioned(profile, tomllib.loads(path.read_text())).section_learned["en"]
    else:
        profile = profiles.read(tomllib.loads(path.read_text()))

        assert profile.sections
        assert profile.tagline


def beat_called(name: str) -> profiles.Profile:
    return profiles.read(tomllib.loads((BEATS / f"{name}.toml").read_text()))


OTHER_NEWS = [  # title, text, language, the one of the four beats that it is on
    ("Shipbuilder’s shares fall after profit warning", "Investors sold on Monday.", "en", "business"),
    ("Central bank raises interest rates to curb inflation", "The economy grew by 1%.", "en", "business"),
    ("Notenbank hebt den Leitzins an", "Die Inflation sank im Oktober.", "de", "business"),
    ("Rachat record dans l’automobile", "Le chiffre d’affaires du groupe a doublé.", "fr", "business"),
    ("El banco central sube los tipos de interés", "La inflación cede.", "es", "business"),
    ("Measles outbreak closes two schools", "Doctors urge vaccination.", "en", "health"),
    ("Krankenkassen zahlen neue Therapie gegen Krebs", "Patienten warten.", "de", "health"),
    ("Vaccin contre la grippe : les hôpitaux manquent de doses", "", "fr", "health"),
    ("世卫组织呼吁接种疫苗", "医院患者增加。", "zh", "health"),
    ("Goalkeeper saves twice in cup final", "The striker missed a penalty in extra time.", "en", "sport"),
    ("Bundestrainer beruft drei Stürmer", "Die Nationalmannschaft spielt am Freitag.", "de", "sport"),
    ("Finale de la Ligue des champions : le match en direct", "", "fr", "sport"),
    ("축구 대표팀, 월드컵 준결승 진출", "감독은 선수들을 칭찬했다.", "ko", "sport"),
    ("Minehunters sail from the naval base", "The navy clears the strait.", "en", "military"),
]


@pytest.mark.parametrize(("title", "text", "language", "on"), OTHER_NEWS)
def test_news_of_four_beats_is_on_its_own_and_off_the_others(title, text, language, on):
    taken = [
        name
        for name in ("business", "health", "military", "sport")
        if beat.judge(beat_called(name), title=title, text=text, language=language).on
    ]

    assert taken == [on]


def test_countries_region_is_known_where_the_profile_says_it():
    assert MILITARY.regions["UA"] == "Europe"
    assert MILITARY.regions["KR"] == "Asia and the Pacific"
    assert EVERYTHING.regions == {}


def test_headline_counts_more_than_lead_and_lead_more_than_the_rest():
    alone, far = beat.judge(profiles.read(SMALL), title="Navy", text="").score, "word " * 100 + "ship"
    scores = [
        beat.judge(profiles.read(SMALL), title=f"Navy {title}", text=text).score - alone
        for title, text in (("ship", ""), ("", "ship"), ("", far))
    ]

    assert scores[0] > scores[1] > scores[2] > 0


def test_what_stands_further_down_adds_to_what_was_told_and_wakes_nothing():
    limited = profiles.read({**SMALL, "points": {**SMALL["points"], "faint": 1.5}, "most": {"faint": 1.5},
                             "words": {"en": {**SMALL["words"]["en"], "faint": ["crew"]}}})  # fmt: skip
    far = "word " * 100 + "Navy"

    assert not beat.judge(limited, title="The crew was hurt", text=far).on
    assert [r.words for r in beat.judge(limited, title="The crew was hurt", text=far).reasons] == [
        "“crew” in the headline"
    ]
    assert beat.judge(limited, title="Ship", text=far).score > beat.judge(limited, title="Ship", text="").score


def test_section_is_the_one_whose_words_are_most():
    assert beat.judge(profiles.read(SMALL), title="A ship on land, by the land", text="").section == "b"
    assert beat.judge(profiles.read(SMALL), title="A ship", text="").section == "a"


@given(st.text(max_size=80), st.text(max_size=300))
def test_every_verdict_is_the_sum_of_its_reasons(title, text):
    verdict = beat.judge(MILITARY, title=title, text=text)

    assert verdict.score == round(math.fsum(reason.points for reason in verdict.reasons), 2)
    assert len(verdict.reasons) <= beat.REASONS_KEPT
    assert verdict.on == (verdict.score >= MILITARY.threshold)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"threshold": "high"},
        {"threshold": float("nan")},
        {"points": {"clear": "two"}},
        {"most": {"unknown": 1}},
        {"most": {"clear": -1}},
        {"words": ["ship"]},
        {"words": {"en": {"unknown": ["x"]}}},
        {"words": {"en": {"clear": "ship"}}},
        {"words": {"en": {"clear": ["ship"], "against": ["ship"]}}},
        {"words": {"en": {"clear": ["a*"]}}},
        {"words": {"en": {"clear": ["ship a*"]}}},
        {"words": {"en": {"clear": ["–"]}}},
        {"section": []},
        {"section": [{"key": "a"}]},
        {"section": [{"key": "a", "name": "A", "words": ["sea"]}]},
        {"section": [{"key": "a", "name": "A"}] * 2},
        {"filed": ["sport"]},
        {"filed": {"clear": "sport"}},
        {"filed": {"unknown": ["sport"]}},
        {"filed": {"clear": ["sport", "Sport"]}},
        {"filed": {"clear": [1]}},
        {"region": "Europe"},
        {"region": [{"name": "Europe"}]},
        {"region": [{"name": "Europe", "countries": ["Germany"]}]},
        {"region": [{"name": "Europe", "countries": ["DE"]}, {"name": "West", "countries": ["DE"]}]},
    ],
)
def test_wrong_profile_names_what_is_wrong(change):
    with pytest.raises(ProfileError):
        profiles.read({**SMALL, **change})


def test_outlets_own_filing_speaks_for_the_section_and_not_for_the_beat():
    told = {
        "name": "All", "tagline": "x", "threshold": -1,
        "section": [
            {"key": "world", "name": "World", "words": {"en": ["minister"]}},
            {"key": "sport", "name": "Sport", "labels": ["Sport"]},
        ],
    }  # fmt: skip
    profile = profiles.read(told)

    assert profile.filed(("world", "news")) is None
    assert profile.filed(("sport", "news", "other thing")) == profiles.Filing("sport", "sport", broad=False)

    filed = beat.judge(profile, title="Minister bowls first ball", text="", departments=("news", "sport cricket"))

    assert (filed.section, filed.score) == ("sport", 0)
    assert beat.judge(profile, title="Minister bowls first ball", text="").section == "world"


def test_section_that_says_so_takes_what_nothing_speaks_for():
    told = {
        "name": "All", "tagline": "x", "threshold": -1,
        "section": [
            {"key": "world", "name": "World", "words": {"en": ["minister"]}},
            {"key": "society", "name": "Society", "otherwise": True},
        ],
    }  # fmt: skip
    profile = profiles.read(told)

    assert beat.judge(profile, title="A goose holds up the ferry", text="").section == "society"
    assert beat.judge(profile, title="Minister holds up the ferry", text="").section == "world"


def test_labels_of_a_section_are_a_list_of_texts():
    with pytest.raises(ProfileError, match="sport: labels"):
        profiles.read(
            {"name": "x", "tagline": "x", "threshold": 1, "section": [{"key": "sport", "name": "S", "labels": "sport"}]}
        )


@pytest.mark.parametrize(
    ("departments", "section", "broad"),
    [
        (("sport", "africa"), "culture", False),
        (("news", "world africa"), "world", True),
        (("us", "politics"), "home", False),
        (("news", "uk politics"), "home", False),
        (("news", "uk england"), "home", True),
        (("news", "science environment"), "science", False),
    ],
)
def test_part_of_the_world_gives_way_to_a_subject(departments, section, broad):
    filed = EVERYTHING.filed(departments)

    assert (filed.section, filed.broad) == (section, broad)


def test_crime_stands_with_crime_where_its_outlet_files_it_under_a_part_of_the_world():
    murder = {"title": "Baker convicted of murder", "text": "The jury took an hour.", "departments": ("world europe",)}

    assert beat.judge(EVERYTHING, **murder).section == "society"
    assert beat.judge(EVERYTHING, **murder | {"departments": ("business",)}).section == "society"
    assert beat.judge(EVERYTHING, title="Baker travels", text="", departments=("business",)).section == "business"


def test_between_the_world_and_home_the_filing_decides():
    told = {"title": "Mayor wins the election", "text": "The council met."}

    assert beat.judge(EVERYTHING, **told).section == "home"
    assert beat.judge(EVERYTHING, **told, departments=("news", "world africa")).section == "world"
    assert beat.judge(EVERYTHING, **told, departments=("politics",)).section == "home"
    assert beat.section_reasons(EVERYTHING, **told, departments=("world africa",)) == (
        beat.Reason(2.0, "its outlet files it under “world”"),
    )


def test_what_only_a_part_of_the_world_speaks_for_goes_where_nothing_speaks():
    assert beat.judge(EVERYTHING, title="A goose on the ferry", text="", departments=("world europe",)).section == (
        "society"
    )


def test_what_was_learned_of_a_section_counts_as_a_word_of_the_profile_and_says_so():
    profile = profiles.sectioned(profiles.read(SMALL), {"en": {"b": {"Turnip": 0.5, "turnip field": 0.25}}})

    told = {"title": "Turnip field by the sea", "text": "A turnip. A turnip field."}

    assert beat.judge(profile, **told).section == "a"
    assert beat.judge(profile, **told | {"title": "Turnip field"}).section == "b"
    assert beat.section_reasons(profile, **told | {"title": "Turnip field"}) == (
        beat.Reason(1.5, "“turnip” in the headline, as learned"),
        beat.Reason(0.75, "“turnip field” in the headline, as learned"),
    )
    assert beat.section_reasons(profile, language="de", **told | {"title": "Turnip field"}) == ()


@pytest.mark.parametrize(
    "learned", [{"en": ["turnip"]}, {"en": {"c": {"turnip": 1}}}, {"en": {"b": {"turnip": "one"}}}, {"en": {"b": 1}}]
)
def test_learned_points_of_a_section_that_are_wrong_name_their_table(learned):
    with pytest.raises(ProfileError, match=r"\[en"):
        profiles.sectioned(profiles.read(SMALL), learned)


def test_section_may_be_broad_as_a_whole_or_by_its_labels():
    def section(**told):
        return profiles.read({**SMALL, "section": [{"key": "a", "name": "A", **told}]}).sections[0]

    assert section(labels=["World", "trade"], broad=True).broad == {"world", "trade"}
    assert section(labels=["trade"], broad=["World"]).labels == {"world", "trade"}
    assert section(labels=["trade"]).broad == frozenset()
    with pytest.raises(ProfileError, match="a: broad"):
        section(broad="world")
