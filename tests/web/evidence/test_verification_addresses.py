"""Every address of inquiries, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_inquiry import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.verification import actions, urls
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous  bare    documenter concluder verifier colleague editor tired auditor organiser stranger
inquiry-list       sign-in    set-up  200        200       200      200       200    200   200     403       404
inquiry-open       sign-in    set-up  200        200       200      200       403    403   403     403       404
inquiry-one        sign-in    set-up  200        200       200      200       200    200   200     404       404
inquiry-change     sign-in    set-up  200        200       200      200       403    403   403     404       404
inquiry-hear       sign-in    set-up  403        200       200      200       403    403   403     404       404
inquiry-close      sign-in    set-up  403        200       200      200       403    403   403     404       404
inquiry-reopen     sign-in    set-up  403        200       200      200       403    403   403     404       404
inquiry-take       sign-in    set-up  200        200       200      200       403    403   403     404       404
inquiry-origin     sign-in    set-up  200        200       200      200       403    403   403     404       404
inquiry-item       sign-in    set-up  200        200       200      200       200    200   200     404       404
inquiry-assess     sign-in    set-up  200        200       200      403       403    403   403     404       404
inquiry-note-add   sign-in    set-up  200        200       200      403       403    403   403     404       404
inquiry-note       sign-in    set-up  unlock     unlock    unlock   403       403    403   403     404       404
inquiry-weighing   sign-in    set-up  200        200       200      200       200    200   200     404       404
inquiry-conclude   sign-in    set-up  403        200       200      200       403    403   403     404       404
inquiry-conclusion sign-in    set-up  200        200       200      200       200    200   200     404       404
inquiry-sign       sign-in    set-up  403        403       200      200       200    again 403     404       404
inquiry-finding    sign-in    set-up  403        200       200      200       403    403   403     404       404
"""
"""`concluder` drew the conclusion; `colleague` is a verifier who cannot open the item; `tired` is the editor."""


class Scene:
    """A group with an inquiry, an item and a conclusion."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        editor = person(desk.place, "editor")
        self.people: dict[str, User] = {
            "bare": person(desk.place, "verifier"),
            "documenter": desk.documenter.user,
            "concluder": desk.verifier.user,
            "verifier": desk.second.user,
            "colleague": person(desk.place, "verifier"),
            "editor": editor,
            "tired": editor,
            "auditor": person(desk.place, "auditor"),
            "organiser": person(desk.place, "organiser"),
            "stranger": desk.stranger.user,
        }
        with_second_factors(self.people)
        inquiry = desk.whole()
        self.inquiry, self.item = inquiry.id, desk.items["extract"]
        desk.concluded(inquiry)
        by = desk.verifier.actor
        with acting(by):
            actions.add_note(by, inquiry=inquiry.id, item=self.item, kind="time", text="Invented.")

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | int] = {
            "organisation": self.place.id,
            "id": self.inquiry,
            "item": self.item,
            "number": 1,
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
        client = scene.client("verifier")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"reason": "x", "code": "asked-and-silent", "day": "2026-11-01"})
        assert answer.status_code in {403, 405}, name
