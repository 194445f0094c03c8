"""Every address of petitions, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`.
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import person
from tests.web.made_petition import Writers
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.petition import urls
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous bare      author    verifier  releaser  colleague editor    auditor   organiser stranger  tired
petition-list        sign-in   set-up    200       200       200       200       200       200       403       404       200
petition-begin       sign-in   set-up    200       200       403       200       403       403       403       404       200
petition-one         sign-in   set-up    200       200       200       200       200       200       404       404       200
petition-open        sign-in   set-up    unlock    unlock    unlock    403       403       403       404       404       unlock
petition-text        sign-in   set-up    unlock    unlock    unlock    403       403       403       404       404       unlock
petition-print       sign-in   set-up    unlock    unlock    unlock    403       403       403       404       404       unlock
petition-package     sign-in   set-up    unlock    unlock    403       403       403       403       404       404       again
petition-copy        sign-in   set-up    unlock    unlock    403       403       403       403       404       404       unlock
petition-attach      sign-in   set-up    200       200       403       403       403       403       404       404       200
petition-detach      sign-in   set-up    200       200       403       403       403       403       404       404       200
petition-share       sign-in   set-up    unlock    unlock    403       403       403       403       404       404       again
petition-offer       sign-in   set-up    200       200       403       403       403       403       404       404       200
petition-release     sign-in   set-up    403       200       200       403       403       403       404       404       403
petition-reopen      sign-in   set-up    200       200       403       403       403       403       404       404       200
petition-send        sign-in   set-up    200       200       403       403       403       403       404       404       again
petition-acknowledge sign-in   set-up    200       200       403       200       403       403       404       404       200
petition-close       sign-in   set-up    200       200       403       200       403       403       404       404       200
petition-withdraw    sign-in   set-up    200       200       403       200       403       403       404       404       200
"""
"""`author` drafted it and said that it is ready, `releaser` is an editor who can open it; `colleague` and `editor` cannot.
`tired` is the author."""


class Scene:
    """A group with a petition that is ready, and something attached."""

    def __init__(self) -> None:
        desk = Writers()
        self.place = desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "documenter"),
            "author": desk.documenter.user,
            "verifier": desk.verifier.user,
            "releaser": desk.releaser.user,
            "colleague": desk.outsider.user,
            "editor": person(desk.place, "editor"),
            "auditor": person(desk.place, "auditor"),
            "organiser": person(desk.place, "organiser"),
            "stranger": desk.stranger.user,
            "tired": desk.documenter.user,
        }
        with_second_factors(self.people)
        petition = desk.written(desk.begun())
        desk.attached(petition, desk.item())
        self.petition = desk.offered(petition).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | int] = {"organisation": self.place.id, "id": self.petition, "number": 1}
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
        client = scene.client("author")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"reason": "x", "channel": "post", "day": "2026-11-01"})
        assert answer.status_code in {403, 405}, name
