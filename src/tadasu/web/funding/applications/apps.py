"""The app."""

from django.apps import AppConfig


class Applications(AppConfig):
    """Applications and what they say in codes."""

    name = "tadasu.web.funding.applications"
    label = "applications"
    default_auto_field = "django.db.models.UUIDField"
