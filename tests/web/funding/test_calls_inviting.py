"""An invitation is a code that opens one application; who was invited is kept nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.web.made_calls import Desk
from tests.web.made_vault import lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.funding.calls import actions, queries
from tadasu.web.funding.calls.actions import Invited
from tadasu.web.funding.calls.models import Call, Invitation

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


@pytest.fixture
def call(desk: Desk) -> Call:
    return desk.opened("invited")


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(UsageError) as raised:
        act(*args, **more)
    return raised.value.code


def invited(desk: Desk, call: Call, **more: Any) -> Invited:
    actor = lately(desk.officer)
    with acting(actor):
        return actions.invite(actor, call=call.id, **more)


def used(code: str, call: Call) -> Call:
    with acting(ANONYMOUS):
        return actions.use_invitation(code, call=call.id)


def test_a_code_is_used_once_however_it_is_typed(desk: Desk, call: Call) -> None:
    made = invited(desk, call)
    assert used(f" {made.code.upper().replace('-', ' ')}", call).id == call.id
    assert code_of(used, made.code, call) == "calls-invitation"


def test_the_code_stands_nowhere_and_nobody_sees_an_invitation_without_it(desk: Desk, call: Call) -> None:
    made = invited(desk, call)
    with acting(ANONYMOUS):
        assert not Invitation.objects.exists()
        held = queries.held_invitation(made.code)
        assert held is not None
        assert held.call_id == call.id
        assert queries.held_invitation("aaaaa") is None
    with acting(lately(desk.officer)), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM calls_invitation one")
        kept = str(cursor.fetchall())
    assert made.code not in kept
    assert made.code.replace("-", "") not in kept


def test_using_a_code_is_in_no_record_of_acts(desk: Desk, call: Call) -> None:
    made = invited(desk, call)
    used(made.code, call)
    done = {one.act for one in (*recorded(organisation=desk.place.id), *recorded())}
    assert "calls.invite" in done
    assert "calls.use-invitation" not in done


def test_a_code_opens_nothing_in_another_call(desk: Desk, call: Call) -> None:
    made = invited(desk, call)
    assert code_of(used, made.code, desk.opened("invited")) == "calls-invitation"


def test_what_is_withdrawn_or_over_opens_nothing(desk: Desk, call: Call, monkeypatch: Any) -> None:
    one, other = invited(desk, call), invited(desk, call, ends_on=desk.today)
    actor = lately(desk.officer)
    with acting(actor):
        actions.withdraw_invitation(actor, invitation=one.invitation.id)
        assert code_of(actions.withdraw_invitation, actor, invitation=one.invitation.id) == "calls-invitation"
    assert code_of(used, one.code, call) == "calls-invitation"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: desk.today + timedelta(days=1))
    assert code_of(used, other.code, call) == "calls-invitation"


def test_only_an_open_call_by_invitation_invites_and_no_longer_than_it_runs(desk: Desk, call: Call) -> None:
    assert call.closes_on is not None
    assert code_of(invited, desk, desk.opened()) == "calls-not-invited"
    assert code_of(invited, desk, desk.draft("invited")) == "calls-state"
    assert code_of(invited, desk, call, ends_on=call.closes_on + timedelta(days=1)) == "calls-day"
    actor = lately(desk.reviewer)
    with acting(actor), pytest.raises(Refused):
        actions.invite(actor, call=call.id)


def test_an_invited_call_is_listed_nowhere(desk: Desk, call: Call) -> None:
    with acting(ANONYMOUS):
        assert not queries.open_calls().exists()
