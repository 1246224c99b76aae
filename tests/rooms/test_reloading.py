"""The demo's site while it is worked on: whoever edits a static file sees it at the next look."""

import sys

import pytest
from django.core import management
from django.templatetags.static import static
from django.test import Client

from reveille.cli import reloading

pytestmark = pytest.mark.django_db


def test_static_file_that_came_after_the_start_is_served_and_has_a_new_address_when_it_changes(
    settings, tmp_path, monkeypatch
):
    seen = []

    def serving(*_):
        client, late = Client(), tmp_path / "late.css"
        seen.append(client.get("/static/late.css").status_code)
        for words in ("a{}", "b{}"):
            late.write_text(words)
            seen.append((static("late.css"), b"".join(client.get(static("late.css")))))

    settings.STATICFILES_DIRS, settings.WHITENOISE_AUTOREFRESH = [tmp_path], False
    monkeypatch.setattr(management, "call_command", serving)
    monkeypatch.setattr(sys, "argv", ["reloading", "8000", "0"])

    reloading.main()

    missing, (first, before), (second, after) = seen
    assert (missing, before, after) == (404, b"a{}", b"b{}")
    assert first != second
