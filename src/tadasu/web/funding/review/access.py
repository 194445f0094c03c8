"""Who may do what in a review. Whoever was recused may nothing and sees nothing of it; at level 3 only its readers know of it. A
role opens no text: what is sealed opens for those it was sealed to.

What prepares a review is done by whoever leads it, once another officer checked them for ties: eligibility, the test of a
prohibition, harm, the copy, who sits, when scores begin, the lists, and the letter. Each of them can lean a decision, or
what is heard of it. Checks of ties, taking somebody out and the second judgement of a hit are other officers' too: nobody
holds themselves against anything."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

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
from tadasu.web.funding.review import standing
from tadasu.web.funding.review.models import CLEAR, LEAD, LEADING, OPEN, WITHHELD, Hit, Review, Seat

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


def _knows(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return (
        review is not None
        and actor.user not in review.apart
        and (review.level < WITHHELD or actor.user in review.readers)
    )


def _sits(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return (
        review is not None
        and actor.user is not None
        and _knows(actor, review)
        and Seat.objects.filter(review=review.id, user=actor.user, state=CLEAR).exclude(body=LEAD).exists()
    )


def _leads(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return (
        review is not None
        and actor.user is not None
        and Seat.objects.filter(review=review.id, user=actor.user, body=LEAD, state__in=LEADING).exists()
    )


def _led_without_tie(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return review is not None and standing.led_without_tie(review)


def _decided(actor: Actor, record: object | None) -> bool:
    review = review_in(record)
    return review is not None and review.stage not in OPEN


def _takes_part(*roles: str) -> Callable[[Actor, object | None], bool]:
    """Who has one of the roles, or sits there as a reviewer without a tie."""

    def holds(actor: Actor, record: object | None) -> bool:
        review = review_in(record)
        if review is None or not _knows(actor, review):
            return False
        held = actor.roles_in(review.organisation_id)
        return not held.isdisjoint(roles) or (SITS in held and _sits(actor, review))

    return holds


def _another_judge(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "first_by_id", None) != actor.user


def _reads_hit(actor: Actor, record: object | None) -> bool:
    return (
        actor.user is not None
        and isinstance(record, Hit)
        and Reader.objects.filter(record=record.record, user=actor.user).exists()
    )


may_know = Predicate("one who may know of it, and was not recused", _knows)
sits_clear = Predicate("seated there without a tie", _sits)
sees_codes = Predicate(
    "programme or auditor there, or seated without a tie, and not recused", _takes_part(PREPARES, AUDITOR)
)
reads_words = Predicate("programme there, or seated without a tie, and not recused", _takes_part(PREPARES))
reads_hit = Predicate("one to whom it is sealed", _reads_hit)
leads = Predicate("who leads it", _leads, refusal=_("Whoever leads the review does this. Its page says who that is."))
led_without_tie = Predicate(
    "once another officer checked who leads it",
    _led_without_tie,
    refusal=_(
        "This waits until another officer has checked that nothing binds whoever leads the review to the application as "
        "it was sent last."
    ),
)
decided = Predicate("once it is decided", _decided)
not_who_judged = Predicate("not who judged it first", _another_judge)

_officer = both(has_role(PREPARES), may_know, with_second_factor)
_leading = both(leads, led_without_tie)
_prepares = both(_officer, _leading)
_sits_there = both(has_role(SITS), sits_clear, with_second_factor)
_judges = both(has_role(PREPARES, SITS), reads_hit, may_know, with_second_factor)

SEE = act("review.see", both(has_role(PREPARES, SITS, SEES_STATE, AUDITOR), with_second_factor))
SEE_ONE = act("review.see-one", both(sees_codes, with_second_factor))
BEGIN = act("review.begin", both(has_role(PREPARES), with_second_factor))
SEAT = act("review.seat", both(_prepares, lately_signed_in))
TAKE_LEAD = act("review.take-lead", both(_officer, lately_signed_in))
LAY_DOWN = act("review.lay-down", both(_officer, leads, lately_signed_in))
DECLARE = act("review.declare", both(has_role(SITS, PREPARES), with_second_factor))
ANSWER = act("review.answer", both(own, has_role(SITS, PREPARES), with_second_factor))
RECUSE = act("review.recuse", both(either(own, has_role(PREPARES)), may_know, with_second_factor, lately_signed_in))
CHECK_TIES = act("review.check-ties", _officer)
GIVE_COPY = act("review.give-copy", both(_prepares, lately_signed_in))
ASSESS = act("review.assess", _prepares)
READ = act("review.read", both(reads_words, with_second_factor))
SCORE = act("review.score", _sits_there)
DISCUSS = act("review.discuss", _sits_there)
PROPOSE = act("review.propose", _sits_there)
SIGN = act("review.sign", both(_sits_there, lately_signed_in))
SCREEN = act("review.screen", both(_officer, either(decided, _leading)))
"""Lists change for years after a decision, and no payment goes before a check anew: then every officer may, and two judge."""

JUDGE = act("review.judge", _judges)
CONFIRM = act("review.confirm", both(_judges, not_who_judged, lately_signed_in))
SEE_STATE = act("review.see-state", both(has_role(PREPARES, SEES_STATE, AUDITOR), with_second_factor))
TELL = act("review.tell", _prepares)
