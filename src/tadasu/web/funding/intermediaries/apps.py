"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Intermediaries(AppConfig):
    """Those who grant on."""

    name = "tadasu.web.funding.intermediaries"
    label = "intermediaries"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, what awards ask before money is passed on, and the package of attestations."""
        import_module("tadasu.web.funding.intermediaries.access")
        import_module("tadasu.web.funding.intermediaries.subgrants_kind")
        from tadasu.web.funding.awards import blocks, passing, ways
        from tadasu.web.funding.intermediaries.flowing import attested, duties_open, refuse_below, to_terms

        passing.register(refuse_below)
        passing.register_attested(attested)
        blocks.register(duties_open)
        ways.register(to_terms)
