"""The app."""

from django.apps import AppConfig


class Intermediaries(AppConfig):
    """Those who grant on."""

    name = "tadasu.web.funding.intermediaries"
    label = "intermediaries"
    default_auto_field = "django.db.models.UUIDField"
