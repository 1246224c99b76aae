"""A newsletter is founded once, under a name at which its pages can be read."""

import pytest
from django.urls import get_resolver

from reveille.core.errors import NameTaken
from reveille.editions import founding

pytestmark = pytest.mark.django_db


def test_newsletter_is_founded_once():
    assert founding.newsletter("dawn", "military") == founding.newsletter("dawn", "military")


@pytest.mark.parametrize("slug", ["search", "desk", "api"])
def test_names_that_the_site_needs_are_refused(slug):
    with pytest.raises(NameTaken):
        founding.newsletter(slug, "military")


def test_every_page_of_the_site_has_its_name_reserved():
    first_parts = {str(route).lstrip("^").split("/")[0] for route in routes(get_resolver())}
    own = {part for part in first_parts if part and part.replace("-", "").isalpha()}

    assert own <= founding.RESERVED


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, here)
        else:
            yield here
