"""The app."""

from django.apps import AppConfig


class Demonstration(AppConfig):
    """No table and no page of its own: the command `demo_funding`."""

    name = "tadasu.web.funding.demonstration"
    label = "funding_demonstration"
    default_auto_field = "django.db.models.UUIDField"
