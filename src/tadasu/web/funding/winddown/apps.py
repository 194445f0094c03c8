"""The app."""

from importlib import import_module

from django.apps import AppConfig


class WindDown(AppConfig):
    """What is sealed or erased if the funder falls."""

    name = "tadasu.web.funding.winddown"
    label = "winddown"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and what boxes show."""
        import_module("tadasu.web.funding.winddown.access")
        from tadasu.web.foundation.correspondence import beside
        from tadasu.web.funding.awards.actions.telling import PURPOSE as GRANT
        from tadasu.web.funding.calls.queries import PURPOSE as APPLICATION

        for purpose in (APPLICATION, GRANT):
            beside.register(purpose, "winddown/in_box.html")
