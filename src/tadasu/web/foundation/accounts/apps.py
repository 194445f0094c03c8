"""The app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and organisations."""

    name = "tadasu.web.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        from tadasu.web.foundation.accounts import access  # noqa: F401
