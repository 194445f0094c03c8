"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Vault(AppConfig):
    """What is sealed."""

    name = "tadasu.web.foundation.vault"
    label = "vault"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done; see to it that no secret is written to disk by a process that breaks."""
        import_module("tadasu.web.foundation.vault.access")
        from tadasu.web.foundation.vault._memory import leave_no_core

        leave_no_core()
