"""What must be committed to be seen: several at once, and what is recorded of somebody without an account."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.web.made import PASSWORD, organisation, person
from tests.web.signing_in import SECOND, SIGN_IN, forget_tries, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts._codes import digest_of
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, User
from tadasu.web.project.database import DATABASE, Role, Server

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def fresh() -> None:
    forget_tries()


def test_a_failure_is_recorded_with_for_whom_and_never_with_what_was_typed(server: Server) -> None:
    known = person(login="known")
    secret = with_authenticator(known)
    client = Client()
    client.post(SIGN_IN, {"login": "known", "password": "canary-password"})
    client.post(SIGN_IN, {"login": "canary-login", "password": "canary-password"})
    client.post(SIGN_IN, {"login": "known", "password": PASSWORD})
    client.post(SECOND, {"code": "canary"})
    assert secret
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as reader:
        found = reader.execute(
            "SELECT act, subject_id, actor, detail FROM audit_entry JOIN audit_text ON id = entry_id ORDER BY number"
        ).fetchall()
    assert found == [
        ("accounts.sign-in-failed", known.id, None, {"step": "password"}),
        ("accounts.sign-in-failed", None, None, {"step": "password"}),
        ("accounts.sign-in-failed", known.id, None, {"step": "factor"}),
    ]


def test_of_two_tabs_one_gets_the_place() -> None:
    ours = organisation()
    organiser = actor_of(person(ours, "organiser"), second_factor=True, signed_in_at=timezone.now())
    with acting(organiser):
        code = actions.invite(organiser, organisation=ours, roles=["analyst"], days=7)
    held = digest_of(code, purpose=actions.INVITATION)
    together = Barrier(4)

    def tab(number: int) -> str:
        try:
            together.wait()
            with acting(ANONYMOUS):
                told = {"password": PASSWORD, "display_name": "", "language": "en"}
                actions.join(ANONYMOUS, digest=held, login=f"tab-{number}", **told)
        except UsageError as error:
            return error.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(4) as tabs:
        assert sorted(tabs.map(tab, range(4))) == ["accounts-code-closed"] * 3 + ["taken"]
    assert User.objects.filter(login__startswith="tab-").count() == 1


def test_two_organisers_who_leave_at_the_same_moment_do_not_both_go() -> None:
    ours = organisation()
    both = [person(ours, "organiser"), person(ours, "organiser")]
    actors = [actor_of(one, second_factor=True, signed_in_at=timezone.now()) for one in both]
    with acting(actors[0]):
        held = [Membership.objects.get(user=one) for one in both]
    together = Barrier(2)

    def leave(number: int) -> str:
        try:
            together.wait()
            with acting(actors[number]):
                actions.end_place(actors[number], place=held[number])
        except UsageError as error:
            return error.code
        finally:
            connection.close()
        return "gone"

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(leave, range(2))) == ["accounts-last-organiser", "gone"]
