"""The picture of a shared page: a real PNG of the right size with the headline in it, the same until it changes."""

import io
import re

import pytest
from PIL import Image
from tests.rooms import pages
from tests.rooms.test_site import publish, read

from reveille.editions.models import Act, Newsletter
from reveille.site import card

pytestmark = pytest.mark.django_db

PAPER = (246, 248, 249)
EDITION, STORY = "/reveille/2026-11-24/", "/reveille/2026-11-24/flare/"


@pytest.fixture
def newsletter():
    return Newsletter.objects.create(slug="reveille", name="Reveille", beat="military")


@pytest.fixture
def edition(newsletter):
    return publish(newsletter, page=pages.page(pages.item("flare", rank=1), pages.item("lamp", rank=2)))


def picture(answer):
    assert answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def inked(image, box):
    """How much of a part of the picture is not paper."""
    part = image.crop(box)
    colours = part.getcolors(maxcolors=100_000)
    near = sum(n for n, colour in colours if max(abs(a - b) for a, b in zip(colour, PAPER, strict=True)) < 12)
    return 1 - near / (part.width * part.height)


@pytest.mark.parametrize("address", [EDITION, STORY])
def test_the_card_has_its_size_a_name_five_lines_and_a_headline(client, edition, address):
    answer = client.get(f"{address}card.png")

    image = picture(answer)
    assert image.size == (1200, 630) and len(answer.content) < 60_000
    name, lines, day, headline, below = ((0, 30, 1200, 140), (0, 148, 1200, 211), (0, 234, 1200, 270),
                                         (0, 290, 1200, 540), (0, 560, 1200, 610))  # fmt: skip
    assert all(inked(image, box) > 0.01 for box in (name, lines, day, headline, below))
    assert inked(image, (0, 610, 1200, 630)) == inked(image, (0, 0, 1200, 30)) == 0


@pytest.mark.parametrize("address", ["/", EDITION, STORY])
def test_pages_name_a_card_that_is_there(client, edition, address, settings):
    shown = read(client, address)

    named = re.search(r'property="og:image" content="([^"]+)"', shown)[1]
    assert named.startswith(f"{settings.SITE_URL}/reveille/2026-11-24/")
    assert client.get(named.removeprefix(settings.SITE_URL)).status_code == 200
    assert '<meta name="twitter:card" content="summary_large_image">' in shown


def test_a_card_in_another_language_is_the_same_card(client, edition, settings):
    named = re.search(r'og:image" content="([^"]+)"', read(client, f"/ar{EDITION}"))[1]

    assert named == f"{settings.SITE_URL}{EDITION}card.png"


def test_a_card_that_is_known_is_not_drawn_again(client, edition):
    first = client.get(f"{EDITION}card.png")

    again = client.get(f"{EDITION}card.png", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=86400" in first["Cache-Control"]


def test_a_story_that_was_taken_down_has_no_card_and_lends_no_headline(client, edition):
    before = client.get(f"{EDITION}card.png").content
    Act.objects.create(
        edition=edition, kind="takedown", value={"slug": "flare", "text": "Gone."}, words="", by="eve",
        at=edition.closing_at,
    )  # fmt: skip

    assert client.get(f"{STORY}card.png").status_code == 404
    assert client.get(f"{EDITION}card.png").content != before


@pytest.mark.parametrize("address", ["/reveille/2026-11-25/card.png", "/reveille/2026-11-24/nothing/card.png"])
def test_what_is_not_there_has_no_card(client, edition, address):
    assert client.get(address).status_code == 404


def test_a_draft_has_no_card(client, newsletter):
    publish(newsletter, state="draft")

    assert client.get(f"{EDITION}card.png").status_code == 404


def told(headline, direction="ltr", name="Reveille"):
    return card.Card(name, "Tuesday, 24 November 2026", headline, direction, "The Ledger · 1 outlet", "ltr")


@pytest.mark.parametrize(
    ("headline", "can"),
    [("Łódź, Ürgüp — “noon”", True), ("Маяк над лиманом", True), ("日本の海上自衛隊", False), ("", True)],
)
def test_a_headline_without_letters_of_ours_is_left_out_and_the_day_stands_there(headline, can):
    image = Image.open(io.BytesIO(card.png(told(headline)))).convert("RGB")

    assert card.can_draw(headline) is can
    assert (inked(image, (0, 234, 1200, 270)) == 0) is (not can)


@pytest.mark.skipif(not card.SHAPES_ARABIC, reason="this machine has no FriBiDi")
def test_arabic_stands_at_the_right_with_its_letters_joined():
    image = Image.open(io.BytesIO(card.png(told("البحرية تدمر 31 لغمًا", "rtl")))).convert("RGB")

    assert inked(image, (700, 290, 1200, 400)) > 0.03 > inked(image, (0, 290, 300, 400))


def test_a_long_name_and_a_long_headline_stay_within_the_margins():
    image = Image.open(io.BytesIO(card.png(told("Kapitän " * 60, name="A very long name " * 5)))).convert("RGB")

    assert inked(image, (1200 - card.MARGIN + 8, 0, 1200, 140)) == 0
    assert inked(image, (1200 - card.MARGIN + 8, 230, 1200, 630)) == 0
