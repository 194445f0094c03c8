"""`tadasu manage demo_code`: the six digits that every person of the demonstration types as second factor just now."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.foundation.accounts.demo import code_now


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Print the present code of the demonstration; it changes every half minute."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """The code."""
        self.stdout.write(code_now())
