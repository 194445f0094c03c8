"""The app."""

from django.apps import AppConfig


class Needs(AppConfig):
    """Where money is needed."""

    name = "tadasu.web.funding.need"
    label = "need"
    default_auto_field = "django.db.models.UUIDField"
