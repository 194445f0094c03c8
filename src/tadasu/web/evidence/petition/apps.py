"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Petitions(AppConfig):
    """Petitions and what became of them."""

    name = "tadasu.web.evidence.petition"
    label = "petition"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and have the vault ask before it erases what must stay."""
        import_module("tadasu.web.evidence.petition.access")
        from tadasu.web.evidence.petition._held import refuse_kept
        from tadasu.web.foundation.vault import keeping

        keeping.register(refuse_kept)
