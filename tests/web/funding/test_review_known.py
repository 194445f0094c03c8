"""Whoever releases money of what is withheld sees how its lists stand, and nothing else; nobody who was recused."""

import pytest
from tests.web.made_review import Desk
from tests.web.made_vault import lately

from tadasu.web.foundation.access import acting
from tadasu.web.funding.review import actions, queries
from tadasu.web.funding.review.models import Review

pytestmark = pytest.mark.usefixtures("database")


def test_a_payer_who_is_named_knows_how_the_lists_stand_of_what_is_withheld() -> None:
    desk = Desk()
    review = desk.begun("emergency", 3)
    payer = lately(desk.payer)
    with acting(payer):
        assert not Review.objects.filter(id=review.id).exists()
    for _ in range(2):
        with acting(desk.officer.actor):
            actions.let_know(desk.officer.actor, application=review.application, users=[desk.payer.id])
    with acting(payer):
        assert Review.objects.filter(id=review.id).exists()
        assert queries.screening_state(payer, review.application).state == "missing"
        with pytest.raises(Review.DoesNotExist):
            queries.review_of(payer, review.id)
    with acting(lately(desk.auditor)):
        assert not Review.objects.filter(id=review.id).exists()


def test_whoever_was_recused_is_never_let_know() -> None:
    desk = Desk()
    review = desk.begun("core", 3)
    tied = desk.reviewers[0]
    desk.seated(review, tied)
    desk.declared(tied, employers=["Quiet Harbour Works (invented)"])
    with acting(tied.actor):
        actions.answer(tied.actor, seat=queries.my_seats(tied.actor)[0].id, ties=("employer",))
    with acting(desk.officer.actor):
        actions.let_know(desk.officer.actor, application=review.application, users=[tied.id])
    with acting(tied.actor):
        assert not Review.objects.filter(id=review.id).exists()
