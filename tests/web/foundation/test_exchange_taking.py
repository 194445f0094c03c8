"""What becomes of a package: taken once, in its order; or refused with a code of its own, and nothing is written."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from tests.web.made_exchange import COUNT, Side, arrives, framed, knows, manifest, package, side, two
from tests.web.recorded import recorded

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange._own import today
from tadasu.web.foundation.exchange._package import packed, sealed
from tadasu.web.foundation.exchange._receipt import Answer, read_receipt
from tadasu.web.foundation.exchange.actions import suspend
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Arrival, Statistic

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def both() -> tuple[Side, Side]:
    return two()


def kept(there: Side) -> tuple[int, int]:
    """How many counts and how many packages the other side has."""
    with acting(there.actor):
        return Statistic.objects.count(), Arrival.objects.count()


def code_of(there: Side, data: bytes) -> str:
    """With which code it is refused, by an error or by a signed receipt; nothing of it is kept."""
    try:
        receipt = arrives(there, data)
    except Fault as fault:
        assert kept(there) == (0, 0)
        return fault.code
    assert receipt.answer is Answer.REFUSED
    assert receipt.signed_by(there.own.now.public)
    assert kept(there) == (0, 1)
    return receipt.code


def test_a_package_is_taken_and_the_recipient_signs_that_it_was(both: tuple[Side, Side]) -> None:
    here, there = both
    receipt = arrives(there, package(here, there))
    assert (receipt.answer, receipt.serial, receipt.missing) == (Answer.TAKEN, 1, ())
    assert read_receipt(receipt.written()).signed_by(there.own.now.public)
    with acting(there.actor):
        count = Statistic.objects.get()
        assert (count.count, count.peer.known_as) == (12, here.place.name)
        assert Arrival.objects.get().counts == {"counts": 1}
    taken = recorded(organisation=there.place.id)[-1]
    assert (taken.act, taken.text.detail["answer"], taken.system) == ("exchange.take", "taken", True)


def test_the_same_package_twice_has_its_effect_once_and_is_told_so(both: tuple[Side, Side]) -> None:
    here, there = both
    frame = framed(here, manifest(here, there))
    first, again, anew = (arrives(there, sealed(frame, there.own.now.receiving)) for _ in range(3))
    assert [first.answer, again.answer, anew.answer] == [Answer.TAKEN, Answer.AGAIN, Answer.AGAIN]
    assert kept(there) == (1, 1)
    assert len([one for one in recorded(organisation=there.place.id) if one.act == "exchange.take"]) == 1


def test_packages_of_a_series_follow_one_another(both: tuple[Side, Side]) -> None:
    here, there = both
    first = framed(here, manifest(here, there))
    arrives(there, sealed(first, there.own.now.receiving))
    other = package(here, there, 2, previous="1" * 64)
    assert arrives(there, other).code == "exchange-chain"
    assert arrives(there, package(here, there, 2, previous=sha256(first).hexdigest())).answer is Answer.TAKEN


def test_an_older_number_after_a_newer_is_refused(both: tuple[Side, Side]) -> None:
    here, there = both
    assert arrives(there, package(here, there, 4)).missing == (1, 2, 3)
    late = arrives(there, package(here, there, 3))
    assert (late.answer, late.code) == (Answer.REFUSED, "exchange-old")
    assert kept(there) == (1, 2)


def test_of_a_kind_that_withdraws_nothing_is_taken_before_what_came_earlier(both: tuple[Side, Side]) -> None:
    here, there = both
    receipt = arrives(there, package(here, there, 3, {"any": "thing"}, kind="findings"))
    assert (receipt.answer, receipt.missing) == (Answer.WAITS, (1, 2))
    assert arrives(there, package(here, there, 1, COUNT, kind="findings")).code == "exchange-document"
    with acting(there.actor):
        assert not Arrival.objects.filter(answer="taken").exists()


def test_a_package_that_is_refused_in_its_place_lets_the_next_one_in(both: tuple[Side, Side]) -> None:
    here, there = both
    first = framed(here, manifest(here, there), COUNT | {"name": "Ikumi Tanemoto (invented)"})
    refused = arrives(there, sealed(first, there.own.now.receiving))
    assert refused.code == "exchange-document"
    assert arrives(there, sealed(first, there.own.now.receiving)).answer is Answer.REFUSED
    assert arrives(there, package(here, there, 2, previous=sha256(first).hexdigest())).answer is Answer.TAKEN


def test_a_package_for_somebody_else_is_refused_though_it_is_sealed_to_us(both: tuple[Side, Side]) -> None:
    here, there = both
    third = side("Thirdlund Ministry (invented)")
    frame = framed(here, manifest(here, third))
    assert code_of(there, sealed(frame, there.own.now.receiving)) == "exchange-recipient"


def test_a_package_that_another_has_signed_is_refused(both: tuple[Side, Side]) -> None:
    here, there = both
    third = side("Thirdlund Ministry (invented)")
    frame = packed(manifest(here, there), {"statistics": [COUNT]}, third.own.now.signing)
    assert code_of(there, sealed(frame, there.own.now.receiving)) == "exchange-signature"


def test_a_package_of_somebody_unknown_is_refused(both: tuple[Side, Side]) -> None:
    _, there = both
    third = side("Thirdlund Ministry (invented)")
    assert code_of(there, package(third, there)) == "exchange-unknown-peer"


def test_a_card_that_only_one_person_took_lets_nothing_in(both: tuple[Side, Side]) -> None:
    from tadasu.web.foundation.exchange.actions import propose

    _, there = both
    third = side("Thirdlund Ministry (invented)")
    with acting(there.actor):
        propose(there.actor, organisation=there.place, card=third.card, takes=["statistics"], gives=[])
    assert code_of(there, package(third, there)) == "exchange-unknown-peer"


def test_what_is_sealed_to_another_key_is_not_opened(both: tuple[Side, Side]) -> None:
    here, there = both
    assert code_of(there, sealed(framed(here, manifest(here, there)), here.own.now.receiving)) == "exchange-not-opened"


def test_what_must_be_sealed_is_not_taken_without_its_seal(both: tuple[Side, Side]) -> None:
    here, there = both
    assert code_of(there, framed(here, manifest(here, there))) == "exchange-unsealed"


def test_days_are_held_to(both: tuple[Side, Side]) -> None:
    here, there = both
    created, expires = today() - timedelta(days=9), today() - timedelta(days=1)
    assert code_of(there, package(here, there, created=created, expires=expires)) == "exchange-expired"


def test_a_package_of_the_future_is_refused(both: tuple[Side, Side]) -> None:
    here, there = both
    assert code_of(there, package(here, there, created=today() + timedelta(days=3))) == "exchange-future"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "manuscripts"}, "exchange-unknown-kind"),
        ({"kind_version": 2}, "exchange-unknown-version"),
    ],
)
def test_kinds_that_nobody_knows_are_refused(both: tuple[Side, Side], changed: dict[str, Any], code: str) -> None:
    here, there = both
    assert code_of(there, package(here, there, **changed)) == code


def test_a_kind_that_was_not_agreed_is_refused(both: tuple[Side, Side]) -> None:
    here, _ = both
    there = side("Narrow Bureau (invented)")
    knows(there, here, takes=["findings"])
    assert code_of(there, package(here, there)) == "exchange-not-taken"


def test_while_a_peer_is_suspended_nothing_is_taken_and_afterwards_it_is(both: tuple[Side, Side]) -> None:
    from tadasu.web.foundation.exchange.actions import resume

    here, there = both
    data = package(here, there)
    with acting(there.actor):
        suspend(there.actor, peer=there.peer(here))
    assert code_of(there, data) == "exchange-suspended"
    with acting(there.actor):
        resume(there.actor, peer=there.peer(here))
    assert arrives(there, data).answer is Answer.TAKEN


def test_more_than_one_document_than_the_kind_has_is_refused(both: tuple[Side, Side]) -> None:
    here, there = both
    said = manifest(here, there)
    frame = packed(said, {"statistics": [COUNT], "more": [COUNT]}, here.own.now.signing)
    assert code_of(there, sealed(frame, there.own.now.receiving)) == "exchange-document"


def test_what_one_document_breaks_undoes_all_of_the_package(both: tuple[Side, Side]) -> None:
    here, there = both
    lines = [COUNT, COUNT | {"month": "2026-10", "count": 3}]
    assert code_of(there, package(here, there, 1, *lines)) == "exchange-document"


def test_an_organisation_sees_nothing_of_the_exchange_of_another(both: tuple[Side, Side]) -> None:
    here, there = both
    arrives(there, package(here, there))
    with acting(here.actor):
        assert not Arrival.objects.exists()
        assert not Statistic.objects.exists()
