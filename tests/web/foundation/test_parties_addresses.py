"""Every address of parties, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor).
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_parties import Kept
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.parties import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                    anonymous  bare    analyst manager auditor stranger
parties-list        sign-in    set-up  200     200     200     404
parties-add         sign-in    set-up  200     403     403     404
parties-one         sign-in    set-up  200     200     200     404
parties-state       sign-in    set-up  200     403     403     404
parties-withdraw    sign-in    set-up  200     403     403     404
parties-choose      sign-in    set-up  200     403     403     404
parties-pair        sign-in    set-up  200     403     403     404
parties-merge       sign-in    set-up  200     403     403     404
parties-tell-apart  sign-in    set-up  200     403     403     404
parties-take-back   sign-in    set-up  200     403     403     404
parties-hits        sign-in    set-up  200     200     200     200
parties-hit         sign-in    set-up  200     200     200     404
parties-decide      sign-in    set-up  200     403     403     404
"""


class Scene:
    """An organisation with parties and people."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.people = {
            "bare": person(self.kept.place, "analyst"),
            "analyst": person(self.kept.place, "analyst"),
            "manager": person(self.kept.place, "manager"),
            "auditor": person(self.kept.place, "auditor"),
            "stranger": person(organisation(), "analyst"),
        }
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        route, name = str(pattern.pattern), str(pattern.name)
        kept = self.kept
        ids: dict[str, UUID] = {"statements": kept.statement, "judgements": kept.judgement, "hits": kept.hit}
        held = {
            "organisation": kept.place.id,
            "other": kept.third,
            "id": ids.get(route.split("/", maxsplit=1)[0], kept.party),
        }
        return reverse(name, kwargs={key: value for key, value in held.items() if f":{key}>" in route})


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


def test_who_may_not_look_may_not_send_either() -> None:
    scene = Scene()
    for name, cells in table(GET).items():
        for who, cell in cells.items():
            if cell in ("403", "404"):
                answer = scene.client(who).post(scene.address(patterns()[name]), {"reason": "x", "seen": "x"})
                assert str(answer.status_code) in (cell, "405"), (name, who)


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("analyst")
        client.handler.enforce_csrf_checks = True
        assert client.post(scene.address(pattern), {"reason": "x"}).status_code in {403, 405}, name
