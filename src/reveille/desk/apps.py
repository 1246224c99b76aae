"""The app of this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
