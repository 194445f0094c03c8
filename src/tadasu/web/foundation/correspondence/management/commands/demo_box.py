"""`tadasu manage demo_box`: the box of the demonstration, made if it is not there, and who answers."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from tadasu.web.foundation.correspondence.demo import demo_box


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the box of the demonstration and print where it is opened and who answers."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """Three lines."""
        found = demo_box()
        if found is None:
            return
        address = reverse("correspondence-counter", args=[found.counter.id])
        self.stdout.write("\nLetters without an account. アカウントなしの連絡。")
        self.stdout.write(f"  open a box at {address}, come back to it at {reverse('correspondence-box')}")
        self.stdout.write(f"  answered by {', '.join(found.readers)}")
        self.stdout.write(f"  passphrase of their keys  {found.passphrase}")
