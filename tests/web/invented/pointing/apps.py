"""The app."""

from django.apps import AppConfig


class Pointing(AppConfig):
    """Points at a table of another desk."""

    name = "tests.web.invented.pointing"
    label = "invented_pointing"
