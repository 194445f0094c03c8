"""Who leads a review has no tie to the application either: asked, checked by another officer, and gone with one."""

import pytest
from tests.web.made_review import NAME, WHY, Desk
from tests.web.made_vault import holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.review import actions, queries, standing
from tadasu.web.funding.review.models import Contribution, Review, Scoring, Seat

pytestmark = pytest.mark.usefixtures("database")


def begun(desk: Desk, application: Application | None = None) -> Review:
    about = application or desk.applied()
    with acting(desk.officer.actor):
        return actions.begin(desk.officer.actor, application=about.id)


def lead(desk: Desk, review: Review) -> Seat:
    with acting(desk.second.actor):
        return Seat.objects.get(review=review, body="lead", user=desk.officer.id)


def test_nobody_is_named_before_whoever_leads_was_asked_and_checked_by_another_officer() -> None:
    desk = Desk()
    review = begun(desk)
    seat = lead(desk, review)
    assert (seat.state, seat.asked_on) == ("named", None)
    with acting(desk.officer.actor):
        assert [queries.waits_for(desk.officer.actor, one) for one in queries.my_seats(desk.officer.actor)] == [
            "answer"
        ]
    with pytest.raises(Refused):
        desk.cleared(review, desk.reviewers[0])
    desk.declared(desk.officer, employers=["Quiet Harbour Works (invented)"])
    with acting(desk.officer.actor):
        actions.answer(desk.officer.actor, seat=seat.id, ties=())
        with pytest.raises(UsageError, match="review-own-ties"):
            actions.check_ties(desk.officer.actor, seat=seat.id, key=desk.officer.key, reason=WHY)
        assert queries.ties_to_check(desk.officer.actor) == []
    with pytest.raises(Refused):
        desk.cleared(review, desk.reviewers[0])
    with acting(desk.second.actor):
        assert [one.id for one in queries.ties_to_check(desk.second.actor)] == [seat.id]
        actions.check_ties(desk.second.actor, seat=seat.id, key=desk.second.key, reason=WHY)
    for by in desk.reviewers[:5]:
        desk.cleared(review, by)
    desk.copied(review)
    with acting(desk.officer.actor):
        assert actions.open_scoring(desk.officer.actor, review=review.id).stage == "scoring"


@pytest.mark.parametrize("said", [True, False], ids=["by themself", "by the names"])
def test_whoever_leads_with_a_tie_loses_every_key_and_row_and_a_colleague_takes_over(said: bool) -> None:
    desk = Desk()
    third = holder(desk.place, "programme")
    application = desk.applied()
    review = begun(desk, application)
    record = application.record
    assert record is not None
    seat = desk.led(review, ties=("relative",)) if said else desk.led(review, relatives=[NAME])
    assert seat.state == "recused"
    by = desk.officer
    with acting(by.actor):
        assert not Review.objects.filter(id=review.id).exists()
        assert not Application.objects.filter(id=review.application).exists()
        assert not BoxReader.objects.filter(box=desk.box.id, user=by.id).exists()
        with pytest.raises(Refused):
            open_record(by.actor, record=record, key=by.key, purpose="decide", reason=WHY)
    with acting(desk.second.actor):
        assert standing.lead_of(Review.objects.get(id=review.id)) is None
    with acting(third.actor), pytest.raises(UsageError, match="review-not-reader"):
        actions.take_lead(third.actor, review=review.id)
    with acting(desk.second.actor):
        actions.take_lead(desk.second.actor, review=review.id)
        with pytest.raises(UsageError, match="review-led"):
            actions.take_lead(desk.second.actor, review=review.id)
        found = standing.lead_of(Review.objects.get(id=review.id))
        assert found is not None
        assert found.user_id == desk.second.id


def test_whoever_leads_decides_nothing() -> None:
    desk = Desk()
    both = holder(desk.place, "programme", "reviewer")
    desk.officer = both
    desk.counter, desk.box = desk.opened(both, desk.second)
    review = desk.discussing()
    with acting(both.actor):
        assert both.id not in {one.id for one in queries.could_sit(Review.objects.get(id=review.id))}
        with pytest.raises(Refused):
            actions.contribute(both.actor, review=review.id, text="What I think of it (invented).")
        with pytest.raises(Refused):
            actions.score(both.actor, review=review.id, marks={}, text="Mine.")
        assert not Contribution.objects.exists()
        assert not Scoring.objects.filter(user=both.id).exists()
    decision = desk.proposed(review)
    with pytest.raises(Refused):
        desk.signed(decision, both)
