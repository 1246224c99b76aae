"""The sections of the beat that takes everything, in the languages that they have words for."""

import tomllib
from pathlib import Path

import pytest
from tests.core.sections import HEADLINES

import reveille
from reveille.core import beat
from reveille.core import profile as profiles

PROFILE = profiles.read(
    tomllib.loads((Path(reveille.__file__).parent / "beats" / "everything.toml").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize(
    ("title", "text", "language", "section"),
    [
        ("Man stabbed at the ferry", "Police arrested a suspect. The company runs two boats.", "en", "society"),
        ("Goose holds up the ferry for an hour", "The bird sat on the ramp.", "en", "society"),
        ("Ferry firm buys its rival", "The takeover is worth two billion. Shares rose.", "en", "business"),
        ("Ministers agree on a truce", "The ceasefire ends the war at the border.", "en", "world"),
        ("Mayor loses the vote of the council", "The opposition had asked for it.", "en", "home"),
        ("Polizei nimmt Verdächtigen am Hafen fest", "Der Täter hatte ein Messer.", "de", "society"),
        ("Reederei übernimmt Konkurrenten", "Die Übernahme kostet zwei Milliarden. Aktien steigen.", "de", "business"),
        ("Kanzlerin verliert Abstimmung im Bundestag", "Die Opposition jubelt.", "de", "home"),
        ("Un homme poignardé au port, un suspect interpellé", "La police enquête.", "fr", "society"),
        ("Le chercheur et le vaccin", "Une étude dans un hôpital.", "fr", "science"),
        ("Detenido un sospechoso del robo del ferri", "La policía busca a otro.", "es", "society"),
        ("El entrenador deja el fútbol", "Ganó la copa y la liga.", "es", "culture"),
    ],
)
def test_section_is_that_of_the_words(title, text, language, section):
    assert beat.judge(PROFILE, title=title, text=text, language=language).section == section


@pytest.mark.parametrize(
    ("department", "section"),
    [("panorama", "society"), ("faits divers", "society"), ("sucesos", "society"), ("wirtschaft", "business"),
     ("deportes", "culture"), ("santé", "science"), ("ausland", "world"), ("politique", "home")],
)  # fmt: skip
def test_outlets_filing_is_known_in_their_languages(department, section):
    assert PROFILE.filed((department,)).section == section


@pytest.mark.parametrize("language", HEADLINES)
def test_headlines_stand_in_their_section_in_other_languages_too(language):
    wrong = [
        (headline, section, said)
        for section, headlines in HEADLINES[language].items()
        for headline in headlines
        if (said := beat.judge(PROFILE, title=headline, text="", language=language).section) != section
    ]

    assert wrong == []
