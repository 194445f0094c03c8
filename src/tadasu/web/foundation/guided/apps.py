"""The app: templates only."""

from django.apps import AppConfig


class Guided(AppConfig):
    """Guided forms."""

    name = "tadasu.web.foundation.guided"
    label = "guided"
