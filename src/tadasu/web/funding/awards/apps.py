"""The app."""

from django.apps import AppConfig


class Awards(AppConfig):
    """Grants, their tranches and reports."""

    name = "tadasu.web.funding.awards"
    label = "awards"
    default_auto_field = "django.db.models.UUIDField"
