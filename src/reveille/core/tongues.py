"""The languages that the site, the desk and the letters speak, by ISO 639-1, each by its own name."""

SPOKEN = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "ar": "العربية"}
