"""Another address: the new one confirms, the old one is told, and nobody learns who has what."""

import pytest
from django.core import signing
from tests.rooms.people import letters, link, parsed, reader, text_of

from reveille.subscribers import addresses, erase, move
from reveille.subscribers.models import Asking, Consent, Subscriber, Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(newsletter, clock):
    return reader(newsletter, "alice")


def ask(client, subscription, address="alice@new.example"):
    return client.post(f"/you/{subscription.token}/", {"act": "move", "email": address})


@pytest.fixture
def asked(alice, client, clock, outbox):
    """Alice wants it at another address; this is the secret part of the link that went there."""
    ask(client, alice)
    return link(letters(outbox)[0], "move")


def where(subscription):
    return Subscriber.objects.get(pk=subscription.subscriber_id).address


def test_the_new_address_gets_a_letter_and_nothing_has_changed(alice, client, clock, outbox):
    page = ask(client, alice)

    [letter] = letters(outbox)
    assert page.status_code == 200
    assert "on its way there" in page.content.decode()
    assert parsed(letter)["To"] == "alice@new.example"
    assert "alice@post.example" not in text_of(letter)
    assert where(alice) == "alice@post.example"


def test_opening_the_link_changes_nothing_and_the_button_moves(asked, alice, client, clock, outbox):
    for method in ("get", "head", "get"):
        assert getattr(client, method)(f"/move/{asked}/").status_code == 200
    assert where(alice) == "alice@post.example"

    assert client.post(f"/move/{asked}/").status_code == 200

    subscriber = Subscriber.objects.get()
    assert subscriber.address == "alice@new.example"
    assert subscriber.address_key == addresses.key("alice@new.example")
    assert subscriber.address_hash == addresses.digest("alice@new.example")
    assert [(one.kind, one.at) for one in Consent.objects.all()] == [("moved", clock())]
    told = letters(outbox)[0]
    assert parsed(told)["To"] == "alice@post.example"
    assert "alice@new.example" not in text_of(told)
    assert client.get(f"/you/{alice.token}/").status_code == 200  # old mails' links stay good


def test_the_link_dies_when_it_is_too_old_or_another_is_asked_for(asked, alice, client, clock, outbox):
    clock.pass_(days=3, seconds=1)
    assert client.post(f"/move/{asked}/").status_code == 404
    ask(client, alice, "alice@other.example")
    other = link(letters(outbox)[0], "move")
    assert client.post(f"/move/{asked}/").status_code == 404
    assert client.post(f"/move/{other}/").status_code == 200
    assert where(alice) == "alice@other.example"
    clock.pass_(days=3, seconds=1)
    assert client.post(f"/move/{other}/").status_code == 404


def test_pressed_twice_it_moves_once_and_says_so_kindly(asked, alice, client, clock, outbox):
    client.post(f"/move/{asked}/")
    before = Subscriber.objects.values().get()

    again = [client.post(f"/move/{asked}/"), client.get(f"/move/{asked}/")]

    assert {answer.status_code for answer in again} == {200}
    assert all("It comes here now" in answer.content.decode() for answer in again)
    assert all(alice.token not in answer.content.decode() for answer in again)
    assert Subscriber.objects.values().get() == before
    assert Consent.objects.count() == 1
    assert [parsed(one)["To"] for one in letters(outbox)].count("alice@post.example") == 1


@pytest.mark.parametrize("token", ["x", signing.dumps("", salt="move"), signing.dumps([], salt="move")])
def test_a_link_that_is_not_ours_opens_nothing(asked, alice, client, token):
    assert client.post(f"/move/{token}/").status_code == 404
    assert client.post(f"/confirm/{asked}/").status_code == 404
    assert where(alice) == "alice@post.example"


def _main(answer):
    return answer.content.partition(b"<main")[2].partition(b"</main>")[0]


def test_the_page_says_the_same_whoever_has_the_new_address(alice, newsletter, client, clock, outbox):
    bob = reader(newsletter, "bob")
    Suppression.objects.create(address_hash=addresses.digest("dora@post.example"), reason="complained", at=clock())

    pages = {
        _main(ask(client, alice, f"{name}@post.example")).replace(name.encode(), b"")
        for name in ("bob", "dora", "nobody")
    }

    assert len({len(page) for page in pages}) == 1
    sent = {parsed(letter)["To"]: letter for letter in letters(outbox)}
    assert set(sent) == {"bob@post.example", "nobody@post.example"}
    assert link(sent["bob@post.example"], "you") == bob.token  # their own links, and no way to take them over


def test_an_address_that_signed_up_meanwhile_is_not_taken_over(asked, alice, newsletter, client, clock):
    new = reader(newsletter, "carol")
    Subscriber.objects.filter(pk=new.subscriber_id).update(
        address="alice@new.example", address_key=addresses.key("alice@new.example")
    )

    assert client.post(f"/move/{asked}/").status_code == 404
    assert where(alice) == "alice@post.example"


def test_of_two_who_take_an_address_at_the_same_moment_one_has_it(asked, alice, newsletter, client, clock, monkeypatch):
    new = reader(newsletter, "carol")
    real = Subscriber.objects.filter

    def blind(**wanted):
        return Subscriber.objects.none() if "address_key" in wanted else real(**wanted)

    Subscriber.objects.filter(pk=new.subscriber_id).update(address_key=addresses.key("alice@new.example"))
    monkeypatch.setattr(move.Subscriber.objects, "filter", blind)

    assert client.post(f"/move/{asked}/").status_code == 404
    monkeypatch.undo()
    assert where(alice) == "alice@post.example"


def test_strangers_are_not_flooded_by_it(alice, newsletter, client, clock, outbox):
    bob = reader(newsletter, "bob")

    assert [ask(client, alice, f"stranger{n}@post.example").status_code for n in range(5)] == [200, 200, 200, 422, 422]
    ask(client, bob, "stranger0@post.example")

    assert len(letters(outbox)) == 3
    assert not Asking.objects.exists()


@pytest.mark.parametrize("wrong", ["", "nobody", "alice@post.example", "Alice@Post.example", "a\r\nb@new.example"])
def test_what_cannot_be_is_said(alice, client, wrong):
    page = ask(client, alice, wrong)

    assert page.status_code == 422
    assert b"Not saved" in page.content
    assert not Asking.objects.exists()


def test_an_asking_of_somebody_erased_is_nobodys(asked, alice, client, clock, outbox):
    erase.erase(alice.subscriber, clock())

    assert client.get(f"/move/{asked}/").status_code == 404
    assert client.post(f"/move/{asked}/").status_code == 404
