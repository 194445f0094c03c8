"""What the funding led to: results that an officer writes down, of grants that ended and of the programme as a whole, and one
that the outlet tells in its box and nobody has read."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.utils import timezone

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.exchange.actions import send
from tadasu.web.foundation.exchange.delivering import deliver
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Identity, Peer
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.demonstration._applying import visiting
from tadasu.web.funding.demonstration._needing import FINDINGS
from tadasu.web.funding.demonstration._stage import NEWSROOM, OFFICER, ORGANISER, SPEAKS, Stage, told
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.funding.results.actions import Said, tell, write_for_programme, write_result
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.results.periods import DAY, MONTH, When

FINDING = "finding"


def results(stage: Stage) -> None:
    """All of them; the one of a finding only where the newsroom's reached the funder."""
    finding = _finding(stage)
    grants = stage.does(OFFICER, _ended)
    written: dict[str, Result] = {}
    for name, said in told()["results"]["written"].items():
        if said["kind"] != FINDING or finding is not None:
            written[name] = _written(stage, said, grants, written, finding)
    outlet = stage.does(OFFICER, lambda actor: Award.objects.get(application__isnull=False).id)
    with visiting("outlet") as visit:
        tell(visit, award=outlet, text=told()["results"]["waits"])


def _written(
    stage: Stage, said: Mapping[str, Any], grants: list[Award], written: Mapping[str, Result], finding: UUID | None
) -> Result:
    """Of the grant that the data counts to, some months after its first day; else of the programme as a whole, of now."""
    grant = grants[said["grant"] - 1] if "grant" in said else None
    result = Said(
        kind=said["kind"],
        when=_when(stage, said, grant),
        contribution=said["contribution"],
        told_by=said["told_by"],
        sure=said["sure"],
        finding=finding if said["kind"] == FINDING else None,
        link=said.get("link", ""),
        after=written[said["after"]].thing if "after" in said else None,
        words=said["words"],
    )
    if grant is not None:
        return stage.does(OFFICER, write_result, award=grant.id, said=result)
    fund = stage.does(OFFICER, lambda actor: Fund.objects.get(organisation=stage.place).id)
    return stage.does(OFFICER, write_for_programme, organisation=stage.place.id, fund=fund, said=result)


def _when(stage: Stage, said: Mapping[str, Any], grant: Award | None) -> When:
    if said["kind"] == FINDING:
        return When(on=stage.today, precision=DAY)
    if grant is None:
        return When(on=stage.today.replace(day=1), precision=MONTH)
    count = grant.starts_on.year * 12 + grant.starts_on.month - 1 + int(said["months"])
    return When(on=grant.starts_on.replace(year=count // 12, month=count % 12 + 1, day=1), precision=MONTH)


def _ended(actor: Actor) -> list[Award]:
    """Small grants that were closed, in the same order at every start."""
    closed = Award.objects.filter(state="closed", parent__isnull=False)
    return list(closed.order_by("starts_on", "region"))


def _finding(stage: Stage) -> UUID | None:
    """The newsroom's finding, sent by its editor and delivered as the worker does: no role of a funder takes findings by hand."""
    newsroom = organisations().get(NEWSROOM)
    if newsroom is None:
        return None
    instance = stage.does(
        ORGANISER,
        lambda actor: Identity.objects.filter(organisation=stage.place).values_list("instance", flat=True).first(),
    )
    peer = stage.does(SPEAKS, lambda actor: Peer.objects.filter(organisation=newsroom, instance=instance).first())
    if peer is not None:
        with suppress(Fault):  # nothing to send, or nothing that it gives
            for sending in stage.does(SPEAKS, send, peer=peer, kind=FINDINGS):
                with acting(steward(newsroom)):
                    deliver(sending.id, timezone.now())
    return stage.does(OFFICER, _in_force, stage.place.id)


def _in_force(actor: Actor, place: UUID) -> UUID | None:
    found = FindingVersion.objects.filter(organisation=place, status=IN_FORCE).order_by("change")
    return found.values_list("finding", flat=True).first()
