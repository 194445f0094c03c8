"""A lead can be replaced: laid down, or taken over by a colleague who is asked for ties and checked as the first was."""

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.web.foundation.vault_browser import browser, page_in
from tests.web.made_review import CLEAN, WHY, Desk, refused_by_the_database
from tests.web.made_vault import Holder, holder
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.funding.review import actions, queries, standing
from tadasu.web.funding.review._writing import members
from tadasu.web.funding.review.models import Eligibility, Review, Seat
from tadasu.web.project.second import waiting_for_a_second

pytestmark = pytest.mark.usefixtures("database")


def with_three() -> tuple[Desk, Holder]:
    """A funder of three officers who read the box, so that the third checks whoever takes over."""
    desk = Desk()
    third = holder(desk.place, "programme")
    desk.counter, desk.box = desk.opened(desk.officer, desk.second, third)
    return desk, third


def taken(review: Review, by: Holder, why: str = "silent") -> Seat:
    with acting(by.actor):
        return actions.take_lead(by.actor, review=review.id, why=why)


def checked(desk: Desk, seat: Seat, who: Holder, by: Holder) -> None:
    """Asked, declared, and held against the names by another."""
    desk.declared(who, employers=["Quiet Harbour Works (invented)"])
    with acting(who.actor):
        actions.answer(who.actor, seat=seat.id, ties=())
    with acting(by.actor):
        actions.check_ties(by.actor, seat=seat.id, key=by.key, reason=WHY)


def says_eligible(review: Review, by: Holder) -> None:
    with acting(by.actor):
        actions.assess_eligibility(
            by.actor, review=review.id, floor=CLEAN, evidence=("law", "case"), text="The decree (invented)."
        )


def readers(review: Review, by: Holder) -> set[UUID]:
    """To whom the words of eligibility are sealed."""
    with acting(by.actor):
        words = Eligibility.objects.get(review=review).record
        return set(Reader.objects.filter(record=words).values_list("user", flat=True))


def waits(by: Holder) -> dict[str, list[str]]:
    with acting(by.actor), override("en"):
        return {str(one.title): [str(line.label) for line in one.lines] for one in waiting_for_a_second(by.actor)}


def test_a_colleague_takes_over_from_whoever_does_not_act_and_that_one_goes_on_no_more() -> None:
    desk, third = with_three()
    review = desk.begun("emergency")
    first, second = desk.officer, desk.second
    says_eligible(review, first)
    assert readers(review, first) == {first.id, second.id, third.id}
    seat = taken(review, second)
    with acting(first.actor):
        held = Seat.objects.get(review=review, user=first.id)
        assert (held.state, held.left_how) == ("left", "silent")
        assert members(Review.objects.get(id=review.id)) == {second.id}
    for by in (first, second):
        with pytest.raises(Refused):
            says_eligible(review, by)
    checked(desk, seat, second, third)
    with pytest.raises(Refused):
        says_eligible(review, first)
    says_eligible(review, second)
    assert readers(review, second) == {second.id, third.id}
    with pytest.raises(UsageError, match="review-not-answered"), acting(third.actor):
        actions.check_ties(third.actor, seat=held.id, key=third.key, reason=WHY)
    with acting(first.actor):
        assert first.id not in {one.id for one in queries.could_sit(review)}
        with pytest.raises(Refused):
            actions.score(first.actor, review=review.id, marks={}, text="Mine.")


def test_whoever_was_replaced_is_told_and_the_record_says_who_took_over_and_why() -> None:
    desk, _third = with_three()
    review = desk.begun("emergency")
    seat = taken(review, desk.second, "away")
    line = [one for one in recorded(organisation=desk.place.id) if one.act == "review.take-lead"][-1]
    assert (line.actor, line.subject_id) == (desk.second.id, review.id)
    detail = line.text.detail
    assert (detail["why"], detail["seat"]) == ("away", str(seat.id))
    told = "Reviews that a colleague took over from you"
    assert waits(desk.officer)[told] == [review.pseudonym]
    assert told not in waits(desk.second)
    assert "You lead it no longer." in page_in("en", desk.officer.user, "review-mine")


def test_a_lead_is_laid_down_and_nobody_is_taken_over_from_without_a_reason() -> None:
    desk, third = with_three()
    review = desk.begun()
    first, second = desk.officer, desk.second
    with pytest.raises(UsageError, match="review-led"):
        taken(review, second, "")
    for wrong in ("laid-down", "else"):
        with pytest.raises(UsageError, match="review-code"):
            taken(review, second, wrong)
    with pytest.raises(UsageError, match="review-led"):
        taken(review, first)
    with acting(second.actor), pytest.raises(Refused):
        actions.lay_down(second.actor, review=review.id)
    with acting(first.actor):
        actions.lay_down(first.actor, review=review.id)
    assert waits(second)["Reviews that nobody leads"] == [review.pseudonym]
    with acting(second.actor):
        assert standing.lead_of(review) is None
    with pytest.raises(Refused):
        says_eligible(review, first)
    checked(desk, taken(review, second, ""), second, third)
    says_eligible(review, second)


def test_whoever_led_before_leads_again_and_is_asked_and_checked_anew() -> None:
    desk, _third = with_three()
    review = desk.begun()
    taken(review, desk.second)
    seat = taken(review, desk.officer, "role")
    assert (seat.state, seat.asked_on, seat.left_how) == ("named", None, "")
    with pytest.raises(Refused):
        says_eligible(review, desk.officer)
    checked(desk, seat, desk.officer, desk.second)
    says_eligible(review, desk.officer)
    with acting(desk.officer.actor):
        assert standing.led_without_tie(Review.objects.get(id=review.id))


def test_who_sits_who_was_taken_out_and_who_does_not_read_the_application_take_nothing_over() -> None:
    desk = Desk()
    both = holder(desk.place, "programme", "reviewer")
    stranger = holder(desk.place, "programme")
    desk.counter, desk.box = desk.opened(desk.officer, desk.second, both)
    review = desk.begun()
    with pytest.raises(UsageError, match="review-not-reader"):
        taken(review, stranger)
    desk.seated(review, both)
    with pytest.raises(UsageError, match="review-cannot-lead"):
        taken(review, both)
    for by in (desk.payer, desk.reviewers[0].user):
        page_in("en", by, "review-lead", review.id, status=404)
    second, first = desk.second, desk.officer
    taken(review, second)
    with acting(first.actor):
        held = Seat.objects.get(review=review, user=first.id)
        assert actions.recuse(first.actor, seat=held.id, key=first.key).left_how == ""
        with pytest.raises(Review.DoesNotExist):
            actions.take_lead(first.actor, review=review.id, why="silent")


def test_whoever_takes_over_goes_on_with_the_words_and_the_copy_that_are_there() -> None:
    desk, third = with_three()
    review = desk.begun()
    desk.eligible(review, text="The decree (invented).")
    desk.assessed(review)
    desk.cleared(review, desk.reviewers[0])
    desk.copied(review)
    by = desk.second
    checked(desk, taken(review, by), by, third)
    with acting(by.actor):
        words = Eligibility.objects.get(review=review).record
        assert words is not None
        assert open_record(by.actor, record=words, key=by.key, purpose="decide", reason=WHY)
    desk.officer, desk.second = by, desk.officer
    seat = desk.cleared(review, desk.reviewers[1])
    with acting(by.actor):
        assert actions.give_copy(by.actor, seat=seat.id, key=by.key).key_given
        copy = desk.now(review).copy
        assert Reader.objects.filter(record=copy, user=desk.reviewers[1].id).exists()
    desk.copied(review)
    assert desk.now(review).copy != copy


def test_after_a_decision_a_review_is_taken_over_too_and_its_lists_are_looked_through_anew() -> None:
    """A list changes months later, and whoever led is away: nothing is paid before somebody checks."""
    desk, third = with_three()
    review = desk.decided()
    by = desk.second
    seat = taken(review, by, "away")
    assert waits(by)["Reviews that wait for you"] == [review.pseudonym]
    assert "Say whether something binds you" in page_in("en", by.user, "review-mine")
    desk.declared(by, employers=["Quiet Harbour Works (invented)"])
    with acting(by.actor):
        actions.answer(by.actor, seat=seat.id, ties=())
    assert waits(third)["Ties that wait for your check"] == [review.pseudonym]
    with acting(third.actor):
        actions.check_ties(third.actor, seat=seat.id, key=third.key, reason=WHY)
    with acting(by.actor):
        assert actions.check(by.actor, review=review.id, key=by.key, reason=WHY).number == 1
        actions.lay_down(by.actor, review=review.id)
    assert waits(third)["Reviews that nobody leads"] == [review.pseudonym]  # the applicant was not told yet


def test_a_review_of_somebody_who_went_away_for_good_is_one_that_nobody_leads() -> None:
    desk, third = with_three()
    review = desk.begun()
    assert "Reviews that nobody leads" not in waits(third)
    with acting(desk.officer.actor):
        assert Membership.objects.filter(user=desk.officer.user).update(roles=["auditor"]) == 1
    assert waits(third)["Reviews that nobody leads"] == [review.pseudonym]
    assert "Take over this review" in page_in("en", third.user, "review-one", review.id)


def test_of_two_who_take_over_at_once_the_second_does_not_replace_the_first() -> None:
    """They said why of somebody else."""
    desk, third = with_three()
    review = desk.begun("emergency")
    page = reverse("review-lead", args=[review.id])
    second, other = browser(desk.second.user), browser(third.user)
    seen = [one.get(page).context["form"].initial["of"] for one in (second, other)]
    assert second.post(page, {"why": "away", "of": seen[0]}).status_code == 302
    assert other.post(page, {"why": "away", "of": seen[1]}).status_code == 400
    with acting(third.actor):
        lead = standing.lead_of(review)
        assert lead is not None
        assert lead.user_id == desk.second.id


def test_what_is_prepared_of_a_withheld_review_is_sealed_to_nobody_who_may_not_know_of_it() -> None:
    """Somebody came to read the box later."""
    desk, third = with_three()
    review = desk.begun(level=3)
    with acting(desk.officer.actor):
        Review.objects.filter(id=review.id).update(readers=[desk.officer.id, desk.second.id])
    says_eligible(review, desk.officer)
    assert readers(review, desk.officer) == {desk.officer.id, desk.second.id}
    assert third.id not in readers(review, desk.officer)


def test_the_database_lets_one_lead_at_a_time_and_nobody_come_back_unasked() -> None:
    desk, _third = with_three()
    review = desk.begun()
    first, second = desk.officer, desk.second
    with acting(first.actor):
        held = Seat.objects.get(review=review, body="lead")
    values = {"organisation_id": desk.place.id, "review_id": review.id, "box": held.box, "user_id": second.id}
    assert refused_by_the_database(
        second, lambda: Seat.objects.create(application=held.application, body="lead", **values)
    )
    taken(review, second)
    mine = Seat.objects.filter(id=held.id)
    assert refused_by_the_database(first, lambda: mine.update(state="clear", left_how=""))
    assert refused_by_the_database(first, lambda: mine.update(state="named", left_how=""))
    assert refused_by_the_database(second, lambda: mine.update(state="named", left_how="", asked_on=None))
    assert refused_by_the_database(first, lambda: mine.update(left_how=""))
    sits = desk.reviewers[0]
    with acting(second.actor):
        actions.lay_down(second.actor, review=review.id)
    checked(desk, taken(review, first, ""), first, second)
    seat = desk.seated(review, sits)
    assert refused_by_the_database(first, lambda: Seat.objects.filter(id=seat.id).update(state="left", left_how="away"))


def test_a_review_is_taken_over_and_laid_down_on_pages() -> None:
    desk, third = with_three()
    review = desk.begun()
    second, lead = desk.second.user, reverse("review-lead", args=[review.id])
    japanese = page_in("ja", second, "review-lead", review.id)
    assert "病気または不在" in japanese
    assert "本人が担当を降りた" not in japanese
    assert "Take over this review" in page_in("en", second, "review-lead", review.id)
    client = browser(second)
    assert client.post(lead, {"why": ""}).status_code == 400
    assert client.post(lead, {"why": "away"}).status_code == 302
    assert "ill or away" in page_in("en", second, "review-one", review.id)
    assert client.post(reverse("review-lay-down", args=[review.id])).status_code == 302
    assert "Nobody leads this review." in page_in("en", second, "review-one", review.id)
    assert "Why you take it over" not in page_in("en", third.user, "review-lead", review.id)
    assert browser(third.user).post(lead).status_code == 302
