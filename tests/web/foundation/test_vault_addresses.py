"""Every address of the vault, asked for by everybody: who gets what stands in tables that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`,
or on to another page of the vault by its last part.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_vault import REASON, Holder, holder, sealed, with_keys
from tests.web.signing_in import signed_in
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import urls
from tadasu.web.foundation.vault.actions import ask_release, begin_recovery, confirm_share, set_up_recovery
from tadasu.web.foundation.vault.models import Share

pytestmark = pytest.mark.usefixtures("database")

GET = """
                         anonymous  bare    member  reader  tired   auditor organiser custodian stranger
vault-keys               sign-in    set-up  200     200     200     200     200       200       200
vault-make-keys          sign-in    set-up  200     200     200     200     200       200       200
vault-passphrase         sign-in    set-up  200     200     200     200     200       200       200
vault-renew-keys         sign-in    set-up  unlock  unlock  unlock  unlock  unlock    unlock    unlock
vault-start-anew         sign-in    set-up  200     200     again   200     200       200       200
vault-unlock             sign-in    set-up  200     200     200     200     200       200       200
vault-lock               sign-in    set-up  405     405     405     405     405       405       405
vault-record             sign-in    set-up  403     200     200     200     403       403       403
vault-add-reader         sign-in    set-up  403     unlock  again   403     403       403       403
vault-remove-reader      sign-in    set-up  403     unlock  again   403     403       403       403
vault-rotate             sign-in    set-up  403     unlock  unlock  403     403       403       403
vault-ask-release        sign-in    set-up  403     200     200     403     403       403       403
vault-erase              sign-in    set-up  403     unlock  again   403     403       403       403
vault-add-file           sign-in    set-up  403     200     200     403     403       403       403
vault-file               sign-in    set-up  403     unlock  unlock  403     403       403       403
vault-releases           sign-in    set-up  200     200     200     200     200       200       200
vault-grant              sign-in    set-up  403     unlock  unlock  403     403       403       404
vault-refuse             sign-in    set-up  403     200     200     403     403       403       404
vault-recovery           sign-in    set-up  403     403     403     200     200       200       404
vault-set-up-recovery    sign-in    set-up  403     403     403     403     200       403       404
vault-begin-recovery     sign-in    set-up  403     403     403     403     200       200       403
vault-confirm-share      sign-in    set-up  403     403     403     403     403       unlock    404
vault-contribute         sign-in    set-up  403     403     403     403     403       unlock    404
vault-complete-recovery  sign-in    set-up  403     403     403     403     unlock    403       404
"""


class Scene:
    """An organisation with everybody in it, a record for two, a request and a recovery."""

    def __init__(self) -> None:
        self.ours = organisation("civil-society")
        one, other = holder(self.ours, "documenter"), holder(self.ours, "editor")
        organiser, first, second = (holder(self.ours, role) for role in ("organiser", "custodian", "custodian"))
        self.people = {
            "bare": person(self.ours, "documenter"),
            "member": with_keys(person(self.ours, "documenter")),
            "reader": one.user,
            "tired": one.user,
            "auditor": with_keys(person(self.ours, "auditor")),
            "organiser": organiser.user,
            "custodian": first.user,
            "stranger": with_keys(person(organisation(), "organiser", "auditor")),
        }
        with_second_factors(self.people)
        self.key = self._key(organiser, first, second)
        self.record = sealed(self.ours, one, other, needs_two=True)
        self.other = other
        with acting(other.actor):
            self.release = ask_release(other.actor, record=self.record, purpose="verify", reason=REASON)
        with acting(organiser.actor):
            self.share = Share.objects.get(key=self.key, user=first.id).id
            self.recovery = begin_recovery(organiser.actor, key=self.key, readers=[one.id], reason=REASON)

    def _key(self, organiser: Holder, *custodians: Holder) -> UUID:
        with acting(organiser.actor):
            key = set_up_recovery(
                organiser.actor, organisation=self.ours.id, custodians=[one.id for one in custodians], needed=2
            )
        for one in custodians:
            with acting(one.actor):
                confirm_share(one.actor, share=Share.objects.get(key=key, user=one.id).id, key=one.key)
        return key

    def client(self, who: str) -> Client:
        """Their browser, in which no key is unlocked."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        route, name = str(pattern.pattern), str(pattern.name)
        held: dict[str, UUID] = {
            "organisation": self.ours.id,
            "key": self.key,
            "share": self.share,
            "user": self.other.id,
        }
        ids = {"records": self.record, "releases": self.release, "recovery": self.recovery}
        held["id"] = ids.get(route.split("/", maxsplit=1)[0], self.record)
        wanted = {key: value for key, value in held.items() if f":{key}>" in route}
        return reverse(name, kwargs=wanted)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def walked(scene: Scene, ask: Callable[[Client, str], Any]) -> dict[str, dict[str, str]]:
    """What everybody gets, in the shape of the table."""
    return {
        name: {who: what(ask(scene.client(who), scene.address(patterns()[name]))) for who in cells}
        for name, cells in table(GET).items()
    }


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what(scene: Scene) -> None:
    found, wanted = walked(scene, lambda client, address: client.get(address)), table(GET)
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_a_form_from_another_site_does_nothing(scene: Scene) -> None:
    for name, pattern in patterns().items():
        client = signed_in(scene.people["reader"])
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"passphrase": "x"})
        assert answer.status_code in {403, 405}, name


def test_what_is_not_there_is_not_told_from_what_is_not_ours(scene: Scene) -> None:
    client = signed_in(scene.people["stranger"])
    for name in ("vault-record", "vault-file", "vault-add-file", "vault-erase"):
        answers = [client.get(reverse(name, args=[one])) for one in (scene.record, uuid4())]
        assert [one.status_code for one in answers] == [403, 403]
