"""See the mail as it will be read: in a frame of its own, in which nothing runs and nothing is loaded; send a proof."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reveille.core import layout, message
from reveille.core.encoding import quoted_printable
from reveille.core.errors import MessageError, PostError
from reveille.core.lint import body
from reveille.core.personal import Personal
from reveille.desk import log
from reveille.desk.roles import Role, needs
from reveille.editions import letterhead, rendering
from reveille.editions.models import Edition
from reveille.mail import departure, signing

# The letter's own styles are inline, as mail needs them; it runs nothing, loads nothing and leads nowhere by itself.
FRAME = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'"
VIEWS = {"html": "HTML", "dark": _("Dark"), "phone": _("Phone"), "text": _("Text"), "clipped": _("As Gmail clips it")}
ASKING = re.compile(r"\(prefers-color-scheme:\s*dark\)")  # how a letter asks for the colours of the reader's system
PERSONAL = "#"  # where a reader's own links stand


def _rendered(newsletter: str, day: date) -> tuple[Edition, rendering.Rendered]:
    edition = get_object_or_404(Edition.objects.select_related("newsletter"), newsletter__slug=newsletter, date=day)
    if not edition.page:
        raise Http404
    if edition.html:
        return edition, rendering.Rendered(edition.html, edition.text)
    return edition, rendering.render(layout.from_json(edition.page), letterhead.masthead(edition.newsletter))


@needs(Role.VIEWER, act=Role.EDITOR)
def mail(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Show the letter; send a proof of it to whoever asks."""
    edition, rendered = _rendered(newsletter, day)
    said = error = ""
    if request.method == "POST":
        said, error = _proof(request, edition, rendered)
    size = len(quoted_printable(rendered.html))
    view = request.GET.get("as", "html")
    context = {
        "here": "Today",
        "edition": edition,
        "newsletter": edition.newsletter,
        "day": day,
        "size": size,
        "clipped": body.CLIPPED,
        "over": size > body.CLIPPED,
        "views": VIEWS,
        "view": view if view in VIEWS else "html",
        "text": rendered.text if view == "text" else "",
        "said": said,
        "error": error,
    }
    return render(request, "desk/mail.html", context, status=502 if error else 200)


@needs(Role.VIEWER)
def letter(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Answer with the letter alone, for the frame."""
    _, rendered = _rendered(newsletter, day)
    html = rendered.html
    for sign in rendering.PLACEHOLDERS:
        html = html.replace(sign, PERSONAL)
    if request.GET.get("as") == "clipped":
        html = html.encode()[: body.CLIPPED].decode("utf-8", "ignore")
    if request.GET.get("as") == "dark":
        html = ASKING.sub("all", html)
    return HttpResponse(html, headers={"Content-Security-Policy": FRAME})


def _proof(request: HttpRequest, edition: Edition, rendered: rendering.Rendered) -> tuple[str, str]:
    """Mail the letter to the account that asks, and to nobody else."""
    address, now = request.user.get_username(), settings.CLOCK()
    sender = letterhead.sender(edition.newsletter)
    secret, domain = settings.SECRET_KEY.encode(), sender.rpartition("@")[2]
    personal = Personal(
        to=address,
        leave=f"{settings.SITE_URL}/",
        you=f"{settings.SITE_URL}/",
        why="This is a proof, sent from the desk to you alone.",
        message_id=message.message_id(secret, domain, "proof", str(edition.pk), address, now.isoformat()),
        date=now,
    )
    try:
        proof = message.fill(message.template(letterhead.head(edition), rendered.text, rendered.html), personal)
        with departure.ours() as way:
            answer = way.send(sender, address, signing.signed(proof, sender, now))
    except (MessageError, PostError) as error:
        return "", gettext("The proof was not sent: %(why)s") % {"why": error}
    if not answer.taken:
        return "", gettext("The proof was not taken: %(answer)s") % {"answer": f"{answer.code} {answer.text}"}
    log.note(request, "proof", f"{edition.newsletter.slug} {edition.date}")
    return gettext("A proof is on its way to %(address)s.") % {"address": address}, ""
