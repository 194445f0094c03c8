"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Press(AppConfig):
    """Published articles."""

    name = "tadasu.web.evidence.press"
    label = "press"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and give custody the bytes of articles for its packages."""
        import_module("tadasu.web.evidence.press.access")
        from tadasu.web.evidence.custody import outside
        from tadasu.web.evidence.press.queries import held_of_item

        outside.register(held_of_item)
