"""Every file that an assessment reads: declarations, items, findings, stakes, registers, lists; and who they name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tadasu.cli._columns import columns_text
from tadasu.cli._finding_ids import distinct
from tadasu.cli._listed import Listed, load_all, show_remarks
from tadasu.cli._named_numbers import with_names
from tadasu.cli._older_codes import OlderCodes, good_exists
from tadasu.cli._other_formats import HeldFile, TradeFile, read_events, read_held, register_of
from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_ids import tell_apart
from tadasu.cli._trade_options import Request
from tadasu.places import all_places, country_code
from tadasu.readers import (
    DeclarationColumns,
    EntityFile,
    FindingFile,
    ItemTable,
    holds_events,
    load_map,
    propose_declarations,
    read_declarations,
    read_entities,
    read_findings,
    read_items,
    read_stakes,
    save_map,
    sniff,
)
from tadasu.schema import Declaration, DeclarationId, Entity, Flow, Problem, StakeKind, UsageError
from tadasu.store import RunInput, input_of

MOST_CONVERTED = 5
"""Codes of an older edition that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFiles:
    """Everything that was read."""

    declarations: TradeFile
    upstream: tuple[TradeFile, ...]
    items: tuple[ItemTable, ...]
    findings: tuple[FindingFile, ...]
    stakes: tuple[HeldFile, ...]
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


def read_all(request: Request, terminal: Terminal) -> ReadFiles:
    """Read every file of a request, and show what readers remark. Raises TadasuError with everything that is wrong."""
    older = OlderCodes()
    events = frozenset(path for path in (request.file, *request.upstream) if holds_events(path))
    _check_options(request, events, terminal)
    items = tuple(
        read_items(path, parse_good=older.read, good_exists=good_exists, keep_good=request.keep_good)
        for path in request.items
    )
    companies = tuple(read_entities(path, list_id=path.name, country_code=country_code) for path in request.companies)
    trade = _Trade(
        request=request,
        terminal=terminal,
        older=older,
        items=items,
        registers=[entity for file in companies for entity in file.entities],
        events=events,
    )
    declarations = trade.read(request.file, flow=request.flow)
    if request.save_map and declarations.columns:
        save_map(declarations.columns, request.save_map)
    upstream = tuple(trade.read(path, flow=Flow.DOMESTIC) for path in request.upstream)
    findings = tuple(
        read_findings(
            path, country_code=country_code, parse_good=older.read, good_exists=good_exists,
            place_exists=all_places().__contains__, keep_good=request.keep_good,
        )
        for path in request.findings
    )  # fmt: skip
    stakes = tuple(_stakes(path, request, terminal) for path in request.stakes)
    remarks = [one.problems for several in (items, findings, stakes, companies) for one in several]
    _show(remarks, (*request.items, *request.findings, *request.stakes, *request.companies), terminal)
    lists = load_all(request.lists, terminal, columns=None, partial=request.partial)
    given = {str(one.note.id) for one in lists}
    if unknown := sorted(set(request.issue_of_list) - given):
        raise UsageError("issue-no-list", value=unknown[0][:80], known=", ".join(sorted(given)))
    if older.converted:
        shown = ", ".join(f"{old} -> {new}" for old, new in sorted(older.converted.items())[:MOST_CONVERTED])
        terminal.note(terminal.text("cli.assess.older", count=len(older.converted), shown=shown))
    read = ReadFiles(
        declarations=declarations,
        upstream=upstream,
        items=items,
        findings=findings,
        stakes=stakes,
        companies=companies,
        lists=lists,
    )
    return _with_own_ids(read, request, terminal)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trade:
    """Reads files of declarations, whatever their format."""

    request: Request
    terminal: Terminal
    older: OlderCodes
    items: Sequence[ItemTable]
    registers: Sequence[Entity]
    events: frozenset[Path]

    def read(self, path: Path, *, flow: Flow | None) -> TradeFile:
        """One file; `flow` is that of all its lines where neither a column nor the map, nor an event's countries, say so."""
        with self.terminal.step("cli.step.declarations", file=path.name):
            file, said = self._events(path, flow) if path in self.events else self._table(path, flow)
        self.terminal.note(said)
        show_remarks(file.problems, path.name, self.terminal)
        return file

    def _table(self, path: Path, flow: Flow | None) -> tuple[TradeFile, str]:
        layout, request = sniff(path, vocabulary="declarations"), self.request
        saved = load_map(request.columns, DeclarationColumns) if request.columns and path == request.file else None
        columns = saved or propose_declarations(layout)
        told = bool(columns.flow) or any(name == "flow" for name, _ in columns.fixed)
        read = read_declarations(
            path,
            columns=columns,
            layout=layout,
            flow=None if told else flow,
            keep_good=request.keep_good,
            list_id=path.name,
            country_code=country_code,
            parse_good=self.older.read,
            good_exists=good_exists,
        )
        file = TradeFile(
            declarations=read.declarations, problems=read.problems, digest=read.digest, columns=read.columns
        )
        shown = columns_text(read.columns)
        return file, self.terminal.text("cli.read", file=path.name, format=layout.format, columns=shown)

    def _events(self, path: Path, flow: Flow | None) -> tuple[TradeFile, str]:
        file, events = read_events(
            path, self.request, older=self.older, items=self.items, registers=self.registers, flow=flow
        )
        counts = {"events": f"{events:,}", "declarations": f"{len(file.declarations):,}"}
        return file, self.terminal.text("cli.read.events", file=path.name, **counts)


def _check_options(request: Request, events: frozenset[Path], terminal: Terminal) -> None:
    """Raise UsageError `map-of-events`; say that a list of items has no use without events."""
    if request.file in events and (request.columns or request.save_map):
        raise UsageError("map-of-events", file=request.file.name)
    if request.items and not events:
        terminal.note(terminal.text("cli.items.unused"))


def _stakes(path: Path, request: Request, terminal: Terminal) -> HeldFile:
    """A register in its publisher's format, else a table of ours; what of it can lead to no finding is said."""
    if list_id := register_of(path):
        file = read_held(path, list_id, partial=request.partial)
        counts = {"stakes": f"{len(file.stakes):,}", "parties": f"{len(file.parties):,}"}
        terminal.note(terminal.text("cli.read.stakes", file=path.name, format=list_id, **counts))
    else:
        table = read_stakes(path, country_code=country_code, keep_good=request.keep_good)
        file = HeldFile(stakes=table.stakes, parties=table.parties, problems=table.problems, digest=table.digest)
    if not file.stakes:
        terminal.note(terminal.text("cli.read.no-stakes", file=path.name))
    if without := sum(one.kind is not StakeKind.SHARES for one in file.stakes):
        terminal.note(terminal.text("cli.read.no-share", file=path.name, count=f"{without:,}"))
    return file


def _show(remarks: Sequence[Sequence[Problem]], paths: Sequence[Path], terminal: Terminal) -> None:
    for path, problems in zip(paths, remarks, strict=True):
        show_remarks(problems, path.name, terminal)


def _with_own_ids(read: ReadFiles, request: Request, terminal: Terminal) -> ReadFiles:
    """One id for one party and one finding, and names for parties of stakes that are a number alone."""
    apart = tell_apart(read.companies, read.findings, read.stakes)
    for number, first, second in apart.split:
        terminal.note(terminal.text("cli.assess.split", number=number, first=first, second=second))
    own = distinct(apart.findings, [path.name for path in request.findings])
    for file, before, new in own.renamed:
        terminal.note(terminal.text("cli.assess.finding-twice", file=file, id=before, new=new))
    for file, count in own.repeated:
        terminal.note(terminal.text("cli.assess.findings-repeated", file=file, count=count))
    trade = (one for file in (read.declarations, *read.upstream) for one in file.declarations)
    named = replace(read, findings=own.files, stakes=apart.stakes).named
    return replace(read, findings=own.files, stakes=with_names(apart.stakes, trade, named))


def inputs_of(request: Request, read: ReadFiles) -> list[RunInput]:
    """What a run record names."""
    files = [
        RunInput(name=request.file.name, digest=read.declarations.digest),
        *(
            RunInput(name=path.name, digest=file.digest)
            for path, file in zip(request.upstream, read.upstream, strict=True)
        ),
        *(RunInput(name=path.name, digest=file.digest) for path, file in zip(request.items, read.items, strict=True)),
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


def _line(one: Declaration) -> tuple[object, ...]:
    """What two copies of one declaration share."""
    parties = (one.seller.name, one.seller.country, one.buyer.name, one.buyer.country)
    return one.id, one.day, one.good, one.quantity, one.weight, parties
