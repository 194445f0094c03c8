"""An assessment from files: read, tell companies, find listings and owners, trace, decide."""

import time
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from math import log

import polars as pl

from tadasu.assessment import (
    Assessment,
    Companies,
    KnownFinding,
    PathTeller,
    Policy,
    assess,
    known_listings,
    listings,
    on_companies,
    owned_findings,
    party_of,
    read_judgements,
    resolve,
    risk_findings,
    table,
    unlike_numbers,
)
from tadasu.cli._assess_settings import LeftOut, left_out
from tadasu.cli._columns import columns_text
from tadasu.cli._kept import list_index
from tadasu.cli._listed import Listed, entities_of
from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_files import ReadFiles, inputs_of, read_all
from tadasu.cli._trade_options import Request
from tadasu.goods import digest as goods_digest
from tadasu.goods import transformations
from tadasu.ownership import Stakes
from tadasu.schema import MILLINATS, Declaration, EntityId, Finding, FoundPath, Issue, ListId, Period
from tadasu.screening import versions
from tadasu.store import RunInput

MILLION = 1_000_000
MOST_LOST = 5
"""Findings that touch nothing that are named."""
MOST_CARDS = 100
"""Declarations whose ways a page shows."""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """The result with what a record and a summary need; `seconds` by stage."""

    result: Assessment
    table: pl.DataFrame
    findings: tuple[Finding, ...]
    lists: tuple[Listed, ...]
    issues: Mapping[str, Issue]
    left_out: LeftOut
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

    def listed(self) -> Iterator[KnownFinding]:
        """Every entry of every list, whether or not a company is taken for it."""
        return known_listings(entities_of(self.lists), issues=self.issues, unnumbered=_unnumbered(self.lists))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was read, and the companies in it; `seconds` by stage."""

    read: ReadFiles
    upstream: tuple[Declaration, ...]
    companies: Companies
    started: datetime
    seconds: Mapping[str, float]


def run(request: Request, terminal: Terminal) -> Assessed:
    """Read, tell companies, trace, decide. Raises TadasuError with everything that is wrong."""
    return decide(request, gather(request, terminal), terminal)


def gather(request: Request, terminal: Terminal) -> Gathered:
    """Read everything and tell companies. Raises TadasuError with everything that is wrong."""
    clock = _Clock()
    started = datetime.now(UTC)
    judgements = read_judgements(request.judgements) if request.judgements else ()
    read = read_all(request, terminal)
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
    findings = _findings(request, gathered, terminal)
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
                least_origin=round(MILLION * request.least_origin),
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
        lists=read.lists,
        issues=request.issue_of_list,
        left_out=left_out(read),
        inputs=tuple(inputs_of(request, read)),
        columns=columns_text(read.declarations.columns) if read.declarations.columns else "",
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


def _findings(request: Request, gathered: Gathered, terminal: Terminal) -> tuple[Finding, ...]:
    """Those of the files, of the lists, of owners, and goods at risk; all on companies of the declarations."""
    read, companies = gathered.read, gathered.companies
    every = (*read.declarations.declarations, *gathered.upstream)
    traders = {
        EntityId(companies.entities[companies.of(party)].id) for one in every for party in (one.seller, one.buyer)
    }
    given = [finding for file in read.findings for finding in file.findings]
    out = list(on_companies(given, read.named, companies, traders=traders, threads=request.threads))
    for number in unlike_numbers(read.named, companies, threads=request.threads)[:MOST_LOST]:
        terminal.note(terminal.text("cli.assess.unlike", number=number))
    listed = entities_of(read.lists)
    if listed:
        with terminal.step("cli.step.match", queries=f"{len(companies.entities):,}"):
            index, _ = list_index(listed, terminal)
            out += listings(
                companies,
                listed,
                index=index,
                issues=request.issue_of_list,
                unnumbered=_unnumbered(read.lists),
                threads=request.threads,
            )
    stakes = [stake for file in read.stakes for stake in file.stakes]
    owners = {companies.entities[companies.of(party_of(one))].id for file in read.stakes for one in file.parties}
    _say_what_was_lost(given, out, {*traders, *owners}, terminal)
    if stakes:
        days = Period(start=min(one.day for one in every), end=max(one.day for one in every))
        contested = not request.without_contested
        out += owned_findings(stakes, read.named, out, companies, days=days, contested=contested)
        for remark in Stakes.build(stakes, on=max(one.day for one in every)).remarks:
            terminal.note(terminal.text(remark.code, **dict(remark.params)))
    return (*out, *(risk_findings() if request.goods_at_risk else ()))


def _unnumbered(lists: Sequence[Listed]) -> frozenset[ListId]:
    return frozenset(one.note.id for one in lists if not one.numbered)


def _say_what_was_lost(
    given: Sequence[Finding], placed: Sequence[Finding], known: Container[EntityId], terminal: Terminal
) -> None:
    """Findings on companies that neither trade nor own anything here touch nothing: say how many, and the first few."""
    companies = [(one, getattr(one.subject, "company", None)) for one in placed]
    there = {one.id.removesuffix(f":{company}") for one, company in companies if company is None or company in known}
    lost = [finding.id for finding in given if finding.id not in there]
    if lost:
        shown = ", ".join(lost[:MOST_LOST]) + (" ..." if len(lost) > MOST_LOST else "")
        terminal.note(terminal.text("cli.assess.lost", lost=len(lost), given=len(given), findings=shown))
