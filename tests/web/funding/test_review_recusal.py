"""Ties: asked, found in sealed names whatever their script, and then nothing is left to see."""

import pytest
from tests.web.made_review import NAME, PERSON, WHY, Desk, refused_by_the_database
from tests.web.made_vault import Holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.foundation.correspondence.models import Box, BoxReader
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.review import actions, queries
from tadasu.web.funding.review.models import Decision, Mark, Review, Scoring, Seat, Signature
from tadasu.web.funding.review.words import criteria

pytestmark = pytest.mark.usefixtures("database")


def sees_nothing(by: Holder, review: Review) -> bool:
    """Whether no row of the review, its application, its way and its box is left for a person."""
    with acting(by.actor):
        return not (
            Review.objects.filter(id=review.id).exists()
            or Application.objects.filter(id=review.application).exists()
            or Run.objects.filter(subject=review.id).exists()
            or Decision.objects.filter(review=review.id).exists()
            or Scoring.objects.filter(review=review.id).exclude(user=by.id).exists()
            or Box.objects.filter(id=Seat.objects.get(review=review.id, user=by.id).box).exists()
            or queries.reviews_of(by.actor, review.organisation_id).filter(id=review.id).exists()
        )


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "ＦＲＥＥ ＬＡＮＴＥＲＮ ＰＲＥＳＳ (INVENTED)",
        "自由灯籠通信(架空)",
        "Айгуль Сейткали-Демо",
        "Seitkali-Demo, Aigul",
    ],
)
def test_a_tie_is_found_whatever_script_width_and_order_a_name_is_written_in(name: str) -> None:
    desk = Desk()
    review = desk.begun()
    seat = desk.cleared(review, desk.reviewers[0], relatives=["Somebody Else (invented)", name])
    assert (seat.state, seat.tied, seat.recused_how) == ("recused", True, "found")
    assert sees_nothing(desk.reviewers[0], review)


def test_of_a_check_yes_or_no_and_the_version_are_left_and_no_name() -> None:
    desk = Desk()
    review = desk.begun()
    seat = desk.cleared(review, desk.reviewers[0], grants=["Quiet Valley Radio (invented)"])
    assert (seat.state, seat.tied) == ("clear", False)
    number, version = seat.checked_with.split("/")
    assert number == "1"
    assert len(version) == 12
    with acting(desk.officer.actor):
        row = " ".join(map(str, Seat.objects.filter(id=seat.id).values_list()[0]))
    assert "Quiet" not in row
    assert NAME not in row
    assert PERSON not in row


def test_who_says_that_there_is_a_tie_is_recused_at_once_and_sees_nothing() -> None:
    desk = Desk()
    review = desk.begun()
    seat = desk.seated(review, desk.reviewers[0])
    with acting(desk.reviewers[0].actor):
        actions.answer(desk.reviewers[0].actor, seat=seat.id, ties=("relative",))
        assert [one.id for one in queries.my_seats(desk.reviewers[0].actor)] == []
    assert sees_nothing(desk.reviewers[0], review)
    assert desk.now(review).apart == [desk.reviewers[0].id]


def test_a_tie_noticed_later_takes_every_key_and_every_row() -> None:
    desk = Desk()
    review = desk.scoring()
    by = desk.reviewers[0]
    desk.scored(review, by)
    copy = desk.now(review).copy
    assert copy is not None
    with acting(by.actor):
        assert open_record(by.actor, record=copy, key=by.key, purpose="decide", reason=WHY)
        seat = Seat.objects.get(review=review, user=by.id)
        with pytest.raises(UsageError, match="vault-locked"):
            actions.recuse(by.actor, seat=seat.id)
        actions.recuse(by.actor, seat=seat.id, key=by.key)
    assert sees_nothing(by, review)
    with acting(by.actor):
        assert not Reader.objects.filter(
            user=by.id, record__kind__in=("review.copy", "review.score", "review.risk")
        ).exists()
        with pytest.raises(Refused):
            open_record(by.actor, record=copy, key=by.key, purpose="decide", reason=WHY)
    with acting(desk.reviewers[1].actor):
        other = desk.reviewers[1]
        assert open_record(other.actor, record=copy, key=other.key, purpose="decide", reason=WHY)


def test_whoever_leads_the_review_recuses_and_letters_go_too() -> None:
    desk = Desk()
    review = desk.scoring()
    by = desk.reviewers[0]
    with acting(desk.officer.actor):
        staff.add_reader(desk.officer.actor, box=desk.box.id, user=by.id, key=desk.officer.key)
        seat = Seat.objects.get(review=review, user=by.id)
        actions.recuse(desk.officer.actor, seat=seat.id, key=desk.officer.key)
        assert not BoxReader.objects.filter(box=desk.box.id, user=by.id).exists()
        record = Application.objects.get(id=review.application).record
        assert not Reader.objects.filter(record=record, user=by.id).exists()
    assert sees_nothing(by, review)


def test_the_database_refuses_score_signature_and_word_of_whoever_was_recused() -> None:
    desk = Desk()
    review = desk.discussing()
    decision = desk.proposed(review, desk.reviewers[1])
    by = desk.reviewers[0]
    with acting(by.actor):
        seat = Seat.objects.get(review=review, user=by.id)
        actions.recuse(by.actor, seat=seat.id, key=by.key)
    place = desk.place.id
    assert refused_by_the_database(
        by,
        lambda: Signature.objects.create(
            organisation_id=place, decision_id=decision.id, seat_id=seat.id, user_id=by.id, agrees=True
        ),
    )
    assert refused_by_the_database(
        by,
        lambda: Scoring.objects.create(
            organisation_id=place, review_id=review.id, seat_id=seat.id, user_id=by.id, round=2, record=seat.id
        ),
    )
    assert refused_by_the_database(by, lambda: Seat.objects.filter(id=seat.id).update(state="clear", recused_how=""))


def test_nobody_checks_their_own_ties_or_declares_for_somebody_else() -> None:
    desk = Desk()
    review = desk.begun()
    seat = desk.seated(review, desk.reviewers[0])
    with acting(desk.officer.actor), pytest.raises(Refused):
        actions.answer(desk.officer.actor, seat=seat.id, ties=())
    assert refused_by_the_database(desk.officer, lambda: Seat.objects.filter(id=seat.id).update(asked_on="2026-11-01"))
    with acting(desk.officer.actor), pytest.raises(UsageError, match="review-not-answered"):
        actions.check_ties(desk.officer.actor, seat=seat.id, key=desk.officer.key, reason=WHY)


def test_scores_of_others_are_not_there_before_all_have_scored() -> None:
    desk = Desk()
    review = desk.scoring()
    for by in desk.reviewers[:4]:
        desk.scored(review, by)
    with acting(desk.reviewers[0].actor):
        assert Scoring.objects.filter(review=review).count() == 1
        assert Mark.objects.count() == len(criteria())
    with acting(desk.officer.actor):
        assert not Scoring.objects.filter(review=review).exists()
        assert queries.review_about(review.application) is not None
    assert refused_by_the_database(desk.officer, lambda: Review.objects.filter(id=review.id).update(stage="discussion"))
    with acting(desk.officer.actor), pytest.raises(UsageError, match="review-not-all-scored"):
        actions.open_discussion(desk.officer.actor, review=review.id)
    desk.scored(review, desk.reviewers[4])
    with acting(desk.reviewers[0].actor):
        assert Scoring.objects.filter(review=review).count() == 5
        letters = Seat.objects.filter(review=review).exclude(body="lead").values_list("letter", flat=True)
        assert sorted(letters) == list("ABCDE")


def test_a_signature_of_whoever_was_recused_afterwards_counts_no_longer() -> None:
    desk = Desk()
    review = desk.scoring(members=6)
    for by in desk.reviewers:
        desk.scored(review, by)
    decision = desk.proposed(desk.now(review))
    first, second, third, fourth = desk.reviewers[:4]
    for by in (first, second):
        desk.signed(decision, by)
    with acting(first.actor):
        actions.recuse(first.actor, seat=Seat.objects.get(review=review, user=first.id).id, key=first.key)
    assert desk.signed(decision, third).decided_on is None
    assert refused_by_the_database(
        third, lambda: Decision.objects.filter(id=decision.id).update(decided_on=decision.proposed_on)
    )
    assert desk.signed(decision, fourth).decided_on is not None


def test_whoever_comes_for_somebody_who_was_recused_scores_alone_before_they_join() -> None:
    desk = Desk()
    review = desk.discussing("emergency")
    stays, goes, comes = desk.reviewers[:3]
    with acting(goes.actor):
        actions.recuse(goes.actor, seat=Seat.objects.get(review=review, user=goes.id).id, key=goes.key)
    seat = desk.cleared(review, comes)
    with acting(desk.officer.actor):
        actions.give_copy(desk.officer.actor, seat=seat.id, key=desk.officer.key)
    with acting(comes.actor):
        assert queries.waits_for(comes.actor, Seat.objects.select_related("review").get(id=seat.id)) == "score"
        assert not Scoring.objects.filter(review=review).exists()
        assert not Mark.objects.exists()
        with pytest.raises(UsageError, match="review-scores-first"):
            actions.contribute(comes.actor, review=review.id, text="Before I scored (invented).")
    decision = desk.proposed(desk.now(review), stays)
    desk.signed(decision, stays)
    with pytest.raises(UsageError, match="run-guard"):
        desk.signed(decision, comes)
    desk.scored(review, comes)
    with acting(comes.actor):
        assert Scoring.objects.filter(review=review).count() == 3
        letters = list(Seat.objects.filter(review=review, body="duty").values_list("letter", flat=True))
        assert len({one for one in letters if one}) == 3
    assert desk.signed(decision, comes).decided_on is not None


def test_of_an_application_that_is_sent_anew_everybody_is_checked_anew() -> None:
    desk = Desk()
    review = desk.begun()
    seats = [desk.cleared(review, by) for by in desk.reviewers[:5]]
    desk.copied(review)
    desk.sent_anew(review)
    by = desk.officer
    with acting(by.actor), pytest.raises(Refused):
        actions.open_scoring(by.actor, review=review.id)
    desk.checked_anew(review)
    with acting(by.actor):
        for seat in seats:
            with pytest.raises(UsageError, match="review-too-few"):
                actions.open_scoring(by.actor, review=review.id)
            assert actions.check_ties(by.actor, seat=seat.id, key=by.key, reason=WHY).state == "clear"
        with pytest.raises(UsageError, match="review-not-answered"):
            actions.check_ties(by.actor, seat=seats[0].id, key=by.key, reason=WHY)
        assert actions.open_scoring(by.actor, review=review.id).stage == "scoring"
