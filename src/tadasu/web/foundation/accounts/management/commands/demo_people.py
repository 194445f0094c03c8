"""`tadasu manage demo_people`: the invented people of the demonstration, made if they are not there, and how they sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tadasu.schema import UsageError
from tadasu.web.foundation.accounts.demo import code_now, people
from tadasu.wording import error_texts


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented people of the demonstration and print their log-ins."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line a person, after what all of them share."""
        try:
            found = people()
        except UsageError as error:
            raise CommandError(" ".join(error_texts(error, "en"))) from None
        self.stdout.write("Invented people. 架空の人物です。")
        before = ""
        for one in found.people:
            if one.organisation != before:
                self.stdout.write(f"\n{one.organisation}\n  password  {one.password}")
                before = one.organisation
            self.stdout.write(f"  {one.login}")
        self.stdout.write(f"\nSecond factor of all: {code_now()} just now, then `tadasu manage demo_code`, or an app:")
        self.stdout.write(f"  {found.otpauth}")
