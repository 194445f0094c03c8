"""`tadasu manage dry_run REGIME FILE`: walk through a procedure without a case (docs/procedures.md)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tadasu.law import Asked, procedure_of
from tadasu.reports import in_words
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._words import rule
from tadasu.web.foundation.procedure.walking import Walked, lines_of, walk
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence


class Command(BaseCommand):
    """States and last days, line by line."""

    help = "Walk through the procedure of a regime: states, whose turn it is, the last days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The regime and the file."""
        parser.add_argument("regime")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """As far as it may be gone; then what is wrong."""
        try:
            lines = lines_of(options["file"].read_text(encoding="utf-8"))
            procedure = procedure_of(options["regime"], Asked(on=lines[0]["day"]))
            last = None
            for one in walk(procedure, lines):
                last = one
                state = procedure.states[one.position.state]
                owner = in_words(procedure.actors[state.owner], language())
                name = in_words(state.names, language())
                self.stdout.write(f"{one.line:>3}  {one.event.day}  {name} · {owner} · {_time(one)}")
            for part, moves in (last.offers if last is not None else {}).items():
                acting = in_words(procedure.actors[part], language())
                for move in moves:
                    to = in_words(procedure.states[move.to].names, language())
                    self.stdout.write(f"     → {acting}: {in_words(move.names, language())} ({move.id}) → {to}")
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        except UsageError as error:
            raise CommandError(sentence(error)) from None


def _time(one: Walked) -> str:
    if one.time.due is None:
        return "-"
    return f"{one.time.due} ({rule(one.time)})"
