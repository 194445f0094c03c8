"""The ledger only grows; a line commits no more than its budget and pays no more than it committed, whoever asks."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from tests.web.made_programmes import BUDGET, WHY, Desk, award
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.programmes import actions
from tadasu.web.funding.programmes.models import Budget, Entry, fiscal_year

NUMBERS = count(900)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(UsageError) as raised:
        act(*args, **more)
    return raised.value.code


def raw(desk: Desk, **more: Any) -> Entry:
    """A row written past the action, as the same person."""
    values = {
        "organisation": desk.place,
        "line": desk.line,
        "number": next(NUMBERS),
        "year": desk.year,
        "kind": "commitment",
        "amount": 1,
        "currency": "JPY",
        "day": desk.today,
        "user": desk.officer,
        **more,
    }
    values.setdefault("line_amount", values["amount"])
    with acting(lately(desk.officer)), transaction.atomic():
        return Entry.objects.create(**values)


def test_what_is_committed_and_paid_stands_apart(desk: Desk) -> None:
    one = award()
    desk.enter("commitment", 600, award=one)
    desk.enter("disbursement", 250, award=one)
    room = desk.room()
    assert (room.budget, room.committed, room.paid, room.left) == (BUDGET, 600, 250, BUDGET - 600)


def test_a_line_commits_its_whole_budget_and_not_a_yen_more(desk: Desk) -> None:
    desk.enter("commitment", BUDGET)
    assert code_of(desk.enter, "commitment", 1) == "programmes-over-budget"
    assert desk.room().left == 0


def test_the_database_refuses_a_yen_above_the_budget_by_itself(desk: Desk) -> None:
    raw(desk, amount=BUDGET)
    with pytest.raises(IntegrityError, match="no more than its budget"):
        raw(desk, amount=1)


def test_nothing_is_paid_that_was_not_committed(desk: Desk) -> None:
    desk.enter("commitment", 100)
    assert code_of(desk.enter, "disbursement", 101) == "programmes-over-committed"
    with pytest.raises(IntegrityError, match="no more than it committed"):
        raw(desk, kind="disbursement", amount=101)


def test_one_award_is_not_paid_from_what_was_committed_for_another(desk: Desk) -> None:
    one, other = award(), award()
    desk.enter("commitment", 100, award=one)
    desk.enter("commitment", 100, award=other)
    assert code_of(desk.enter, "disbursement", 101, award=one) == "programmes-over-committed"
    with pytest.raises(IntegrityError, match="nothing is paid from what was committed for another"):
        raw(desk, kind="disbursement", amount=101, award=one)


def test_an_entry_is_never_changed_and_never_deleted(desk: Desk) -> None:
    made = desk.enter("commitment", 100)
    for statement in ("UPDATE programmes_entry SET amount = 1", "DELETE FROM programmes_entry"):
        with (
            acting(lately(desk.organiser)),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert [one.amount for one in desk.entries()] == [made.amount]


def test_a_correction_takes_an_entry_back_whole_and_once(desk: Desk) -> None:
    wrong = desk.enter("commitment", 100)
    back = desk.enter("commitment", 100, corrects=wrong.id)
    assert (back.corrects_id, back.amount, desk.room().committed) == (wrong.id, 100, 0)
    assert code_of(desk.enter, "commitment", 100, corrects=wrong.id) == "programmes-corrected"
    assert code_of(desk.enter, "commitment", 100, corrects=back.id) == "programmes-corrected"
    with pytest.raises(IntegrityError, match="takes back one entry, whole"):
        raw(desk, amount=99, corrects=desk.enter("commitment", 100))


def test_a_commitment_that_was_paid_is_not_taken_back(desk: Desk) -> None:
    made = desk.enter("commitment", 100)
    desk.enter("disbursement", 100)
    assert code_of(desk.enter, "commitment", 100, corrects=made.id) == "programmes-over-committed"


def test_what_is_decommitted_may_be_committed_again_and_no_more_than_was_committed(desk: Desk) -> None:
    one = award()
    desk.enter("commitment", BUDGET, award=one)
    desk.enter("decommitment", 400, award=one)
    assert desk.room().left == 400
    assert code_of(desk.enter, "decommitment", BUDGET, award=one) == "programmes-over-taken-back"
    desk.enter("commitment", 400)
    assert desk.room().left == 0


def test_money_that_came_back_lowers_what_was_paid_not_what_is_committed(desk: Desk) -> None:
    one = award()
    desk.enter("commitment", 500, award=one)
    desk.enter("disbursement", 500, award=one)
    desk.enter("return", 200, award=one)
    room = desk.room()
    assert (room.committed, room.paid) == (500, 300)
    assert code_of(desk.enter, "return", 301, award=one) == "programmes-over-taken-back"


def test_money_received_changes_no_room(desk: Desk) -> None:
    before = desk.room()
    desk.enter("receipt", 5_000_000)
    assert desk.room() == before


def test_a_budget_is_not_lowered_below_what_is_committed(desk: Desk) -> None:
    desk.enter("commitment", 700)
    assert code_of(desk.budget, desk.line, desk.year, 699) == "programmes-over-budget"
    with acting(lately(desk.organiser)), pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.filter(line=desk.line, year=desk.year).update(amount=699)
    desk.budget(desk.line, desk.year, 700)
    assert desk.room().left == 0


def test_a_payment_of_the_next_year_counts_against_what_was_committed_before_where_money_is_for_several_years(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = award()
    desk.enter("commitment", 1000, award=one)
    later = date(desk.year + 1, 5, 1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: later)
    paid = desk.enter("disbursement", 1000, award=one, day=later)
    assert paid.year == desk.year + 1
    assert desk.room(year=desk.year + 1).paid == 1000


def test_a_yearly_budget_pays_its_commitments_until_the_end_of_april(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk("annual")
    one = award()
    desk.enter("commitment", 1000, award=one)
    april, may = date(desk.year + 1, 4, 20), date(desk.year + 1, 5, 1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: may)
    assert code_of(desk.enter, "disbursement", 400, award=one, day=may) == "programmes-over-committed"
    assert code_of(desk.enter, "disbursement", 400, award=one, day=may, year=desk.year) == "programmes-year"
    assert desk.enter("disbursement", 400, award=one, day=april, year=desk.year).year == desk.year


def test_nothing_is_committed_after_the_sunset_and_what_was_is_still_paid(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sunset = desk.fund.closes_on
    assert sunset is not None
    desk.budget(desk.line, fiscal_year(sunset), 5000)
    monkeypatch.setattr(timezone, "localdate", lambda *_: sunset + timedelta(days=40))
    one = award()
    desk.enter("commitment", 5000, award=one, day=sunset)
    after = sunset + timedelta(days=30)
    assert code_of(desk.enter, "commitment", 1, day=after) == "programmes-sunset"
    with pytest.raises(IntegrityError, match="sunset"):
        raw(desk, day=after, year=fiscal_year(after))
    assert desk.enter("disbursement", 5000, award=one, day=after).amount == 5000


def test_what_has_not_happened_is_not_entered(desk: Desk) -> None:
    assert code_of(desk.enter, "commitment", 1, day=desk.today + timedelta(days=1)) == "programmes-day"


@pytest.mark.parametrize("amount", [0, -5, 10**16])
def test_an_amount_is_above_nothing_and_not_beyond_measure(desk: Desk, amount: int) -> None:
    assert code_of(desk.enter, "commitment", amount) == "programmes-amount"


def test_what_was_not_committed_is_carried_to_the_next_year(desk: Desk) -> None:
    desk.enter("commitment", 400)
    carried(desk, BUDGET - 400, "fund")
    assert desk.room().left == 0
    assert desk.room(year=desk.year + 1).budget == 2 * BUDGET - 400
    assert code_of(carried, desk, 1, "fund") == "programmes-over-budget"
    assert code_of(carried, desk, 1, "voted") == "programmes-ground"


def test_a_yearly_budget_is_carried_over_only_by_a_vote_or_an_accident_and_by_a_vote_only_once() -> None:
    desk = Desk("annual")
    assert code_of(carried, desk, 100, "fund") == "programmes-ground"
    carried(desk, BUDGET, "voted")
    assert code_of(carried, desk, BUDGET + 1, "voted", year=desk.year + 1) == "programmes-over-budget"
    carried(desk, BUDGET, "voted", year=desk.year + 1)
    carried(desk, 10, "accident", year=desk.year + 1)


def test_a_carry_over_is_not_taken_back_when_the_next_year_has_committed_it(desk: Desk) -> None:
    made = carried(desk, BUDGET, "fund")
    desk.enter("commitment", 2 * BUDGET, year=desk.year + 1)
    assert code_of(desk.enter, "carry-over", BUDGET, corrects=made.id) == "programmes-over-budget"


def test_only_an_organiser_carries_over_and_only_bookkeepers_enter(desk: Desk) -> None:
    for user in (desk.auditor, desk.reviewer):
        with pytest.raises(Refused):
            desk.enter("commitment", 1, by=user)
    actor = lately(desk.payer)
    with acting(actor), pytest.raises(Refused):
        actions.carry_over(
            actor, line=desk.line.id, year=desk.year, amount=1, ground="fund", day=desk.today, reason=WHY
        )


def test_another_organisation_sees_no_line_and_enters_nothing(desk: Desk) -> None:
    other = Desk(place=None)
    actor = lately(other.officer)
    with acting(actor):
        assert Entry.objects.filter(line=desk.line).count() == 0
        with pytest.raises(desk.line.DoesNotExist):
            actions.enter(actor, line=desk.line.id, kind="commitment", amount=1, currency="JPY", day=desk.today)


def test_nobody_writes_an_entry_in_the_name_of_somebody_else(desk: Desk) -> None:
    with pytest.raises(DatabaseError):
        raw(desk, user=desk.payer)


def carried(desk: Desk, amount: int, ground: str, year: int | None = None) -> Entry:
    actor = lately(desk.organiser)
    with acting(actor):
        return actions.carry_over(
            actor, line=desk.line.id, year=year or desk.year, amount=amount, ground=ground, day=desk.today, reason=WHY
        )
