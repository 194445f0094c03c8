"""Which column of a file of companies holds what: proposed from header words, shown to the user, overridden."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from tadasu.readers._problems import Severity, found, severity
from tadasu.readers._shapes import Layout
from tadasu.readers._words import field_of
from tadasu.schema import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Header cell of each field, empty where the file has none.

    `aliases` are several columns, each cell of which may hold several names; `address` columns are joined in this
    order; `identifiers` are pairs (column, scheme), for example ("法人番号", "jp-corporate-number"). `programme`, `listed_on`
    and `source_url` are for lists: by what, since when, and where it can be read.
    """

    name: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    address: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    goods: str = ""
    programme: str = ""
    listed_on: str = ""
    source_url: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is used, once."""
        single = (self.id, self.name, *self.aliases, self.country, *self.address)
        listing = (self.programme, self.listed_on, self.source_url)
        used = (*single, *(column for column, _ in self.identifiers), self.goods, *listing)
        return tuple(dict.fromkeys(column for column in used if column))


def propose(layout: Layout) -> ColumnMap:
    """The map that the header words suggest; `name` is empty when no column is known to hold names.

    The most direct header wins, then the first in the file. Columns that give the name in another language are aliases,
    unless there is no other name column.
    """
    meanings = [(column, *field_of(column)) for column in layout.columns]
    name = _first(meanings, "name") or _first(meanings, "name-variant")
    aliases = tuple(c for c, field, _ in meanings if field in ("name-variant", "alias") and c != name)
    return ColumnMap(
        id=_first(meanings, "id"),
        name=name,
        aliases=aliases,
        country=_first(meanings, "country"),
        address=tuple(column for column, field, _ in meanings if field == "address"),
        identifiers=tuple(
            (column, field.partition(":")[2]) for column, field, _ in meanings if field.startswith("identifier:")
        ),
        goods=_first(meanings, "goods"),
        programme=_first(meanings, "programme"),
        listed_on=_first(meanings, "listed-on"),
        source_url=_first(meanings, "source-url"),
    )


def other_names(layout: Layout, columns: ColumnMap) -> tuple[str, ...]:
    """Columns that could be the name as well as the one chosen."""
    return tuple(column for column in layout.columns if field_of(column)[0] == "name" and column not in columns.columns)


def layout_problems(file: str, used: Iterable[str], layout: Layout) -> tuple[Problem, ...]:
    """What the layout tells of the used columns: its warnings, its errors in them, and columns that are not there.

    An error in a column that is not used does not count.
    """
    used = tuple(column for column in used if column)
    warnings = (
        problem for problem in layout.warnings if severity(problem) is not Severity.ERROR or problem.column in used
    )
    return (*warnings, *_unknown_columns(file, used, layout))


def _unknown_columns(file: str, used: Iterable[str], layout: Layout) -> tuple[Problem, ...]:
    """A problem for each used column that the file does not have, with those it has."""
    present = "; ".join(layout.columns)
    return tuple(
        found(
            "column-not-found", file, row=layout.header_row, column=column, value=column, columns=present,
            nearest=next(iter(get_close_matches(column, layout.columns, n=1, cutoff=0.5)), ""),
        )
        for column in used
        if column not in layout.columns
    )  # fmt: skip


def _first(meanings: Iterable[tuple[str, str, int]], wanted: str) -> str:
    matching = [
        (directness, place, column) for place, (column, field, directness) in enumerate(meanings) if field == wanted
    ]
    return min(matching)[-1] if matching else ""
