"""Regimes of the room as YAML alone, read without its readers: what they let slip is still seen."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import tadasu.law

REGIMES = Path(tadasu.law.__file__).parent / "data" / "regimes"
FOLDERS = sorted("/".join(path.parent.parts[-2:]) for path in REGIMES.glob("*/*/regime.yaml"))
BASIS = ("article", "source", "confidence")
STATEMENTS = ("status", "dates", "issues", "duties", "prohibitions", "sanctions")
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PARTS = ("regime.yaml", "procedure.yaml")


@cache
def written(folder: str, part: str = "regime.yaml") -> Any:
    """A file of a regime with every scalar as the text that stands there; nothing where there is no such file."""
    path = REGIMES / folder / part
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) if path.is_file() else {}


def statements(regime: Mapping[str, Any], procedure: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Whatever must rest on something, with the way to it: values, days, duties, bans, issues, sanctions, the fields of a
    petition, clocks, moves."""
    for name, parameter in regime.get("parameters", {}).items():
        yield from ((f"parameters.{name}[{n}]", one) for n, one in enumerate(parameter["values"]))
    for part in STATEMENTS:
        yield from (
            (f"{part}[{n}]", one)
            for n, one in enumerate(regime.get(part, []))
            if one.get("on") not in regime.get("parameters", {})  # its values are statements of their own
        )
    if "supervisor" in regime:
        yield "supervisor", regime["supervisor"]
    petition = regime.get("petition", {})
    yield from ((f"petition.{part}", petition[part]) for part in ("to", "who", "signs") if part in petition)
    yield from ((f"petition.fields.{one.get('id')}", one) for one in petition.get("fields", []))
    for name, state in procedure.get("states", {}).items():
        if "clock" in state:
            yield f"states.{name}.clock", state["clock"]
        yield from ((f"states.{name}.{move.get('id')}", move) for move in state.get("moves", []))


def without_basis(regime: Mapping[str, Any], procedure: Mapping[str, Any]) -> list[str]:
    """Ways to what lacks its article, its source or how sure it is, or names a source that is not there."""
    sources = regime.get("sources", {})
    found = []
    for way, one in statements(regime, procedure):
        found += [f"{way}.{key}" for key in BASIS if not str(one.get(key, "")).strip()]
        if one.get("source") and one["source"] not in sources:
            found.append(f"{way}.source: {one['source']}")
    return found


def walk(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value within a value, with the way to it."""
    yield way, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, (*way, str(key)))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from walk(inner, (*way, str(n)))
