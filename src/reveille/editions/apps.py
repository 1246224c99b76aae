"""The app of this room."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
