"""Every address of notices, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `box`.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_hearing import Desk, on
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.hearing import urls
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous  bare    documenter preparer verifier editor tired auditor organiser stranger
hearing-say        box        box     box        box      box      box    box   box     box       box
hearing-list       sign-in    set-up  200        200      200      200    200   200     403       404
hearing-one        sign-in    set-up  200        200      200      200    200   200     404       404
hearing-prepare    sign-in    set-up  403        200      200      403    403   403     404       404
hearing-not-tell   sign-in    set-up  403        200      200      403    403   403     404       404
hearing-release    sign-in    set-up  403        403      200      200    again 403     404       404
hearing-drop       sign-in    set-up  403        200      200      403    403   403     404       404
hearing-send       sign-in    set-up  403        200      200      403    403   403     404       404
hearing-lengthen   sign-in    set-up  403        200      200      403    403   403     404       404
hearing-answered   sign-in    set-up  403        200      200      403    403   403     404       404
hearing-silent     sign-in    set-up  403        200      200      403    403   403     404       404
hearing-take       sign-in    set-up  405        405      405      405    405   405     405       405
"""
"""`preparer` prepared the notice; `tired` is the editor."""


class Scene:
    """A group with a notice that waits for a second person."""

    def __init__(self) -> None:
        desk = Desk()
        self.place = desk.place
        editor = person(desk.place, "editor")
        self.people: dict[str, User] = {
            "bare": person(desk.place, "verifier"),
            "documenter": desk.documenter.user,
            "preparer": desk.verifier.user,
            "verifier": desk.second.user,
            "editor": editor,
            "tired": editor,
            "auditor": person(desk.place, "auditor"),
            "organiser": person(desk.place, "organiser"),
            "stranger": desk.stranger.user,
        }
        with_second_factors(self.people)
        self.desk = desk
        self.inquiry = desk.whole().id
        self.notice = desk.prepared(self.inquiry).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | int] = {
            "organisation": self.place.id,
            "id": self.notice,
            "inquiry": self.inquiry,
            "letter": 2,
        }
        return reverse(
            str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in str(pattern.pattern)}
        )


@pytest.fixture
def scene() -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    FLOODS.forget()


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    wanted = table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name]))) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, date(2028, 3, 1))
    for name, pattern in patterns().items():
        client = scene.client("verifier")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"reason": "x", "text": "x", "kind": "statement"})
        assert answer.status_code in {403, 405}, name
    with acting(scene.desk.verifier.actor):
        assert Notice.objects.get(id=scene.notice).state == "prepared"
