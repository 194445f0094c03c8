"""The supplier file, part by part, and what is found in its parts: memory does not grow with the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tadasu.cli._columns import columns_for, columns_text
from tadasu.cli._listed import show_remarks
from tadasu.cli._terminal import Terminal
from tadasu.names import is_legal_form
from tadasu.places import country_code
from tadasu.readers import EntityFile, entity_parts, save_map
from tadasu.schema import Entity, Match
from tadasu.screening import Screening

AT_A_TIME = 200_000
"""Suppliers that are held in memory and screened together; those that match nothing are then let go. The answer to one does
not depend on the others."""


class Suppliers:
    """The suppliers of a file, a part at a time, or all at once with `whole`; the column map is saved in `map_to`.

    `columns` (the map that was used, in words) and `digest` are known after the first part.
    """

    def __init__(
        self, path: Path, terminal: Terminal, *, columns: str | None, whole: bool, map_to: Path | None
    ) -> None:
        self._path, self._terminal, self._map_to = path, terminal, map_to
        self._chosen, self._size = columns, None if whole else AT_A_TIME
        self._parts: Iterator[EntityFile] | None = None
        self.columns, self.digest = "", ""

    def next(self) -> tuple[Entity, ...] | None:
        """The suppliers of the next part, or None. Raises InputError when anything in the file so far is an error."""
        with self._terminal.step("cli.step.suppliers", file=self._path.name):
            first = self._parts is None
            if self._parts is None:
                self._parts = entity_parts(
                    self._path,
                    size=self._size,
                    columns=columns_for(self._chosen, self._path),
                    list_id=self._path.name,
                    country_code=country_code,
                    is_legal_form=is_legal_form,
                )
            part = next(self._parts, None)
        if part is None:
            return None
        if first:
            self._say(part)
        show_remarks(part.problems, self._path.name, self._terminal)
        return part.entities

    def _say(self, part: EntityFile) -> None:
        self.columns, self.digest = columns_text(part.columns), part.digest
        format = part.layout.format
        self._terminal.note(self._terminal.text("cli.read", file=self._path.name, format=format, columns=self.columns))
        if self._map_to:
            save_map(part.columns, self._map_to)
            self._terminal.note(self._terminal.text("cli.map.saved", file=self._map_to.name))


@dataclass(slots=True)
class Found:
    """The matches of all parts, and the suppliers that have any."""

    matches: list[Match] = field(default_factory=list)
    queries: dict[str, Entity] = field(default_factory=dict)
    screened: int = 0
    seconds: float = 0.0
    names: int = 0
    compared: int = 0

    def take(self, suppliers: Sequence[Entity], screening: Screening) -> None:
        """Add a part; suppliers without a match are not kept."""
        matched = {match.query_id for match in screening.matches}
        self.matches += screening.matches
        self.queries |= {str(each.id): each for each in suppliers if each.id in matched}
        self.screened += screening.queries
        self.seconds += screening.seconds
        self.names += screening.names
        self.compared += screening.compared

    def screening(self, *, listed: int) -> Screening:
        """All parts as one."""
        return Screening(
            matches=tuple(self.matches),
            queries=self.screened,
            listed=listed,
            seconds=self.seconds,
            names=self.names,
            compared=self.compared,
        )
