"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Custody(AppConfig):
    """Items of evidence."""

    name = "tadasu.web.evidence.custody"
    label = "custody"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and have the vault ask before it erases what is on hold."""
        import_module("tadasu.web.evidence.custody.access")
        from tadasu.web.evidence.custody._held import refuse_held
        from tadasu.web.foundation.vault import keeping

        keeping.register(refuse_held)
