"""A procedure as plain data, whole enough to run and to draw it years later, and back.

A case keeps the version it was opened with. What is pinned: states, actors, moves, the length of every clock as it was the law
of the day asked for, what all of it rests on, and what the regime was. What is not: calendars. A day off that is proclaimed
later moves clocks that run, as it does outside.

The same procedure gives the same bytes, so its digest names it: lists stand in the order of the file (JSON as PostgreSQL keeps
it loses the order of keys), keys are sorted, days are ISO 8601.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tadasu.law import (
    Basis,
    CalendarId,
    Clock,
    Confidence,
    Counted,
    Dated,
    Family,
    Measure,
    Move,
    Parameter,
    Procedure,
    Regime,
    RegimeId,
    Seen,
    Source,
    Standing,
    State,
    Status,
    TimeLimit,
    Unit,
)
from tadasu.schema import StoreError

FORMAT = "1"

NAMED = re.compile(r"`([a-z0-9_]+)`")
"""How words of a regime name one of its parameters."""

Data = Mapping[str, Any]
"""What JSON holds."""


def pinned(procedure: Procedure) -> dict[str, Any]:
    """The data of a procedure."""
    return {
        "format": FORMAT,
        "regime": _regime(procedure),
        "start": procedure.start,
        "actors": [{"id": key, "name": dict(names)} for key, names in procedure.actors.items()],
        "states": [_state(one) for one in procedure.states.values()],
    }


def digest_of(data: Data) -> str:
    """The SHA-256 of the data, in hexadecimal."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def procedure_from(data: Data) -> Procedure:
    """The procedure that was pinned. Raises StoreError when a newer release wrote it."""
    if data.get("format") != FORMAT:
        raise StoreError(f"procedure: format {data.get('format')}")
    regime = _regime_from(data["regime"])
    states = [_state_from(one, regime.sources) for one in data["states"]]
    return Procedure(
        regime=regime,
        start=data["start"],
        actors=MappingProxyType({one["id"]: one["name"] for one in data["actors"]}),
        states=MappingProxyType({one.id: one for one in states}),
    )


def clock_data(clock: Clock) -> dict[str, Any]:
    """A clock."""
    return {"count": clock.count, "unit": clock.unit.value, "calendar": clock.calendar}


def clock_from(data: Data) -> Clock:
    """A clock that was pinned. Raises UsageError as Clock does."""
    return Clock(count=data["count"], unit=Unit(data["unit"]), calendar=CalendarId(data["calendar"]))


def _regime(procedure: Procedure) -> dict[str, Any]:
    """Of the regime: what it is called and is in law, the texts it rests on, the parameters that count clocks, and those
    that words about a missing clock name by their id."""
    regime = procedure.regime
    limits = [one.limit for one in procedure.states.values() if one.limit is not None]
    counting = {one.counted.parameter for one in limits if one.counted is not None}
    texts = (text for state in procedure.states.values() for text in state.no_clock.values())
    named = sorted(counting.union(*(NAMED.findall(text) for text in texts)))
    return {
        "id": str(regime.id),
        "place": regime.place,
        "family": regime.family.value,
        "folder": regime.folder,
        "name": dict(regime.names),
        "sources": [_source(one) for _, one in sorted(regime.sources.items())],
        "status": [_status(one) for one in regime.status],
        "parameters": [_parameter(regime.parameters[one]) for one in named if one in regime.parameters],
    }


def _regime_from(data: Data) -> Regime:
    sources = {one["id"]: _source_from(one) for one in data["sources"]}
    return Regime(
        id=RegimeId(data["id"]),
        place=data["place"],
        family=Family(data["family"]),
        folder=data["folder"],
        names=data["name"],
        about={},
        sources=MappingProxyType(sources),
        status=tuple(_status_from(one, sources) for one in data["status"]),
        parameters=MappingProxyType({one["id"]: _parameter_from(one, sources) for one in data["parameters"]}),
        scope=None,
    )


def _source(one: Source) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "seen": one.seen.value,
        "checked": one.checked.isoformat(),
    }


def _source_from(data: Data) -> Source:
    return Source(
        id=data["id"],
        title=data["title"],
        url=data["url"],
        seen=Seen(data["seen"]),
        checked=date.fromisoformat(data["checked"]),
    )


def _basis(one: Basis) -> dict[str, Any]:
    shown = {"article": one.article, "source": one.source.id, "confidence": one.confidence.value}
    return {**shown, "articles": dict(one.articles)} if one.articles else shown


def _basis_from(data: Data, sources: Mapping[str, Source]) -> Basis:
    return Basis(
        article=data["article"],
        source=sources[data["source"]],
        confidence=Confidence(data["confidence"]),
        articles=data.get("articles", {}),
    )


def _status(one: Status) -> dict[str, Any]:
    return {
        "standing": one.standing.value,
        "start": one.start.isoformat(),
        "recorded": one.recorded.isoformat(),
        "basis": _basis(one.basis),
    }


def _status_from(data: Data, sources: Mapping[str, Source]) -> Status:
    return Status(
        standing=Standing(data["standing"]),
        start=date.fromisoformat(data["start"]),
        recorded=date.fromisoformat(data["recorded"]),
        basis=_basis_from(data["basis"], sources),
    )


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "id": one.id,
        "unit": one.unit.value,
        "name": dict(one.names),
        "values": [
            {
                "value": str(value.value),
                "start": value.start.isoformat(),
                "end": None if value.end is None else value.end.isoformat(),
                "recorded": value.recorded.isoformat(),
                "basis": _basis(value.basis),
            }
            for value in one.values
        ],
    }


def _parameter_from(data: Data, sources: Mapping[str, Source]) -> Parameter:
    return Parameter(
        id=data["id"],
        about="",
        unit=Measure(data["unit"]),
        names=data["name"],
        values=tuple(
            Dated(
                value=Decimal(one["value"]),
                start=date.fromisoformat(one["start"]),
                end=None if one["end"] is None else date.fromisoformat(one["end"]),
                recorded=date.fromisoformat(one["recorded"]),
                basis=_basis_from(one["basis"], sources),
            )
            for one in data["values"]
        ),
    )


def _state(one: State) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": dict(one.names),
        "owner": one.owner,
        "outcome": one.outcome,
        "limit": None if one.limit is None else _limit(one.limit),
        "no_clock": dict(one.no_clock),
        "proof": dict(one.proof),
        "re_export": dict(one.re_export),
        "disposal": dict(one.disposal),
        "moves": [_move(move) for move in one.moves],
    }


def _state_from(data: Data, sources: Mapping[str, Source]) -> State:
    return State(
        id=data["id"],
        names=data["name"],
        owner=data["owner"],
        outcome=data["outcome"],
        limit=None if data["limit"] is None else _limit_from(data["limit"], sources),
        no_clock=data["no_clock"],
        proof=data["proof"],
        re_export=data["re_export"],
        disposal=data["disposal"],
        moves=tuple(_moves_from(data["moves"], sources)),
    )


def _move(one: Move) -> dict[str, Any]:
    return {"id": one.id, "to": one.to, "by": one.by, "name": dict(one.names), "basis": _basis(one.basis)}


def _moves_from(several: Sequence[Data], sources: Mapping[str, Source]) -> Sequence[Move]:
    return [
        Move(id=one["id"], to=one["to"], by=one["by"], names=one["name"], basis=_basis_from(one["basis"], sources))
        for one in several
    ]


def _limit(one: TimeLimit) -> dict[str, Any]:
    return {
        "clock": None if one.clock is None else clock_data(one.clock),
        "since": one.since,
        "extends": list(one.extends),
        "counted": None if one.counted is None else _counted(one.counted),
        "basis": _basis(one.basis),
    }


def _limit_from(data: Data, sources: Mapping[str, Source]) -> TimeLimit:
    return TimeLimit(
        clock=None if data["clock"] is None else clock_from(data["clock"]),
        since=data["since"],
        extends=tuple(data["extends"]),
        counted=None if data["counted"] is None else _counted_from(data["counted"]),
        basis=_basis_from(data["basis"], sources),
    )


def _counted(one: Counted) -> dict[str, Any]:
    later = None if one.later is None else {"from": one.later[0].isoformat(), "clock": clock_data(one.later[1])}
    return {
        "parameter": one.parameter,
        "unit": one.unit.value,
        "calendar": one.calendar,
        "chosen": one.chosen,
        "later": later,
    }


def _counted_from(data: Data) -> Counted:
    later = data["later"]
    return Counted(
        parameter=data["parameter"],
        unit=Unit(data["unit"]),
        calendar=CalendarId(data["calendar"]),
        chosen=data["chosen"],
        later=None if later is None else (date.fromisoformat(later["from"]), clock_from(later["clock"])),
    )
