"""The lasting addresses of the public pages."""

from django.urls import include, path, re_path

from reveille.site import archive, days, edition, feeds, front, how, robots, search, story

days.register()

urlpatterns = [
    path("", front.front, name="front"),
    path("how/", how.how, name="how"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("search/", search.search, name="search"),
    path("", include("reveille.site.subscriber_urls")),
    path("<slug:newsletter>/", archive.latest, name="latest"),
    path("<slug:newsletter>/archive/", archive.archive, name="archive"),
    re_path(rf"^(?P<newsletter>[-\w]+)/feed\.(?P<kind>{'|'.join(feeds.FORMATS)})$", feeds.feed, name="feed"),
    path("<slug:newsletter>/<day:day>/", edition.edition, name="edition"),
    path("<slug:newsletter>/<day:day>/<slug:slug>/", story.story, name="story"),
]
