"""The app."""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class Hearing(AppConfig):
    """Whoever is named is asked, and answers."""

    name = "tadasu.web.evidence.hearing"
    label = "hearing"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, what boxes are for and what becomes of what comes in them, how the procedure runs, what
        stands beside a finding, and what of it travels."""
        import_module("tadasu.web.evidence.hearing.access")
        import_module("tadasu.web.evidence.hearing.hearings_kind")
        from tadasu.web.evidence.hearing import beside, procedure
        from tadasu.web.evidence.hearing.actions.answering import came, forget
        from tadasu.web.evidence.hearing.words import PURPOSE
        from tadasu.web.foundation.correspondence import arrivals, endings, purposes
        from tadasu.web.foundation.findings import beside as findings

        purposes.register(purposes.read(Path(__file__).parent / "data" / "purpose.yaml"))
        arrivals.register(PURPOSE, came)
        endings.register(forget)
        findings.register(beside.beside_of)
        procedure.declare()
