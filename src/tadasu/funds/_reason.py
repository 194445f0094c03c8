"""Why something stands where it does: a code with parameters, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`tadasu.wording` has a sentence for the code; parameters are sorted by name."""

    code: str
    params: tuple[tuple[str, str], ...] = field(default=())


def reason(code: str, **params: str | int) -> Reason:
    return Reason(code=code, params=tuple(sorted((name, str(value)) for name, value in params.items())))


REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "need.between": ("high", "low", "part"),
        "need.between-of": ("high", "low", "of", "part"),
        "need.from": ("low", "part"),
        "need.known": ("count", "part"),
        "need.known-of": ("count", "of", "part"),
        "need.unknown": ("part",),
        "plan.excluded.least": ("amount", "least", "tier"),
        "plan.excluded.most": ("amount", "most", "tier"),
        "plan.excluded.never": (),
        "plan.excluded.oda": ("country", "line"),
        "plan.excluded.purpose": ("line", "purpose"),
        "plan.excluded.year": ("line", "year"),
        "plan.in.cells": ("count",),
        "plan.in.duties": ("count",),
        "plan.in.equal": (),
        "plan.in.findings": ("count",),
        "plan.in.gravest": ("count",),
        "plan.in.holds": ("count",),
        "plan.in.reach": ("band", "count"),
        "plan.in.rule": (),
        "plan.out.adds-nothing": (),
        "plan.out.missed": (),
        "plan.out.no-option": (),
        "plan.out.weighed": (),
        "plan.rule.budget": ("line", "units", "year"),
        "plan.rule.cap": ("country", "units"),
        "plan.rule.conflict": ("candidates",),
        "plan.rule.floor": ("country", "units"),
        "plan.rule.intermediaries": ("least",),
        "plan.rule.must": ("candidate",),
        "plan.rule.one": ("candidate",),
        "plan.rule.reserve": ("line", "units", "year"),
        "plan.rule.share": ("intermediary", "share"),
        "plan.warning.carries": ("cells", "findings", "intermediary"),
        "plan.warning.one-way": ("count", "country", "intermediary"),
        "plan.warning.share": ("intermediary", "share"),
        "plan.warning.unknown-money": ("count", "of"),
    }
)
"""Every code of the need map and the plan, with its parameters; `part` is one of COMPONENTS, `band` the place of a band or
unknown."""
