"""The app of this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
