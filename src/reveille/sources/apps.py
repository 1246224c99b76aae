"""The app of this room."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
