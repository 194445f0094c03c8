"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Needs(AppConfig):
    """Where money is needed."""

    name = "tadasu.web.funding.need"
    label = "need"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and take what evidence desks say rests on which sources."""
        import_module("tadasu.web.funding.need.access")
        import_module("tadasu.web.funding.need.dependence_kind")
