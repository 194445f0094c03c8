"""`tadasu manage demo_exchange`: invented organisations exchange with one another, made if they do not yet."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.foundation.exchange.demo import exchanges


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Let invented organisations of the demonstration exchange with one another."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """Nothing is printed: it stands on their pages."""
        exchanges()
