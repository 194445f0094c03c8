"""The engine walks every procedure of law: each way to each outcome, over days that go wrong easily."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.web.foundation.procedure_ways import STARTS, go, ids, of_law, ways_to

from tadasu.law import due
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._history import Event, What, after, fold, opened
from tadasu.web.foundation.procedure._moves import is_over, move_of, moved, offered, opening, suspended
from tadasu.web.foundation.procedure._times import Why, time_left
from tadasu.web.foundation.procedure.walking import lines_of, walk


@pytest.mark.parametrize("regime", ids())
def test_every_outcome_is_reached_by_every_way_up_to_a_bound(regime: str) -> None:
    procedure = of_law(regime)
    for outcome in procedure.outcomes():
        ways = ways_to(procedure, outcome.id)
        assert ways
        for way in ways:
            *_, last = go(procedure, way, STARTS["the end of the year"])
            assert last.state == outcome.id


@pytest.mark.parametrize("start", STARTS.values(), ids=list(STARTS))
@pytest.mark.parametrize("regime", ids())
def test_on_the_way_every_last_day_is_the_one_that_the_law_counts(regime: str, start: date) -> None:
    procedure = of_law(regime)
    for outcome in procedure.outcomes():
        for way in ways_to(procedure, outcome.id, most=3):
            for position in go(procedure, way, start):
                limit, time = procedure.states[position.state].limit, time_left(procedure, position, position.last)
                if limit is None or limit.clock is None:
                    assert time.why is Why.NO_CLOCK
                    assert procedure.states[position.state].no_clock
                    continue
                begins = position.entered[limit.since] if limit.since else position.since
                assert time.due == due(limit.clock, begins)
                assert time.basis is limit.basis


@pytest.mark.parametrize("regime", ids())
def test_every_move_that_is_offered_is_accepted_and_every_other_refused(regime: str) -> None:
    procedure = of_law(regime)
    everything = {(move.by, move.id) for state in procedure.states.values() for move in state.moves}
    for state in procedure.states.values():
        position = opened(Event(what=What.OPENED, day=date(2027, 3, 1), state=state.id))
        offers = {(part, move.id) for part, moves in offered(procedure, position).items() for move in moves}
        for part, move in offers:
            event = moved(procedure, position, part=part, move=move, day=date(2027, 3, 1))
            assert event.state == move_of(procedure, position, move).to
        for part, move in everything - offers:
            with pytest.raises(UsageError) as refused:
                moved(procedure, position, part=part, move=move, day=date(2027, 3, 1))
            assert refused.value.code in {"run-over", "run-no-such-move", "run-not-their-move"}


@pytest.mark.parametrize("regime", ids())
def test_nothing_follows_an_end_and_an_appeal_may_follow_an_outcome(regime: str) -> None:
    procedure = of_law(regime)
    ends = [state for state in procedure.states.values() if not state.moves]
    assert ends
    for state in ends:
        position = opened(Event(what=What.OPENED, day=date(2027, 3, 1), state=state.id))
        assert state.outcome
        assert is_over(procedure, position)
        assert not offered(procedure, position)
        with pytest.raises(UsageError, match="run-over"):
            suspended(procedure, position, day=date(2027, 3, 2))


def test_a_month_from_the_day_before_29_february_ends_as_japan_counts() -> None:
    procedure = of_law("jp-model-goods")
    position = opened(Event(what=What.OPENED, day=date(2028, 2, 28), state="refused"))
    assert time_left(procedure, position, date(2028, 2, 28)).due == date(2028, 5, 29)  # the 28th is a Sunday


def test_ten_working_days_over_golden_week_end_after_it() -> None:
    procedure = of_law("jp-model-goods")
    position = opened(Event(what=What.OPENED, day=date(2027, 4, 28), state="held-import"))
    time = time_left(procedure, position, date(2027, 5, 6))
    assert (time.due, time.left, time.working) == (date(2027, 5, 18), 8, True)


def test_a_time_that_runs_from_an_earlier_state_goes_on_running() -> None:
    procedure = of_law("us-uflpa")
    text = "[{day: 2027-12-20}, {day: 2027-12-24, actor: cbp, move: detain}]"
    _, last = walk(procedure, lines_of(text))
    assert last.time.start == date(2027, 12, 20)
    assert last.time.due == date(2028, 1, 19)


def test_a_refusal_says_what_is_wrong() -> None:
    procedure = of_law("us-uflpa")
    position = opened(opening(procedure, date(2027, 3, 1)))

    def refused(part: str, move: str, day: date = date(2027, 3, 1), **guards: bool) -> UsageError:
        with pytest.raises(UsageError) as found:
            moved(procedure, position, part=part, move=move, day=day, guards=guards)
        return found.value

    assert refused("cbp", "seize").params == (("known", "release, detain"), ("state", "presented"), ("value", "seize"))
    assert refused("importer", "detain").params == (("move", "detain"), ("part", "cbp"), ("value", "importer"))
    assert refused("cbp", "detain", date(2027, 2, 28)).code == "run-day-before"
    assert refused("cbp", "detain", signed=True, papers=False).params == (("guard", "papers"),)


def test_a_clock_whose_number_is_law_only_later_runs_when_its_state_is_entered_later() -> None:
    from tadasu.law import Asked, procedure_of

    procedure = procedure_of("eu-flr", Asked(on=date(2026, 12, 1)))
    early = opened(Event(what=What.OPENED, day=date(2027, 12, 13), state="ordered"))
    late = opened(Event(what=What.OPENED, day=date(2027, 12, 14), state="ordered"))
    assert time_left(procedure, early, date(2027, 12, 13)).why is Why.NO_NUMBER
    assert time_left(procedure, late, date(2027, 12, 14)).due == date(2028, 2, 2)


def test_a_dry_run_tells_states_days_and_what_may_follow() -> None:
    text = """
- {day: 2027-04-26}
- {day: 2027-04-30, actor: authority, move: take-up}
- {day: 2027-05-10, suspend: true}
- {day: 2027-05-20, resume: true}
- {day: 2027-05-21, extend: {count: 5, unit: working-day, calendar: jp}}
- {day: 2027-05-24, actor: authority, move: open}
"""
    walked = list(walk(of_law("jp-model-goods"), lines_of(text)))
    assert [one.position.state for one in walked] == ["received", *["weighing"] * 4, "opening"]
    assert walked[2].time.due is None
    assert walked[3].time.due is not None
    assert walked[4].time.due == walked[3].time.due + timedelta(days=7)
    assert {move.id for move in walked[5].offers["authority"]} == {"notify", "notify-perishables"}
    assert fold(one.event for one in walked) == walked[-1].position


@pytest.mark.parametrize(
    "text",
    [
        "",
        "day: 2027-04-26",
        "- {day: yesterday}",
        "- [",
        "- {day: 2027-04-26}\n- {day: 2027-04-27, actor: authority}",
        "- {day: 2027-04-26}\n- {day: 2027-04-27, actor: authority, move: take-up, note: x}",
        "- {day: 2027-04-26}\n- {day: 2027-04-27, extend: {count: 5, unit: fortnight, calendar: jp}}",
        "- {day: 2027-04-26}\n- {day: 2027-04-27, resume: 5}",
    ],
)
def test_a_line_that_is_none_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="run-line"):
        list(walk(of_law("jp-model-goods"), lines_of(text)))


def test_hand_overs_and_bindings_leave_a_case_where_it_stands() -> None:
    position = opened(Event(what=What.OPENED, day=date(2027, 3, 1), state="weighing"))
    for what in (What.HANDED_OVER, What.BOUND):
        then = after(position, Event(what=what, day=date(2027, 3, 4)))
        assert (then.state, then.since, then.last) == ("weighing", date(2027, 3, 1), date(2027, 3, 4))
    with pytest.raises(ValueError, match="begins with its opening"):
        fold([Event(what=What.RESUMED, day=date(2027, 3, 1))])


def test_the_command_walks_a_file_and_says_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "walk.yaml"
    file.write_text("[{day: 2027-04-26}, {day: 2027-04-30, actor: authority, move: take-up}]", encoding="utf-8")
    out = StringIO()
    call_command("dry_run", "jp-model-goods", str(file), stdout=out, skip_checks=True)
    first, second, *after = out.getvalue().splitlines()
    assert "Petition received" in first
    assert second.startswith("  2  2027-04-30  Preliminary phase · Determining authority · 2027-06-16")
    assert any("(open)" in line for line in after)
    file.write_text("[{day: 2027-04-26}, {day: 2027-04-30, actor: importer, move: take-up}]", encoding="utf-8")
    with pytest.raises(CommandError, match='"take-up" is done by "authority"'):
        call_command("dry_run", "jp-model-goods", str(file), stdout=out, skip_checks=True)
    with pytest.raises(CommandError, match="no procedure"):
        call_command("dry_run", "de-lksg", str(file), stdout=out, skip_checks=True)
    with pytest.raises(CommandError, match="No such file"):
        call_command("dry_run", "jp-model-goods", str(tmp_path / "none"), stdout=out, skip_checks=True)
