"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews and decisions."""

    name = "tadasu.web.funding.review"
    label = "review"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, how an application goes through the procedure, and the way to its review."""
        import_module("tadasu.web.funding.review.access")
        from tadasu.web.funding.applications import ways
        from tadasu.web.funding.review import procedure
        from tadasu.web.funding.review.offered import to_review

        procedure.declare()
        ways.register(to_review)
