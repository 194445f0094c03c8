"""The addresses of the project, the record, procedures and components, asked for by everybody.

A number is an answer; a word is where one is sent. Accounts and the vault have tables of their own.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.foundation.procedure_made import Cast
from tests.web.made import person
from tests.web.walked import browser_of, table, what, with_second_factors

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous  bare    member  officer  decider  organiser auditor  analyst  stranger
home                 200        set-up  200     200      200      200       200      200      200
health-alive         200        200     200     200      200      200       200      200      200
health-ready         200        200     200     200      200      200       200      200      200
health-metrics       404        404     404     404      404      404       404      404      404
set_language         405        405     405     405      405      405       405      405      405
audit-record         sign-in    set-up  403     403      403      403       200      403      403
audit-erase          sign-in    set-up  403     403      403      404       403      403      403
procedure-waiting    sign-in    set-up  200     200      200      200       200      200      200
procedure-run        sign-in    set-up  200     200      200      200       200      200      404
procedure-picture    sign-in    set-up  200     200      200      200       200      200      404
procedure-move       sign-in    set-up  403     200      200      403       403      403      404
procedure-suspend    sign-in    set-up  403     403      200      403       403      403      404
procedure-resume     sign-in    set-up  403     403      200      403       403      403      404
procedure-extend     sign-in    set-up  403     403      200      403       403      403      404
procedure-hand-over  sign-in    set-up  403     200      200      403       403      403      404
ui-components        sign-in    set-up  200     200      200      200       200      200      200
"""

ELSEWHERE: tuple[str, ...] = ("ui-reason", "ui-bare", "ui-conflict")
"""Pages of components that are about nothing: `tests/web/ui` asks for them."""


class Scene:
    """An authority with everybody in it, a case of theirs in which a company plays the importer."""

    def __init__(self) -> None:
        cast = Cast()
        self.authority = cast.authority
        self.people = {
            "bare": person(cast.authority, "officer", "decider", "organiser", "auditor"),
            "member": person(cast.authority, "liaison"),
            "officer": cast.officer_user,
            "decider": cast.decider_user,
            "organiser": person(cast.authority, "organiser"),
            "auditor": person(cast.authority, "auditor"),
            "analyst": cast.analyst_user,
            "stranger": person(None),
        }
        with_second_factors(self.people)
        self.run = cast.run().id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        held: dict[str, UUID | str] = {
            "organisation": self.authority.id,
            "id": self.run,
            "entry": uuid4(),
            "move": "take-up",
        }
        ((_, arguments),) = get_resolver().reverse_dict.getlist(name)[0][0]
        return reverse(name, kwargs={key: held[key] for key in arguments})


@pytest.fixture
def scene() -> Scene:
    return Scene()


def walked(scene: Scene, text: str, ask: Callable[[Client, str], Any]) -> dict[str, dict[str, str]]:
    """What everybody gets, in the shape of the table."""
    return {
        name: {who: what(ask(scene.client(who), scene.address(name))) for who in cells}
        for name, cells in table(text).items()
    }


def test_who_sees_what(scene: Scene) -> None:
    assert walked(scene, GET, lambda client, address: client.get(address)) == table(GET)
