"""The record of a run: enough to do it again and get the same bytes, and nothing about the machine it ran on."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tadasu.store._problems import DataFolderError
from tadasu.store._whole import digest_file, write_together, write_whole

FORMAT = "1"
RECORD_SUFFIX = ".run.json"

_ABSOLUTE = re.compile(r"^(/|~[^/]*/|\\\\|[A-Za-z]:[\\/]|file:)")

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInput:
    """A file that was read: its name without folders, and the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What was run on what. Two records are equal when the runs should give the same bytes: times do not count.

    `arguments` are the options that matter to the result, `versions` of tadasu, lists, normaliser, scorer;
    `outputs` are (name, SHA-256). All pairs are sorted. `started` has a time zone.
    """

    command: str
    arguments: Pairs = ()
    inputs: tuple[RunInput, ...] = ()
    versions: Pairs = ()
    outputs: Pairs = ()
    started: datetime | None = field(default=None, compare=False)
    seconds: float = field(default=0.0, compare=False)


def input_of(path: Path) -> RunInput:
    """Name and digest of a file that a run reads."""
    return RunInput(name=path.name, digest=digest_file(path))


def record_bytes(record: RunRecord) -> bytes:
    """The comparable part: the same inputs, arguments and versions give the same bytes. Raises DataFolderError."""
    return _bytes(_comparable(record))


def write_run(path: Path, record: RunRecord) -> None:
    """Write the record as JSON, the times apart under `times`. Refuses a record that names a place on this machine."""
    times = {"started": record.started.isoformat() if record.started else None, "seconds": record.seconds}
    written = _bytes({"format": FORMAT, "run": _comparable(record), "times": times})
    with write_whole(path, "wb") as stream:
        stream.write(written)


def write_recorded(path: Path, write: Callable[[Path], object], record: Callable[[str], RunRecord]) -> Path:
    """Write a result and `<path>.run.json` beside it: both or neither, and until both are there the old ones stay.

    `write` fills the place it is given; `record` makes the record from the SHA-256 of what was written. Returns where the
    record is. Raises DataFolderError.
    """
    beside = record_of(path)
    write_together(
        {path: write, beside: lambda place: write_run(place, record(digest_file(place.with_name(path.name))))}
    )
    return beside


def record_of(path: Path) -> Path:
    """Where the record of a result is.

    >>> record_of(Path("results.csv")).name
    'results.csv.run.json'
    """
    return path.with_name(path.name + RECORD_SUFFIX)


def read_run(path: Path) -> RunRecord:
    """What `write_run` wrote. Raises DataFolderError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        run, times = content["run"], content["times"]
        return RunRecord(
            command=run["command"],
            arguments=_pairs(run["arguments"]),
            inputs=tuple(RunInput(name=entry["name"], digest=entry["digest"]) for entry in run["inputs"]),
            versions=_pairs(run["versions"]),
            outputs=_pairs(run["outputs"]),
            started=datetime.fromisoformat(times["started"]) if times["started"] else None,
            seconds=times["seconds"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DataFolderError("run-damaged", file=path.name) from None


def _comparable(record: RunRecord) -> dict[str, Any]:
    values = [record.command, *(value for _, value in (*record.arguments, *record.outputs))]
    values += [name for name, _ in record.outputs] + [entry.name for entry in record.inputs]
    for value in values:
        if _ABSOLUTE.match(value):
            raise DataFolderError("absolute-path", value=Path(value).name)
    return {
        "command": record.command,
        "arguments": dict(sorted(record.arguments)),
        "inputs": [{"name": entry.name, "digest": entry.digest} for entry in record.inputs],
        "versions": dict(sorted(record.versions)),
        "outputs": dict(sorted(record.outputs)),
    }


def _pairs(content: Mapping[str, str]) -> Pairs:
    return tuple(sorted(content.items()))


def _bytes(content: dict[str, Any]) -> bytes:
    """JSON; a byte of a file name that is not UTF-8 becomes a JSON escape, from which it is read back."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode("utf-8", "backslashreplace")
