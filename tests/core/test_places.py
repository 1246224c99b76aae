"""Where it happens: names of places that are meant as places, and the country that a story is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import places
from reveille.core.places import Found
from reveille.core.toponyms import Gazetteer, Town

PARIS, PARIS_TEXAS = Town("Paris", "FR", 48.9, 2.3, 2_100_000), Town("Paris", "US", 33.7, -95.6, 25_000)
KYIV, VALLETTA = Town("Kyiv", "UA", 50.4, 30.5, 2_900_000), Town("Valletta", "MT", 35.9, 14.5, 6_000)
YORK, NEW_YORK = Town("York", "GB", 53.9, -1.1, 150_000), Town("New York City", "US", 40.7, -74.0, 8_800_000)
GAZETTEER = Gazetteer(
    towns={
        "paris": (PARIS, PARIS_TEXAS), "kyiv": (KYIV,), "київ": (KYIV,), "valletta": (VALLETTA,),
        "york": (YORK,), "new york": (NEW_YORK,), "bergen": (Town("Bergen", "NO", 60.4, 5.3, 290_000),),
    },
    parts={"texas": "US"},
)  # fmt: skip


def found(title="", text="", dateline=""):
    return {
        one.town.name if one.town else one.country: one.country for one in places.find(title, text, dateline, GAZETTEER)
    }


@pytest.mark.parametrize(
    ("name", "told", "expected"),
    [
        ("a large city alone is enough", {"title": "Talks in Paris end"}, {"Paris": "FR"}),
        ("the country named decides", {"text": "A base near Paris, Texas, opened."}, {"Paris": "US", "US": "US"}),
        ("a small town wants its country", {"text": "The ship reached Valletta."}, {}),
        ("and has it", {"text": "The ship reached Valletta in Malta."}, {"Valletta": "MT", "MT": "MT"}),
        ("a dateline is enough for any town", {"dateline": "VALLETTA"}, {"Valletta": "MT"}),
        ("behind a town stands where it lies", {"dateline": "SAARE, Valletta"}, {}),
        ("which may be a country", {"dateline": "SAARE, Malta", "title": "Ships leave"}, {"MT": "MT"}),
        ("or a town in capitals", {"dateline": "KYIV, VALLETTA"}, {"Kyiv": "UA", "Valletta": "MT"}),
        ("a name of two words is longer than its second", {"text": "It went to New York."}, {"New York City": "US"}),
        ("a soldier is no town", {"text": "It was led by Sergeant York in France."}, {"FR": "FR"}),
        ("a people says its country", {"title": "Ukrainian troops return"}, {"UA": "UA"}),
        ("other scripts", {"text": "У столиці Київ спить."}, {"Kyiv": "UA"}),
        ("the first word of a sentence is no proof", {"text": "It rained. Bergen was dry."}, {}),
        ("a word that is also written small is a word", {"text": "In Bergen they bergen the ship."}, {}),
        ("nothing is nothing", {}, {}),
        ("who has a first name is no town later", {"title": "Kyiv wins", "text": "Then Anna Kyiv won."}, {}),
        ("but a town in which something happens is one",
            {"title": "Kyiv wins", "text": "Old Kyiv won in Kyiv."}, {"Kyiv": "UA"}),
        ("capitals are initials", {"text": "The raid by PARIS and KYIV officers."}, {"Paris": "FR"}),
        ("born, bound and flagged say nothing of where",
            {"title": "French-born sailor on a Malta-flagged, Norway-bound ship"}, {}),
        ("who leads does", {"title": "French-led force"}, {"FR": "FR"}),
        ("two within a word", {"text": "On the France-Malta line."}, {"FR": "FR", "MT": "MT"}),
        ("a person", {"title": "Jordan hails Chad", "text": "Michael Jordan spoke for Jordan Smith of Georgia."}, {}),
        ("called like a country", {"text": "They met in Jordan and in Chad."}, {"JO": "JO", "TD": "TD"}),
    ],
)  # fmt: skip
def test_places_that_are_meant(name, told, expected):
    assert found(**told) == expected


def test_place_counts_where_it_says_most():
    (one,) = places.find("Talks in Kyiv", "In Kyiv they met.", "KYIV", GAZETTEER)

    assert one == Found("UA", KYIV, places.DATELINE, "kyiv")


def test_story_is_about_the_country_that_its_reports_name_most():
    where = places.of_story(
        [
            places.find("Ships leave Malta", "", "VALLETTA", GAZETTEER),
            places.find("Malta waves", "French ships left.", "", GAZETTEER),
        ]
    )

    assert where.country == "MT"
    assert where.shares[0][0] == "MT"
    assert sum(share for _, share in where.shares) == pytest.approx(1.0, abs=0.01)
    assert where.towns == (VALLETTA,)


def test_story_whose_reports_mostly_name_no_place_has_no_main_country():
    named, silent = places.find("", "It was written in Malta.", "", GAZETTEER), ()

    assert places.of_story([named, silent, silent]).country == "MT"
    assert places.of_story([named, *[silent] * 5]).country == ""


def test_long_report_says_no_more_than_a_short_one():
    long = places.find("", "France, France and Paris. " * 20 + "In Paris and France.", "", GAZETTEER)
    short = places.find("Ukraine", "", "", GAZETTEER)

    assert dict(places.of_story([long, short]).shares) == {"FR": 0.5, "UA": 0.5}


def test_story_between_many_countries_has_no_main_one():
    reports = [places.find(title, "", "", GAZETTEER) for title in ("Malta", "Norway", "Ukraine")]

    assert places.of_story(reports).country == ""
    assert places.of_story([]) == places.Where("", (), ())


@settings(deadline=None)  # who asks first reads the tables
@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_can_be_looked_through(title, text):
    for one in places.find(title, text, "", GAZETTEER):
        assert len(one.country) == 2
