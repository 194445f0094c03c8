"""A place is offered by a code, shown once, taken once."""

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from tests.web.made import PASSWORD, join, organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import SIGN_IN, forget_tries, signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Actor, Refused, acting, holding
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts._codes import digest_of
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Invitation, Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import held_invitation, places_of

pytestmark = pytest.mark.usefixtures("database")

CODE = "/account/invitation"
JOIN = "/account/invitation/join"
TAKE = "/account/invitation/accept"

NEW = {
    "login": "new-here",
    "display_name": "Somebody invented",
    "language": "ja",
    "password": "another invented password",
    "again": "another invented password",
}


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget_tries()


def organiser_of(ours: Organisation) -> Actor:
    return actor_of(person(ours, "organiser"), second_factor=True, signed_in_at=timezone.now())


def offered(ours: Organisation, *roles: str, by: Actor | None = None) -> str:
    """A code."""
    actor = by or organiser_of(ours)
    with acting(actor):
        return actions.invite(actor, organisation=ours, roles=roles or ("analyst",), days=7)


def digest(code: str) -> str:
    return digest_of(code, purpose=actions.INVITATION)


def test_only_a_digest_of_the_code_is_kept_and_the_act_is_recorded() -> None:
    ours = organisation()
    code = offered(ours, "analyst", "manager")
    kept = held_invitation(digest(code))
    assert kept is not None
    assert kept.digest != code
    assert kept.roles == ["analyst", "manager"]
    (entry,) = recorded(organisation=ours.id)
    assert (entry.act, entry.subject_id, entry.text.detail) == (
        "accounts.invite",
        kept.id,
        {"roles": "analyst manager", "days": 7},
    )
    assert code not in str(entry.text.detail)


def test_who_does_not_organise_there_invites_nobody() -> None:
    ours = organisation()
    me = person(ours, "analyst")
    join(me, organisation(name="Another (invented)"), "organiser")
    for actor in (
        actor_of(me, second_factor=True, signed_in_at=timezone.now()),
        actor_of(person(ours, "organiser"), signed_in_at=timezone.now()),
        actor_of(person(ours, "organiser"), second_factor=True),
        organiser_of(organisation(name="A third (invented)")),
        ANONYMOUS,
    ):
        with pytest.raises(Refused), acting(actor):
            actions.invite(actor, organisation=ours, roles=["analyst"], days=7)


@pytest.mark.parametrize(
    ("roles", "days", "code"),
    [
        (["programme"], 7, "accounts-no-such-role"),
        ([], 7, "accounts-no-such-role"),
        (["analyst", "root"], 7, "accounts-no-such-role"),
        (["analyst"], 0, "accounts-days"),
        (["analyst"], 31, "accounts-days"),
    ],
)
def test_roles_and_days_are_those_that_there_are(roles: list[str], days: int, code: str) -> None:
    ours = organisation()
    actor = organiser_of(ours)
    with acting(actor), pytest.raises(UsageError) as error:
        actions.invite(actor, organisation=ours, roles=roles, days=days)
    assert error.value.code == code


def test_somebody_without_an_account_takes_a_place_by_the_pages(client: Client) -> None:
    ours = organisation()
    code = offered(ours, "analyst")
    assert client.get(JOIN).headers["Location"] == CODE
    assert client.post(CODE, {"code": code.upper()}).headers["Location"] == JOIN
    page = client.get(JOIN).content.decode()
    assert ours.name in page
    assert "Due-diligence analyst" in page
    assert client.post(JOIN, NEW).headers["Location"] == SIGN_IN
    user = User.objects.get(login="new-here")
    assert user.language == "ja"
    with acting(actor_of(user)):
        assert [(one.organisation_id, one.roles) for one in places_of(user)] == [(ours.id, ["analyst"])]
    signed = client.post(SIGN_IN, {"login": "new-here", "password": NEW["password"]})
    assert signed.status_code == 302
    assert client.get("/account/settings").headers["Location"] == "/account/second-factor/"
    assert [one.act for one in recorded(organisation=ours.id)] == ["accounts.invite", "accounts.join"]


def test_a_code_is_in_no_address_and_no_session(client: Client) -> None:
    ours = organisation()
    code = offered(ours)
    answer = client.post(CODE, {"code": code})
    assert code not in answer.headers["Location"]
    assert code not in str(dict(client.session.items()))


def test_the_page_that_shows_a_code_keeps_it_behind_the_hash() -> None:
    ours = organisation()
    me = person(ours, "organiser")
    with_authenticator(me)
    client = signed_in(me)
    page = client.post(f"/organisation/{ours.id}/people/invite", {"roles": ["analyst"], "days": "3"}).content.decode()
    link = re.search(r"<code>(http://testserver/[^<]*)</code>", page)
    assert link is not None
    address, _, code = link[1].partition("#")
    assert address == "http://testserver/account/invitation"
    assert held_invitation(digest(code)) is not None
    assert code not in client.get(f"/organisation/{ours.id}/people/").content.decode()


def test_somebody_with_an_account_takes_a_place_with_it() -> None:
    ours, theirs = organisation(), organisation("funder", "A fund (invented)")
    me = person(ours, "analyst")
    with_authenticator(me)
    client = signed_in(me)
    client.post(CODE, {"code": offered(theirs, "reviewer")})
    assert client.post(TAKE).headers["Location"] == f"/organisation/{theirs.id}/people/"
    assert actor_of(me).roles_in(theirs.id) == {"reviewer"}
    assert actor_of(me).roles_in(ours.id) == {"analyst"}


def test_who_joins_an_invented_organisation_is_told_on_every_page_that_it_is_invented() -> None:
    told = {"password": PASSWORD, "display_name": "", "language": "en"}
    real, invented = organisation(), organisation()
    Organisation.objects.filter(pk=real.pk).update(invented=False)
    for ours, says in ((real, False), (invented, True)):
        made = actions.join(ANONYMOUS, digest=digest(offered(ours)), login=f"one-{says}", **told)
        assert User.objects.get(pk=made.pk).invented is says


def test_who_has_a_place_there_does_not_get_a_second_and_the_code_stays_open() -> None:
    ours = organisation()
    me = person(ours, "analyst")
    with_authenticator(me)
    client = signed_in(me)
    code = offered(ours, "manager")
    client.post(CODE, {"code": code})
    client.post(TAKE)
    assert actor_of(me).roles_in(ours.id) == {"analyst"}
    assert held_invitation(digest(code)) is not None


def test_a_login_that_somebody_has_is_refused_and_nothing_is_taken() -> None:
    ours = organisation()
    person(login="taken")
    code = offered(ours)
    told = {"password": PASSWORD, "display_name": "", "language": "en"}
    with acting(ANONYMOUS), pytest.raises(UsageError) as error:
        actions.join(ANONYMOUS, digest=digest(code), login="ＴＡＫＥＮ", **told)
    assert error.value.code == "accounts-login-taken"
    assert held_invitation(digest(code)) is not None


def test_a_closed_code_makes_no_account() -> None:
    ours = organisation()
    told = {"password": PASSWORD, "display_name": "", "language": "en"}
    used, withdrawn = offered(ours), offered(ours)
    actions.join(ANONYMOUS, digest=digest(used), login="first", **told)
    organiser = organiser_of(ours)
    with acting(organiser):
        actions.withdraw(organiser, invitation=Invitation.objects.get(digest=digest(withdrawn)))
        with pytest.raises(UsageError):
            actions.withdraw(organiser, invitation=Invitation.objects.get(digest=digest(withdrawn)))
        late = Invitation.objects.create(
            organisation=ours, roles=["analyst"], digest="x" * 64, ends_at=timezone.now() - timedelta(seconds=1)
        )
    for closed in (digest(used), digest(withdrawn), late.digest, digest("never made")):
        with acting(ANONYMOUS), pytest.raises(UsageError) as error:
            actions.join(ANONYMOUS, digest=closed, login="second", **told)
        assert error.value.code == "accounts-code-closed"
    assert not User.objects.filter(login="second").exists()


def test_the_database_itself_gives_nobody_a_place_or_more_roles_than_were_offered() -> None:
    ours = organisation()
    held, me = digest(offered(ours, "analyst")), person()
    mine = Actor(user=me.id)
    with acting(mine):
        for digest_held, roles in (("", ["analyst"]), (held, ["analyst"]), ("guess", ["organiser"])):
            with (
                pytest.raises(ProgrammingError, match="row-level security"),
                transaction.atomic(),
                holding(digest_held),
            ):
                Membership.objects.create(user=me, organisation=ours, roles=roles)
        with holding(held):
            Invitation.objects.filter(digest=held).update(taken_by=me)
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Membership.objects.create(user=me, organisation=ours, roles=["analyst", "organiser"])
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Invitation.objects.filter(digest=held).update(roles=["organiser"])
            Membership.objects.create(user=me, organisation=ours, roles=["analyst"])


def test_a_stranger_sees_no_invitation() -> None:
    held = digest(offered(organisation()))
    with acting(organiser_of(organisation(name="Another (invented)"))):
        assert not Invitation.objects.exists()
        assert held_invitation(held) is not None  # but for whoever has the code
