"""Who may do what in a review. Whoever was recused may nothing and sees nothing of it; at level 3 only its readers know of it. A
role opens no text: what is sealed opens for those it was sealed to."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    both,
    either,
    has_role,
    lately_signed_in,
    own,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.funding.review.models import CLEAR, RECUSED, Hit, Review, Seat

PREPARES = "programme"
SITS = "reviewer"
SEES_STATE = "payer"
"""Who must know whether a payment may go."""


def review_in(record: object | None) -> Review | None:
    """The review that a record is or belongs to."""
    if isinstance(record, Review):
        return record
    if isinstance(record, Hit):
        return record.made_in.review
    found = getattr(record, "review", None)
    return found if isinstance(found, Review) else None


def _not_apart(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return review is not None and actor.user not in review.apart


def _knows(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return review is not None and (review.level < 3 or actor.user in review.readers)


def _seated(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return (
        review is not None
        and actor.user is not None
        and Seat.objects.filter(review=review.id, user=actor.user).exclude(state=RECUSED).exists()
    )


def _sits(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return (
        review is not None
        and actor.user is not None
        and Seat.objects.filter(review=review.id, user=actor.user, state=CLEAR).exists()
    )


def _another_judge(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "first_by_id", None) != actor.user


def _reads_hit(actor: Actor, record: object | None) -> bool:
    return (
        actor.user is not None
        and isinstance(record, Hit)
        and Reader.objects.filter(record=record.record, user=actor.user).exists()
    )


not_recused = Predicate("not recused", _not_apart)
may_know = Predicate("one who may know that it is there", _knows)
seated = Predicate("seated in it", _seated)
sits_clear = Predicate("seated without a tie", _sits)
reads_hit = Predicate("one to whom it is sealed", _reads_hit)
not_who_judged = Predicate("not who judged it first", _another_judge)

_in_it = both(not_recused, may_know)
_prepares = both(has_role(PREPARES), _in_it, with_second_factor)
_sits_there = both(has_role(SITS), sits_clear, _in_it, with_second_factor)

SEE = act("review.see", both(has_role(PREPARES, SITS, SEES_STATE, AUDITOR), with_second_factor))
SEE_ONE = act(
    "review.see-one",
    both(either(has_role(PREPARES, AUDITOR), both(has_role(SITS), seated)), _in_it, with_second_factor),
)
BEGIN = act("review.begin", both(has_role(PREPARES), with_second_factor))
SEAT = act("review.seat", both(_prepares, lately_signed_in))
DECLARE = act("review.declare", both(has_role(SITS, PREPARES), with_second_factor))
ANSWER = act("review.answer", both(own, has_role(SITS), with_second_factor))
RECUSE = act("review.recuse", both(either(own, has_role(PREPARES)), not_recused, with_second_factor, lately_signed_in))
CHECK_TIES = act("review.check-ties", _prepares)
GIVE_COPY = act("review.give-copy", both(_prepares, lately_signed_in))
ASSESS = act("review.assess", _prepares)
READ = act(
    "review.read", both(either(has_role(PREPARES), both(has_role(SITS), sits_clear)), _in_it, with_second_factor)
)
SCORE = act("review.score", _sits_there)
DISCUSS = act("review.discuss", _sits_there)
PROPOSE = act("review.propose", _sits_there)
SIGN = act("review.sign", both(_sits_there, lately_signed_in))
SCREEN = act("review.screen", _prepares)
JUDGE = act("review.judge", both(has_role(PREPARES, SITS), reads_hit, _in_it, with_second_factor))
CONFIRM = act(
    "review.confirm",
    both(has_role(PREPARES, SITS), reads_hit, not_who_judged, _in_it, with_second_factor, lately_signed_in),
)
SEE_STATE = act("review.see-state", both(has_role(PREPARES, SEES_STATE, AUDITOR), with_second_factor))
TELL = act("review.tell", _prepares)
