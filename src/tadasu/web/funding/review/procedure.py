"""The way of an application through the model policy's procedure (`jp-model-funding`), and the rules before its moves.

Applicant, counsel and ministry have no place here: programme officers write down what they do. Money needs eligibility, an
assessment of harm, everybody asked for ties, scores before discussion, and a decision that enough people signed."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.law import Asked, Procedure, procedure_of
from tadasu.web.foundation.procedure.actions import Bound
from tadasu.web.foundation.procedure.guards import Question, guard
from tadasu.web.foundation.procedure.kinds import RunKind, run_kind
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._writing import KIND as KIND
from tadasu.web.funding.review.access import PREPARES, SITS
from tadasu.web.funding.review.models import (
    AGAIN,
    APPEAL,
    AWARDED,
    DISMISSED,
    REFERRED,
    REFUSED,
    Decision,
    Hit,
    Review,
)
from tadasu.web.funding.review.words import REGIME

ELIGIBILITY, LABEL_REVIEW = "eligibility", "label-review"
BEFORE = ("emergency-check", ELIGIBILITY, LABEL_REVIEW)
"""States in which nobody decides of money yet: a programme officer leads on."""

LANE_MOVES = {"emergency": "emergency", "bridge": "ordinary", "core": "ordinary"}

_PARTS = {
    "applicant": (PREPARES, True),
    "intermediary": (PREPARES, False),
    "duty-pair": (SITS, False),
    "panel": (SITS, False),
    "counsel": (PREPARES, True),
    "ministry": (PREPARES, True),
    "reviewer": (SITS, False),
}
"""Part -> the role that plays it, and whether for somebody who has no place here."""

_DECIDED = ("recusal-asked", "scores-before-discussion", "harm-assessed", "decided-so")
_APPEALED = ("recusal-asked", "decided-so")

GUARDS = {
    ("emergency-check", "forward"): ("application-eligible",),
    ("emergency-decision", "award"): _DECIDED,
    ("emergency-decision", "services"): _DECIDED,
    ("emergency-decision", "refuse"): _DECIDED,
    ("emergency-decision", "refer"): ("recusal-asked", "scores-before-discussion", "decided-so"),
    ("eligibility", "bridge"): ("application-eligible", "label-reviewed"),
    ("eligibility", "core"): ("application-eligible", "label-reviewed"),
    ("eligibility", "ineligible"): ("application-ineligible", "recusal-asked", "decided-so"),
    ("label-review", "clear"): ("two-persons",),
    ("label-review", "violence"): ("two-persons", "decided-so"),
    ("bridge-decision", "award"): _DECIDED,
    ("bridge-decision", "refuse"): _DECIDED,
    ("core-decision", "award"): _DECIDED,
    ("core-decision", "refuse"): _DECIDED,
    ("screening", "clear"): ("screened-before-agreement",),
    ("screening", "match"): ("truly-listed",),
    ("permission", "granted"): ("two-persons",),
    ("refused", "appeal"): ("appeal-in-time",),
    ("appeal", "allow"): _APPEALED,
    ("appeal", "again"): _APPEALED,
    ("appeal", "dismiss"): _APPEALED,
}

OUTCOME_OF = {
    "award": AWARDED,
    "services": AWARDED,
    "refuse": REFUSED,
    "refer": REFERRED,
    "ineligible": REFUSED,
    "violence": REFUSED,
    "allow": AWARDED,
    "again": AGAIN,
    "dismiss": DISMISSED,
}
"""Move -> the outcome that must have been signed before it."""


def procedure_on(on: date) -> Procedure:
    """As the policy of a day has it."""
    return procedure_of(REGIME, Asked(on=on))


def bound(organisation: UUID) -> list[Bound]:
    """Who plays each part."""
    return [
        Bound(part=part, organisation=organisation, role=role, outside=outside)
        for part, (role, outside) in _PARTS.items()
    ]


def move_of(state: str, outcome: str) -> str:
    """The move by which a signed decision leads out of a state; "" where none does.

    >>> move_of("bridge-decision", "awarded"), move_of("appeal", "awarded"), move_of("screening", "awarded")
    ('award', 'allow', '')
    """
    return next((move for (at, move) in GUARDS if at == state and OUTCOME_OF.get(move) == outcome), "")


def declare() -> None:
    """The kind of runs and the rules before its moves, once."""
    guard("application-eligible", _eligible, _("Eligibility is not shown."))
    guard("application-ineligible", _ineligible, _("It was not found ineligible."))
    guard(
        "label-reviewed",
        _label_reviewed,
        _("A persecuting state's label was found: the protection review comes first."),
    )
    guard("recusal-asked", _asked, _("Not everybody who decides was asked for ties and checked, or they are too few."))
    guard("scores-before-discussion", _scored, _("Not everybody has scored alone."))
    guard("harm-assessed", _harm, _("The assessment of harm is not complete."))
    guard("decided-so", _decided, _("No such decision was signed by as many as it takes."))
    guard(
        "screened-before-agreement",
        _screened,
        _("The parties were not checked against the lists as they are now, or a match stands."),
    )
    guard("truly-listed", _listed, _("No listed party was found by two people."))
    guard("appeal-in-time", _in_time, _("The applicant was not told yet, or the time to appeal is over."))
    run_kind(
        RunKind(
            id=KIND,
            opens=frozenset({PREPARES}),
            keeps=frozenset({PREPARES}),
            guards=GUARDS,
            title=_title,
            address=_address,
        )
    )


def _review(question: Question) -> Review | None:
    return Review.objects.filter(id=question.run.subject).first()


def _eligible(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.eligible(review) == "eligible"


def _ineligible(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.eligible(review) == "ineligible"


def _label_reviewed(question: Question) -> bool:
    found = Hit.objects.filter(made_in__review=question.run.subject, verdict="label", second_by__isnull=False)
    return not found.exists() or any(one.state_to == LABEL_REVIEW for one in question.steps)


def _asked(question: Question) -> bool:
    review = _review(question)
    body = APPEAL if question.state == "appeal" else None
    return review is not None and standing.body_is_complete(review, body or review.body)


def _scored(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.all_scored(review)


def _harm(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.harm_assessed(review)


def _decided(question: Question) -> bool:
    wanted = OUTCOME_OF[question.move.id]
    last = Decision.objects.filter(review=question.run.subject, decided_on__isnull=False).order_by("-decided_on", "-id")
    appeal = question.state == "appeal"
    return (
        last.filter(outcome=wanted, replaced=False, body=APPEAL).exists()
        if appeal
        else last.filter(outcome=wanted, replaced=False).exclude(body=APPEAL).exists()
    )


def _screened(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.checked_state(review).state == "clear"


def _listed(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.checked_state(review).state == "match"


def _in_time(question: Question) -> bool:
    review = _review(question)
    return review is not None and standing.appeal_open(review, question.day)


def _address(subject: UUID) -> str:
    return reverse("review-one", args=[subject])


def _title(subject: UUID) -> str:
    found = Review.objects.filter(id=subject).first()
    return found.pseudonym if found is not None else str(subject)
