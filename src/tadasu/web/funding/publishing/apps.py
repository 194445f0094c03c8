"""The app."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """Releases of grant data."""

    name = "tadasu.web.funding.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.UUIDField"
