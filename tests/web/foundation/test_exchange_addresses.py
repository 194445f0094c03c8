"""Every address of the exchange, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password).
"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_exchange import arrives, concluded, package, sent, side, two
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.exchange import urls
from tadasu.web.foundation.exchange.actions import propose
from tadasu.web.foundation.exchange.models import Arrival

pytestmark = pytest.mark.usefixtures("database")

GET = """
                   anonymous  bare    member  took   editor  tired   organiser auditor  stranger
exchange-post      405        set-up  405     405    405     405     405       405      405
exchange-card      200        set-up  200     200    200     200     200       200      200
exchange           sign-in    set-up  403     200    200     200     200       200      404
exchange-own-card  sign-in    set-up  403     200    200     200     200       200      404
exchange-open      sign-in    set-up  403     403    403     403     200       403      404
exchange-renew     sign-in    set-up  403     403    403     403     200       403      404
exchange-propose   sign-in    set-up  403     200    200     200     200       403      404
exchange-outbox    sign-in    set-up  403     200    200     200     200       200      404
exchange-inbox     sign-in    set-up  403     200    200     200     200       200      404
exchange-take      sign-in    set-up  403     200    200     200     403       403      404
exchange-peer      sign-in    set-up  404     200    200     200     200       200      404
exchange-terms     sign-in    set-up  404     404    404     404     404       403      404
exchange-confirm   sign-in    set-up  404     403    200     again   200       403      404
exchange-decline   sign-in    set-up  404     200    200     200     200       403      404
exchange-suspend   sign-in    set-up  404     200    200     200     200       403      404
exchange-resume    sign-in    set-up  404     403    403     403     200       403      404
exchange-send      sign-in    set-up  404     404    404     404     403       403      404
exchange-save      sign-in    set-up  404     200    200     200     403       403      404
exchange-receipt   sign-in    set-up  404     200    200     200     200       200      404
"""
"""`took` took the card that waits; the peer of the addresses has no terms in force yet."""


class Scene:
    """A newsroom that exchanges with one peer, and has taken the card of another."""

    def __init__(self) -> None:
        here, there = two()
        third = side("Thirdlund Ministry (invented)")
        self.place = here.place
        editor = person(here.place, "editor")
        self.people: dict[str, User] = {
            "bare": person(here.place, "editor"),
            "member": person(here.place, "documenter"),
            "took": here.other,
            "editor": editor,
            "tired": editor,
            "organiser": person(here.place, "organiser"),
            "auditor": person(here.place, "auditor"),
            "stranger": person(organisation(), "editor", "organiser", "manager"),
        }
        with_second_factors(self.people)
        concluded(here)
        (sending,) = sent(here, there)
        arrives(here, package(there, here))
        with acting(here.second):
            terms = propose(here.second, organisation=here.place, card=third.card, takes=["findings"], gives=[])
            arrival = Arrival.objects.get()
        self.ids = {"peer": terms.peer_id, "sent": sending.id, "came": arrival.id}
        self.instance = here.own.id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        route = str(pattern.pattern)
        held: dict[str, UUID | str] = {
            "organisation": self.place.id,
            "instance": self.instance,
            "id": self.ids.get(route.partition("/")[0], uuid4()),
        }
        return reverse(str(pattern.name), kwargs={key: one for key, one in held.items() if f":{key}>" in route})


@pytest.fixture
def scene() -> Scene:
    return Scene()


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    wanted = table(GET)
    found: dict[str, Any] = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name]))) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing(scene: Scene) -> None:
    for name, pattern in patterns().items():
        client = scene.client("took")
        client.handler.enforce_csrf_checks = True
        status = client.post(scene.address(pattern), {"reason": "x"}).status_code
        assert status in ({400} if name == "exchange-post" else {403, 405}), name


def test_what_is_not_there_is_not_told_from_what_is_not_ours(scene: Scene) -> None:
    client = scene.client("stranger")
    for name in ("exchange-peer", "exchange-save", "exchange-receipt"):
        ours = client.get(scene.address(patterns()[name])).status_code
        assert ours == client.get(reverse(name, args=[uuid4()])).status_code == 404
