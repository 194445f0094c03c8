"""Money goes by two people, and not while something stands in the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import Error, transaction
from tests.web.made_awards import AMOUNT, Desk
from tests.web.made_funding import in_force
from tests.web.made_parties import no_lists
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Arrived, Asked, Part
from tadasu.web.funding.awards.blocks import blocks_of
from tadasu.web.funding.awards.models import Award, Payment, Report
from tadasu.web.funding.awards.queries import to_release

pytestmark = pytest.mark.usefixtures("database")


def test_two_people_sign_and_the_money_is_set_aside() -> None:
    desk = Desk()
    award = desk.signed()
    assert award.state == "signed"
    assert desk.books.room().committed == AMOUNT
    paid = desk.paid(award)
    assert desk.now(award).state == "active"
    assert desk.books.room().paid == paid.amount == AMOUNT // 2


def test_whoever_prepared_a_payment_does_not_release_it() -> None:
    desk = Desk()
    award = desk.signed()
    payment = desk.prepared(award)
    with pytest.raises(Refused):
        desk.does(desk.officer, actions.release_payment, payment=payment.id)
    with pytest.raises(Refused):
        desk.does(desk.second, actions.release_payment, payment=payment.id)
    actor = lately(desk.officer.user)
    with acting(actor), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).update(
            state="released", released_by=desk.officer.user, released_on=desk.today
        )
    with acting(actor), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).update(
            state="released", released_by=desk.payer.user, released_on=desk.today
        )


def test_nothing_goes_while_a_condition_is_open_even_by_the_database() -> None:
    desk = Desk()
    award = desk.write(desk.begin(), conditions=(Asked(code="security-plan"), Asked(code="other", before=2, words="x")))
    award = desk.signed(award)
    payment = desk.prepared(award)
    with pytest.raises(UsageError) as error:
        desk.does(desk.payer, actions.release_payment, payment=payment.id)
    assert error.value.code == "awards-blocked"
    assert dict(error.value.params)["why"] == "condition"
    with acting(lately(desk.payer.user)), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).update(
            state="released", released_by=desk.payer.user, released_on=desk.today
        )
    desk.does(desk.officer, actions.waive, award=award.id, number=1, waiver="dangerous", words="They would be found.")
    desk.does(desk.payer, actions.release_payment, payment=payment.id)


@pytest.mark.parametrize(
    ("found", "verdict", "code"), [(True, "", "screening-unresolved"), (True, "same", "screening-match")]
)
def test_nothing_goes_while_the_lists_do_not_clear_the_payee(found: bool, verdict: str, code: str) -> None:
    desk = Desk()
    award = desk.signed(screened=False)
    payment = desk.prepared(award)
    with pytest.raises(UsageError) as error:
        desk.does(desk.payer, actions.release_payment, payment=payment.id)
    assert dict(error.value.params)["why"] == "screening-missing"
    desk.screened(award, found=found)
    if verdict:
        desk.does(desk.officer, actions.judge, award=award.id, number=1, verdict=verdict)
        desk.does(desk.second, actions.judge, award=award.id, number=1, verdict=verdict)
    with pytest.raises(UsageError) as error:
        desk.does(desk.payer, actions.release_payment, payment=payment.id)
    assert dict(error.value.params)["why"] == code


def test_where_no_list_that_binds_is_in_force_nobody_is_found_clear() -> None:
    no_lists()
    desk = Desk()
    award = desk.begin()
    desk.read(desk.officer, award.grantee.record)
    with pytest.raises(UsageError, match="awards-no-lists"):
        desk.does(desk.officer, actions.check, award=award.id, key=desk.officer.key)
    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    try:
        assert not desk.does(desk.officer, actions.check, award=award.id, key=desk.officer.key).check.found
    finally:
        no_lists()


def test_a_likeness_that_two_people_found_to_be_somebody_else_stops_nothing() -> None:
    desk = Desk()
    award = desk.signed(screened=False)
    desk.screened(award, found=True)
    desk.does(desk.officer, actions.judge, award=award.id, number=1, verdict="different")
    with pytest.raises(UsageError, match="awards-same-person"):
        desk.does(desk.officer, actions.judge, award=award.id, number=1, verdict="different")
    desk.does(desk.second, actions.judge, award=award.id, number=1, verdict="different")
    desk.paid(award)


def test_nothing_goes_while_a_report_is_overdue_or_the_award_is_suspended() -> None:
    desk = Desk()
    award = desk.signed()
    payment = desk.prepared(award)
    with acting(lately(desk.officer.user)):
        Report.objects.filter(award=award).update(due_on=desk.today - timedelta(days=1))
    with pytest.raises(UsageError) as error:
        desk.does(desk.payer, actions.release_payment, payment=payment.id)
    assert dict(error.value.params)["why"] == "report"
    desk.does(desk.officer, actions.note_report, award=award.id, number=1, words="They told it at the door.")
    desk.does(desk.officer, actions.suspend, award=award.id, code="incident")
    with pytest.raises(UsageError, match="awards-state"):
        desk.does(desk.payer, actions.release_payment, payment=payment.id)
    with pytest.raises(UsageError, match="awards-same-person"):
        desk.does(desk.officer, actions.resume, award=award.id)
    desk.does(desk.second, actions.resume, award=award.id)
    desk.does(desk.payer, actions.release_payment, payment=payment.id)


def test_a_tranche_waits_for_its_day_and_for_its_milestone() -> None:
    desk = Desk()
    half = AMOUNT // 2
    parts = (
        Part(amount=half, due_on=desk.today),
        Part(amount=1, due_on=desk.today + timedelta(days=9)),
        Part(amount=half - 1, milestone="launched"),
    )
    award = desk.signed(desk.write(desk.begin(), parts=parts))
    for number in (2, 3):
        with pytest.raises(UsageError, match="awards-not-due"):
            desk.prepared(award, number)
    desk.does(desk.officer, actions.reach, award=award.id, number=3)
    desk.prepared(award, 3)


def test_what_a_bank_refused_is_held_and_goes_another_way() -> None:
    desk = Desk()
    award = desk.signed()
    payment = desk.prepared(award)
    desk.does(desk.payer, actions.release_payment, payment=payment.id)
    desk.does(desk.payer, actions.note_refusal, payment=payment.id, refusal="derisking")
    assert desk.tranches(award)[0].state == "held"
    assert desk.books.room().paid == 0
    with pytest.raises(UsageError, match="awards-same-route"):
        desk.prepared(award)
    again = desk.prepared(award, route="host")
    desk.does(desk.payer, actions.release_payment, payment=again.id)
    arrived = Arrived(on=desk.today, amount=9_000_00, currency="EUR", rate=Decimal("0.6"))
    desk.does(desk.payer, actions.note_paid, payment=again.id, arrived=arrived)
    assert desk.tranches(award)[0].state == "paid"
    assert desk.books.room().paid == AMOUNT // 2
    with pytest.raises(UsageError, match="awards-payment-state"):
        desk.does(desk.payer, actions.note_paid, payment=again.id, arrived=arrived)


def test_a_statement_that_was_not_tried_is_not_released() -> None:
    desk = Desk()
    payment = desk.prepared(desk.signed(), tested=False)
    with pytest.raises(UsageError, match="awards-descriptor-untested"):
        desk.does(desk.payer, actions.release_payment, payment=payment.id)


def test_a_stranger_finds_no_award_and_an_auditor_pays_nothing() -> None:
    desk = Desk()
    award = desk.signed()
    payment = desk.prepared(award)
    actor = desk.stranger()
    with acting(actor), pytest.raises(Award.DoesNotExist):
        actions.suspend(actor, award=award.id, code="incident")
    with acting(actor), pytest.raises(Payment.DoesNotExist):
        actions.release_payment(actor, payment=payment.id)
    auditor = lately(desk.auditor)
    with acting(auditor), pytest.raises(Refused):
        actions.release_payment(auditor, payment=payment.id)


def test_everything_in_the_way_is_told_at_once() -> None:
    desk = Desk()
    award = desk.signed(desk.write(desk.begin(), conditions=(Asked(code="budget-agreed"),)), screened=False)
    with acting(lately(desk.payer.user)):
        found = blocks_of(lately(desk.payer.user), desk.now(award), desk.tranches(award)[1])
    assert [one.code for one in found] == ["not-due", "condition", "screening-missing"]


def test_a_run_that_ends_before_the_ledger_is_entered_leaves_the_payment_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()
    payment = desk.prepared(desk.signed())
    desk.does(desk.payer, actions.release_payment, payment=payment.id)
    before = len(desk.books.entries())
    arrived = Arrived(on=desk.today, amount=payment.amount, currency=payment.currency)

    class Killed(Exception):
        """As a run that ends at once."""

    def dies(*arguments: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr("tadasu.web.funding.awards.actions.paying._tranche", dies)
        with pytest.raises(Killed):
            desk.does(desk.payer, actions.note_paid, payment=payment.id, arrived=arrived)
    with acting(lately(desk.payer.user)):
        assert Payment.objects.get(id=payment.id).state == "released"
        assert [one.id for one in to_release(lately(desk.payer.user), desk.place.id)] == [payment.id]
    assert len(desk.books.entries()) == before
    desk.does(desk.payer, actions.note_paid, payment=payment.id, arrived=arrived)
    assert len(desk.books.entries()) == before + 1
