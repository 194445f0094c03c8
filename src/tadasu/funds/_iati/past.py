"""Who gave how much to where and for what in which year, from files that givers publish.

Counted: outgoing commitments (2), disbursements (3) and expenditure (4), each by itself, with the reporter as the giver. Left
out: what a reporter receives, what it reports for somebody else, what it moves within itself, and an activity that is there
twice.

A gift that is given on appears in the file of each giver. Within one giver nothing is counted twice; a total over givers is the
sum of rows that do not go `onward`: to somebody who reports here as well and tells what became of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tadasu.funds._file_problems import found
from tadasu.funds._iati.rows import IatiActivityRead, IatiActivityRow, IatiShareRow, IatiTransactionRow
from tadasu.schema import Problem

FLOWS = {"2": "commitment", "3": "disbursement", "4": "expenditure"}
CENT = Decimal("0.01")
UNKNOWN = ""
"""Of a place or a purpose that the file does not say, or does not say how much of."""

_Row = tuple[str, str, str, int, str, str]
"""Of a sum all but whether it goes onward, which is known only when every giver is."""

_Levels = dict[tuple[str, str], dict[int, tuple[str, int]]]
"""Reporter and kind of flow -> level -> file and line of the first there."""

_NEAR_HUNDRED = (Decimal(99), Decimal(101))
"""Percentages that are meant to be 100 and were rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiFunding:
    """A sum. `place` is a country (alpha-2, small) or a DAC region's number, `purpose` a DAC purpose; "" where unknown.
    `year` is that of the flow's day, in which the amount was not converted."""

    donor: str
    place: str
    purpose: str
    year: int
    flow: str
    currency: str
    onward: bool
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiFundingRead:
    """Rows by all their fields; `left_out` counts transactions by reason."""

    rows: tuple[IatiFunding, ...]
    left_out: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


def iati_funding(files: Iterable[tuple[str, Iterable[IatiActivityRead]]]) -> IatiFundingRead:
    """From files (name and activities). Parts of a transaction add up to it to the cent.

    Reasons to leave out: `incoming`, `other-kind`, `not-own` (another gives), `own` (to itself), `secondary`, `repeated`,
    `incomplete` (no day, amount, currency or reporter). A reporter with flows of one kind on two levels is a problem
    `iati-hierarchies`: it may count its own money twice, and we do not know which to leave out.
    """
    left_out: Counter[str] = Counter()
    owners: dict[str, str] = {}
    levels: _Levels = {}
    parts: dict[tuple[_Row, str, str], Decimal] = defaultdict(Decimal)
    for flow in _flows(files, left_out, owners):
        levels.setdefault((flow.reporter, flow.kind), {}).setdefault(flow.hierarchy, (flow.file, flow.line))
        for place, purpose, part in split(flow.amount, flow.places, flow.purposes):
            row = (flow.reporter, place, purpose, flow.on.year, flow.kind, flow.currency)
            parts[row, flow.receiver, flow.receiver_activity] += part
    givers = {reporter for reporter, _ in levels}
    sums: dict[tuple[_Row, bool], Decimal] = defaultdict(Decimal)
    for (row, receiver, activity), part in parts.items():
        sums[row, not givers.isdisjoint({receiver, owners.get(activity)} - {row[0]})] += part
    return IatiFundingRead(
        rows=tuple(_sum(*row, onward, sums[row, onward]) for row, onward in sorted(sums)),
        left_out=tuple(sorted(left_out.items())),
        problems=tuple(_hierarchies(levels)),
    )


def _sum(
    donor: str, place: str, purpose: str, year: int, flow: str, currency: str, onward: bool, amount: Decimal
) -> IatiFunding:
    return IatiFunding(
        donor=donor,
        place=place,
        purpose=purpose,
        year=year,
        flow=flow,
        currency=currency,
        onward=onward,
        amount=amount,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    reporter: str
    hierarchy: int
    line: int
    file: str
    kind: str
    on: date
    amount: Decimal
    currency: str
    receiver: str
    receiver_activity: str
    places: Sequence[tuple[str, Decimal]]
    purposes: Sequence[tuple[str, Decimal]]


def _flows(
    files: Iterable[tuple[str, Iterable[IatiActivityRead]]], left_out: Counter[str], owners: dict[str, str]
) -> Iterator[_Flow]:
    """Every flow that counts; `owners` is filled with activities and who reports them."""
    for file, activities in files:
        for read in activities:
            repeated = read.activity.identifier in owners
            owners.setdefault(read.activity.identifier, read.activity.reporter)
            for one in read.transactions:
                reason = "repeated" if repeated else _reason(one, read.activity)
                if reason:
                    left_out[reason] += 1
                else:
                    yield _flow(one, read.activity, file)


def _reason(one: IatiTransactionRow, activity: IatiActivityRow) -> str:
    """Why a transaction does not count, or ""."""
    if one.kind in ("1", "11", "13"):
        return "incoming"
    if one.kind not in FLOWS:
        return "other-kind"
    if activity.secondary:
        return "secondary"
    if one.on is None or one.amount is None or not one.currency or not activity.reporter:
        return "incomplete"
    if one.provider and one.provider != activity.reporter:
        return "not-own"
    return "own" if one.receiver == activity.reporter and one.kind != "4" else ""


def _flow(one: IatiTransactionRow, activity: IatiActivityRow, file: str) -> _Flow:
    assert one.on is not None
    assert one.amount is not None
    places = [*(one.countries or ()), *_dac(one.regions)] or [*activity.countries, *_dac(activity.regions)]
    return _Flow(
        reporter=activity.reporter,
        hierarchy=activity.hierarchy,
        line=activity.line,
        file=file,
        kind=FLOWS[one.kind],
        on=one.on,
        amount=one.amount,
        currency=one.currency,
        receiver=one.receiver,
        receiver_activity=one.receiver_activity,
        places=_shares(places),
        purposes=_shares(_dac(one.sectors) or _dac(activity.sectors)),
    )


def _dac(rows: Iterable[IatiShareRow]) -> list[IatiShareRow]:
    return [row for row in rows if row.vocabulary == "1"]


def _shares(rows: Sequence[IatiShareRow]) -> list[tuple[str, Decimal]]:
    """Codes with their parts of 1; one unknown code with the whole where the file does not say how it is divided."""
    if len(rows) == 1 and rows[0].percentage in (None, 100):
        return [(rows[0].code.lower() or UNKNOWN, Decimal(1))]
    percentages = [row.percentage for row in rows if row.percentage is not None]
    whole = sum(percentages, Decimal(0))
    if not rows or len(percentages) < len(rows) or not _NEAR_HUNDRED[0] <= whole <= _NEAR_HUNDRED[1]:
        return [(UNKNOWN, Decimal(1))]
    return [(row.code.lower() or UNKNOWN, share / whole) for row, share in zip(rows, percentages, strict=True)]


def split(
    amount: Decimal, places: Sequence[tuple[str, Decimal]], purposes: Sequence[tuple[str, Decimal]]
) -> list[tuple[str, str, Decimal]]:
    """The amount by place and purpose, in cents; what rounding leaves goes to the largest part, the first of equals.

    >>> split(Decimal(100), [("mm", Decimal(1))], [("15153", Decimal(1) / 3), ("15160", Decimal(2) / 3)])
    [('mm', '15153', Decimal('33.33')), ('mm', '15160', Decimal('66.67'))]
    """
    weights = [(place, purpose, a * b) for place, a in places for purpose, b in purposes]
    parts = [(amount * weight).quantize(CENT) for _, _, weight in weights]
    largest = max(range(len(weights)), key=lambda number: (weights[number][2], -number))
    parts[largest] += amount - sum(parts, Decimal(0))
    return [(place, purpose, part) for (place, purpose, _), part in zip(weights, parts, strict=True)]


def _hierarchies(levels: _Levels) -> Iterator[Problem]:
    for (reporter, _), found_at in sorted(levels.items()):
        if len(found_at) > 1:
            file, line = next(iter(found_at.values()))
            yield found("iati-hierarchies", file, line=line, path="@hierarchy", value=reporter)
