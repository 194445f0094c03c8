"""What it takes to decide, what stays, what a refused applicant hears, and an appeal before another pair."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone
from tests.web.made_box import as_holder, box_at
from tests.web.made_review import CLEAN, LETTERS, WHY, Desk
from tests.web.made_vault import holder, lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.procedure.queries import waiting, waiting_count
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.opening import open_application
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.review import actions, queries, reading, standing
from tadasu.web.funding.review._blinding import blinded, names_left
from tadasu.web.funding.review._eligible import FLOOR, FloorAnswer
from tadasu.web.funding.review._eligible import tested as weighed
from tadasu.web.funding.review.actions import Danger
from tadasu.web.funding.review.forms import ProposedSaid
from tadasu.web.funding.review.models import Assessment, Decision, Hit, Review, Risk, Scoring, Seat, Told
from tadasu.web.funding.review.words import criteria, words

pytestmark = pytest.mark.usefixtures("database")

NO = dict.fromkeys(FLOOR, FloorAnswer.NO)


@pytest.mark.parametrize("local", list(words("local")))
def test_a_status_at_home_alone_never_makes_anybody_ineligible(local: str) -> None:
    said = weighed(floor=NO, evidence=("law", "case"), least=2, local=local, grounds=())
    assert said in {"eligible", "undetermined"}
    failed = weighed(floor=NO, evidence=("law", "case"), least=2, local=local, grounds=[("passes", "passes", "fails")])
    assert failed == "eligible"


def test_no_criterion_is_about_the_status_at_home() -> None:
    said = " ".join(str((one.name, one.about, one.anchors)) for one in criteria().values()).casefold()
    assert not any(word in said for word in ("banned", "label", "registered", "禁止", "登録", "レッテル"))


def test_what_is_not_known_or_too_little_is_undetermined() -> None:
    assert weighed(floor={}, evidence=("law", "case"), least=2, local="", grounds=()) == "undetermined"
    assert weighed(floor=NO, evidence=("law", "law"), least=2, local="", grounds=()) == "undetermined"


def test_names_are_taken_out_however_they_are_written_and_what_is_left_is_found() -> None:
    text = "ＬＡＮＴＥＲＮ press; 自由灯籠 通信; LanternPress"
    assert blinded(text, {"Lantern Press": "[A]", "自由灯籠通信": "[A]"}) == "[A]; [A]; [A]"
    assert names_left("we, the lan tern press", ["Lantern Press"])
    assert not names_left("we, the press", ["Lantern Press"])


def test_nothing_is_proposed_before_everybody_scored_and_harm_is_assessed() -> None:
    desk = Desk()
    review = desk.scoring()
    with pytest.raises(UsageError, match="review-stage"):
        desk.proposed(review)
    with pytest.raises(UsageError, match="run-guard"):
        desk.moved(review, "award", desk.reviewers[0])


def test_a_copy_is_sealed_to_who_sits_and_named_content_stays_with_named_readers() -> None:
    desk = Desk()
    review = desk.scoring()
    by = desk.reviewers[0]
    with acting(by.actor):
        assert (
            "leads it." in actions.read_copy(by.actor, review=desk.now(review), key=by.key, reason=WHY)["call-summary"]
        )

        risk = Risk.objects.get(assessment__review=review, record__isnull=False)
        assert risk.record is not None
        assert open_record(by.actor, record=risk.record, key=by.key, purpose="decide", reason=WHY)
        found = applications.application_of(by.actor, review.application)
        with pytest.raises(Refused):
            open_application(by.actor, application=found, key=by.key, purpose="decide", reason=WHY)


def test_too_few_signatures_decide_nothing_in_the_database_either() -> None:
    desk = Desk()
    review = desk.discussing()
    decision = desk.proposed(review)
    for by in desk.reviewers[:2]:
        desk.signed(decision, by)
    with acting(desk.officer.actor):
        assert queries.decision_on(desk.officer.actor, review.application) is None
        with pytest.raises(Error), transaction.atomic():
            Decision.objects.filter(id=decision.id).update(decided_on=timezone.localdate())
        with pytest.raises(Error), transaction.atomic():
            Decision.objects.filter(id=decision.id).update(amount=1)
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(id=review.id).update(stage="decided", until=None)
    with pytest.raises(UsageError, match="review-signed"):
        desk.signed(decision, desk.reviewers[0])


def test_first_scores_stay_beside_what_was_changed_and_a_minority_chooses_its_name() -> None:
    desk = Desk()
    review = desk.discussing()
    by = desk.reviewers[1]
    with acting(by.actor):
        actions.change_score(by.actor, review=review.id, marks=dict.fromkeys(criteria(), 4), text="I was too hard.")
        seat = Seat.objects.get(review=review, user=by.id)
        rounds = Scoring.objects.filter(seat=seat).order_by("round")
        assert [list({mark.value for mark in one.marks.all()}) for one in rounds] == [[1], [4]]
        with pytest.raises(Error), transaction.atomic():
            rounds.first().marks.update(value=0)  # type: ignore[union-attr]
    decision = desk.proposed(review)
    desk.signed(decision, desk.reviewers[4], agrees=False, minority="Too much (invented).", named=True)
    desk.signed(decision, desk.reviewers[3], agrees=False, minority="Too little (invented).")
    for one in desk.reviewers[:3]:
        desk.signed(decision, one)
    reader = desk.reviewers[0]
    with acting(reader.actor):
        held = Review.objects.get(id=review.id)
        reading.open_all(reader.actor, review=held, key=reader.key, reason=WHY)
        shown = reading.shown(reader.actor, review=held, key=reader.key)
        assert shown is not None
        by_text = {one.text: one.part.by for one in shown.words if one.part.kind == "minority"}
    assert by_text["Too much (invented)."] == str(desk.reviewers[4].user)
    assert len(by_text["Too little (invented)."]) == 1


def test_an_assessment_says_something_of_everybody_is_kept_and_comes_again() -> None:
    desk = Desk()
    review = desk.begun()
    actor = desk.officer.actor
    with acting(actor):
        made = actions.begin_assessment(actor, review=review.id)
        with pytest.raises(UsageError, match="review-bearer-missing"):
            actions.complete_assessment(actor, assessment=made.id)
        with pytest.raises(UsageError, match="review-risk"):
            actions.add_risk(actor, assessment=made.id, danger=Danger(risk="arrest", bearer="staff", scale=2))
        for bearer in words("bearers"):
            actions.add_risk(actor, assessment=made.id, danger=Danger(risk="none", bearer=bearer))
        done = actions.complete_assessment(actor, assessment=made.id)
        assert done.due_on is not None
        assert timedelta(days=180) < done.due_on - timezone.localdate() < timedelta(days=185)
        with pytest.raises(Error), transaction.atomic():
            Risk.objects.filter(assessment=made).delete()
        assert queries.assessments_due(actor, timezone.localdate()) == []
        assert [one.id for one in queries.assessments_due(actor, done.due_on)] == [made.id]
        assert not standing.harm_assessed(Review.objects.get(id=review.id), done.due_on + timedelta(days=1))


def test_severity_keeps_three_numbers_and_no_row_has_a_mean_of_them() -> None:
    fields = {one.name for one in Risk._meta.get_fields()}
    assert {"scale", "scope", "irremediability", "likelihood"} <= fields
    assert not fields & {"severity", "score", "mean", "total"}


def test_a_refused_applicant_hears_why_and_another_pair_decides_the_appeal() -> None:
    desk = Desk()
    review = desk.decided(outcome="refused", grounds=("capacity",))
    assert desk.state(review) == "refused"
    with pytest.raises(UsageError, match="run-guard"):
        desk.moved(review, "appeal")
    with acting(desk.officer.actor):
        decision = queries.decision_on(desk.officer.actor, review.application)
        assert decision is not None
        before = Letter.objects.filter(box=desk.box.id).count()
        told = actions.tell(desk.officer.actor, decision=decision.id, texts=LETTERS)
        assert Letter.objects.filter(box=desk.box.id).count() == before + 1
        assert told.appeal_until == timezone.localdate() + timedelta(days=30)
        with pytest.raises(UsageError, match="review-told"):
            actions.tell(desk.officer.actor, decision=decision.id, texts=LETTERS)
    desk.moved(review, "appeal")
    with pytest.raises(UsageError, match="review-cannot-sit"):
        desk.seated(review, desk.reviewers[0], body="appeal")

    pair = [desk.reviewers[5], holder(desk.place, "reviewer")]
    for by in pair:
        desk.cleared(review, by, body="appeal")
    with acting(desk.officer.actor):
        assert queries.decision_on(desk.officer.actor, review.application) is not None
    appeal = desk.proposed(review, pair[0], outcome="awarded", grounds=("capacity",))
    desk.signed(appeal, pair[0])
    with pytest.raises(UsageError, match="review-no-seat"):
        desk.signed(appeal, desk.reviewers[0])
    desk.signed(appeal, pair[1])
    assert desk.state(review) == "screening"
    with acting(desk.officer.actor):
        standing_now = queries.decision_on(desk.officer.actor, review.application)
        assert standing_now is not None
        assert (standing_now.id, standing_now.outcome) == (appeal.id, "awarded")


def test_a_floor_that_is_not_met_is_refused_by_the_panel_with_a_ground() -> None:
    desk = Desk()
    review = desk.begun()
    desk.eligible(review, floor={**CLEAN, "violence": "yes"})
    with pytest.raises(UsageError, match="run-guard"):
        desk.moved(review, "core")
    for by in desk.reviewers[:5]:
        desk.cleared(review, by)
    decision = desk.proposed(review, outcome="refused", grounds=("floor",))
    for by in desk.reviewers[:3]:
        desk.signed(decision, by)
    assert desk.state(review) == "refused"


def test_a_next_application_shows_nothing_of_a_refusal() -> None:
    desk = Desk()
    first = desk.decided(outcome="refused", grounds=("capacity",))
    again = desk.applied(box=box_at(desk.counter))
    with acting(desk.officer.actor):
        review = actions.begin(desk.officer.actor, application=again.id)
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(r)::text FROM review_review AS r WHERE id = %s", [review.id])
            (row,) = cursor.fetchone()
    assert first.pseudonym not in row
    assert str(first.id) not in row
    assert str(first.application) not in row


def test_of_an_application_whose_existence_is_withheld_only_its_readers_know() -> None:
    desk = Desk()
    review = desk.begun(level=3)
    other = desk.reviewers[0]
    with acting(other.actor):
        assert not Review.objects.exists()
        assert not Run.objects.filter(subject=review.id).exists()
        assert waiting_count(other.actor) == 0
        assert list(waiting(other.actor, timezone.localdate())) == []
        assert list(queries.reviews_of(other.actor, desk.place.id)) == []
    with acting(desk.second.actor):
        assert Review.objects.get().id == review.id


def test_another_organisation_and_nobody_see_and_do_nothing() -> None:
    desk = Desk()
    review = desk.decided()
    by = desk.elsewhere
    for actor in (by.actor, ANONYMOUS):
        with acting(actor):
            for model in (Review, Seat, Decision, Scoring, Assessment, Hit, Told):
                assert not model._default_manager.exists()
            assert queries.decision_on(actor, review.application) is None
            assert queries.screening_state(actor, review.application).state == "missing"
            with pytest.raises(Review.DoesNotExist):
                actions.begin_assessment(actor, review=review.id)


def test_the_letters_hide_the_order_of_seats() -> None:
    desk = Desk()
    orders = set()
    for _ in range(3):
        review = desk.discussing("emergency")
        with acting(desk.officer.actor):
            orders.add(
                tuple(
                    Seat.objects.filter(review=review, body="duty")
                    .order_by("user__login")
                    .values_list("letter", flat=True)
                )
            )
    assert orders <= {("A", "B"), ("B", "A")}


def test_an_amount_is_read_as_japanese_type_it_and_one_that_no_row_holds_is_refused() -> None:
    said = {"outcome": "awarded", "grounds": ["need"], "level": "2", "expires_on": "2030-01-01", "reasons": "x" * 30}
    form = ProposedSaid({**said, "amount": "９００，０００", "currency": "ｊｐｙ"}, outcomes=("awarded",))
    assert form.is_valid(), form.errors
    assert (form.proposed().amount, form.proposed().currency) == (900_000, "JPY")
    desk = Desk()
    review = desk.discussing()
    with pytest.raises(UsageError, match="review-money"):
        desk.proposed(review, amount=10**18)


def test_an_awards_last_day_lies_ahead() -> None:
    desk = Desk()
    review = desk.discussing()
    with pytest.raises(UsageError, match="review-money"):
        desk.proposed(review, expires_on=date(2020, 1, 1))
    with pytest.raises(UsageError, match="review-level"):
        desk.proposed(review, level=1)


def test_a_protection_that_is_raised_hides_the_review_at_once() -> None:
    desk = Desk()
    review = desk.begun()
    stranger = desk.auditor
    with acting(lately(stranger)):
        assert Review.objects.filter(id=review.id).exists()
    with as_holder(desk.box):
        Application.objects.filter(id=review.application).update(level=3)
    with acting(lately(stranger)):
        assert not Review.objects.filter(id=review.id).exists()
        assert not Run.objects.filter(subject=review.id).exists()
    assert desk.now(review).level == 3
