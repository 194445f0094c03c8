"""What a ban on goods would touch, told from an assessment of declarations and from what the ban forbids as it is set.

*Touched* is what findings that suffice for it hold, *perhaps* what they or others reach otherwise. What could not be followed
is *untraceable* and never counted as untouched: the first two are a least and, with the third, a most. A value that nobody
declared is not known, and never nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from tadasu.assessment._assess import Assessment
from tadasu.assessment._banned import Banned
from tadasu.assessment._border import flow_over
from tadasu.assessment._columns import most_used, value_in
from tadasu.assessment._touched import TOUCHES, Retraced, Touch, touched
from tadasu.law import Asked, Regime, Simulation, Verdict, lies_in
from tadasu.schema import Declaration, Flow, UsageError

NOT_IN_TABLE = "not-in-table"
"""Of an importer that the table of companies does not have."""
_ORDER = {name: n for n, name in enumerate(("in", "undetermined", "conflict", "out", NOT_IN_TABLE))}
TIER_WITH, TIER_WITHOUT = "tier_ban", "tier_other"
"""Parameters of the tariff: for economies with a ban, for the others."""
LINES = pl.Schema(
    {
        "declaration": pl.String,
        "flow": pl.String,
        "touch": pl.String,
        "spared": pl.Boolean,
        "chapter": pl.String,
        "heading": pl.String,
        "origin": pl.String,
        "seller": pl.String,
        "buyer": pl.String,
        "value": pl.Float64,
    }
)
BY = ("chapter", "heading", "origin", "flow")
"""What a ban may be counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """`every` has a row a declaration that goes over the border of the ban or stays within it (schema LINES): `flow` by that
    border, `touch` empty where the ban does not forbid that flow, `spared` where it is untouched because too little of it is
    tainted, `seller` and `buyer` companies, `chapter` and `heading` two and four digits of HS, `value` whole units of
    `currency`, empty where none or another was declared. `elsewhere` counts the declarations that are not counted at the
    border (`flow_over`)."""

    banned: Banned
    every: pl.DataFrame
    currency: str
    elsewhere: int = 0

    @property
    def lines(self) -> pl.DataFrame:
        """Those that the ban is about."""
        return self.every.drop_nulls("touch")


def ban(result: Assessment, banned: Banned) -> Ban:
    """Ask of every declaration of the queue which way it goes over the border, and what the ban would do to it."""
    lines = result.lines
    asked = sorted(result.queue.tolist())
    found = ((line, _flow(lines.declarations[line], banned)) for line in asked)
    ours = [(line, flow) for line, flow in found if flow is not None]
    about = banned.grounds if banned.forbids else {}
    counted = [lines.declarations[line] for line, flow in ours if flow in about]
    currency = most_used(counted or [lines.declarations[line] for line, _ in ours])
    there = {flow for _, flow in ours}
    retraced = Retraced(result)
    by_flow = {flow: touched(retraced, banned, flow) for flow in about if flow in there}
    rows = []
    for line, flow in ours:
        one, here = lines.declarations[line], by_flow.get(flow)
        rows.append(
            (
                one.id,
                flow.value,
                None if here is None else TOUCHES[here.touch[line]].value,
                here is not None and bool(here.spared[line]),
                one.good[:2],
                one.good[:4],
                one.origin_country or one.seller.country,
                result.companies.entities[lines.seller[line]].id,
                result.companies.entities[lines.buyer[line]].id,
                _whole(value_in(one, currency)),
            )
        )
    every = pl.DataFrame(rows, schema=LINES, orient="row")
    return Ban(banned=banned, every=every, currency=currency, elsewhere=len(asked) - len(ours))


def _flow(one: Declaration, banned: Banned) -> Flow | None:
    return flow_over(one, lambda country: lies_in(country, banned.place, banned.on))


def _whole(thousandths: int) -> float | None:
    return thousandths / 1000 if thousandths >= 0 else None


def ban_counts(of: Ban, by: str) -> pl.DataFrame:
    """A row a `chapter`, `heading`, `origin` or `flow`, the most touched value first: `group`, declarations in all and by
    Touch, value in all and by Touch (`value_touched` ...; empty where there are declarations and no value is known), and of how
    many declarations the value is not known, in all and by Touch."""
    return (
        of.lines.group_by(pl.col(by).alias("group"))
        .agg(*_counts())
        .sort(
            pl.col("value_touched").fill_null(0.0), "touched", pl.col("value_perhaps").fill_null(0.0), "perhaps", "group",
            descending=[True] * 4 + [False],
        )
    )  # fmt: skip


def ban_whole(of: Ban) -> Mapping[str, float | None]:
    """All declarations that the ban is about as one group: the columns of `ban_counts` without `group`."""
    return of.lines.select(_counts()).row(0, named=True)


def _counts() -> Iterator[pl.Expr]:
    kinds = [each.value for each in Touch]
    value, of_kind = pl.col("value"), {kind: pl.col("touch") == kind for kind in kinds}
    yield pl.len().cast(pl.Int64).alias("declarations")
    yield from (of_kind[kind].sum().cast(pl.Int64).alias(kind) for kind in kinds)
    yield _known(value).alias("value")
    yield from (_known(value.filter(of_kind[kind])).alias(f"value_{kind}") for kind in kinds)
    yield _unknown(value).alias("value_unknown")
    yield from (_unknown(value.filter(of_kind[kind])).alias(f"value_unknown_{kind}") for kind in kinds)


def _known(values: pl.Expr) -> pl.Expr:
    """The sum of what is known; nothing where there is something and nothing of it is known."""
    return pl.when((values.len() == 0) | values.is_not_null().any()).then(values.sum())


def _unknown(values: pl.Expr) -> pl.Expr:
    return values.is_null().sum().cast(pl.Int64)


def importers(result: Assessment, simulation: Simulation) -> Mapping[str, Verdict]:
    """Importer (id of a company of the assessment) -> what the regime says of it: those that the table of companies has
    under a name of theirs, in its column `name`. Rows of one importer that say in and out are a conflict, others that
    differ undetermined."""
    rows = simulation.sample.table.rows
    if "name" not in rows.columns:
        return {}
    place = {key: n for n, key in enumerate(simulation.sample.table.ids)}
    said: dict[str, set[Verdict]] = {}
    for key, name in rows.select("id", "name").iter_rows():
        if name:
            said.setdefault(_folded(name), set()).add(Verdict(int(simulation.verdicts[place[key]])))
    out = {}
    for number in sorted(set(result.lines.buyer[result.queue].tolist())):
        entity = result.companies.entities[number]
        found = set[Verdict]().union(*(said.get(_folded(name), set()) for name in entity.names))
        if found:
            out[str(entity.id)] = _together(found)
    return out


def covered(of: Ban, verdicts: Mapping[str, Verdict]) -> pl.DataFrame:
    """Imports by what the regime says of the importer: `verdict` (or NOT_IN_TABLE), `importers`, `declarations`, `value`
    (empty where none is known), `value_unknown`, and `share` of the value of all imports whose value is known (empty where none
    is)."""
    imports = of.every.filter(pl.col("flow") == Flow.IMPORT.value)
    names = {key: verdict.name.lower() for key, verdict in verdicts.items()}
    said = imports["buyer"].replace_strict(names, default=NOT_IN_TABLE, return_dtype=pl.String)
    whole = float(imports["value"].sum())
    share = pl.col("value") / whole if whole else pl.lit(None, pl.Float64)
    return (
        imports.with_columns(said.alias("verdict"))
        .group_by("verdict")
        .agg(
            pl.col("buyer").n_unique().cast(pl.Int64).alias("importers"),
            pl.len().cast(pl.Int64).alias("declarations"),
            _known(pl.col("value")),
            _unknown(pl.col("value")).alias("value_unknown"),
        )
        .with_columns(share.alias("share"))
        .sort(pl.col("verdict").replace_strict(_ORDER, return_dtype=pl.Int8))
    )


def without_other_source(of: Ban) -> pl.DataFrame:
    """Imported goods (headings) of which every supplier in these declarations is touched, or perhaps: `heading`,
    `suppliers`, `importers`, `declarations`, `value`, and `sure`, that every one is touched. Others may sell them too."""
    hit = [Touch.TOUCHED.value, Touch.PERHAPS.value]
    suppliers = (
        of.lines.filter(pl.col("flow") == Flow.IMPORT.value)
        .group_by("heading", "seller")
        .agg(
            pl.col("touch").is_in(hit).any().alias("perhaps"),
            (pl.col("touch") == Touch.TOUCHED.value).any().alias("touched"),
            pl.len().cast(pl.Int64).alias("declarations"),
            _known(pl.col("value")),
            pl.col("buyer"),
        )
    )
    return (
        suppliers.group_by("heading")
        .agg(
            pl.len().cast(pl.Int64).alias("suppliers"),
            pl.col("buyer").explode().n_unique().cast(pl.Int64).alias("importers"),
            pl.col("declarations").sum(),
            _known(pl.col("value")),
            pl.col("touched").all().alias("sure"),
            pl.col("perhaps").all(),
        )
        .filter(pl.col("perhaps"))
        .drop("perhaps")
        .sort("sure", "value", "heading", descending=[True, True, False], nulls_last=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What a tariff of two tiers would charge: `table` has a row a chapter: `chapter`, `declarations`, `value`, `with_ban` and
    `without_ban` (duty at the tier of economies with an import ban, and of the others), `difference`, all empty where no value
    is known, and `value_unknown`; values in `currency`."""

    table: pl.DataFrame
    currency: str


def tiers_of(regime: Regime, asked: Asked) -> tuple[float, float] | None:
    """The two tiers of a tariff, of economies with an import ban and of the others; None on a day without both."""
    tiers = [asked.value(regime.parameters[name]) for name in (TIER_WITH, TIER_WITHOUT) if name in regime.parameters]
    rates = [float(tier) for tier in tiers if isinstance(tier, Decimal)]
    return (rates[0], rates[1]) if len(rates) == 2 else None


def tariff_exposure(result: Assessment, regime: Regime, asked: Asked, *, home: str = "jp") -> Exposure:
    """Exports from home (a country, or a group with its members of the day) to the place of a tariff regime with two tiers.
    All declarations count, assessed or not. Raises UsageError `no-tiers`."""
    tiers = tiers_of(regime, asked)
    if tiers is None:
        raise UsageError("no-tiers", value=str(regime.id))
    exports = [
        one
        for one in result.lines.declarations
        if one.buyer.country == regime.place
        and flow_over(one, lambda country: lies_in(country, home, asked.on)) is Flow.EXPORT
    ]
    currency = most_used(exports)
    rows = [(one.good[:2], _whole(value_in(one, currency))) for one in exports]
    lower, higher = tiers
    table = (
        pl.DataFrame(rows, schema={"chapter": pl.String, "value": pl.Float64}, orient="row")
        .group_by("chapter")
        .agg(
            pl.len().cast(pl.Int64).alias("declarations"),
            _known(pl.col("value")),
            _unknown(pl.col("value")).alias("value_unknown"),
        )
        .with_columns(
            (pl.col("value") * lower).alias("with_ban"),
            (pl.col("value") * higher).alias("without_ban"),
            (pl.col("value") * (higher - lower)).alias("difference"),
        )
        .sort("value", "chapter", descending=[True, False], nulls_last=True)
    )
    return Exposure(table=table, currency=currency)


def _together(found: set[Verdict]) -> Verdict:
    if len(found) == 1:
        return next(iter(found))
    return Verdict.CONFLICT if Verdict.CONFLICT in found or found == {Verdict.IN, Verdict.OUT} else Verdict.UNDETERMINED


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
