"""The app of this room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
