"""A release of grants: what everybody gets to see. Other rooms write IATI, 360Giving and pages from it and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tadasu.release._grant import ALL, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell or a total. `amount` and `count` (of grants) are rounded; both None where they are hidden, both 0 where there is
    nothing."""

    programme: str
    region: str
    year: str
    amount: int | None
    count: int | None

    @property
    def cell(self) -> Cell:
        return self.programme, self.region, self.year

    @property
    def hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One grant. `id` is random. Neutral (`public` false): region, year, perhaps purpose and band (its lower end), and a phrase
    of the policy by its code. Public: with what consent was given to; `grantee_named` says that the caller may name the grantee.
    `period` is a year. What is not told is empty or None."""

    id: str
    public: bool
    programme: str
    region: str
    period: str
    phrase: str
    country: str = ""
    purpose: str = ""
    band: int | None = None
    amount: int | None = None
    start: date | None = None
    end: date | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    intermediary: str = ""
    grantee_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """`figures` hold every cell and total over the three axes, of protected grants (L1, L2); public ones (L0) stand only in
    `records` and are in no figure. An axis with one label has no total over it. `policy` is the digest of the policy."""

    day: date
    policy: str
    programmes: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[str, ...]
    amount_base: int
    count_base: int
    figures: tuple[Figure, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionStatement:
    """What a reader is told about what is left out: numbers that follow from the release itself, so that they tell nothing more.

    `counted` and `amount`: all protected grants, None where the total is hidden. `recorded`: those with a record of their own.
    `hidden` of `cells` that are no totals are hidden. `phrases`: codes of the policy that go with every release, whether
    something was left out or not.
    """

    policy: str
    counted: int | None
    amount: int | None
    recorded: int
    cells: int
    hidden: int
    phrases: tuple[str, ...] = ("scope", "withheld")


def exclusion_statement(release: Release) -> ExclusionStatement:
    """The statement that goes with a release."""
    by_cell = {one.cell: one for one in release.figures}
    whole = by_cell.get(_whole(release))
    inner = [one for one in release.figures if _is_inner(release, one.cell)]
    return ExclusionStatement(
        policy=release.policy,
        counted=whole.count if whole else 0,
        amount=whole.amount if whole else 0,
        recorded=sum(not one.public for one in release.records),
        cells=len(inner),
        hidden=sum(one.hidden for one in inner),
    )


def _whole(release: Release) -> Cell:
    a, b, c = (axis[0] if len(axis) == 1 else ALL for axis in (release.programmes, release.regions, release.years))
    return a, b, c


def _is_inner(release: Release, cell: Cell) -> bool:
    return ALL not in cell
