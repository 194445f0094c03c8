"""Delivery: in order, claimed before it is made, tried again when it fails, given up when its last day is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.chained import worker
from tests.web.made_exchange import Side, concluded, knows, sent, side, told, two, withdrawn

from tadasu.store import data_folder
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange import delivering
from tadasu.web.foundation.exchange.actions import suspend
from tadasu.web.foundation.exchange.delivering import CLAIM, deliver_due, wait_after
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Sending
from tadasu.web.project.database import Server

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def delivered(server: Server) -> Callable[..., int]:
    """The worker at work, so many minutes later."""

    def deliver(minutes: int = 0) -> int:
        with worker(server):
            return deliver_due(timezone.now() + timedelta(minutes=minutes))

    return deliver


def states(here: Side) -> list[tuple[int, str, str, int]]:
    with acting(here.actor):
        rows = Sending.objects.order_by("peer", "kind", "serial")
        return list(rows.values_list("serial", "state", "code", "tries"))


def test_within_an_instance_packages_take_the_same_way(delivered: Callable[..., int]) -> None:
    here, there = two()
    version = concluded(here)
    sent(here, there)
    withdrawn(here, version)
    sent(here, there)
    assert delivered() == 2
    assert states(here) == [(1, "delivered", "", 0), (2, "delivered", "", 0)]
    assert [status for _, _, _, status in told(there)] == ["withdrawn"]
    assert delivered() == 0


def test_a_job_waits_for_the_worker_as_soon_as_a_package_is_made(server: Server) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    here, there = two()
    concluded(here)
    sent(here, there)
    assert ProcrastinateJob.objects.filter(task_name="exchange.deliver-now", status="todo").count() == 1


def test_who_has_no_address_gets_files_only(delivered: Callable[..., int]) -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    knows(here, there)
    elsewhere(there)
    concluded(here)
    sent(here, there)
    assert delivered() == 0
    assert states(here) == [(1, "waits", "exchange-no-address", 1)]


def elsewhere(there: Side) -> None:
    """As if the other side were on another instance."""
    from tadasu.web.foundation.exchange.models import Identity

    with acting(there.actor):
        Identity.objects.filter(organisation=there.place).update(instance="0" * 32)


def test_what_fails_is_tried_again_later_and_holds_up_what_follows_it(
    delivered: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two()
    for n in range(2):
        concluded(here, basis=f"evidence:invented-{n}")
        sent(here, there)
    answer = delivering._answer

    def nobody(sending: Sending) -> bytes:
        raise Fault("exchange-unreachable")

    monkeypatch.setattr(delivering, "_answer", nobody)
    assert delivered() == 0
    assert states(here) == [(1, "waits", "exchange-unreachable", 1), (2, "waits", "", 0)]
    monkeypatch.setattr(delivering, "_answer", answer)
    assert delivered() == 0
    assert delivered(minutes=2) == 2


def test_keys_of_one_that_cannot_be_read_hold_up_no_other(delivered: Callable[..., int]) -> None:
    here, there = two()
    other = side("Fourthmar Newsroom (invented)", "civil-society")
    knows(other, there)
    knows(there, other)
    for one in (here, other):
        concluded(one)
        sent(one, there)
    (file,) = (data_folder() / "exchange" / str(here.place.id)).iterdir()
    whole = file.read_bytes()
    file.write_bytes(b"nothing")
    try:
        assert delivered() == 1
    finally:
        file.write_bytes(whole)
    assert states(here) == [(1, "waits", "exchange-keys", 1)]
    assert delivered(minutes=2) == 1


def test_a_worker_that_is_killed_in_the_middle_leaves_it_to_the_next_and_it_is_taken_once(
    delivered: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two()
    concluded(here)
    sent(here, there)
    answer = delivering._answer

    def killed(sending: Sending) -> bytes:
        answer(sending)
        raise SystemExit

    monkeypatch.setattr(delivering, "_answer", killed)
    with pytest.raises(SystemExit):
        delivered()
    assert states(here) == [(1, "waits", "", 0)]
    assert len(told(there)) == 1
    monkeypatch.setattr(delivering, "_answer", answer)
    assert delivered() == 0
    assert delivered(minutes=CLAIM.seconds // 60 + 1) == 1
    assert states(here) == [(1, "delivered", "", 0)]
    assert len(told(there)) == 1


def test_what_is_not_delivered_in_time_is_given_up_and_goes_with_the_next(delivered: Callable[..., int]) -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    knows(here, there)
    elsewhere(there)
    concluded(here)
    sent(here, there)
    delivered()
    with acting(here.actor):
        row = Sending.objects.get()
    out_of_time(row)
    delivered(minutes=5)
    assert states(here)[0][1] == "expired"
    (again,) = sent(here, there)
    assert (again.serial, again.lines) == (2, 1)


def out_of_time(row: Sending) -> None:
    """Its last day was yesterday: only the owner can say so."""
    from tests.web.running import started

    from tadasu.web.project.database import DATABASE

    started().execute("UPDATE exchange_sending SET expires = current_date - 2", database=DATABASE)


def test_nothing_is_delivered_to_a_peer_who_is_suspended(delivered: Callable[..., int]) -> None:
    here, there = two()
    concluded(here)
    sent(here, there)
    with acting(here.actor):
        suspend(here.actor, peer=here.peer(there))
    assert delivered() == 0
    assert states(here) == [(1, "waits", "", 0)]


def test_a_peer_who_is_suspended_while_others_are_served_is_given_nothing_any_more(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two()
    concluded(here)
    (one,) = sent(here, there)
    with acting(here.actor):
        suspend(here.actor, peer=here.peer(there))
    monkeypatch.setattr(delivering, "_answer", pytest.fail)
    with worker(server):
        assert not delivering.deliver(one.id, timezone.now())
    assert states(here) == [(1, "waits", "", 0)]


def test_whom_they_have_suspended_tries_again(delivered: Callable[..., int]) -> None:
    here, there = two()
    concluded(here)
    sent(here, there)
    with acting(there.actor):
        suspend(there.actor, peer=there.peer(here))
    assert delivered() == 0
    assert states(here) == [(1, "waits", "exchange-suspended", 1)]


def test_waits_grow_and_end() -> None:
    waits = [wait_after(n) for n in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
