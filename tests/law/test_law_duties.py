"""What a company must do in the twelve months from a day, what it may not, and what may follow."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.made import BASIS, DAY, NAMES, regime

from tadasu.law import (
    Always,
    Asked,
    CalendarId,
    Clock,
    Company,
    Due,
    Duty,
    Expression,
    FactId,
    Flag,
    Milestone,
    Named,
    Not,
    Prohibition,
    Unit,
    Verdict,
    answer,
    company_from_pairs,
    regime_of,
    year_of_bans,
    year_view,
)
from tadasu.schema import Flow

ON = date(2026, 11, 25)


def said(*pairs: tuple[str, str]) -> Company:
    return company_from_pairs(pairs)


SMALL = Flag(fact=FactId("small_enterprise"), expected=True)


def milestone(on: date, who: Expression | None = None, recorded: date = DAY, what: str = "applies") -> Milestone:
    return Milestone(what=what, on=on, recorded=recorded, basis=BASIS, who=who)


def test_of_the_days_of_a_regime_only_those_of_the_company_are_shown() -> None:
    large, small = date(2026, 12, 30), date(2027, 6, 30)
    one = replace(
        regime(),
        milestones=(
            milestone(small, SMALL),
            milestone(large, Not(part=SMALL)),
            milestone(date(2026, 7, 1), what="guidelines-due"),
        ),
    )

    def days(*pairs: tuple[str, str]) -> list[tuple[date, Verdict]]:
        return [(day.on, sure) for day, sure in answer(one, said(*pairs), Asked(on=ON)).milestones]

    general = (date(2026, 7, 1), Verdict.IN)
    assert days(("small_enterprise", "yes")) == [general, (small, Verdict.IN)]
    assert days(("small_enterprise", "no")) == [general, (large, Verdict.IN)]
    assert days() == [general, (large, Verdict.UNDETERMINED), (small, Verdict.UNDETERMINED)]


def test_a_day_that_was_not_known_yet_is_not_shown() -> None:
    one = replace(regime(), milestones=(milestone(date(2027, 1, 1), recorded=date(2026, 6, 1)),))
    assert answer(one, said(), Asked(on=ON, known=date(2026, 5, 31))).milestones == ()
    assert len(answer(one, said(), Asked(on=ON)).milestones) == 1


def duty(key: str, due: Due, **more: Any) -> Duty:
    return Duty(id=key, names=NAMES, to=NAMES, due=due, basis=BASIS, **more)


HALF_YEAR = Clock(count=6, unit=Unit.MONTH, calendar=CalendarId("gb"))
STATEMENT = duty("statement", Due(after="financial-year-end", clock=HALF_YEAR))
ACCOUNT = duty("account", Due(each_year=(6, 30)))


def view(
    *duties: Duty,
    start: date = ON,
    year_end: tuple[int, int] = (3, 31),
    milestones: tuple[Milestone, ...] = (),
    pairs: tuple[tuple[str, str], ...] = (),
) -> list[tuple[str, date | None]]:
    one = replace(regime(), duties=duties, milestones=milestones)
    found = year_view([answer(one, said(*pairs), Asked(on=start))], start=start, year_end=year_end)
    return [(each.duty.id, each.on) for each in found]


def test_a_year_from_a_day_holds_each_yearly_day_once_and_goes_over_the_year_end() -> None:
    assert view(ACCOUNT, start=date(2026, 6, 30)) == [("account", date(2026, 6, 30))]
    assert view(ACCOUNT, start=date(2026, 7, 1)) == [("account", date(2027, 6, 30))]
    assert view(duty("new-year", Due(each_year=(1, 1))), start=date(2026, 12, 31)) == [("new-year", date(2027, 1, 1))]
    assert view(duty("last", Due(each_year=(12, 31))), start=date(2027, 1, 1)) == [("last", date(2027, 12, 31))]


@given(st.dates(date(2024, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_every_yearly_day_comes_once_in_twelve_months(start: date, month: int, day: int) -> None:
    ((_, on),) = view(duty("yearly", Due(each_year=(month, day))), start=start)
    assert on is not None
    assert start <= on
    assert (on - start).days <= 365


def test_a_year_from_29_february_ends_with_28_february_of_the_next() -> None:
    leap = date(2028, 2, 29)
    assert view(duty("end", Due(each_year=(2, 28))), start=leap) == [("end", date(2029, 2, 28))]
    assert view(duty("march", Due(each_year=(3, 1))), start=leap) == [("march", date(2028, 3, 1))]
    assert view(duty("end", Due(each_year=(2, 28))), start=date(2028, 2, 28)) == [("end", date(2028, 2, 28))]


def test_a_yearly_29_february_is_the_28th_in_other_years() -> None:
    last = duty("last", Due(each_year=(2, 29)))
    assert view(last, start=date(2026, 3, 1)) == [("last", date(2027, 2, 28))]
    assert view(last, start=date(2027, 3, 1)) == [("last", date(2028, 2, 29))]


def test_a_clock_after_the_financial_year_end_follows_the_companys_own_year() -> None:
    assert view(STATEMENT) == [("statement", date(2027, 9, 30))]
    assert view(STATEMENT, start=date(2026, 9, 1)) == [("statement", date(2026, 9, 30))]
    assert view(STATEMENT, year_end=(12, 31)) == [("statement", date(2027, 6, 30))]
    assert view(STATEMENT, year_end=(2, 29), start=date(2028, 3, 1)) == [("statement", date(2028, 8, 29))]


def test_a_duty_without_a_day_comes_last_and_without_one() -> None:
    ongoing = duty("always", Due())
    asked = duty("answer", Due(after="written-request", clock=HALF_YEAR))
    assert view(ongoing, asked, ACCOUNT) == [("account", date(2027, 6, 30)), ("always", None), ("answer", None)]


def test_a_duty_that_is_over_or_not_yet_the_law_is_left_out() -> None:
    over = duty("over", Due(each_year=(6, 30)), end=date(2026, 11, 24))
    later = duty("later", Due(), start=date(2027, 11, 25))
    last = duty("last", Due(), end=ON, start=ON)
    assert view(over, later, last) == [("last", None)]


def test_a_day_on_which_a_duty_is_not_the_law_does_not_count() -> None:
    ending = duty("ending", Due(each_year=(6, 30)), end=date(2027, 3, 31))
    beginning = duty("beginning", Due(each_year=(6, 30)), start=date(2027, 8, 1))
    assert view(ending, beginning) == [("beginning", None), ("ending", None)]


def test_a_day_before_the_regime_applies_to_the_company_does_not_count() -> None:
    applies = (milestone(date(2027, 7, 1), Not(part=SMALL)), milestone(date(2027, 1, 1), SMALL))
    assert view(ACCOUNT, milestones=applies, pairs=(("small_enterprise", "yes"),)) == [("account", date(2027, 6, 30))]
    assert view(ACCOUNT, milestones=applies, pairs=(("small_enterprise", "no"),)) == [("account", None)]


def test_a_duty_of_some_of_the_bound_is_left_out_for_the_others_and_kept_while_that_is_open() -> None:
    few = duty("few", Due(), who=SMALL)
    assert view(few, pairs=(("small_enterprise", "yes"),)) == [("few", None)]
    assert view(few, pairs=(("small_enterprise", "no"),)) == []
    assert view(few) == [("few", None)]


def test_who_is_not_bound_has_no_duty_and_who_may_be_bound_has() -> None:
    one = replace(regime(), duties=(ACCOUNT,), scope=SMALL)
    for pairs, length in (((("small_enterprise", "no"),), 0), ((), 1), ((("small_enterprise", "yes"),), 1)):
        found = year_view([answer(one, said(*pairs), Asked(on=ON))], start=ON, year_end=(3, 31))
        assert len(found) == length


@pytest.mark.parametrize(
    ("start", "on"),
    [
        (date.min, date(1, 6, 30)),
        (date(2099, 12, 31), date(2100, 6, 30)),
        (date(9998, 7, 1), date(9999, 6, 30)),
        (date.max, None),
    ],
)
def test_a_view_of_any_year_may_be_asked_for(start: date, on: date | None) -> None:
    one = replace(regime(), duties=(ACCOUNT,), status=(replace(regime().status[0], start=date.min),))
    found = year_view([answer(one, said(), Asked(on=start), year=2025)], start=start, year_end=(3, 31))
    assert [each.on for each in found] == [on]


def test_whether_a_duty_is_one_of_the_companys_is_told_while_it_is_open() -> None:
    one = replace(regime(), duties=(duty("few", Due(), who=SMALL),))
    for pairs, concerns in (((), Verdict.UNDETERMINED), ((("small_enterprise", "yes"),), Verdict.IN)):
        (found,) = year_view([answer(one, said(*pairs), Asked(on=ON))], start=ON, year_end=(3, 31))
        assert found.concerns is concerns


def test_a_ban_or_sanction_of_some_of_the_bound_does_not_concern_the_others() -> None:
    small = Prohibition(id="ban", names=NAMES, flows=(Flow.IMPORT,), basis=BASIS, who=SMALL)
    fine = Named(id="fine", names=NAMES, basis=BASIS, who=Not(part=SMALL))
    always = Named(id="order", names=NAMES, basis=BASIS)
    found = answer(
        replace(regime(), prohibitions=(small,), sanctions=(fine, always)),
        said(("small_enterprise", "yes")),
        Asked(on=ON),
    )
    assert [found.concerns(one) for one in (small, fine, always)] == [Verdict.IN, Verdict.OUT, Verdict.IN]


def bans(
    *several: Prohibition, start: date = ON, milestones: tuple[Milestone, ...] = ()
) -> list[tuple[str, date | None]]:
    one = replace(regime(), prohibitions=several, milestones=milestones)
    found = year_of_bans([answer(one, said(), Asked(on=start))], start=start)
    return [(each.ban.id, each.begins) for each in found]


def ban(key: str, start: date | None = None, end: date | None = None) -> Prohibition:
    return Prohibition(id=key, names=NAMES, flows=(Flow.IMPORT,), basis=BASIS, start=start, end=end)


def test_a_ban_is_shown_while_it_is_the_law_and_from_when_where_that_is_to_come() -> None:
    eve, start, later = date(2026, 11, 24), date(2027, 3, 1), date(2027, 11, 25)
    several = (
        ban("always"),
        ban("over", end=eve),
        ban("last", end=ON),
        ban("soon", start=start),
        ban("later", start=later),
    )
    assert bans(*several) == [("always", None), ("last", None), ("soon", start)]
    assert bans(*several, start=date(2026, 11, 24))[1] == ("over", None)


def test_a_ban_begins_with_its_regime_or_after_it() -> None:
    applies = (milestone(date(2027, 12, 14)),)
    several = (ban("ban"), ban("old", start=date(2024, 1, 1)), ban("new", start=date(2027, 3, 1)))
    assert {begins for _, begins in bans(*several, milestones=applies)} == {date(2027, 12, 14)}
    assert bans(ban("new", start=date(2027, 3, 1)), milestones=(milestone(DAY),)) == [("new", date(2027, 3, 1))]


def test_a_ban_of_a_regime_that_does_not_bind_is_not_shown() -> None:
    one = replace(regime(), prohibitions=(ban("ban"),), scope=Not(part=Always()))
    assert year_of_bans([answer(one, said(), Asked(on=ON))], start=ON) == ()


def test_canada_bans_goods_of_child_labour_from_2024_on() -> None:
    (child,) = (one for one in regime_of("ca-import-ban").prohibitions if one.id == "import-child")
    assert [child.holds(day) for day in (date(2023, 12, 31), date(2024, 1, 1))] == [False, True]


def test_of_two_days_of_application_the_one_that_is_surely_the_companys_counts() -> None:
    """Two entries of one day, one for others perhaps: what is sure is not forgotten for what is open."""
    sure = milestone(date(2027, 1, 1))
    for order in ((sure, milestone(date(2027, 1, 1), SMALL)), (milestone(date(2027, 1, 1), SMALL), sure)):
        assert view(ACCOUNT, milestones=(*order, milestone(date(2026, 1, 1), SMALL))) == [
            ("account", date(2027, 6, 30))
        ]


def test_what_begins_later_says_when_whether_the_regime_or_the_duty_does() -> None:
    late = duty("late", Due(), start=date(2027, 3, 1))
    for milestones, begins in (((), date(2027, 3, 1)), ((milestone(date(2029, 7, 26)),), date(2029, 7, 26))):
        one = replace(regime(), duties=(late,), milestones=milestones)
        (found,) = year_view([answer(one, said(), Asked(on=ON))], start=ON, year_end=(3, 31))
        assert found.begins == begins


def test_while_it_is_open_which_day_is_the_companys_the_first_counts() -> None:
    applies = (milestone(date(2027, 7, 1), Not(part=SMALL)), milestone(date(2027, 1, 1), SMALL))
    assert view(ACCOUNT, milestones=applies) == [("account", date(2027, 6, 30))]


def test_no_report_is_due_for_a_financial_year_that_had_ended_when_the_regime_began() -> None:
    began = (milestone(date(2027, 1, 1)),)
    assert view(STATEMENT, milestones=began, year_end=(12, 31)) == [("statement", None)]
    assert view(STATEMENT, milestones=began, year_end=(3, 31)) == [("statement", date(2027, 9, 30))]


@pytest.mark.parametrize(
    ("regime_id", "on", "begins"),
    [
        ("eu-csddd", date(2024, 9, 1), date(2027, 7, 26)),
        ("eu-csddd", date(2025, 5, 1), date(2028, 7, 26)),
        ("eu-csddd", ON, date(2029, 7, 26)),
        ("eu-eudr", date(2025, 6, 1), date(2025, 12, 30)),
        ("eu-eudr", ON, date(2026, 12, 30)),
        ("eu-batteries", date(2024, 1, 1), date(2025, 8, 18)),
    ],
)
def test_a_day_of_application_is_the_one_that_the_law_of_the_day_named(regime_id: str, on: date, begins: date) -> None:
    held = regime_of(regime_id).milestones_on(on, known=date.max)
    assert begins in {one.on for one in held if one.what == "applies"}
