"""Account: what shows that money was spent, judged by a second person; what came back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.awards import ledger
from tadasu.web.funding.awards._content import NOTE
from tadasu.web.funding.awards._writing import (
    as_of,
    known,
    locked,
    next_number,
    refuse_amount,
    refuse_future,
    sealed,
    write,
)
from tadasu.web.funding.awards.access import ACCEPT, ACCOUNT, RETURN
from tadasu.web.funding.awards.below import whole_balance
from tadasu.web.funding.awards.models import ACTIVE, CLOSED, IN_FORCE, SUSPENDED, Award, Receipt, Return
from tadasu.web.funding.awards.words import costs


def note_receipt(actor: Actor, *, award: UUID, evidence: str, cost: str, amount: int, words: str = "") -> Receipt:
    """Something shows that so much was spent on a kind of cost; nobody has to keep a paper that endangers somebody. Raises
    Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-code`, `awards-amount`."""
    with transaction.atomic():
        found = locked(actor, award, ACCOUNT, *IN_FORCE)
        if cost not in costs():
            raise UsageError("awards-code", value=cost[:40], known=", ".join(costs()))
        made = Receipt.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            number=next_number(Receipt, found),
            evidence=known("evidence", evidence),
            cost=cost,
            amount=refuse_amount(amount),
            record=sealed(actor, found, NOTE, {"text": words}),
            noted_by_id=person(actor),
        )
        write(actor, ACCOUNT, found, "receipt", detail={"receipt": made.number, "evidence": evidence, "cost": cost})
    return made


def judge_receipt(actor: Actor, *, award: UUID, number: int, accepted: bool) -> Receipt:
    """Somebody who did not note it looks at it; what is accepted clears that much of what was paid. Raises Award.DoesNotExist,
    Receipt.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`, `awards-over-paid` where more would be shown
    than was paid."""
    with transaction.atomic():
        found = Award.objects.select_for_update(of=("self",), no_key=True).get(id=award)
        one = Receipt.objects.get(award=found, number=number)
        allow(actor, ACCEPT.name, as_of(found, noted_by_id=one.noted_by_id))
        if found.state not in IN_FORCE:
            raise UsageError("awards-state")
        if one.state != "given":
            raise UsageError("awards-settled")
        if accepted and one.amount > whole_balance(found).open:
            raise UsageError("awards-over-paid")
        one.state, one.judged_by_id = "accepted" if accepted else "refused", person(actor)
        one.save(update_fields=["state", "judged_by"])
        write(actor, ACCEPT, found, "receipt-judged", detail={"receipt": number, "state": one.state})
    return one


def note_return(actor: Actor, *, award: UUID, amount: int, reason: str, came_on: date) -> Return:
    """Money came back: into the ledger, and after closing out of what is set aside too. Raises Award.DoesNotExist, Refused,
    UsageError `awards-state`, `awards-code`, `awards-amount`, `awards-day`, `awards-over-paid`, and as
    `programmes.actions.enter`."""
    with transaction.atomic():
        found = locked(actor, award, RETURN, ACTIVE, SUSPENDED, CLOSED)
        refuse_amount(amount)
        refuse_future(came_on)
        if amount > ledger.net_paid(found) or (found.state != CLOSED and amount > whole_balance(found).open):
            raise UsageError("awards-over-paid")
        code = known("returns", reason)
        entry = ledger.take_back(actor, found, amount, came_on)
        made = Return.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            number=next_number(Return, found),
            amount=amount,
            currency=found.currency,
            reason=code,
            came_on=came_on,
            noted_by_id=person(actor),
            entry=entry,
        )
        if found.state == CLOSED:
            ledger.decommit(actor, found, 1, 1)
        write(actor, RETURN, found, "returned", detail={"return": made.number, "reason": code})
    return made
