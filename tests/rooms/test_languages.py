"""Readers are spoken to in their own language: the site by its address or the browser, the mail by what they chose."""

import html as html_module
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms import pages
from tests.rooms.people import letters, parsed, reader
from tests.rooms.test_site import REPORTS, publish, read

from reveille.core import changes, layout, schedule
from reveille.editions import hours, languages, letterhead, provenance, rendering, renderings, replay, telling
from reveille.editions.models import Edition, Newsletter, Rendering
from reveille.newsroom import profiles
from reveille.sources import rounds
from reveille.subscribers import confirm, dispatch, preferences, signup
from reveille.subscribers.models import Consent, Subscription

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "de", "es", "fr")
ENGLISH = re.compile(r"\b(?:the|and|is|are|with|which|every|of|to)\b")
NO_WORDS = re.compile(r"<(style|select|pre|code|head)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.DOTALL)


def _ours(html, page):
    """What a page says in our own words."""
    words = html_module.unescape(NO_WORDS.sub(" ", html))
    theirs = [page.preheader, *(row[name] for row in REPORTS for name in ("outlet", "headline"))]
    theirs += [one.headline for one in (*page.developing, *page.quiet)]
    theirs += [word for one in page.developing for word in one.lines]
    for item in page.items:
        theirs += [item.headline, item.outlet, item.author, item.note, *item.marks, item.change, item.section]
        theirs += [*(one.text for one in item.sentences), *(one.outlet for one in item.also)]
        theirs += [item.quote.text, item.quote.speaker, item.quote.role, item.quote.outlet] if item.quote else []
    for one in sorted(filter(None, theirs), key=len, reverse=True):
        words = words.replace(one, " ")
    return words


@pytest.fixture
def newsletter():
    return Newsletter.objects.create(slug="reveille", name="Reveille", beat="military", zone="Europe/Vienna")


# --- the site ---


@pytest.mark.parametrize(("asked", "spoken"), [("de-AT,de;q=0.9,en;q=0.5", "de"), ("ja,ar;q=0.3", "ar"), ("", "en")])
def test_the_browser_says_the_language_and_caches_are_told(client, newsletter, asked, spoken):
    answer = client.get("/how/", HTTP_ACCEPT_LANGUAGE=asked)

    assert f'<html lang="{spoken}" dir="{"rtl" if spoken == "ar" else "ltr"}">' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]
    assert "django_language" not in answer.cookies


def test_an_address_says_the_language_whatever_the_browser_says_and_its_links_say_it_too(client, newsletter):
    publish(newsletter)

    answer = client.get("/fr/reveille/2026-11-24/", HTTP_ACCEPT_LANGUAGE="de")
    shown = answer.content.decode()

    assert '<html lang="fr" dir="ltr">' in shown
    assert "Mardi 24 novembre 2026" in shown
    assert "Accept-Language" not in answer.get("Vary", "")
    assert 'href="/fr/reveille/2026-11-24/flare/"' in shown
    own = set(re.findall(r'(?:href|action)="(/[^"]*)"', shown))
    assert {one for one in own if not one.startswith(("/fr/", "/static/"))} == {
        f"/{code}/reveille/2026-11-24/" for code in ("en", "de", "es", "ar")
    }


def test_the_next_request_does_not_inherit_the_language(client, newsletter):
    read(client, "/ar/how/")

    assert 'href="/how/"' in read(client, "/how/")
    assert translation.get_language() == "en"


@pytest.mark.parametrize("address", ["/de/desk/", "/de/api/subscribe/", "/de/outbox/", "/it/how/"])
def test_what_is_not_for_readers_has_no_other_language(client, newsletter, address):
    assert client.get(address).status_code == 404


def test_secret_pages_stay_secret_in_every_language(client, newsletter):
    alice = reader(newsletter, "alice")

    answer = client.get(f"/de/you/{alice.token}/")

    assert answer["Cache-Control"].find("no-store") >= 0 and answer["Referrer-Policy"] == "strict-origin"


def test_no_newsletter_may_be_called_like_a_language(db):
    from reveille.core.errors import NameTaken
    from reveille.editions import founding

    with pytest.raises(NameTaken):
        founding.newsletter("de", "military")


ADDRESSES = (
    *("", "how/", "privacy/", "corrections/", "outlets/", "search/?q=flare", "subscribe/", "lost/", "subscribed/"),
    *("embed/", "reveille/archive/", "reveille/2026-11-24/", "reveille/2026-11-24/flare/"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_say_nothing_in_english_but_what_outlets_wrote(client, newsletter, language, address):
    told = pages.item("lamp", rank=2, kinds=("updated",), change="2 new reports")
    page = pages.page(pages.item("flare", rank=1), told)
    publish(newsletter, page=page)

    shown = read(client, f"/{language}/{address}")

    assert not ENGLISH.findall(_ours(shown, page))


# --- phrases that are stored with an edition ---


def test_what_changed_is_told_in_the_readers_language():
    with languages.speaking("de"):
        assert telling.told("navies: 10 before, 11 now") == "navies: bisher 10, jetzt 11"
        assert telling.told("3 new reports, 1 more outlet, 2 more countries.") == (
            "3 neue Berichte, 1 weiteres Medium, 2 weitere Länder."
        )
        assert telling.told("in French") == "auf Französisch"
        assert telling.told("wire text, 3 copies") == "Agenturtext, 3 Abdrucke"
        assert telling.country("Germany") == "Deutschland"
        assert telling.told("An editor’s own words") == "An editor’s own words"


_facts = st.builds(
    changes.StoryFacts,
    articles=st.frozensets(st.integers(1, 9), max_size=6),
    families=st.frozensets(st.sampled_from("abcd"), max_size=4),
    countries=st.frozensets(st.sampled_from(["Peru", "Oman", "Chad"]), max_size=3),
    numbers=st.dictionaries(st.sampled_from(["ships", "square miles"]), st.tuples(st.sampled_from(["46", "40", "52"]))),
    named=st.dictionaries(st.sampled_from(["anna berg", "li wu"]), st.sampled_from(["Anna Berg", "Li Wu", ""])),
    places=st.dictionaries(st.sampled_from(["oslo", "riga"]), st.sampled_from(["Oslo", "Riga", ""])),
    outlets=st.just({one: f"Outlet {one}" for one in "abcd"}),
)


@given(_facts, _facts)
def test_every_phrase_that_the_core_makes_of_a_change_is_known(before, after):
    change = changes.since(before, after)
    said = [*change.lines, *([change.short] if change.short else [])]

    with languages.speaking("de"):
        assert [one for one in said if telling.told(one) == one] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_answers_and_taglines_that_ship_are_known(language):
    beats = [
        profiles.beat(path.stem)
        for path in (Path(profiles.__file__).parents[1] / "beats").glob("*.toml")
        if path.stem != "ranking" and "." not in path.stem
    ]
    said = [name for beat in beats for name in beat.section_names()] + [beat.tagline for beat in beats]
    said += [*rounds.PLAIN.values(), "did not answer", *(name for beat in beats for name in beat.regions.values())]

    assert set(said) <= telling.KNOWN
    with languages.speaking(language):
        assert all(telling.told(one) != one for one in said if one not in ("Football", "Europe"))


def test_counts_follow_the_rules_of_arabic():
    from reveille.editions import wording

    with languages.speaking("ar"):
        assert [wording.stories(n) for n in (1, 2, 3, 11, 100)] == [
            "خبر واحد",
            "خبران",
            "3 أخبار",
            "11 خبرًا",
            "100 خبر",
        ]
        assert wording.long_date(pages.DAY) == "الثلاثاء، 24 نوفمبر 2026"
    with languages.speaking("de"):
        assert wording.long_date(pages.DAY) == "Dienstag, 24. November 2026"
        assert wording.outlets(1204) == "1.204 Medien"


def test_hours_and_days_are_said_as_people_say_them():
    with languages.speaking("de"):
        assert hours.hour(390, "Europe/Vienna") == "06:30 Uhr (Ortszeit Wien)"
        assert hours.days(0b0010101) == "jeden Montag, Mittwoch und Freitag"
    for minute, zone, days in ((390, "Europe/Vienna", 127), (0, "UTC", 31), (5, "America/New_York", 0b1000001)):
        assert hours.hour(minute, zone) == schedule.hour_in_words(minute, zone)
        assert hours.days(days) == schedule.days_in_words(days)


# --- the letters ---


def _closed(newsletter, clock, **more):
    clock.set(pages.DAY, 6)
    page = pages.full()
    made_with = provenance.of(newsletter)
    rendered = rendering.render(page, letterhead.masthead(newsletter), newsletter.language)
    return Edition.objects.create(
        newsletter=newsletter, date=pages.DAY, number=412, state="closed", closing_at=clock(), closed_at=clock(),
        subject=page.subject, preheader=page.preheader, page=layout.to_json(page), made_with=made_with,
        html=rendered.html, text=rendered.text, digest=renderings.digest(rendered.html, rendered.text), **more,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_says_its_language_and_direction_and_keeps_the_outlets_words(newsletter, clock, language):
    page = pages.full()

    made = rendering.render(page, letterhead.masthead(newsletter), language)

    assert made.html.count(f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"') >= 2
    shown = html_module.unescape(made.html)
    assert all(item.headline in shown for item in page.items)
    assert not ENGLISH.findall(_ours(made.html, page))


def test_english_letter_is_what_it_was_for_a_newsletter_in_english(newsletter, clock):
    edition = _closed(newsletter, clock)

    assert renderings.of(edition, "en").html == edition.html
    assert not edition.renderings.exists()


def test_a_letter_in_another_language_is_made_once_and_kept(newsletter, clock):
    edition = _closed(newsletter, clock)

    first = renderings.of(edition, "ar")
    again = renderings.of(edition, "ar-EG")

    assert first == again and 'dir="rtl"' in first.html
    assert edition.renderings.count() == 1


def test_a_language_that_is_not_ours_gets_the_newsletters_own(newsletter, clock):
    edition = _closed(newsletter, clock)

    assert renderings.of(edition, "tlh").text == edition.text


def test_faulty_letter_in_another_language_is_not_used(newsletter, clock, monkeypatch, caplog):
    edition = _closed(newsletter, clock)
    monkeypatch.setattr(renderings, "faults", lambda *_: ("B1: a fault",))

    assert renderings.of(edition, "de").html == edition.html
    assert "is not sent in de" in caplog.text


def test_readers_languages_are_those_of_the_confirmed(newsletter):
    reader(newsletter, "alice", language="ar")
    reader(newsletter, "bob", language="de", state="pending")
    reader(newsletter, "carol")

    assert preferences.languages_of(newsletter) == ["ar"]


def test_each_reader_gets_the_edition_in_their_language(newsletter, clock, outbox):
    from reveille.mail import departure

    edition = _closed(newsletter, clock)
    for name, language in (("alice", "ar"), ("bob", "de"), ("carol", "")):
        reader(newsletter, name, language=language, zone="UTC")
    clock.set(pages.DAY, 7)
    from reveille.delivery import planning, post

    planning.plan(edition, clock())
    with departure.ours() as way:
        post.deliver_due(clock, way, "a worker")

    sent = {parsed(letter)["To"]: parsed(letter) for letter in letters(outbox)}
    html = {to: letter.get_body(("html",)).get_content() for to, letter in sent.items()}
    assert 'lang="ar" dir="rtl"' in html["alice@post.example"] and "أكّدتَ الاشتراك" in html["alice@post.example"]
    assert 'lang="de" dir="ltr"' in html["bob@post.example"] and "06:30 UTC, jeden Tag" in html["bob@post.example"]
    assert 'lang="en" dir="ltr"' in html["carol@post.example"]
    assert {letter["Subject"] for letter in sent.values()} == {edition.subject}


def test_replay_makes_every_language_again(newsletter, clock):
    edition = _closed(newsletter, clock)
    renderings.of(edition, "fr")
    made = replay.replay(edition)
    Rendering.objects.filter(edition=edition).update(digest="0" * 64)

    assert made.same
    assert not replay.replay(edition).same


# --- choosing ---


def _form(client, newsletter, clock, language, prefix="", **more):
    shown = client.get(f"{prefix}/subscribe/").content.decode()
    started = re.search(r'name="started" value="([^"]+)"', shown)[1]
    clock.now += timedelta(seconds=5)
    data = {"email": "dora@post.example", "newsletter": newsletter.slug, "started": started, **more}
    return client.post(f"{prefix}/subscribe/", {**data, **({"language": language} if language else {})})


def test_sign_up_in_a_language_asks_for_it_and_all_letters_speak_it(newsletter, client, clock, outbox):
    assert _form(client, newsletter, clock, "", "/ar")["Location"] == "/ar/subscribed/"
    dispatch.dispatch(clock)

    letter = parsed(letters(outbox)[0])
    assert Subscription.objects.get().language == "ar"
    assert letter["Subject"] == "Reveille: نقرة واحدة، والعدد القادم لك"
    assert 'dir="rtl"' in letter.get_body(("html",)).get_content()
    consent = Consent.objects.get(kind="asked")
    with languages.speaking("ar"):
        assert consent.wording == str(signup.PROMISE)

    link = re.search(r"/confirm/[^/]+/", letter.get_body(("plain",)).get_content())[0]
    page = read(client, link)  # the browser says nothing, the subscriber does
    assert '<html lang="ar" dir="rtl">' in page
    client.post(link)
    with languages.speaking("ar"):
        assert str(confirm.BUTTON) in Consent.objects.get(kind="confirmed").wording


def test_a_language_that_is_not_ours_is_refused(newsletter, client, clock):
    assert _form(client, newsletter, clock, "tlh").status_code == 422


def test_the_language_is_changed_on_the_readers_page(newsletter, client):
    alice = reader(newsletter, "alice")
    choice = {"time": "06:30", "zone": "UTC", "days": "every", "language": "es"}

    shown = client.post(f"/you/{alice.token}/", choice).content.decode()

    assert '<html lang="es" dir="ltr">' in shown and "Guardado." in shown
    alice.refresh_from_db()
    assert alice.language == "es"
    assert '<html lang="es"' in read(client, f"/leave/{alice.token}/")
    assert '<html lang="fr"' in read(client, f"/fr/leave/{alice.token}/")


def test_export_says_the_language(newsletter, client):
    alice = reader(newsletter, "alice", language="de")

    told = json.loads(client.post(f"/you/{alice.token}/", {"act": "export"}).content)

    assert told["subscriptions"][0]["language"] == "de"
