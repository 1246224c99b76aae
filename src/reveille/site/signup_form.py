"""The sign-up form: what a visitor types, and two quiet questions that only programs answer wrongly."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core import signing

from reveille.core import schedule
from reveille.core.errors import ScheduleError

TOO_FAST = 2  # seconds; nobody reads the offer and types an address in less
TOO_OLD = 24 * 3600  # seconds; who comes back the next day presses once more
TIMES = tuple(schedule.clock(minute) for minute in range(0, 24 * 60, 30))


class SignUpForm(forms.Form):
    """E-mail address, time of day, zone; ``website`` is for programs, ``started`` says when it was shown."""

    newsletter = forms.SlugField(required=False, widget=forms.HiddenInput)
    email = forms.CharField(max_length=254, error_messages={"required": "Please type your email address."})
    time = forms.CharField(max_length=5, required=False)
    zone = forms.CharField(max_length=64, required=False)
    website = forms.CharField(required=False, max_length=200)
    started = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_time(self) -> int:
        """Return the time as minutes of the day."""
        try:
            return schedule.minute_of(self.cleaned_data["time"] or "06:30")
        except ScheduleError as error:
            raise forms.ValidationError("Please choose a time like 06:30.") from error

    def clean_zone(self) -> str:
        """Return a zone that we know."""
        zone = self.cleaned_data["zone"] or "UTC"
        if not schedule.is_zone(zone):
            raise forms.ValidationError("Please choose a time zone from the list.")
        return str(zone)

    @property
    def by_a_program(self) -> bool:
        """Return whether the form was filled by something that does not read."""
        age = self._age()
        return bool(self.cleaned_data.get("website")) or age is None or age < TOO_FAST

    @property
    def out_of_date(self) -> bool:
        """Return whether the form lay open for more than a day, as a person's may."""
        age = self._age()
        return age is not None and age > TOO_OLD

    def _age(self) -> float | None:
        """Seconds since the form was shown, or None when it does not hold our signature."""
        try:
            shown = float(signing.loads(self.cleaned_data.get("started") or "", salt="sign-up"))
        except (signing.BadSignature, TypeError, ValueError):
            return None
        return float(settings.CLOCK().timestamp()) - shown


def started() -> str:
    """Return the signed moment at which a form is shown."""
    return signing.dumps(settings.CLOCK().timestamp(), salt="sign-up")
