"""Every address of documented incidents, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`
(the keys).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_incidents import Group
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.incidents import urls
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous  bare    reader  tired   colleague editor  auditor organiser stranger
incidents-list     sign-in    set-up  200     200     200       200     200     403       404
incidents-files    sign-in    set-up  200     200     200       200     200     403       404
incidents-new      sign-in    set-up  200     200     200       403     403     403       404
incidents-file     sign-in    set-up  200     200     200       200     200     404       404
incidents-columns  sign-in    set-up  unlock  unlock  403       403     403     404       404
incidents-read     sign-in    set-up  405     405     405       405     405     405       405
incidents-report   sign-in    set-up  200     200     200       200     200     404       404
incidents-share    sign-in    set-up  unlock  again   403       403     403     404       404
incidents-remove   sign-in    set-up  200     again   403       403     403     404       404
incidents-one      sign-in    set-up  200     200     200       200     200     404       404
incidents-words    sign-in    set-up  unlock  unlock  403       403     403     404       404
incidents-extract  sign-in    set-up  unlock  unlock  403       403     403     404       404
"""


class Scene:
    """A group with a confidential file that one of its people reads."""

    def __init__(self) -> None:
        group = Group()
        self.place = group.place
        self.people: dict[str, User] = {
            "bare": person(group.place, "documenter"),
            "reader": group.one.user,
            "tired": group.one.user,
            "colleague": group.other.user,
            "editor": person(group.place, "editor"),
            "auditor": person(group.place, "auditor"),
            "organiser": person(group.place, "organiser"),
            "stranger": person(organisation("civil-society"), "documenter", "verifier", "editor", "auditor"),
        }
        with_second_factors(self.people)
        self.file = group.read().id
        self.incident = group.incidents()[0].id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        written = str(pattern.pattern)
        held: dict[str, UUID] = {
            "organisation": self.place.id,
            "id": self.file if written.startswith("incidents/files") else self.incident,
        }
        return reverse(str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in written})


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
        answer = client.post(scene.address(pattern), {"label": "x", "ground": "court", "sealing": "public"})
        assert answer.status_code in {400, 403, 405} or what(answer) == "unlock", name
