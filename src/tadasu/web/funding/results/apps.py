"""The app."""

from django.apps import AppConfig


class Results(AppConfig):
    """What the funding led to."""

    name = "tadasu.web.funding.results"
    label = "results"
    default_auto_field = "django.db.models.UUIDField"
