"""An assessment as one table, a row a declaration assessed, in the order of the queue."""

from math import exp

import numpy as np
import polars as pl

from tadasu.assessment._assess import Assessment
from tadasu.assessment._outcome import NO_CHANNEL
from tadasu.assessment._rules import OUTCOME, RULES, Disposition
from tadasu.schema import MILLINATS, Declaration, Finding
from tadasu.tracing import NOTHING

SCHEMA = pl.Schema(
    {
        "rank": pl.Int64,
        "declaration": pl.String,
        "disposition": pl.String,
        "rule": pl.String,
        "issue": pl.String,
        "kind": pl.String,
        "finding": pl.String,
        "tier": pl.Int8,
        "strength": pl.Int32,
        "share_least": pl.Int32,
        "share_most": pl.Int32,
        "tiers_seen": pl.Int8,
        "share_seen": pl.Int32,
        "share_origin": pl.Int32,
        "identity": pl.Int32,
        "day": pl.Date,
        "flow": pl.String,
        "good": pl.String,
        "seller": pl.String,
        "seller_country": pl.String,
        "seller_company": pl.String,
        "buyer": pl.String,
        "buyer_company": pl.String,
        "origin": pl.String,
        "kilograms": pl.Float64,
        "value": pl.Float64,
        "currency": pl.String,
        "certainty": pl.String,
        "contested": pl.Boolean,
        "also": pl.String,
    }
)
"""Shares are parts of a million, `strength` thousandths of a nat; empty where no finding reaches the declaration. `finding`
is set where the finding touches the declaration itself; the way to others is told by their paths. `identity` is how likely,
in parts of a million, the seller is the party that this finding names, where that rests on likeness alone. `also` names the other
channels that reach it (kind:issue, joined by a bar)."""


def table(result: Assessment) -> pl.DataFrame:
    """The queue as a table."""
    queue, lines = result.queue, result.lines
    declarations = [lines.declarations[line] for line in queue.tolist()]
    channel = result.outcome.channel[queue]
    reached = channel != NO_CHANNEL
    columns: dict[str, object] = {
        "rank": np.arange(1, queue.size + 1),
        "disposition": [name_of(OUTCOME[RULES[rule]]) for rule in result.outcome.rule[queue].tolist()],
        "rule": [RULES[rule].value for rule in result.outcome.rule[queue].tolist()],
        "issue": [result.channels[number].channel[1].value if number >= 0 else None for number in channel.tolist()],
        "kind": [result.channels[number].channel[0].value if number >= 0 else None for number in channel.tolist()],
        "finding": [_own_finding(result, line, number) for line, number in zip(queue, channel, strict=True)],
        "tiers_seen": result.depth[queue] - 1,
        "share_seen": result.seen[queue],
        "share_origin": result.origin[queue],
        "identity": [_identity(result, line, number) for line, number in zip(queue, channel, strict=True)],
        "seller_company": [result.companies.entities[number].id for number in lines.seller[queue].tolist()],
        "buyer_company": [result.companies.entities[number].id for number in lines.buyer[queue].tolist()],
        "kilograms": _known(lines.milligrams[queue], 10**6),
        "value": _known(lines.value[queue], 10**3),
        "currency": [lines.currency if amount >= 0 else None for amount in lines.value[queue].tolist()],
        "also": ["|".join(_kinds_and_issues(result, line)[1:]) or None for line in queue.tolist()],
        **_of_declarations(declarations),
    }  # fmt: skip
    for name in ("tier", "strength", "share_least", "share_most"):
        values = getattr(result.outcome, name)[queue]
        columns[name] = [value if there else None for value, there in zip(values.tolist(), reached, strict=True)]
    return pl.DataFrame({name: columns[name] for name in SCHEMA}, schema=SCHEMA)


def name_of(disposition: Disposition) -> str:
    """The word for it in files: hold, ask, not-traceable, clear."""
    return disposition.name.lower().replace("_", "-")


def _of_declarations(declarations: list[Declaration]) -> dict[str, object]:
    return {
        "declaration": [one.id for one in declarations],
        "day": [one.day for one in declarations],
        "flow": [one.flow.value for one in declarations],
        "good": [one.good for one in declarations],
        "seller": [one.seller.name for one in declarations],
        "seller_country": [one.seller.country or None for one in declarations],
        "buyer": [one.buyer.name for one in declarations],
        "origin": [one.origin_country or None for one in declarations],
        "certainty": [one.certainty.value for one in declarations],
        "contested": [one.contested for one in declarations],
    }


def _kinds_and_issues(result: Assessment, line: int) -> list[str]:
    """Of all that reaches a declaration, what decided first; each once, whether all, some or none of it is in doubt."""
    return list(dict.fromkeys(":".join(result.channels[number].channel) for number in result.reached_by.get(line, ())))


def _own_finding(result: Assessment, line: int, channel: int) -> str | None:
    found = _touching(result, line, channel)
    return None if found is None else found.id


def _identity(result: Assessment, line: int, channel: int) -> int | None:
    found = _touching(result, line, channel)
    return None if found is None or not found.likeness else round(1_000_000 * exp(found.likeness / MILLINATS))


def _touching(result: Assessment, line: int, channel: int) -> Finding | None:
    """The finding that touches the declaration itself."""
    if channel == NO_CHANNEL:
        return None
    one, place = result.channels[channel], result.lines.place[line]
    return one.findings[int(one.seeds.finding[place])] if one.seeds.strength[place] > NOTHING else None


def _known(amounts: np.ndarray[tuple[int], np.dtype[np.int64]], unit: int) -> list[float | None]:
    return [amount / unit if amount >= 0 else None for amount in amounts.tolist()]
