"""Addresses of signing up, of the subscriber's own pages, of the mail provider's calls, and of the outbox."""

from django.urls import path

from reveille.site import outbox_pages, provider_events, signup_api, signup_pages, subscriber_pages

urlpatterns = [
    path("subscribe/", signup_pages.subscribe, name="subscribe"),
    path("subscribe/elsewhere/", signup_pages.from_elsewhere, name="subscribe-from-elsewhere"),
    path("subscribed/", signup_pages.subscribed, name="subscribed"),
    path("api/subscribe/", signup_api.api, name="subscribe-api"),
    path("embed/", signup_pages.embed, name="embed"),
    path("lost/", signup_pages.lost, name="lost"),
    path("lost/sent/", signup_pages.links_sent, name="links-sent"),
    path("confirm/<str:token>/", subscriber_pages.confirm_page, name="confirm"),
    path("move/<str:token>/", subscriber_pages.move_page, name="move"),
    path("you/<str:token>/", subscriber_pages.you, name="you"),
    path("leave/<str:token>/", subscriber_pages.leave, name="leave"),
    path("leave/<str:token>", subscriber_pages.leave),  # a redirect would lose a mail program's POST (RFC 8058 3.1)
    path("provider/<str:secret>/", provider_events.provider_events, name="provider-events"),
    path("outbox/", outbox_pages.outbox, name="outbox"),
    path("outbox/<str:name>/", outbox_pages.letter, name="outbox-letter"),
    path("outbox/<str:name>/html/", outbox_pages.letter_html, name="outbox-letter-html"),
]
