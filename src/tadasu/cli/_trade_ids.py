"""Ids of several files: one id that stands for two names is two parties, and each file keeps its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tadasu.cli._other_formats import HeldFile
from tadasu.readers import EntityFile, FindingFile
from tadasu.schema import CompanySubject, Entity, EntityId, Finding, GoodOfCompany, Stake
from tadasu.screening import Index, Options, screen

MAY_BE = 0.5
"""Probability from which two names are taken for one party's, where they share an id."""


@dataclass(frozen=True, slots=True)
class ToldApart:
    """The files with ids that no longer collide; `split` are (id, name in an earlier file, name in a later one)."""

    findings: tuple[FindingFile, ...]
    stakes: tuple[HeldFile, ...]
    split: tuple[tuple[str, str, str], ...]


def tell_apart(
    registers: Sequence[EntityFile], findings: Sequence[FindingFile], stakes: Sequence[HeldFile]
) -> ToldApart:
    """Registers say first what an id stands for, then findings, then stakes; a later file whose name for it is not alike
    gets an id of its own for that party."""
    known: dict[EntityId, Entity] = {one.id: one for file in registers for one in file.entities}
    split: list[tuple[str, str, str]] = []
    out_findings = []
    for number, file in enumerate(findings, 1):
        own = _own_ids(f"findings {number}", file.companies, known, split)
        out_findings.append(_findings(file, own) if own else file)
    out_stakes = []
    for number, table in enumerate(stakes, 1):
        own = _own_ids(f"stakes {number}", table.parties, known, split)
        out_stakes.append(_stakes(table, own) if own else table)
    return ToldApart(tuple(out_findings), tuple(out_stakes), tuple(split))


def _own_ids(
    file: str, parties: Sequence[Entity], known: dict[EntityId, Entity], split: list[tuple[str, str, str]]
) -> Mapping[EntityId, EntityId]:
    """Id -> the id of its own, for parties whose id an earlier file gives to another name."""
    out: dict[EntityId, EntityId] = {}
    for one in parties:
        before = known.setdefault(one.id, one)
        if before is not one and one.id not in out and not _one_party(before, one):
            out[one.id] = EntityId(f"{file}: {one.id}")
            split.append((one.id, before.name, one.name))
    return out


def _one_party(first: Entity, second: Entity) -> bool:
    """Whether two parties of one id bear names that are alike; one without a name but its id may be anyone."""
    if {first.name, second.name} & {first.id, second.id} or set(first.names) & set(second.names):
        return True
    options = Options(threshold=MAY_BE, names_only=True, threads=1)
    return bool(screen([second], Index.build([first]), options=options).matches)


def _findings(file: FindingFile, own: Mapping[EntityId, EntityId]) -> FindingFile:
    return replace(
        file,
        findings=tuple(_moved(one, own) for one in file.findings),
        companies=tuple(_named(one, own) for one in file.companies),
    )


def _moved(finding: Finding, own: Mapping[EntityId, EntityId]) -> Finding:
    subject = finding.subject
    if isinstance(subject, CompanySubject | GoodOfCompany) and subject.company in own:
        return replace(finding, subject=replace(subject, company=own[subject.company]))
    return finding


def _stakes(table: HeldFile, own: Mapping[EntityId, EntityId]) -> HeldFile:
    def moved(one: Stake) -> Stake:
        return replace(one, owner=own.get(one.owner, one.owner), company=own.get(one.company, one.company))

    return replace(
        table, stakes=tuple(map(moved, table.stakes)), parties=tuple(_named(one, own) for one in table.parties)
    )


def _named(one: Entity, own: Mapping[EntityId, EntityId]) -> Entity:
    return replace(one, id=own[one.id]) if one.id in own else one
