"""Grants of the years that may be told: many small ones, alike enough that a table of them says something, each agreed, paid,
reported and closed; then a release of them, which passes the attack and is signed by two who had no hand in any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from tadasu.release import exclusion_policy
from tadasu.web.foundation.publication.actions import sign
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Begun, Part
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.demonstration import _granting
from tadasu.web.funding.demonstration._awarding import agrees
from tadasu.web.funding.demonstration._stage import (
    OFFICER,
    ORGANISER,
    PAYER,
    PUBLISHER,
    PUBLISHER_2,
    SECOND,
    Stage,
    told,
)
from tadasu.web.funding.intermediaries.actions import Said, set_terms
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.publishing import gathering
from tadasu.web.funding.publishing.actions import PublisherSaid, Wish, hand_over, prepare, set_publisher

KINDS = ("iati-activities", "iati-organisation", "giving", "tables")
CONSENTED = ("region", "purpose", "amount", "period")


def years() -> tuple[int, int]:
    """The last two that may be told today."""
    last = gathering.last_closed(exclusion_policy())
    return last - 1, last


def portfolio(stage: Stage) -> int:
    """So many grants, through each of those who pass on in turn; all is closed in the end."""
    said = told()["portfolio"]
    line = stage.does(OFFICER, lambda actor: Line.objects.get(organisation=stage.place, code=said["line"]))
    wanted = list(_wanted(said))
    relays = []
    for place, names in enumerate(said["relays"]):
        relays.append(_relay(stage, line, names, sum(one.amount for one in wanted[place :: len(said["relays"])])))
    for number, one in enumerate(wanted):
        _closed(stage, _begun(stage, line, relays[number % len(relays)], number + 1, one))
    for relay in relays:
        stage.does(OFFICER, actions.close, award=relay.id)
    return len(wanted)


def released(stage: Stage) -> int | None:
    """The number under which it is public; None where the attack singled somebody out, and then it waits on the page."""
    publisher = PublisherSaid(**told()["publisher"])
    stage.does(ORGANISER, set_publisher, organisation=stage.place.id, said=publisher)
    first, last = years()
    wish = Wish(kinds=KINDS, first=first, last=last)
    release = stage.does(PUBLISHER, prepare, organisation=stage.place.id, wish=wish)
    if release.found or release.fault:
        return None
    proposal = stage.does(PUBLISHER, hand_over, release=release.id, reason=told()["release"])
    digest = stage.does(PUBLISHER, lambda actor: Proposal.objects.values_list("digest", flat=True).get(id=proposal))
    stage.does(PUBLISHER, sign, proposal=proposal, digest=digest)
    return stage.does(PUBLISHER_2, sign, proposal=proposal, digest=digest).number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A grant."""

    region: str
    amount: int
    starts_on: date


def _wanted(said: Mapping[str, Any]) -> Iterator[_Wanted]:
    """In each region and year so many, of amounts that are alike."""
    amounts: list[int] = said["amounts"]
    for year, (row, region) in product(years(), enumerate(said["regions"])):
        for place in range(said["each"]):
            month = 1 + (place * 5 + row) % 11
            yield _Wanted(region=region, amount=amounts[(place + row) % len(amounts)], starts_on=date(year, month, 9))


def _relay(stage: Stage, line: Line, names: str, amount: int) -> Award:
    """An award that passes on: agreed to, reported, paid."""
    first, last = years()
    begun = Begun(
        line=line.id, amount=amount, currency="JPY", level=1, lane="bridge", risk="low", region="998",
        starts_on=date(first, 1, 5), ends_on=date(last, 12, 31), applicant_type="host",
        readers=(stage.id(SECOND), stage.id(PAYER)), identity={"names": names}, passes_on=True,
    )  # fmt: skip
    award = stage.does(OFFICER, actions.begin_award, organisation=stage.place.id, begun=begun)
    _granting.agreed(stage, award, (Part(amount=amount, due_on=begun.starts_on),))
    terms = stage.does(OFFICER, set_terms, award=award.id, said=Said(protection=1))
    agrees(stage, award, terms, by_people=False)
    _paid(stage, award)
    return award


def _begun(stage: Stage, line: Line, relay: Award, number: int, wanted: _Wanted) -> Award:
    begun = Begun(
        line=line.id, amount=wanted.amount, currency="JPY", level=1, lane="bridge", risk="low", region=wanted.region,
        starts_on=wanted.starts_on, ends_on=wanted.starts_on + timedelta(days=364), readers=(stage.id(SECOND), stage.id(PAYER)),
        delay=0, consented=CONSENTED, identity={"names": told()["portfolio"]["names"].format(number=number)},
    )  # fmt: skip
    return stage.does(OFFICER, actions.sub_award, parent=relay.id, begun=begun)


def _closed(stage: Stage, award: Award) -> None:
    """Its whole way, in one payment."""
    _granting.agreed(stage, award, (Part(amount=award.amount, due_on=award.starts_on),))
    _paid(stage, award)
    _granting.accounted(stage, award, award.amount)
    stage.does(OFFICER, actions.close, award=award.id)


def _paid(stage: Stage, award: Award) -> None:
    """Held against the lists, reported as it ought to have been by now, and paid."""
    _granting.screened(stage, award)
    _granting.reported(stage, award, told()["portfolio"]["report"])
    _granting.paid(stage, award, 1)
