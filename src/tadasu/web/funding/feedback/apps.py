"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Feedback(AppConfig):
    """Grantees' and applicants' view of the funder."""

    name = "tadasu.web.funding.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, what boxes show, and that the page of vouchers stands apart. Questions that are not as they
        should be stop it here."""
        import_module("tadasu.web.funding.feedback.access")
        from tadasu.web.foundation.correspondence import apart, beside
        from tadasu.web.foundation.vault import keeping
        from tadasu.web.funding.awards.actions.telling import PURPOSE as GRANT
        from tadasu.web.funding.calls.queries import PURPOSE as APPLICATION
        from tadasu.web.funding.feedback._rounds import refuse_kept
        from tadasu.web.funding.feedback.questions import form

        for purpose in (APPLICATION, GRANT):
            beside.register(purpose, "feedback/in_box.html")
        keeping.register(refuse_kept)
        apart.PLACES.add("/voice/")
        form()
