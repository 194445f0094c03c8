"""What is sent: everything that is new since the last package, the withdrawn too; it has arrived when the peer has signed it."""

import pytest
from tests.web.made_exchange import (
    Side,
    actor_in,
    arrives,
    carried,
    concluded,
    knows,
    sent,
    side,
    told,
    two,
    withdrawn,
)

from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.exchange._canonical import canonical, read
from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange._signing import Of
from tadasu.web.foundation.exchange._signing import sign as seal_of
from tadasu.web.foundation.exchange.actions import for_the_way, save_file, send, sending, suspend, take_receipt
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Sending

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def both() -> tuple[Side, Side]:
    return two()


def refused(here: Side, there: Side, kind: str = "findings") -> str:
    with pytest.raises(Fault) as found:
        sent(here, there, kind)
    return found.value.code


def states(here: Side) -> list[tuple[int, str]]:
    with acting(here.actor):
        return list(Sending.objects.order_by("serial").values_list("serial", "state"))


def test_a_finding_arrives_as_theirs_and_is_gone_when_they_withdraw_it(both: tuple[Side, Side]) -> None:
    here, there = both
    version = concluded(here)
    (one,) = sent(here, there)
    assert carried(here, there, one).answer is Answer.TAKEN
    assert told(there) == [(here.place.name, "Gozmara Knitting (invented)", 1, "in-force")]
    assert refused(here, there) == "exchange-nothing-new"
    withdrawn(here, version)
    (two_,) = sent(here, there)
    assert (two_.serial, two_.lines) == (2, 1)
    assert carried(here, there, two_).answer is Answer.TAKEN
    assert told(there) == [(here.place.name, "Gozmara Knitting (invented)", 1, "withdrawn")]
    assert states(here) == [(1, "delivered"), (2, "delivered")]


def test_a_withdrawal_that_was_lost_on_the_way_is_asked_for_and_comes(both: tuple[Side, Side]) -> None:
    here, there = both
    version = concluded(here)
    (one,) = sent(here, there)
    carried(here, there, one)
    withdrawn(here, version)
    (lost,) = sent(here, there)
    with acting(here.actor):
        save_file(here.actor, sending=lost)
    concluded(here, basis="evidence:invented-2", name="Another Mill (invented)")
    (third,) = sent(here, there)
    answer = carried(here, there, third)
    assert (answer.answer, answer.missing) == (Answer.WAITS, (2,))
    assert states(here) == [(1, "delivered"), (2, "waits"), (3, "waits")]
    for waiting in (lost, third):
        assert carried(here, there, waiting).answer is Answer.TAKEN
    assert [(title, status) for _, title, _, status in told(there)] == [
        ("Another Mill (invented)", "in-force"),
        ("Gozmara Knitting (invented)", "withdrawn"),
    ]


def test_what_was_refused_is_sent_again_with_the_next_package(both: tuple[Side, Side]) -> None:
    here, _ = both
    there = side("Narrow Bureau (invented)")
    knows(there, here, takes=["statistics"])
    knows(here, there)
    concluded(here)
    (one,) = sent(here, there)
    assert carried(here, there, one).code == "exchange-not-taken"
    assert states(here) == [(1, "refused")]
    knows(there, here, takes=["findings"])
    concluded(here, basis="evidence:invented-2", name="Another Mill (invented)")
    (again,) = sent(here, there)
    assert (again.serial, again.lines) == (2, 2)
    assert carried(here, there, again).answer is Answer.TAKEN
    assert len(told(there)) == 2


def test_a_part_that_was_refused_is_sent_again_though_the_last_part_arrived(
    both: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = both
    monkeypatch.setattr(sending, "PART", 1)
    for n in range(2):
        concluded(here, basis=f"evidence:invented-{n}", name=f"Mill {n} (invented)")
    first, last = sent(here, there)
    knows(there, here, takes=["statistics"])
    assert carried(here, there, first).code == "exchange-not-taken"
    knows(there, here)
    assert carried(here, there, last).answer is Answer.TAKEN
    assert len(told(there)) == 1
    again = sent(here, there)
    assert [carried(here, there, one).answer for one in again] == [Answer.TAKEN] * 2
    assert len(told(there)) == 2
    assert refused(here, there) == "exchange-nothing-new"


def test_what_was_taken_from_others_is_not_passed_on(both: tuple[Side, Side]) -> None:
    here, there = both
    concluded(here)
    carried(here, there, sent(here, there)[0])
    third = side("Thirdlund Ministry (invented)")
    knows(there, third)
    assert refused(there, third) == "exchange-nothing-new"


def test_nothing_leaves_to_whom_nothing_was_agreed(both: tuple[Side, Side]) -> None:
    here, _ = both
    third = side("Thirdlund Ministry (invented)")
    knows(here, third, gives=["statistics"])
    concluded(here)
    assert refused(here, third) == "exchange-not-given"
    assert refused(here, third, "manuscripts") == "exchange-unknown-kind"


def test_nothing_leaves_to_a_peer_who_is_suspended(both: tuple[Side, Side]) -> None:
    here, there = both
    concluded(here)
    (one,) = sent(here, there)
    with acting(here.actor):
        suspend(here.actor, peer=here.peer(there))
        with pytest.raises(Fault):
            save_file(here.actor, sending=one)
    assert refused(here, there) == "exchange-suspended"


def test_who_does_not_speak_for_the_organisation_sends_nothing(both: tuple[Side, Side]) -> None:
    here, there = both
    for role in ("documenter", "organiser", "auditor"):
        somebody = actor_in(here.place, role)
        with acting(somebody), pytest.raises(Refused):
            send(somebody, peer=here.peer(there), kind="findings")


def test_a_receipt_counts_when_the_peer_has_signed_it(both: tuple[Side, Side]) -> None:
    here, there = both
    concluded(here)
    (one,) = sent(here, there)
    with acting(here.actor):
        data = arrives(there, for_the_way(one)).written()
        for changed in (data[:-9] + b'00000000"}'[-9:], data.replace(b'"taken"', b'"again"'), b"{}", data[:-1]):
            with pytest.raises(Fault) as found:
                take_receipt(here.actor, peer=here.peer(there), data=changed)
            assert found.value.code == "exchange-receipt"
        assert states(here) == [(1, "waits")]
        take_receipt(here.actor, peer=here.peer(there), data=data)
    assert states(here) == [(1, "delivered")]


@pytest.mark.parametrize(
    "changed",
    [{"package": "\0"}, {"recipient": "\0"}, {"kind": "A"}, {"at": "0001-01-01T00:00:00+14:00"}, {"at": "2026-11-25"}],
)
def test_a_receipt_that_says_what_nobody_can_hold_is_none_though_it_is_signed(
    both: tuple[Side, Side], changed: dict[str, str]
) -> None:
    here, there = both
    concluded(here)
    (one,) = sent(here, there)
    with acting(here.actor):
        said = read(arrives(there, for_the_way(one)).written())
    assert isinstance(said, dict)
    del said["signature"]
    said.update(changed)
    signature = seal_of(there.own.now.signing, Of.RECEIPT, canonical(said)).hex()
    with acting(here.actor), pytest.raises(Fault) as found:
        take_receipt(here.actor, peer=here.peer(there), data=canonical({**said, "signature": signature}))
    assert found.value.code == "exchange-receipt"


def test_a_third_cannot_sign_that_it_arrived(both: tuple[Side, Side]) -> None:
    here, there = both
    third = side("Thirdlund Ministry (invented)")
    knows(here, third)
    knows(third, here)
    concluded(here)
    (one,) = sent(here, third)
    (other,) = sent(here, there)
    with acting(here.actor):
        data = for_the_way(one)
    receipt = arrives(third, data).written()
    with acting(here.actor), pytest.raises(Fault):
        take_receipt(here.actor, peer=here.peer(there), data=receipt)
    assert other.state == "waits"


def test_much_becomes_several_packages_and_the_last_one_says_up_to_where(
    both: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = both
    monkeypatch.setattr(sending, "PART", 2)
    for n in range(5):
        concluded(here, basis=f"evidence:invented-{n}", name=f"Mill {n} (invented)")
    made = sent(here, there)
    assert [(one.serial, one.lines) for one in made] == [(1, 2), (2, 2), (3, 1)]
    assert [one.mark > one.since for one in made] == [False, False, True]
    assert [carried(here, there, one).answer for one in made] == [Answer.TAKEN] * 3
    assert len(told(there)) == 5
