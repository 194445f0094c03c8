"""Two at the same time: one release, one entry in the ledger, one award of a decision."""

from collections.abc import Iterator

import pytest
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made_awards import Desk
from tests.web.made_vault import Holder, holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Arrived
from tadasu.web.funding.awards.models import Step

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    for name in list(_files.names()):
        _files.remove(name)


def refused(raised: list[BaseException | None]) -> list[str]:
    """What those who came second were told; nothing else was raised."""
    assert all(one is None or isinstance(one, UsageError) for one in raised), raised
    return [one.code for one in raised if isinstance(one, UsageError)]


def test_two_who_release_and_note_at_once_do_it_once(desk: Desk) -> None:
    other = holder(desk.place, "payer")
    award = desk.signed(readers=(*desk.readers, other.id))
    payment = desk.prepared(award)

    for payer in (desk.payer, other):
        desk.read(payer, payment.record)

    def release(by: Holder) -> None:
        desk.does(by, actions.release_payment, payment=payment.id, key=by.key)

    assert refused(at_once(lambda: release(desk.payer), lambda: release(other))) == ["awards-payment-state"]
    before = len(desk.books.entries())
    arrived = Arrived(on=desk.today, amount=payment.amount, currency=payment.currency)

    def note(by: Holder) -> None:
        desk.does(by, actions.note_paid, payment=payment.id, arrived=arrived)

    assert refused(at_once(lambda: note(desk.payer), lambda: note(other))) == ["awards-payment-state"]
    assert len(desk.books.entries()) == before + 1
    with acting(desk.officer.actor):
        steps = Step.objects.filter(award=award, act__in=("released", "paid")).order_by("number")
        assert [one.act for one in steps] == ["released", "paid"]
