"""The app."""

from django.apps import AppConfig


class WindDown(AppConfig):
    """What is sealed or erased if the funder falls."""

    name = "tadasu.web.funding.winddown"
    label = "winddown"
    default_auto_field = "django.db.models.UUIDField"
