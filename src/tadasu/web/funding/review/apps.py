"""The app."""

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews and decisions."""

    name = "tadasu.web.funding.review"
    label = "review"
    default_auto_field = "django.db.models.UUIDField"
