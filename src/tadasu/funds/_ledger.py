"""What stands in the books: balances by any cut, what each flow moved, and every discrepancy.

All of these are sums or follow the numbers of the entries: the order in which entries are handed in changes nothing.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tadasu.funds._amount import Amount
from tadasu.funds._books import Books
from tadasu.funds._entry import MOVES_MONEY, PAYS, Account, Act, Chart, Entry, Spot
from tadasu.funds._fiscal import YearBalance
from tadasu.funds._problem import Problem, problem
from tadasu.schema import UsageError

CUTS = ("line", "year", "award", "tranche", "currency", "account")


class Moved(NamedTuple):
    """What a flow moved, less what was reversed: into the line (receipt, return, recovery), out of it (advance, disbursement),
    and in the currency in which it was paid. An amount a currency, none that is zero; a sound flow has one currency."""

    into: tuple[Amount, ...]
    out: tuple[Amount, ...]
    original: tuple[Amount, ...]


def balances(chart: Chart, entries: Iterable[Entry]) -> Mapping[Spot, int]:
    """Every balance that is not zero, in smallest units, in the order of the spots. Over all accounts they are zero for each line
    and currency: what came in is where it went."""
    return _by_spot(_taken(chart, entries))


def summed(by_spot: Mapping[Spot, int], *cut: str) -> Mapping[tuple[object, ...], int]:
    """Balances added up over all that the cut does not name.

    `summed(balances(chart, entries), "line", "account")` is what stands in each account of each line; without a cut it is zero.
    Without `currency` in it a cut is only asked of one currency: UsageError for another, and for an unknown word.
    """
    if unknown := [one for one in cut if one not in CUTS]:
        raise UsageError("funds-cut", value=unknown[0], known=", ".join(CUTS))
    units = sorted({spot.currency for spot in by_spot})
    if "currency" not in cut and "line" not in cut and len(units) > 1:
        raise UsageError("funds-currencies-mixed", one=units[0], other=units[1])
    found: dict[tuple[object, ...], int] = {}
    for spot, minor in by_spot.items():
        key = tuple(getattr(spot, name) for name in cut)
        found[key] = found.get(key, 0) + minor
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: tuple(str(one) for one in item[0]))))


def year_balances(chart: Chart, by_spot: Mapping[Spot, int]) -> tuple[YearBalance, ...]:
    """What `year_end_alerts` asks of every year of every line that is no fund of several years."""
    found: dict[tuple[str, int], dict[Account, int]] = {}
    for spot, minor in by_spot.items():
        if spot.line in chart.lines and chart.lines[spot.line].closing is None:
            by = found.setdefault((spot.line, spot.year), {})
            by[spot.account] = by.get(spot.account, 0) + minor
    return tuple(
        YearBalance(
            line=line,
            year=year,
            calendar=chart.lines[line].calendar,
            uncommitted=Amount(by.get(Account.AVAILABLE, 0), chart.lines[line].currency),
            unpaid=Amount(by.get(Account.COMMITTED, 0), chart.lines[line].currency),
            carries=chart.lines[line].carries,
        )
        for (line, year), by in sorted(found.items())
    )


def moved(entries: Iterable[Entry]) -> Mapping[str, Moved]:
    """Flow -> what it moved. A payment less what was returned of it are two flows.

    The sum over all flows of what went out, less what returned and was recovered, is what stands in `advanced` and `spent`.
    """
    ordered = tuple(entries)
    acts = {one.id: one.act for one in ordered}
    found: dict[str, dict[tuple[str, str], int]] = {}
    for one in ordered:
        back = one.act is Act.REVERSAL
        act = acts.get(one.reverses, one.act) if back else one.act
        if one.flow and act in MOVES_MONEY:
            sums = found.setdefault(one.flow, {})
            paid = one.original or one.amount
            for way, amount in (("out" if act in PAYS else "into", one.amount), ("original", paid)):
                key = (way, amount.currency)
                sums[key] = sums.get(key, 0) + (-amount.minor if back else amount.minor)
    return MappingProxyType({flow: Moved(*(_of(found[flow], way) for way in Moved._fields)) for flow in sorted(found)})


def refusals(chart: Chart, entries: Iterable[Entry], entry: Entry) -> tuple[Problem, ...]:
    """Why an entry may not be added to those that are there; nothing when it may. Only entries of the same line, tranche and flow
    decide, and all ids and numbers: a caller may hand in those alone."""
    return _taken(chart, entries).refusals(entry)


def reconcile(
    chart: Chart,
    entries: Iterable[Entry],
    *,
    told: Mapping[Spot, int] | None = None,
    flows: Mapping[str, Amount] | None = None,
) -> tuple[Problem, ...]:
    """Every discrepancy, in the order of the books; nothing when all is well.

    Each entry is held against all rules after those with smaller numbers; one that breaks them is counted all the same, since it
    is in the books. `told`: balances kept elsewhere (a table, a statement), of which none may differ or lack. `flows`: what each
    flow moved by another record (a bank's, an intermediary's), in the currency in which it was paid.
    """
    ordered = tuple(entries)
    books, found = Books(chart), list[Problem]()
    for entry in _in_order(ordered):
        found += books.read(entry)
    if told is not None:
        by_spot = _by_spot(books)
        for spot in sorted({*told, *by_spot}):
            if told.get(spot, 0) != by_spot.get(spot, 0):
                at = "/".join(str(one) for one in spot)
                found.append(problem("balance-differs", at, counted=by_spot.get(spot, 0), told=told.get(spot, 0)))
    if flows is not None:
        found += _flow_differences(moved(ordered), flows)
    return tuple(found)


def _taken(chart: Chart, entries: Iterable[Entry]) -> Books:
    books = Books(chart)
    for entry in _in_order(entries):
        books.take(entry)
    return books


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.number, one.id))


def _by_spot(books: Books) -> Mapping[Spot, int]:
    return MappingProxyType(dict(sorted((spot, minor) for spot, minor in books.balances.items() if minor)))


def _of(sums: Mapping[tuple[str, str], int], way: str) -> tuple[Amount, ...]:
    return tuple(Amount(minor, currency) for (one, currency), minor in sorted(sums.items()) if one == way and minor)


def _flow_differences(counted: Mapping[str, Moved], told: Mapping[str, Amount]) -> list[Problem]:
    found = []
    for flow in sorted({*counted, *told}):
        here = counted[flow].original if flow in counted else ()
        there = (told[flow],) if flow in told and told[flow].minor else ()
        if here != there:
            if flow in counted and flow in told:
                found.append(problem("flow-differs", flow, counted=_plain(here), told=_plain(there)))
            else:
                found.append(problem("flow-unknown", flow))
    return found


def _plain(amounts: tuple[Amount, ...]) -> str:
    return ", ".join(f"{one.minor} {one.currency}" for one in amounts) or "0"
