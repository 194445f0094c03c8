"""Paths as JSON and back: keys in alphabetical order, ISO dates, amounts as text, names untouched; no words of ours."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from tadasu.schema import (
    Certainty,
    CompanySubject,
    DeclarationId,
    Doubt,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    FoundPath,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    MergedNames,
    MergeReason,
    PathStep,
    Period,
    PlaceSubject,
    Quantity,
    Subject,
    Trader,
    UsageError,
)

FORMAT, VERSION = "tadasu-paths", "1"

_SUBJECTS: Mapping[str, type[Subject]] = {
    "company": CompanySubject,
    "good-of-company": GoodOfCompany,
    "good-of-country": GoodOfCountry,
    "good-of-place": GoodOfPlace,
    "place": PlaceSubject,
}
_TYPES = {kind: name for name, kind in _SUBJECTS.items()}


def paths_json(paths: Sequence[FoundPath]) -> str:
    """One JSON object with all paths in their order; the same paths give the same text.

    >>> paths_json(())
    '{"format": "tadasu-paths", "paths": [], "version": "1"}'
    """
    whole = {"format": FORMAT, "version": VERSION, "paths": [path_object(path) for path in paths]}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def paths_from_json(text: str) -> tuple[FoundPath, ...]:
    """The paths again. UsageError `paths-unreadable` when the text is not of `paths_json`."""
    try:
        whole = json.loads(text)
        if (whole["format"], whole["version"]) != (FORMAT, VERSION):
            raise KeyError("format")
        return tuple(path_of(each) for each in whole["paths"])
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError("paths-unreadable", reason=f"{type(error).__name__}: {error}"[:200]) from error


def path_object(path: FoundPath) -> dict[str, Any]:
    """One path as plain values."""
    steps = [step_object(step) for step in path.steps]
    return {
        "finding": finding_object(path.finding),
        "merged": merged_objects(path),
        "steps": steps,
        "strength": path.strength,
        "tier": path.tier,
    }


def path_of(value: Mapping[str, Any]) -> FoundPath:
    """A path from plain values; `tier` follows from the steps."""
    return FoundPath(
        finding=finding_of(value["finding"]),
        steps=tuple(step_of(each) for each in value["steps"]),
        strength=int(value["strength"]),
        merged=merged_of(value.get("merged", ())),
    )


def merged_objects(path: FoundPath) -> list[dict[str, Any]]:
    """Why names of the path were taken for one company, as plain values."""
    return [asdict(one) | {"reason": one.reason.value} for one in path.merged]


def merged_of(values: Sequence[Mapping[str, Any]]) -> tuple[MergedNames, ...]:
    """The same from plain values."""
    return tuple(
        MergedNames(
            first=one["first"],
            second=one["second"],
            reason=MergeReason(one["reason"]),
            probability=None if one["probability"] is None else float(one["probability"]),
        )
        for one in values
    )


def step_object(step: PathStep) -> dict[str, Any]:
    """One step as plain values."""
    quantity = {"amount": str(step.quantity.amount), "unit": step.quantity.unit} if step.quantity else None
    return asdict(step) | {
        "certainty": step.certainty.value,
        "day": step.day.isoformat(),
        "quantity": quantity,
    }


def step_of(value: Mapping[str, Any]) -> PathStep:
    """A step from plain values."""
    quantity = value["quantity"]
    return PathStep(
        declaration=DeclarationId(value["declaration"]),
        seller=_trader(value["seller"]),
        buyer=_trader(value["buyer"]),
        good=value["good"],
        day=date.fromisoformat(value["day"]),
        certainty=Certainty(value["certainty"]),
        contested=bool(value["contested"]),
        quantity=Quantity(amount=Decimal(quantity["amount"]), unit=quantity["unit"]) if quantity else None,
        passage=value["passage"],
        also=int(value["also"]),
    )


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; `subject.type` says what it is about."""
    period = {name: day.isoformat() if day else None for name, day in asdict(finding.period).items()}
    return asdict(finding) | {
        "issue": finding.issue.value,
        "kind": finding.kind.value,
        "period": period,
        "subject": asdict(finding.subject) | {"type": _TYPES[type(finding.subject)]},
    }


def finding_of(value: Mapping[str, Any]) -> Finding:
    """A finding from plain values."""
    subject = dict(value["subject"])
    start, end = (
        date.fromisoformat(day) if day else None for day in (value["period"]["start"], value["period"]["end"])
    )
    return Finding(
        id=FindingId(value["id"]),
        subject=_SUBJECTS[subject.pop("type")](**subject),
        issue=Issue(value["issue"]),
        kind=FindingKind(value["kind"]),
        basis=value["basis"],
        strength=int(value["strength"]),
        period=Period(start=start, end=end),
        presumption=bool(value["presumption"]),
        source_url=value["source_url"],
        likeness=int(value.get("likeness", 0)),
        doubt=Doubt(value.get("doubt", "")),
    )


def _trader(value: Mapping[str, str]) -> Trader:
    return Trader(company=EntityId(value["company"]), name=value["name"], country=value["country"])
