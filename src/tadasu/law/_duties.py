"""What a company must do in the twelve months from a day: duties of the regimes that bind it or may, with their days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from tadasu.law._answer import Answer
from tadasu.law._clocks import due
from tadasu.law._regime import Duty
from tadasu.law._verdict import Verdict

YEAR_END = "financial-year-end"
APPLIES = "applies"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyOn:
    """A duty and the day in the twelve months on which it is due; None where no day can be told from what is known.
    `begins` is the first day on which the regime applies to the company, where that is still to come."""

    answer: Answer
    duty: Duty
    on: date | None
    begins: date | None = None


def year_view(answers: Sequence[Answer], *, start: date, year_end: tuple[int, int]) -> tuple[DutyOn, ...]:
    """Duties by day, those without a day last. `year_end` is the last day of the company's financial year (month, day).

    A day before the regime applies to the company does not count.
    """
    found = [one for answer in answers if answer.verdict is not Verdict.OUT for one in _of(answer, start, year_end)]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.answer.regime.id, one.duty.id)))


def _of(answer: Answer, start: date, year_end: tuple[int, int]) -> Iterator[DutyOn]:
    end = _end_of_year(start)
    applies = [one.on for one, sure in answer.milestones if one.what == APPLIES and sure is Verdict.IN]
    first = max(start, min(applies, default=start))
    begins = first if first > start else None
    for duty in answer.regime.duties:
        if (duty.start and duty.start > end) or (duty.end and duty.end < start):
            continue
        if answer.duty_verdicts.get(duty.id, Verdict.IN) is Verdict.OUT:
            continue
        last = min(end, duty.end or end)
        days = [day for day in _days(duty, start, year_end) if max(first, duty.start or first) <= day <= last]
        yield from (DutyOn(answer=answer, duty=duty, on=day, begins=begins) for day in days)
        if not days:
            yield DutyOn(answer=answer, duty=duty, on=None, begins=begins)


def _days(duty: Duty, start: date, year_end: tuple[int, int]) -> Iterator[date]:
    """The days on which a duty is due around `start`, as far as they follow from the calendar."""
    years = range(max(start.year - 2, MINYEAR), min(start.year + 1, MAXYEAR) + 1)
    when = duty.due
    if when.on is not None:
        yield when.on
    elif when.each_year is not None:
        yield from (_day(year, *when.each_year) for year in years)
    elif when.clock is not None and when.after == YEAR_END:
        yield from (due(when.clock, _day(year, *year_end)) for year in years)


def _day(year: int, month: int, day: int) -> date:
    """The day, or the last of a February that does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1) - timedelta(days=1)


def _end_of_year(start: date) -> date:
    """The last of twelve months: the eve of the same date a year later, 28 February of a year from 29 February."""
    if start.year == MAXYEAR:
        return date.max
    return _day(start.year + 1, start.month, start.day) - timedelta(days=(start.month, start.day) != (2, 29))
