"""The app of this room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
