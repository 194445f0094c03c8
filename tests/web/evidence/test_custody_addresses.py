"""Every address of custody, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`
(the keys).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_custody import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.custody import urls
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous  bare    reader  tired   colleague decider auditor organiser stranger
custody-list         sign-in    set-up  200     200     200       200     200     403       404
custody-logs         sign-in    set-up  200     200     200       200     200     403       404
custody-receive      sign-in    set-up  200     200     200       403     403     403       404
custody-receive-file sign-in    set-up  200     200     200       403     403     403       404
custody-one          sign-in    set-up  200     200     200       200     200     404       404
custody-open         sign-in    set-up  unlock  unlock  403       403     403     404       404
custody-check        sign-in    set-up  unlock  unlock  403       403     403     404       404
custody-export       sign-in    set-up  unlock  again   403       403     403     404       404
custody-note         sign-in    set-up  unlock  unlock  403       403     403     404       404
custody-derive       sign-in    set-up  200     200     403       403     403     404       404
custody-derive-file  sign-in    set-up  200     200     403       403     403     404       404
custody-disclose     sign-in    set-up  200     again   403       403     403     404       404
custody-share        sign-in    set-up  unlock  again   403       403     403     404       404
custody-status       sign-in    set-up  200     200     200       403     403     404       404
custody-hold         sign-in    set-up  200     200     200       200     403     404       404
custody-release      sign-in    set-up  403     403     403       200     403     404       404
custody-erase        sign-in    set-up  200     again   403       403     403     404       404
"""


class Scene:
    """An authority with an item that one of its people reads."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "investigator"),
            "reader": desk.one.user,
            "tired": desk.one.user,
            "colleague": desk.other.user,
            "decider": person(desk.place, "decider"),
            "auditor": person(desk.place, "auditor"),
            "organiser": person(desk.place, "organiser"),
            "stranger": person(organisation("civil-society"), "documenter", "verifier", "editor", "auditor"),
        }
        with_second_factors(self.people)
        self.item = desk.text().id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | int] = {"organisation": self.place.id, "id": self.item, "number": 1}
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
        client = scene.client("reader")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"label": "x", "ground": "court", "to": "court"})
        assert answer.status_code in {400, 403, 405} or what(answer) == "unlock", name
