"""The proof: a sound edition's letter has nothing wrong, and one with a fault is held and mailed to nobody."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.rooms import pages, people

from reveille.core import layout, lint
from reveille.core.encoding import quoted_printable
from reveille.core.errors import SettingError
from reveille.core.lint import body
from reveille.editions import checking, closing, drafting, fitting, letterhead, mailclients, proof, rendering
from reveille.editions.models import Edition
from reveille.mail.relay import Relay
from reveille.sources.models import Outlet

NOW = datetime(2026, 11, 24, 6, 0, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(settings, tmp_path):
    """An installation that sends into the world."""
    settings.DATA = tmp_path
    settings.SITE_URL, settings.RELAY = "https://reveille.example", Relay("127.0.0.1", 25, "none")
    settings.SENDER_ADDRESS = settings.CONTACT_ADDRESS = "desk@reveille.example"
    settings.BOUNCE_DOMAINS, settings.POSTAL_ADDRESS = ("bounces.reveille.example",), "12 Signal Lane, Exampletown"
    settings.DKIM, settings.DKIM_DOMAINS, settings.DKIM_SELECTOR = True, ("reveille.example",), "reveille"


@pytest.fixture
def ledger(db):
    return Outlet.objects.create(
        slug="ledger", name="The Harbour Ledger", home="https://harbour-ledger.example/", family="ledger",
        hosts=["harbour-ledger.example"],
    )  # fmt: skip


def bare(**changes):
    """A page of headlines alone, so that no stored text has to bear it out."""
    items = [pages.item(f"story-{n}", rank=n + 1 if n < 5 else None, sentences=(), **changes) for n in range(6)]
    return pages.page(*items)


def drafted(newsletter, page):
    return people.edition(
        newsletter, state="draft", closed_at=None, html="", text="", page=layout.to_json(page), subject=page.subject,
        preheader=page.preheader,
    )  # fmt: skip


def rendered(newsletter, page):
    made = rendering.render(page, letterhead.masthead(newsletter))
    return people.edition(
        newsletter, html=made.html, text=made.text, page=layout.to_json(page), subject=page.subject,
        preheader=page.preheader,
    )  # fmt: skip


def closed(newsletter, page, monkeypatch):
    edition = drafted(newsletter, page)
    monkeypatch.setattr(drafting, "draft", lambda *_, **__: edition)
    closing.close(newsletter, people.DAY, NOW)
    return Edition.objects.get(pk=edition.pk)


def test_edition_with_everything_in_it_has_nothing_wrong(outside, ledger, newsletter):
    ledger.hosts.append("harbour-ledger.example")
    made = proof.of(rendered(newsletter, pages.full()), NOW)

    assert [one for one in made.findings if one.severity != "remark"] == []


def test_letters_of_our_own_to_this_machine_have_remarks_only(outside, settings, ledger, newsletter):
    settings.RELAY, settings.SITE_URL, settings.DKIM = None, "http://127.0.0.1:8000", False
    settings.POSTAL_ADDRESS = newsletter.postal_address = ""
    found = proof.of(rendered(newsletter, pages.full()), NOW).findings

    assert {str(one.severity) for one in found} == {"remark"}
    assert {one.id for one in found} == {"B10", "B12", "B14", "H6", "H8", "H12"}


def test_sound_edition_is_closed(outside, ledger, newsletter, monkeypatch):
    assert closed(newsletter, bare(), monkeypatch).state == "closed"


def test_edition_that_links_to_a_stranger_is_held_and_says_which_assertion_and_where(
    outside, ledger, newsletter, monkeypatch
):
    edition = closed(newsletter, bare(url="https://elsewhere.example/x"), monkeypatch)

    assert edition.state == "held"
    assert edition.closed_at is None
    assert "B10 <a>" in edition.note
    assert "elsewhere.example is no host of an outlet" in edition.note
    assert "more: reveille lint 2026-11-24" in edition.note
    assert len(edition.note) <= 300


def test_edition_of_an_operator_without_a_postal_address_is_held(outside, settings, ledger, newsletter, monkeypatch):
    settings.POSTAL_ADDRESS = newsletter.postal_address = ""

    assert "B12" in closed(newsletter, bare(), monkeypatch).note


def test_held_edition_is_closed_once_what_was_wrong_is_mended(outside, settings, ledger, newsletter, monkeypatch):
    settings.POSTAL_ADDRESS = newsletter.postal_address = ""
    edition = closed(newsletter, bare(), monkeypatch)
    settings.POSTAL_ADDRESS = "12 Signal Lane, Exampletown"
    edition.state = "draft"  # as composing makes it again
    monkeypatch.setattr(drafting, "draft", lambda *_, **__: edition)

    assert closing.close(newsletter, people.DAY, NOW).edition.state == "closed"


def test_outlet_without_a_record_of_hosts_links_where_it_was_found(outside, newsletter):
    assert {one.id for one in proof.of(rendered(newsletter, pages.full()), NOW).findings} <= {"B14"}


def test_preheader_of_an_earlier_edition_is_told(outside, ledger, newsletter):
    page = bare()
    rendered(newsletter, page)
    Edition.objects.update(date="2026-11-20")

    assert {one.id for one in proof.of(rendered(newsletter, page), NOW).findings} == {"B8", "B14"}


def test_file_of_our_own_letter_is_as_sound_as_the_edition(outside, ledger, newsletter):
    letter = proof.specimen(rendered(newsletter, pages.full()), NOW)

    found = lint.check(letter, checking.context(letter))
    assert {(one.id, str(one.severity)) for one in found} == {("B12", "remark"), ("B14", "remark")}


@pytest.mark.parametrize("own", [True, False])
def test_file_is_held_against_its_newsletter_s_own_postal_address(outside, ledger, newsletter, own):
    newsletter.postal_address = "1 Harbour Road"
    newsletter.save()
    letter = proof.specimen(rendered(newsletter, pages.full()), NOW)
    if not own:  # of a list that is none of ours, though it is called so
        letter = letter.replace(b"<military.reveille.example>", b"<military.elsewhere.example>")

    failing = {(one.id, one.what) for one in lint.check(letter, checking.context(letter)) if one.id in ("B2", "B12")}
    wrong = "the postal address is not in it"
    assert {one for one in failing if one[1] == wrong} == (set() if own else {("B2", wrong), ("B12", wrong)})


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=120))
@example("Example.com")
@example("x" * 200)
@example("Маяк над лиманом")
@example("&amp; &lt;b&gt; %%LEAVE%% =?utf-8?q?x?= https://elsewhere.example/")
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_one_outlet_writes_holds_no_edition(outside, ledger, newsletter, words):
    Edition.objects.all().delete()
    one = pages.item("x", rank=1, headline=words, outlet=words, change=words, author=words)
    edition = rendered(newsletter, pages.page(one, pages.item("y", rank=2), subject="Boats"))

    assert lint.fails(proof.of(edition, NOW).findings) == ()


def long(most):
    cyrillic = "Лодки вернулись домой в полдень, и каждую пересчитали дважды, прежде чем открыли порт. " * 8
    items = [
        pages.item(f"story-{n}", rank=n + 1 if n < 5 else None, headline=cyrillic[:300], language="ru",
                   sentences=(layout.Sentence(cyrillic, 7, 0, len(cyrillic)),))
        for n in range(most)
    ]  # fmt: skip
    return pages.page(*items)


def test_too_long_an_edition_has_fewer_stories_and_then_fits():
    masthead = rendering.Masthead(
        "https://reveille.example", "Reveille", "12 Signal Lane", "a@b.example", "a@b.example"
    )

    page = fitting.fitted(long, masthead)
    assert fitting.size(long(20), masthead) > body.CLIPPED
    assert 5 < page.stories < 20
    assert fitting.size(page, masthead) <= fitting.ROOM
    assert fitting.fitted(lambda most: bare(), masthead) == bare()


def test_one_story_stays_however_long_it_is():
    masthead = rendering.Masthead("https://reveille.example", "Reveille", "", "", "")
    endless = pages.item("endless", rank=1, headline="boats " * 30_000)

    assert fitting.fitted(lambda _most: pages.page(endless), masthead).stories == 1


def test_personal_values_fit_into_the_room_left_for_them(outside, ledger, newsletter):
    edition = rendered(newsletter, bare())
    letter = proof.specimen(edition, NOW)
    part = lint.reading.letter(letter).html

    assert len(part.encoded) - len(quoted_printable(edition.html)) < fitting.PERSONAL


def test_every_program_in_the_shares_that_ship_is_one_that_was_tested():
    table = mailclients.table()

    assert 90 < sum(table.shares.values()) <= 102
    assert "assumed" in table.shares_from
    assert len(table.features) == 307


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("shares.toml", "[shares]\n'gmail/phone' = 3\n", "no such mail program: gmail/phone"),
        ("shares.toml", "[shares]\n'gmail/ios' = 300\n", "a share is 0 to 100"),
        ("shares.toml", "gmail = 3", "it has no [shares] of numbers"),
        ("caniemail.json", '{"clients": {"a": "A"}, "features": {}}', "not what tools/caniemail.py makes"),
    ],
)
def test_installation_s_own_files_are_read_and_wrong_ones_name_themselves(settings, tmp_path, name, words, said):
    settings.MAIL_CLIENTS = [tmp_path, *settings.MAIL_CLIENTS]
    (tmp_path / name).write_text(words)

    with pytest.raises(SettingError, match=re.escape(said)):
        mailclients.table()
