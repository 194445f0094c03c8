"""Plans as they are kept: what one is made from and what comes of it, as canonical JSON, and back again. Pure.

The same values give the same bytes: names are sorted, sets are lists in order, numbers are whole, decimals are texts.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from tadasu.funds import (
    Candidate,
    Compared,
    Conflict,
    CountryFacts,
    Decision,
    Forced,
    Ground,
    KnownCell,
    Level,
    Limits,
    NoPlan,
    Option,
    Plan,
    PlanLine,
    PlanProblem,
    Press,
    RankingLine,
    Reason,
    RestingFinding,
    Scales,
    Signal,
    SourceFacts,
    Spent,
    Tier,
    WayIn,
    World,
)

Document = Mapping[str, Any]


def written(document: object) -> str:
    """
    >>> written({"b": frozenset({"y", "x"}), "a": (1, None)})
    '{"a":[1,null],"b":["x","y"]}'
    """
    return json.dumps(plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of what is written."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Mappings, lists, texts, whole numbers, truths."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def problem_of(document: Document) -> PlanProblem:
    """What a plan is made for."""
    return PlanProblem(
        world=_world(document["world"]),
        closing=frozenset(document["closing"]),
        candidates=[_candidate(one) for one in document["candidates"]],
        lines=[PlanLine(**{**one, "purposes": frozenset(one["purposes"])}) for one in document["lines"]],
        tiers=[Tier(**one) for one in document["tiers"]],
        recipients=frozenset(document["recipients"]),
        limits=_limits(document["limits"]),
        levels=tuple(document["levels"]),
        lot=document["lot"],
    )


def plan_of(document: Document) -> Plan | NoPlan:
    """What came of it."""
    if "levels" not in document:
        return NoPlan(conflict=_conflict(document["conflict"]))
    return Plan(
        levels=_levels(document["levels"]),
        decisions=tuple(_decision(one) for one in document["decisions"]),
        spent=tuple(Spent(**one) for one in document["spent"]),
        drawn=document["drawn"],
        compared=tuple(_compared(one) for one in document["compared"]),
        warnings=_reasons(document["warnings"]),
    )


def lines_of(documents: Sequence[Document]) -> tuple[RankingLine, ...]:
    """A ranking."""
    return tuple(RankingLine(**{**one, "reasons": _reasons(one["reasons"])}) for one in documents)


def forced_of(document: Document) -> Forced:
    """What it costs to have somebody in."""
    return Forced(
        candidate=document["candidate"],
        levels=_levels(document["levels"]),
        lost=tuple((name, count) for name, count in document["lost"]),
        leave=tuple(document["leave"]),
        enter=tuple(document["enter"]),
        conflict=_conflict(document["conflict"]),
    )


def way_in_of(document: Document) -> WayIn:
    """With how much more money somebody is in."""
    return WayIn(**{**document, "extra": tuple((line, year, units) for line, year, units in document["extra"])})


def _world(one: Document) -> World:
    return World(
        cells=[
            KnownCell(**{**cell, "ways": frozenset(frozenset(way) for way in cell["ways"])}) for cell in one["cells"]
        ],
        findings=[
            RestingFinding(
                **{**finding, "sources": frozenset(finding["sources"]), "severity": _severity(finding["severity"])}
            )
            for finding in one["findings"]
        ],
        grounds=[Ground(**{**ground, "findings": frozenset(ground["findings"])}) for ground in one["grounds"]],
        sources=[_source(source) for source in one["sources"]],
        countries=[_country(country) for country in one["countries"]],
        lasting=frozenset(one["lasting"]),
        untold={country: frozenset(parts) for country, parts in one["untold"].items()},
        scales=Scales(**{name: tuple(values) for name, values in one["scales"].items()}),
    )


def _severity(values: Sequence[int | None]) -> tuple[int | None, int | None, int | None]:
    scale, scope, irremediability = values
    return scale, scope, irremediability


def _source(one: Document) -> SourceFacts:
    months = one["months"]
    return SourceFacts(
        **{
            **one,
            "countries": frozenset(one["countries"]),
            "months": None if months is None else (months[0], months[1]),
        }
    )


def _country(one: Document) -> CountryFacts:
    press = one["press"]
    return CountryFacts(
        country=one["country"],
        press=None if press is None else Press(score=Decimal(press["score"]), year=press["year"]),
        signals=tuple(Signal(**signal) for signal in one["signals"]),
    )


def _candidate(one: Document) -> Candidate:
    options = [Option(**{**option, "keeps": frozenset(option["keeps"])}) for option in one["options"]]
    return Candidate(**{**one, "options": options})


def _limits(one: Document) -> Limits:
    sets = {
        "conflicts": frozenset(frozenset(each) for each in one["conflicts"]),
        "must": frozenset(one["must"]),
        "never": frozenset(one["never"]),
    }
    return Limits(**{**one, **sets})


def _reason(one: Document) -> Reason:
    return Reason(code=one["code"], params=tuple((name, value) for name, value in one["params"]))


def _reasons(many: Sequence[Document]) -> tuple[Reason, ...]:
    return tuple(map(_reason, many))


def _levels(many: Sequence[Document]) -> tuple[Level, ...]:
    return tuple(Level(**one) for one in many)


def _conflict(one: Document | None) -> Conflict | None:
    return None if one is None else Conflict(rules=_reasons(one["rules"]), irreducible=one["irreducible"])


def _decision(one: Document) -> Decision:
    return Decision(
        **{
            **one,
            "cost": tuple((year, units) for year, units in one["cost"]),
            **{name: _reasons(one[name]) for name in ("reasons", "blocked", "upholds")},
        }
    )


def _compared(one: Document) -> Compared:
    return Compared(
        name=one["name"],
        values=tuple(one["values"]),
        only_here=tuple(one["only_here"]),
        only_there=tuple(one["only_there"]),
        breaks=_reasons(one["breaks"]),
    )
