"""The app of this room."""

from django.apps import AppConfig


class SubscribersConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.subscribers"
    label = "subscribers"
    default_auto_field = "django.db.models.BigAutoField"
