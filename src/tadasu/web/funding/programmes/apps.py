"""The app."""

from django.apps import AppConfig


class Programmes(AppConfig):
    """Funds, their lines and the money on them."""

    name = "tadasu.web.funding.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.UUIDField"
