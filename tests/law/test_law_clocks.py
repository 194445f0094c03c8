"""Due dates: worked examples from laws and commentaries, what must always hold, and the slow twin that walks day by day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.oracles.law_clock import Walk
from tests.oracles.law_clock import due as slow_due
from tests.oracles.law_clock import left as slow_left

from tadasu.law import CalendarId, Clock, Unit, calendars, due, due_many, remaining
from tadasu.law import _working as room
from tadasu.law._calendars import FirstDay, MonthEnd
from tadasu.law._clocks import LONGEST, add_working_days
from tadasu.law._days_off import LAST_YEAR, days_off
from tadasu.schema import Period, UsageError

DAY = timedelta(1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock(text: str, calendar: str) -> Clock:
    """A clock from `10 working-day` and a calendar."""
    count, unit = text.split()
    return Clock(count=int(count), unit=Unit(unit), calendar=CalendarId(calendar))


def period(start: str | None, end: str | None) -> Period:
    return Period(start=day(start) if start else None, end=day(end) if end else None)


WORKED = [
    # Golden Week: 29 April and 3 to 5 May are holidays, in 2026 also 6 May, the substitute for a Sunday
    ("jp", "10 working-day", "2027-04-28", "2027-05-18"),
    ("jp", "1 working-day", "2026-05-01", "2026-05-07"),
    ("jp", "3 day", "2026-04-30", "2026-05-07"),
    # a Tuesday between two holidays is one
    ("jp", "5 day", "2026-09-17", "2026-09-24"),
    # the end of the year: 29 December to 3 January are closed
    ("jp", "10 day", "2026-12-19", "2027-01-04"),
    ("jp", "1 working-day", "2026-12-28", "2027-01-04"),
    ("jp", "1 month", "2027-11-30", "2028-01-04"),
    # Civil Code Art. 143(2): the eve of the date of the first day, which is the day after the event
    ("jp", "1 month", "2027-02-28", "2027-03-31"),
    ("jp", "1 month", "2027-04-13", "2027-05-13"),
    ("jp", "1 month", "2028-01-30", "2028-02-29"),
    ("jp", "1 month", "2028-01-29", "2028-02-29"),
    ("jp", "1 year", "2027-02-28", "2028-02-29"),
    ("jp", "1 year", "2028-02-29", "2029-02-28"),
    ("jp", "2 week", "2027-04-21", "2027-05-06"),
    # Korea, examples of commentaries: a month from 28 February 2019 ends on Sunday 31 March; 90 days from 19 January 2026
    ("kr", "1 month", "2019-02-28", "2019-04-01"),
    ("kr", "90 day", "2026-01-19", "2026-04-20"),
    ("th", "1 month", "2028-02-28", "2028-03-28"),
    # Regulation 1182/71: Easter, Ascension and its Friday, Whit Monday; 2027 has Easter on 28 March
    ("eu-com", "30 working-day", "2027-03-01", "2027-04-15"),
    ("eu-com", "1 working-day", "2027-05-05", "2027-05-10"),
    ("eu-com", "1 working-day", "2027-05-14", "2027-05-18"),
    ("eu-com", "1 month", "2027-01-31", "2027-03-01"),
    ("eu-com", "9 month", "2027-12-14", "2028-09-14"),
    ("eu-com", "1 year", "2028-02-29", "2029-02-28"),
    # Art. 3(5): two days or more hold two working days
    ("eu-com", "2 day", "2027-01-15", "2027-01-19"),
    ("eu-com", "1 day", "2027-01-15", "2027-01-18"),
    ("eu-com", "1 week", "2026-12-23", "2027-01-05"),
    ("de", "1 week", "2026-12-23", "2026-12-30"),
    # detention: five days without weekends and holidays, over Thanksgiving; holidays moved to a Friday and to a Monday
    ("us-fed", "5 working-day", "2026-11-20", "2026-11-30"),
    ("us-fed", "1 working-day", "2027-06-17", "2027-06-21"),
    ("us-fed", "1 working-day", "2027-07-02", "2027-07-06"),
    ("us-fed", "1 working-day", "2027-12-30", "2028-01-03"),
    # Railway Express Agency: the last day a Sunday, in time on Monday
    ("us-fed", "60 day", "2026-11-18", "2027-01-19"),
    ("us-fed", "180 day", "2026-11-24", "2027-05-24"),
    ("us-fed", "3 month", "2026-11-30", "2027-03-01"),
    # a judgment served on 30 November, 30 December is a Sunday (Prütting/Wegen/Weinreich, BGB § 193)
    ("de", "1 month", "2018-11-30", "2018-12-31"),
    ("de", "2 month", "2018-11-30", "2019-01-30"),
    # one month to contest a seizure ended on Saturday 25 November 2023
    ("fr", "1 month", "2023-10-25", "2023-11-27"),
    ("fr", "3 month", "2026-11-30", "2027-03-01"),
    # Dodds v Walker: four months from 30 September; Swainston: a last day on a Sunday stays
    ("gb", "4 month", "2026-09-30", "2027-01-30"),
    ("gb", "3 month", "2026-09-06", "2026-12-06"),
    ("no", "3 week", "2027-04-26", "2027-05-18"),
    ("ch", "10 day", "2027-04-26", "2027-05-07"),
    # six months after the financial year that ends on 30 June
    ("au", "6 month", "2026-06-30", "2026-12-31"),
    # Interpretation Act s. 28: a month after 30 and after 31 March; s. 26: Good Friday, then Saturday, which is no holiday
    ("ca", "1 month", "2026-03-30", "2026-04-30"),
    ("ca", "1 month", "2026-03-31", "2026-04-30"),
    ("ca", "5 day", "2027-03-21", "2027-03-27"),
    ("ca", "5 day", "2027-03-23", "2027-03-30"),
    ("ca", "1 day", "2029-06-30", "2029-07-03"),
    # no 31 February: the first of March
    ("mx", "1 month", "2027-01-31", "2027-03-01"),
    ("mx", "1 month", "2027-01-28", "2027-03-01"),
    ("mx", "1 month", "2028-01-30", "2028-03-01"),
    ("mx", "1 month", "2028-01-29", "2028-02-29"),
    ("mx", "180 working-day", "2027-01-04", "2027-09-17"),
]


@pytest.mark.parametrize(("calendar", "time", "event", "last"), WORKED)
def test_worked_examples(calendar: str, time: str, event: str, last: str) -> None:
    assert due(clock(time, calendar), day(event)) == day(last)


SUSPENDED = [
    # none, one day, the same twice over, in pieces that touch: 30 days from 1 March end on 31 March
    ("de", "30 day", "2027-03-01", [], "2027-03-31"),
    ("de", "30 day", "2027-03-01", [("2027-03-10", "2027-03-10")], "2027-04-01"),
    ("de", "30 day", "2027-03-01", [("2027-03-10", "2027-03-14"), ("2027-03-12", "2027-03-16")], "2027-04-07"),
    ("de", "30 day", "2027-03-01", [("2027-03-10", "2027-03-12"), ("2027-03-13", "2027-03-16")], "2027-04-07"),
    # before the event and after the end it changes nothing
    ("de", "30 day", "2027-03-01", [("2027-01-01", "2027-03-01"), ("2027-04-01", "2027-05-01")], "2027-03-31"),
    ("de", "30 day", "2027-03-01", [(None, "2027-03-01"), ("2027-04-01", None)], "2027-03-31"),
    # over the end of the year: six working days are left on 25 December 2026 and on 11 January 2027
    ("jp", "10 working-day", "2026-12-21", [("2026-12-26", "2027-01-11")], "2027-01-19"),
    ("jp", "10 working-day", "2026-12-21", [], "2027-01-08"),
    # nothing is due while the clock stands still, and then on the next working day
    ("eu-com", "5 working-day", "2027-06-01", [("2027-06-08", "2027-06-13")], "2027-06-14"),
    ("gb", "7 day", "2027-06-01", [("2027-06-08", "2027-06-12")], "2027-06-13"),
    # the last day is a Saturday and the Monday after it is suspended
    ("de", "5 day", "2027-06-07", [("2027-06-14", "2027-06-15")], "2027-06-16"),
    # a month is first laid down, then lengthened
    ("de", "1 month", "2027-01-31", [("2027-02-01", "2027-02-10")], "2027-03-10"),
    # two working days that are not suspended
    ("eu-com", "2 day", "2027-01-14", [("2027-01-18", "2027-01-19")], "2027-01-20"),
]


@pytest.mark.parametrize(("calendar", "time", "event", "suspensions", "last"), SUSPENDED)
def test_suspended_days_do_not_count(
    calendar: str, time: str, event: str, suspensions: list[tuple[str | None, str | None]], last: str
) -> None:
    stops = [period(*one) for one in suspensions]
    assert due(clock(time, calendar), day(event), suspensions=stops) == day(last)


@pytest.mark.parametrize("stops", [[period("2027-03-31", None)], [period(None, None)], [period("2027-03-02", None)]])
def test_a_clock_that_is_stopped_for_good_has_no_due_date(stops: list[Period]) -> None:
    for ask in (
        lambda: due(clock("30 day", "de"), day("2027-03-01"), suspensions=stops),
        lambda: remaining(clock("30 day", "de"), day("2027-03-01"), day("2027-03-05"), suspensions=stops),
    ):
        with pytest.raises(UsageError) as caught:
            ask()
        assert caught.value.code == "clock-suspended"
        assert dict(caught.value.params)["since"] == (stops[0].start or date.min).isoformat()


def test_an_extension_runs_from_the_end_of_the_first_time() -> None:
    half_year = clock("180 working-day", "mx")
    first = due(half_year, day("2027-01-04"))
    assert due(half_year, day("2027-01-04"), extension=half_year) == due(half_year, first)
    month = clock("1 month", "de")
    assert due(month, day("2026-12-31"), extension=month) == day("2027-03-01")
    assert due(month, day("2027-01-13"), extension=clock("1 week", "de")) == day("2027-02-22")


def test_a_suspension_may_stop_an_extension_and_not_the_first_time() -> None:
    week, stop = clock("1 week", "de"), [period("2027-06-09", "2027-06-20")]
    assert due(week, day("2027-06-01"), suspensions=stop) == day("2027-06-08")
    assert due(week, day("2027-06-01"), suspensions=stop, extension=week) == day("2027-06-28")
    with pytest.raises(UsageError, match="clock-suspended"):
        due(week, day("2027-06-01"), suspensions=[period("2027-06-09", None)], extension=week)


@pytest.mark.parametrize("calendar", ["", None])
def test_a_clock_without_a_calendar_is_refused(calendar: str) -> None:
    with pytest.raises(UsageError) as caught:
        Clock(count=30, unit=Unit.DAY, calendar=CalendarId(calendar))
    assert caught.value.code == "clock-without-calendar"


def test_a_clock_of_no_calendar_that_there_is_is_refused() -> None:
    with pytest.raises(UsageError, match="calendar-unknown"):
        clock("30 day", "jp-banks")


@pytest.mark.parametrize("count", [0, -1, LONGEST + 1, 2.5, True])
def test_a_count_that_is_none_is_refused(count: int) -> None:
    with pytest.raises(UsageError, match="clock-count"):
        Clock(count=count, unit=Unit.DAY, calendar=CalendarId("de"))


@pytest.mark.parametrize(
    ("time", "event"), [("1 day", "1999-12-31"), ("1 year", "2099-03-01"), ("40000 day", "2027-01-01")]
)
def test_what_lies_outside_the_years_is_refused(time: str, event: str) -> None:
    with pytest.raises(UsageError, match="calendar-year-unknown"):
        due(clock(time, "de"), day(event))


@pytest.mark.parametrize(
    ("start", "count", "found"),
    [
        ("2027-04-28", 1, "2027-04-30"),
        ("2027-05-01", 1, "2027-05-06"),
        ("2027-05-06", -1, "2027-04-30"),
        ("2027-05-01", -1, "2027-04-30"),
        ("2027-05-01", 0, "2027-05-06"),
        ("2027-04-30", 0, "2027-04-30"),
        ("2027-04-28", -3, "2027-04-23"),
    ],
)
def test_working_days_are_added_and_taken_away(start: str, count: int, found: str) -> None:
    assert add_working_days(CalendarId("jp"), day(start), count) == day(found)


def test_an_event_that_is_not_known_has_a_due_date_that_is_not_known() -> None:
    events = np.array(["2027-04-28", "NaT"], "datetime64[D]")
    for time in ("10 working-day", "3 day", "1 week", "1 month", "1 year"):
        found = due_many(clock(time, "eu-com"), events, suspensions=[period("2027-05-03", "2027-05-04")])
        assert np.isnat(found).tolist() == [False, True]


def test_no_event_has_no_due_date() -> None:
    assert due_many(clock("1 month", "jp"), np.array([], "datetime64[D]")).size == 0


# What must always hold, on our calendars and on two invented ones whose law counts otherwise.


@pytest.fixture(scope="module", autouse=True)
def _invented() -> Iterator[None]:
    """Two calendars more, of laws that count the day of the event."""
    ours = dict(room.calendars())
    for name, months in (("jp", MonthEnd.EVE), ("eu-com", MonthEnd.SAME_DATE)):
        like = ours[CalendarId(name)]
        counting = replace(like.counting, first_day=FirstDay.INCLUDED, months=months)
        ours[CalendarId(f"{name}-included")] = replace(like, id=CalendarId(f"{name}-included"), counting=counting)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "calendars", lambda: MappingProxyType(ours))
        yield


CALENDARS = st.sampled_from([*calendars(), CalendarId("jp-included"), CalendarId("eu-com-included")])
LENGTHS = {Unit.WORKING_DAY: 60, Unit.DAY: 120, Unit.WEEK: 20, Unit.MONTH: 14, Unit.YEAR: 3}
CLOCKS = st.one_of(
    [
        st.builds(Clock, count=st.integers(1, most), unit=st.just(unit), calendar=CALENDARS)
        for unit, most in LENGTHS.items()
    ]
)
EVENTS = st.dates(date(2018, 1, 1), date(2035, 12, 31))
DISTANCES = st.integers(-10, 200)


@st.composite
def stops(draw: st.DrawFn, event: date) -> list[Period]:
    """Up to three closed suspensions near an event."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = event + DAY * draw(DISTANCES)
        found.append(Period(start=start, end=start + DAY * draw(st.integers(0, 40))))
    return found


@st.composite
def cases(draw: st.DrawFn) -> tuple[Clock, date, list[Period]]:
    event = draw(EVENTS)
    return draw(CLOCKS), event, draw(stops(event))


@cache
def holidays_of(calendar_id: CalendarId) -> frozenset[date]:
    calendar = room.calendars()[calendar_id]
    return frozenset(days_off(calendar.holidays, extra=calendar.extra, without=calendar.without).tolist())


def walk(of: Clock, suspensions: list[Period]) -> Walk:
    suspended: set[date] = set()
    for one in suspensions:
        assert one.start is not None
        assert one.end is not None
        suspended |= {one.start + DAY * step for step in range((one.end - one.start).days + 1)}
    return Walk(room.calendars()[of.calendar], holidays_of(of.calendar), suspended)


quickly = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(cases(), DISTANCES)
def test_the_slow_twin_that_walks_day_by_day_agrees(case: tuple[Clock, date, list[Period]], distance: int) -> None:
    of, event, suspensions = case
    on = event + DAY * distance
    slow = walk(of, suspensions)
    assert due(of, event, suspensions=suspensions) == slow_due(slow, of.count, of.unit, event)
    assert remaining(of, event, on, suspensions=suspensions) == slow_left(slow, of.count, of.unit, event, on)


@quickly
@given(cases(), DISTANCES)
def test_suspending_and_resuming_never_shortens_the_time_left(
    case: tuple[Clock, date, list[Period]], distance: int
) -> None:
    of, event, suspensions = case
    on = event + DAY * distance
    assert due(of, event, suspensions=suspensions) >= due(of, event)
    assert remaining(of, event, on, suspensions=suspensions) >= remaining(of, event, on)


@quickly
@given(CLOCKS, EVENTS, st.integers(1, 100), st.integers(0, 200))
def test_what_was_left_when_the_clock_stopped_is_left_when_it_goes_on(
    of: Clock, event: date, begins: int, length: int
) -> None:
    stop = Period(start=event + DAY * begins, end=event + DAY * (begins + length))
    assert stop.start is not None
    assert stop.end is not None
    eve = stop.start - DAY
    left = remaining(of, event, eve)
    assume(left >= 0)
    assert remaining(of, event, eve, suspensions=[stop]) == left
    last = due(of, event, suspensions=[stop])
    if left > 0:
        assert remaining(of, event, stop.end, suspensions=[stop]) == left
        assert last > stop.end
    assert not stop.holds(last)


@quickly
@given(cases())
def test_it_is_due_after_the_event_on_a_day_on_which_it_can_be_done(case: tuple[Clock, date, list[Period]]) -> None:
    of, event, suspensions = case
    last = due(of, event, suspensions=suspensions)
    included = of.calendar.endswith("-included")
    assert last >= event if included else last > event
    assert not any(one.holds(last) for one in suspensions)
    assert walk(of, suspensions).may_end(last)
    assert remaining(of, event, last, suspensions=suspensions) == 0
    assert remaining(of, event, last - DAY, suspensions=suspensions) >= 0


@quickly
@given(CLOCKS, EVENTS, st.integers(0, 40), st.integers(0, 40))
def test_a_later_event_and_a_longer_time_are_never_due_earlier(of: Clock, event: date, later: int, longer: int) -> None:
    assert due(of, event + DAY * later) >= due(of, event)
    assert due(replace(of, count=of.count + longer), event) >= due(of, event)


@quickly
@given(cases(), st.integers(0, 60))
def test_a_longer_time_is_never_due_earlier_with_suspensions_either(
    case: tuple[Clock, date, list[Period]], longer: int
) -> None:
    of, event, suspensions = case
    long = replace(of, count=of.count + longer)
    assume(long.unit is not Unit.YEAR or longer < 10)
    assert due(long, event, suspensions=suspensions) >= due(of, event, suspensions=suspensions)


@quickly
@given(cases(), st.lists(st.integers(0, 400), max_size=5))
def test_many_are_due_when_each_is_due(case: tuple[Clock, date, list[Period]], distances: list[int]) -> None:
    of, event, suspensions = case
    events = [event + DAY * distance for distance in distances]
    found = due_many(of, np.array(events, "datetime64[D]"), suspensions=suspensions)
    assert found.tolist() == [due(of, one, suspensions=suspensions) for one in events]


@quickly
@given(cases(), CLOCKS)
def test_an_extension_never_shortens(case: tuple[Clock, date, list[Period]], more: Clock) -> None:
    of, event, suspensions = case
    first = due(of, event, suspensions=suspensions)
    extended = due(of, event, suspensions=suspensions, extension=more)
    assert extended > first
    if not more.calendar.endswith("-included"):
        assert extended == due(more, first, suspensions=suspensions)


@quickly
@given(cases(), DISTANCES)
def test_from_day_to_day_no_more_than_a_day_is_used_up(case: tuple[Clock, date, list[Period]], distance: int) -> None:
    of, event, suspensions = case
    on = event + DAY * distance
    today, tomorrow = (remaining(of, event, one, suspensions=suspensions) for one in (on, on + DAY))
    assert today - tomorrow in (0, 1)


def test_the_years_reach_far_enough_for_records_that_are_kept() -> None:
    assert due(clock("10 year", "de"), date(LAST_YEAR - 20, 6, 1)).year == LAST_YEAR - 10
