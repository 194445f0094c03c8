"""The app."""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class Intake(AppConfig):
    """Reports from people without an account."""

    name = "tadasu.web.evidence.intake"
    label = "intake"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, what boxes are for, what goes with them, and to whom custody may tell on. Questions and texts
        that are not as they should be stop it here."""
        import_module("tadasu.web.evidence.intake.access")
        from tadasu.web.evidence.custody import permission
        from tadasu.web.evidence.intake import arriving, queries, telling, texts
        from tadasu.web.evidence.intake.actions.drafting import forget
        from tadasu.web.foundation.correspondence import arrivals, endings, purposes

        purposes.register(purposes.read(Path(__file__).parent / "data" / "intake.yaml"))
        endings.register(forget)
        arrivals.register(queries.PURPOSE, arriving.into_custody)
        permission.register(telling.refuse_unpermitted)
        texts.languages()
