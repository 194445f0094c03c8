"""Whatever is done, sums by line, tranche, currency and flow are those of the ledger."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from tests.web.made_awards import Desk
from tests.web.made_vault import lately

from tadasu.funds import half_even
from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.funding.awards import actions, ledger
from tadasu.web.funding.awards.actions import Arrived, Part
from tadasu.web.funding.awards.models import Award, Payment, Receipt, Report, Return, Tranche
from tadasu.web.funding.awards.queries import balance_of, flows_of
from tadasu.web.funding.programmes.models import Entry

pytestmark = pytest.mark.usefixtures("database")

STEPS = 26
EXPECTED = frozenset(
    {
        "awards-state",
        "awards-tranche-state",
        "awards-not-due",
        "awards-payment-state",
        "awards-settled",
        "awards-over-paid",
        "awards-below-paid",
        "awards-one-change",
        "awards-same",
        "awards-same-route",
        "awards-balance",
        "awards-payment-open",
        "awards-report-open",
        "awards-receipt-open",
        "awards-over-parent",
        "awards-parent-unpaid",
        "awards-passes-nothing-on",
        "awards-below-open",
        "awards-blocked",
        "awards-day",
    }
)
"""What may be said no to in a sequence of acts; anything else is a fault."""


class Walk:
    """One award in a currency, and acts drawn at random."""

    def __init__(self, seed: int, currency: str) -> None:
        self.desk, self.chance, self.currency = Desk(), random.Random(seed), currency
        if currency != "JPY":
            self.desk.books.rate(currency, "163.37")
        self.award = self.desk.begin(amount=12_345, currency=currency, passes_on=True, overhead_points=1000)
        half = self.award.amount // 2
        parts = (
            Part(amount=half, due_on=self.desk.today),
            Part(amount=1_001, due_on=self.desk.today),
            Part(amount=self.award.amount - half - 1_001, milestone="launched"),
        )
        self.award = self.desk.signed(self.desk.write(self.award, parts=parts))
        self.desk.passes(self.award)
        self.subs: list[Award] = []

    def step(self) -> None:
        """One act; what may not be is refused, and changes nothing."""
        act = self.chance.choice(
            [
                self.prepare,
                self.release,
                self.arrive,
                self.arrive,
                self.refuse,
                self.withdraw,
                self.receipt,
                self.judge,
                self.back,
                self.change,
                self.approve,
                self.reach,
                self.sub,
                self.suspend,
                self.resume,
                self.report,
                self.close,
            ]
        )
        try:
            act()
        except UsageError as error:
            if error.code not in EXPECTED:
                raise

    def some(self) -> Award:
        return self.desk.now(self.chance.choice([self.award, *self.subs]))

    def payment(self, *states: str) -> Payment | None:
        with acting(lately(self.desk.officer.user)):
            found = list(Payment.objects.filter(state__in=states).order_by("id"))
        return self.chance.choice(found) if found else None

    def does(self, act: Any, *, by: Any = None, **named: Any) -> Any:
        return self.desk.does(by or self.desk.officer, act, **named)

    def prepare(self) -> None:
        award = self.some()
        tranche = self.chance.choice(self.desk.tranches(award))
        route = self.chance.choice(["bank", "host"])
        self.does(actions.prepare_payment, award=award.id, number=tranche.number, way=self.desk.way(route=route))

    def release(self) -> None:
        if one := self.payment("prepared"):
            self.desk.release(one)

    def arrive(self) -> None:
        if one := self.payment("released", "prepared"):
            arrived = Arrived(on=self.desk.today, amount=one.amount, currency=one.currency)
            if self.chance.random() < 0.3:
                arrived = Arrived(on=self.desk.today, amount=77, currency="GEL", rate=Decimal("2.9"))
            self.does(actions.note_paid, by=self.desk.payer, payment=one.id, arrived=arrived)

    def refuse(self) -> None:
        if one := self.payment("released"):
            self.does(actions.note_refusal, by=self.desk.payer, payment=one.id, refusal="derisking")

    def withdraw(self) -> None:
        if one := self.payment("prepared"):
            self.does(actions.withdraw_payment, payment=one.id)

    def receipt(self) -> None:
        amount = self.chance.randint(1, 6000)
        award = self.some()
        self.does(actions.note_receipt, award=award.id, evidence="statement", cost="salaries", amount=amount)

    def judge(self) -> None:
        award = self.some()
        with acting(lately(self.desk.officer.user)):
            given = Receipt.objects.filter(award=award, state="given").order_by("number").first()
        if given:
            self.does(
                actions.judge_receipt,
                by=self.desk.second,
                award=award.id,
                number=given.number,
                accepted=self.chance.random() < 0.7,
            )

    def back(self) -> None:
        amount = self.chance.randint(1, 3000)
        self.does(actions.note_return, award=self.some().id, amount=amount, reason="unspent", came_on=self.desk.today)

    def change(self) -> None:
        award = self.some()
        amount = max(1, award.amount + self.chance.randint(-4000, 3000))
        self.does(actions.propose_amount, award=award.id, amount=amount, reason="need")

    def approve(self) -> None:
        award = self.some()
        with acting(lately(self.desk.officer.user)):
            waits = award.amendments.filter(state="proposed").first()
        if waits:
            self.does(actions.approve, by=self.desk.second, award=award.id, number=waits.number)

    def reach(self) -> None:
        self.does(actions.reach, award=self.award.id, number=3)

    def sub(self) -> None:
        amount = self.chance.randint(100, 5000)
        begun = self.desk.begun(
            amount=amount, currency=self.currency, starts_on=self.desk.today, identity={"names": f"Sub {amount}"}
        )
        made = self.does(actions.sub_award, parent=self.award.id, begun=begun)
        made = self.desk.write(made, parts=(Part(amount=amount, due_on=self.desk.today),))
        self.subs.append(self.desk.signed(made))

    def suspend(self) -> None:
        if self.chance.random() < 0.3:
            self.does(actions.suspend, award=self.some().id, code="accounts")

    def resume(self) -> None:
        self.does(actions.resume, by=self.desk.second, award=self.some().id)

    def report(self) -> None:
        award = self.some()
        with acting(lately(self.desk.officer.user)):
            one = Report.objects.filter(award=award).exclude(state="accepted").order_by("number").first()
        if one and one.state == "given":
            self.does(actions.judge_report, award=award.id, number=one.number, accepted=True)
        elif one:
            self.does(actions.note_report, award=award.id, number=one.number, words="Told at the door.")

    def close(self) -> None:
        if self.chance.random() < 0.4:
            award = self.some()
            with acting(lately(self.desk.officer.user)):
                left = balance_of(award).open
            self.does(actions.close, award=award.id, writeoff="lost" if left else "none")

    def reconciles(self) -> None:
        """The books of awards and those of the ledger say the same."""
        officer = lately(self.desk.officer.user)
        with acting(officer):
            award, entries = self.desk.now(self.award), Entry.objects.filter(award=self.award.id)
            assert not Entry.objects.exclude(award=self.award.id).exists()  # what is passed on enters nothing
            paid = Payment.objects.filter(award=award, state="paid")
            disbursed = {one.flow: one for one in entries.filter(kind="disbursement", corrects=None)}
            assert {one.id: (one.amount, one.currency, one.tranche_id) for one in paid} == {
                flow: (one.amount, one.currency, one.tranche) for flow, one in disbursed.items()
            }
            open_there = ledger.opened(officer, award)
            unpaid = award.amount - ledger.net_paid(award)
            if award.state == "closed":
                assert open_there == 0
            elif self.currency == "JPY":
                assert open_there == unpaid
            else:  # rounded once an act, half to even
                assert abs(open_there - half_even(unpaid * 16337, 10_000)) <= entries.count()
            room = self.desk.books.room()
            assert room.committed - room.paid == open_there
            assert 0 <= room.paid <= room.committed
            for one in [award, *[self.desk.now(each) for each in self.subs]]:
                live = Tranche.objects.filter(award=one).exclude(state="cancelled").aggregate(total=Sum("amount"))
                assert one.state == "closed" or live["total"] == one.amount
                told = balance_of(one)
                assert told.accepted + told.returned + told.passed_on <= told.paid <= one.amount + told.returned
            flows = flows_of(officer, self.desk.place.id)
            for flow in flows:
                if flow.kind == "return":
                    assert Return.objects.get(id=flow.id).amount == flow.amount
                else:
                    mine = Payment.objects.filter(award=flow.award, state="paid").aggregate(total=Sum("amount"))[
                        "total"
                    ]
                    assert flow.amount == mine
            entering = sum(one.amount for one in flows if not one.parent)
            assert entering == sum(one.amount for one in paid)


@pytest.mark.parametrize(("seed", "currency"), [(1, "JPY"), (2, "JPY"), (3, "EUR"), (4, "EUR")])
def test_sums_reconcile_whatever_is_done(seed: int, currency: str) -> None:
    walk = Walk(seed, currency)
    walk.reconciles()
    for _ in range(STEPS):
        walk.step()
        walk.reconciles()


def test_an_award_closes_with_nothing_left_on_the_line() -> None:
    desk = Desk()
    award = desk.signed()
    desk.paid(award)
    half = award.amount // 2
    with pytest.raises(UsageError, match="awards-report-open"):
        desk.does(desk.officer, actions.close, award=award.id)
    desk.does(desk.officer, actions.note_spoken, award=award.id, number=1, words="They told us.")
    with pytest.raises(UsageError, match="awards-same-person"):
        desk.does(desk.officer, actions.second_spoken, award=award.id, number=1)
    with acting(lately(desk.officer.user)):
        note = Report.objects.get(award=award).record
    with pytest.raises(UsageError, match="awards-not-read"):
        desk.does(desk.second, actions.second_spoken, award=award.id, number=1)
    desk.read(desk.second, note)
    desk.does(desk.second, actions.second_spoken, award=award.id, number=1)
    desk.does(desk.officer, actions.judge_report, award=award.id, number=1, accepted=True)
    desk.does(desk.officer, actions.note_receipt, award=award.id, evidence="witness", cost="rent", amount=half - 5)
    desk.does(desk.second, actions.judge_receipt, award=award.id, number=1, accepted=True)
    with pytest.raises(UsageError, match="awards-balance"):
        desk.does(desk.officer, actions.close, award=award.id)
    with pytest.raises(UsageError, match="awards-over-paid"):
        desk.does(desk.officer, actions.note_return, award=award.id, amount=6, reason="unspent", came_on=desk.today)
    desk.does(desk.officer, actions.note_return, award=award.id, amount=5, reason="unspent", came_on=desk.today)
    desk.does(desk.officer, actions.close, award=award.id)
    room = desk.books.room()
    assert room.committed == room.paid == half - 5
    desk.does(desk.officer, actions.note_return, award=award.id, amount=7, reason="not-allowed", came_on=desk.today)
    room = desk.books.room()
    assert room.committed == room.paid == half - 12


def test_no_more_is_signed_than_the_line_has() -> None:
    desk = Desk()
    award = desk.write(desk.begin(amount=10_000_001))
    desk.read(desk.second, award.record)
    desk.does(desk.officer, actions.sign, award=award.id)
    with pytest.raises(UsageError, match="programmes-over-budget"):
        desk.does(desk.second, actions.sign, award=award.id)
    assert desk.now(award).state == "draft"
    assert desk.books.room().committed == 0


def test_what_is_advanced_covers_ninety_days() -> None:
    desk = Desk()
    award = desk.begin()
    small = (
        Part(amount=1000, due_on=desk.today),
        Part(amount=award.amount - 1000, due_on=desk.today + timedelta(days=100)),
    )
    award = desk.write(award, parts=small)
    with pytest.raises(UsageError, match="awards-wind-down"):
        desk.does(desk.officer, actions.sign, award=award.id)
    award = desk.write(award, clauses=("no-logo",))
    with pytest.raises(UsageError, match="awards-clause"):
        desk.does(desk.officer, actions.sign, award=award.id)
