"""The pages of the sources: how they answer, one outlet's record and its last thirty days, and a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from reveille.core import drawing, excerpts, links
from reveille.core.errors import DirectoryError, LinkError
from reveille.desk import health, log, telling, trial
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role, needs
from reveille.editions import wording
from reveille.sources import directory, enrolment
from reveille.sources.models import Feed, Outlet

SHOWN = 10  # acts
WEEK = 7
MOST = excerpts.Rule()
KINDS = [(kind, telling.label(kind)) for kind in directory.KINDS]


class OutletForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an editor may say of an outlet. Its excerpt rule may only be narrower than ours."""

    name = forms.CharField(max_length=200, label=_("Name"))
    country = forms.CharField(
        required=False, max_length=2, label=_("Country"),
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, as in US."))],
    )  # fmt: skip
    language = forms.CharField(
        max_length=3, label=_("Language"),
        validators=[RegexValidator(r"^[a-z]{2,3}\Z", _("Two or three letters, as in en."))],
    )  # fmt: skip
    kind = forms.ChoiceField(choices=KINDS, label=_("Kind"))
    family = forms.SlugField(max_length=80, label=_("Publisher family"))
    home = forms.CharField(max_length=500, required=False, label=_("Its front page"))
    hosts = forms.CharField(max_length=2000, required=False, label=_("Hosts that its links may lead to"))
    max_sentences = forms.IntegerField(min_value=0, max_value=MOST.sentences, label=_("Sentences shown at most"))
    max_words = forms.IntegerField(min_value=0, max_value=MOST.words, label=_("Words shown at most"))
    paywall = forms.BooleanField(required=False, label=_("It has a paywall"))

    class Meta:
        model = Outlet
        fields = (
            "name", "country", "language", "kind", "family", "home", "hosts", "paywall", "max_sentences", "max_words",
        )  # fmt: skip

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.initial["hosts"] = " ".join(self.instance.hosts)

    def clean_home(self) -> str:
        """Return the front page's address in its one form; there may be none."""
        said = self.cleaned_data["home"]
        try:
            return str(links.canonical(said)) if said else ""
        except LinkError as error:
            raise forms.ValidationError(telling.of(error)) from error

    def clean_hosts(self) -> list[str]:
        """Return the hosts; where none is named, the front page's."""
        named = self.cleaned_data["hosts"].lower().split()
        if not all(directory.HOST.fullmatch(host) for host in named):
            raise forms.ValidationError(_("Names of hosts, as in news.example, with spaces between."))
        home = self.cleaned_data.get("home", "")
        return named or ([links.host(home).removeprefix("www.")] if home else [])


class NewForm(forms.Form):
    """A new outlet, known by a feed. The rest can be said later."""

    feed = forms.CharField(max_length=1000, label=_("Address of its feed, or of a page that names it"))
    name = forms.CharField(max_length=200, required=False, label=_("Name"))
    home = forms.CharField(max_length=500, required=False, label=_("Its front page"))
    slug = forms.SlugField(max_length=80, required=False, label=_("Short name for addresses"))
    country = forms.CharField(max_length=2, required=False, label=_("Country"))
    language = forms.CharField(max_length=3, required=False, initial="en", label=_("Language"))
    kind = forms.ChoiceField(choices=KINDS, required=False, label=_("Kind"))


@needs(Role.VIEWER)
def all_(request: HttpRequest) -> HttpResponse:
    """Show how every outlet answers, the failing and the quiet first."""
    outlets = health.all_(settings.CLOCK())
    counts = [(words, sum(one.state is state for one in outlets)) for state, words in health.WORDS.items()]
    context = {"outlets": outlets, "counts": [(words, count) for words, count in counts if count]}
    return render(request, "desk/sources.html", context)


@needs(Role.VIEWER, act=Role.EDITOR)
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one outlet; do what a button says."""
    outlet = get_object_or_404(Outlet, slug=slug)
    if request.method == "POST" and request.POST.get("act") in ("try", "feed"):
        return _tried(request, outlet) if request.POST["act"] == "try" else _fed(request, outlet)
    form = OutletForm(request.POST if request.POST.get("act") == "edit" else None, instance=outlet)
    if request.method != "POST":
        return _shown(request, outlet, form)
    if not _done(request, outlet, form):
        return _shown(request, Outlet.objects.get(pk=outlet.pk), form, status=400)
    return redirect("source", slug)


@needs(Role.EDITOR, act=Role.EDITOR)
def add(request: HttpRequest) -> HttpResponse:
    """Try an address, and enrol the outlet when the editor says so."""
    form = NewForm(request.POST or None)
    context: dict[str, Any] = {"here": "Sources", "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/source_add.html", context, status=400 if form.errors else 200)
    if request.POST.get("act") != "enrol":
        log.note(request, "tried a feed", form.cleaned_data["feed"])
        context["trial"] = trial.of(form.cleaned_data["feed"])
        return render(request, "desk/source_add.html", context)
    try:
        slug = _enrolled(request, form.cleaned_data)
    except DirectoryError as error:
        return render(request, "desk/source_add.html", {**context, "error": telling.of(error)}, status=400)
    return redirect("source", slug)


@transaction.atomic
def _enrolled(request: HttpRequest, said: dict[str, str]) -> str:
    """Store a new outlet and its feed; return its slug. Raises DirectoryError."""
    record = directory.record(
        {
            "slug": said["slug"], "name": said["name"], "home": said["home"], "country": said["country"],
            "language": said["language"], "kind": said["kind"], "family": said["slug"], "feeds": [said["feed"]],
        },
        "the form",
    )  # fmt: skip
    if Outlet.objects.filter(slug=record.slug).exists():
        raise DirectoryError(record.name, f"slug: there is an outlet called {record.slug} already")
    if known := Feed.objects.filter(link=record.feeds[0].link).select_related("outlet").first():
        raise DirectoryError(record.name, f"feed: it is {known.outlet.name}’s already")
    enrolment.enrol([record])
    log.note(request, "added an outlet", record.slug, record.feeds[0].link)
    return record.slug


@transaction.atomic
def _done(request: HttpRequest, outlet: Outlet, form: OutletForm) -> bool:
    """Do what was asked; return whether it could be."""
    act, asked = request.POST.get("act", ""), request.POST.get("feed", "")
    if act == "edit" and form.is_valid():
        before = Outlet.objects.values(*form.changed_data).get(pk=outlet.pk) if form.changed_data else {}
        form.save()
        words = "; ".join(f"{name}: {was} → {form.cleaned_data[name]}" for name, was in before.items())
        log.note(request, "changed an outlet", outlet.slug, words)
        return True
    if act in ("opt-out", "opt-in"):
        Outlet.objects.filter(pk=outlet.pk).update(opted_out=act == "opt-out")
        log.note(request, "opted an outlet out" if act == "opt-out" else "took an outlet back in", outlet.slug)
        return True
    feed = outlet.feeds.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    if act in ("retire", "restore") and feed:
        # A feed that comes back is asked in the next round.
        Feed.objects.filter(pk=feed.pk).update(retired=act == "retire", next_due=None)
        log.note(request, f"{act}d a feed", outlet.slug, feed.link)
        return True
    return False


def _tried(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Try a feed of the outlet, or an address that may become one."""
    asked, link = request.POST.get("feed", ""), request.POST.get("link", "")[:1000]
    if "link" not in request.POST:
        link = get_object_or_404(outlet.feeds, pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0).link
    log.note(request, "tried a feed", outlet.slug, links.shown(link))
    tried = trial.of(link, outlet.hosts)
    return _shown(request, outlet, OutletForm(instance=outlet), trial=tried, link=request.POST.get("link", ""))


def _fed(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    """Give the outlet another feed, which is asked in the next round."""
    said = request.POST.get("link", "")
    try:
        with transaction.atomic():
            link = links.canonical(said[:1000])
            if known := Feed.objects.filter(link=link).select_related("outlet").first():
                raise DirectoryError(outlet.name, f"feed: it is {known.outlet.name}’s already")
            Feed.objects.create(outlet=outlet, link=link)
            log.note(request, "added a feed", outlet.slug, link)
    except (LinkError, DirectoryError) as error:
        form = OutletForm(instance=outlet)
        return _shown(request, outlet, form, status=400, wrong=telling.of(error), link=said)
    return redirect("source", outlet.slug)


def _shown(request: HttpRequest, outlet: Outlet, form: OutletForm, status: int = 200, **more: Any) -> HttpResponse:
    now = settings.CLOCK()
    days = health.days(outlet, now)
    labelled = [(wording.dated(one.day, "j M") if n % WEEK == 1 else "", one.new) for n, one in enumerate(days)]
    context = {
        "here": "Sources",
        "outlet": outlet,
        "health": health.of(outlet, now),
        "feeds": outlet.feeds.order_by("retired", "link"),
        "form": form,
        "days": list(reversed(days)),
        "most": max(one.new for one in days),
        "drawn": list(zip(drawing.curve(labelled).points, days, strict=True)),
        "curve": drawing.curve(labelled),
        "asked": sum(one.asked for one in days),
        "failed": sum(one.failed for one in days),
        "new": sum(one.new for one in days),
        "acts": LogEntry.objects.filter(on=outlet.slug)[:SHOWN],
        "home": outlet.home if outlet.home.startswith(("http://", "https://")) else "",
        "host": links.host(outlet.home),
        **more,
    }
    return render(request, "desk/source.html", context, status=status)
