"""Two at the same time, each with a connection: one draft, one application, one use of an invitation."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made_applications import Desk, begun, filled, held
from tests.web.made_box import Known, as_holder
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.queries import letters_of
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.actions.drafting import begin, draft_of
from tadasu.web.funding.applications.actions.sending import send
from tadasu.web.funding.applications.actions.withdrawing import withdraw
from tadasu.web.funding.applications.models import Draft
from tadasu.web.funding.calls import actions as calls
from tadasu.web.funding.calls.models import Call


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    with transaction.atomic():
        made = Desk()
    yield made
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def begins(box: Known, call: Call, invitation: str = "") -> None:
    with as_holder(box) as visit, transaction.atomic():
        begin(visit, call=call.id, invitation=invitation)


def sends(box: Known, done: list[bool]) -> None:
    with as_holder(box) as visit, transaction.atomic():
        done.append(send(visit, language="ja"))


def ready(box: Known, call: Call, invitation: str = "") -> None:
    """A draft that can be sent."""
    with transaction.atomic():
        begun(box, call, invitation=invitation)
        filled(box)


def test_an_application_that_is_sent_twice_at_once_is_one(desk: Desk) -> None:
    ready(desk.box, desk.call)
    done: list[bool] = []
    assert at_once(lambda: sends(desk.box, done), lambda: sends(desk.box, done)) == [None, None]
    assert sorted(done) == [False, True]
    with as_holder(desk.box) as visit:
        (found,) = queries.applications_in(desk.box.id)
        assert (found.versions, len(queries.versions_of(found)), len(letters_of(visit.box))) == (1, 1, 1)
        assert not Draft.objects.exists()


def test_two_begin_in_one_box_at_once_and_there_is_one_draft(desk: Desk) -> None:
    begin_it = [lambda: begins(desk.box, desk.call)] * 2
    assert at_once(*begin_it) == [None, None]
    with as_holder(desk.box) as visit:
        assert Draft.objects.count() == 1
        assert draft_of(visit) is not None


def test_of_two_who_send_with_one_invitation_at_once_one_does_and_the_other_keeps_the_draft(desk: Desk) -> None:
    with transaction.atomic():
        invited = desk.opened("invited")
        actor = lately(desk.officer)
        with acting(actor):
            code = calls.invite(actor, call=invited.id).code
        other = desk.another_box()
    for box in (desk.box, other):
        ready(box, invited, code)
    done: list[bool] = []
    raised = at_once(*[lambda box=box: sends(box, done) for box in (desk.box, other)])
    assert done == [True]
    (refused,) = [one for one in raised if one is not None]
    assert isinstance(refused, UsageError)
    assert refused.code == "calls-invitation"
    drafts = 0
    for box in (desk.box, other):
        with as_holder(box):
            drafts += Draft.objects.count()
    assert drafts == 1


def test_sent_again_while_it_is_taken_back_it_is_either_and_nothing_is_half(desk: Desk) -> None:
    ready(desk.box, desk.call)
    sends(desk.box, [])
    ready(desk.box, desk.call)
    found = held(desk.box)

    def back() -> None:
        with as_holder(desk.box) as visit, transaction.atomic():
            withdraw(visit, application=found)

    assert at_once(back, lambda: sends(desk.box, [])) == [None, None]
    with as_holder(desk.box):
        rows = list(queries.applications_in(desk.box.id).order_by("state"))
        running = [one for one in rows if one.state == "received"]
        assert [one.state for one in rows if one not in running] == ["withdrawn"]
        assert all(len(queries.versions_of(one)) == one.versions == 1 for one in running)
        assert all(queries.versions_of(one) == [] for one in rows if one not in running)
    connection.close()
