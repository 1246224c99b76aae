"""The app of this room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Django's name for the room."""

    name = "reveille.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what subscribers do: what is planned for them is skipped or moved in the same transaction."""
        from reveille.delivery import listening

        listening.listen()
