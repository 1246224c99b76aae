"""The gazetteer as it ships: names that news writes lead where a reader would look."""

import pytest

from reveille.core import places
from reveille.newsroom import gazetteer


@pytest.mark.parametrize(
    ("title", "text", "country"),
    [
        ("Frigate returns to Toulon", "The ship came back to France on Monday.", "FR"),
        ("Truppen verlassen Kabul", "Die Soldaten flogen aus Afghanistan ab.", "AF"),
        ("La flota zarpa de Cádiz", "El buque salió de España.", "ES"),
        ("Вибухи у Харкові", "Україна повідомила про удар. Київ мовчить.", "UA"),
        ("White House will not say", "The president spoke in Washington about the United States.", "US"),
        ("North Korea fires a missile", "It flew from Pyongyang over Japan.", "KP"),
        ("Reading is fun", "A nice man from the union split the bath.", ""),
    ],
)
def test_story_is_placed_where_it_happens(title, text, country):
    report = places.find(title, text, "", gazetteer.gazetteer())

    assert places.of_story([report] if report else []).country == country
