"""Every address of reports, asked for by everybody. A number is an answer; a word is where one is sent: `front` is the page that
asks for the code, to which a page without a visit leads."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.made import organisation, person
from tests.web.made_box import browser
from tests.web.made_intake import Desk, reported
from tests.web.made_vault import with_keys
from tests.web.signing_in import signed_in
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.intake import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                 anonymous  holder  bare    member  reader  tired   organiser auditor stranger
intake-form      front      200     front   front   front   front   front     front   front
intake-reports   sign-in    sign-in set-up  200     200     200     200       200     200
intake-report    sign-in    sign-in set-up  403     200     200     403       403     403
"""

PLACES = {"/box/": "front"}


class Scene:
    """A group with everybody in it, and a box with a report."""

    def __init__(self) -> None:
        desk = Desk()
        self.box = desk.box
        reported(self.box)
        self.people = {
            "bare": person(desk.place, "documenter"),
            "member": desk.colleague.user,
            "reader": desk.reader.user,
            "tired": desk.reader.user,
            "organiser": person(desk.place, "organiser"),
            "auditor": person(desk.place, "auditor"),
            "stranger": with_keys(person(organisation("civil-society"), "documenter")),
        }
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser(self.box) if who == "holder" else browser_of(self.people, who)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        ((_, arguments),) = get_resolver().reverse_dict.getlist(name)[0][0]
        return reverse(name, kwargs=dict.fromkeys(arguments, self.box.id))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_every_address_has_a_line() -> None:
    assert {str(one.name) for one in urls.urlpatterns} == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    wanted = table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(name)), PLACES) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_opens_no_report(scene: Scene) -> None:
    client = signed_in(scene.people["reader"])
    client.handler.enforce_csrf_checks = True
    address = scene.address("intake-report")
    answer = client.post(address, {"purpose": "verify"}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
