"""The app of this room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
