"""What a company must and may not do in the twelve months from a day: duties, with their days, and prohibitions of the regimes
that bind it or may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from tadasu.law._answer import Answer
from tadasu.law._clocks import due
from tadasu.law._regime import APPLIES, Duty, Prohibition
from tadasu.law._verdict import Verdict

YEAR_END = "financial-year-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyOn:
    """A duty and the day in the twelve months on which it is due; None where no day can be told from what is known.
    `begins` is the first day on which it is a duty of the company, where that is still to come; `concerns` is not *in* where it
    is open whether it is one of those of the bound that have it."""

    answer: Answer
    duty: Duty
    on: date | None
    begins: date | None = None
    concerns: Verdict = Verdict.IN


@dataclass(frozen=True, slots=True, kw_only=True)
class BanOn:
    """A prohibition that is the law in the twelve months; `begins` and `concerns` as of a duty."""

    answer: Answer
    ban: Prohibition
    begins: date | None = None
    concerns: Verdict = Verdict.IN


def year_view(answers: Sequence[Answer], *, start: date, year_end: tuple[int, int]) -> tuple[DutyOn, ...]:
    """Duties by day, those without a day last. `year_end` is the last day of the company's financial year (month, day).

    A day before the regime applies to the company does not count. Raises UsageError `clock-number` where a number that counts
    a clock is set to what is no whole number from 1.
    """
    found = [one for answer in answers if answer.verdict is not Verdict.OUT for one in _of(answer, start, year_end)]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.answer.regime.id, one.duty.id)))


def year_of_bans(answers: Sequence[Answer], *, start: date) -> tuple[BanOn, ...]:
    """Prohibitions in the order of the answers, without those that are over or are to come after the twelve months."""
    found = []
    for answer in answers:
        if answer.verdict is Verdict.OUT:
            continue
        applied = _applied(answer)
        for ban in answer.regime.prohibitions:
            concerns = answer.concerns(ban)
            if concerns is not Verdict.OUT and _in_year(ban, start):
                first = max(applied, ban.start or applied)
                begins = first if first > start else None
                found.append(BanOn(answer=answer, ban=ban, begins=begins, concerns=concerns))
    return tuple(found)


def _applied(answer: Answer) -> date:
    """The first day on which the regime applies to the company, as far as that is sure, else on which it may."""
    told = [(one.on, sure) for one, sure in answer.milestones if one.what == APPLIES]
    return min([on for on, sure in told if sure is Verdict.IN] or [on for on, _ in told], default=date.min)


def _in_year(one: Duty | Prohibition, start: date) -> bool:
    """Whether it is the law on some of the days."""
    return (one.start or start) <= _end_of_year(start) and (one.end or start) >= start


def _of(answer: Answer, start: date, year_end: tuple[int, int]) -> Iterator[DutyOn]:
    end, applied = _end_of_year(start), _applied(answer)
    for duty in answer.duties:
        concerns = answer.concerns(duty)
        if concerns is Verdict.OUT or not _in_year(duty, start):
            continue
        first, last = max(start, applied, duty.start or start), min(end, duty.end or end)
        told = [day for day in _days(duty, start, year_end, applied) if first <= day <= last]
        begins = first if first > start else None
        for day in told or (None,):
            yield DutyOn(answer=answer, duty=duty, on=day, begins=begins, concerns=concerns)


def _days(duty: Duty, start: date, year_end: tuple[int, int], applied: date) -> Iterator[date]:
    """The days on which a duty is due around `start`, as far as they follow from the calendar; for no financial year that had
    ended when the regime began to apply."""
    years = range(max(start.year - 2, MINYEAR), min(start.year + 1, MAXYEAR) + 1)
    when = duty.due
    if when.on is not None:
        yield when.on
    elif when.each_year is not None:
        yield from (_day(year, *when.each_year) for year in years)
    elif when.clock is not None and when.after == YEAR_END:
        ends = (_day(year, *year_end) for year in years)
        yield from (due(when.clock, end) for end in ends if end >= applied)


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
