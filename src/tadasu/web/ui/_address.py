"""What the address of a page asks of a table, and the address that asks it: a link is the view."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

MOST_TEXT = 200
"""Characters of a search; more is cut."""

SORT, TEXT, PAGE, AS = "sort", "q", "page", "as"
CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a table can be asked: columns by which it may be ordered, choices by filter, whether it is searched and may be had as
    a file, and what its parameters begin with."""

    sorts: frozenset[str]
    choices: Mapping[str, frozenset[str]]
    searched: bool
    file: bool
    order: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked. `left_out` names parameters that the table does not know, or whose values it does not know."""

    known: Known
    sort: str = ""
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    csv: bool = False
    left_out: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    @property
    def column(self) -> str:
        """The column by which the rows are ordered; empty for the order in which they came."""
        return self.sort.removeprefix("-")

    @property
    def down(self) -> bool:
        """From the greatest to the least."""
        return self.sort.startswith("-")

    @property
    def filtered(self) -> bool:
        """Whether anything is left out of the rows."""
        return bool(self.text or self.chosen)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters, in a fixed order, without those that say what would hold anyway."""
        prefix = self.known.prefix
        own = [(TEXT, self.text), *sorted(self.chosen.items())]
        own.append((SORT, self.sort if self.sort != self.known.order else ""))
        own.append((PAGE, str(self.page) if self.page > 1 else ""))
        own.append((AS, CSV if self.csv else ""))
        return [*self.others, *((prefix + name, value) for name, value in own if value)]

    def hidden(self) -> list[tuple[str, str]]:
        """What a form that searches and filters has to carry along."""
        order = (self.known.prefix + SORT, self.sort)
        return [*self.others, *([order] if self.sort != self.known.order else [])]

    def link(self, **changes: Any) -> str:
        """The address of this view with changes; it begins with `?`. Another order or filter begins at the first page."""
        if "page" not in changes:
            changes["page"] = 1
        return "?" + urlencode(replace(self, csv=bool(changes.pop("csv", False)), **changes).pairs())


def asked(params: Mapping[str, str], known: Known) -> Asked:
    """Read the parameters of an address. What is not known is left out and named, never an error."""
    prefix, left_out = known.prefix, []
    chosen: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    sort, text, page, csv = known.order, "", 1, False
    for name in params:
        value = params[name].replace("\0", "").strip()
        own = name.removeprefix(prefix) if name.startswith(prefix) else None
        if own is None:
            others.append((name, value))
        elif own == TEXT and (known.searched or not value):
            text = " ".join(value.split())[:MOST_TEXT].strip()
        elif own == AS and value == CSV and known.file:
            csv = True
        elif own == SORT and value.removeprefix("-") in known.sorts:
            sort = value
        elif own == PAGE and value.isascii() and value.isdecimal() and 0 < len(value) < 8 and int(value) > 0:
            page = int(value)
        elif own in known.choices and (not value or value in known.choices[own]):
            chosen |= {own: value} if value else {}
        else:
            left_out.append(name[:MOST_TEXT])
    return Asked(
        known=known,
        sort=sort,
        text=text,
        chosen=chosen,
        page=page,
        csv=csv,
        left_out=tuple(left_out),
        others=tuple(others),
    )
