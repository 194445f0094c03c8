"""Every address of feedback, asked for by everybody: who gets what stands in a table that can be read."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_feedback import Desk
from tests.web.made_vault import with_keys
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.feedback import urls
from tadasu.web.funding.feedback.questions import form

pytestmark = pytest.mark.usefixtures("database")

GET = """
                    anonymous bare   officer organiser payer reviewer publisher auditor custodian stranger tired
feedback-voice      200       200    200     200       200   200      200       200     200       200      200
feedback-mine       box       box    box     box       box   box      box       box     box       box      box
feedback-rounds     sign-in   set-up 200     200       200   200      200       200     403       404      200
feedback-begin      sign-in   set-up 200     403       403   403      403       403     403       404      again
feedback-round      sign-in   set-up 200     200       200   200      200       200     403       404      200
feedback-picture    sign-in   set-up 404     404       404   404      404       404     403       404      404
feedback-close      sign-in   set-up unlock  403       403   403      403       403     403       404      again
feedback-drop       sign-in   set-up 200     403       403   403      403       403     403       404      again
feedback-open       sign-in   set-up unlock  403       403   403      403       403     403       404      unlock
feedback-words      sign-in   set-up unlock  403       403   403      403       403     403       404      unlock
feedback-reply      sign-in   set-up 200     200       403   403      403       403     403       404      200
feedback-hand-over  sign-in   set-up 200     403       403   403      403       403     403       404      200
"""
"""A round that runs; `tired` is an officer."""


class Scene:
    """A funder that asks its grantees."""

    def __init__(self) -> None:
        desk = Desk()
        self.place, self.round = desk.place, desk.begin_with(form().least).id
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": with_keys(person(desk.place, "programme")),
            **{role: person(desk.place, role) for role in ("organiser", "payer", "reviewer", "publisher", "auditor")},
            "custodian": person(desk.place, "custodian"),
            "stranger": person(organisation("funder", "Another fund (invented)"), "programme", "organiser"),
            "tired": with_keys(person(desk.place, "programme")),
        }
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | str] = {"organisation": self.place.id, "id": self.round, "question": "fair"}
        said = str(pattern.pattern)
        return reverse(str(pattern.name), kwargs={key: one for key, one in held.items() if f":{key}>" in said})


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    places = {reverse("correspondence-box"): "box"}
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
        answer = client.post(scene.address(pattern), {"act": "open", "code": "1"})
        assert answer.status_code == 403, name
