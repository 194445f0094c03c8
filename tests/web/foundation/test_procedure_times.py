"""Time that is left: suspensions take nothing away, extensions add, and what is kept gives what was counted step by step."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.foundation.procedure_ways import ids, of_law

from tadasu.law import CalendarId, Clock, Procedure, Unit, calendars, due
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._history import Event, Position, What, after, fold, opened
from tadasu.web.foundation.procedure._moves import extended, moved, offered, opening, resumed, suspended
from tadasu.web.foundation.procedure._pinned import digest_of, pinned, procedure_from
from tadasu.web.foundation.procedure._times import Why, time_left

DAYS = st.dates(date(2026, 12, 20), date(2028, 6, 1))
TIMED = [
    (regime, state.id)
    for regime in ids()
    for state in of_law(regime).states.values()
    if state.limit is not None and not state.limit.since and not state.limit.extends and state.moves
]
CLOCKS = st.builds(
    Clock,
    count=st.integers(1, 40),
    unit=st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH]),
    calendar=st.sampled_from([CalendarId("jp"), CalendarId("eu-com"), CalendarId("us-fed")]),
)


def at(state: str, day: date) -> Position:
    return opened(Event(what=What.OPENED, day=day, state=state))


@given(st.sampled_from(TIMED), DAYS, st.integers(0, 60), st.integers(1, 60), st.lists(CLOCKS, max_size=2))
@settings(max_examples=150, deadline=None)
def test_suspending_and_resuming_never_shortens_what_is_left(
    where: tuple[str, str], day: date, wait: int, length: int, extensions: list[Clock]
) -> None:
    procedure, position = of_law(where[0]), at(where[1], day)
    for one in extensions:
        position = after(position, extended(procedure, position, day=day, extension=one))
    first = day + timedelta(days=wait)
    last = first + timedelta(days=length - 1)
    eve = time_left(procedure, position, first - timedelta(days=1))
    stopped = after(position, suspended(procedure, position, day=first))
    again = after(stopped, resumed(procedure, stopped, day=last + timedelta(days=1)))
    then = time_left(procedure, again, last)
    assert eve.due is not None
    assert eve.left is not None
    assert then.due is not None
    assert then.due >= eve.due
    assert eve.clock is not None
    mixed = len({one.unit is Unit.WORKING_DAY for one in (eve.clock, *extensions)}) > 1
    if mixed or any(one.unit is Unit.MONTH for one in extensions):
        return  # months are as long as they are, and days over a weekend pass while no working day does
    if first <= eve.due:  # a time that is over is not brought back
        assert time_left(procedure, stopped, last).left == eve.left
        assert then.left == eve.left
        assert not then.overdue
    for later in (1, 5, 30):
        with_, without = (time_left(procedure, one, last + timedelta(days=later)).left for one in (again, position))
        assert with_ is not None
        assert without is not None
        assert with_ >= without


@given(st.sampled_from(TIMED), DAYS)
@settings(max_examples=60, deadline=None)
def test_a_suspension_that_is_taken_back_on_its_first_day_leaves_no_trace(where: tuple[str, str], day: date) -> None:
    procedure, position = of_law(where[0]), at(where[1], day)
    stopped = after(position, suspended(procedure, position, day=day))
    assert after(stopped, resumed(procedure, stopped, day=day)) == position


@given(st.sampled_from(TIMED), DAYS, CLOCKS)
@settings(max_examples=100, deadline=None)
def test_an_extension_runs_from_the_end_of_the_time_as_the_law_counts_it(
    where: tuple[str, str], day: date, extension: Clock
) -> None:
    procedure, position = of_law(where[0]), at(where[1], day)
    longer = after(position, extended(procedure, position, day=day, extension=extension))
    clock = time_left(procedure, position, day).clock
    assert clock is not None
    counted = time_left(procedure, longer, day)
    assert counted.due == due(clock, day, extension=extension)
    before = time_left(procedure, position, day)
    assert before.left is not None
    assert counted.left is not None
    if before.working == counted.working:
        assert counted.left > before.left


@pytest.mark.parametrize("calendar", sorted(calendars()))
def test_in_every_calendar_a_second_time_begins_the_day_after_the_first(calendar: CalendarId) -> None:
    ten = Clock(count=10, unit=Unit.DAY, calendar=calendar)
    start = date(2027, 3, 1)
    assert due(ten, due(ten, start)) == due(ten, start, extension=ten)


def test_what_is_left_of_working_days_and_days_together_is_counted_in_days() -> None:
    procedure = of_law("jp-model-goods")
    position = at("held-import", date(2027, 6, 1))  # ten working days: 15 June
    week = Clock(count=1, unit=Unit.WEEK, calendar=CalendarId("jp"))
    longer = after(position, extended(procedure, position, day=date(2027, 6, 1), extension=week))
    found = time_left(procedure, longer, date(2027, 6, 14))
    assert (found.due, found.left, found.working) == (date(2027, 6, 22), 8, False)
    assert time_left(procedure, longer, date(2027, 6, 24)).left == -2


def test_an_extension_ends_with_the_state_in_which_it_was_given() -> None:
    procedure = of_law("jp-model-goods")
    position = at("held-import", date(2027, 6, 1))
    week = Clock(count=1, unit=Unit.WEEK, calendar=CalendarId("jp"))
    position = after(position, extended(procedure, position, day=date(2027, 6, 1), extension=week))
    position = after(position, moved(procedure, position, part="importer", move="rebut", day=date(2027, 6, 2)))
    assert not position.extensions


def test_a_suspension_goes_on_in_the_next_state_until_somebody_resumes() -> None:
    procedure = of_law("jp-model-goods")
    position = at("held-import", date(2027, 6, 1))
    position = after(position, suspended(procedure, position, day=date(2027, 6, 2)))
    position = after(position, moved(procedure, position, part="importer", move="rebut", day=date(2027, 6, 4)))
    time = time_left(procedure, position, date(2027, 6, 30))
    assert (time.due, time.why, time.overdue) == (None, Why.SUSPENDED, False)
    position = after(position, resumed(procedure, position, day=date(2027, 7, 1)))
    assert time_left(procedure, position, date(2027, 7, 1)).due is not None


def test_what_cannot_be_suspended_resumed_or_extended_is_refused_precisely() -> None:
    procedure = of_law("us-uflpa")
    position = at("presented", date(2027, 6, 1))
    week = Clock(count=1, unit=Unit.WEEK, calendar=CalendarId("us-fed"))
    until = date(2027, 5, 31)
    with pytest.raises(UsageError, match="run-until"):
        suspended(procedure, position, day=date(2027, 6, 1), until=until)
    with pytest.raises(UsageError, match="run-not-suspended"):
        resumed(procedure, position, day=date(2027, 6, 1))
    with pytest.raises(UsageError, match="run-no-clock"):
        extended(procedure, at("applicability", date(2027, 6, 1)), day=date(2027, 6, 1), extension=week)
    with pytest.raises(UsageError, match="run-day-before"):
        extended(procedure, position, day=date(2027, 5, 1), extension=week)
    stopped = after(position, suspended(procedure, position, day=date(2027, 6, 1), until=date(2027, 6, 10)))
    with pytest.raises(UsageError, match="run-suspended"):
        suspended(procedure, stopped, day=date(2027, 6, 10))
    with pytest.raises(UsageError, match="run-not-suspended"):
        resumed(procedure, stopped, day=date(2027, 6, 11))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Procedure, list[Event]]:
    """What may happen in a case, one thing after another."""
    procedure = of_law(draw(st.sampled_from(ids())))
    events = [opening(procedure, draw(DAYS))]
    position = opened(events[0])
    for _ in range(draw(st.integers(0, 12))):
        moves = [(part, move) for part, several in offered(procedure, position).items() for move in several]
        if not moves:
            break
        day = position.last + timedelta(days=draw(st.integers(0, 40)))
        events.append(draw(st.sampled_from(_possible(procedure, position, day, moves, draw(CLOCKS)))))
        position = after(position, events[-1])
    return procedure, events


def _possible(procedure: Procedure, position: Position, day: date, moves: list, clock: Clock) -> list[Event]:  # type: ignore[type-arg]
    out = [moved(procedure, position, part=part, move=move.id, day=day) for part, move in moves]
    if position.suspended_on(day) is None:
        out.append(suspended(procedure, position, day=day))
        out.append(suspended(procedure, position, day=day, until=day + timedelta(days=9)))
    else:
        out.append(resumed(procedure, position, day=day))
    if time_left(procedure, position, day).why is None:
        out.append(extended(procedure, position, day=day, extension=clock))
    return out


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_steps_that_are_kept_give_what_was_reached_step_by_step(found: tuple[Procedure, list[Event]]) -> None:
    procedure, events = found
    position = opened(events[0])
    for n, event in enumerate(events[1:], 2):
        position = after(position, event)
        assert fold(events[:n]) == position
    assert position.state in procedure.states
    assert position.entered[position.state] == position.since


@given(histories(), st.integers(0, 90))
@settings(max_examples=100, deadline=None)
def test_a_pinned_version_answers_as_the_procedure_did(found: tuple[Procedure, list[Event]], later: int) -> None:
    procedure, events = found
    data = pinned(procedure)
    again = procedure_from(data)
    position = fold(events)
    day = position.last + timedelta(days=later)
    assert time_left(again, position, day) == time_left(procedure, position, day)
    assert offered(again, position) == offered(procedure, position)
    assert digest_of(pinned(again)) == digest_of(data)


HALF = Clock(count=180, unit=Unit.WORKING_DAY, calendar=CalendarId("mx"))
"""The time of an investigation in Mexico, and of its extension."""


def investigated(petition: date) -> Position:
    """A petition that was accepted at once."""
    return after(at("petition", petition), Event(what=What.MOVED, day=petition, state="investigation"))


def test_the_time_of_an_extension_begins_where_the_time_ends_that_it_extends() -> None:
    procedure, begun, granted = of_law("mx-import-ban"), date(2026, 2, 2), date(2026, 5, 4)
    position = after(investigated(begun), Event(what=What.MOVED, day=granted, state="extended"))
    assert time_left(procedure, position, granted).due == due(HALF, due(HALF, begun))


def test_what_was_given_in_the_state_before_is_not_lost_by_its_extension() -> None:
    procedure, begun, granted = of_law("mx-import-ban"), date(2026, 2, 2), date(2026, 5, 4)
    given = Clock(count=10, unit=Unit.WORKING_DAY, calendar=CalendarId("mx"))
    first = investigated(begun)
    first = after(first, extended(procedure, first, day=begun, extension=given))
    position = after(first, Event(what=What.MOVED, day=granted, state="extended"))
    assert time_left(procedure, position, granted).due == due(HALF, due(given, due(HALF, begun)))


def test_an_extension_of_a_time_in_which_the_case_never_was_has_no_day() -> None:
    found = time_left(of_law("mx-import-ban"), at("extended", date(2026, 5, 4)), date(2026, 5, 4))
    assert (found.due, found.why) == (None, Why.NOT_ENTERED)
