"""Who is asked in a round: whether the holder of a box is, as which group, and how many there are as far as we may count.

Nobody is put on a list. Whoever comes with the code of a box is looked at then, so a grant whose existence is withheld is asked
too, and stands in no row and no number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.applications.models import DECIDED, Application
from tadasu.web.funding.awards.models import CLOSED as AWARD_CLOSED
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, IN_FORCE, Award
from tadasu.web.funding.feedback.models import GRANTEES, PASSED_ON, REFUSED, Round
from tadasu.web.funding.intermediaries.models import Attestation
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.review.models import REFUSED as WAS_REFUSED
from tadasu.web.funding.review.models import Decision

MOST_ON_A_SHEET = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What the holder of a box may take: one voucher, or a sheet of them to hand on. `group` is a number of the round's."""

    kind: str
    group: int
    count: int = 1


def due_to(round: Round, box: UUID) -> Sequence[Due]:
    """To whoever has the code of the box; within `holding` its digest, as the system at work in the organisation."""
    found: list[Due] = []
    awards = _awards(round.organisation_id, round.funds).filter(box=box)
    award = awards.order_by("signed_on", "id").first()
    if award is not None:
        if GRANTEES in round.asked:
            found.append(Due(kind=GRANTEES, group=_number(round, str(_fund_of(award)))))
        handed_on = _passed_on(awards.values_list("id", flat=True))
        if PASSED_ON in round.asked and handed_on:
            group = _number(round, PASSED_ON)
            found.append(Due(kind=PASSED_ON, group=group, count=min(handed_on, MOST_ON_A_SHEET)))
    elif REFUSED in round.asked and _refused(round.organisation_id).filter(box_id=box).exists():
        found.append(Due(kind=REFUSED, group=_number(round, REFUSED)))
    return found


def sizes(organisation: UUID, asked: Collection[str], funds: Collection[UUID]) -> dict[str, int]:
    """Group -> how many we may count, as the system at work in the organisation: nothing that is withheld."""
    found: dict[str, int] = {}
    awards = _awards(organisation, funds).filter(level__lt=HIDDEN)
    if GRANTEES in asked:
        for fund in funds:
            of_fund = awards.filter(line__in=_lines([fund]), box__in=_there(organisation))
            found[str(fund)] = of_fund.values("box").distinct().count()
    if PASSED_ON in asked:
        found[PASSED_ON] = _passed_on(awards.filter(box__in=_there(organisation)).values_list("id", flat=True))
    if REFUSED in asked:
        refused = _refused(organisation).filter(level__lt=HIDDEN, box_id__in=_there(organisation))
        found[REFUSED] = refused.values("box_id").distinct().count()
    return found


def _awards(organisation: UUID, funds: Collection[UUID]) -> QuerySet[Award]:
    """Agreed ones of these programmes."""
    rows = Award.objects.filter(organisation=organisation, line__in=_lines(funds), box__isnull=False)
    return rows.filter(state__in=(*IN_FORCE, AWARD_CLOSED))


def _refused(organisation: UUID) -> QuerySet[Application]:
    """Applications on which a refusal stands, and of which no award came."""
    refused = Decision.objects.filter(decided_on__isnull=False, replaced=False, outcome=WAS_REFUSED)
    came = Award.objects.filter(application__isnull=False).exclude(state__in=(DRAFT, DROPPED))
    return Application.objects.filter(
        organisation=organisation, state=DECIDED, id__in=refused.values("application")
    ).exclude(id__in=came.values("application"))


def _passed_on(awards: Collection[UUID] | QuerySet[Award, UUID]) -> int:
    """How many sub-grants intermediaries attested that were taken as true."""
    rows = Attestation.objects.filter(award__in=awards, state="taken")
    return rows.aggregate(all=Sum("sub_grants"))["all"] or 0


def _there(organisation: UUID) -> QuerySet[Box, UUID]:
    """Boxes that have not ended."""
    return Box.objects.filter(organisation=organisation, ended="").values_list("id", flat=True)


def _lines(funds: Collection[UUID]) -> QuerySet[Line, UUID]:
    return Line.objects.filter(fund__in=funds).values_list("id", flat=True)


def _fund_of(award: Award) -> UUID:
    return Line.objects.values_list("fund_id", flat=True).get(id=award.line)


def _number(round: Round, group: str) -> int:
    """Of a group that is large enough to be told of; else none's."""
    return round.groups.index(group) + 1 if group in round.groups else 0
