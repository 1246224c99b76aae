"""The lasting addresses of the public pages."""

from datetime import date

from django.urls import include, path, re_path, register_converter

from reveille.site import archive, edition, feeds, front, how, search, story


class Day:
    """A date in an address: ``2026-11-24``, and no other spelling."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ValueError when there is no such day (which makes the page not found)."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the date as it stands in an address."""
        return value.isoformat()


register_converter(Day, "day")

urlpatterns = [
    path("", front.front, name="front"),
    path("how/", how.how, name="how"),
    path("search/", search.search, name="search"),
    path("", include("reveille.site.subscriber_urls")),
    path("<slug:newsletter>/", archive.latest, name="latest"),
    path("<slug:newsletter>/archive/", archive.archive, name="archive"),
    re_path(rf"^(?P<newsletter>[-\w]+)/feed\.(?P<kind>{'|'.join(feeds.FORMATS)})$", feeds.feed, name="feed"),
    path("<slug:newsletter>/<day:day>/", edition.edition, name="edition"),
    path("<slug:newsletter>/<day:day>/<slug:slug>/", story.story, name="story"),
]
