"""Addresses of proposals and of what is public, asked for by everybody.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_publication import notice, proposed, published, staff
from tests.web.signing_in import signed_in
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.publication import urls
from tadasu.web.portal import urls as portal

pytestmark = pytest.mark.usefixtures("database")

GET = """
                       anonymous  bare    member  decider publisher tired  stranger
publication-proposals  sign-in    set-up  200     200     200       200    404
publication-propose    sign-in    set-up  403     200     200       200    404
publication-correct    sign-in    set-up  403     200     200       200    404
publication-withdraw   sign-in    set-up  403     403     200       again  404
publication-proposal   sign-in    set-up  200     200     200       200    404
publication-file       sign-in    set-up  404     404     404       404    404
publication-change     sign-in    set-up  403     200     200       200    404
publication-sign       sign-in    set-up  403     403     200       again  404
publication-refuse     sign-in    set-up  403     200     200       200    404
portal-publications    200        200     200     200     200       200    200
portal-publication     200        200     200     200     200       200    200
portal-file            404        404     404     404     404       404    404
portal-data            200        200     200     200     200       200    200
"""


"""A notice has no files; those of a release of grants are asked for in tests/web/funding/test_publishing_addresses.py."""


class Scene:
    """An organisation with somebody of each sort, a proposal and a publication."""

    def __init__(self) -> None:
        self.ours = staff()
        self.people = {
            "bare": person(self.ours.place, "publisher"),
            "member": self.ours.users["member"],
            "decider": self.ours.users["decider"],
            "publisher": self.ours.users["one"],
            "tired": self.ours.users["one"],
            "stranger": person(organisation(), "publisher", "decider"),
        }
        with_second_factors(self.people)
        self.number = published(self.ours)
        self.proposal = proposed(self.ours, notice("Another text.")).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        held: dict[str, Any] = {"organisation": self.ours.place.id, "number": self.number, "id": self.proposal}
        held |= {"kind": "notice", "version": 1, "name": "no-such.csv"}
        route = str(patterns()[name].pattern)
        return reverse(name, kwargs={key: value for key, value in held.items() if f":{key}>" in route})


@pytest.fixture
def scene() -> Scene:
    return Scene()


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in (*urls.urlpatterns, *portal.urlpatterns)}


def walked(scene: Scene, ask: Callable[[Client, str], Any]) -> dict[str, dict[str, str]]:
    return {
        name: {who: what(ask(scene.client(who), scene.address(name))) for who in cells}
        for name, cells in table(GET).items()
    }


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    found, wanted = walked(scene, lambda client, address: client.get(address)), table(GET)
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing(scene: Scene) -> None:
    for name in table(GET):
        client = signed_in(scene.people["publisher"])
        client.handler.enforce_csrf_checks = True
        assert client.post(scene.address(name), {"reason": "x"}).status_code in {403, 405}, name


def test_what_is_not_there_is_not_told_from_what_is_not_ours(scene: Scene) -> None:
    client = signed_in(scene.people["stranger"])
    for name in ("publication-proposal", "publication-sign", "publication-change", "publication-refuse"):
        answers = [client.get(reverse(name, args=[one])) for one in (scene.proposal, uuid4())]
        assert [one.status_code for one in answers] == [404, 404]


def test_a_kind_that_is_not_typed_and_one_that_is_none_have_no_page(scene: Scene) -> None:
    client = signed_in(scene.people["decider"])
    for kind in ("statistics", "vault"):
        assert client.get(reverse("publication-propose", args=[scene.ours.place.id, kind])).status_code == 404
    for name in ("publication-correct", "publication-withdraw"):
        client = signed_in(scene.people["publisher"])
        assert client.get(reverse(name, args=[scene.ours.place.id, scene.number + 100])).status_code == 404
