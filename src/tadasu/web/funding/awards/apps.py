"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Awards(AppConfig):
    """Grants, their tranches and reports."""

    name = "tadasu.web.funding.awards"
    label = "awards"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done and what boxes are for, have the vault ask before it erases what must stay."""
        import_module("tadasu.web.funding.awards.access")
        from tadasu.web.foundation.correspondence import beside, purposes
        from tadasu.web.foundation.vault import keeping
        from tadasu.web.funding.applications import ways
        from tadasu.web.funding.applications.queries import PURPOSE
        from tadasu.web.funding.awards._held import refuse_kept
        from tadasu.web.funding.awards.offered import to_award
        from tadasu.web.funding.awards.queries import pseudonyms_of
        from tadasu.web.funding.awards.words import DATA
        from tadasu.web.funding.programmes import pseudonyms

        purposes.register(purposes.read(DATA / "purpose.yaml"))
        beside.register(PURPOSE, "awards/in_box.html")
        ways.register(to_award)
        keeping.register(refuse_kept)
        pseudonyms.register(pseudonyms_of)
