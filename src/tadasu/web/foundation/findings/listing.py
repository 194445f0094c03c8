"""The findings in force as files that `tadasu assess` takes (`--findings`), and the names in them (`--companies`).

A finding in the file leads to its page and no further: what it rests on stays where it is. One that was taken from others and
rests on what a named party denies is left out: the file has no word for that.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from tadasu.schema import Subject
from tadasu.store import no_formula
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.findings._document import Content, Named
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import content_of, in_force

COLUMNS = (
    *("id", "subject_type", "company_id", "company", "place", "good", "country", "issue", "kind", "strength"),
    *("from", "to", "basis", "presumption", "source_url"),
)
REGISTER = ("id", "name", "aliases", "country", "lei")
_BETWEEN = "; "
"""Between aliases, as the reader takes them apart."""

_TAKEN_APART = str.maketrans(dict.fromkeys(";；|｜", ","))
"""Signs at which the reader takes aliases apart: within one a comma stands for them, so that it stays one name."""


def findings_file(actor: Actor, organisation: UUID, *, page: Callable[[UUID], str]) -> str:
    """CSV (docs/declarations.md), a row a finding; `page` gives the whole address of a version's page. Raises Refused."""
    return _csv(COLUMNS, (_finding(one, said, page(one.id)) for one, said in _sure(actor, organisation)))


def companies_file(actor: Actor, organisation: UUID) -> str:
    """CSV, a row a company that a finding in force names, under all names that they give it. Raises Refused."""
    named: dict[str, list[Named]] = {}
    for version, content in _sure(actor, organisation):
        if company := company_id(version, content.finding.subject):
            named.setdefault(company, []).append(content.named)
    return _csv(REGISTER, (_company(company, several) for company, several in named.items()))


def _sure(actor: Actor, organisation: UUID) -> Iterator[tuple[FindingVersion, Content]]:
    for one in in_force(actor, organisation).iterator():
        content = content_of(one)
        if not content.finding.doubt:
            yield one, content


def _finding(version: FindingVersion, content: Content, page: str) -> Sequence[str]:
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


def _company(company: str, named: Sequence[Named]) -> Sequence[str]:
    """Of several findings of one company the name of the first, all others as aliases."""
    first, *others = dict.fromkeys(name for one in named for name in one.names)
    countries = [country for one in named for country in one.countries]
    lei = [each.value for one in named for each in one.identifiers if each.scheme == "lei"]
    aliases = _BETWEEN.join(one.translate(_TAKEN_APART) for one in others)
    return (company, first, aliases, countries[0] if countries else "", lei[0] if lei else "")


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
