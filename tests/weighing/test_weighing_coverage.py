"""Where we are blind: what one loss takes, and that nothing known is never safe."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import weighing as oracle

from tadasu.schema import UsageError
from tadasu.weighing import ROWS, Coverage, coverage

TODAY = date(2026, 11, 26)


def table(*rows: oracle.Row) -> pl.DataFrame:
    return pl.DataFrame([list(row) for row in rows], schema=ROWS, orient="row")


def covered(*rows: oracle.Row, **other: Any) -> Coverage:
    return coverage(table(*rows), today=TODAY, **other)


REGION: tuple[oracle.Row, ...] = (
    ("f1", "xa", "cotton", ["outlet"], date(2026, 8, 27)),
    ("f2", "xa", "cotton", ["outlet", "group"], date(2026, 3, 1)),
    ("f3", "xa", "tomato", ["outlet"], None),
    ("f4", "xb", "cotton", [], None),
)


def test_a_region_that_hangs_on_two_sources_is_told_with_what_each_holds() -> None:
    found = covered(*REGION)
    assert found.cells.rows() == [
        ("xa", "cotton", "reported", 2, 0, 2, 1, date(2026, 8, 27), 2),
        ("xa", "tomato", "reported", 1, 0, 1, 1, None, None),
        ("xb", "cotton", "reported", 1, 1, 0, 0, None, None),
        ("xb", "tomato", "unknown", None, None, None, None, None, None),
    ]
    assert found.sources.rows() == [("group", 1, 0, 1, 0), ("outlet", 3, 2, 2, 1)]
    assert found.losses.rows() == [("outlet", "xa", "tomato", 0, 1)]


def test_what_would_fall_below_a_number_is_told_too() -> None:
    assert covered(*REGION, least=2).losses.rows() == [
        ("group", "xa", "cotton", 1, 0),
        ("outlet", "xa", "cotton", 1, 1),
        ("outlet", "xa", "tomato", 0, 1),
    ]


def test_cells_of_which_nothing_is_known_are_unknown_and_have_no_number_that_reads_as_safe() -> None:
    found = covered(*REGION[:1], cells=[("xc", "cotton"), ("xa", "cotton")])
    unknown = found.cells.filter(pl.col("state") == "unknown")
    assert unknown.select("country", "sector").rows() == [("xc", "cotton")]
    assert all(unknown[name].is_null().all() for name in found.cells.columns[3:])
    assert covered(cells=[("xc", "cotton")]).cells["state"].to_list() == ["unknown"]
    assert covered().cells.is_empty()


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (date(2026, 10, 26), date(2026, 11, 26), 1),
        (date(2026, 10, 27), date(2026, 11, 26), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2024, 11, 26), date(2026, 11, 26), 24),
        (date(2026, 11, 26), date(2026, 11, 26), 0),
    ],
)
def test_months_are_whole_calendar_months(since: date, today: date, months: int) -> None:
    found = coverage(table(("f", "xa", "cotton", ["o"], since)), today=today)
    assert found.cells["months"].to_list() == [months] == [oracle.months(since, today)]


rows = st.lists(
    st.tuples(
        st.sampled_from(("f1", "f2", "f3", "f4")),
        st.sampled_from(("xa", "xb")),
        st.sampled_from(("cotton", "tomato")),
        st.lists(st.sampled_from(("o", "p", "q")), max_size=3),
        st.none() | st.dates(date(2024, 1, 1), TODAY),
    ),
    max_size=8,
)


@given(rows, st.integers(1, 3))
def test_cells_and_losses_are_those_of_the_slow_twin(drawn: Sequence[oracle.Row], least: int) -> None:
    found = covered(*drawn, least=least)
    reported = found.cells.filter(pl.col("state") == "reported").drop("state")
    assert {(row[0], row[1]): row[2:] for row in reported.rows()} == oracle.cells(drawn, TODAY)
    assert set(found.losses.rows()) == oracle.losses(drawn, least)
    assert found.losses.height == len(set(found.losses.rows()))


@given(rows)
def test_what_a_source_holds_alone_is_what_would_have_no_source_without_it(drawn: Sequence[oracle.Row]) -> None:
    found = covered(*drawn)
    by_id = {id: {one for row in drawn if row[0] == id for one in row[3]} for id in {row[0] for row in drawn}}
    for source, findings, alone, cells, falling in found.sources.rows():
        assert findings == sum(source in sources for sources in by_id.values())
        assert alone == sum(sources == {source} for sources in by_id.values())
        assert cells == len({row[1:3] for row in drawn if source in row[3]})
        assert falling == sum(row[0] == source for row in oracle.losses(drawn, 1))
    assert found.sources["source"].to_list() == sorted({one for row in drawn for one in row[3]})


@given(rows, st.randoms())
def test_the_order_of_rows_changes_nothing(drawn: list[oracle.Row], chance: Random) -> None:
    other = list(drawn)
    chance.shuffle(other)
    one, two = covered(*drawn), covered(*other)
    assert one.cells.equals(two.cells)
    assert one.sources.equals(two.sources)
    assert one.losses.equals(two.losses)


@pytest.mark.parametrize(
    ("changed", "code", "params"),
    [
        (table(*REGION).drop("origins"), "weighing-rows-column", {"column": "origins", "type": "List(String)"}),
        (table(*REGION).with_columns(who=pl.lit("x")), "weighing-rows-other", {"column": "who"}),
        (table(("", "xa", "cotton", ["o"], None)), "weighing-rows-empty", {"column": "id"}),
        (table(("f", "xa", "", ["o"], None)), "weighing-rows-empty", {"column": "sector"}),
        (table(("f", "xa", "cotton", ["o", ""], None)), "weighing-rows-empty", {"column": "origins"}),
        (table(("f", " ", "cotton", ["o"], None)), "weighing-rows-empty", {"column": "country"}),
        (table(("f", "xa", "cotton", ["o", "\u3000"], None)), "weighing-rows-empty", {"column": "origins"}),
        (table(("f", "xa", "cotton", ["o"], date(2026, 11, 27))), "weighing-rows-day", {"id": "f"}),
    ],
)
def test_rows_that_cannot_be_meant_are_refused(changed: pl.DataFrame, code: str, params: dict[str, str]) -> None:
    with pytest.raises(UsageError) as refused:
        coverage(changed, today=TODAY)
    assert (refused.value.code, dict(refused.value.params)) == (code, params)


def test_a_cell_that_is_asked_for_has_a_country_and_a_sector() -> None:
    with pytest.raises(UsageError) as refused:
        coverage(table(*REGION), today=TODAY, cells=[("xa", "cotton"), ("", "cotton")])
    assert (refused.value.code, dict(refused.value.params)) == ("weighing-rows-empty", {"column": "country"})
