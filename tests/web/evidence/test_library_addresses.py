"""Every address of the library, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `unlock` (the keys).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_library import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.library import actions, urls
from tadasu.web.evidence.library.searching import Asked
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous  bare    documenter verifier colleague editor auditor organiser stranger
library-search       sign-in    set-up  200        200      200       200    200     200       404
library-save         sign-in    set-up  405        405      405       405    405     405       405
library-saved        sign-in    set-up  404        200      404       404    404     404       404
library-saved-delete sign-in    set-up  404        200      404       404    404     404       404
library-led          sign-in    set-up  200        200      200       200    200     404       404
library-redact       sign-in    set-up  unlock     unlock   403       403    403     404       404
library-finding      sign-in    set-up  200        200      200       200    200     200       404
library-publish      sign-in    set-up  403        403      403       200    403     403       404
library-coverage     sign-in    set-up  200        200      200       200    200     403       404
library-coverage-picture sign-in set-up 200      200      200       200    200     403       404
library-ask          sign-in    set-up  403        403      403       200    403     403       404
"""
"""`verifier` kept the search; `colleague` is a verifier who cannot open the item."""


class Scene:
    """A group with an item, a finding and a search that somebody keeps."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "verifier"),
            "documenter": desk.documenter.user,
            "verifier": desk.verifier.user,
            "colleague": person(desk.place, "verifier"),
            "editor": person(desk.place, "editor"),
            "auditor": person(desk.place, "auditor"),
            "organiser": person(desk.place, "organiser"),
            "stranger": desk.stranger.user,
        }
        with_second_factors(self.people)
        self.item, self.finding = desk.item("account", "testimony"), desk.finding().id
        with acting(desk.verifier.actor):
            made = actions.save(
                desk.verifier.actor, organisation=desk.place.id, name="gates", asked=Asked(words="gate")
            )
        self.search = made.id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        text = str(pattern.pattern)
        id: UUID = self.finding if "/findings/" in text else self.item if "/items/" in text else self.search
        return reverse(str(pattern.name), args=[self.place.id if ":organisation>" in text else id])


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
        answer = client.post(scene.address(pattern), {"reason": "x", "words": "x", "name": "x"})
        assert answer.status_code in {403, 405}, name
