"""Every address of intermediaries, asked for by everybody: who gets what stands in a table that can be read."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from tests.web.funding.test_intermediaries_travel import Two
from tests.web.made import organisation, person
from tests.web.made_awards import Desk
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.intermediaries import actions, urls
from tadasu.web.funding.intermediaries._stated import Stated

pytestmark = pytest.mark.usefixtures("database")

GET = """
                           anonymous bare   officer second payer  organiser publisher reviewer auditor holder stranger tired
intermediaries-held        sign-in   set-up 200     200    200    200       200       200      200     200    200      200
intermediaries-chains      sign-in   set-up 200     200    200    200       200       403      200     404    404      200
intermediaries-grants      sign-in   set-up 200     200    200    200       200       403      200     404    404      200
intermediaries-note-grant  sign-in   set-up 200     200    403    200       403       403      403     404    404      again
intermediaries-state       sign-in   set-up 200     200    403    200       403       404      403     404    404      again
intermediaries-set         sign-in   set-up 200     200    403    403       403       404      403     404    404      200
intermediaries-judge       sign-in   set-up 200     403    403    403       403       404      403     403    404      200
intermediaries-close       sign-in   set-up 200     200    403    200       403       404      403     403    404      again
intermediaries-open        sign-in   set-up unlock  unlock unlock unlock    unlock    404      unlock  403    404      unlock
intermediaries-one         sign-in   set-up 200     200    200    200       200       404      200     200    404      200
intermediaries-acknowledge sign-in   set-up 200     200    403    403       403       404      403     200    404      200
intermediaries-attest      sign-in   set-up 200     200    403    403       403       404      403     200    404      again
intermediaries-tell        sign-in   set-up 200     200    403    403       403       404      403     200    404      200
"""
"""`holder` has a place with the intermediary, and none with the funder. `tired` is the officer."""

MONTH = timezone.localdate().replace(day=1)


class Scene:
    """A funder with an intermediary whose people are here, an attestation, an incident, and a grant from elsewhere."""

    def __init__(self) -> None:
        two = Two()
        desk: Desk = two.desk
        self.place = desk.place
        there = organisation("funder", "Kawagishi Bridge Fund (invented)")
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer.user,
            "second": desk.second.user,
            "payer": desk.payer.user,
            "organiser": person(desk.place, "organiser"),
            "publisher": person(desk.place, "publisher"),
            "reviewer": desk.books.reviewer,
            "auditor": desk.auditor,
            "holder": person(there, "programme"),
            "stranger": person(Desk().place, "programme"),
            "tired": desk.officer.user,
        }
        with_second_factors(self.people)
        award = desk.signed(amount=300_000, passes_on=True)
        self.bare_award = desk.signed(amount=200_000, passes_on=True).id
        self.terms = desk.passes(award, holder=there.id, agreed=False).id
        stated = Stated(first=MONTH, last=MONTH, sub_grants=1, amount=5, currency="JPY")
        self.attestation = desk.does(desk.second, actions.attest, terms=self.terms, stated=stated).id
        told = {"code": "bank", "noticed_at": timezone.now() - timedelta(hours=1), "text": "An invented call."}
        self.incident = desk.does(desk.second, actions.tell_incident, terms=self.terms, **told).id
        peer = two.funder.peer(two.bridge).id
        named = {"organisation": desk.place.id, "peer": peer, "pseudonym": "BCDF-GHJK", "currency": "JPY"}
        self.grant = desk.does(desk.officer, actions.note_grant, **named).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        said = str(pattern.pattern)
        id = self.terms
        for word, other in (
            ("attestations/", self.attestation),
            ("incidents/", self.incident),
            ("grants/<", self.grant),
        ):
            id = other if word in said else id
        held: dict[str, UUID] = {"organisation": self.place.id, "id": id, "award": self.bare_award}
        return reverse(str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in said})


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


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_are_said_in_both_languages(language: str) -> None:
    scene = Scene()
    User.objects.filter(id=scene.people["officer"].id).update(language=language)
    client = scene.client("officer")
    for name in ("intermediaries-chains", "intermediaries-one", "intermediaries-grants"):
        page = client.get(scene.address(patterns()[name])).content.decode()
        assert "An invented call" not in page
        assert ("助成" in page) is (language == "ja"), name
