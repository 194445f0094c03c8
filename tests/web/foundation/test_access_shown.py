"""What a page offers to somebody who signed in an hour ago: acts that ask for the password once more are shown, because the page
behind them asks. Without the role or the second factor they are not."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web import made_publication as publications
from tests.web.made import organisation, person
from tests.web.made_box import counter
from tests.web.made_exchange import knows, side
from tests.web.made_findings import Desk
from tests.web.made_vault import holder, lately
from tests.web.recorded import recorded
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Actor, Place, acting, may, may_anew
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.exchange.actions import open_exchange, propose, suspend
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.findings.access import SIGN
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.models import RecoveryKey, Share

pytestmark = pytest.mark.usefixtures("database")

AN_HOUR = timedelta(hours=1)


def an_hour_ago(user: User) -> Client:
    with_authenticator(user)
    return signed_in(user, ago=AN_HOUR)


def page(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200, name
    return answer.content.decode()


def asks_for_the_password(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 302 and "/account/" in answer.headers["Location"]


def actor(place: UUID, *roles: str, second: bool = True) -> Actor:
    return Actor(
        user=uuid4(),
        places={place: Place(organisation=place, roles=frozenset(roles))},
        second_factor=second,
        signed_in_at=timezone.now() - AN_HOUR,
    )


def test_only_the_time_of_the_sign_in_is_looked_away_from() -> None:
    place = organisation("civil-society")
    version = Desk(place).concluded()
    editor = actor(place.id, "editor")
    assert (may(editor, SIGN.name, version), may_anew(editor, SIGN.name, version)) == (False, True)
    others = (actor(place.id, "documenter"), actor(place.id, "editor", second=False), ANONYMOUS)
    assert not any(may_anew(one, SIGN.name, version) for one in others)
    assert not may_anew(actor(uuid4(), "editor"), SIGN.name, version)
    assert not may_anew(editor, "no.such-act", version)
    assert may_anew(SYSTEM, SIGN.name, version)


def counters(place: Organisation) -> tuple[User, str, str]:
    counter(place, holder(place, "documenter"))
    return person(place, "organiser"), reverse("correspondence-counters", args=[place.id]), "Set this up"


def people(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "organiser")
    return user, reverse("accounts-people", args=[place.id]), reverse("accounts-invite", args=[place.id])


def tokens(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "editor")
    return user, reverse("api-tokens", args=[place.id]), reverse("api-make-token", args=[place.id])


def sign_finding(place: Organisation) -> tuple[User, str, str]:
    version = Desk(place).concluded()
    user = person(place, "editor")
    return user, reverse("findings-one", args=[version.id]), reverse("findings-sign", args=[version.id])


def withdraw_finding(place: Organisation) -> tuple[User, str, str]:
    version = Desk(place).in_force()
    user = person(place, "editor")
    return user, reverse("findings-one", args=[version.id]), reverse("findings-withdraw", args=[version.id])


def erase_words(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "organiser", "auditor")
    who = actor(place.id, "organiser")
    with acting(who):
        entry = record(
            who, act="parties.merge", subject="parties.company", organisation=place.id, reason="Words (invented)."
        )
    recorded(organisation=place.id)
    return user, reverse("audit-record", args=[place.id]), reverse("audit-erase", args=[place.id, entry])


def set_up_recovery(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "organiser")
    return user, reverse("vault-recovery", args=[place.id]), reverse("vault-set-up-recovery", args=[place.id])


def begin_recovery(place: Organisation) -> tuple[User, str, str]:
    organiser, custodians = holder(place, "organiser"), [holder(place, "custodian") for _ in range(2)]
    with acting(organiser.actor):
        vault.set_up_recovery(
            organiser.actor, organisation=place.id, custodians=[one.id for one in custodians], needed=2
        )
    for one in custodians:
        with acting(one.actor):
            vault.confirm_share(one.actor, share=Share.objects.get(user=one.id).id, key=one.key)
    with acting(organiser.actor):
        key = RecoveryKey.objects.get().id
    return organiser.user, reverse("vault-recovery", args=[place.id]), reverse("vault-begin-recovery", args=[key])


def open_an_exchange(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "organiser")
    return user, reverse("exchange", args=[place.id]), reverse("exchange-open", args=[place.id])


def renew_keys(place: Organisation) -> tuple[User, str, str]:
    user = person(place, "organiser")
    who = lately(user)
    with acting(who):
        open_exchange(who, organisation=place, address="")
    return user, reverse("exchange", args=[place.id]), reverse("exchange-renew", args=[place.id])


def confirm_peer(_: Organisation) -> tuple[User, str, str]:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    with acting(here.actor):
        propose(here.actor, organisation=here.place, card=there.card, takes=["findings"], gives=[])
        peer = Peer.objects.get().id
    return here.other, reverse("exchange-peer", args=[peer]), reverse("exchange-confirm", args=[peer])


def resume_peer(_: Organisation) -> tuple[User, str, str]:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    knows(here, there)
    peer = here.peer(there)
    with acting(here.actor):
        suspend(here.actor, peer=peer, reason="Their key may be lost (invented).")
    return here.one, reverse("exchange-peer", args=[peer.id]), reverse("exchange-resume", args=[peer.id])


def sign_publication(_: Organisation) -> tuple[User, str, str]:
    found = publications.staff()
    id = publications.proposed(found).id
    return found.users["one"], reverse("publication-proposal", args=[id]), reverse("publication-sign", args=[id])


@pytest.mark.parametrize(
    "made",
    [
        begin_recovery,
        confirm_peer,
        counters,
        erase_words,
        open_an_exchange,
        people,
        renew_keys,
        resume_peer,
        set_up_recovery,
        sign_finding,
        sign_publication,
        tokens,
        withdraw_finding,
    ],
)
def test_an_hour_after_signing_in_the_way_is_shown_and_asks_for_the_password(
    made: Callable[[Organisation], tuple[User, str, str]],
) -> None:
    user, address, control = made(organisation("civil-society", "Nuvagol Documentation Group (invented)"))
    client = an_hour_ago(user)
    answer = client.get(address)
    assert answer.status_code == 200
    assert control in answer.content.decode()
    if control.startswith("/"):
        assert asks_for_the_password(client, control)


def test_who_could_not_do_it_even_then_is_not_offered_it() -> None:
    place = organisation("civil-society")
    version = Desk(place).concluded()
    client = an_hour_ago(person(place, "documenter", "auditor"))
    assert reverse("findings-sign", args=[version.id]) not in page(client, "findings-one", version.id)
    assert reverse("vault-set-up-recovery", args=[place.id]) not in page(client, "vault-recovery", place.id)


def test_settings_of_a_counter_that_name_no_purpose_are_said_to_be_missing() -> None:
    place = organisation("civil-society", "Nuvagol Documentation Group (invented)")
    counter(place, holder(place, "documenter"))
    user = person(place, "organiser")
    with_authenticator(user)
    client = signed_in(user)
    for sent in ({}, {"purpose": "no.such"}):
        answer = client.post(reverse("correspondence-counters", args=[place.id]), {**sent, "open": "on"})
        assert answer.status_code == 400
        assert "Nothing was changed" in answer.content.decode()
