"""Whoever cannot sign in any more gets a code from an organiser, who vouches for their own organisation and no other."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.web.made import PASSWORD, join, organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import SECOND, SIGN_IN, code_of, forget_tries, signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Actor, Refused, acting
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts._codes import digest_of
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Organisation, Reset, User
from tadasu.web.foundation.accounts.queries import held_reset

pytestmark = pytest.mark.usefixtures("database")

CODE = "/account/reset"
RENEW = "/account/reset/renew"
NEW = {"password": "another invented password", "again": "another invented password"}


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget_tries()


def now(user: User) -> Actor:
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def offered(user: User, ours: Organisation, *, factors: bool = False) -> str:
    """A code for somebody of an organisation."""
    organiser = now(person(ours, "organiser"))
    with acting(organiser):
        held = Membership.objects.get(user=user, organisation=ours)
        return actions.offer_reset(organiser, place=held, factors=factors, reason="called back, voice known")


def digest(code: str) -> str:
    return digest_of(code, purpose=actions.RESET)


def test_a_new_password_by_the_pages_still_needs_the_second_factor(client: Client) -> None:
    ours = organisation()
    me = person(ours, "analyst")
    secret = with_authenticator(me)
    before = signed_in(me)
    code = offered(me, ours)
    assert client.post(CODE, {"code": code}).headers["Location"] == RENEW
    assert me.login in client.get(RENEW).content.decode()
    assert client.post(RENEW, NEW).headers["Location"] == SIGN_IN
    assert client.post(CODE, {"code": code}).status_code == 200  # used
    assert before.get("/account/settings").status_code == 302
    assert client.post(SIGN_IN, {"login": me.login, "password": PASSWORD}).status_code == 200
    assert client.post(SIGN_IN, {"login": me.login, "password": NEW["password"]}).headers["Location"] == SECOND
    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 302
    acts = [one.act for one in recorded(organisation=ours.id)]
    assert acts == ["accounts.offer-reset", "accounts.use-reset"]


def test_with_a_new_second_factor_places_elsewhere_end_because_nobody_there_vouched() -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me = person(ours, "analyst")
    join(me, theirs, "manager")
    person(theirs, "organiser")
    with_authenticator(me)
    code = offered(me, ours, factors=True)
    actions.use_reset(ANONYMOUS, digest=digest(code), password="another invented password")
    assert now(me).organisations == (ours.id,)
    assert not Authenticator.objects.filter(user=me).exists()
    assert "accounts.place-ended-by-reset" in [one.act for one in recorded(organisation=theirs.id)]


def test_a_new_password_alone_ends_nothing() -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me = person(ours, "analyst")
    join(me, theirs, "manager")
    with_authenticator(me)
    actions.use_reset(ANONYMOUS, digest=digest(offered(me, ours)), password="another invented password")
    assert set(now(me).organisations) == {ours.id, theirs.id}
    assert Authenticator.objects.filter(user=me).exists()


def test_the_last_organiser_of_another_organisation_is_not_removed_from_it_by_ours() -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me = person(ours, "analyst")
    join(me, theirs, "organiser")
    with_authenticator(me)
    code = offered(me, ours, factors=True)
    with pytest.raises(UsageError, match="accounts-last-organiser"):
        actions.use_reset(ANONYMOUS, digest=digest(code), password="another invented password")
    me.refresh_from_db()
    assert me.check_password(PASSWORD)
    assert Authenticator.objects.filter(user=me).exists()
    assert held_reset(digest(code)) is not None


def test_who_runs_the_machine_helps_whom_no_organiser_can(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me = person(ours, "organiser", login="Alone")
    join(me, theirs, "organiser")
    with_authenticator(me)
    call_command("offer_reset", "alone", "--factors", "--reason", "came in person")
    code = capsys.readouterr().out.strip()
    actions.use_reset(ANONYMOUS, digest=digest(code), password="another invented password")
    assert set(now(me).organisations) == {ours.id, theirs.id}
    assert not Authenticator.objects.filter(user=me).exists()
    with pytest.raises(CommandError):
        call_command("offer_reset", "nobody", "--reason", "x")


def test_only_an_organiser_there_offers_it_with_a_reason() -> None:
    ours = organisation()
    me = person(ours, "analyst")
    organiser, elsewhere = person(ours, "organiser"), person(organisation(name="Another (invented)"), "organiser")
    with acting(now(organiser)):
        held = Membership.objects.get(user=me)
        with pytest.raises(UsageError, match="reason-missing"):
            actions.offer_reset(now(organiser), place=held, factors=False, reason="  ")
    for actor in (now(me), now(elsewhere), actor_of(organiser, second_factor=True), ANONYMOUS):
        with pytest.raises(Refused), acting(actor):
            actions.offer_reset(actor, place=held, factors=False, reason="x")
    for actor in (now(organiser), ANONYMOUS):
        with pytest.raises(Refused), acting(actor):
            actions.offer_reset_to(actor, user=me, factors=True, reason="x")


def test_a_code_runs_out_and_is_none_of_an_invitation() -> None:
    ours = organisation()
    me = person(ours, "analyst")
    code = offered(me, ours)
    assert held_reset(digest_of(code, purpose=actions.INVITATION)) is None
    late = digest("late")
    with acting(now(me)):
        Reset.objects.create(user=me, digest=late, ends_at=timezone.now() - timedelta(seconds=1))
    assert held_reset(late) is None
    with pytest.raises(UsageError, match="accounts-code-closed"):
        actions.use_reset(ANONYMOUS, digest=late, password="another invented password")


def test_strangers_see_no_resets() -> None:
    ours = organisation()
    me = person(ours, "analyst")
    offered(me, ours)
    for actor, seen in ((now(me), 1), (now(person()), 0), (ANONYMOUS, 0), (SYSTEM, 0)):
        with acting(actor):
            assert Reset.objects.count() == seen
