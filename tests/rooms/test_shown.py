"""What lists say of a closed edition, kept beside it and made again after each act."""

from importlib import import_module

import pytest
from django.apps import apps

from reveille.editions import shown
from reveille.editions.models import Act, ArchiveLine

from . import pages
from .test_site import NOON, publish, read
from .test_site import newsletter as newsletter

pytestmark = pytest.mark.django_db


def take_down(edition, slug="flare"):
    value = {"slug": slug, "text": "A story was taken down: asked."}
    Act.objects.create(edition=edition, kind="takedown", value=value, words="", by="eve@desk.example", at=NOON)
    shown.keep(edition)


def test_counts_and_headline_leave_out_what_was_taken_down(client, newsletter):
    edition = publish(newsletter)
    assert "5 stories · 17 outlets" in read(client, "/reveille/archive/")

    take_down(edition)

    listed = read(client, "/reveille/archive/")
    assert "4 stories" in listed
    assert pages.full().items[0].headline not in listed
    assert pages.full().items[1].headline in listed


def test_all_is_listed_again_when_a_takedown_is_undone(newsletter):
    edition = publish(newsletter)
    before = ArchiveLine.objects.values().get()
    take_down(edition)
    assert ArchiveLine.objects.values().get() != before

    Act.objects.update(undone_at=NOON)
    shown.keep(edition)

    assert ArchiveLine.objects.values().get() == before


def test_an_edition_of_which_all_was_taken_down_is_listed(client, newsletter):
    edition = publish(newsletter, page=pages.page(pages.item("flare", rank=1)))

    take_down(edition)

    assert "0 stories" in read(client, "/reveille/archive/")


class _Former:
    """Apps in which the line of the archive has the name that the migration knew it by."""

    def get_model(self, app, name):
        return apps.get_model(app, "ArchiveLine" if name == "Listing" else name)


def test_editions_closed_before_there_was_a_list_are_filled_in_alike(newsletter):
    publish(newsletter)
    take_down(publish(newsletter, pages.DAY.replace(day=23), number=411))
    kept = list(ArchiveLine.objects.order_by("pk").values())
    ArchiveLine.objects.all().delete()

    import_module("reveille.editions.migrations.0010_listing").fill(_Former(), None)

    assert list(ArchiveLine.objects.order_by("pk").values()) == kept
