"""How many companies a regime binds, as it is or with other numbers; who changes between two settings or two regimes.

Counts are sums of weights. *Undetermined* and *conflict* are counted apart: they are neither bound nor free, so that what is
said of a regime is a least and a most.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tadasu.law._companies import Numbers
from tadasu.law._expression import Compare, Expression, Years, parts_of
from tadasu.law._facts import fact_of
from tadasu.law._regime import Regime
from tadasu.law._sample import Sample
from tadasu.law._scope import Asked, left_of, verdicts
from tadasu.law._verdict import Verdict, Verdicts
from tadasu.schema import Money, UsageError

NAMES: Mapping[Verdict, str] = {verdict: verdict.name.lower() for verdict in reversed(Verdict)}
"""Verdict -> column of the counts."""
EVERYBODY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """`verdicts` has one a company of the sample. `counts` has a row a group with any companies, in the order of its labels:
    `group`, `companies`, `in`, `undetermined`, `conflict`, `out` (sums of weights), and `rows_in`, how many rows of the
    table `in` rests on."""

    regime: Regime
    asked: Asked
    sample: Sample
    verdicts: Verdicts
    by: str
    counts: pl.DataFrame

    @property
    def total(self) -> Mapping[str, float]:
        """Everybody together, by column of the counts."""
        return _counts(self.sample, "", self.verdicts).row(0, named=True)


def simulate(regime: Regime, sample: Sample, asked: Asked, *, by: str = "") -> Simulation:
    """Ask a regime about every company, and count by one of the sample's groupings; by nothing: all in one row.

    Raises UsageError `by-unknown`, `no-such-parameter`.
    """
    if by and by not in sample.groupings:
        raise UsageError("by-unknown", value=by[:80], known=", ".join(sample.groupings))
    found = verdicts(regime, sample.table.companies, asked)
    return Simulation(
        regime=regime, asked=asked, sample=sample, verdicts=found, by=by, counts=_counts(sample, by, found)
    )


def counted_by(simulation: Simulation, by: str) -> pl.DataFrame:
    """The counts of a simulation by another grouping, without asking again."""
    return _counts(simulation.sample, by, simulation.verdicts)


def compare(first: Simulation, second: Simulation) -> pl.DataFrame:
    """Who changes from the first to the second, by the first one's grouping; both are of one sample.

    `both` are bound by both, `leaves` by the first alone, `joins` by the second alone, `neither` by none, `open` where one
    of the two is undetermined or a conflict; they add up to `companies`. Raises ValueError for two samples.
    """
    if first.sample is not second.sample:
        raise ValueError("two samples")
    one, other = first.verdicts, second.verdicts
    open_ = np.isin(one, _OPEN) | np.isin(other, _OPEN)
    bound, then = one == Verdict.IN, other == Verdict.IN
    masks = {
        "both": bound & then,
        "leaves": bound & ~then & ~open_,
        "joins": ~bound & then & ~open_,
        "neither": ~bound & ~then & ~open_,
    }
    masks["open"] = open_ & ~masks["both"]
    return _summed(first.sample, first.by, masks)


_OPEN = (Verdict.UNDETERMINED, Verdict.CONFLICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRate:
    """No rate is known from a currency to another for a financial year; `companies` that are undetermined have amounts in it."""

    currency: str
    target: str
    year: int
    companies: float


def rates_missing(simulation: Simulation) -> tuple[MissingRate, ...]:
    """The rates without which amounts of companies that are undetermined could not be compared, the most companies first."""
    regime, asked, table = simulation.regime, simulation.asked, simulation.sample.table.companies
    left = None if regime.scope is None else left_of(regime.scope, regime, asked)
    open_ = simulation.verdicts == Verdict.UNDETERMINED
    if left is None or isinstance(left, bool) or not open_.any():
        return ()
    found: dict[tuple[str, str, int], NDArray[np.bool_]] = {}
    for one, ago in _comparisons(left, 0):
        limit, column = asked.value(regime.parameters[one.parameter]), table.columns.get((one.fact, ago))
        if not isinstance(limit, Money) or not isinstance(column, Numbers):
            continue
        year = table.year - ago
        for layer in (column, *column.others):
            for place, currency in enumerate(layer.currencies):
                if layer.currency is None or asked.rates.factor(currency, limit.currency, year) is not None:
                    continue
                having = open_ & (layer.currency == place)
                key = (currency, limit.currency, year)
                found[key] = found.get(key, np.zeros(table.size, np.bool_)) | having
    missing = [
        MissingRate(
            currency=key[0], target=key[1], year=key[2], companies=float(simulation.sample.weight[having].sum())
        )
        for key, having in found.items()
        if having.any()
    ]
    return tuple(sorted(missing, key=lambda one: (-one.companies, one.currency, one.target, one.year)))


def _comparisons(one: Expression, ago: int) -> Iterator[tuple[Compare, int]]:
    """Every comparison with the financial years before the last for which it is asked."""
    if isinstance(one, Compare):
        yield one, ago if fact_of(one.fact).yearly else 0
    agos = range(ago, ago + one.last) if isinstance(one, Years) else (ago,)
    for part in parts_of(one):
        for each in agos:
            yield from _comparisons(part, each)


def _counts(sample: Sample, by: str, found: Verdicts) -> pl.DataFrame:
    summed = _summed(sample, by, {name: found == verdict for verdict, name in NAMES.items()})
    labels, place = _grouped(sample, by)
    rows = np.bincount(place[found == Verdict.IN], minlength=len(labels))
    by_label = dict(zip(labels, rows.tolist(), strict=True))
    return summed.with_columns(pl.Series("rows_in", [by_label[label] for label in summed["group"]], pl.Int64))


def _summed(sample: Sample, by: str, masks: Mapping[str, NDArray[np.bool_]]) -> pl.DataFrame:
    """Sums of weights by group; groups without a company are left out, but not the only one."""
    labels, place = _grouped(sample, by)
    columns = {"group": pl.Series(labels, dtype=pl.String)}
    for name, mask in {"companies": np.ones(sample.size, np.bool_), **masks}.items():
        columns[name] = pl.Series(np.bincount(place, sample.weight * mask, len(labels)))
    present = np.bincount(place, minlength=len(labels)) > 0
    return pl.DataFrame(columns).filter(pl.Series(present | (not by)))


def _grouped(sample: Sample, by: str) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    if not by:
        return (EVERYBODY,), np.zeros(sample.size, np.int32)
    return sample.groupings[by].labels, sample.groupings[by].place
