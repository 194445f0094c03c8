"""What a ban on goods made with forced labour would touch, told from an assessment of declarations.

*Touched* is what the assessment holds for a finding of these issues, *perhaps* what such a finding reaches otherwise. What
could not be followed is *untraceable* and never counted as untouched: the first two are a least and, with the third, a most.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import polars as pl

from tadasu.assessment._assess import Assessment
from tadasu.assessment._outcome import NO_CHANNEL
from tadasu.assessment._rules import OUTCOME, RULES, Disposition
from tadasu.law import Asked, Regime, Simulation, Verdict
from tadasu.schema import Flow, Issue, UsageError

FORCED: frozenset[Issue] = frozenset({Issue.STATE_IMPOSED_FORCED_LABOUR, Issue.FORCED_LABOUR})
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
        "chapter": pl.String,
        "heading": pl.String,
        "origin": pl.String,
        "seller": pl.String,
        "buyer": pl.String,
        "value": pl.Float64,
    }
)


class Touch(StrEnum):
    """What a ban would do to a declaration, as far as can be seen."""

    TOUCHED = "touched"
    PERHAPS = "perhaps"
    UNTRACEABLE = "untraceable"
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """`lines` has a row a declaration assessed (schema LINES): `seller` and `buyer` are companies, `chapter` and `heading`
    two and four digits of HS, `value` whole units of `currency`, empty where none or another was declared."""

    lines: pl.DataFrame
    currency: str


def ban(result: Assessment, *, issues: frozenset[Issue] = FORCED) -> Ban:
    """Ask of every declaration of the queue whether findings of these issues touch it."""
    lines, rows = result.lines, []
    for line in result.queue.tolist():
        one, value = lines.declarations[line], int(lines.value[line])
        rows.append(
            (
                one.id,
                one.flow.value,
                _touch(result, line, issues).value,
                one.good[:2],
                one.good[:4],
                one.origin_country or one.seller.country,
                result.companies.entities[lines.seller[line]].id,
                result.companies.entities[lines.buyer[line]].id,
                value / 1000 if value >= 0 else None,
            )
        )
    return Ban(lines=pl.DataFrame(rows, schema=LINES, orient="row"), currency=lines.currency)


def _touch(result: Assessment, line: int, issues: frozenset[Issue]) -> Touch:
    reached = [result.channels[number].channel[1] for number in result.reached_by.get(line, ())]
    disposition, decided = OUTCOME[RULES[result.outcome.rule[line]]], int(result.outcome.channel[line])
    if issues.intersection(reached):
        own = decided != NO_CHANNEL and result.channels[decided].channel[1] in issues
        return Touch.TOUCHED if own and disposition is Disposition.HOLD else Touch.PERHAPS
    if disposition is Disposition.NOT_TRACEABLE or (reached and result.depth[line] <= 1):
        return Touch.UNTRACEABLE
    return Touch.UNTOUCHED


def ban_counts(of: Ban, by: str) -> pl.DataFrame:
    """A row a `chapter`, `heading` or `origin`, the most touched value first: `group`, declarations in all and by Touch,
    value in all and by Touch (`value_touched` ...), and of how many declarations the value is not known."""
    kinds = [each.value for each in Touch]
    return (
        of.lines.group_by(pl.col(by).alias("group"))
        .agg(
            pl.len().cast(pl.Int64).alias("declarations"),
            *((pl.col("touch") == kind).sum().cast(pl.Int64).alias(kind) for kind in kinds),
            pl.col("value").sum(),
            *(pl.col("value").filter(pl.col("touch") == kind).sum().alias(f"value_{kind}") for kind in kinds),
            pl.col("value").is_null().sum().cast(pl.Int64).alias("value_unknown"),
        )
        .sort("value_touched", "touched", "value_perhaps", "perhaps", "group", descending=[True] * 4 + [False])
    )


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
    """Imports by what the regime says of the importer: `verdict` (or NOT_IN_TABLE), `importers`, `declarations`, `value`,
    and `share` of the value of all imports whose value is known (empty where none is)."""
    imports = of.lines.filter(pl.col("flow") == Flow.IMPORT.value)
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
            pl.col("value").sum(),
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
            pl.col("value").sum(),
            pl.col("buyer"),
        )
    )
    return (
        suppliers.group_by("heading")
        .agg(
            pl.len().cast(pl.Int64).alias("suppliers"),
            pl.col("buyer").explode().n_unique().cast(pl.Int64).alias("importers"),
            pl.col("declarations").sum(),
            pl.col("value").sum(),
            pl.col("touched").all().alias("sure"),
            pl.col("perhaps").all(),
        )
        .filter(pl.col("perhaps"))
        .drop("perhaps")
        .sort("sure", "value", "heading", descending=[True, True, False])
    )


def tariff_exposure(result: Assessment, regime: Regime, asked: Asked, *, home: str = "jp") -> pl.DataFrame:
    """Exports from home to the place of a tariff regime with two tiers, by chapter: `chapter`, `declarations`, `value`,
    `with_ban` and `without_ban` (duty at the tier of economies with an import ban, and of the others), `difference`, and
    `value_unknown`. All declarations count, assessed or not. Raises UsageError `no-tiers`."""
    tiers = [asked.value(regime.parameters[name]) for name in (TIER_WITH, TIER_WITHOUT) if name in regime.parameters]
    rates = [float(tier) for tier in tiers if isinstance(tier, Decimal)]
    if len(rates) < 2:
        raise UsageError("no-tiers", value=str(regime.id))
    lines = result.lines
    rows = [
        (one.good[:2], value / 1000 if value >= 0 else None)
        for one, value in zip(lines.declarations, lines.value.tolist(), strict=True)
        if one.flow is Flow.EXPORT and one.seller.country == home and one.buyer.country == regime.place
    ]
    lower, higher = rates
    return (
        pl.DataFrame(rows, schema={"chapter": pl.String, "value": pl.Float64}, orient="row")
        .group_by("chapter")
        .agg(
            pl.len().cast(pl.Int64).alias("declarations"),
            pl.col("value").sum(),
            pl.col("value").is_null().sum().cast(pl.Int64).alias("value_unknown"),
        )
        .with_columns(
            (pl.col("value") * lower).alias("with_ban"),
            (pl.col("value") * higher).alias("without_ban"),
            (pl.col("value") * (higher - lower)).alias("difference"),
        )
        .sort("value", "chapter", descending=[True, False])
    )


def _together(found: set[Verdict]) -> Verdict:
    if len(found) == 1:
        return next(iter(found))
    return Verdict.CONFLICT if Verdict.CONFLICT in found or found == {Verdict.IN, Verdict.OUT} else Verdict.UNDETERMINED


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
