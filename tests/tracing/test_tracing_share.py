"""Tainted share: the worked example, the slow twin, and what must always hold."""

import doctest
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.oracles.share import Choice, Lot, Need, Needs, shares, true_shares

from tadasu.schema import UsageError
from tadasu.tracing import NOTHING, Lots, Makings, Shares, Stocks, Trade, advance_shares, tainted_shares
from tadasu.tracing._stocks_kernel import CLEAN, LEAST, MOST, MOST_STOCK, SIZE, START, TAINTED, UNIT, part

PAGE = Path(__file__).parents[2] / "docs" / "tainted-share.md"
ONE_FOR_ONE = (1000, 1000)
WHOLE = 10**6
Triple = tuple[int, int, int]


def makings_of(needs: Needs) -> Makings:
    table = np.array([[need or (1, 1) for need in row] for row in needs], np.int32)
    allowed = np.array([[need is not None for need in row] for row in needs], np.uint8)
    return Makings(allowed=allowed, need_least=table[:, :, 0].copy(), need_most=table[:, :, 1].copy())


def trade_of(lots: Sequence[Lot]) -> Trade:
    columns = {name: [getattr(lot, name) for lot in lots] for name in ("seller", "buyer", "product", "day")}
    return Trade.build(**columns, weight=[0] * len(lots), companies=12)


def lots_of(lots: Sequence[Lot], trade: Trade) -> Lots:
    ordered = [lots[row] for row in trade.row]
    return Lots.build(
        amount=[-1 if lot.least is None else lot.least for lot in ordered],
        most_amount=[-1 if lot.most is None else lot.most for lot in ordered],
        seed=[0 if lot.touched else NOTHING for lot in ordered],
        begins=[lot.begins for lot in ordered],
    )


def triples(found: Shares) -> list[Triple]:
    return list(zip(found.least.tolist(), found.most.tolist(), found.seen.tolist(), strict=True))


def found(lots: Sequence[Lot], needs: Needs) -> list[Triple]:
    """Least, most and seen in the order of the lots."""
    trade = trade_of(lots)
    in_order = triples(tainted_shares(trade, lots_of(lots, trade), makings_of(needs)))
    back = {int(row): place for place, row in enumerate(trade.row)}
    return [in_order[back[i]] for i in range(len(lots))]


# The worked example

DRAFTED = re.compile(r"^\| \d+ \| (\d+ \w+) \| (\w+) → (\w+) \| (\d{4}) \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
MONTHS = {"February": 2, "March": 3, "April": 4}
GOODS = ("5205", "5402", "5208", "6205")
YARN_TO_CLOTH, CLOTH_TO_SHIRTS = (1050, 1050), (1250, 1250)
WORKED: Needs = [
    [ONE_FOR_ONE, None, YARN_TO_CLOTH, None],
    [None, ONE_FOR_ONE, YARN_TO_CLOTH, None],
    [None, None, ONE_FOR_ONE, CLOTH_TO_SHIRTS],
    [None, None, None, ONE_FOR_ONE],
]


def worked_example() -> tuple[list[Lot], list[str]]:
    """The lots of the page, and the shares it says they have."""
    lots: list[Lot] = []
    said: list[str] = []
    companies: dict[str, int] = {}
    for day, seller, buyer, good, quantity, known, share in DRAFTED.findall(PAGE.read_text(encoding="utf-8")):
        number, month = day.split()
        kilograms = [Fraction(one.replace(",", "")) for one in re.findall(r"([\d,.]+) kg", quantity)]
        if pieces := re.search(r"([\d,]+) pieces of ([\d.]+)", quantity):
            assert kilograms[-1] == int(pieces[1].replace(",", "")) * Fraction(pieces[2])
        grams = int(kilograms[-1] * 10**6)
        lots.append(
            Lot(
                seller=companies.setdefault(seller, len(companies)),
                buyer=companies.setdefault(buyer, len(companies)),
                product=GOODS.index(good),
                day=(date(2025, MONTHS[month], int(number)) - date(1970, 1, 1)).days,
                least=grams,
                most=grams,
                touched="finding" in known,
                begins="begins" in known,
            )
        )
        said.append(share.strip())
    return lots, said


def told(least: int, most: int, seen: int) -> str:
    def percent(parts: int) -> str:
        return f"{parts / 10**4:g}"

    share = percent(least) if least == most else f"{percent(least)} to {percent(most)}"
    return f"{share} %, seen {percent(seen)} %"


def test_the_worked_example_of_the_page_comes_out_as_the_page_says() -> None:
    lots, said = worked_example()
    assert len(lots) == 10
    assert [told(*one) for one in found(lots, WORKED)] == said
    assert "62 %, seen 100 %" in said


def test_the_examples_in_the_code_are_true() -> None:
    results = doctest.testmod(import_module("tadasu.tracing._share"))
    assert results.attempted > 0
    assert results.failed == 0


# Single cases

MILL, OTHER_MILL, WEAVER, MAKER = range(4)
YARN, CLOTH = range(2)
SIMPLE: Needs = [[ONE_FOR_ONE, ONE_FOR_ONE], [None, ONE_FOR_ONE]]


def lot(
    seller: int, buyer: int, good: int, amount: int | None, *, day: int = 1, touched: bool = False, begins: bool = False
) -> Lot:
    return Lot(seller, buyer, good, day, amount, amount, touched, begins)


def bad_yarn(amount: int | None) -> Lot:
    return lot(MILL, WEAVER, YARN, amount, touched=True, begins=True)


def good_yarn(amount: int | None) -> Lot:
    return lot(OTHER_MILL, WEAVER, YARN, amount, begins=True)


def cloth(amount: int | None) -> Lot:
    return lot(WEAVER, MAKER, CLOTH, amount)


def test_goods_of_which_nothing_is_seen_are_neither_clean_nor_tainted() -> None:
    assert found([cloth(5)], SIMPLE) == [(0, WHOLE, 0)]


def test_a_stock_that_ran_out_does_not_taint_what_comes_later() -> None:
    assert found([bad_yarn(5), cloth(5), good_yarn(5), cloth(5)], SIMPLE)[3] == (0, 0, WHOLE)


def test_a_stock_that_did_not_run_out_does() -> None:
    assert found([bad_yarn(5), cloth(4), good_yarn(4), cloth(5)], SIMPLE)[3] == (200_000, 200_000, WHOLE)


def test_what_lacks_may_be_tainted_or_clean() -> None:
    assert found([bad_yarn(1), good_yarn(1), cloth(4)], SIMPLE)[2] == (250_000, 750_000, 500_000)


def test_a_third_is_rounded_down_at_least_and_up_at_most() -> None:
    assert found([bad_yarn(1), good_yarn(2), cloth(3)], SIMPLE)[2] == (333_333, 333_334, WHOLE)


def test_a_finding_on_the_declaration_itself_taints_it_whole_and_it_still_uses_up_the_stock() -> None:
    lots = [good_yarn(4), replace(cloth(4), touched=True), cloth(1)]
    assert found(lots, SIMPLE)[1:] == [(WHOLE, WHOLE, WHOLE), (0, WHOLE, 0)]


def test_an_unknown_arrival_leaves_everything_between_the_two_mixtures_possible() -> None:
    assert found([good_yarn(5), bad_yarn(None), cloth(5)], SIMPLE)[2] == (0, WHOLE, WHOLE)
    half = [bad_yarn(5), good_yarn(5), cloth(None)]
    assert found([*half, lot(MILL, MAKER, CLOTH, 5, touched=True, begins=True), lot(MAKER, 4, CLOTH, 5)], SIMPLE)[
        4
    ] == (
        500_000,
        WHOLE,
        WHOLE,
    )


def test_an_unknown_sale_passes_on_the_mixture_and_may_have_taken_all() -> None:
    lots = [bad_yarn(5), good_yarn(5), cloth(None), cloth(5)]
    assert found(lots, SIMPLE)[2:] == [(500_000, 500_000, 0), (0, WHOLE, 0)]
    assert found([*lots[:3], good_yarn(5), cloth(5)], SIMPLE)[4] == (0, 333_334, WHOLE)


def test_zero_is_unknown_since_goods_weigh_something() -> None:
    lots = [bad_yarn(5), good_yarn(5), cloth(None), cloth(5)]
    zero = [replace(one, least=0, most=0) if one.least is None else one for one in lots]
    assert found(zero, SIMPLE) == found(lots, SIMPLE)


def test_an_amount_between_bounds_gives_a_share_between_bounds() -> None:
    lots = [bad_yarn(30), replace(good_yarn(None), least=10, most=30), cloth(10)]
    assert found(lots, SIMPLE)[2] == (500_000, 750_000, WHOLE)


def test_a_need_between_bounds_gives_a_share_between_bounds() -> None:
    needs: Needs = [[None, None, (1000, 1000)], [None, None, (1000, 3000)], [None, None, None]]
    lots = [bad_yarn(30), replace(good_yarn(30), product=1), lot(WEAVER, MAKER, 2, 20)]
    assert found(lots, needs)[2] == (500_000, 750_000, WHOLE)


def test_without_needs_one_is_made_from_one() -> None:
    lots = [bad_yarn(3), good_yarn(1), cloth(2)]
    trade = trade_of(lots)
    allowed = np.array([[1, 1], [0, 1]], np.uint8)
    assert triples(tainted_shares(trade, lots_of(lots, trade), Makings(allowed=allowed))) == found(lots, SIMPLE)


def test_within_a_day_the_order_of_the_file_decides_what_was_there() -> None:
    assert found([cloth(5), bad_yarn(5)], SIMPLE)[0] == (0, WHOLE, 0)
    assert found([bad_yarn(5), cloth(5)], SIMPLE)[1] == (WHOLE, WHOLE, WHOLE)


def test_nothing_in_nothing_out() -> None:
    assert found([], SIMPLE) == []


# Invariants over random worlds


@st.composite
def worlds(
    draw: st.DrawFn,
    *,
    amounts: st.SearchStrategy[int],
    vague: bool = True,
    touching: st.SearchStrategy[bool] | None = None,
    most: int = 30,
) -> tuple[list[Lot], Needs]:
    """Lots in the order of days, few companies and goods so that stocks mix and run out; `vague` leaves things open."""
    companies, goods = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    thousandths = st.integers(1, 3000) | st.just(1000)
    exact = st.just(ONE_FOR_ONE)
    pair = st.tuples(thousandths, thousandths).map(lambda two: (min(two), max(two))) if vague else exact
    needs: list[list[Need | None]] = [
        draw(st.lists(st.none() | pair | exact, min_size=goods, max_size=goods)) for _ in range(goods)
    ]
    known = amounts.map(lambda amount: (amount, amount))
    bounds = st.tuples(amounts, amounts).map(lambda two: (min(two), max(two)))
    some = known | known | bounds | st.just((None, None)) if vague else known
    lots = draw(
        st.lists(
            st.builds(
                lambda seller, buyer, product, day, amount, touched, begins: Lot(
                    seller, buyer, product, day, amount[0], amount[1], touched, begins
                ),
                st.integers(0, companies - 1),
                st.integers(0, companies - 1),
                st.integers(0, goods - 1),
                st.integers(0, 9),
                some,
                touching if touching is not None else st.integers(0, 3).map(lambda n: n == 0),
                st.integers(0, 2).map(lambda n: n == 0),
            ),
            max_size=most,
        )
    )
    return sorted(lots, key=lambda one: one.day), needs


SMALL = st.integers(1, 12)
LARGE = st.integers(10**9, 10**12)
ANY_SIZE = SMALL | LARGE | st.integers(10**14, 10**15) | st.just(10**15)
World = tuple[list[Lot], Needs]


@settings(deadline=None, max_examples=300)
@given(worlds(amounts=ANY_SIZE) | worlds(amounts=SMALL) | worlds(amounts=LARGE, vague=False))
def test_the_loop_equals_the_slow_twin_to_the_bit(world: World) -> None:
    assert found(*world) == shares(*world)


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=ANY_SIZE))
def test_bounds_are_bounds(world: World) -> None:
    for one, (least, most, seen) in zip(world[0], found(*world), strict=True):
        assert 0 <= least <= most <= WHOLE
        assert 0 <= seen <= WHOLE
        if not one.touched and not one.begins and one.least:
            assert least <= seen
            assert most >= WHOLE - seen


@settings(deadline=None, max_examples=150)
@given(worlds(amounts=LARGE, most=20), st.data())
def test_no_world_that_the_papers_allow_lies_outside_the_bounds(world: World, data: st.DataObject) -> None:
    lots, needs = world
    place = st.fractions(0, 1, max_denominator=8)
    choice = st.builds(Choice, place, st.tuples(*[place] * len(needs)), place)
    choices = data.draw(st.lists(choice, min_size=len(lots), max_size=len(lots)))
    true = true_shares(lots, needs, choices, 10**13)
    for share, (least, most, _) in zip(true, found(lots, needs), strict=True):
        if share is not None:
            assert least - 1 <= share * WHOLE <= most + 1


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=ANY_SIZE, touching=st.just(False)))
def test_without_a_finding_nothing_is_surely_tainted(world: World) -> None:
    assert {least for least, _, _ in found(*world)} <= {0}


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=ANY_SIZE))
def test_where_all_that_begins_is_touched_all_that_is_seen_is_tainted(world: World) -> None:
    lots, needs = world
    lots = [replace(one, touched=one.begins) for one in lots]
    while True:
        result = found(lots, needs)
        unseen = [seen < WHOLE for _, _, seen in result]
        if not any(unseen):
            break
        first = unseen.index(True)
        lots[first] = replace(lots[first], begins=True, touched=True)
    assert {(least, most) for least, most, _ in result} <= {(WHOLE, WHOLE)}


def masses(stocks: Stocks, column: int) -> dict[tuple[int, int], Fraction]:
    """Amount of that kind by company and product, of stocks whose amounts are known."""
    out = {}
    books = stocks.books
    for company, (start, size) in enumerate(zip(books.firm[:, START], books.firm[:, SIZE], strict=True)):
        for row in range(start, start + size):
            least, most, *_ = books.stock[row].tolist()
            assert least == most
            out[company, int(books.product[row])] = Fraction(least * int(books.stock[row, column]), UNIT)
    return out


def amounts(stocks: Stocks) -> dict[tuple[int, int], int]:
    whole = stocks.copy()
    whole.books.stock[:, TAINTED] = UNIT
    return {key: int(value) for key, value in masses(whole, TAINTED).items()}


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=SMALL | LARGE, vague=False))
def test_what_leaves_was_there(world: World) -> None:
    """Of amounts exactly what the stocks lack, of taint no more than a unit a stock beyond it."""
    lots, needs = world
    trade = trade_of(lots)
    columns, makings = lots_of(lots, trade), makings_of(needs)
    stocks = Stocks.start(trade.companies)
    for place, one in enumerate(lots):
        before = stocks.copy()
        advance_shares(stocks, trade, columns, makings, until=place + 1)
        held = amounts(before)
        usable = (
            {key for key in held if key[0] == one.seller and needs[key[1]][one.product]} if not one.begins else set()
        )
        taken = min(one.least or 0, sum(held[key] for key in usable))
        assert sum(amounts(stocks).values()) == sum(held.values()) - taken + (one.least or 0)
        for kind in (TAINTED, CLEAN):
            gained = sum(masses(stocks, kind).values()) - sum(masses(before, kind).values())
            made = (one.least or 0) if (one.touched if kind == TAINTED else one.begins and not one.touched) else 0
            assert gained <= made + len(usable)


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=LARGE, vague=False), st.data())
def test_a_split_consignment_is_as_tainted_as_a_whole_one(world: World, data: st.DataObject) -> None:
    lots, needs = world
    assume(lots)
    at = data.draw(st.integers(0, len(lots) - 1))
    one = lots[at]
    assume(one.seller != one.buyer)
    amount = one.least or 0
    first = data.draw(st.integers(1, amount - 1))
    halves = [replace(one, least=first, most=first), replace(one, least=amount - first, most=amount - first)]
    whole, split = found(lots, needs), found([*lots[:at], *halves, *lots[at + 1 :]], needs)
    for kind in range(3):
        together = first * split[at][kind] + (amount - first) * split[at + 1][kind]
        assert abs(together - amount * whole[at][kind]) <= 2 * amount
    for other, same in zip(whole[:at] + whole[at + 1 :], split[:at] + split[at + 2 :], strict=True):
        assert np.abs(np.subtract(other, same)).max() <= 2


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=LARGE, vague=False), st.integers(2, 1000))
def test_other_units_change_nothing(world: World, factor: int) -> None:
    lots, needs = world
    scaled = [replace(one, least=(one.least or 0) * factor, most=(one.most or 0) * factor) for one in lots]
    assert np.abs(np.subtract(found(lots, needs), found(scaled, needs))).max(initial=0) <= 2


@settings(deadline=None, max_examples=60)
@given(worlds(amounts=ANY_SIZE), st.data())
def test_lots_of_one_day_without_a_company_in_common_may_change_places(world: World, data: st.DataObject) -> None:
    lots, needs = world
    assume(len(lots) > 1)
    at = data.draw(st.integers(0, len(lots) - 2))
    one = lots[at]
    free = st.sampled_from([company for company in range(6) if company not in (one.seller, one.buyer)])
    lots[at + 1] = replace(lots[at + 1], seller=data.draw(free), buyer=data.draw(free), day=one.day)
    whole = found(lots, needs)
    swapped = found([*lots[:at], lots[at + 1], lots[at], *lots[at + 2 :]], needs)
    assert swapped == [*whole[:at], whole[at + 1], whole[at], *whole[at + 2 :]]


@settings(deadline=None, max_examples=50)
@given(worlds(amounts=ANY_SIZE), st.data())
def test_one_may_stop_anywhere_and_go_on(world: World, data: st.DataObject) -> None:
    lots, needs = world
    trade = trade_of(lots)
    columns, makings = lots_of(lots, trade), makings_of(needs)
    stocks = Stocks.start(trade.companies)
    until = data.draw(st.integers(0, len(lots)))
    first = advance_shares(stocks, trade, columns, makings, until=until)
    kept = stocks.copy()
    second = advance_shares(stocks, trade, columns, makings)
    assert triples(first) + triples(second) == found(lots, needs)
    assert triples(advance_shares(kept, trade, columns, makings)) == triples(second)


CROSSING: World = (
    [
        Lot(0, 1, 0, 1, 1, 2, begins=True),
        Lot(0, 1, 1, 1, 1, 1, begins=True),
        Lot(0, 1, 2, 1, 2, 2, begins=True),
        Lot(1, 2, 3, 2, 2, 2),
    ],
    [[None, None, None, ONE_FOR_ONE]] * 3 + [[None] * 4],
)
"""Running sums of the least amounts round up in the second stock where those of the most round down."""


@settings(deadline=None, max_examples=100)
@given(worlds(amounts=SMALL) | worlds(amounts=ANY_SIZE))
@example(CROSSING)
def test_in_the_books_least_is_never_above_most_and_nothing_is_both_tainted_and_clean(world: World) -> None:
    lots, needs = world
    trade = trade_of(lots)
    stocks = Stocks.start(trade.companies)
    advance_shares(stocks, trade, lots_of(lots, trade), makings_of(needs))
    books = stocks.books
    for start, size in zip(books.firm[:, START], books.firm[:, SIZE], strict=True):
        rows = books.stock[start : start + size]
        assert (rows[:, LEAST] >= 0).all()
        assert (rows[:, LEAST] <= rows[:, MOST]).all()
        assert (rows[:, [TAINTED, CLEAN]] >= 0).all()
        assert (rows[:, TAINTED] + rows[:, CLEAN] <= UNIT).all()


# Room and extremes


def test_rooms_grow_move_and_are_given_again() -> None:
    goods = 300
    rng = np.random.default_rng(7)
    lots = [
        Lot(int(s), int(b), int(g), 1, int(a), int(a), bool(t), bool(t or n))
        for s, b, g, a, t, n in zip(
            *(rng.integers(0, top, 4000) for top in (12, 12, goods)),
            rng.integers(1, 10**12, 4000),
            rng.integers(0, 2, 4000),
            rng.integers(0, 2, 4000),
            strict=True,
        )
    ]
    needs: Needs = [[ONE_FOR_ONE if (p + q) % 50 == 0 else None for q in range(goods)] for p in range(goods)]
    assert found(lots, needs) == shares(lots, needs)


def test_the_greatest_stocks_are_counted_exactly_and_greater_ones_without_bound() -> None:
    top = 10**15
    lots = [bad_yarn(top), *[good_yarn(top)] * 999, cloth(top), *[good_yarn(top)] * 50, cloth(top)]
    result = found(lots, SIMPLE)
    assert result == shares(lots, SIMPLE)
    assert result[1000] == (1000, 1000, WHOLE)
    least, most, seen = result[-1]
    assert least < 960
    assert (most, seen) == (999, WHOLE)


@pytest.mark.parametrize("need", [(1, 1), (1, 2 * 10**9), (2 * 10**9, 2 * 10**9), (999, 1001)])
@pytest.mark.parametrize("amount", [1, 10**15])
def test_extreme_needs_do_not_overflow(need: Need, amount: int) -> None:
    needs: Needs = [[ONE_FOR_ONE, need], [None, (1000, 1000)]]
    lots = [
        bad_yarn(10**15),
        good_yarn(1),
        replace(good_yarn(7), product=CLOTH),
        cloth(amount),
        cloth(1),
        cloth(amount),
    ]
    assert found(lots, needs) == shares(lots, needs)


@settings(deadline=None, max_examples=500)
@given(st.data())
def test_the_long_division_is_exact(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 2**60 - 1) | st.integers(1, 100))
    amount = data.draw(st.integers(0, MOST_STOCK) | st.just(2**60))
    a, rest = data.draw(st.integers(0, n) | st.integers(max(0, n - 5), n)), data.draw(st.integers(0, n - 1))
    assert part(amount, a, n, rest) == divmod(amount * a + rest, n)


@pytest.mark.parametrize("short", [0, 1, 2, 1000])
def test_the_long_division_is_exact_just_below_a_whole_quotient(short: int) -> None:
    n = 2**60 - 1
    for amount in (1, 3, 2**30 - 1, 2**30, 2**30 + 1, MOST_STOCK - 1, 2**60):
        for rest in (0, 1, n - 1):
            assert part(amount, n - short, n, rest) == divmod(amount * (n - short) + rest, n)


# What is refused


@pytest.mark.parametrize(
    "columns",
    [
        {"amount": [-2]},
        {"amount": [10**15 + 1]},
        {"amount": [1.5]},
        {"amount": [5], "most_amount": [4]},
        {"amount": [5], "most_amount": [5, 6]},
        {"amount": [5], "seed": [0, 0]},
        {"amount": [5], "begins": [1]},
    ],
)
def test_a_column_that_cannot_be_is_refused(columns: dict[str, list[int]]) -> None:
    with pytest.raises(UsageError, match="trade-column"):
        Lots.build(**columns)


def needs_table(least: int, most: int) -> dict[str, NDArray[np.int32]]:
    return {"need_least": np.full((2, 2), least, np.int32), "need_most": np.full((2, 2), most, np.int32)}


@pytest.mark.parametrize(
    "arrays",
    [
        {"allowed": np.ones((2, 3), np.uint8)},
        {"allowed": np.ones((2, 2), np.int64)},
        {"allowed": np.ones((3, 3), np.uint8), **needs_table(1000, 1000)},
        {"allowed": np.ones((2, 2), np.uint8), **needs_table(1001, 1000)},
        {"allowed": np.ones((2, 2), np.uint8), **needs_table(0, 1000)},
        {"allowed": np.ones((2, 2), np.uint8), "need_least": np.ones((2, 2), np.int32)},
    ],
)
def test_a_table_that_cannot_be_is_refused(arrays: dict[str, NDArray[np.int32]]) -> None:
    with pytest.raises(UsageError, match="trade-column"):
        Makings(**arrays)  # type: ignore[arg-type]


def test_lots_of_another_trade_and_goods_outside_the_table_are_refused() -> None:
    lots = [bad_yarn(1), cloth(1)]
    trade = trade_of(lots)
    with pytest.raises(UsageError, match="amount"):
        tainted_shares(trade, lots_of(lots[:1], trade_of(lots[:1])), makings_of(SIMPLE))
    with pytest.raises(UsageError, match="product"):
        tainted_shares(trade, lots_of(lots, trade), makings_of([[ONE_FOR_ONE]]))
    with pytest.raises(UsageError, match="until"):
        advance_shares(Stocks.start(12), trade, lots_of(lots, trade), makings_of(SIMPLE), until=3)
