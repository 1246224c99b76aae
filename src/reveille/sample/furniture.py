"""What stands round an article on a real page: menus, boxes, asides, banners; in the outlet's language.

Each function gives a piece of HTML. It is noise on purpose: whoever reads the pages must leave it behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from reveille.sample.newsstand import Dated
from reveille.sample.shapes import SampleOutlet

Words = Mapping[str, str]

EN: Words = {
    "menu": "Home|World|Politics|Business|Sport|Culture|Weather",
    "skip": "Skip to main content",
    "by": "By",
    "published": "Published",
    "signup": "Sign up for our free morning newsletter",
    "email": "Your email address",
    "join": "Sign up",
    "terms": "By signing up you accept our terms of use and our privacy notice. You can leave at any time.",
    "share": "Share this article",
    "copy": "Copy link",
    "gallery": "Pictures in this article",
    "related": "Read also",
    "read": "Most read",
    "comments": "Join the conversation",
    "login": "Log in to leave a comment",
    "cookies": "We and our partners use cookies to improve your experience on this site.",
    "accept": "Accept all",
    "manage": "Manage my choices",
    "subscribe": "Subscribe to read on",
    "offer": "You have reached the end of the free part. The first month costs one coin, after that nine.",
    "about": "About us|Contact|Jobs|Advertise|Privacy notice|Terms of use",
    "rights": "All rights reserved. Reproduction only with written permission.",
    "missing": "Page not found",
    "lost": "The page you are looking for may have moved, or may never have been here.",
    "opinion": "Opinion",
    "here": "You are here",
    "minutes": "min read",
}
DE: Words = {
    "menu": "Start|Politik|Wirtschaft|Küste|Sport|Kultur|Wetter",
    "skip": "Direkt zum Inhalt",
    "by": "Von",
    "published": "Stand",
    "signup": "Der Morgen an der Küste: unser Newsletter",
    "email": "Ihre E-Mail-Adresse",
    "join": "Anmelden",
    "terms": "Mit der Anmeldung stimmen Sie unseren Nutzungsbedingungen zu. Abmelden geht jederzeit.",
    "share": "Beitrag teilen",
    "copy": "Link kopieren",
    "gallery": "Bilder zum Beitrag",
    "related": "Mehr zum Thema",
    "read": "Meistgelesen",
    "comments": "Diskutieren Sie mit",
    "login": "Zum Kommentieren bitte anmelden",
    "cookies": "Wir und unsere Partner verwenden Cookies, um unser Angebot zu verbessern.",
    "accept": "Alle akzeptieren",
    "manage": "Auswahl verwalten",
    "subscribe": "Weiterlesen mit Abo",
    "offer": "Hier endet der freie Teil des Beitrags.",
    "about": "Über uns|Kontakt|Karriere|Impressum|Datenschutz|Nutzungsbedingungen",
    "rights": "Alle Rechte vorbehalten. Nachdruck nur mit schriftlicher Genehmigung.",
    "missing": "Seite nicht gefunden",
    "lost": "Die gesuchte Seite ist umgezogen, oder es hat sie nie gegeben.",
    "opinion": "Meinung",
    "here": "Sie sind hier",
    "minutes": "Min. Lesezeit",
}
FR: Words = {
    "menu": "Accueil|Monde|Politique|Économie|Sports|Culture|Météo",
    "skip": "Aller au contenu",
    "by": "Par",
    "published": "Publié le",
    "signup": "Chaque matin, l’essentiel dans votre boîte",
    "email": "Votre adresse électronique",
    "join": "Je m’inscris",
    "terms": "En vous inscrivant, vous acceptez nos conditions. Vous pouvez vous désinscrire à tout moment.",
    "share": "Partager cet article",
    "copy": "Copier le lien",
    "gallery": "Les images de l’article",
    "related": "Lire aussi",
    "read": "Les plus lus",
    "comments": "Réagir à cet article",
    "login": "Connectez-vous pour commenter",
    "cookies": "Nous utilisons, avec nos partenaires, des cookies pour améliorer ce site.",
    "accept": "Tout accepter",
    "manage": "Gérer mes choix",
    "subscribe": "Abonnez-vous pour lire la suite",
    "offer": "La suite de cet article est réservée aux abonnés. Un euro le premier mois.",
    "about": "Qui sommes-nous|Contact|Recrutement|Publicité|Mentions légales|Vie privée",
    "rights": "Tous droits réservés. Reproduction soumise à autorisation.",
    "missing": "Page introuvable",
    "lost": "La page que vous cherchez a changé d’adresse, ou n’a jamais existé.",
    "opinion": "Opinions",
    "here": "Vous êtes ici",
    "minutes": "min de lecture",
}
_WORDS = {"en": EN, "de": DE, "fr": FR}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def words(language: str) -> Words:
    """The words of the furniture; English where we have no other."""
    return _WORDS.get(language, EN)


def told(at: datetime, language: str) -> str:
    """The date and time as a page of that language tells it: "24 November 2026, 04:10"."""
    month = _MONTHS.get(language, _MONTHS["en"]).split()[at.month - 1]
    if language == "de":
        return f"{at.day}. {month} {at.year}, {at:%H:%M} Uhr"
    if language == "fr":
        return f"{at.day} {month} {at.year} à {at:%H} h {at:%M}"
    return f"{at.day} {month} {at.year}, {at:%H:%M}"


def menu(outlet: SampleOutlet) -> str:
    """The skip link and the menu on top."""
    say = words(outlet.language)
    items = "".join(f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in say["menu"].split("|"))
    return f'<a class="skip" href="#main">{say["skip"]}</a><nav class="menu"><ul>{items}</ul></nav>'


def breadcrumb(outlet: SampleOutlet) -> str:
    """Where on the site we are."""
    say = words(outlet.language)
    home, section, *_ = say["menu"].split("|")
    return (
        f'<nav class="breadcrumb" aria-label="{say["here"]}"><ol><li><a href="/">{home}</a></li>'
        f'<li><a href="/{section.lower()}/">{section}</a></li></ol></nav>'
    )


def signup(outlet: SampleOutlet, kind: str = "div") -> str:
    """The newsletter box that stands in everybody's way."""
    say = words(outlet.language)
    return (
        f'<{kind} class="newsletter-signup"><h3>{say["signup"]}</h3>'
        f'<form action="/newsletter" method="post"><label>{say["email"]} <input type="email" name="email">'
        f'</label><button>{say["join"]}</button></form><p class="terms">{say["terms"]}</p></{kind}>'
    )


def share(outlet: SampleOutlet) -> str:
    """The share buttons, invented networks all."""
    say = words(outlet.language)
    places = "".join(f'<li><a rel="nofollow" href="#share-{n}">{n}</a></li>' for n in ("Chirrup", "Murmur"))
    copy = f'<li><button type="button">{say["copy"]}</button></li>'
    return f'<div class="share-buttons"><span>{say["share"]}</span><ul>{places}{copy}</ul></div>'


def figure(dated: Dated) -> str:
    """The picture with its caption and credit, or nothing."""
    image = dated.article.image
    if image is None:
        return ""
    return (
        f'<figure class="lead-image"><img src="{dated.picture}" alt="{escape(image.alt)}" width="640" '
        f'height="360"><figcaption>{escape(image.caption)} <span class="credit">{escape(image.credit)}</span>'
        "</figcaption></figure>"
    )


def gallery(dated: Dated) -> str:
    """The picture again, in the list of the pictures, with the same caption."""
    image = dated.article.image
    if image is None:
        return ""
    say = words(dated.outlet.language)
    return (
        f'<section class="gallery"><h2>{say["gallery"]}</h2><ol><li>'
        f'<img loading="lazy" src="{dated.picture}" alt="{escape(image.alt)}">'
        f'<p class="caption">{escape(image.caption)}</p>'
        f'<p class="credit">{escape(image.credit)}</p></li></ol></section>'
    )


def links(title: str, there: Sequence[Dated], css: str, kind: str = "aside") -> str:
    """A box of links to other articles, or nothing when there are none."""
    if not there:
        return ""
    items = "".join(f'<li><a href="{escape(d.path)}">{escape(d.article.headline)}</a></li>' for d in there)
    return f'<{kind} class="{css}"><h2>{title}</h2><ul>{items}</ul></{kind}>'


def comments(outlet: SampleOutlet) -> str:
    """The invitation to comment."""
    say = words(outlet.language)
    return (
        f'<section id="comments" class="comments"><h2>{say["comments"]} <span class="count">3</span></h2>'
        f'<p><a href="/login">{say["login"]}</a></p></section>'
    )


def paywall(outlet: SampleOutlet) -> str:
    """The box where the free part ends."""
    say = words(outlet.language)
    return (
        f'<div class="paywall-box"><h2>{say["subscribe"]}</h2><p>{say["offer"]}</p>'
        f'<a class="button" href="/subscribe">{say["subscribe"]}</a></div>'
    )


def footer(outlet: SampleOutlet, year: int) -> str:
    """The foot of the page, and the cookie banner after it."""
    say = words(outlet.language)
    items = "".join(f'<li><a href="/about/{n}">{name}</a></li>' for n, name in enumerate(say["about"].split("|")))
    return (
        f'<footer class="site-footer"><ul>{items}</ul><p>© {year} {escape(outlet.name)}. {say["rights"]}</p>'
        f'</footer><div class="cookie-banner" role="dialog"><p>{say["cookies"]}</p>'
        f"<button>{say['accept']}</button><button>{say['manage']}</button></div>"
    )
