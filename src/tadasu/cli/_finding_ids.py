"""Findings of several files that use one id: each keeps one of its own, since a result names its finding by the id."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tadasu.readers import FindingFile
from tadasu.schema import Finding, FindingId


@dataclass(frozen=True, slots=True)
class DistinctFindings:
    """The files with ids that no longer collide. `renamed` are (file, id as it was, id as it is), `repeated` (file, how many
    findings an earlier file holds just so; they are left out)."""

    files: tuple[FindingFile, ...]
    renamed: tuple[tuple[str, str, str], ...]
    repeated: tuple[tuple[str, int], ...]


def distinct(files: Sequence[FindingFile], names: Sequence[str]) -> DistinctFindings:
    """An earlier file keeps its ids; a later one's finding of the same id is called `FILE#ID`, as declarations are."""
    taken: set[FindingId] = set()
    seen: set[Finding] = set()
    out: list[FindingFile] = []
    renamed: list[tuple[str, str, str]] = []
    repeated: list[tuple[str, int]] = []
    for file, name in zip(files, names, strict=True):
        own = [one for one in file.findings if one not in seen]
        kept = [_of_its_own(one, name, taken) for one in own]
        renamed += [(name, one.id, new.id) for one, new in zip(own, kept, strict=True) if new.id != one.id]
        if len(own) < len(file.findings):
            repeated.append((name, len(file.findings) - len(own)))
        seen.update(file.findings)
        out.append(replace(file, findings=tuple(kept)))
    return DistinctFindings(tuple(out), tuple(renamed), tuple(repeated))


def _of_its_own(finding: Finding, file: str, taken: set[FindingId]) -> Finding:
    """The finding under an id that is not taken, which is then taken."""
    while finding.id in taken:
        finding = replace(finding, id=FindingId(f"{file}#{finding.id}"))
    taken.add(finding.id)
    return finding
