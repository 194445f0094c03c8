"""What a reader notes on the way: problems that do not refuse the file, each unknown value said once."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tadasu.lists._entity import parse_date, unique
from tadasu.lists._problems import problem
from tadasu.lists._source import Source
from tadasu.places import country_code
from tadasu.schema import Entity, Problem


class Notes:
    """The problems of one reading, in the order they were met.

    A value that is not understood (a country, a date, a type) is noted the first time it is met and not again.
    """

    def __init__(self, path: Path, source: Source) -> None:
        self._path = path
        self._source = source
        self._problems: list[Problem] = []
        self._said: set[tuple[str, str]] = set()
        self._codes: dict[str, str | None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been noted."""
        return tuple(self._problems)

    def note(self, code: str, *, row: int = 0, column: str = "", value: str = "", **params: object) -> None:
        """Note a problem of the room's table."""
        self._problems.append(problem(code, self._path, row=row, column=column, value=value, **params))

    def once(self, code: str, *, row: int, column: str, value: str) -> None:
        """Note a value that is not understood, unless it was noted before."""
        if (code, value) not in self._said:
            self._said.add((code, value))
            self.note(code, row=row, column=column, value=value)

    def countries(self, texts: Iterable[str], *, row: int, column: str) -> tuple[str, ...]:
        """Country codes of names or codes, in their order, without repetition; unknown ones are noted and left out."""
        return unique(self._country(self._source.clean(text), row, column) for text in texts)

    def repeated(self, entity: Entity) -> None:
        """Note that the publisher gave one number to two records; for `numbered_apart`."""
        self.note("duplicate-number", row=entity.origin.row, number=entity.id.partition(":")[2])

    def date(self, text: str, *formats: str, row: int, column: str) -> date | None:
        """The date, or None: silently for an empty cell, with a note for one that is not understood."""
        text = self._source.clean(text)
        found = parse_date(text, *formats)
        if text and found is None:
            self.once("bad-date", row=row, column=column, value=text)
        return found

    def _country(self, text: str, row: int, column: str) -> str | None:
        if not text:
            return None
        if text not in self._codes:
            self._codes[text] = country_code(text)
        if self._codes[text] is None:
            self.once("unknown-country", row=row, column=column, value=text)
        return self._codes[text]
