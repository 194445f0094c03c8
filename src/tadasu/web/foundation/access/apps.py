"""The app: it has no tables."""

from django.apps import AppConfig


class Access(AppConfig):
    """Rights."""

    name = "tadasu.web.foundation.access"
    label = "access"
