"""The app of this room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
