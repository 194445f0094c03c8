"""A release and the grants that it counted, as JSON and back: they are known for good. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from tadasu.release import Figure, Grant, Level, Problem, Record, Release

Json = dict[str, Any]


def release_kept(release: Release) -> Json:
    """Everything of it."""
    said = asdict(release)
    said["day"] = release.day.isoformat()
    said["records"] = [_dated(asdict(one)) for one in release.records]
    for one in said["records"]:
        one["title"], one["description"] = dict(one["title"]), dict(one["description"])
    return said


def release_from(said: Mapping[str, Any]) -> Release:
    """As it was."""
    return Release(
        day=date.fromisoformat(said["day"]),
        policy=said["policy"],
        programmes=tuple(said["programmes"]),
        regions=tuple(said["regions"]),
        years=tuple(said["years"]),
        amount_base=said["amount_base"],
        count_base=said["count_base"],
        figures=tuple(Figure(**one) for one in said["figures"]),
        records=tuple(Record(**_undated(one)) for one in said["records"]),
    )


def grant_kept(grant: Grant) -> Json:
    """As it was counted."""
    said = _dated({name: getattr(grant, name) for name in _COUNTED})
    return said | {"level": grant.level.value, "intermediaries": list(grant.intermediaries)}


def grants_from(said: Sequence[Mapping[str, Any]]) -> tuple[Grant, ...]:
    """As they were counted."""
    return tuple(
        Grant(**{**_undated(one), "level": Level(one["level"]), "intermediaries": tuple(one["intermediaries"])})
        for one in said
    )


def problem_kept(problem: Problem) -> Json:
    """Code, where, parameters."""
    return {"code": problem.code, "at": problem.at, "params": dict(problem.params)}


def problem_from(said: Mapping[str, Any]) -> Problem:
    """As it was."""
    return Problem(code=said["code"], at=said["at"], params=tuple(sorted(said["params"].items())))


_COUNTED = ("key", "level", "programme", "region", "purpose", "grantee", "amount", "start", "end")
"""What a protected grant is counted by; nothing of it names anybody or a country."""


def _dated(said: Json) -> Json:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _undated(said: Mapping[str, Any]) -> Json:
    days = ("start", "end")
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in said.items()}
