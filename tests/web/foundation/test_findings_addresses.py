"""Every address of findings, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_findings import Desk
from tests.web.made_parties import lately
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous  bare    verifier own   editor  tired   auditor stranger
findings-list      sign-in    set-up  200      200   200     200     200     404
findings-file      sign-in    set-up  200      200   200     200     200     404
findings-companies sign-in    set-up  200      200   200     200     200     404
findings-one       sign-in    set-up  200      200   200     200     200     404
findings-sign      sign-in    set-up  403      403   200     again   403     404
findings-decline   sign-in    set-up  403      200   200     200     403     404
findings-withdraw  sign-in    set-up  403      200   200     again   403     404
"""
"""`own` concluded it and may sign others."""


class Scene:
    """A group with a finding that waits."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        own = person(desk.place, "verifier", "editor")
        editor = person(desk.place, "editor")
        self.people: dict[str, User] = {
            "bare": person(desk.place, "editor"),
            "verifier": person(desk.place, "verifier"),
            "own": own,
            "editor": editor,
            "tired": editor,
            "auditor": person(desk.place, "auditor"),
            "stranger": person(organisation(), "editor", "verifier"),
        }
        with_second_factors(self.people)
        desk.verifier = lately(own)
        self.version = desk.concluded().id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID] = {"organisation": self.place.id, "id": self.version}
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
        client = scene.client("editor")
        client.handler.enforce_csrf_checks = True
        assert client.post(scene.address(pattern), {"reason": "x"}).status_code in {403, 405}, name
