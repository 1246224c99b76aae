"""On the beat or not, and why: as a person who edits the profile would expect."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import beat
from reveille.core.errors import ProfileError

BEATS = Path(beat.__file__).parents[1] / "beats"
MILITARY = beat.read(tomllib.loads((BEATS / "military.toml").read_text()))
EVERYTHING = beat.read(tomllib.loads((BEATS / "everything.toml").read_text()))
SMALL = {
    "name": "Ships", "tagline": "Ships.", "threshold": 2.0, "points": {"clear": 2.0, "none": 0.0, "against": -5.0},
    "words": {"en": {"clear": ["ship", "Navy", "sailing ship*"], "none": ["ship of fools"], "against": ["novel"]}},
    "section": [{"key": "a", "name": "Sea", "words": {"en": ["sea"]}}, {"key": "b", "name": "Land", "words": {"en": ["land"]}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Eleven navies begin mine clearance in the Baltic", "Minehunters sailed before dawn on Monday.", "en"),
        ("Truce in the valley holds for a fourth day", "Monitors counted no shelling in 46 villages.", "en"),
        ("Spare parts for the Army’s helicopters cannot be traced", "Auditors drew 4,410 parts from six depots.", "en"),
        ("Fregatte nach neun Jahren auf See", "Die Marine übernahm das Schiff am Montag in Kiel.", "de"),
        ("L’arsenal cherche quatre cents soudeurs", "La marine nationale y fait réparer ses frégates.", "fr"),
        ("Перемир'я тримається", "Військові спостерігачі нарахували три обстріли.", "uk"),
    ],
)
def test_news_of_the_beat_is_on_it(title, text, language):
    assert beat.judge(MILITARY, title=title, text=text, language=language).on


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Trade war sends soybean prices up", "Supermarkets fear a price war as shares fell on the stock market.", "en"),
        ("Salvation Army bake sale raises roof", "An army of volunteers sold four hundred cakes.", "en"),
        ("Captain shoots champions into cup final", "The striker broke the football side’s defence after an hour.", "en"),
        ("Grandmaster’s defence collapses", "The chess championship ended in a bombardment of the king.", "en"),
        ("Film about a submarine opens", "The movie took the box office by storm.", "en"),
        ("Handelskrieg trifft die Börse", "Aktien fielen am Montag.", "de"),
        ("La recette du far breton", "Le beurre, les pruneaux, et quarante minutes de four.", "fr"),
        ("School roof is mended", "The council paid for it.", "en"),
    ],
)
def test_war_words_without_war_are_off_it(title, text, language):
    verdict = beat.judge(MILITARY, title=title, text=text, language=language)

    assert not verdict.on, verdict.reasons


def test_everything_takes_everything():
    assert beat.judge(EVERYTHING, title="School roof is mended", text="").on


def test_longest_phrase_takes_its_words_away():
    profile = beat.read(SMALL)

    assert beat.judge(profile, title="A ship of fools", text="").score == 0
    assert beat.judge(profile, title="Ships!", text="").on


def test_capital_in_the_profile_asks_for_one_in_the_text():
    profile = beat.read(SMALL)

    assert beat.judge(profile, title="The Navy sails", text="").on
    assert not beat.judge(profile, title="In navy blue", text="").on


def test_headline_counts_more_than_lead_and_lead_more_than_the_rest():
    far = "word " * 100 + "ship"
    scores = [beat.judge(beat.read(SMALL), title=t, text=x).score for t, x in (("ship", ""), ("", "ship"), ("", far))]

    assert scores[0] > scores[1] > scores[2] > 0


def test_section_is_the_one_whose_words_are_most():
    assert beat.judge(beat.read(SMALL), title="A ship on land, by the land", text="").section == "b"
    assert beat.judge(beat.read(SMALL), title="A ship", text="").section == "a"


@given(st.text(max_size=80), st.text(max_size=300))
def test_every_verdict_is_the_sum_of_its_reasons(title, text):
    verdict = beat.judge(MILITARY, title=title, text=text)

    if len(verdict.reasons) < beat.REASONS_KEPT:
        assert verdict.score == round(sum(reason.points for reason in verdict.reasons), 2)
    assert verdict.on == (verdict.score >= MILITARY.threshold)


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"threshold": "high"}, {"points": {"clear": "two"}}, {"section": []}, {"section": [{"key": "a"}]},
     {"words": {"en": {"unknown": ["x"]}}}, {"words": {"en": {"clear": "ship"}}}, {"words": {"en": {"clear": ["a*"]}}},
     {"words": ["ship"]}],
)  # fmt: skip
def test_wrong_profile_names_what_is_wrong(change):
    with pytest.raises(ProfileError):
        beat.read({**SMALL, **change})
