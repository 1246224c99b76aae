"""Make, change and retire newsletters: the one form behind the desk's page and the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reveille.core import lights, schedule, text
from reveille.core.errors import AddressError, ScheduleError
from reveille.delivery.doctor import waiting
from reveille.desk.telling import label
from reveille.editions import founding, languages, letterhead, telling
from reveille.editions.models import Edition, Newsletter
from reveille.mail import signing
from reveille.newsroom import profiles
from reveille.site import zones
from reveille.sources.models import Outlet
from reveille.subscribers import addresses


def zones_to_choose(kept: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the time zones by region, as a reader chooses them too; the one that was ``kept`` is one of them."""
    return [
        (region, [(one.name, str(one)) for one in named])
        for region, named in zones.regions(languages.spoken(), settings.CLOCK(), kept)
    ]


class NewsletterForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an owner may say of a newsletter."""

    beat = forms.ChoiceField(choices=lambda: [(name, label(name)) for name in profiles.names()], label=_("Beat"))
    home_outlet = forms.ModelChoiceField(
        Outlet.objects.filter(opted_out=False).order_by("name"), required=False, label=_("Home outlet"),
        to_field_name="slug", empty_label=_("none"),
    )  # fmt: skip
    closes = forms.CharField(max_length=5, label=_("Closes at (its own time, like 05:30)"))
    zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of what we say ourselves"))
    light = forms.ChoiceField(choices=[(name, label(name)) for name in lights.LIGHTS], label=_("Its light"))
    sections = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Sections (none ticked: all of the beat)")
    )
    sender_name = forms.CharField(max_length=100, required=False, label=_("Its letters are from (name)"))
    sender_address = forms.CharField(max_length=254, required=False, label=_("Its letters are from (address)"))
    postal_address = forms.CharField(max_length=300, required=False, label=_("Postal address in its letters"))

    class Meta:
        model = Newsletter
        fields = (
            "name", "tagline", "beat", "home_outlet", "closes", "zone", "language", "light", "sections",
            "sender_name", "sender_address", "postal_address",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["tagline"].label = _("What it is about, in a sentence")
        for name, usual in (("sender_address", settings.SENDER_ADDRESS), ("postal_address", settings.POSTAL_ADDRESS)):
            if usual:
                self.fields[name].help_text = _("Left empty: the installation’s, %(address)s.") % {"address": usual}
        self.initial["closes"] = schedule.clock(self.instance.closing_minute)
        self.initial["zone"] = schedule.present_name(self.instance.zone)
        self.fields["zone"].choices = zones_to_choose(self.initial["zone"])  # type: ignore[attr-defined]
        beat = self._beat()
        names = [(name, telling.section(name)) for name in profiles.beat(beat).section_names()] if beat else []
        self.fields["sections"].choices = names  # type: ignore[attr-defined]

    def _beat(self) -> str:
        """The beat whose sections can be chosen: the one that is being chosen, else its own."""
        told = str(self.data.get("beat") or self.instance.beat or self.initial.get("beat") or "")
        return told if told in profiles.names() else ""

    def clean(self) -> dict[str, Any]:
        """Return what was said, as lines of text; a header of a mail is made of some of it."""
        said = super().clean() or {}
        for name, value in said.items():
            if isinstance(value, str):
                said[name] = " ".join(text.legible(value).split())
        return said

    def clean_closes(self) -> str:
        """Return the closing time as it is written. A wrong one is told."""
        try:
            self.instance.closing_minute = schedule.minute_of(self.cleaned_data["closes"])
        except ScheduleError as error:
            raise forms.ValidationError(error.detail.capitalize() + ".") from error
        return str(self.cleaned_data["closes"])

    def clean_sender_address(self) -> str:
        """Return the address, if it is one."""
        told = str(self.cleaned_data["sender_address"]).strip()
        try:
            return addresses.checked(told) if told not in ("", settings.SENDER_ADDRESS) else told
        except AddressError as error:
            raise forms.ValidationError(_("That is no address: %(why)s.") % {"why": error.detail}) from error


class FoundingForm(NewsletterForm):
    """A new newsletter: its name in addresses as well, which stays."""

    slug = forms.SlugField(max_length=60, label=_("Short name for addresses (it stays)"))

    field_order = ("slug",)

    def clean_slug(self) -> str:
        """Return the slug, if a newsletter can be read under it."""
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in founding.RESERVED:
            raise forms.ValidationError(_("The site has a page of its own there."))
        if Newsletter.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a newsletter of this name."))
        return slug


def defaults() -> dict[str, str]:
    """Return what a new newsletter says where nothing else was said."""
    return {
        "beat": "everything",
        "zone": "UTC",
        "language": settings.SITE_LANGUAGE,
        "light": lights.AMBER,
    }


def signature(newsletter: Newsletter) -> str:
    """Return in words who signs the newsletter's letters, and whether they wait until that is known in the DNS."""
    sender = letterhead.domain(newsletter)
    told = {"sender": sender, "domain": signing.domain_for(sender)}
    if settings.PROVIDER:
        return str(_("Letters from %(sender)s are signed by the provider that sends them.") % told)
    if told["domain"]:
        who = _("Letters from %(sender)s are signed by %(domain)s.")
    else:
        who = _("Letters from %(sender)s are not signed.")
    waits = _("The first ones wait until its records stand in the DNS: reveille doctor prints them.")
    return str(who % told) if waiting.lets_go(sender) else f"{who % told} {waits}"


@transaction.atomic
def found(form: FoundingForm) -> Newsletter:
    """Found the newsletter of a valid form. Raises NameTaken, ProfileError, ScheduleError."""
    said = form.cleaned_data
    made = founding.newsletter(
        said["slug"], said["beat"], name=said["name"], tagline=said["tagline"],
        closing_minute=form.instance.closing_minute, zone=said["zone"], language=said["language"],
    )  # fmt: skip
    form.instance.pk, form.instance.slug = made.pk, made.slug
    form.instance.tagline = said["tagline"] or made.tagline
    form.instance.sender_name = said["sender_name"] or said["name"]
    form.instance.save()
    return made


def change(form: NewsletterForm) -> list[str]:
    """Store a valid form; return the names of what it changed."""
    form.save()
    return list(form.changed_data)


def retire(newsletter: Newsletter, now: datetime) -> None:
    """Let a newsletter appear no more: no edition, no sign-up. Its archive stays, and who reads it is not forgotten."""
    Newsletter.objects.filter(pk=newsletter.pk, retired_at=None).update(retired_at=now)
    Edition.objects.filter(newsletter=newsletter, state=Edition.State.DRAFT).delete()


def revive(newsletter: Newsletter) -> None:
    """Let a retired newsletter appear again."""
    Newsletter.objects.filter(pk=newsletter.pk).update(retired_at=None)
