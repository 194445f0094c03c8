"""Every address of calls and forms, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_calls import Desk
from tests.web.made_programmes import funder
from tests.web.made_vault import lately
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.calls import actions, urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                anonymous bare   officer organiser payer reviewer auditor stranger tired
calls-open      200       200    200     200       200   200      200     200      200
calls-public    200       200    200     200       200   200      200     200      200
calls-list      sign-in   set-up 200     200       200   200      200     404      200
calls-begin     sign-in   set-up 200     200       403   403      403     404      200
calls-forms     sign-in   set-up 200     200       200   200      200     404      200
calls-form-load sign-in   set-up 200     200       403   403      403     404      again
calls-form      sign-in   set-up 200     200       200   200      200     404      200
calls-withdraw  sign-in   set-up 200     200       403   403      403     404      200
calls-one       sign-in   set-up 200     200       200   200      200     404      200
calls-write     sign-in   set-up 200     200       403   403      403     404      200
calls-say-in    sign-in   set-up 200     200       403   403      403     404      200
calls-open-it   sign-in   set-up 200     200       403   403      403     404      again
calls-extend    sign-in   set-up 200     200       403   403      403     404      again
calls-close     sign-in   set-up 200     200       403   403      403     404      again
calls-invite    sign-in   set-up 200     200       403   403      403     404      again
"""
"""Of a call by invitation that is open. `tired` is the officer."""


class Scene:
    """A funder with a call by invitation, and an invitation."""

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
            "stranger": person(funder("Another fund (invented)"), "organiser"),
            "tired": desk.officer,
        }
        with_second_factors(self.people)
        self.call, self.form = desk.opened("invited").id, desk.form.id
        actor = lately(desk.officer)
        with acting(actor):
            self.invitation = actions.invite(actor, call=self.call).invitation.id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        way, id = str(pattern.pattern), self.call
        held: tuple[tuple[str, UUID], ...] = (
            ("<uuid:organisation>", self.place.id),
            ("calls/forms/<", self.form),
            ("invitations/", self.invitation),
        )
        for word, one in held:
            id = one if word in way else id
        return reverse(str(pattern.name), args=[id] if "<" in way else [])


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
        answer = client.post(scene.address(pattern), {"reason": "x"})
        assert answer.status_code in {403, 405}, name
