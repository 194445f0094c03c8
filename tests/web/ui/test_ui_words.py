"""Days, clocks, states and sizes in words."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tadasu.web.ui.days import day_text
from tadasu.web.ui.parts import Clock, Pace, Reasons, State
from tadasu.web.ui.sizes import size_text

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 4, 30), "2019年(平成31年)4月30日"),
        (date(2019, 5, 1), "2019年(令和元年)5月1日"),
        (date(1989, 1, 7), "1989年(昭和64年)1月7日"),
        (date(1989, 1, 8), "1989年(平成元年)1月8日"),
        (date(1926, 12, 24), "1926年12月24日"),
    ],
)
def test_an_era_begins_and_ends_on_its_day(day: date, said: str) -> None:
    assert day_text(day, "ja", era=True) == said


def clock(left: int | None, due_in: int | None, *, stopped: bool = False, working: bool = False) -> Clock:
    due = None if due_in is None else TODAY + timedelta(days=due_in)
    since = date(2026, 11, 3) if stopped else None
    return Clock(rule="", today=TODAY, due=due, left=left, stopped_since=since, working_days=working)


@pytest.mark.parametrize(
    ("one", "pace", "english", "japanese"),
    [
        (clock(12, 12), Pace.RUNNING, "12 days left", "あと12日"),
        (clock(1, 1), Pace.SOON, "1 day left", "あと1日"),
        (clock(20, 29, working=True), Pace.RUNNING, "20 working days left", "あと20執務日"),
        (clock(0, 2), Pace.SOON, "0 days left", "あと0日"),
        (clock(0, 0), Pace.LAST_DAY, "Today is the last day", "本日が期限"),
        (clock(-1, -1), Pace.OVERDUE, "1 day overdue", "1日超過"),
        (clock(-3, -5, working=True), Pace.OVERDUE, "3 working days overdue", "3執務日超過"),
        (clock(0, -1, working=True), Pace.OVERDUE, "Overdue", "期限超過"),
        (clock(5, 5, stopped=True), Pace.STOPPED, "Stopped since 3 November 2026", "2026年11月3日から停止中"),
        (clock(None, None), Pace.STOPPED, "Stopped", "停止中"),
    ],
)
def test_a_clock_has_a_shape_and_says_what_is_left(one: Clock, pace: Pace, english: str, japanese: str) -> None:
    assert one.pace is pace
    with translation.override("en"):
        assert one.words == english
    with translation.override("ja"):
        assert one.words == japanese


def test_a_state_has_a_word_in_both_languages() -> None:
    with translation.override("en"):
        assert [one.word for one in State] == ["Hold", "Ask", "Clear", "Not traceable"]
    with translation.override("ja"):
        assert [one.word for one in State] == ["留め置き", "要確認", "該当なし", "追跡不能"]


def test_three_reasons_are_shown_and_the_others_open() -> None:
    reasons = Reasons(("a", "b", "c", "d", "e"))
    assert (reasons.first, reasons.more) == (("a", "b", "c"), ("d", "e"))


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_901, "1 MB"), (10**15, "1000 TB")]
)
def test_a_size_is_never_less_than_it_is(size: int, said: str) -> None:
    assert size_text(size) == said
