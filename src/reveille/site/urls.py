"""The lasting addresses of the public pages."""

from django.urls import include, path, re_path

from reveille.site import archive, card, days, edition, feeds, front, how, robots, search, sitemap, story, trust

days.register()

urlpatterns = [
    path("", front.front, name="front"),
    path("how/", how.how, name="how"),
    path("privacy/", trust.privacy, name="privacy"),
    path("corrections/", trust.corrections, name="corrections"),
    path("corrections/feed.atom", trust.corrections_feed, name="corrections-feed"),
    path("outlets/", trust.outlets, name="outlets"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/lasting.xml", sitemap.lasting, name="sitemap-lasting"),
    path("sitemap/<slug:newsletter>/<month:month>.xml", sitemap.month, name="sitemap-month"),
    path("search/", search.search, name="search"),
    path("", include("reveille.site.subscriber_urls")),
    path("<slug:newsletter>/", front.own, name="latest"),
    path("<slug:newsletter>/archive/", archive.archive, name="archive"),
    re_path(rf"^(?P<newsletter>[-\w]+)/feed\.(?P<kind>{'|'.join(feeds.FORMATS)})$", feeds.feed, name="feed"),
    path("<slug:newsletter>/<day:day>/", edition.edition, name="edition"),
    path("<slug:newsletter>/<day:day>/card.png", card.edition_card, name="edition-card"),
    path("<slug:newsletter>/<day:day>/<slug:slug>/card.png", card.story_card, name="story-card"),
    path("<slug:newsletter>/<day:day>/<slug:slug>/", story.story, name="story"),
]
