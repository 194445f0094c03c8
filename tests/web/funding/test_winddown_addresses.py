"""Every address of winding up, asked for by everybody: who gets what stands in a table that can be read."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_vault import lately
from tests.web.made_winddown import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.winddown import actions, urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                  anonymous bare   officer organiser custodian auditor reviewer stranger company tired
winddown-take     box       box    box     box       box       box     box      box      box     box
winddown-overview sign-in   set-up 403     200       200       200     403      404      404     200
winddown-shut     sign-in   set-up 403     200       200       403     403      404      404     again
winddown-erase    sign-in   set-up 403     200       200       403     403      404      404     again
winddown-announce sign-in   set-up 403     200       403       403     403      404      404     again
winddown-withdraw sign-in   set-up 403     200       403       403     403      404      404     again
winddown-go-on    sign-in   set-up 405     405       405       405     405      405      405     405
winddown-agree    sign-in   set-up 403     403       200       403     403      404      404     again
winddown-drop     sign-in   set-up 403     200       200       403     403      404      404     200
"""
"""The organiser asked that everything be erased. `company` is an organiser of an organisation that is no funder, of whose page is
asked; `tired` is a custodian."""


class Scene:
    """A funder of which somebody asked that everything be erased."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        self.company = organisation("company", "Nuvagol Garments (invented)")
        custodian = desk.custodians[0].user
        self.people: dict[str, User] = {
            "bare": person(desk.place, "organiser", "custodian"),
            "officer": desk.officer.user,
            "organiser": desk.head.user,
            "custodian": custodian,
            "auditor": person(desk.place, "auditor"),
            "reviewer": desk.reviewers[0].user,
            "stranger": person(organisation("funder", "Another fund (invented)"), "organiser", "custodian"),
            "company": person(self.company, "organiser", "custodian"),
            "tired": person(desk.place, "organiser", "custodian"),
        }
        with_second_factors(self.people)
        actor = lately(desk.head.user)
        with acting(actor):
            self.fall = actions.ask_erase(actor, organisation=desk.place.id).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern, who: str = "") -> str:
        """With the arguments it needs."""
        said = str(pattern.pattern)
        place = self.company if who == "company" else self.place
        held: dict[str, UUID] = {"organisation": place.id, "id": self.fall}
        return reverse(str(pattern.name), kwargs={key: one for key, one in held.items() if f":{key}>" in said})


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    places = {reverse("correspondence-box"): "box"}
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name], who)), places) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("organiser")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"sure": "yes", "on": "2099-01-01"})
        assert answer.status_code == 403, name
