"""Every address of reviews, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `one` (the review), `sign-in`, `set-up` (a second
factor), `again` (show the password), `unlock`.
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_review import WHY, Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.actions import Danger
from tadasu.web.funding.review.models import Seat

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous bare   officer second seat   apart reviewer payer auditor organiser stranger tired
review-mine        sign-in   set-up 200     200    200    200   200      200   200     200       200      200
review-list        sign-in   set-up 200     200    200    200   200      200   200     403       404      200
review-declare     sign-in   set-up 200     200    200    200   200      403   403     403       404      200
review-begin       sign-in   set-up one     one    403    404   403      404   403     404       404      one
review-one         sign-in   set-up 200     200    200    404   404      404   200     404       404      200
review-seat        sign-in   set-up 200     403    403    404   404      404   403     404       404      again
review-lead        sign-in   set-up 200     200    403    404   404      404   403     404       404      again
review-lay-down    sign-in   set-up 200     403    403    404   404      404   403     404       404      again
review-copy        sign-in   set-up unlock  403    403    404   404      404   403     404       404      again
review-read        sign-in   set-up unlock  unlock unlock 404   404      404   403     404       404      unlock
review-text        sign-in   set-up unlock  unlock unlock 404   404      404   403     404       404      unlock
review-eligibility sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-ground      sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-harm        sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-risk        sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-remove-risk sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-complete    sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-scoring     sign-in   set-up 200     403    403    404   404      404   403     404       404      again
review-score       sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-discussion  sign-in   set-up 200     403    403    404   404      404   403     404       404      again
review-say         sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-propose     sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-check       sign-in   set-up unlock  403    403    404   404      404   403     404       404      unlock
review-note        sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-answer      sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-check-ties  sign-in   set-up unlock  unlock 403    404   404      404   403     404       404      unlock
review-give        sign-in   set-up unlock  403    403    404   404      404   403     404       404      again
review-recuse      sign-in   set-up 200     200    200    404   404      404   403     404       404      again
review-sign        sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-take-back   sign-in   set-up 403     403    200    404   404      404   403     404       404      403
review-tell        sign-in   set-up 200     403    403    404   404      404   403     404       404      200
review-hit         sign-in   set-up unlock  unlock 403    404   404      404   403     404       404      unlock
review-judge       sign-in   set-up 200     200    403    404   404      404   403     404       404      200
review-confirm     sign-in   set-up 200     200    403    404   404      404   403     404       404      again
"""
"""`officer` leads the review, `second` reads the application too, `seat` sits without a tie, `apart` was taken out, `reviewer`
has no seat. `tired` is the officer."""


class Scene:
    """A review that is being discussed, with a decision that waits, a danger and something noted by hand."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        out = desk.reviewers[4]
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer.user,
            "second": desk.second.user,
            "seat": desk.reviewers[0].user,
            "apart": out.user,
            "reviewer": desk.reviewers[5].user,
            "payer": desk.payer,
            "auditor": desk.auditor,
            "organiser": desk.organiser,
            "stranger": desk.elsewhere.user,
            "tired": desk.officer.user,
        }
        review = desk.discussing()
        self.review, self.application = review.id, review.application
        with acting(out.actor):
            seat = Seat.objects.get(review=review, user=out.id)
            actions.recuse(out.actor, seat=seat.id, key=out.key)
        by = desk.officer
        with acting(by.actor):
            self.seat = Seat.objects.get(review=review, user=desk.reviewers[0].id).id
            made = actions.begin_assessment(by.actor, review=review.id)
            self.risk = actions.add_risk(by.actor, assessment=made.id, danger=Danger(risk="none", bearer="staff")).id
            actions.check(by.actor, review=review.id, key=by.key, reason=WHY)
            self.hit = actions.note_hit(
                by.actor,
                review=review.id,
                list_id="state-label",
                list_day=desk.later().replace(year=2025),
                publisher="persecutor",
                text="An entry of the register (invented).",
            ).id
        self.decision = desk.proposed(review).id
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        route = str(pattern.pattern)
        held: dict[str, UUID] = {"organisation": self.place.id, "application": self.application, "risk": self.risk}
        about = {"reviews/seats/": self.seat, "reviews/decisions/": self.decision, "reviews/found/": self.hit}
        held["id"] = next((one for head, one in about.items() if route.startswith(head)), self.review)
        return reverse(str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in route})


def patterns() -> dict[str, URLPattern]:
    from tadasu.web.funding.review import urls

    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    places = {reverse("review-one", args=[scene.review]): "one"}
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name])), places) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("officer")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"reason": "x"})
        assert answer.status_code in {403, 405}, name
