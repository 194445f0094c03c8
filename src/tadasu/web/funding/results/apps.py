"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Results(AppConfig):
    """What the funding led to."""

    name = "tadasu.web.funding.results"
    label = "results"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done; say what belongs to an award's sealed words and page, and what its box shows."""
        import_module("tadasu.web.funding.results.access")
        from tadasu.web.foundation.correspondence import beside
        from tadasu.web.foundation.vault import keeping
        from tadasu.web.funding.awards import apart, ways
        from tadasu.web.funding.awards.actions.telling import PURPOSE
        from tadasu.web.funding.results._sealed import WORDS_OF_AWARDS, refuse_kept
        from tadasu.web.funding.results.offered import to_results

        beside.register(PURPOSE, "results/in_box.html")
        keeping.register(refuse_kept)
        apart.register(WORDS_OF_AWARDS)
        ways.register(to_results)
