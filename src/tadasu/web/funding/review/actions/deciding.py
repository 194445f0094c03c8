"""Decide: a seat proposes, others sign or do not and may leave a minority view; when as many have signed as it takes, it is
decided and the procedure moves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._writing import known, known_all, locked, members, own_seat, run_of, said, sealed, write
from tadasu.web.funding.review.access import PROPOSE, SIGN
from tadasu.web.funding.review.models import (
    AGAIN,
    APPEAL,
    AWARDED,
    DECIDED,
    DISCUSSION,
    DISMISSED,
    DUTY,
    PANEL,
    PREPARING,
    REFERRED,
    REFUSED,
    Decision,
    Review,
    Signature,
)
from tadasu.web.funding.review.procedure import move_of
from tadasu.web.funding.review.words import number, words

MOST_AMOUNT = 10**15
"""In minor units, as an award may be."""

BY_BODY = {
    DUTY: (AWARDED, REFUSED, REFERRED),
    PANEL: (AWARDED, REFUSED),
    APPEAL: (AWARDED, AGAIN, DISMISSED),
}
"""What each body may decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What is to be decided; money, conditions and the last day to take it up with an award only. `amount` is in whole minor
    units."""

    outcome: str
    grounds: Collection[str]
    level: int
    amount: int | None = None
    currency: str = ""
    expires_on: date | None = None
    conditions: Collection[str] = ()


def propose(actor: Actor, *, review: UUID, proposed: Proposed, reasons: str) -> Decision:
    """Put a decision before the body, with reasons, which are sealed. Whoever proposes signs apart.

    Raises Review.DoesNotExist, Refused, UsageError `review-no-seat`, `review-stage` before everybody has scored (of a floor
    that is not met nobody need), `review-harm-missing`, `review-waits`, `review-outcome`, `review-money`, `review-code`,
    `review-words`, `review-level` for one below what was asked for."""
    with transaction.atomic():
        found = locked(actor, review, PROPOSE)
        seat = own_seat(actor, found)
        body = APPEAL if seat.body == APPEAL else found.body
        state = run_of(found).state
        _check(found, proposed, body, state)
        if Decision.objects.filter(review=found, decided_on=None, replaced=False).exists():
            raise UsageError("review-waits")
        made = Decision.objects.create(
            organisation_id=found.organisation_id,
            review=found,
            application=found.application,
            body=body,
            outcome=proposed.outcome,
            amount=proposed.amount,
            currency=proposed.currency,
            level=proposed.level,
            expires_on=proposed.expires_on,
            conditions=known_all(proposed.conditions, words("conditions")),
            grounds=known_all(proposed.grounds, words("grounds")),
            record=sealed(actor, found, "decision", {"text": said(reasons, least=20)}, members(found)),
            proposed_by_id=person(actor),
        )
        write(actor, PROPOSE, found, decision=str(made.id), outcome=made.outcome)
    return made


def take_back(actor: Actor, *, decision: UUID) -> Decision:
    """Take a proposal back that is not decided, so that another can come. Raises Decision.DoesNotExist, Refused, UsageError
    `review-decided`."""
    with transaction.atomic():
        row = Decision.objects.get(id=decision)
        found = locked(actor, row.review_id, PROPOSE)
        row.refresh_from_db()
        if row.decided_on is not None or row.replaced:
            raise UsageError("review-decided")
        row.replaced = True
        row.save(update_fields=["replaced"])
        write(actor, PROPOSE, found, decision=str(row.id), taken_back=1)
    return row


def sign(actor: Actor, *, decision: UUID, agrees: bool, minority: str = "", named: bool = False) -> Decision:
    """Agree, or do not; a minority view is sealed, and stands under its author's name if the author says so, else under the
    letter. With the last signature that it takes it is decided, an earlier one is replaced, and the procedure moves.

    Raises Decision.DoesNotExist, Refused, UsageError `review-decided`, `review-signed`, `review-no-seat`, `review-minority`,
    `review-too-few` where somebody was not asked or checked, `run-guard`."""
    with transaction.atomic():
        row = Decision.objects.get(id=decision)
        found = locked(actor, row.review_id, SIGN)
        row.refresh_from_db()
        seat = own_seat(actor, found)
        if row.decided_on is not None or row.replaced:
            raise UsageError("review-decided")
        if seat.body != row.body and not (seat.body == DUTY and row.body == PANEL):
            raise UsageError("review-no-seat")
        if Signature.objects.filter(decision=row, seat=seat).exists():
            raise UsageError("review-signed")
        if not standing.body_is_complete(found, row.body):
            raise UsageError("review-too-few", least=str(standing.quorum_of(found, row.body)))
        if agrees and (minority.strip() or named):
            raise UsageError("review-minority")
        Signature.objects.create(
            organisation_id=found.organisation_id,
            decision=row,
            seat=seat,
            user_id=person(actor),
            agrees=agrees,
            minority=sealed(actor, found, "minority", {"text": said(minority)}, members(found))
            if minority.strip()
            else None,
            is_named=named and bool(minority.strip()),
        )
        write(actor, SIGN, found, decision=str(row.id), agrees=int(agrees))
        if standing.signed(row) >= standing.needed(found, row.body):
            _decide(actor, found, row)
    return row


def _decide(actor: Actor, review: Review, decision: Decision) -> None:
    if decision.outcome != DISMISSED:
        Decision.objects.filter(review=review, decided_on__isnull=False, replaced=False).update(replaced=True)
    decision.decided_on = timezone.localdate()
    decision.save(update_fields=["decided_on"])
    review.stage, review.until, review.aim = DECIDED, None, None
    review.save(update_fields=["stage", "until", "aim"])
    run = run_of(review)
    if move := move_of(run.state, decision.outcome):
        make_move(actor, run=run.id, move=move, seen=run.last, reason=_("As many have signed as it takes."))
    if decision.outcome in (REFERRED, AGAIN):
        review.stage, review.body = PREPARING, PANEL
        review.quorum = number("panel_min", timezone.localdate())
        review.save(update_fields=["stage", "body", "quorum"])


def _check(review: Review, proposed: Proposed, body: str, state: str) -> None:
    if (body == APPEAL) != (state == "appeal"):
        raise UsageError("review-no-seat")
    if proposed.outcome not in BY_BODY[body] or not move_of(state, proposed.outcome):
        raise UsageError("review-outcome", state=state)
    if not proposed.grounds:
        raise UsageError("review-ground-missing")
    floor = state in ("eligibility", "label-review")
    if floor and standing.eligible(review) != "ineligible" and state == "eligibility":
        raise UsageError("review-outcome", state=state)
    if not floor and body != APPEAL:
        if review.stage != DISCUSSION:
            raise UsageError("review-stage")
        if not standing.harm_assessed(review):
            raise UsageError("review-harm-missing")
    if proposed.level < review.level or proposed.level > 3:
        raise UsageError("review-level", level=str(review.level))
    known(str(proposed.level), words("levels"))
    money = (proposed.amount is not None, bool(proposed.currency), proposed.expires_on is not None)
    if proposed.outcome == AWARDED:
        if not all(money) or not 0 < (proposed.amount or 0) <= MOST_AMOUNT or len(proposed.currency) != 3:
            raise UsageError("review-money")
        if proposed.expires_on is not None and proposed.expires_on <= timezone.localdate():
            raise UsageError("review-money")
    elif any(money) or proposed.conditions:
        raise UsageError("review-money")
