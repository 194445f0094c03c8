"""Two queues of the same trade, one earlier -> what has changed for each declaration, the gravest first."""

from collections.abc import Sequence
from enum import StrEnum

import polars as pl

from tadasu.assessment._rules import KIND_ORDER, RULES, Disposition
from tadasu.assessment._table import name_of
from tadasu.schema import Issue, UsageError

MORE_THAN = 100_000
"""A tainted share has moved when it differs by more than this, in parts of a million: a tenth of the goods."""


class Change(StrEnum):
    """What became of a declaration, in the order in which it is shown."""

    NEWLY_HELD = "newly-held"
    NEWLY_ASKED = "newly-asked"
    GRAVER = "graver"
    """The same answer for a graver reason; or not traceable, where it was clear."""
    NEW = "new"
    NO_LONGER_HELD = "no-longer-held"
    NO_LONGER_ASKED = "no-longer-asked"
    """Not asked about, and not held either."""
    LIGHTER = "lighter"
    GONE = "gone"


ASPECTS = ("disposition", "rule", "issue", "share", "tier", "kind")
"""What is compared, one thing after the other: the first that differs says whether it is graver or lighter."""

_DISPOSITIONS = {name_of(one): int(one) for one in Disposition}
_ORDERS: dict[str, dict[str, int]] = {
    "disposition": _DISPOSITIONS,
    "rule": {rule.value: n for n, rule in enumerate(RULES)},
    "issue": {issue.value: n for n, issue in enumerate(Issue)},
    "kind": {kind.value: n for n, kind in enumerate(KIND_ORDER)},
}
_COMPARED = ("disposition", "rule", "issue", "kind", "finding", "tier", "share_least", "share_most")
_ABOUT = ("declaration", "day", "good", "seller", "buyer")
_FAR = 127
"""Stands for the tier, issue or kind where no finding reaches: behind every other."""

CHANGES = pl.Schema(
    {
        "change": pl.String,
        "moved": pl.String,
        **{name: pl.Date if name == "day" else pl.String for name in _ABOUT},
        **{
            f"{name}_{when}": {"tier": pl.Int8, "share_least": pl.Int32, "share_most": pl.Int32}.get(name, pl.String)
            for name in _COMPARED
            for when in ("before", "after")
        },
    }
)
"""`moved` names the ASPECTS that differ, joined by a bar; empty for declarations that are new or gone."""


def changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """A row a declaration for which something has changed; both are what `table` gives, in any order of rows.

    A share that moved by a tenth or less is no change. Raises UsageError `queue-unlike` when one of them is no such table,
    `queue-twice` when a declaration stands in it twice.
    """
    for each in (before, after):
        check_queue(each)
    told = [pl.col(name) for name in ("rank", *_ABOUT, *_COMPARED)]
    joined = before.select(told).join(
        after.select(told).rename({name: f"{name}_after" for name in ("rank", *_ABOUT[1:], *_COMPARED)}),
        on="declaration",
        how="full",
        coalesce=True,
    )
    moves = {aspect: _move(aspect) for aspect in ASPECTS}
    graver = pl.coalesce(*(pl.when(move != 0).then(move) for move in moves.values()), pl.lit(0))
    found = joined.with_columns(change=_change(graver), moved=_moved(moves)).filter(pl.col("change").is_not_null())
    ordered = found.sort(
        pl.col("change").replace_strict({one.value: n for n, one in enumerate(Change)}),
        pl.coalesce("rank_after", "rank"),
        "declaration",
    )
    columns = [
        *(pl.coalesce(f"{name}_after", name).alias(name) for name in _ABOUT[1:]),
        *(pl.col(name).alias(f"{name}_before") for name in _COMPARED),
    ]
    return ordered.with_columns(columns).select(CHANGES.names()).cast(CHANGES)


def check_queue(table: pl.DataFrame) -> None:
    """Raise UsageError `queue-unlike` or `queue-twice` for what is no queue of an assessment."""
    missing = [name for name in ("rank", *_ABOUT, *_COMPARED) if name not in table.columns]
    if missing:
        raise UsageError("queue-unlike", missing=", ".join(missing))
    for name, order in _ORDERS.items():
        odd = table[name].drop_nulls().unique().sort().to_list()
        if strange := [each for each in odd if each not in order]:
            raise UsageError("queue-unlike", missing=f"{name} {strange[0]}"[:80])
    twice = table["declaration"].filter(table["declaration"].is_duplicated())
    if twice.len():
        raise UsageError("queue-twice", value=str(twice[0])[:80])


def _move(aspect: str) -> pl.Expr:
    """-1 where it became graver, 1 where lighter, 0 where neither."""
    if aspect == "share":
        return _share_move("share_least", "share_most")
    before, after = (_number(aspect, name) for name in (aspect, f"{aspect}_after"))
    return (after - before).sign().cast(pl.Int8)


def _number(aspect: str, name: str) -> pl.Expr:
    """The place in its order, the gravest first."""
    if aspect == "tier":
        return pl.col(name).cast(pl.Int16).fill_null(_FAR)
    return pl.col(name).replace_strict(_ORDERS[aspect], default=_FAR, return_dtype=pl.Int16)


def _share_move(*names: str) -> pl.Expr:
    """By the least share, else by the most: graver is more."""
    moves = []
    for name in names:
        by = pl.col(name).cast(pl.Int64).fill_null(0) - pl.col(f"{name}_after").cast(pl.Int64).fill_null(0)
        moves.append(pl.when(by.abs() > MORE_THAN).then(by.sign().cast(pl.Int8)))
    return pl.coalesce(*moves, pl.lit(0, pl.Int8))


def _change(graver: pl.Expr) -> pl.Expr:
    before, after = pl.col("disposition"), pl.col("disposition_after")
    hold, ask = name_of(Disposition.HOLD), name_of(Disposition.ASK)
    cases: Sequence[tuple[pl.Expr, Change]] = (
        (before.is_null(), Change.NEW),
        (after.is_null(), Change.GONE),
        ((after == hold) & (before != hold), Change.NEWLY_HELD),
        ((before == hold) & (after != hold), Change.NO_LONGER_HELD),
        ((after == ask) & (before != ask), Change.NEWLY_ASKED),
        ((before == ask) & (after != ask), Change.NO_LONGER_ASKED),
        (graver < 0, Change.GRAVER),
        (graver > 0, Change.LIGHTER),
    )
    return pl.coalesce(*(pl.when(where).then(pl.lit(one.value)) for where, one in cases))


def _moved(moves: dict[str, pl.Expr]) -> pl.Expr:
    there = pl.col("disposition").is_not_null() & pl.col("disposition_after").is_not_null()
    words = [pl.when(there & (move != 0)).then(pl.lit(aspect)) for aspect, move in moves.items()]
    return pl.concat_str(words, separator="|", ignore_nulls=True)
