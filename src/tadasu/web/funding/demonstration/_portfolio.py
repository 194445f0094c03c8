"""Grants of the years that may be told: many small ones, alike enough that a table of them says something, each agreed, paid,
reported and closed; then a release of them, which passes the attack and is signed by two who had no hand in any of them."""

from datetime import date, timedelta

from tadasu.release import exclusion_policy
from tadasu.web.foundation.publication.actions import sign
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Begun, Part
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.demonstration import _granting
from tadasu.web.funding.demonstration._stage import OFFICER, ORGANISER, PUBLISHER, PUBLISHER_2, SECOND, Stage, told
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
    """So many grants."""
    said = told()["portfolio"]
    line = stage.does(OFFICER, lambda actor: Line.objects.get(organisation=stage.place, code=said["line"]))
    number = 0
    for year in years():
        for region in said["regions"]:
            for place in range(said["each"]):
                number += 1
                amount = said["amounts"][(place + number) % len(said["amounts"])]
                _closed(stage, _begun(stage, line, number, region, amount, date(year, 1 + (number * 5) % 11, 9)))
    return number


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


def _begun(stage: Stage, line: Line, number: int, region: str, amount: int, day: date) -> Award:
    begun = Begun(
        line=line.id, amount=amount, currency="JPY", level=1, lane="bridge", risk="low", region=region, starts_on=day,
        ends_on=day + timedelta(days=364), readers=(stage.id(SECOND),), delay=0, consented=CONSENTED,
        identity={"names": told()["portfolio"]["names"].format(number=number)},
    )  # fmt: skip
    return stage.does(OFFICER, actions.begin_award, organisation=stage.place.id, begun=begun)


def _closed(stage: Stage, award: Award) -> None:
    """Its whole way, in one payment."""
    _granting.agreed(stage, award, (Part(amount=award.amount, due_on=award.starts_on),))
    _granting.screened(stage, award)
    _granting.reported(stage, award, told()["portfolio"]["report"])
    _granting.paid(stage, award, 1)
    _granting.accounted(stage, award, award.amount)
    stage.does(OFFICER, actions.close, award=award.id)
