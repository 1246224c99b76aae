"""Addresses of the subscriber's own pages, and of the outbox."""

from django.urls import path

from reveille.site import outbox_pages, subscriber_pages

urlpatterns = [
    path("subscribe/", subscriber_pages.subscribe, name="subscribe"),
    path("subscribed/", subscriber_pages.subscribed, name="subscribed"),
    path("confirm/<str:token>/", subscriber_pages.confirm_page, name="confirm"),
    path("you/<str:token>/", subscriber_pages.you, name="you"),
    path("leave/<str:token>/", subscriber_pages.leave, name="leave"),
    path("outbox/", outbox_pages.outbox, name="outbox"),
    path("outbox/<str:name>/", outbox_pages.letter, name="outbox-letter"),
    path("outbox/<str:name>/html/", outbox_pages.letter_html, name="outbox-letter-html"),
]
