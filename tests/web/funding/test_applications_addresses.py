"""Every address of applications, asked for by everybody. A number is an answer; a word is where one is sent: `front` is the page
that asks for the code. The application's existence is withheld: who does not read its box gets what nobody would get."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.made import organisation, person
from tests.web.made_applications import Desk, applied
from tests.web.made_box import browser
from tests.web.made_vault import with_keys
from tests.web.signing_in import signed_in
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.funding.applications import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous  holder  bare    member  reader  tired   organiser auditor payer  stranger
applications-form    front      200     front   front   front   front   front     front   front  front
applications-begin   200        200     200     200     200     200     200       200     200    200
applications-list    sign-in    sign-in set-up  200     200     200     403       200     403    403
applications-of-box  sign-in    sign-in set-up  403     here    here    403       403     403    403
applications-one     sign-in    sign-in set-up  404     200     200     404       404     404    404
applications-letter  sign-in    sign-in set-up  404     200     200     404       404     404    404
applications-state   sign-in    sign-in set-up  404     200     200     404       404     404    404
"""

ALSO = """
                     anonymous  holder  bare    member  reader  tired   organiser auditor payer  stranger
applications-one     sign-in    sign-in set-up  200     200     200     404       200     404    404
applications-letter  sign-in    sign-in set-up  403     200     200     404       403     404    404
applications-state   sign-in    sign-in set-up  403     200     200     404       403     404    404
"""
"""Of one by region."""


class Scene:
    """A funder with everybody in it, and a box with an application."""

    def __init__(self, level: str) -> None:
        desk = Desk()
        self.box = desk.box
        self.found = applied(desk.box, desk.call, level=level)
        self.held = {"organisation": desk.place.id, "id": self.found.id, "state": "reviewing"}
        self.people = {
            "bare": person(desk.place, "programme"),
            "member": desk.bystander.user,
            "reader": desk.reader.user,
            "tired": desk.reader.user,
            "organiser": person(desk.place, "organiser"),
            "auditor": desk.auditor,
            "payer": desk.payer,
            "stranger": with_keys(person(organisation("funder"), "programme")),
        }
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser(self.box) if who == "holder" else browser_of(self.people, who)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        if name == "applications-of-box":
            return reverse(name, args=[self.box.id])
        if name == "applications-begin":
            return reverse(name, args=[self.found.call])
        ((_, arguments),) = get_resolver().reverse_dict.getlist(name)[0][0]
        return reverse(name, kwargs={key: self.held[key] for key in arguments})

    def walked(self, text: str) -> dict[str, dict[str, str]]:
        """Cells that are not as they should be."""
        places = {"/box/": "front", reverse("applications-one", args=[self.found.id]): "here"}
        wanted = table(text)
        found = {
            name: {who: what(self.client(who).get(self.address(name)), places) for who in cells}
            for name, cells in wanted.items()
        }
        return {name: cells for name, cells in found.items() if cells != wanted[name]}


def test_every_address_has_a_line() -> None:
    assert {str(one.name) for one in urls.urlpatterns} == set(table(GET))


def test_who_sees_what_of_one_that_is_withheld() -> None:
    assert Scene("withheld").walked(GET) == {}


def test_who_sees_what_of_one_by_region() -> None:
    assert Scene("region").walked(ALSO) == {}


def test_a_form_from_another_site_opens_and_leads_on_nothing() -> None:
    scene = Scene("region")
    client = signed_in(scene.people["reader"])
    client.handler.enforce_csrf_checks = True
    for name in ("applications-one", "applications-state", "applications-letter"):
        answer = client.post(scene.address(name), {"purpose": "check"}, headers={"origin": "https://elsewhere.example"})
        assert answer.status_code == 403
