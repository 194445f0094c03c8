"""`tadasu manage offer_reset LOGIN --reason "..." [--factors]`: let somebody sign in anew whom no organiser can help, such as
the last organiser; prints the code. Look well whom you give it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.accounts.actions import offer_reset_to
from tadasu.web.foundation.accounts.models import User, normal_login
from tadasu.wording import error_texts


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Print a code with which somebody sets a new password, and with --factors a new second factor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and why."""
        parser.add_argument("login")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--factors", action="store_true")

    def handle(self, *arguments: Any, **said: Any) -> None:
        """The code."""
        try:
            user = User.objects.filter(login__iexact=normal_login(said["login"])).first()
            if user is None:
                raise UsageError("accounts-no-such-login", value=said["login"][:80])
            with acting(SYSTEM):
                code = offer_reset_to(SYSTEM, user=user, factors=said["factors"], reason=said["reason"])
        except UsageError as error:
            raise CommandError(" ".join(error_texts(error, "en"))) from None
        self.stdout.write(code)
