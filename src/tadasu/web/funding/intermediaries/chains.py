"""Flows of awards and what is attested below them, as `tadasu.funds` takes them: every sum once, however deep the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tadasu.funds import (
    Amount,
    Chain,
    Concentration,
    Dependence,
    Flow,
    FlowKind,
    Problem,
    Sealed,
    Totals,
    chain_of,
    chain_totals,
    concentration,
    concentration_problems,
    dependence,
    dependence_problems,
    overhead_problems,
)
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.awards.queries import FlowRow, flows_of
from tadasu.web.funding.intermediaries.models import Attestation
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.queries import lines_of

DIRECT = ""
"""Not through an intermediary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePicture:
    """How the money of one line goes: what entered in each currency and where it is, through which intermediaries (id of the
    grantee -> sum, of one currency), what to be warned of."""

    line: Line
    totals: Mapping[str, Totals]
    through: Mapping[str, int]
    told: Concentration
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All lines, what hangs together wrongly, and who loses everything when one falls. `names`: id of a grantee -> pseudonym
    of its award, for whoever may know of it."""

    lines: Sequence[LinePicture]
    problems: Sequence[Problem]
    dependence: Dependence
    depend: Sequence[Problem]
    names: Mapping[str, str] = field(repr=False)


def picture(actor: Actor, organisation: UUID, *, committed: bool = False) -> Picture:
    """As far as the actor may know: what was paid, or with `committed` what was agreed. Raises Refused."""
    rows = flows_of(actor, organisation, committed=committed)
    flows = [flow_of(one) for one in rows]
    sealed = sealed_of(organisation, {one.id: one for one in rows})
    chain, problems = chain_of(flows, sealed)
    found = dependence(chain)
    return Picture(
        lines=[_line(one, rows, chain) for one in lines_of(actor, Organisation(id=organisation))],
        problems=(*problems, *overhead_problems(chain)),
        dependence=found,
        depend=dependence_problems(found),
        names={one.destination: one.pseudonym for one in rows if one.kind != "return"},
    )


def flow_of(row: FlowRow) -> Flow:
    """The same, as the pure room has it."""
    return Flow(
        id=row.id,
        source=row.source,
        destination=row.destination,
        amount=Amount(row.amount, row.currency),
        day=row.day,
        kind=FlowKind(row.kind),
        parent=row.parent,
        overhead=row.overhead,
    )


def sealed_of(organisation: UUID, flows: Mapping[str, FlowRow]) -> Sequence[Sealed]:
    """Attestations that one of us took: counts and sums below a flow, attested by its grantee."""
    rows = Attestation.objects.filter(organisation=organisation, state="taken", sub_grants__gt=0, amount__gt=0)
    return [
        Sealed(
            id=str(one.id),
            parent=str(one.award),
            count=one.sub_grants,
            amount=one.amount,
            attested_by=flows[str(one.award)].destination,
        )
        for one in rows.order_by("id")
        if str(one.award) in flows
    ]


def _line(line: Line, rows: Sequence[FlowRow], chain: Chain) -> LinePicture:
    mine = {one.id for one in rows if one.line == line.id and one.id in chain.flows}
    part = Chain(
        flows={id: one for id, one in chain.flows.items() if id in mine},
        children=chain.children,
        returns=chain.returns,
        sealed=chain.sealed,
    )
    through = _through(part)
    problems = concentration_problems(through) if part.flows else ()
    return LinePicture(
        line=line,
        totals=chain_totals(part),
        through=through,
        told=concentration(through),
        problems=problems,
    )


def _through(chain: Chain) -> Mapping[str, int]:
    """Grantee -> what entered with those who pass on, less what came back; of several currencies the one in which most flows
    are, since sums of two currencies are never compared."""
    entering = [one for one in chain.flows.values() if not one.parent and one.kind is FlowKind.PASS]
    if not entering:
        return {}
    units = [one.amount.currency for one in entering]
    unit = max(sorted(set(units)), key=units.count)
    found: dict[str, int] = {}
    for one in entering:
        if one.amount.currency == unit:
            found[one.destination] = found.get(one.destination, 0) + chain.net(one)
    return found
