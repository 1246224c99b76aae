"""What a page weighs: fonts that fit, files that stay, text that goes out compressed unless it is secret."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from tests.rooms import pages, people
from tests.rooms.test_site import publish

from reveille.editions import founding

pytestmark = pytest.mark.django_db

PAGE, FONTS = 60_000, 160_000  # octets as sent, of a page without fonts; of all the fonts of a page in Latin letters
ZIPPED = {"HTTP_ACCEPT_ENCODING": "gzip"}


def fetched(client, address, **more):
    """The answer of a file, read and closed."""
    answer = client.get(address, **more)
    answer.body = b"".join(answer)
    answer.close()
    return answer


def files_of(shown):
    return [f"/static/{one}" for one in re.findall(r'(?:href|src)="/static/([^"?]+)', shown) if "/fonts/" not in one]


@pytest.mark.parametrize(
    "address", ["/", "/military/2026-11-24/", "/military/2026-11-24/flare/", "/how/", "/subscribe/"]
)
def test_a_page_weighs_sixty_kilobytes_at_most(newsletter, client, address):
    publish(newsletter, page=pages.page(*(pages.item(f"s{n}", rank=n) for n in range(1, 20)), pages.item("flare")))

    answer = client.get(address, **ZIPPED)
    packed = answer.headers.get("Content-Encoding") == "gzip"
    files = files_of((gzip.decompress(answer.content) if packed else answer.content).decode())
    sent = [fetched(client, one, **ZIPPED).body for one in files]
    assert packed != ("no-store" in answer.headers.get("Cache-Control", ""))
    assert len(files) >= 3
    assert len(answer.content) + sum(map(len, sent)) <= PAGE


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("newsletters", [1, 3])
def test_a_page_that_is_not_compressed_weighs_no_more_however_much_comes(newsletter, client, newsletters, language):
    alice = people.reader(newsletter, "alice", language=language)
    for n in range(1, newsletters):
        people.reader(founding.newsletter(f"more-{n}", "everything", name=f"More {n}"), "alice")

    answer = client.get(f"/you/{alice.token}/", **ZIPPED)
    sent = [fetched(client, one, **ZIPPED).body for one in files_of(answer.content.decode())]
    assert len(sent) >= 3
    assert len(answer.content) + sum(map(len, sent)) <= PAGE


def test_fonts_of_a_page_in_latin_letters_fit():
    folder = Path(finders.find("site/fonts"))
    latin = [path for path in folder.glob("*.woff2") if "-latin" in path.name]

    assert len(latin) == 4
    assert sum(path.stat().st_size for path in latin) <= FONTS
    assert {path.stem.split("-latin")[0] for path in latin} == {"source-serif-4", "libre-franklin"}
    assert sorted(folder.glob("LICENSE-*"))


def test_a_file_is_kept_for_a_year_and_its_address_says_what_is_in_it(client):
    address = static("site/paper.css")

    assert re.search(r"\?v=[0-9a-f]{8}$", address)
    assert "max-age=31536000" in fetched(client, address).headers["Cache-Control"]
    font = re.search(r"fonts/[^)]+woff2", Path(finders.find("site/tokens.css")).read_text("utf-8")).group()
    assert "immutable" in fetched(client, f"/static/site/{font}").headers["Cache-Control"]


def test_what_is_asked_for_at_once_is_there(client, newsletter):
    asked = re.findall(r'rel="preload" href="/static/([^"]+)"', client.get("/").content.decode())

    assert len(asked) == 2
    assert all(finders.find(one) for one in asked)


def test_a_subscriber_s_own_page_is_not_compressed(client, newsletter):
    alice = people.reader(newsletter, "alice")
    answer = client.get(f"/you/{alice.token}/", **ZIPPED)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert settings.MIDDLEWARE.index("reveille.site.compression.Compressed") < settings.MIDDLEWARE.index(
        "whitenoise.middleware.WhiteNoiseMiddleware"
    )
