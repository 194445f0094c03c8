"""The findings in force as files that `tadasu assess` takes (`--findings`), and the names in them (`--companies`).

A finding in the file leads to its page and no further: what it rests on stays where it is. One that was taken from others and
rests on what a named party denies is left out: the file has no word for that.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from tadasu.schema import Subject
from tadasu.store import no_formula
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import content_of, in_force

COLUMNS = (
    *("id", "subject_type", "company_id", "company", "place", "good", "country", "issue", "kind", "strength"),
    *("from", "to", "basis", "presumption", "source_url"),
)
REGISTER = ("id", "name", "aliases", "country", "lei")
_BETWEEN = "; "
"""Between aliases, as the reader takes them apart."""


def findings_file(actor: Actor, organisation: UUID, *, page: Callable[[UUID], str]) -> str:
    """CSV (docs/declarations.md), a row a finding; `page` gives the whole address of a version's page. Raises Refused."""
    return _csv(COLUMNS, (_finding(one, page(one.id)) for one in _sure(actor, organisation)))


def companies_file(actor: Actor, organisation: UUID) -> str:
    """CSV, a row a company that a finding in force names. Raises Refused."""
    rows = {row[0]: row for one in _sure(actor, organisation) if (row := _company(one))}
    return _csv(REGISTER, rows.values())


def _sure(actor: Actor, organisation: UUID) -> Iterable[FindingVersion]:
    return (one for one in in_force(actor, organisation).iterator() if not content_of(one).finding.doubt)


def _finding(version: FindingVersion, page: str) -> Sequence[str]:
    content = content_of(version)
    finding, subject, named = content.finding, content.finding.subject, content.named
    company = company_id(version, subject)
    start, end = finding.period.start, finding.period.end
    return (
        str(version.id),
        str(version.content["subject"]["type"]),
        company,
        named.names[0] if company else "",
        getattr(subject, "place", ""),
        getattr(subject, "good", ""),
        getattr(subject, "country", "") or (named.countries[0] if company and named.countries else ""),
        finding.issue.value,
        finding.kind.value,
        str(finding.strength),
        start.isoformat() if start else "",
        end.isoformat() if end else "",
        f"finding {version.finding} version {version.version}",
        "yes" if finding.presumption else "no",
        page,
    )


def _company(version: FindingVersion) -> Sequence[str]:
    content = content_of(version)
    company = company_id(version, content.finding.subject)
    if not company:
        return ()
    first, *others = content.named.names
    lei = [one.value for one in content.named.identifiers if one.scheme == "lei"]
    return (
        company,
        first,
        _BETWEEN.join(dict.fromkeys(one for one in others if one != first)),
        content.named.countries[0] if content.named.countries else "",
        lei[0] if lei else "",
    )


def company_id(version: FindingVersion, subject: Subject) -> str:
    """Two instances that use one id do not mean one company."""
    company = str(getattr(subject, "company", ""))
    return f"{version.origin}#{company}" if company and version.origin else company


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()
