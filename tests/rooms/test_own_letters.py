"""Letters of our own are held against the same assertions as an edition."""

from datetime import UTC, datetime

import pytest
from tests.rooms import pages, people

from reveille.core import layout, lights, lint
from reveille.editions import checking, letterhead, rendering
from reveille.mail.relay import Relay
from reveille.subscribers import letters
from reveille.subscribers.models import Letter

NOW = datetime(2026, 11, 24, 6, 0, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(newsletter, settings, tmp_path):
    settings.DATA = tmp_path
    settings.SITE_URL, settings.RELAY = "https://reveille.example", Relay("relay.example", 25, "starttls")
    settings.SENDER_ADDRESS = settings.CONTACT_ADDRESS = "desk@reveille.example"
    settings.DKIM, settings.DKIM_DOMAINS, settings.DKIM_SELECTOR = True, ("reveille.example",), "reveille"
    newsletter.sender_address = ""
    one = people.reader(newsletter, "anneli", nonce="n" * 43)
    one.subscriber.moving_nonce, one.subscriber.moving_to = "m" * 43, "anneli@new.example"
    one.subscriber.save()
    return one


@pytest.mark.parametrize("kind", [*Letter.Kind])
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_letter_of_our_own_breaks_no_rule(subscription, kind, language):
    subscription.language = language
    if kind == Letter.Kind.CONFIRMATION:
        subscription.state = "pending"
    letter = Letter(pk=7, kind=kind, subscription=subscription, to=subscription.subscriber.address)
    made = letters.render(letter, NOW).data

    found = lint.check(made, checking.context(made))
    assert [f"{one} ({one.todo})" for one in found if one.severity != "remark"] == []
    back = people.parsed(made)
    assert back["Auto-Submitted"] == "auto-generated"
    assert not [name for name in back if name.startswith("List-") or name == "Precedence"]  # an answer would be a loop
    assert "anneli@post.example" not in people.text_of(made)  # a mail that is passed on tells nobody whose it was


def test_letter_of_our_own_is_in_its_newsletter_s_light(subscription):
    subscription.newsletter.light = "sky"
    subscription.newsletter.save()
    letter = Letter(pk=7, kind=Letter.Kind.LOST_LINK, subscription=subscription, to=subscription.subscriber.address)

    html = people.parsed(letters.render(letter, NOW).data).get_body(("html",)).get_content()

    assert lights.LIGHTS["sky"] in html
    assert lights.LIGHTS["amber"] not in html


def test_letter_of_our_own_has_the_paper_s_night_colours_and_its_five_lines(subscription):
    letter = Letter(pk=7, kind=Letter.Kind.LOST_LINK, subscription=subscription, to=subscription.subscriber.address)

    html = people.parsed(letters.render(letter, NOW).data).get_body(("html",)).get_content()

    assert "@media (prefers-color-scheme:dark){.b{background-color:#0b1117" in html
    assert html.count(f'bgcolor="{lights.LIGHTS["amber"]}"') == 5


@pytest.mark.parametrize("format_", ["html", "text"])
def test_welcome_with_the_latest_edition_below_it_breaks_no_rule(subscription, format_):
    page = pages.full()
    made = rendering.render(page, letterhead.masthead(subscription.newsletter))
    people.edition(
        subscription.newsletter, closed_at=subscription.confirmed_at, html=made.html, text=made.text,
        page=layout.to_json(page), subject=page.subject, preheader=page.preheader,
    )  # fmt: skip
    subscription.format = format_
    letter = Letter(pk=7, kind=Letter.Kind.WELCOME, subscription=subscription, to=subscription.subscriber.address)

    data = letters.render(letter, NOW).data
    found = lint.check(data, checking.context(data))
    assert page.items[0].headline in lint.reading.letter(data).text.text.replace("\n", " ")
    assert [f"{one} ({one.todo})" for one in found if one.severity != "remark"] == []
