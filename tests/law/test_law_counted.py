"""Clocks whose count is a parameter: as long as the law of the day says, or as the number is set otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.folder import write
from tests.law.made import BASIS, DAY, NAMES, regime

from tadasu.law import (
    LATEST,
    Asked,
    CalendarId,
    Clock,
    Company,
    Counted,
    Dated,
    Due,
    Duty,
    Measure,
    Parameter,
    Regime,
    TimeLimit,
    Unit,
    Value,
    answer,
    duties_of,
    folder_of,
    has_procedure,
    load_regime,
    procedure_of,
    read_procedure,
    regime_of,
    regimes,
    year_view,
)
from tadasu.schema import UsageError

CHANGE, END = date(2026, 1, 1), date(2027, 12, 31)
MONTHS = Counted(parameter="months", unit=Unit.MONTH, calendar=CalendarId("jp"))
REPORT = Duty(id="report", names=NAMES, to=NAMES, basis=BASIS, due=Due(after="financial-year-end", counted=MONTHS))


def value(count: Value, start: date, end: date | None = None, recorded: date = DAY) -> Dated:
    return Dated(value=count, start=start, end=end, recorded=recorded, basis=BASIS)


def with_months(*values: Dated) -> Regime:
    """An invented regime whose yearly report is due so many months after the financial year."""
    values = values or (value(Decimal(3), DAY, CHANGE - timedelta(days=1)), value(Decimal(5), CHANGE, END))
    months = Parameter(id="months", about="", unit=Measure.COUNT, names=NAMES, values=values)
    return replace(regime(), parameters={**regime().parameters, "months": months}, duties=(REPORT,))


def due_of(one: Regime, asked: Asked) -> Due:
    (duty,) = duties_of(one, asked)
    return duty.due


def months_of(one: Regime, asked: Asked) -> int | None:
    clock = due_of(one, asked).clock
    return None if clock is None else clock.count


def test_a_clock_is_as_long_as_the_law_of_the_day_says() -> None:
    assert months_of(with_months(), Asked(on=CHANGE - timedelta(days=1))) == 3
    assert months_of(with_months(), Asked(on=CHANGE)) == 5


def test_a_clock_is_as_long_as_was_known_on_the_day_of_knowledge() -> None:
    one = with_months(value(Decimal(3), DAY), value(Decimal(5), CHANGE, recorded=date(2026, 6, 1)))
    assert months_of(one, Asked(on=CHANGE, known=date(2026, 5, 31))) == 3
    assert months_of(one, Asked(on=CHANGE, known=date(2026, 6, 1))) == 5


def test_a_number_that_is_set_moves_the_clock_and_is_marked() -> None:
    due = due_of(with_months(), Asked(on=CHANGE, chosen={"months": Decimal(9)}))
    assert due.clock == Clock(count=9, unit=Unit.MONTH, calendar=CalendarId("jp"))
    assert due.counted is not None
    assert due.counted.chosen
    as_it_is = due_of(with_months(), Asked(on=CHANGE)).counted
    assert as_it_is is not None
    assert not as_it_is.chosen


@pytest.mark.parametrize(("months", "day"), [(None, date(2026, 8, 31)), (Decimal(8), date(2026, 11, 30))])
def test_the_day_of_a_duty_moves_with_its_number(months: Decimal | None, day: date) -> None:
    asked = Asked(on=date(2026, 4, 1), chosen={} if months is None else {"months": months})
    found = year_view([answer(with_months(), Company({}), asked)], start=asked.on, year_end=(3, 31))
    assert [one.on for one in found] == [day]


def test_before_a_number_has_a_value_no_day_is_told_but_the_value_to_come() -> None:
    asked = Asked(on=DAY)
    one = with_months(value(Decimal(6), CHANGE, recorded=DAY), value(Decimal(5), CHANGE, recorded=CHANGE))
    due = due_of(one, asked)
    assert due.clock is None
    assert not due.ongoing
    assert due.counted is not None
    assert due.counted.later == (CHANGE, Clock(count=5, unit=Unit.MONTH, calendar=CalendarId("jp")))
    found = year_view([answer(one, Company({}), asked)], start=asked.on, year_end=(3, 31))
    assert [(each.duty.id, each.on) for each in found] == [("report", None)]
    assert months_of(one, replace(asked, chosen={"months": Decimal(9)})) == 9


@pytest.mark.parametrize("asked", [Asked(on=END + timedelta(days=1)), Asked(on=DAY, known=DAY - timedelta(days=1))])
def test_where_a_number_has_ended_or_was_not_known_nothing_is_told(asked: Asked) -> None:
    due = due_of(with_months(), asked)
    assert due.clock is None
    assert due.counted is not None
    assert due.counted.later is None


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers(1, 40_000).map(Decimal))
def test_every_whole_number_from_1_that_is_set_makes_a_clock_and_no_other_does(months: Decimal) -> None:
    asked = Asked(on=CHANGE, chosen={"months": months})
    if 0 < months <= 40_000 and months % 1 == 0:
        assert months_of(with_months(), asked) == int(months)
        return
    with pytest.raises(UsageError) as raised:
        months_of(with_months(), asked)
    assert raised.value.code == "clock-number"
    assert dict(raised.value.params)["parameter"] == "months"


def test_what_makes_no_clock_is_refused_where_clocks_are_asked_for_and_only_there() -> None:
    asked = Asked(on=date(2026, 11, 25), chosen={"wind_down_days": Decimal(0)})
    with pytest.raises(UsageError) as raised:
        procedure_of("jp-model-funding", asked)
    assert raised.value.code == "clock-number"
    found = answer(regime_of("jp-model-funding"), Company({}), asked)
    with pytest.raises(UsageError):
        year_view([found], start=asked.on, year_end=(3, 31))


# Procedures


def test_the_procedure_of_a_regime_has_the_numbers_of_the_latest_law_and_those_that_are_set() -> None:
    def months(asked: Asked | None = None) -> int | None:
        limit = procedure_of("jp-model-goods", asked).states["deciding"].limit
        assert limit is not None
        assert limit.basis.article == "Art. 12(3) (model)"
        return limit.clock.count if limit.clock is not None else None

    assert months() == months(Asked(on=LATEST)) == 6
    assert months(Asked(on=LATEST, chosen={"determination_months": Decimal(9)})) == 9


def test_before_the_numbers_of_a_procedure_are_the_law_no_time_is_told_but_that_to_come() -> None:
    limit = procedure_of("eu-flr", Asked(on=date(2026, 11, 25))).states["ordered"].limit
    assert limit is not None
    assert limit.clock is None
    assert limit.counted is not None
    assert limit.counted.later is not None
    assert (limit.counted.later[0], limit.counted.later[1].count) == (date(2027, 12, 14), 30)


def test_a_number_that_the_regime_does_not_have_cannot_be_set_in_its_procedure() -> None:
    with pytest.raises(UsageError) as raised:
        procedure_of("jp-model-goods", Asked(on=LATEST, chosen={"size": Decimal(3)}))
    assert raised.value.code == "no-such-parameter"


@pytest.mark.parametrize("key", ["jp-model-funding", "jp-model-goods"])
def test_every_number_of_a_model_that_counts_a_clock_moves_all_its_clocks_and_no_other(key: str) -> None:
    def counts(asked: Asked) -> dict[str, tuple[str, int | None]]:
        times: dict[str, TimeLimit | Due] = {
            f"state {one.id}": one.limit for one in procedure_of(key, asked).states.values() if one.limit
        }
        times |= {f"duty {one.id}": one.due for one in duties_of(regime_of(key), asked)}
        return {
            name: (one.counted.parameter if one.counted else "", one.clock.count if one.clock else None)
            for name, one in times.items()
        }

    law = counts(Asked(on=LATEST))
    named = {parameter for parameter, _ in law.values()} - {""}
    assert len(named) >= 5
    for parameter in named:
        otherwise = counts(Asked(on=LATEST, chosen={parameter: Decimal(777)}))
        moved = {name for name, one in otherwise.items() if one != law[name]}
        assert moved == {name for name, (counted_by, _) in law.items() if counted_by == parameter}


def test_the_latest_law_tells_every_clock_of_every_regime() -> None:
    for one in regimes().values():
        if has_procedure(folder_of(one)):
            states = read_procedure(folder_of(one), one).states.values()
            assert all(state.limit.clock is not None for state in states if state.limit is not None), one.id
        times = [duty.due for duty in duties_of(one, Asked(on=LATEST)) if duty.due.after]
        assert all(due.clock is not None for due in times), one.id


# A user's own regime


def test_a_clock_of_a_regime_in_a_folder_may_name_a_number(tmp_path: Path) -> None:
    home = write(tmp_path, "procedure.yaml", "count: 30", "count: period")
    one = load_regime(home)
    limit = read_procedure(home, one).states["received"].limit
    assert limit is not None
    assert limit.clock == Clock(count=20, unit=Unit.WORKING_DAY, calendar=CalendarId("no"))
    (kept,) = (duty for duty in duties_of(one, Asked(on=LATEST)) if duty.id == "keep")
    assert kept.due.clock == Clock(count=20, unit=Unit.DAY, calendar=CalendarId("no"))
