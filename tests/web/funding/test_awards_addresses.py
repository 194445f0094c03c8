"""Every address of awards, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`.
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_awards import Desk
from tests.web.made_vault import lately
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.awards import actions, urls
from tadasu.web.funding.awards.actions import Asked
from tadasu.web.funding.awards.models import Award, Inspection

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous bare   officer second payer  organiser publisher reviewer auditor stranger tired
awards-mine          box       box    box     box    box    box       box       box      box     box      box
awards-list          sign-in   set-up 200     200    200    200       200       403      200     404      200
awards-to-release    sign-in   set-up 200     200    200    200       200       403      200     404      200
awards-begin         sign-in   set-up 200     200    403    403       403       403      403     404      200
awards-samples       sign-in   set-up 403     403    403    403       403       403      200     404      403
awards-draw          sign-in   set-up 403     403    403    403       403       403      200     404      403
awards-from-decision sign-in   set-up 404     404    404    404       404       404      404     404      404
awards-inspect       sign-in   set-up 403     403    403    403       403       404      200     404      403
awards-release       sign-in   set-up 403     403    unlock 403       403       404      403     404      403
awards-paid          sign-in   set-up 403     403    200    403       403       404      403     404      403
awards-refused       sign-in   set-up 403     403    200    403       403       404      403     404      403
awards-withdraw      sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-one           sign-in   set-up 200     200    200    200       200       404      200     404      200
awards-open          sign-in   set-up unlock  unlock unlock 403       403       404      403     404      unlock
awards-sealed        sign-in   set-up unlock  unlock unlock 403       403       404      403     404      unlock
awards-check         sign-in   set-up unlock  unlock 403    403       403       404      403     404      unlock
awards-agree         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-consent       sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-sign          sign-in   set-up 200     200    403    403       403       404      403     404      again
awards-drop          sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-reader        sign-in   set-up unlock  unlock 403    403       403       404      403     404      again
awards-box-out       sign-in   set-up 200     200    403    403       403       404      403     404      again
awards-sub           sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-meet          sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-waive         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-reach         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-prepare       sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-judge         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-receipt       sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-receipt-judge sign-in   set-up 403     200    200    403       403       404      403     404      403
awards-return        sign-in   set-up 200     200    200    403       403       404      403     404      200
awards-report        sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-report-came   sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-report-spoken sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-report-second sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-report-judge  sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-report-later  sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-amount        sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-dates         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-lower         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-raise         sign-in   set-up 200     200    403    403       403       404      403     404      200
awards-approve       sign-in   set-up 403     200    403    200       403       404      403     404      403
awards-refuse-change sign-in   set-up 403     200    403    200       403       404      403     404      403
awards-suspend       sign-in   set-up 200     200    200    200       403       404      403     404      200
awards-resume        sign-in   set-up 200     200    403    200       403       404      403     404      again
awards-close         sign-in   set-up 200     200    403    403       403       404      403     404      again
"""
"""`officer` began the award and prepared its payment, `second` reads it too; `organiser` reads nothing sealed. `tired` is the
officer."""


class Scene:
    """A funder with an award that runs: a condition, a receipt, a report, a likeness, a change that waits, an inspection."""

    def __init__(self) -> None:
        desk = Desk()
        self.desk, self.place = desk, desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer.user,
            "second": desk.second.user,
            "payer": desk.payer.user,
            "organiser": person(desk.place, "organiser"),
            "publisher": person(desk.place, "publisher"),
            "reviewer": desk.books.reviewer,
            "auditor": desk.auditor,
            "stranger": person(Desk().place, "programme"),
            "tired": desk.officer.user,
        }
        with_second_factors(self.people)
        award = desk.write(desk.begin(passes_on=True), conditions=(Asked(code="other", before=2),))
        award = desk.signed(award)
        desk.passes(award)
        desk.screened(award, found=True)
        self.payment = desk.prepared(award).id
        desk.does(desk.officer, actions.note_receipt, award=award.id, evidence="statement", cost="rent", amount=5)
        desk.does(desk.officer, actions.note_spoken, award=award.id, number=1, words="They told us.")
        desk.does(desk.officer, actions.propose_amount, award=award.id, amount=2_000_000, reason="need")
        self.award = award.id
        drawn = desk.signed(amount=300_000, risk="low")
        desk.paid(drawn)
        auditor = lately(desk.auditor)
        with acting(auditor):
            actions.draw(auditor, organisation=desk.place.id, risk="low")
            self.inspection = Inspection.objects.get().id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def state(self) -> str:
        """Of the award."""
        with acting(lately(self.desk.officer.user)):
            return Award.objects.get(id=self.award).state

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        id = self.award
        if "payments/" in str(pattern.pattern):
            id = self.payment
        elif "inspections/" in str(pattern.pattern):
            id = self.inspection
        held: dict[str, UUID | int] = {
            "organisation": self.place.id,
            "id": id,
            "number": 1,
            "application": UUID(int=7),
        }
        return reverse(
            str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in str(pattern.pattern)}
        )


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name]))) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("officer")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"code": "incident"})
        assert answer.status_code in {302, 403, 404, 405}, name
    assert scene.state() == "signed"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_hold_no_name_and_are_said_in_both_languages(language: str) -> None:
    scene = Scene()
    User.objects.filter(id=scene.people["officer"].id).update(language=language)
    client = scene.client("officer")
    for name in ("awards-list", "awards-one", "awards-to-release"):
        page = client.get(scene.address(patterns()[name])).content.decode()
        assert "Tanemaki" not in page
        assert ("助成" in page) is (language == "ja"), name
