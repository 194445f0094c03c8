"""The app: it has no tables."""

from django.apps import AppConfig


class Portal(AppConfig):
    """What everybody may read."""

    name = "tadasu.web.portal"
    label = "portal"
