"""A review from the first day to the letter."""

import pytest
from tests.web.made_review import LETTERS, Desk

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.funding.review import actions, queries
from tadasu.web.funding.review.models import Seat

pytestmark = pytest.mark.usefixtures("database")


def test_a_core_application_is_decided_by_the_panel_and_the_procedure_moves_with_it() -> None:
    desk = Desk()
    review = desk.decided()
    assert (review.stage, desk.state(review)) == ("decided", "screening")
    with acting(desk.officer.actor):
        decision = queries.decision_on(desk.officer.actor, review.application)
        assert decision is not None
        assert (decision.outcome, decision.amount) == ("awarded", 900_000)
        told = actions.tell(desk.officer.actor, decision=decision.id, texts=LETTERS)
        assert told.appeal_until is None
        moves = list(Step.objects.filter(run=review.run).order_by("number").values_list("move", flat=True))
        assert moves == ["", "ordinary", "core", "award"]


def test_an_emergency_is_decided_by_two_and_its_hours_go() -> None:
    desk = Desk()
    review = desk.discussing("emergency")
    assert review.until is not None
    decision = desk.proposed(review)
    desk.signed(decision, desk.reviewers[0])
    assert desk.now(review).stage == "discussion"
    desk.signed(decision, desk.reviewers[1])
    review = desk.now(review)
    assert (review.stage, review.until, desk.state(review)) == ("decided", None, "screening")


def test_what_two_on_duty_send_on_the_panel_decides() -> None:
    desk = Desk()
    review = desk.decided("emergency", outcome="referred", grounds=("capacity",))
    assert (review.stage, review.body, review.quorum, desk.state(review)) == ("preparing", "panel", 5, "eligibility")
    for by in desk.reviewers[2:5]:
        desk.cleared(review, by)
    with acting(desk.officer.actor):
        for seat in Seat.objects.filter(review=review, key_given=False):
            actions.give_copy(desk.officer.actor, seat=seat.id, key=desk.officer.key)
    desk.moved(review, "bridge")
    with acting(desk.officer.actor):
        actions.open_scoring(desk.officer.actor, review=review.id)
    for by in desk.reviewers[2:5]:
        desk.scored(review, by)
    decision = desk.proposed(desk.now(review))
    for by in desk.reviewers[:3]:
        desk.signed(decision, by)
    assert desk.state(review) == "screening"
