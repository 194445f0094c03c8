"""Rates of exchange have a day and a source; an entry in another currency names the one it used, and no rate is no amount."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.web.made_programmes import Desk, award
from tests.web.made_vault import lately

from tadasu.law import Verdict
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.programmes import actions
from tadasu.web.funding.programmes.actions import Read
from tadasu.web.funding.programmes.models import Entry, Rate
from tadasu.web.funding.programmes.tiers import amount_within

pytestmark = pytest.mark.usefixtures("database")

HEAD = "currency,base,per_unit,on,source\n"


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(UsageError) as raised:
        act(*args, **more)
    return raised.value.code


def loaded(desk: Desk, text: str | bytes) -> Read:
    actor = lately(desk.officer)
    content = text if isinstance(text, bytes) else text.encode()
    with acting(actor):
        return actions.load_rates(actor, organisation=desk.place.id, content=content)


def test_an_amount_in_another_currency_is_converted_by_the_last_rate_and_rounded_once(desk: Desk) -> None:
    desk.rate("EUR", "160", on=desk.today - timedelta(days=3))
    last = desk.rate("EUR", "163.555", on=desk.today - timedelta(days=1))
    made = desk.enter("commitment", 1050, currency="EUR")
    assert (made.line_amount, made.rate_id) == (1717, last.id)


def test_without_a_rate_of_the_last_week_nothing_is_entered(desk: Desk) -> None:
    assert code_of(desk.enter, "commitment", 100, currency="EUR") == "programmes-no-rate"
    desk.rate("EUR", "160", on=desk.today - timedelta(days=8))
    assert code_of(desk.enter, "commitment", 100, currency="EUR") == "programmes-no-rate"


def test_the_database_wants_a_rate_of_the_very_currencies(desk: Desk) -> None:
    dollar = desk.rate("USD", "150")
    values = {"organisation": desk.place, "line": desk.line, "number": 1, "year": desk.year, "kind": "commitment"}
    with acting(lately(desk.officer)), pytest.raises(IntegrityError, match="needs a rate"), transaction.atomic():
        Entry.objects.create(
            **values, amount=5, line_amount=5, currency="EUR", rate=dollar, day=desk.today, user=desk.officer
        )


def test_a_rate_that_rose_is_entered_as_a_difference_before_the_payment(desk: Desk) -> None:
    one = award()
    desk.rate("EUR", "160", on=desk.today - timedelta(days=2))
    desk.enter("commitment", 1000_00, currency="EUR", award=one, day=desk.today - timedelta(days=2))
    desk.rate("EUR", "170")
    desk.enter("disbursement", 1000_00, currency="EUR", award=one)
    assert [(one.kind, one.line_amount) for one in desk.entries()] == [
        ("commitment", 160_000),
        ("adjustment", 10_000),
        ("disbursement", 170_000),
    ]
    assert desk.room().committed == desk.room().paid == 170_000


def test_a_difference_that_the_budget_does_not_hold_stops_the_payment(desk: Desk) -> None:
    one = award()
    desk.rate("EUR", "160", on=desk.today - timedelta(days=2))
    desk.enter("commitment", 62_500_00, currency="EUR", award=one, day=desk.today - timedelta(days=2))
    desk.rate("EUR", "161")
    assert code_of(desk.enter, "disbursement", 62_500_00, currency="EUR", award=one) == "programmes-over-budget"
    assert [one.kind for one in desk.entries()] == ["commitment"]


def test_no_difference_pays_more_than_was_committed_in_its_own_currency(desk: Desk) -> None:
    one = award()
    desk.rate("EUR", "160")
    desk.enter("commitment", 1000_00, currency="EUR", award=one)
    assert code_of(desk.enter, "disbursement", 1000_01, currency="EUR", award=one) == "programmes-over-committed"


def test_another_rate_of_the_day_takes_its_place_and_entries_keep_theirs(desk: Desk) -> None:
    first = desk.rate("EUR", "160")
    made = desk.enter("commitment", 100, currency="EUR")
    second = desk.rate("EUR", "161")
    with acting(lately(desk.officer)):
        assert Rate.objects.get(id=first.id).replaced
        assert Entry.objects.get(id=made.id).rate_id == first.id
        with pytest.raises(DatabaseError), transaction.atomic():
            Rate.objects.filter(id=second.id).update(per_unit=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            Rate.objects.filter(id=first.id).update(replaced=False)


def test_a_file_is_taken_whole_and_the_same_file_again_changes_nothing(desk: Desk) -> None:
    text = f"\ufeff{HEAD}EUR,JPY,163.5,{desk.today},Bank of Japan (invented)\nUSD,JPY,150.25,{desk.today},invented\n"
    assert loaded(desk, text) == Read(new=2, replaced=0, same=0)
    assert loaded(desk, text) == Read(new=0, replaced=0, same=2)
    assert loaded(desk, text.replace("163.5", "164")) == Read(new=0, replaced=1, same=1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("eur,JPY,1,{today},s", "currency"),
        ("XXY,JPY,1,{today},s", "currency"),
        ("EUR,EUR,1,{today},s", "base"),
        ("EUR,JPY,-1,{today},s", "per_unit"),
        ("EUR,JPY,NaN,{today},s", "per_unit"),
        ("EUR,JPY,１６３,{today},", "source"),
        ("EUR,JPY,0.00000000001,{today},s", "per_unit"),
        ("EUR,JPY,1,2999-01-01,s", "on"),
        ("EUR,JPY,1,yesterday,s", "on"),
        ("EUR,JPY,1,{today}, ", "source"),
        ("EUR,JPY,1", "on"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_of_the_file_is_kept(desk: Desk, row: str, column: str) -> None:
    text = f"{HEAD}USD,JPY,150,{desk.today},invented\n{row.format(today=desk.today)}\n"
    with pytest.raises(UsageError) as raised:
        loaded(desk, text)
    said = dict(raised.value.params)
    assert (raised.value.code, said["row"], said["column"]) == ("programmes-rate", "3", column)
    with acting(lately(desk.officer)):
        assert not Rate.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", HEAD.encode(), b"x" * 1_000_001])
def test_what_is_no_file_of_rates_is_refused(desk: Desk, content: bytes) -> None:
    assert code_of(loaded, desk, content) == "programmes-rates-file"


def test_only_bookkeepers_enter_rates_and_another_funder_sees_none(desk: Desk) -> None:
    desk.rate("EUR", "160")
    actor = lately(desk.auditor)
    with acting(actor), pytest.raises(Refused):
        actions.load_rates(actor, organisation=desk.place.id, content=b"")
    with acting(lately(Desk().officer)):
        assert not Rate.objects.exists()


def test_whether_an_amount_is_within_its_tier_is_not_known_without_a_rate(desk: Desk) -> None:
    def within(amount: int, currency: str = "JPY", tier: str = "emergency") -> Verdict:
        with acting(lately(desk.officer)):
            return amount_within(
                desk.place.id, regime="jp-model-funding", tier=tier, amount=amount, currency=currency, day=desk.today
            )

    assert within(1) is Verdict.UNDETERMINED
    assert (within(10_000_00, "EUR"), within(10_000_01, "EUR")) == (Verdict.IN, Verdict.OUT)
    desk.rate("EUR", "160")
    assert (within(1_600_000), within(1_600_001)) == (Verdict.IN, Verdict.OUT)
    assert within(10**12, tier="core") is Verdict.IN
