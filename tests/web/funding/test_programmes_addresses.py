"""Every address of funds and ledgers, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `begin` (a
visit of inspection).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_programmes import WHY, Desk, funder
from tests.web.made_vault import lately
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.programmes import actions, urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                       anonymous bare   officer organiser payer reviewer auditor inspector stranger tired
programmes-funds       sign-in   set-up 200     200       200   200      begin   200       404      200
programmes-fund-make   sign-in   set-up 200     200       403   403      403     403       404      again
programmes-rates       sign-in   set-up 200     200       200   200      begin   200       404      200
programmes-rate-set    sign-in   set-up 200     200       200   403      403     403       404      200
programmes-rates-load  sign-in   set-up 200     200       200   403      403     403       404      200
programmes-visits      sign-in   set-up 403     200       403   403      200     200       404      200
programmes-visit-begin sign-in   set-up 403     403       403   403      200     200       404      403
programmes-visit-end   sign-in   set-up 403     403       403   403      200     200       404      403
programmes-visit       sign-in   set-up 403     200       403   403      200     200       404      200
programmes-fund        sign-in   set-up 200     200       200   200      begin   200       404      200
programmes-picture     sign-in   set-up 200     200       200   200      200     200       404      200
programmes-policy      sign-in   set-up 200     200       200   200      begin   200       404      200
programmes-fund-change sign-in   set-up 200     200       403   403      403     403       404      again
programmes-line-add    sign-in   set-up 200     200       403   403      403     403       404      again
programmes-line        sign-in   set-up 200     200       200   200      begin   200       404      200
programmes-line-change sign-in   set-up 200     200       403   403      403     403       404      again
programmes-budget      sign-in   set-up 403     200       403   403      403     403       404      again
programmes-enter       sign-in   set-up 200     200       200   403      403     403       404      200
programmes-carry-over  sign-in   set-up 403     200       403   403      403     403       404      again
programmes-entry       sign-in   set-up 200     200       200   403      begin   200       404      200
programmes-correct     sign-in   set-up 200     200       200   403      403     403       404      again
"""
"""`inspector` is an auditor who has begun a visit, `auditor` one who has not; `tired` is the organiser."""


class Scene:
    """A funder with a fund, and an entry in its ledger."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer,
            "organiser": desk.organiser,
            "payer": desk.payer,
            "reviewer": desk.reviewer,
            "auditor": desk.auditor,
            "inspector": person(desk.place, "auditor"),
            "stranger": person(funder("Another fund (invented)"), "organiser"),
            "tired": desk.organiser,
        }
        with_second_factors(self.people)
        actor = lately(self.people["inspector"])
        with acting(actor):
            self.visit = actions.begin_visit(actor, organisation=desk.place.id, reason=WHY).id
        self.fund, self.line = desk.fund.id, desk.line.id
        self.entry = desk.enter("commitment", 100).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        way = str(pattern.pattern)
        id: UUID = self.place.id if "<uuid:organisation>" in way else self.fund
        for word, one in (("/lines/", self.line), ("/entries/", self.entry), ("/visits/<", self.visit)):
            id = one if word in way else id
        return reverse(str(pattern.name), args=[id])


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
        client = scene.client("organiser")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"reason": "x"})
        assert answer.status_code in {403, 405}, name
