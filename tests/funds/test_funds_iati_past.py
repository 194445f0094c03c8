"""Who gave how much: nothing is counted twice, nothing is lost to rounding, and what is left out is said."""

import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.made_grants import BRIDGE, FUND, NOW, REF, activity, identifier, transaction, yen
from tests.funds.random_grants import activities
from tests.oracles.grants import flows_by_donor

from tadasu.funds import (
    IatiActivityRead,
    IatiFlow,
    IatiFundingRead,
    IatiOrg,
    IatiShare,
    iati_activities,
    iati_funding,
    read_iati,
    texts,
)
from tadasu.funds._iati.past import split

FEW, MANY = 100, 1_000


def past(*made: object) -> IatiFundingRead:
    data = iati_activities(list(made), generated=NOW)  # type: ignore[arg-type]
    return iati_funding([("made.xml", read_iati(BytesIO(data), file="made.xml").activities)])


def by_donor(read: IatiFundingRead) -> dict[tuple[str, int, str, str], Decimal]:
    kinds = {"commitment": "2", "disbursement": "3", "expenditure": "4"}
    sums: dict[tuple[str, int, str, str], Decimal] = defaultdict(Decimal)
    for row in read.rows:
        sums[row.donor, row.year, kinds[row.flow], row.currency] += row.amount
    return dict(sums)


def test_commitments_and_payments_stand_apart_by_place_and_purpose() -> None:
    read = past(activity())
    assert [(row.flow, row.place, row.purpose, row.amount) for row in read.rows] == [
        ("commitment", "679", "15153", Decimal("337500.00")),
        ("disbursement", "679", "15153", Decimal("168750.00")),
        ("commitment", "679", "15160", Decimal("225000.00")),
        ("disbursement", "679", "15160", Decimal("112500.00")),
        ("commitment", "789", "15153", Decimal("202500.00")),
        ("disbursement", "789", "15153", Decimal("101250.00")),
        ("commitment", "789", "15160", Decimal("135000.00")),
        ("disbursement", "789", "15160", Decimal("67500.00")),
    ]
    assert read.left_out == (("incoming", 1),)


def test_what_others_give_and_what_stays_within_is_left_out() -> None:
    flows = (
        transaction(provider=BRIDGE, receiver=None),
        transaction(receiver=FUND),
        transaction(IatiFlow.INCOMING_COMMITMENT, provider=None),
        transaction(provider=None),
        transaction(provider=IatiOrg(name=texts({"en": "The fund without its number"}))),
    )
    read = past(activity(transactions=flows, purposes=(IatiShare(code="15153"),), regions=(IatiShare(code="679"),)))
    assert read.left_out == (("incoming", 1), ("not-own", 1), ("own", 1))
    assert [row.amount for row in read.rows] == [900_000]


def test_an_activity_that_is_in_two_files_counts_once() -> None:
    data = iati_activities([activity()], generated=NOW)
    one, two = (read_iati(BytesIO(data), file=name).activities for name in ("a.xml", "b.xml"))
    assert iati_funding([("a.xml", one), ("b.xml", two)]).rows == iati_funding([("a.xml", one)]).rows
    assert iati_funding([("a.xml", one), ("b.xml", two)]).left_out == (("incoming", 1), ("repeated", 3))


def bridge_reads() -> tuple[IatiActivityRead, ...]:
    """What the intermediary reports of the same money: it receives 450,000 and gives 400,000 on."""
    made = activity(
        identifier=f"{BRIDGE.ref}-{'b' * 16}",
        reporting=BRIDGE,
        transactions=(
            transaction(IatiFlow.INCOMING, provider=FUND, receiver=BRIDGE),
            transaction(provider=BRIDGE, receiver=None, money=yen(400_000)),
        ),
    )
    return read_iati(BytesIO(iati_activities([made], generated=NOW)), file="bridge.xml").activities


def test_money_that_is_given_on_counts_once_among_givers() -> None:
    fund = read_iati(BytesIO(iati_activities([activity()], generated=NOW)), file="fund.xml").activities
    read = iati_funding([("fund.xml", fund), ("bridge.xml", bridge_reads())])
    paid = [row for row in read.rows if row.flow == "disbursement"]
    assert sum(row.amount for row in paid) == 850_000
    assert sum(row.amount for row in paid if not row.onward) == 400_000
    assert {row.donor for row in paid if row.onward} == {REF}


def test_the_activity_of_the_other_side_tells_that_money_is_given_on() -> None:
    bridge = bridge_reads()
    named = IatiOrg(name=texts({"en": "Harbour Bridge, without its number"}))
    to = bridge[0].activity.identifier
    made = activity(transactions=(transaction(receiver=named, receiver_activity=to), transaction(receiver=named)))
    fund = read_iati(BytesIO(iati_activities([made], generated=NOW)), file="fund.xml").activities
    rows = iati_funding([("fund.xml", fund), ("bridge.xml", bridge)]).rows
    assert sum(row.amount for row in rows if row.onward) == 450_000
    assert sum(row.amount for row in rows if not row.onward) == 850_000


def test_what_somebody_else_reports_first_hand_is_left_out() -> None:
    (one,) = bridge_reads()
    second = replace(one, activity=replace(one.activity, secondary=True))
    assert iati_funding([("x.xml", [second])]).left_out == (("incoming", 1), ("secondary", 1))


def test_flows_on_two_levels_are_reported() -> None:
    read = past(activity(), activity(identifier=identifier(2), hierarchy=2))
    assert [(one.code, one.value) for one in read.problems] == [("iati-hierarchies", REF)] * 2


def test_shares_that_are_not_said_leave_place_or_purpose_unknown() -> None:
    (one,) = read_iati(BytesIO(iati_activities([activity()], generated=NOW)), file="a.xml").activities
    bare = tuple(replace(share, percentage=None) for share in one.activity.sectors)
    read = iati_funding([("a.xml", [replace(one, activity=replace(one.activity, sectors=bare, regions=()))])])
    assert {(row.place, row.purpose) for row in read.rows} == {("", "")}
    other = tuple(replace(share, vocabulary="99") for share in one.activity.sectors)
    read = iati_funding([("a.xml", [replace(one, activity=replace(one.activity, sectors=other))])])
    assert {row.purpose for row in read.rows} == {""}


def test_what_a_transaction_says_goes_before_what_its_activity_says() -> None:
    (one,) = read_iati(BytesIO(iati_activities([activity()], generated=NOW)), file="a.xml").activities
    own = replace(one.transactions[2], countries=(replace(one.activity.regions[0], code="MM", percentage=None),))
    read = iati_funding([("a.xml", [replace(one, transactions=(own,))])])
    assert {row.place for row in read.rows} == {"mm"}


def test_a_flow_without_a_day_or_an_amount_is_left_out() -> None:
    (one,) = read_iati(BytesIO(iati_activities([activity()], generated=NOW)), file="a.xml").activities
    flows = (replace(one.transactions[1], on=None), replace(one.transactions[2], amount=None))
    assert iati_funding([("a.xml", [replace(one, transactions=flows)])]) == IatiFundingRead(
        rows=(), left_out=(("incomplete", 2),), problems=()
    )


weights = st.lists(st.decimals(min_value=1, max_value=100, places=2), min_size=1, max_size=5)


@given(
    amount=st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False),
    places=weights,
    purposes=weights,
)
def test_parts_add_up_to_the_amount(amount: Decimal, places: list[Decimal], purposes: list[Decimal]) -> None:
    first, second = ([(str(n), one / sum(parts)) for n, one in enumerate(parts)] for parts in (places, purposes))
    parts = split(amount, first, second)
    assert sum(part for _, _, part in parts) == amount
    for (_, _, part), (_, _, weight) in zip(parts, [(a, b, x * y) for a, x in first for b, y in second], strict=True):
        assert abs(part - amount * weight) <= Decimal("0.01") * (len(parts) + 1)


@settings(max_examples=60)
@given(made=st.lists(activities(), min_size=1, max_size=3, unique_by=lambda one: one.identifier))
def test_sums_by_giver_are_those_of_a_plain_count(made: list[object]) -> None:
    data = iati_activities(made, generated=NOW)  # type: ignore[arg-type]
    assert by_donor(past(*made)) == flows_by_donor(data)


def test_sums_of_the_real_sample_are_those_of_a_plain_count(shared_data: Path) -> None:
    data = (shared_data / "iati" / "sample_activities_401.xml").read_bytes()
    read = iati_funding([("sample.xml", read_iati(BytesIO(data), file="sample.xml").activities)])
    assert by_donor(read) == flows_by_donor(data)
    assert len(read.rows) > 300
    assert min(row.year for row in read.rows) > 1990
    assert max(row.year for row in read.rows) <= date(2021, 12, 31).year


def read_one_after_another(count: int) -> Iterator[IatiActivityRead]:
    """So many activities, none of which is held here."""
    data = iati_activities([activity()], generated=NOW)
    for number in range(count):
        (one,) = read_iati(BytesIO(data), file="made.xml").activities
        yield replace(one, activity=replace(one.activity, identifier=f"{REF}-{number}"))


def test_no_activity_is_kept_while_a_large_file_is_added_up() -> None:
    """But its identifier, by which it is known when it comes again."""
    grows = []
    for count in (FEW, MANY):
        tracemalloc.start()
        read = iati_funding([("made.xml", read_one_after_another(count))])
        grows.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert sum(row.amount for row in read.rows) == count * 1_350_000
    assert grows[1] - grows[0] < 500 * (MANY - FEW)
