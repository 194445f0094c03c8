"""The pages about tokens, asked for by everybody: who gets what stands in tables that can be read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.foundation.test_accounts_addresses import what
from tests.web.made import organisation, person
from tests.web.made_api import kept, token_of
from tests.web.signing_in import signed_in, with_authenticator
from tests.web.walked import table

pytestmark = pytest.mark.usefixtures("database")

GET = """
                  anonymous  bare    owner  tired  member  organiser  stranger
api-tokens        sign-in    set-up  200    200    200     200        404
api-make-token    sign-in    set-up  200    again  200     200        404
api-revoke-token  sign-in    set-up  200    again  404     200        404
"""

POST = """
                  anonymous  bare    owner  tired  member  organiser  stranger
api-make-token    403        set-up  200    again  200     200        404
api-revoke-token  403        set-up  200    again  404     200        404
"""


class Scene:
    """An organisation with a token, and everybody who can ask for its page."""

    def __init__(self) -> None:
        self.ours = organisation()
        owner = person(self.ours, "analyst")
        self.people = {
            "bare": person(self.ours, "organiser"),
            "owner": owner,
            "tired": owner,
            "member": person(self.ours, "analyst"),
            "organiser": person(self.ours, "organiser"),
            "stranger": person(organisation(name="Another (invented)"), "organiser"),
        }
        for user in {one.id: one for who, one in self.people.items() if who != "bare"}.values():
            with_authenticator(user)
        self.token = kept(token_of(owner, self.ours)).id

    def client(self, who: str) -> Client:
        """Their browser."""
        if who == "anonymous":
            return Client()
        ago = timedelta(minutes=11 if who == "tired" else 0)
        return signed_in(self.people[who], second_factor=who != "bare", ago=ago)

    def address(self, name: str) -> str:
        """With the arguments it needs."""
        return reverse(name, args=[self.ours.id, *([self.token] if name == "api-revoke-token" else [])])


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


def test_who_may_send_what(scene: Scene) -> None:
    """An empty form: whoever may, is told what is missing."""
    assert walked(scene, POST, lambda client, address: client.post(address)) == table(POST)
