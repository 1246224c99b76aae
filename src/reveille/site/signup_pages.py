"""Sign up on the site: the form, the form that stands on somebody else's page, and the way back to a lost link.

Whoever asks for whatever address, the answer is the same, and so is what we do before it: one row is written
(subscribers.signup). A form on another site leads to our own page, where the person presses once more: so it needs no
cookie there, and is no way round the door (site.door).
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from reveille.editions.models import Newsletter
from reveille.site import door, editions, errors, offer
from reveille.site.door import Verdict
from reveille.site.forgery import from_our_page
from reveille.site.signup_form import AddressForm, SignUpForm
from reveille.subscribers import limits, lost_link, signup

LOST_CROWDED = gettext_noop(
    "Our forms were used very often from your network today, so we send no links there now. Please try again tomorrow, "
    "take the link in any letter of ours, or write to %(contact)s."
)


def press(form: SignUpForm, request: HttpRequest, how: str) -> Verdict:
    """Take the wish of a form that is valid, if the door lets it in; return what the door said."""
    verdict = form.verdict(request)
    if verdict is Verdict.COME_IN:
        agent = request.META.get("HTTP_USER_AGENT", "")
        wish = form.wish(how=how, network=door.network(request), agent=agent)
        signup.ask(form.newsletters, wish, settings.CLOCK())
    return verdict


@from_our_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form, and take what was filled in."""
    if request.method != "POST":
        return _form_page(request, SignUpForm(initial=_asked_for(request.GET.get("newsletter"))))
    form = SignUpForm(request.POST)
    if not form.is_valid() or not form.newsletters:
        return _form_page(request, form, status=422)
    if form.suggestion:
        return _form_page(request, form, status=422, meant=form.suggestion)
    verdict = press(form, request, "form")
    if verdict in (Verdict.COME_IN, Verdict.PROGRAM, Verdict.UNSIGNED):
        return redirect("subscribed")
    form.add_error(None, verdict.words)
    return _turned_away(_form_page(request, form, status=422, fresh=verdict is Verdict.TOO_OLD), verdict)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_elsewhere(request: HttpRequest) -> HttpResponse:
    """Show our form filled in with what was typed on somebody else's page. Writes nothing, sends nothing."""
    if request.method != "POST":
        return redirect("subscribe")
    typed = {name: request.POST.get(name, "")[:254] for name in ("email", "time", "zone")}
    form = SignUpForm(initial={**typed, **_asked_for(*request.POST.getlist("newsletter")[:20])})
    return _form_page(request, form, from_elsewhere=True)


@require_safe
def subscribed(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, whoever asked."""
    return render(request, "site/subscribed.html")


@from_our_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and have its links sent there; the answer is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _lost_page(request, form)
    if not form.is_valid():
        return _lost_page(request, form, status=422)
    verdict = form.verdict(request)
    if verdict is Verdict.COME_IN:
        lost_link.ask(form.cleaned_data["email"], settings.CLOCK(), network=door.network(request))
    if verdict in (Verdict.COME_IN, Verdict.PROGRAM, Verdict.UNSIGNED):
        return redirect("links-sent")
    crowded = gettext(LOST_CROWDED) % {"contact": settings.CONTACT_ADDRESS}
    form.add_error(None, crowded if verdict is Verdict.CROWDED else verdict.words)
    return _turned_away(_lost_page(request, form, status=422), verdict)


@require_safe
def links_sent(request: HttpRequest) -> HttpResponse:
    """Say that the links are on their way, whoever asked."""
    return render(request, "site/links_sent.html")


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """Show the form to copy into another site's page, one for each newsletter."""
    snippets = [(one, snippet(one)) for one in Newsletter.objects.living()]
    return render(request, "site/embed.html", {"snippets": snippets, "origins": settings.SIGNUP_ORIGINS})


def snippet(newsletter: Newsletter) -> str:
    """Return the form to copy: plain HTML, no script, nothing of ours is loaded until it is sent."""
    return render_to_string("site/snippet.html", {"newsletter": newsletter, "site": settings.SITE_URL}).strip()


def _asked_for(*slugs: str | None) -> dict[str, list[str]]:
    """The newsletters that an address or another page named, if we have them."""
    wanted = {slug for slug in slugs if slug and slug.replace("-", "").replace("_", "").isalnum()}
    known = list(Newsletter.objects.living().filter(slug__in=wanted).values_list("slug", flat=True)) if wanted else []
    return {"newsletter": known} if known else {}


def _turned_away(response: HttpResponse, verdict: Verdict) -> HttpResponse:
    """The answer to whom the door does not let in; whose network has had its day's share hears when to come again."""
    if verdict is Verdict.CROWDED:
        response.status_code = 429
        errors.again(response, limits.renewed_in(settings.CLOCK()))
    return response


def _form_page(
    request: HttpRequest,
    form: SignUpForm,
    *,
    status: int = 200,
    meant: str = "",
    fresh: bool = False,
    from_elsewhere: bool = False,
) -> HttpResponse:
    newsletter = editions.default_newsletter()
    context = {
        "newsletter": newsletter,
        "offer": offer.offer(newsletter, form, meant=meant, fresh=fresh or not form.is_bound),
        "from_elsewhere": from_elsewhere,
    }
    return render(request, "site/subscribe.html", context, status=status)


def _lost_page(request: HttpRequest, form: AddressForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "shown": door.shown(), "contact": settings.CONTACT_ADDRESS}
    return render(request, "site/lost.html", context, status=status)
