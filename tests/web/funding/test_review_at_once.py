"""Two at the same time, and twice: one review, one discussion, one decision, one move."""

from collections.abc import Iterator

import pytest
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made_review import Desk

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.models import Decision, Review, Scoring

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    for name in list(_files.names()):
        _files.remove(name)


def test_the_last_two_score_and_sign_at_once_and_it_happens_once(desk: Desk) -> None:
    review = desk.scoring("emergency")
    one, other = desk.reviewers[:2]
    assert at_once(lambda: desk.scored(review, one), lambda: desk.scored(review, other)) == [None, None]
    assert desk.now(review).stage == "discussion"
    decision = desk.proposed(desk.now(review))
    assert at_once(lambda: desk.signed(decision, one), lambda: desk.signed(decision, other)) == [None, None]
    with acting(desk.officer.actor):
        assert Scoring.objects.filter(review=review).count() == 2
        assert Decision.objects.get(id=decision.id).decided_on is not None
        assert list(Step.objects.filter(run=review.run, move="award").values_list("number", flat=True)) == [4]


def test_a_review_that_is_begun_twice_is_begun_once(desk: Desk) -> None:
    application = desk.applied()

    def begin() -> None:
        with acting(desk.officer.actor):
            actions.begin(desk.officer.actor, application=application.id)

    raised = at_once(begin, begin)
    assert sum(one is None for one in raised) == 1
    with pytest.raises(UsageError, match="review-already"):
        begin()
    with acting(desk.officer.actor):
        assert Review.objects.filter(application=application.id).count() == 1
