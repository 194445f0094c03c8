"""What may be done in a review: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.review.actions.assessing import (
    Danger,
    add_risk,
    assess_eligibility,
    begin_assessment,
    complete_assessment,
    remove_risk,
    try_prohibition,
)
from tadasu.web.funding.review.actions.beginning import begin
from tadasu.web.funding.review.actions.copying import give_copy, make_copy, prepare_copy, read_copy
from tadasu.web.funding.review.actions.deciding import Proposed, propose, sign, take_back
from tadasu.web.funding.review.actions.knowing import let_know
from tadasu.web.funding.review.actions.leading import lay_down, take_lead
from tadasu.web.funding.review.actions.scoring import change_score, contribute, open_discussion, open_scoring, score
from tadasu.web.funding.review.actions.screening import check, confirm, judge, note_hit
from tadasu.web.funding.review.actions.seating import answer, check_ties, declare, recuse, seat
from tadasu.web.funding.review.actions.telling import tell

__all__ = [
    "Danger",
    "Proposed",
    "add_risk",
    "answer",
    "assess_eligibility",
    "begin",
    "begin_assessment",
    "change_score",
    "check",
    "check_ties",
    "complete_assessment",
    "confirm",
    "contribute",
    "declare",
    "give_copy",
    "judge",
    "lay_down",
    "let_know",
    "make_copy",
    "note_hit",
    "open_discussion",
    "open_scoring",
    "prepare_copy",
    "propose",
    "read_copy",
    "recuse",
    "remove_risk",
    "score",
    "seat",
    "sign",
    "take_back",
    "take_lead",
    "tell",
    "try_prohibition",
]
