"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and organisations."""

    name = "tadasu.web.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.foundation.accounts.access")
