"""The outbox on the site: only where nothing leaves, and a letter's HTML only in a sandbox."""

import pytest
from tests.rooms.people import ask

from reveille.mail.outbox import Outbox
from reveille.mail.relay import Relay
from reveille.subscribers import dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(newsletter, clock, settings, tmp_path):
    settings.OUTBOX, settings.RELAY, settings.OUTBOX_VIEWER = tmp_path / "outbox", None, True
    ask(newsletter, "alice", clock())
    dispatch.dispatch(clock)
    return Outbox(settings.OUTBOX).letters()[0].stem


def test_letters_are_listed_and_shown_as_text(kept, client):
    listed, shown = client.get("/outbox/"), client.get(f"/outbox/{kept}/")

    assert f"/outbox/{kept}/".encode() in listed.content
    assert b"/confirm/" in shown.content
    assert b"alice@post.example" in shown.content
    assert b"<iframe" not in shown.content
    assert b" style=" not in shown.content


def test_the_html_part_is_given_by_itself_in_a_sandbox(kept, client):
    page = client.get(f"/outbox/{kept}/html/")

    assert page["Content-Security-Policy"].startswith("sandbox")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "script" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("closed", [{"OUTBOX_VIEWER": False}, {"RELAY": Relay("127.0.0.1", 25, "none")}])
def test_nobody_looks_into_the_outbox_of_an_installation_that_sends(kept, client, settings, closed):
    for name, value in closed.items():
        setattr(settings, name, value)

    for path in ("/outbox/", f"/outbox/{kept}/", f"/outbox/{kept}/html/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["..%2fsecret", "..%2f..%2fetc%2fpasswd", "nothing", ".draft", "a.eml"])
def test_no_name_leads_out_of_the_folder(kept, client, settings, name):
    for hidden in ("../secret.eml", ".draft.eml", "a.eml.eml"):
        (settings.OUTBOX / hidden).write_bytes(b"no")

    assert client.get(f"/outbox/{name}/").status_code == 404


def test_the_demo_shows_what_its_relay_caught(kept, client, settings):
    settings.RELAY, settings.SAMPLE_PORT, settings.CAUGHT = Relay("127.0.0.1", 25, "none"), 8443, settings.OUTBOX
    settings.OUTBOX = settings.OUTBOX / "elsewhere"

    listed = client.get("/outbox/").content.decode()

    assert f"/outbox/{kept}/" in listed
    assert "There is no relay" not in listed
    assert client.get(f"/outbox/{kept}/").status_code == 200
