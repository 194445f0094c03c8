"""What prepares a review is done by whoever leads it, and by them only once another officer found no tie."""

from collections.abc import Callable, Mapping

import pytest
from django.db import Error, transaction
from django.urls import reverse
from tests.web.foundation.vault_browser import page_in
from tests.web.made_review import CLEAN, LETTERS, WHY, Desk
from tests.web.made_vault import Holder, holder

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.actions import Danger
from tadasu.web.funding.review.models import Assessment, Decision, Eligibility, Ground, Review, Risk, Seat

pytestmark = pytest.mark.usefixtures("database")

NO_RISK = Danger(risk="none", bearer="staff")
TEST = {"article": "19", "legality": "fails", "aim": "fails", "necessity": "fails"}


class Led:
    """A review that was decided, led by an officer without a tie, whose assessment of harm is made anew."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.id = self.desk.decided("emergency").id
        by = self.desk.officer
        with acting(by.actor):
            self.decision = Decision.objects.get(review=self.id).id
            self.seat = Seat.objects.filter(review=self.id, body="duty")[0].id
            self.assessment = actions.begin_assessment(by.actor, review=self.id).id
            self.risk = actions.add_risk(by.actor, assessment=self.assessment, danger=NO_RISK).id

    @property
    def review(self) -> Review:
        return self.desk.now(Review(id=self.id))

    def prepares(self) -> Mapping[str, Callable[[Holder], object]]:
        """Every act that prepares it or tells of it."""
        id, harm, day = self.id, self.assessment, self.desk.later()
        return {
            "eligibility": lambda by: actions.assess_eligibility(
                by.actor, review=id, floor=CLEAN, evidence=("law", "case")
            ),
            "prohibition": lambda by: actions.try_prohibition(by.actor, review=id, text="x" * 30, **TEST),
            "begin harm": lambda by: actions.begin_assessment(by.actor, review=id),
            "add danger": lambda by: actions.add_risk(
                by.actor, assessment=harm, danger=Danger(risk="none", bearer="sources")
            ),
            "remove danger": lambda by: actions.remove_risk(by.actor, risk=self.risk),
            "complete harm": lambda by: actions.complete_assessment(by.actor, assessment=harm),
            "look through copy": lambda by: actions.prepare_copy(by.actor, review=id, key=by.key, reason=WHY),
            "make copy": lambda by: actions.make_copy(by.actor, review=id, texts={}, key=by.key, reason=WHY),
            "give copy": lambda by: actions.give_copy(by.actor, seat=self.seat, key=by.key),
            "name": lambda by: actions.seat(by.actor, review=id, user=self.desk.reviewers[5].id),
            "open scoring": lambda by: actions.open_scoring(by.actor, review=id),
            "open discussion": lambda by: actions.open_discussion(by.actor, review=id),
            "check lists": lambda by: actions.check(by.actor, review=id, key=by.key, reason=WHY),
            "note": lambda by: actions.note_hit(
                by.actor, review=id, list_id="state-label", list_day=day, publisher="persecutor", text="Entry 4."
            ),
            "tell": lambda by: actions.tell(by.actor, decision=self.decision, texts=LETTERS),
        }

    def lets(self, by: Holder) -> list[str]:
        """What of it somebody is not refused."""
        found = []
        for name, act in self.prepares().items():
            with acting(by.actor):
                try:
                    with transaction.atomic():
                        act(by)
                except Refused:
                    continue
                except TadasuError:  # it was not refused, whatever else stands against it now
                    pass
                found.append(name)
        return found


AFTERWARDS = ["check lists", "note"]
"""What is every officer's once it is decided."""


def test_an_officer_who_does_not_lead_prepares_nothing_and_tells_nothing() -> None:
    led = Led()
    assert led.lets(led.desk.second) == AFTERWARDS


def test_whoever_leads_prepares_nothing_before_they_were_checked_with_what_was_sent_last() -> None:
    led = Led()
    led.desk.sent_anew(led.review)
    assert led.lets(led.desk.officer) == AFTERWARDS
    led.desk.checked_anew(led.review)
    assert led.lets(led.desk.officer) == list(led.prepares())


def test_checks_of_ties_and_the_second_judgement_stay_with_another_officer() -> None:
    desk = Desk()
    review = desk.begun()
    reviewer, second = desk.reviewers[0], desk.second
    seat = desk.seated(review, reviewer)
    desk.declared(reviewer, employers=["Quiet Harbour Works (invented)"])
    with acting(reviewer.actor):
        actions.answer(reviewer.actor, seat=seat.id, ties=())
    with acting(second.actor):
        assert actions.check_ties(second.actor, seat=seat.id, key=second.key, reason=WHY).state == "clear"
    by = desk.officer
    with acting(by.actor):
        actions.check(by.actor, review=review.id, key=by.key, reason=WHY)
        hit = actions.note_hit(
            by.actor, review=review.id, list_id="jp-mof", list_day=review.begun_on, publisher="jp", text="Entry 4."
        )
        actions.judge(
            by.actor,
            hit=hit.id,
            publisher="jp",
            verdict="other",
            reasons=("name-only",),
            text="Another one altogether.",
        )
    with acting(second.actor):
        assert actions.confirm(second.actor, hit=hit.id).second_by_id == second.id


def test_the_database_lets_nobody_but_a_checked_lead_write_down_eligibility_and_harm() -> None:
    led = Led()
    by, place, id = led.desk.second, led.desk.place.id, led.id
    acts: tuple[Callable[[], object], ...] = (
        lambda: Eligibility.objects.filter(review=id).update(result="ineligible"),
        lambda: Ground.objects.create(
            organisation_id=place, review_id=id, record=id, user_id=by.id, **{**TEST, "article": "22"}
        ),
        lambda: Risk.objects.filter(id=led.risk).delete(),
        lambda: Risk.objects.create(
            organisation_id=place, assessment_id=led.assessment, risk="none", bearer="sources", user_id=by.id
        ),
        lambda: Assessment.objects.filter(id=led.assessment).update(
            completed_by=by.id, completed_on="2026-11-01", due_on="2027-05-01"
        ),
    )
    with acting(by.actor):
        for act in acts:
            with pytest.raises(Error), transaction.atomic():
                act()


PREPARING = (
    *("review-eligibility", "review-ground", "review-harm", "review-risk", "review-complete", "review-copy"),
    *("review-seat", "review-scoring", "review-check", "review-note"),
)
"""Pages that prepare it."""


def test_pages_show_no_way_that_one_may_not_go_and_say_whose_part_it_is() -> None:
    desk = Desk()
    review = desk.begun()
    ways = [reverse(one, args=[review.id]) for one in PREPARING]
    one = page_in("en", desk.officer.user, "review-one", review.id)
    assert [way for way in ways if f'"{way}"' in one] == [
        way for way in ways if not way.endswith(("/danger", "/complete"))
    ]
    assert "You lead this review" not in one
    assert f'"{reverse("review-lay-down", args=[review.id])}"' in one
    other = page_in("en", desk.second.user, "review-one", review.id)
    assert [way for way in ways if f'"{way}"' in other] == []
    assert f"{desk.officer.user} leads this review" in other
    assert "Take over this review" in other
    assert f"この審査を進めているのは{desk.officer.user}です" in page_in(
        "ja", desk.second.user, "review-one", review.id
    )
    third = holder(desk.place, "programme")
    assert "Take over this review" not in page_in("en", third.user, "review-one", review.id)
    desk.sent_anew(review)
    mine = page_in("en", desk.officer.user, "review-one", review.id)
    assert [way for way in ways if f'"{way}"' in mine] == []
    assert "Until another officer has checked that nothing binds you" in mine


def test_a_refusal_says_whose_part_it_is_in_both_languages() -> None:
    desk = Desk()
    review = desk.begun()
    about: tuple[str, object] = ("review-eligibility", review.id)
    assert "Whoever leads the review does this." in page_in("en", desk.second.user, *about, status=403)
    assert "審査を進める担当が行います" in page_in("ja", desk.second.user, *about, status=403)
    assert "Whoever leads the review does this." not in page_in("en", desk.auditor, *about, status=403)
    desk.sent_anew(review)
    assert "This waits until another officer has checked" in page_in("en", desk.officer.user, *about, status=403)
