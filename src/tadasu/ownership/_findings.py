"""Owned by listed parties is a finding, with the path it rests on."""

from collections.abc import Iterator, Mapping

from tadasu.ownership._owned import Owned, Verdict
from tadasu.ownership._proof import Proof, Step
from tadasu.ownership._stakes import Link
from tadasu.schema import CompanySubject, EntityId, Finding, FindingId, FindingKind, Issue, Period

NO_ISSUES: Mapping[EntityId, Issue] = {}


def findings(owned: Owned, *, issues: Mapping[EntityId, Issue] = NO_ISSUES) -> tuple[Finding, ...]:
    """A finding for every company that is surely owned and not listed itself, in the order of their ids.

    `issues` says for what a listed party is listed; one that is not in it counts as a sanction. A company whose proof
    starts from parties of several issues has a finding for each. The period is the time in which all stakes of the proof
    were held together. Undetermined companies are no findings: ask `Owned.companies` for them.
    """
    return tuple(finding for company in owned.companies(Verdict.IN) for finding in _of(owned.proof(company), issues))


def path_text(proof: Proof) -> str:
    """The path of a proof as one line, listed owners first: each company, who holds it, how much, and by which rows.

    A step reads `company<owner=share@list#row`, owners joined by "+", steps by ";". A share is in parts of a million, or
    the kind of stake where no share counts.
    """
    return ";".join(_step_text(step) for step in proof.steps)


def _of(proof: Proof, issues: Mapping[EntityId, Issue]) -> Iterator[Finding]:
    for issue in sorted({issues.get(owner, Issue.SANCTION) for owner in proof.listed}):
        yield Finding(
            id=FindingId(f"{FindingKind.OWNED_BY_LISTED}:{issue}:{proof.company}"),
            subject=CompanySubject(company=proof.company),
            issue=issue,
            kind=FindingKind.OWNED_BY_LISTED,
            basis=path_text(proof),
            period=_held_together(proof),
        )


def _held_together(proof: Proof) -> Period:
    """Never empty: all stakes are held on the day for which they were gathered."""
    periods = [stake.period for step in proof.steps for link in step.links for stake in link.stakes]
    return Period(
        start=max((period.start for period in periods if period.start), default=None),
        end=min((period.end for period in periods if period.end), default=None),
    )


def _step_text(step: Step) -> str:
    return f"{step.company}<{'+'.join(_link_text(step, link) for link in step.links)}"


def _link_text(step: Step, link: Link) -> str:
    rows = ",".join(f"{stake.origin.list_id}#{stake.origin.row}" for stake in link.stakes)
    return f"{link.owner}={link.least if step.total else step.kind}@{rows}"
