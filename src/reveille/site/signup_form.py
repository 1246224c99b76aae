"""The sign-up form: what a visitor chooses, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from reveille.core import misspelt, schedule
from reveille.core.errors import AddressDisposable, AddressError, ScheduleError
from reveille.editions import languages
from reveille.editions.models import Newsletter
from reveille.site import door
from reveille.subscribers import addresses, signup

DEFAULT_TIME = "06:30"
TIMES = tuple(schedule.clock(minute) for minute in range(0, 24 * 60, 30))
DAYS = (
    ("every", gettext_lazy("Every day")),
    ("workdays", gettext_lazy("Monday to Friday")),
    ("chosen", gettext_lazy("These days")),
)
MASKS = {"every": schedule.EVERY_DAY, "workdays": schedule.WORKDAYS}


_DISPOSABLE = gettext_noop("That is an address for a day; a daily mail needs one that lasts.")  # as core.errors says


class AddressForm(door.Door):
    """An address, behind the door; for who lost their links, too."""

    accepted = staticmethod(addresses.checked)
    email = forms.CharField(
        max_length=254, error_messages={"required": gettext_lazy("Please type your email address.")}
    )

    def clean_email(self) -> str:
        """Return the address as it may be written to."""
        try:
            return self.accepted(self.cleaned_data["email"])
        except AddressDisposable as error:
            raise forms.ValidationError(gettext(str(type(error).__doc__))) from error
        except AddressError as error:
            raise forms.ValidationError(
                gettext("That does not look like an email address. Please check it.")
            ) from error


class SignUpForm(AddressForm):
    """Address, newsletters, time of day, zone, days, format."""

    accepted = staticmethod(addresses.lasting)
    newsletter = forms.MultipleChoiceField(
        choices=lambda: Newsletter.objects.living().values_list("slug", "name"), required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such newsletter.")},
    )  # fmt: skip
    time = forms.CharField(max_length=5, required=False)
    zone = forms.CharField(max_length=64, required=False)
    days = forms.ChoiceField(choices=DAYS, required=False)
    day = forms.TypedMultipleChoiceField(choices=[(n, n) for n in range(7)], coerce=int, required=False)
    text_only = forms.BooleanField(required=False)
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, required=False,
        error_messages={"invalid_choice": gettext_lazy("Please choose a language from the list.")},
    )  # fmt: skip
    sure = forms.CharField(required=False, max_length=254)  # the address that was asked about once already
    meant = forms.CharField(required=False, max_length=254)  # the address that was meant, when the visitor says so

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(_corrected(data), **more)

    def clean_time(self) -> int:
        """Return the time as minutes of the day."""
        try:
            return schedule.minute_of(self.cleaned_data["time"] or DEFAULT_TIME)
        except ScheduleError as error:
            raise forms.ValidationError(gettext("Please choose a time like 06:30.")) from error

    def clean_zone(self) -> str:
        """Return a zone that we know."""
        zone = self.cleaned_data["zone"] or "UTC"
        if not schedule.is_zone(zone):
            raise forms.ValidationError(gettext("Please choose a time zone from the list."))
        return str(zone)

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, with ``weekdays`` as a mask."""
        said = super().clean() or self.cleaned_data
        said["weekdays"] = MASKS.get(said.get("days") or "every") or sum(1 << n for n in said.get("day", ()))
        if not said["weekdays"]:
            self.add_error("days", gettext("Please choose at least one day."))
        return said

    @property
    def newsletters(self) -> list[Newsletter]:
        """The newsletters that were chosen; the first one where none was."""
        found = Newsletter.objects.living()
        chosen = self.cleaned_data["newsletter"]
        return list(found.filter(slug__in=chosen) if chosen else found[:1])

    @property
    def suggestion(self) -> str:
        """The address that was probably meant, where that was not asked yet; whoever insists gets it."""
        typed = self.cleaned_data.get("email", "")
        return "" if addresses.key(self.cleaned_data.get("sure", "")) == addresses.key(typed) else misspelt.meant(typed)

    def wish(self, **where: str) -> signup.Wish:
        """Return what was asked for; ``where`` it came from is kept with the consent."""
        said = self.cleaned_data
        return signup.Wish(
            address=said["email"], minute=said["time"], zone=said["zone"], weekdays=said["weekdays"],
            format="text" if said["text_only"] else "html",
            language=said["language"] or languages.spoken(), **where,
        )  # fmt: skip


def _corrected(data: Any) -> Any:
    """The address that was meant takes the place of the one that was typed."""
    if data and data.get("meant"):
        data = data.copy()
        data["email"] = data["meant"]
    return data
