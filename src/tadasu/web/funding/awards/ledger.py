"""How awards move the ledger of programmes. Of what is passed on nothing is entered: only money that enters counts."""

from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from tadasu.funds import half_even
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.awards.models import Award, Payment, Return
from tadasu.web.funding.awards.models.money import PAID
from tadasu.web.funding.programmes.actions import enter
from tadasu.web.funding.programmes.models import (
    ADJUSTMENT,
    COMMITMENT,
    DECOMMITMENT,
    DISBURSEMENT,
    RETURN,
)
from tadasu.web.funding.programmes.queries import entries_of, line_of

OPENS = {COMMITMENT: 1, ADJUSTMENT: 1, DECOMMITMENT: -1, DISBURSEMENT: -1, RETURN: 1}
"""What an entry does to what is committed for an award and not paid yet."""


def commit(actor: Actor, award: Award, amount: int) -> UUID | None:
    """Set money aside, in the award's currency; the entry. Raises as `programmes.actions.enter`."""
    if not award.counts:
        return None
    return enter(
        actor,
        line=award.line,
        kind=COMMITMENT,
        amount=amount,
        currency=award.currency,
        day=timezone.localdate(),
        award=award.id,
    ).id


def decommit(actor: Actor, award: Award, amount: int, of: int) -> UUID | None:
    """Give back `amount` of `of` that is committed and not paid (both in the award's currency): the same part of what is open
    in the currency of the fund, half to even; all of it where nothing is left. So no rate of the day leaves a rest behind."""
    if not award.counts:
        return None
    open_there = opened(actor, award)
    back = open_there if amount >= of else half_even(open_there * amount, of)
    if back <= 0:
        return None
    return enter(
        actor,
        line=award.line,
        kind=DECOMMITMENT,
        amount=back,
        currency=line_of(actor, award.line).fund.currency,
        day=timezone.localdate(),
        award=award.id,
    ).id


def disburse(actor: Actor, award: Award, payment: Payment, day: date) -> UUID | None:
    """Money went."""
    if not award.counts:
        return None
    return enter(
        actor,
        line=award.line,
        kind=DISBURSEMENT,
        amount=payment.amount,
        currency=award.currency,
        day=day,
        award=award.id,
        tranche=payment.tranche_id,
        flow=payment.id,
    ).id


def take_back(actor: Actor, award: Award, amount: int, day: date) -> UUID | None:
    """Money came back: the same part of what was paid in the fund's currency, so that what was paid is never more than undone."""
    if not award.counts:
        return None
    paid = _sums(actor, award)
    there = paid.get(DISBURSEMENT, 0) - paid.get(RETURN, 0)
    here = net_paid(award)
    back = there if amount >= here else half_even(there * amount, here)
    if back <= 0:
        return None
    return enter(
        actor,
        line=award.line,
        kind=RETURN,
        amount=back,
        currency=line_of(actor, award.line).fund.currency,
        day=day,
        award=award.id,
    ).id


def opened(actor: Actor, award: Award) -> int:
    """What is committed for an award and not paid yet, in the currency of the fund."""
    return sum(OPENS.get(kind, 0) * amount for kind, amount in _sums(actor, award).items())


def net_paid(award: Award) -> int:
    """What was paid and did not come back, in the award's currency."""
    paid = Payment.objects.filter(award=award, state=PAID).aggregate(total=Sum("amount"))["total"] or 0
    back = Return.objects.filter(award=award).aggregate(total=Sum("amount"))["total"] or 0
    return int(paid) - int(back)


def _sums(actor: Actor, award: Award) -> dict[str, int]:
    """Kind -> what was entered for the award, in the currency of the fund; a correction counts the other way round."""
    rows = entries_of(actor, Organisation(id=award.organisation_id)).filter(award=award.id).order_by()
    found: dict[str, int] = {}
    for kind, corrects, amount in rows.values_list("kind", "corrects", "line_amount"):
        found[kind] = found.get(kind, 0) + amount * (1 if corrects is None else -1)
    return found
