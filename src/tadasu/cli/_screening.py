"""A screening from files to results: read, index, match, explain; with the times of each, and its run record."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from tadasu.cli._kept import list_index, supplier_index
from tadasu.cli._listed import Listed, entities_of, fits_one, load, load_all
from tadasu.cli._suppliers import Found, Suppliers
from tadasu.cli._terminal import Terminal
from tadasu.lists import ListDiff, diff
from tadasu.reports import Results, write
from tadasu.schema import Entity, EntityId, Explanation, ListId, Match, UsageError
from tadasu.screening import Index, Options, Screening, explain, screen, versions
from tadasu.store import RunInput, RunRecord, write_recorded

DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line."""

    file: Path
    against: tuple[str, ...]
    options: Options
    columns: str | None = None
    against_columns: str | None = None
    partial: bool = False
    since: str | None = None
    save_map: Path | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """Wall-clock seconds of each part; `indexing` is building or opening; `matching` is the screening alone."""

    reading: float
    indexing: float
    matching: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Results with what a run record and a summary need; `opened`: the index of the lists was there from an earlier run."""

    results: Results
    seconds: Seconds
    columns: str
    against_columns: str
    inputs: tuple[RunInput, ...]
    started: datetime
    opened: bool
    screening: Screening
    since: ListDiff | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LazyRow:
    """A result that is explained when it is first asked why, so that counting a million of them costs nothing."""

    query: Entity
    match: Match
    entity: Entity
    index: Index
    names_only: bool

    @cached_property
    def explanation(self) -> Explanation:
        """Why, worked out again from the same pair of names."""
        return explain(self.index, self.query, self.match, names_only=self.names_only)


def run(request: Request, terminal: Terminal) -> Outcome:
    """Read, index, match. Raises TadasuError with everything that is wrong."""
    started, clock = datetime.now(UTC), time.perf_counter()
    suppliers = Suppliers(
        request.file,
        terminal,
        columns=request.columns,
        whole=request.since is not None,  # the words of the parties that changed are looked up in all names at once
        map_to=request.save_map,
    )
    part = suppliers.next()
    lists = load_all(request.against, terminal, columns=request.against_columns, partial=request.partial)
    old = _older(request, terminal)
    changed = diff(old.entities, _same_list(old, lists).entities) if old else None
    read = time.perf_counter()
    entities = entities_of(lists)
    only = _parties(changed, _same_list(old, lists).note.id) if changed is not None and old is not None else None
    with terminal.step("cli.step.index", listed=f"{len(entities):,}"):
        index, opened = list_index(entities, terminal)
        reverse = supplier_index(part or (), terminal)[0] if only is not None else None
    indexed = time.perf_counter()
    options = replace(request.options, only=only)
    found, later = Found(), 0.0
    while part is not None:
        with terminal.step("cli.step.match", queries=f"{len(part):,}"):
            found.take(part, screen(part, index, options=options, reverse=reverse))
        part = None  # its suppliers are let go before the next are read
        clocked = time.perf_counter()
        part = suppliers.next()
        later += time.perf_counter() - clocked
    screening = found.screening(listed=len(index.entities))
    return Outcome(
        results=_results(request, terminal, found.queries, lists, index, screening),
        seconds=Seconds(reading=read - clock + later, indexing=indexed - read, matching=screening.seconds),
        columns=suppliers.columns,
        against_columns=_against_columns(lists, old),
        inputs=(
            RunInput(name=request.file.name, digest=suppliers.digest),
            *(file for listed in (*lists, *((old,) if old else ())) for file in listed.files),
        ),
        started=started,
        opened=opened,
        screening=screening,
        since=changed,
        versions={"tadasu": version("tadasu"), **versions()},
    )


def write_results(path: Path, request: Request, outcome: Outcome) -> Path:
    """Write the results and `<out>.run.json` beside them, both or neither; returns where the record is."""
    return write_recorded(
        path,
        lambda place: write(outcome.results, place),
        lambda digest: _record(path.name, digest, request, outcome),
    )


def summary(outcome: Outcome) -> dict[str, object]:
    """The object that --json prints; docs/formats.md describes its keys."""
    results, seconds = outcome.results, outcome.seconds
    return {
        "queries": results.queries_total,
        "listed": results.listed_total,
        "matches": len(results.rows),
        "threshold": results.threshold,
        "seconds": round(seconds.matching, 6),
        "queries_per_second": round(results.queries_total / max(seconds.matching, 1e-9), 1),
        "read_seconds": round(seconds.reading, 6),
        "index_seconds": round(seconds.indexing, 6),
        "index": "opened" if outcome.opened else "built",
        "names": outcome.screening.names,
        "names_compared": outcome.screening.compared,
        "versions": {
            **outcome.versions,
            "list": {note.id: note.digest[:DIGEST_LENGTH] for note in results.lists},
        },
    }


def _record(name: str, digest: str, request: Request, outcome: Outcome) -> RunRecord:
    options = request.options
    arguments = {
        "threshold": repr(options.threshold),
        "limit": "" if options.limit is None else str(options.limit),
        "names_only": str(options.names_only).lower(),
        "partial": str(request.partial).lower(),
        "columns": outcome.columns,
        "against_columns": outcome.against_columns,
        "since": Path(request.since).name if request.since else "",
        "language": outcome.results.language,
    }
    lists = {f"list:{note.id}": note.digest for note in outcome.results.lists}
    return RunRecord(
        command="screen",
        arguments=tuple(sorted(arguments.items())),
        inputs=outcome.inputs,
        versions=tuple(sorted({**outcome.versions, **lists}.items())),
        outputs=((name, digest),),
        started=outcome.started,
        seconds=round(outcome.seconds.matching, 3),
    )


def _results(
    request: Request,
    terminal: Terminal,
    queries: Mapping[str, Entity],
    lists: Sequence[Listed],
    index: Index,
    screening: Screening,
) -> Results:
    return Results(
        rows=_rows(screening.matches, queries, index, names_only=request.options.names_only),
        queries_total=screening.queries,
        listed_total=screening.listed,
        lists=tuple(listed.note for listed in lists),
        threshold=request.options.threshold,
        versions={"tadasu": version("tadasu"), **versions()},
        language=terminal.language,
        invented=request.invented,
        since=Path(request.since).name if request.since else "",
    )


def _rows(
    matches: Sequence[Match], queries: Mapping[str, Entity], index: Index, *, names_only: bool
) -> tuple[LazyRow, ...]:
    return tuple(
        LazyRow(
            query=queries[match.query_id],
            match=match,
            entity=index.entities[index.entity_number(match.entity_id, match.list_id, name=match.matched_name)],
            index=index,
            names_only=names_only,
        )
        for match in matches
    )


def _against_columns(lists: Sequence[Listed], old: Listed | None) -> str:
    """The map that was used for each plain table among the lists, one after the other."""
    tables = [listed for listed in (*lists, old) if listed is not None and listed.columns]
    return "; ".join(f"{listed.note.id}: {listed.columns}" for listed in tables)


def _older(request: Request, terminal: Terminal) -> Listed | None:
    """The list of --since, by the same map as those of --against."""
    if request.since is None:
        return None
    columns = request.against_columns
    or_own = fits_one((*request.against, request.since), columns)
    return load(request.since, terminal, columns=columns, partial=True, or_own=or_own)


def _same_list(old: Listed, lists: Sequence[Listed]) -> Listed:
    """The list that `old` is an older version of: the same id, or both the only plain table there is.

    Raises UsageError `since-unclear`.
    """
    same = [listed for listed in lists if listed.note.id == old.note.id]
    if not same and old.columns and len(lists) == 1 and lists[0].columns:
        same = list(lists)
    if len(same) != 1:
        raise UsageError("since-unclear", old=old.note.id, lists=", ".join(listed.note.id for listed in lists))
    return same[0]


def _parties(changed: ListDiff, list_id: ListId) -> frozenset[tuple[ListId, EntityId]]:
    """The parties that are new or changed: only matches with them are asked for."""
    ids = {entity.id for entity in changed.added} | {change.new.id for change in changed.changed}
    return frozenset((list_id, entity_id) for entity_id in ids)
