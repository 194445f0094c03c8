"""An assessment from files to results: read, tell companies, find listings and owners, trace, decide; with its run record."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from math import log
from pathlib import Path

import polars as pl

from tadasu.assessment import (
    OUTCOME,
    RULES,
    Assessment,
    Companies,
    PathTeller,
    Policy,
    assess,
    known_finding,
    listings,
    name_of,
    on_companies,
    owned_findings,
    party_of,
    read_judgements,
    resolve,
    risk_findings,
    table,
)
from tadasu.cli._columns import columns_text
from tadasu.cli._kept import list_index
from tadasu.cli._listed import Listed, entities_of, load_all, show_remarks
from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_options import Request
from tadasu.goods import digest as goods_digest
from tadasu.goods import exists, parse_hs, transformations
from tadasu.places import all_places, country_code
from tadasu.readers import (
    DeclarationColumns,
    DeclarationFile,
    EntityFile,
    FindingFile,
    StakeTable,
    load_map,
    propose_declarations,
    read_declarations,
    read_entities,
    read_findings,
    read_stakes,
    save_map,
    sniff,
)
from tadasu.reports import AssessmentReport, write_assessment
from tadasu.schema import MILLINATS, Declaration, DeclarationId, Entity, Finding, Flow, FoundPath
from tadasu.screening import versions
from tadasu.store import RunInput, RunRecord, input_of, write_recorded
from tadasu.wording import Language

MILLION = 1_000_000
MOST_CARDS = 100
"""Declarations whose ways a page shows."""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """The result with what a record and a summary need; `seconds` by stage."""

    result: Assessment
    table: pl.DataFrame
    findings: tuple[Finding, ...]
    inputs: tuple[RunInput, ...]
    columns: str
    started: datetime
    seconds: Mapping[str, float]
    versions: Mapping[str, str]

    @cached_property
    def paths(self) -> Mapping[str, tuple[FoundPath, ...]]:
        """Declaration id -> its strongest ways, of the first declarations that a finding reaches."""
        teller, out = PathTeller(self.result), dict[str, tuple[FoundPath, ...]]()
        for line in self.result.queue[:MOST_CARDS].tolist():
            if found := teller.paths(line):
                out[self.result.lines.declarations[line].id] = found
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Everything that was read."""

    declarations: DeclarationFile
    upstream: tuple[DeclarationFile, ...]
    findings: tuple[FindingFile, ...]
    stakes: tuple[StakeTable, ...]
    companies: tuple[EntityFile, ...]
    lists: tuple[Listed, ...]

    @property
    def from_elsewhere(self) -> tuple[Declaration, ...]:
        """Declarations of the other files, without those that stand in the first file too; their ids name the file."""
        known = {_line(one) for one in self.declarations.declarations}
        return tuple(
            replace(one, id=DeclarationId(f"{one.origin.list_id}#{one.id}"))
            for file in self.upstream
            for one in file.declarations
            if _line(one) not in known
        )

    @property
    def named(self) -> tuple[Entity, ...]:
        """Parties that registers, findings and stakes name; a register's word for an id comes first."""
        registers = (entity for file in self.companies for entity in file.entities)
        about = (entity for file in self.findings for entity in file.companies)
        owners = (entity for file in self.stakes for entity in file.parties)
        return (*registers, *about, *owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was read, and the companies in it; `seconds` by stage."""

    read: _Read
    upstream: tuple[Declaration, ...]
    companies: Companies
    started: datetime
    seconds: Mapping[str, float]


def _line(one: Declaration) -> tuple[object, ...]:
    """What two copies of one declaration share."""
    return one.id, one.day, one.good, one.quantity, one.weight


def run(request: Request, terminal: Terminal) -> Assessed:
    """Read, tell companies, trace, decide. Raises TadasuError with everything that is wrong."""
    return decide(request, gather(request, terminal), terminal)


def gather(request: Request, terminal: Terminal) -> Gathered:
    """Read everything and tell companies. Raises TadasuError with everything that is wrong."""
    clock = _Clock()
    started = datetime.now(UTC)
    judgements = read_judgements(request.judgements) if request.judgements else ()
    read = _read(request, terminal)
    upstream = read.from_elsewhere
    clock.lap("reading")
    with terminal.step("cli.step.companies"):
        companies = resolve(
            [
                *(party for one in (*read.declarations.declarations, *upstream) for party in (one.seller, one.buyer)),
                *map(party_of, read.named),
            ],
            registers=[entity for file in read.companies for entity in file.entities],
            judgements=judgements,
            threads=request.threads,
        )
    clock.lap("companies")
    return Gathered(read=read, upstream=upstream, companies=companies, started=started, seconds=clock.laps)


def decide(request: Request, gathered: Gathered, terminal: Terminal) -> Assessed:
    """Find listings and owners, trace, decide; `gathered` by the same request but for the options of this part."""
    clock = _Clock()
    read, companies, upstream = gathered.read, gathered.companies, gathered.upstream
    findings = _findings(request, read, companies, terminal)
    clock.lap("findings")
    with terminal.step("cli.step.trace", declarations=f"{len(read.declarations.declarations) + len(upstream):,}"):
        result = assess(
            read.declarations.declarations,
            companies,
            findings,
            upstream=upstream,
            policy=Policy(
                least_strength=round(MILLINATS * log(request.least_strength)),
                least_seen=round(MILLION * request.least_seen),
            ),
            table=transformations(extended=request.extended, parts=request.parts),
            flow=request.flow,
            country=request.country,
            without_contested=request.without_contested,
        )
    clock.lap("assessing")
    queue = table(result)
    clock.lap("table")
    return Assessed(
        result=result,
        table=queue,
        findings=findings,
        inputs=tuple(_inputs(request, read)),
        columns=columns_text(read.declarations.columns),
        started=gathered.started,
        seconds={**gathered.seconds, **clock.laps},
        versions={"tadasu": version("tadasu"), "goods": goods_digest()[:12], **versions()},
    )


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps[stage], self._last = now - self._last, now


def write_results(
    path: Path, request: Request, assessed: Assessed, *, capacity: int | None, language: Language
) -> Path:
    """Write the queue and `<out>.run.json` beside it, both or neither; returns where the record is."""
    report = report_of(request, assessed, capacity=capacity, language=language)
    return write_recorded(
        path,
        lambda place: write_assessment(report, place),
        lambda digest: run_record(
            "assess",
            (path.name, digest),
            request,
            assessed,
            language=language,
            others={"capacity": str(capacity or "")},
        ),
    )


def report_of(request: Request, assessed: Assessed, *, capacity: int | None, language: Language) -> AssessmentReport:
    """What a page or a table is made of."""
    return AssessmentReport(
        table=assessed.table,
        paths=assessed.paths,
        capacity=capacity,
        upstream=len(assessed.result.lines.declarations) - assessed.result.queue.size,
        findings=tuple(map(known_finding, assessed.findings)),
        inputs=tuple((one.name, one.digest) for one in assessed.inputs),
        versions=assessed.versions,
        language=language,
        invented=request.invented,
    )


def summary(assessed: Assessed, *, capacity: int | None) -> dict[str, object]:
    """The object of --json."""
    rules = assessed.result.outcome.rule[assessed.result.queue].tolist()
    found = [name_of(OUTCOME[RULES[rule]]) for rule in rules]
    return {
        "declarations": len(assessed.result.lines.declarations),
        "assessed": len(rules),
        "companies": len(assessed.result.companies.entities),
        "merges": len(assessed.result.companies.merges),
        "findings": len(assessed.findings),
        **{name: found.count(name) for name in ("hold", "ask", "not-traceable", "clear")},
        "capacity": capacity,
        "seconds": {stage: round(value, 3) for stage, value in assessed.seconds.items()},
        "tracing_seconds": {stage: round(value, 3) for stage, value in assessed.result.seconds.items()},
        "versions": dict(sorted(assessed.versions.items())),
    }


def _read(request: Request, terminal: Terminal) -> _Read:
    declarations = _declarations(request.file, request, terminal, flow=request.flow)
    if request.save_map:
        save_map(declarations.columns, request.save_map)
    upstream = tuple(_declarations(path, request, terminal, flow=Flow.DOMESTIC) for path in request.upstream)
    findings = tuple(
        read_findings(
            path, country_code=country_code, parse_good=parse_hs, good_exists=good_exists,
            place_exists=all_places().__contains__, keep_good=request.keep_good,
        )
        for path in request.findings
    )  # fmt: skip
    stakes = tuple(read_stakes(path, country_code=country_code, keep_good=request.keep_good) for path in request.stakes)
    companies = tuple(read_entities(path, list_id=path.name, country_code=country_code) for path in request.companies)
    remarks = (
        [one.problems for one in findings] + [one.problems for one in stakes] + [one.problems for one in companies]
    )
    for path, problems in zip((*request.findings, *request.stakes, *request.companies), remarks, strict=True):
        show_remarks(problems, path.name, terminal)
    lists = load_all(request.lists, terminal, columns=None, partial=request.partial)
    return _Read(
        declarations=declarations, upstream=upstream, findings=findings, stakes=stakes, companies=companies, lists=lists
    )


def _declarations(path: Path, request: Request, terminal: Terminal, *, flow: Flow | None) -> DeclarationFile:
    """One file; `flow` is that of all its lines where neither a column nor the map says so."""
    with terminal.step("cli.step.declarations", file=path.name):
        layout = sniff(path, vocabulary="declarations")
        saved = load_map(request.columns, DeclarationColumns) if request.columns and path == request.file else None
        columns = saved or propose_declarations(layout)
        told = bool(columns.flow) or any(name == "flow" for name, _ in columns.fixed)
        file = read_declarations(
            path,
            columns=columns,
            layout=layout,
            flow=None if told else flow,
            keep_good=request.keep_good,
            list_id=path.name,
            country_code=country_code,
            parse_good=parse_hs,
            good_exists=good_exists,
        )
    shown = columns_text(file.columns)
    terminal.note(terminal.text("cli.read", file=path.name, format=file.layout.format, columns=shown))
    show_remarks(file.problems, path.name, terminal)
    return file


def good_exists(text: str) -> bool:
    """Whether HS 2022 has the code."""
    code = parse_hs(text)
    return code is not None and exists(code)


def _findings(request: Request, read: _Read, companies: Companies, terminal: Terminal) -> tuple[Finding, ...]:
    """Those of the files, of the lists, of owners, and goods at risk; all on companies of the declarations."""
    given = [finding for file in read.findings for finding in file.findings]
    out = list(on_companies(given, read.named, companies, threads=request.threads))
    listed = entities_of(read.lists)
    if listed:
        with terminal.step("cli.step.match", queries=f"{len(companies.entities):,}"):
            index, _ = list_index(listed, terminal)
            out += listings(companies, listed, index=index, threads=request.threads)
    stakes = [stake for file in read.stakes for stake in file.stakes]
    if stakes:
        last = max(one.day for one in read.declarations.declarations)
        out += owned_findings(stakes, read.named, out, companies, on=last, contested=not request.without_contested)
    return (*out, *(risk_findings() if request.goods_at_risk else ()))


def _inputs(request: Request, read: _Read) -> list[RunInput]:
    files = [
        RunInput(name=request.file.name, digest=read.declarations.digest),
        *(
            RunInput(name=path.name, digest=file.digest)
            for path, file in zip(request.upstream, read.upstream, strict=True)
        ),
        *(
            RunInput(name=path.name, digest=file.digest)
            for path, file in zip(request.findings, read.findings, strict=True)
        ),
        *(RunInput(name=path.name, digest=file.digest) for path, file in zip(request.stakes, read.stakes, strict=True)),
        *(
            RunInput(name=path.name, digest=file.digest)
            for path, file in zip(request.companies, read.companies, strict=True)
        ),
        *(RunInput(name=str(one.note.id), digest=one.note.digest) for one in read.lists),
    ]
    return [*files, *(input_of(path) for path in (request.judgements, request.columns) if path)]


def run_record(
    command: str,
    output: tuple[str, str],
    request: Request,
    assessed: Assessed,
    *,
    language: Language,
    others: Mapping[str, str],
) -> RunRecord:
    """The record of a run that wrote `output` (name, SHA-256); `others` are options of the command itself."""
    arguments = {
        "flow": request.flow.value if request.flow else "",
        "country": request.country,
        "keep_good": str(request.keep_good).lower(),
        "without_contested": str(request.without_contested).lower(),
        "goods_at_risk": str(request.goods_at_risk).lower(),
        "extended": str(request.extended).lower(),
        "parts": str(request.parts).lower(),
        "least_seen": repr(request.least_seen),
        "least_strength": repr(request.least_strength),
        "columns": assessed.columns,
        "language": language,
        **others,
    }
    return RunRecord(
        command=command,
        arguments=tuple(sorted(arguments.items())),
        inputs=assessed.inputs,
        versions=tuple(sorted(assessed.versions.items())),
        outputs=(output,),
        started=assessed.started,
        seconds=round(sum(assessed.seconds.values()), 3),
    )
