"""`tadasu manage demo_press`: articles of the demonstration. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.evidence.press.demo import WHO, demo_press


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented articles of the demonstration."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line, when something is new."""
        if made := demo_press():
            self.stdout.write(f"\nInvented articles: {made}, added by {WHO}. 架空の記事です。")
