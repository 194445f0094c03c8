"""Every operation of the interface, asked by everybody: who gets what stands in one table that can be read.

An operation without a line fails, and so does a line without an operation.
"""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone
from tests.web.foundation.procedure_made import Cast
from tests.web.made import organisation, person
from tests.web.made_api import HYOHON, UFLPA, Program, kept, later, token_of
from tests.web.walked import table

from tadasu.web.api._codes import new_token
from tadasu.web.api.actions import revoke_token
from tadasu.web.api.scopes import scopes
from tadasu.web.foundation.access import Scoped, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership

pytestmark = pytest.mark.usefixtures("database")

OPERATIONS = """
                      none  forged  revoked  expired  left  no-scope  no-right  right  elsewhere
healthz               200   200     200      200      200   200       200       200    200
readyz                200   200     200      200      200   200       200       200    200
problems              200   200     200      200      200   200       200       200    200
token                 401   401     401      401      401   200       200       200    200
give_up_token         401   401     401      401      401   204       204       204    204
match                 401   401     401      401      401   403       200       200    200
search                401   401     401      401      401   403       200       200    200
entity                401   401     401      401      401   403       200       200    200
adjacent              401   401     401      401      401   403       404       404    404
adjacent_by_property  401   401     401      401      401   403       404       404    404
catalog               401   401     401      401      401   403       200       200    200
algorithms            401   401     401      401      401   403       200       200    200
waiting               401   401     401      401      401   403       200       200    200
case                  401   401     401      401      401   403       200       200    404
move                  401   401     401      401      401   403       403       200    404
"""
"""`no-scope`: the token has every scope but the one that is needed. `no-right`: it has all, its person has not the role.
`elsewhere`: it has all and its person every role, in another organisation. Listed parties are nobody's, so everybody may ask."""

ADDRESSES = (
    *(
        "api-healthz",
        "api-readyz",
        "api-problems",
        "api-token",
        "api-give-up-token",
        "api-match",
        "api-search",
        "api-entity",
    ),
    *("api-adjacent", "api-adjacent-by", "api-catalog", "api-algorithms", "api-waiting", "api-run", "api-move"),
    *("openapi-json", "api-root", "api-nothing"),
)
"""Names of the addresses of these operations, and of the document, the root and everything else below `/api/`."""

Ask = Callable[[Program], Any]


class Scene:
    """A case of an authority, and a program for each column."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cast = Cast()
        self.run = self.cast.run().id
        self.monkeypatch = monkeypatch
        self.elsewhere = organisation("authority", "Another Office (invented)")

    def asks(self) -> dict[str, Ask]:
        """How each operation is asked for."""
        body = {"move": "take-up", "seen": 1, "reason": "because the letter says so", "day": "2026-04-24"}
        return {
            "healthz": lambda one: one.get("/healthz"),
            "readyz": lambda one: one.get("/readyz"),
            "problems": lambda one: one.get("/problems"),
            "token": lambda one: one.get("/token"),
            "give_up_token": lambda one: one.delete("/token"),
            "match": lambda one: one.match(HYOHON),
            "search": lambda one: one.get("/search/default?q=cotton"),
            "entity": lambda one: one.get(f"/entities/{UFLPA}:1"),
            "adjacent": lambda one: one.get(f"/entities/{UFLPA}:1/adjacent"),
            "adjacent_by_property": lambda one: one.get(f"/entities/{UFLPA}:1/adjacent/ownershipOwner"),
            "catalog": lambda one: one.get("/catalog"),
            "algorithms": lambda one: one.get("/algorithms"),
            "waiting": lambda one: one.get("/procedure/waiting"),
            "case": lambda one: one.get(f"/procedure/runs/{self.run}"),
            "move": lambda one: one.post(f"/procedure/runs/{self.run}/moves", body),
        }

    def status(self, who: str, needed: str, ask: Ask) -> str:
        """What a column gets."""
        place, officer = self.cast.authority, self.cast.officer_user
        if who == "expired":
            token = token_of(officer, place)
            with later(self.monkeypatch, timedelta(days=40)):
                return str(ask(Program(token)).status_code)
        return str(ask(Program(self._token(who, needed, place, officer))).status_code)

    def _token(self, who: str, needed: str, place: Any, officer: Any) -> str | None:
        match who:
            case "none":
                return None
            case "forged":
                return new_token()
            case "no-scope":
                return token_of(officer, place, *(one for one in scopes() if one != needed))
            case "no-right":
                return token_of(person(place, "liaison"), place)
            case "elsewhere":
                return token_of(person(self.elsewhere, "officer", "decider", "organiser"), self.elsewhere)
            case "revoked":
                return self._ended(officer, place)
            case "left":
                return self._left(place)
            case _:
                return token_of(officer, place)

    def _ended(self, officer: Any, place: Any) -> str:
        token = token_of(officer, place)
        actor = actor_of(officer, second_factor=True, signed_in_at=timezone.now())
        with acting(actor):
            revoke_token(actor, token=kept(token), reason="for a test")
        return token

    def _left(self, place: Any) -> str:
        user = person(place, "officer")
        token = token_of(user, place)
        with acting(actor_of(user)):
            Membership.objects.filter(user=user).update(until=timezone.now() - timedelta(seconds=1))
        return token


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    return Scene(monkeypatch)


def operations() -> dict[str, str]:
    """Operation -> the scope it needs, as its code says."""
    api = import_module("tadasu.web.api.v1").api  # it needs all apps

    return {
        operation.operation_id: operation.auth_param.scope if isinstance(operation.auth_param, Scoped) else ""
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    }


def test_every_operation_has_a_line_and_every_line_an_operation(scene: Scene) -> None:
    assert set(operations()) == set(table(OPERATIONS)) == set(scene.asks())


@pytest.mark.parametrize("name", sorted(table(OPERATIONS)))
def test_who_gets_what(name: str, scene: Scene) -> None:
    line = table(OPERATIONS)[name]
    needed, ask = operations()[name], scene.asks()[name]
    assert {who: scene.status(who, needed, ask) for who in line} == line


def test_of_a_refused_request_nothing_is_done(scene: Scene) -> None:
    for who in ("none", "forged", "revoked", "left", "no-scope", "no-right", "elsewhere"):
        scene.status(who, "cases-write", scene.asks()["move"])
    assert scene.status("right", "cases-write", scene.asks()["move"]) == "200"
