"""What apps above keep sealed of an award in rows of their own: opened with it, read by whoever reads it, and ended with it. They
register when they start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tadasu.web.funding.awards.models import Award


@dataclass(frozen=True, slots=True)
class Apart:
    """`records`: of an award the vault's records, each with what it is called on a page; `let_go`: their rows name them no
    more."""

    records: Callable[[Award], Mapping[UUID, str]]
    let_go: Callable[[Award], None]


_APART: list[Apart] = []


def register(one: Apart) -> None:
    """In the `ready` of an app, once."""
    if one not in _APART:
        _APART.append(one)


def records_apart(award: Award) -> dict[UUID, str]:
    """Record -> what it is called, of all apps."""
    return {record: name for one in _APART for record, name in one.records(award).items()}


def let_go_apart(award: Award) -> None:
    """Before the records are erased."""
    for one in _APART:
        one.let_go(award)
