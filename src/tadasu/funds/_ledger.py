"""What stands in the books: balances by any cut, what each flow moved, and every discrepancy.

All of these are sums or follow the numbers of the entries: the order in which entries are handed in changes nothing.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tadasu.funds._amount import Amount
from tadasu.funds._books import Books
from tadasu.funds._entry import MOVES_MONEY, Account, Act, Chart, Entry, Spot
from tadasu.funds._problem import Problem, problem
from tadasu.schema import UsageError

CUTS = ("line", "year", "award", "tranche", "currency", "account")


class Moved(NamedTuple):
    """What a flow moved: into the line (receipt, return, recovery) and out of it (advance, disbursement), less what was reversed.
    `original`: the same in the currency in which it was paid."""

    into: Amount
    out: Amount
    original: Amount


def balances(chart: Chart, entries: Iterable[Entry]) -> Mapping[Spot, int]:
    """Every balance that is not zero, in smallest units, in the order of the spots. Over all accounts they are zero for each line
    and currency: what came in is where it went."""
    return _standing(_read(chart, entries)[0])


def summed(standing: Mapping[Spot, int], *cut: str) -> Mapping[tuple[object, ...], int]:
    """Balances added up over all that the cut does not name.

    `summed(balances(chart, entries), "line", "account")` is what stands in each account of each line; without a cut it is zero.
    Without `currency` in it a cut is only asked of one currency: UsageError for another, and for an unknown word.
    """
    if unknown := [one for one in cut if one not in CUTS]:
        raise UsageError("funds-cut", value=unknown[0], known=", ".join(CUTS))
    units = sorted({spot.currency for spot in standing})
    if "currency" not in cut and "line" not in cut and len(units) > 1:
        raise UsageError("funds-currencies-mixed", one=units[0], other=units[1])
    found: dict[tuple[object, ...], int] = {}
    for spot, minor in standing.items():
        key = tuple(getattr(spot, name) for name in cut)
        found[key] = found.get(key, 0) + minor
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: tuple(str(one) for one in item[0]))))


def moved(entries: Iterable[Entry]) -> Mapping[str, Moved]:
    """Flow -> what it moved. A payment less what was returned of it are two flows.

    The sum over all flows of what went out, less what returned and was recovered, is what stands in `advanced` and `spent`.
    """
    ordered = tuple(entries)
    acts = {one.id: one.act for one in ordered}
    found: dict[str, Moved] = {}
    for one in ordered:
        back = one.act is Act.REVERSAL
        act = acts.get(one.reverses, one.act) if back else one.act
        if one.flow and act in MOVES_MONEY:
            found[one.flow] = _with(found.get(one.flow), one, -1 if back else 1, act in (Act.ADVANCE, Act.DISBURSEMENT))
    return MappingProxyType(dict(sorted(found.items())))


def refusals(chart: Chart, entries: Iterable[Entry], entry: Entry) -> tuple[Problem, ...]:
    """Why an entry may not be added to those that are there; nothing when it may. Only entries of the same line, tranche and flow
    decide, and all ids and numbers: a caller may hand in those alone."""
    return _read(chart, entries)[0].refusals(entry)


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
    books, found = _read(chart, ordered)
    if told is not None:
        standing = _standing(books)
        for spot in sorted({*told, *standing}):
            if told.get(spot, 0) != standing.get(spot, 0):
                at = "/".join(str(one) for one in spot)
                found.append(problem("balance-differs", at, counted=standing.get(spot, 0), told=told.get(spot, 0)))
    if flows is not None:
        found += _flow_differences(moved(ordered), flows)
    return tuple(found)


def _read(chart: Chart, entries: Iterable[Entry]) -> tuple[Books, list[Problem]]:
    books, found = Books(chart), list[Problem]()
    for entry in sorted(entries, key=lambda one: (one.number, one.id)):
        found += books.read(entry)
    return books, found


def _standing(books: Books) -> Mapping[Spot, int]:
    return MappingProxyType(dict(sorted((spot, minor) for spot, minor in books.balances.items() if minor)))


def _with(before: Moved | None, entry: Entry, sign: int, out: bool) -> Moved:
    paid = entry.original or entry.amount
    zero, zero_paid = Amount(0, entry.amount.currency), Amount(0, paid.currency)
    into, gone, original = before or Moved(zero, zero, zero_paid)
    amount = entry.amount if sign > 0 else -entry.amount
    changed = paid if sign > 0 else -paid
    return Moved(into if out else into + amount, gone + amount if out else gone, original + changed)


def _flow_differences(counted: Mapping[str, Moved], told: Mapping[str, Amount]) -> list[Problem]:
    found = []
    for flow in sorted({*counted, *told}):
        here = counted[flow].original if flow in counted else None
        there = told.get(flow)
        if here is None or there is None:
            if (here or there) and (here or there or Amount(0, "JPY")).minor:
                found.append(problem("flow-unknown", flow))
        elif here != there:
            said = {"counted": f"{here.minor} {here.currency}", "told": f"{there.minor} {there.currency}"}
            found.append(problem("flow-differs", flow, **said))
    return found


PAID = (Account.ADVANCED, Account.SPENT)
"""What was paid and did not come back."""
