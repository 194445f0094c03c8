"""The app: it has no tables."""

from django.apps import AppConfig


class Ui(AppConfig):
    """Pages."""

    name = "tadasu.web.ui"
    label = "ui"
