"""Every file that an assessment reads: declarations, findings, stakes, registers, lists; and who they name."""

from dataclasses import dataclass, replace
from pathlib import Path

from tadasu.cli._columns import columns_text
from tadasu.cli._listed import Listed, load_all, show_remarks
from tadasu.cli._older_codes import OlderCodes, good_exists
from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_ids import tell_apart
from tadasu.cli._trade_options import Request
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
from tadasu.schema import Declaration, DeclarationId, Entity, Flow, UsageError
from tadasu.store import RunInput, input_of

MOST_CONVERTED = 5
"""Codes of an older edition that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFiles:
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


def read_all(request: Request, terminal: Terminal) -> ReadFiles:
    """Read every file of a request, and show what readers remark. Raises TadasuError with everything that is wrong."""
    older = OlderCodes()
    declarations = _declarations(request.file, request, terminal, older, flow=request.flow)
    if request.save_map:
        save_map(declarations.columns, request.save_map)
    upstream = tuple(_declarations(path, request, terminal, older, flow=Flow.DOMESTIC) for path in request.upstream)
    findings = tuple(
        read_findings(
            path, country_code=country_code, parse_good=older.read, good_exists=good_exists,
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
    given = {str(one.note.id) for one in lists}
    if unknown := sorted(set(request.issue_of_list) - given):
        raise UsageError("issue-no-list", value=unknown[0][:80], known=", ".join(sorted(given)))
    if older.converted:
        shown = ", ".join(f"{old} -> {new}" for old, new in sorted(older.converted.items())[:MOST_CONVERTED])
        terminal.note(terminal.text("cli.assess.older", count=len(older.converted), shown=shown))
    apart = tell_apart(companies, findings, stakes)
    for number, first, second in apart.split:
        terminal.note(terminal.text("cli.assess.split", number=number, first=first, second=second))
    return ReadFiles(
        declarations=declarations,
        upstream=upstream,
        findings=apart.findings,
        stakes=apart.stakes,
        companies=companies,
        lists=lists,
    )


def _declarations(
    path: Path, request: Request, terminal: Terminal, older: OlderCodes, *, flow: Flow | None
) -> DeclarationFile:
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
            parse_good=older.read,
            good_exists=good_exists,
        )
    shown = columns_text(file.columns)
    terminal.note(terminal.text("cli.read", file=path.name, format=file.layout.format, columns=shown))
    show_remarks(file.problems, path.name, terminal)
    return file


def inputs_of(request: Request, read: ReadFiles) -> list[RunInput]:
    """What a run record names."""
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


def _line(one: Declaration) -> tuple[object, ...]:
    """What two copies of one declaration share."""
    parties = (one.seller.name, one.seller.country, one.buyer.name, one.buyer.country)
    return one.id, one.day, one.good, one.quantity, one.weight, parties
