"""Every address of releases, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_programmes import funder
from tests.web.made_publishing import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.publishing import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous bare   officer organiser payer reviewer auditor publisher stranger tired
publishing-releases  sign-in   set-up 200     200       403   403      200     200       404      200
publishing-prepare   sign-in   set-up 403     403       403   403      403     200       404      200
publishing-publisher sign-in   set-up 403     200       403   403      403     403       404      403
publishing-release   sign-in   set-up 200     200       403   403      200     200       404      200
publishing-file      sign-in   set-up 200     200       403   403      200     200       404      200
publishing-hand-over sign-in   set-up 403     403       403   403      403     200       404      again
publishing-drop      sign-in   set-up 403     403       403   403      403     200       404      200
"""
"""`tired` is the publisher."""


class Scene:
    """A funder with a release that passed."""

    def __init__(self) -> None:
        desk = Desk()
        desk.full()
        self.place = desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "publisher"),
            "officer": desk.officer,
            "organiser": desk.organiser,
            "payer": desk.second,
            "reviewer": desk.books.reviewer,
            "auditor": desk.books.auditor,
            "publisher": desk.publisher,
            "stranger": person(funder("Another fund (invented)"), "publisher"),
            "tired": desk.publisher,
        }
        with_second_factors(self.people)
        self.release = desk.prepare()
        self.proposal = desk.handed(desk.prepare())

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held = {"organisation": self.place.id, "id": self.release.id, "name": "figures.csv"}
        return reverse(
            str(pattern.name), kwargs={key: one for key, one in held.items() if f":{key}>" in str(pattern.pattern)}
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


def test_who_reads_a_file_before_it_is_public() -> None:
    scene = Scene()
    address = reverse("publication-file", args=[scene.proposal.id, "figures.csv"])
    found = {
        who: what(scene.client(who).get(address)) for who in ("anonymous", "bare", "officer", "publisher", "stranger")
    }
    assert found == {"anonymous": "sign-in", "bare": "set-up", "officer": "200", "publisher": "200", "stranger": "404"}
    assert what(scene.client("publisher").get(address.replace("figures", "other"))) == "404"


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("publisher" if name != "publishing-publisher" else "organiser")
        client.handler.enforce_csrf_checks = True
        assert client.post(scene.address(pattern), {"reason": "x"}).status_code in {403, 405}, name
