"""Every address of needs and plans, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `on` (to
another page of needs).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_need import CRS, REED, Desk
from tests.web.made_programmes import funder
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.need import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous bare   officer organiser payer reviewer publisher auditor stranger tired
need-map             sign-in   set-up 200     200       403   200      200       200     404      200
need-map-within      sign-in   set-up 200     200       403   200      200       200     404      200
need-picture         sign-in   set-up 200     200       403   200      200       200     404      200
need-country         sign-in   set-up 200     200       403   200      200       200     404      200
need-sources         sign-in   set-up 200     200       403   403      403       200     404      200
need-source          sign-in   set-up 200     200       403   403      403       200     404      200
need-note            sign-in   set-up 200     200       403   403      403       403     404      200
need-dark            sign-in   set-up 200     200       403   403      403       200     404      200
need-files           sign-in   set-up 200     200       403   200      200       200     404      200
need-load            sign-in   set-up 200     200       403   403      403       403     404      200
need-past            sign-in   set-up 200     200       403   200      200       200     404      200
need-file-drop       sign-in   set-up 200     200       403   403      403       403     404      again
need-plans           sign-in   set-up 200     200       403   403      403       200     404      200
need-plan-begin      sign-in   set-up 200     200       403   403      403       403     404      200
need-plan            sign-in   set-up 200     200       403   403      403       200     404      200
need-plan-picture    sign-in   set-up 200     200       403   403      403       200     404      200
need-plan-kept       sign-in   set-up 200     200       403   403      403       403     404      200
need-plan-more       sign-in   set-up 200     200       403   403      403       403     404      200
need-plan-repeat     sign-in   set-up 405     405       405   405      405       405     405      405
need-plan-candidates sign-in   set-up on      on        403   403      403       403     404      on
need-plan-ask        sign-in   set-up 405     405       405   405      405       405     405      405
need-plan-drop       sign-in   set-up on      on        403   403      403       403     404      on
"""
"""`tired` is the organiser."""


class Scene:
    """A funder with what peers told, a file and a plan."""

    def __init__(self) -> None:
        desk = Desk()
        self.desk = desk
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer,
            "organiser": desk.organiser,
            "payer": desk.payer,
            "reviewer": desk.reviewer,
            "publisher": person(desk.place, "publisher"),
            "auditor": desk.auditor,
            "stranger": person(funder("Another fund (invented)"), "organiser", "programme"),
            "tired": desk.organiser,
        }
        self.plan = desk.done(desk.begun(budget=4_000_000)).id
        self.file = desk.load("crs", CRS.encode(), year=2017).id
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        way = str(pattern.pattern)
        arguments: list[UUID | int | str] = []
        for word, one in (
            ("<uuid:organisation>", self.desk.place.id),
            ("<uuid:fund>", self.desk.fund.id),
            ("<int:months>", 6),
            ("<slug:country>", "uz"),
            ("<slug:key>", REED),
            ("need/files/<uuid:id>", self.file),
            ("need/plans/<uuid:id>", self.plan),
        ):
            arguments += [one] if word in way else []
        return reverse(str(pattern.name), args=arguments)


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    on = {reverse("need-plan", args=[scene.plan]): "on"}
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name])), on) for who in cells}
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
