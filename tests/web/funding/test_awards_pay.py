"""Money goes by two people, and not while something stands in the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import unlocking_browser
from tests.web.made_awards import AMOUNT, PAYEE, Desk
from tests.web.made_funding import in_force
from tests.web.made_parties import no_lists
from tests.web.made_vault import PHRASE, holder, lately
from tests.web.signing_in import signed_in

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Arrived, Asked, Looked, Part
from tadasu.web.funding.awards.blocks import blocks_of, screening_of
from tadasu.web.funding.awards.models import Award, Payment, Report
from tadasu.web.funding.awards.queries import to_release
from tadasu.web.funding.awards.views import paying
from tadasu.web.funding.awards.waiting import waiting
from tadasu.web.funding.review.by_hand import japans

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
        desk.does(desk.officer, actions.release_payment, payment=payment.id, key=desk.officer.key)
    with pytest.raises(Refused):
        desk.does(desk.second, actions.release_payment, payment=payment.id, key=desk.second.key)
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
        desk.release(payment)
    assert error.value.code == "awards-blocked"
    assert dict(error.value.params)["why"] == "condition"
    with acting(lately(desk.payer.user)), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).update(
            state="released", released_by=desk.payer.user, released_on=desk.today
        )
    desk.does(desk.officer, actions.waive, award=award.id, number=1, waiver="dangerous", words="They would be found.")
    desk.release(payment)


@pytest.mark.parametrize(
    ("found", "verdict", "code"), [(True, "", "screening-unresolved"), (True, "same", "screening-match")]
)
def test_nothing_goes_while_the_lists_do_not_clear_the_payee(found: bool, verdict: str, code: str) -> None:
    desk = Desk()
    award = desk.signed(screened=False)
    payment = desk.prepared(award)
    with pytest.raises(UsageError) as error:
        desk.release(payment)
    assert dict(error.value.params)["why"] == "screening-missing"
    desk.screened(award, found=found)
    if verdict:
        desk.does(desk.officer, actions.judge, award=award.id, number=1, verdict=verdict)
        desk.does(desk.second, actions.judge, award=award.id, number=1, verdict=verdict)
    with pytest.raises(UsageError) as error:
        desk.release(payment)
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


def test_an_award_without_an_application_is_clear_of_every_list_that_binds_or_of_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()
    award = desk.begin()
    desk.read(desk.officer, award.grantee.record)

    def checked(**looked: Any) -> str:
        desk.does(desk.officer, actions.check, award=award.id, key=desk.officer.key, by_hand=Looked(**looked))
        with acting(desk.officer.actor):
            return screening_of(desk.officer.actor, desk.now(award))

    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    try:
        assert checked() == "missing"  # Japan's list binds, and nobody looked it through
        assert checked(lists=japans(desk.today)) == "clear"
        assert checked(lists=japans(desk.today), found=True) == "unresolved"
        for who in (desk.officer, desk.second):
            desk.does(who, actions.judge, award=award.id, number=3, verdict="same")
        with acting(desk.officer.actor):
            assert screening_of(desk.officer.actor, desk.now(award)) == "match"
        before = japans(desk.today - timedelta(days=400))
        assert checked(lists=before) == "unresolved"  # whoever looks again clears alone nothing that was found
        for who in (desk.officer, desk.second):
            desk.does(who, actions.judge, award=award.id, number=4, verdict="different")
        assert checked(lists=before) == "clear"
        for days, state in ((7, "clear"), (8, "stale")):
            later = desk.today + timedelta(days=days)
            with monkeypatch.context() as then, acting(desk.officer.actor):
                then.setattr(timezone, "localdate", lambda *_, on=later: on)
                assert screening_of(desk.officer.actor, desk.now(award)) == state
        for looked, code in (
            ({"found": True}, "awards-no-list-day"),
            ({"lists": japans(desk.today + timedelta(days=1))}, "review-list-day"),
            ({"lists": {"Radio Tanemaki": desk.today}}, "review-list"),
        ):
            with pytest.raises(UsageError) as error:
                checked(**looked)
            assert error.value.code == code
    finally:
        no_lists()


def test_what_was_found_at_another_award_of_the_same_grantee_stops_both() -> None:
    desk = Desk()
    first = desk.begin()
    other = desk.begin(grantee=first.grantee_id)
    for _ in range(3):
        desk.screened(first)

    def states() -> set[str]:
        with acting(desk.officer.actor):
            return {screening_of(desk.officer.actor, desk.now(one)) for one in (first, other)}

    assert states() == {"clear"}
    desk.screened(other, found=True)
    assert states() == {"unresolved"}


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
        desk.release(payment)
    assert dict(error.value.params)["why"] == "report"
    desk.does(desk.officer, actions.note_report, award=award.id, number=1, words="They told it at the door.")
    desk.does(desk.officer, actions.suspend, award=award.id, code="incident")
    with pytest.raises(UsageError, match="awards-state"):
        desk.release(payment)
    with pytest.raises(UsageError, match="awards-same-person"):
        desk.does(desk.officer, actions.resume, award=award.id)
    desk.does(desk.second, actions.resume, award=award.id)
    desk.release(payment)


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
    desk.release(payment)
    desk.does(desk.payer, actions.note_refusal, payment=payment.id, refusal="derisking")
    assert desk.tranches(award)[0].state == "held"
    assert desk.books.room().paid == 0
    with pytest.raises(UsageError, match="awards-same-route"):
        desk.prepared(award)
    again = desk.prepared(award, route="host")
    desk.release(again)
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
        desk.release(payment)


def test_a_stranger_finds_no_award_and_an_auditor_pays_nothing() -> None:
    desk = Desk()
    award = desk.signed()
    payment = desk.prepared(award)
    actor = desk.stranger()
    with acting(actor), pytest.raises(Award.DoesNotExist):
        actions.suspend(actor, award=award.id, code="incident")
    with acting(actor), pytest.raises(Payment.DoesNotExist):
        actions.release_payment(actor, payment=payment.id, key=desk.payer.key)
    auditor = lately(desk.auditor)
    with acting(auditor), pytest.raises(Refused):
        actions.release_payment(auditor, payment=payment.id, key=desk.payer.key)


def test_nobody_releases_a_way_that_they_have_not_read() -> None:
    desk = Desk()
    award = desk.signed()
    first = desk.prepared(award)
    with pytest.raises(UsageError, match="awards-not-read"):
        desk.does(desk.payer, actions.release_payment, payment=first.id, key=desk.payer.key)
    desk.read(desk.payer, first.record)
    desk.does(desk.officer, actions.withdraw_payment, payment=first.id)
    second = desk.prepared(award, texts={"payee": "Somebody else (invented), account 11-invented"})
    with pytest.raises(UsageError, match="awards-not-read"):  # what was read was another way
        desk.does(desk.payer, actions.release_payment, payment=second.id, key=desk.payer.key)
    desk.release(second)


def test_the_way_that_is_opened_twice_lets_nothing_go() -> None:
    """Whoever clicks twice on what opens it has not seen it yet."""
    desk = Desk()
    payment = desk.prepared(desk.signed())
    client, page = unlocking_browser(desk.payer.user), reverse("awards-release", args=[payment.id])
    opens = {"purpose": "pay", "reason": "To pay it (invented)."}
    for said in (opens, opens, {}):
        sent = client.post(page, said)
        assert (sent.status_code, sent.headers["Location"]) == (302, page)
        assert _state(desk, payment) == "prepared"
    seen = client.get(page).context["form"].initial
    assert client.post(page, seen).headers["Location"] == reverse("awards-to-release", args=[desk.place.id])
    assert _state(desk, payment) == "released"


def test_a_way_that_does_not_open_any_more_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    payment = desk.prepared(desk.signed())
    client, page = unlocking_browser(desk.payer.user), reverse("awards-release", args=[payment.id])

    def gone(*_: Any, **__: Any) -> bytes:
        raise UsageError("vault-erased")

    monkeypatch.setattr(paying, "open_again", gone)
    monkeypatch.setattr(paying, "open_record", gone)
    assert client.get(page).status_code == 200
    assert client.post(page, {"purpose": "pay", "reason": "To pay it (invented)."}).status_code == 400


def _state(desk: Desk, payment: Payment) -> str:
    with acting(lately(desk.payer.user)):
        return Payment.objects.get(id=payment.id).state


def test_a_payer_who_cannot_read_the_way_neither_releases_it_nor_is_waited_for() -> None:
    desk = Desk()
    other = holder(desk.place, "payer")
    payment = desk.prepared(desk.signed())
    with pytest.raises(Refused):
        desk.does(other, actions.release_payment, payment=payment.id, key=other.key)
    for who, awards in ((desk.payer, 1), (other, 0)):
        actor = lately(who.user)
        with acting(actor):
            assert len(waiting(actor, "release")) == awards
    page = signed_in(other.user)
    assert page.get(reverse("awards-release", args=[payment.id])).status_code == 403
    listed = page.get(reverse("awards-to-release", args=[desk.place.id])).content.decode()
    assert "Its way is not sealed to you" in listed


def test_no_payment_is_prepared_that_nobody_else_could_read_and_release() -> None:
    desk = Desk()
    award = desk.signed(readers=(desk.officer.id, desk.second.id))
    with pytest.raises(UsageError, match="awards-no-payer-reads"):
        desk.prepared(award)
    desk.does(desk.officer, actions.name_reader, award=award.id, user=desk.payer.id, key=desk.officer.key)
    desk.prepared(award)


def test_the_page_of_a_release_asks_to_read_first_and_then_shows_the_way() -> None:
    desk = Desk()
    payment = desk.prepared(desk.signed())
    page, address = signed_in(desk.payer.user), reverse("awards-release", args=[payment.id])
    sent = page.get(address)
    assert sent.status_code == 302
    assert "unlock" in sent["Location"]
    page.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    asked = page.get(address)
    assert "Read which way the payment goes" in asked.content.decode()
    assert PAYEE not in asked.content.decode()
    read = page.post(address, {"purpose": "pay", "reason": "Before it is released."})
    assert read.status_code == 302
    assert read["Location"] == address
    shown = page.get(address)
    assert PAYEE in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    page.post(address, {"seen": str(payment.record)})
    with acting(desk.officer.actor):
        assert Payment.objects.get(id=payment.id).released_by_id == desk.payer.id


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
    desk.release(payment)
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
