"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Incidents(AppConfig):
    """Documented incidents."""

    name = "tadasu.web.evidence.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and have the vault ask before it erases words of a file that is on hold."""
        import_module("tadasu.web.evidence.incidents.access")
        from tadasu.web.evidence.incidents._held import refuse_held
        from tadasu.web.foundation.vault import keeping

        keeping.register(refuse_held)
