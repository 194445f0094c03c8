"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Library(AppConfig):
    """What is known, and where nothing is."""

    name = "tadasu.web.evidence.library"
    label = "library"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and the packages that say where we are blind and what rests on whom; speak beside a
        finding."""
        import_module("tadasu.web.evidence.library.access")
        import_module("tadasu.web.evidence.library.coverage_kind")
        import_module("tadasu.web.evidence.library.dependence_kind")
        from tadasu.web.evidence.library.beside import beside_of
        from tadasu.web.foundation.findings import beside

        beside.register(beside_of)
