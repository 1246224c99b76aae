"""The addresses of the desk."""

from django.urls import path

from reveille.desk import (
    account_pages,
    acting,
    article_pages,
    deliveries,
    factor_pages,
    language_page,
    log_page,
    newsletter_pages,
    preview,
    signin,
    source_pages,
    story_pages,
    subscriber_pages,
    suppression_pages,
    today,
    token_pages,
    webhook_pages,
)
from reveille.site import days

days.register()

urlpatterns = [
    path("", today.home, name="desk"),
    path("sign-in/", signin.sign_in, name="sign-in"),
    path("sign-in/code/", signin.code, name="sign-in-code"),
    path("sign-out/", signin.sign_out, name="sign-out"),
    path("password/", signin.password, name="password"),
    path("language/", language_page.language, name="desk-language"),
    path("security/", factor_pages.security, name="security"),
    path("security/phone/", factor_pages.phone, name="phone"),
    path("deliveries/", deliveries.all_, name="deliveries"),
    path("deliveries/<slug:newsletter>/<day:day>/", deliveries.one, name="ledger"),
    path("deliveries/<slug:newsletter>/<day:day>/arrived/", deliveries.arrived, name="arrived"),
    path("deliveries/<slug:newsletter>/<day:day>/<slug:what>/", deliveries.again, name="again"),
    path("sources/", source_pages.all_, name="sources"),
    path("sources/add/", source_pages.add, name="source-add"),
    path("sources/outlet/<slug:slug>/", source_pages.one, name="source"),
    path("subscribers/", subscriber_pages.all_, name="subscribers"),
    path("subscribers/person/", subscriber_pages.person, name="subscriber"),
    path("subscribers/suppressed/", suppression_pages.list_, name="suppressed"),
    path("subscribers/lift/", subscriber_pages.lift, name="subscriber-lift"),
    path("subscribers/import/", subscriber_pages.bring, name="subscriber-import"),
    path("subscribers/export/", subscriber_pages.take_along, name="subscriber-export"),
    path("newsletters/", newsletter_pages.all_, name="newsletters"),
    path("newsletters/add/", newsletter_pages.add, name="newsletter-add"),
    path("newsletters/<slug:slug>/", newsletter_pages.one, name="newsletter"),
    path("newsletters/<slug:slug>/webhooks/", webhook_pages.all_, name="webhooks"),
    path("log/", log_page.log, name="log"),
    path("accounts/", account_pages.all_, name="accounts"),
    path("tokens/", token_pages.all_, name="tokens"),
    path("<slug:newsletter>/<day:day>/", today.today, name="desk-day"),
    path("<slug:newsletter>/<day:day>/act/", acting.act, name="desk-act"),
    path("article/<int:pk>/", article_pages.article, name="desk-article"),
    path("<slug:newsletter>/<day:day>/story/<int:article>/", story_pages.story, name="desk-story"),
    path("<slug:newsletter>/<day:day>/story/<int:article>/<int:other>/", story_pages.beside, name="desk-beside"),
    path("<slug:newsletter>/<day:day>/mail/", preview.mail, name="desk-mail"),
    path("<slug:newsletter>/<day:day>/mail/letter/", preview.letter, name="desk-letter"),
]
