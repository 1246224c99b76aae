"""The app of this room."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
