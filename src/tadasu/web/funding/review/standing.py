"""Where a review stands: what is met, what is missing, by when. Questions only; who asks was asked before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from tadasu.web.foundation.parties.lists import DEFAULT, datasets
from tadasu.web.funding.review._eligible import FloorAnswer, tested
from tadasu.web.funding.review.by_hand import every_binding, too_old
from tadasu.web.funding.review.models import (
    AFTER,
    AWARDED,
    CLEAR,
    DUTY,
    FIRST,
    LEAD,
    LEADING,
    NAMED,
    PANEL,
    REFUSED,
    Assessment,
    Check,
    Decision,
    Eligibility,
    Ground,
    Hit,
    Review,
    Scoring,
    Seat,
    Signature,
    Told,
)
from tadasu.web.funding.review.words import number, publisher_of, publishers

EXPOSED = ("eu", "uk", "us")
"""Where a payment route may pass. Unless whoever pays knows that it does not, it does."""

LEAST_EVIDENCE = "persecution_evidence_min"

CHECK_CLEAR, CHECK_MATCH, CHECK_UNRESOLVED, CHECK_STALE, CHECK_MISSING = (
    "clear",
    "match",
    "unresolved",
    "stale",
    "missing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of the sealed parties says of a payment: `state` is a code of `checked`, `lists` the versions it was made
    with, `by_hand` those of them that a person looked through."""

    state: str
    lists: Mapping[str, str]
    by_hand: Mapping[str, str]
    on: date | None


def body_of(review: Review) -> tuple[str, ...]:
    """Whose seats decide: a pair on duty that sent a case to the panel sits there too."""
    return (DUTY, PANEL) if review.body == PANEL else (review.body,)


def seats_of(review: Review, body: str = "") -> list[Seat]:
    """Seats of the body that decides, or of another, in the order of logins."""
    wanted = (body,) if body and body != PANEL else body_of(review)
    return list(Seat.objects.filter(review=review, body__in=wanted).select_related("user").order_by("user__login"))


def lead_of(review: Review) -> Seat | None:
    """Whoever leads it; None when the one who did has a tie or laid it down, and nobody took it over."""
    return Seat.objects.filter(review=review, body=LEAD, state__in=LEADING).select_related("user").first()


def led_without_tie(review: Review) -> bool:
    """Whether whoever leads it was asked for ties and checked, with the application as it was sent last."""
    found = lead_of(review)
    return found is not None and found.state == CLEAR and found.version == review.version


def quorum_of(review: Review, body: str = "") -> int:
    """How many must sit without a tie; of a pair two."""
    return review.quorum if (body or review.body) == review.body else 2


def body_is_complete(review: Review, body: str = "") -> bool:
    """Everybody was asked for ties and checked, whoever leads too, and enough are left."""
    if not led_without_tie(review):
        return False
    seats = seats_of(review, body)
    clear = [one for one in seats if one.state == CLEAR]
    waiting = any(one.state == NAMED or (one.state == CLEAR and one.version < review.version) for one in seats)
    return not waiting and len(clear) >= quorum_of(review, body)


def needed(review: Review, body: str = "") -> int:
    """How many must sign: of a pair both, of a panel more than half of those who sit."""
    clear = sum(one.state == CLEAR for one in seats_of(review, body))
    return 2 if (body or review.body) != PANEL else max(2, clear // 2 + 1)


def signed(decision: Decision) -> int:
    """How many agree who still sit without a tie."""
    return Signature.objects.filter(decision=decision, agrees=True, seat__state=CLEAR).count()


def all_scored(review: Review) -> bool:
    """Whether everybody who sits in the body without a tie has scored alone. The database looks: nobody else sees all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT review_all_scored(%s)", [review.id])
        row = cursor.fetchone()
    return bool(row and row[0])


def eligible(review: Review) -> str:
    """A code of `eligible`, from what is kept; undetermined before anything is."""
    found = Eligibility.objects.filter(review=review).first()
    if found is None:
        return "undetermined"
    grounds = Ground.objects.filter(review=review)
    return tested(
        floor={key: FloorAnswer(value) for key, value in found.floor.items()},
        evidence=found.evidence,
        least=number(LEAST_EVIDENCE, found.day),
        local=found.local,
        grounds=[(one.legality, one.aim, one.necessity) for one in grounds],
    )


def assessment_of(review: Review) -> Assessment | None:
    """The last one that is complete."""
    return Assessment.objects.filter(review=review, completed_on__isnull=False).order_by("-number").first()


def harm_assessed(review: Review, on: date | None = None) -> bool:
    """Whether there is one, and it is not over."""
    found = assessment_of(review)
    return found is not None and found.due_on is not None and found.due_on >= (on or timezone.localdate())


def decision_standing(review: Review) -> Decision | None:
    """The one that counts."""
    return Decision.objects.filter(
        review=review, decided_on__isnull=False, replaced=False, outcome__in=(AWARDED, REFUSED, "referred")
    ).first()


def appeal_open(review: Review, on: date) -> bool:
    """Whether the applicant was told of a refusal and may still appeal."""
    told = Told.objects.filter(
        decision__review=review, decision__outcome=REFUSED, decision__replaced=False, appeal_until__isnull=False
    ).first()
    return told is not None and told.appeal_until is not None and on <= told.appeal_until


def last_scorings(scorings: Sequence[Scoring]) -> list[Scoring]:
    """Of each seat the later one."""
    by_seat: dict[object, Scoring] = {}
    for one in sorted(scorings, key=lambda one: one.round):
        by_seat[one.seat_id] = one
    return list(by_seat.values())


def lists_in_force() -> dict[str, str]:
    """List -> version, of those that say who may be paid. Raises DataFolderError."""
    none = {name for one in publishers().values() if one.means == "none" for name in one.lists}
    return (
        {str(one.list_id): one.name for one in datasets()[DEFAULT].versions if str(one.list_id) not in none}
        if DEFAULT in datasets()
        else {}
    )


def binding_read(lists: Collection[str]) -> bool:
    """Whether a list of somebody who binds us is among these: without one a search finds nothing, and nothing is shown by it."""
    return any(known is not None and known.means == "binding" for known in map(publisher_of, lists))


def checked_state(review: Review, *, exposed: Collection[str] = EXPOSED) -> Checked:
    """What the last check says of a payment on a route that passes through these places.

    Missing: never, or not with each list that binds. Stale: a list has changed since, or the
    application was sent anew. Unresolved: a hit that not enough people
    have judged. Match: a listed party, where who listed it binds. A persecuting state's label never stops a payment.
    Raises DataFolderError when the lists cannot be read."""
    last = Check.objects.filter(review=review).order_by("-number").first()
    if last is None:
        return Checked(state=CHECK_MISSING, lists={}, by_hand={}, on=None)
    return Checked(state=_state(review, last, exposed), lists=last.lists, by_hand=last.by_hand, on=last.day)


def resolved(hit: Hit) -> bool:
    """Whether as many have judged it as it takes: two, unless its publisher lists nobody for terror."""
    known = publishers().get(hit.publisher)
    return bool(hit.verdict) and (hit.second_by_id is not None or (known is not None and not known.terror))


def stops(hit: Hit, exposed: Collection[str]) -> bool:
    """Whether a hit that was found to be the listed party stops a payment."""
    known = publishers().get(hit.publisher)
    if hit.verdict != "same" or known is None:
        return hit.verdict == "same"
    return known.means == "binding" or (known.means == "exposed" and known.id in exposed)


def _state(review: Review, last: Check, exposed: Collection[str]) -> str:
    hits = list(last.hits.all())
    if any(resolved(one) and stops(one, exposed) for one in hits):
        return CHECK_MATCH
    if not every_binding((*last.lists, *last.by_hand)):
        return CHECK_MISSING
    if last.version != review.version or dict(last.lists) != lists_in_force() or too_old(last.by_hand, last.day):
        return CHECK_STALE
    return CHECK_CLEAR if all(resolved(one) for one in hits) else CHECK_UNRESOLVED


ROUNDS = (FIRST, AFTER)
