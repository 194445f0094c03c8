"""Every address of letters, asked for by everybody. A number is an answer; a word is where one is sent: `front` is the page that
asks for the code, to which a page without a visit leads, `away` the page that quick exit leads to."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.made import organisation, person
from tests.web.made_box import box_at, browser, counter, wrote
from tests.web.made_vault import holder, with_keys
from tests.web.signing_in import signed_in
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.correspondence import urls

pytestmark = pytest.mark.usefixtures("database")

GET = """
                           anonymous  holder  bare    member  reader  tired   organiser auditor stranger
correspondence-box         200        200     200     200     200     200     200       200     200
correspondence-counter     200        200     200     200     200     200     200       200     200
correspondence-file        front      front   front   front   front   front   front     front   front
correspondence-save        front      front   front   front   front   front   front     front   front
correspondence-leave       away       away    away    away    away    away    away      away    away
correspondence-boxes       sign-in    sign-in set-up  200     200     200     200       200     200
correspondence-counters    sign-in    sign-in set-up  403     403     403     200       200     404
correspondence-read        sign-in    sign-in set-up  403     200     200     403       403     403
correspondence-write       sign-in    sign-in set-up  405     405     405     405       405     405
correspondence-send-file   sign-in    sign-in set-up  403     200     200     403       403     403
correspondence-state       sign-in    sign-in set-up  403     200     200     403       403     403
correspondence-add-reader  sign-in    sign-in set-up  403     unlock  again   403       403     403
correspondence-close       sign-in    sign-in set-up  403     200     again   403       403     403
"""

PLACES = {"/": "away", "/box/": "front"}


class Scene:
    """A group with everybody in it, a counter, and a box with a letter."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        reader = holder(self.place, "documenter")
        self.counter = counter(self.place, reader)
        self.box = box_at(self.counter)
        wrote(self.box, "Invented words.")
        self.people = {
            "bare": person(self.place, "documenter"),
            "member": with_keys(person(self.place, "documenter")),
            "reader": reader.user,
            "tired": reader.user,
            "organiser": person(self.place, "organiser"),
            "auditor": person(self.place, "auditor"),
            "stranger": with_keys(person(organisation(), "organiser", "auditor")),
        }
        with_second_factors(self.people)

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser(self.box) if who == "holder" else browser_of(self.people, who)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        held = {
            "id": self.counter.id if name == "correspondence-counter" else self.box.id,
            "organisation": self.place.id,
        }
        ((_, arguments),) = get_resolver().reverse_dict.getlist(name)[0][0]
        return reverse(name, kwargs={key: held[key] for key in arguments})


@pytest.fixture
def scene() -> Scene:
    return Scene()


def names() -> list[str]:
    return [str(one.name) for one in urls.urlpatterns]


def test_every_address_has_a_line() -> None:
    assert set(names()) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    wanted = table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(name)), PLACES) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing_on_pages_of_readers(scene: Scene) -> None:
    for name in names():
        client = signed_in(scene.people["reader"])
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(name), {"text": "Forged."}, headers={"origin": "https://elsewhere.example"})
        assert answer.status_code == 403 or what(answer, PLACES) == "front", name


def test_a_box_that_is_not_there_is_not_told_from_one_that_is_not_ours(scene: Scene) -> None:
    client = signed_in(scene.people["stranger"])
    for name in ("correspondence-read", "correspondence-state", "correspondence-close", "correspondence-send-file"):
        answers = [client.get(reverse(name, args=[one])) for one in (scene.box.id, uuid4())]
        assert [one.status_code for one in answers] == [403, 403]
