"""Tokens: made on a page, shown once, kept as a digest, within the rights of their person, ended."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made import join, organisation, person
from tests.web.made_api import Program, kept, later, problem, somebody, token_of
from tests.web.recorded import recorded
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.api import _shown
from tadasu.web.api.actions import MOST, give_up_token, make_token, revoke_token
from tadasu.web.api.models import Token
from tadasu.web.api.queries import tokens
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Organisation, User

pytestmark = pytest.mark.usefixtures("database")


def now(user: User) -> Any:
    """Who somebody is who has just signed in."""
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def browser(user: User, *, ago: timedelta = timedelta()) -> Client:
    with_authenticator(user)
    return signed_in(user, ago=ago)


def test_a_token_is_shown_once_and_only_its_digest_is_kept() -> None:
    place = organisation()
    user = person(place, "analyst")
    client = browser(user)
    answer = client.post(
        reverse("api-make-token", args=[place.id]), {"name": "nightly", "scopes": ["screening"], "days": "30"}
    )
    page = answer.content.decode()
    token = page.split("<code>")[1].split("</code>")[0]
    assert token.startswith("tadasu_")
    assert Program(token).get("/token").json()["name"] == "nightly"
    with connection.cursor() as cursor, acting(now(user)):
        cursor.execute("SELECT row_to_json(api_token)::text FROM api_token")
        assert token[len("tadasu_") + 4 :] not in str(cursor.fetchall())
    listing = client.get(reverse("api-tokens", args=[place.id])).content.decode()
    assert token[:11] in listing
    assert token not in listing


def test_making_and_revoking_are_recorded_without_the_token() -> None:
    place = organisation()
    user = person(place, "analyst")
    token = token_of(user, place, "screening")
    with acting(now(user)):
        revoke_token(now(user), token=kept(token), reason="the machine is gone")
    said = recorded(organisation=place.id)
    assert [one.act for one in said] == ["api.make-token", "api.revoke-token"]
    assert {one.subject_id for one in said} == {kept(token).id}
    assert token not in str([(one.text.reason, one.text.detail) for one in said])


def test_a_fresh_sign_in_is_asked_for_before_a_token_is_made() -> None:
    place = organisation()
    client = browser(person(place, "analyst"), ago=timedelta(minutes=11))
    answer = client.post(
        reverse("api-make-token", args=[place.id]), {"name": "x", "scopes": ["screening"], "days": "7"}
    )
    assert answer.status_code == 302
    assert "again" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"scopes": ["everything"]}, "api-no-such-scope"),
        ({"scopes": []}, "api-no-such-scope"),
        ({"days": 0}, "api-days"),
        ({"days": 4000}, "api-days"),
        ({"name": " "}, "api-name"),
        ({"name": "x" * 81}, "api-name"),
    ],
)
def test_a_token_of_another_kind_is_not_made(named: dict[str, Any], code: str) -> None:
    place = organisation()
    actor = now(person(place, "analyst"))
    asked: dict[str, Any] = {"name": "x", "scopes": ["screening"], "days": 7, **named}
    with acting(actor), pytest.raises(UsageError) as raised:
        make_token(actor, organisation=place, **asked)
    assert raised.value.code == code


def test_nobody_has_more_than_a_few_tokens() -> None:
    place = organisation()
    user = person(place, "analyst")
    for _ in range(MOST):
        token_of(user, place, "screening")
    with pytest.raises(UsageError, match="api-tokens-many"):
        token_of(user, place, "screening")


def test_one_sees_one_s_own_tokens_and_an_organiser_all() -> None:
    place = organisation()
    one, other, organiser = person(place, "analyst"), person(place, "analyst"), person(place, "organiser")
    token_of(one, place), token_of(other, place)

    def seen(user: User) -> int:
        with acting(now(user)):
            return tokens(now(user), place).count()

    assert [seen(user) for user in (one, other, organiser)] == [1, 1, 2]


def test_a_colleague_cannot_revoke_a_token_and_an_organiser_can() -> None:
    place = organisation()
    token = kept(token_of(person(place, "analyst"), place))
    colleague, organiser = now(person(place, "analyst")), now(person(place, "organiser"))
    with acting(colleague), pytest.raises(Refused):
        revoke_token(colleague, token=token, reason="mine now")
    with acting(organiser):
        revoke_token(organiser, token=token, reason="left behind")
    with acting(organiser), pytest.raises(UsageError, match="api-token-over"):
        revoke_token(organiser, token=token, reason="again")


def test_another_organisation_s_token_is_not_there_on_the_pages() -> None:
    place, elsewhere = organisation(), organisation(name="Another (invented)")
    token = kept(token_of(person(place, "analyst"), place))
    client = browser(person(elsewhere, "organiser"))
    assert client.get(reverse("api-tokens", args=[place.id])).status_code == 404
    assert client.get(reverse("api-revoke-token", args=[place.id, token.id])).status_code == 404
    assert client.post(reverse("api-revoke-token", args=[elsewhere.id, token.id]), {"reason": "x"}).status_code == 404
    assert kept_again(token).revoked_at is None


def kept_again(token: Token) -> Token:
    with acting(now(token.user)):
        return Token.objects.get(pk=token.pk)


def test_a_token_says_who_it_is_and_can_end_itself() -> None:
    token = somebody("screening")
    program = Program(token)
    said = program.get("/token").json()
    assert said["begins"] == token[:11]
    assert said["scopes"] == ["screening"]
    assert UUID(said["organisation"]) == kept(token).organisation_id
    ended = program.delete("/token")
    assert (ended.status_code, ended.content) == (204, b"")
    assert problem(program.get("/token")) == (401, "token-revoked")


def test_a_token_is_over_at_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(somebody("screening"))
    with later(monkeypatch, timedelta(days=29)):
        assert program.get("/token").status_code == 200
    with later(monkeypatch, timedelta(days=31)):
        assert problem(program.get("/token")) == (401, "token-expired")


def test_of_its_use_only_the_day_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    token = somebody("screening")
    assert kept(token).used_on is None
    Program(token).get("/token")
    assert kept(token).used_on == timezone.localdate()
    with later(monkeypatch, timedelta(days=2)):
        Program(token).get("/token")
        assert kept(token).used_on == timezone.localdate()


def test_the_token_of_somebody_who_left_opens_nothing() -> None:
    place = organisation()
    user = person(place, "analyst")
    program = Program(token_of(user, place))
    assert program.get("/token").status_code == 200
    end_place(user, place)
    assert problem(program.get("/token")) == (401, "token-without-place")


def end_place(user: User, place: Organisation) -> None:
    with acting(now(user)):
        Membership.objects.filter(user=user, organisation=place).update(until=timezone.now() - timedelta(seconds=1))


def test_the_token_of_a_closed_account_opens_nothing() -> None:
    place = organisation()
    user = person(place, "analyst")
    program = Program(token_of(user, place))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert problem(program.get("/token")) == (401, "token-without-place")


def test_a_token_acts_in_its_own_organisation_alone() -> None:
    """Though its person has a place in another one too."""
    place, elsewhere = organisation(), organisation(name="Another (invented)")
    user = person(place, "analyst")
    join(user, elsewhere, "organiser")
    token = token_of(user, place)
    request: Any = type("Asked", (), {"headers": {"Authorization": f"Bearer {token}"}})()
    known = _shown.shown(request)
    assert known is not None
    assert known.actor.organisations == (place.id,)
    assert known.actor.signed_in_at is None


def test_what_wants_a_fresh_sign_in_no_token_can_do() -> None:
    place = organisation()
    token = token_of(person(place, "organiser"), place)
    request: Any = type("Asked", (), {"headers": {"Authorization": f"ApiKey {token}"}})()
    known = _shown.shown(request)
    assert known is not None
    with acting(known.actor), pytest.raises(Refused):
        make_token(known.actor, organisation=place, name="x", scopes=["screening"], days=300)


def test_a_program_ends_its_own_token_and_no_other() -> None:
    place = organisation()
    mine, other = person(place, "analyst"), person(place, "organiser")
    with acting(now(other)), pytest.raises(Refused):
        give_up_token(now(other), token=kept(token_of(mine, place)))
