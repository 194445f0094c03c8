"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews and decisions."""

    name = "tadasu.web.funding.review"
    label = "review"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and how an application goes through the procedure."""
        import_module("tadasu.web.funding.review.access")
        from tadasu.web.funding.review import procedure

        procedure.declare()
