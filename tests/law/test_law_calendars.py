"""Calendars: what the files say, that they say on what it rests, and that the days are those that were announced."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays

from tadasu.law import CalendarId, calendar_of, calendars, working
from tadasu.law._calendars import Calendar
from tadasu.law._days_off import LAST_YEAR, YEARS, days_off, easter
from tadasu.law._read_calendar import read_calendar
from tadasu.law._working import FOLDER
from tadasu.schema import InputError, UsageError

WANTED = {"au", "ca", "ch", "de", "eu-com", "fr", "gb", "jp", "kr", "mx", "no", "th", "us-fed"}
PAGE = Path(__file__).parents[2] / "docs" / "clocks.md"


def on_weekdays(calendar: str, year: int) -> set[date]:
    """Days from Monday to Friday on which nobody works."""
    days = (date(year, 1, 1) + timedelta(step) for step in range(366))
    works = working(CalendarId(calendar)).is_working
    return {day for day in days if day.year == year and day.weekday() < 5 and not works(day)}


def dates(year: int, *texts: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{text}") for text in texts}


def test_the_calendars_are_those_we_speak_of() -> None:
    assert set(calendars()) == WANTED


@pytest.mark.parametrize("calendar", list(calendars().values()), ids=list(calendars()))
def test_every_rule_says_on_what_it_rests_and_nothing_unread_is_shown_as_verified(calendar: Calendar) -> None:
    assert {"first_day", "months", "last_day", "weekend", "holidays"} <= set(calendar.bases)
    for rule, basis in calendar.bases.items():
        assert basis.article, rule
        assert basis.source.title, rule
        assert not basis.verified, rule
    assert all(calendar.names[language] for language in ("en", "ja"))
    assert calendar.doubts


def test_a_calendar_that_there_is_not_is_refused_and_the_others_are_named() -> None:
    with pytest.raises(UsageError) as caught:
        calendar_of(CalendarId("jp-courts"))
    assert caught.value.code == "calendar-unknown"
    assert "eu-com" in dict(caught.value.params)["known"]


def test_a_day_outside_the_years_is_refused() -> None:
    with pytest.raises(UsageError, match="calendar-year-unknown"):
        working(CalendarId("jp")).is_working(date(LAST_YEAR + 1, 1, 4))


def test_the_holidays_of_2027_are_those_the_cabinet_office_announced() -> None:
    announced = dates(2027, "01-01", "01-11", "02-11", "02-23", "03-22", "04-29", "05-03", "05-04", "05-05", "07-19")
    announced |= dates(2027, "08-11", "09-20", "09-23", "10-11", "11-03", "11-23")
    closed = dates(2027, "12-29", "12-30", "12-31")
    assert on_weekdays("jp", 2027) == announced | closed


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 6), False),  # substitute: 3 May is a Sunday, 4 and 5 May are holidays themselves
        (date(2026, 5, 7), True),
        (date(2026, 9, 22), False),  # a day between two holidays is one
        (date(2027, 3, 22), False),  # substitute for the equinox on a Sunday
        (date(2019, 5, 1), False),  # the accession of the Emperor
        (date(2021, 7, 23), False),  # moved for the Olympic Games
        (date(2021, 10, 11), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 4), True),
    ],
)
def test_substitute_and_moved_holidays_of_japan_are_known(day: date, works: bool) -> None:
    assert working(CalendarId("jp")).is_working(day) is works


def test_the_rules_of_the_commission_give_the_list_of_2023() -> None:
    listed = dates(2023, "01-02", "04-06", "04-07", "04-10", "05-01", "05-09", "05-18", "05-19", "05-29", "07-21")
    listed |= dates(2023, "08-15", "11-01", "11-02", "12-25", "12-26", "12-27", "12-28", "12-29")
    assert on_weekdays("eu-com", 2023) == listed
    assert len(listed) == 18


def test_the_rules_of_the_commission_give_the_list_of_2014_and_the_friday_after() -> None:
    listed = dates(2014, "01-01", "01-02", "04-17", "04-18", "04-21", "05-01", "05-09", "05-29", "05-30", "06-09")
    listed |= dates(2014, "07-21", "08-15", "12-24", "12-25", "12-26", "12-29", "12-30", "12-31")
    assert on_weekdays("eu-com", 2014) == listed
    assert not working(CalendarId("eu-com")).is_working(date(2015, 1, 2))


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        ("us-fed", date(2027, 6, 18), False),  # Juneteenth is a Saturday
        ("us-fed", date(2027, 7, 5), False),  # Independence Day is a Sunday
        ("us-fed", date(2027, 12, 31), False),  # New Year's Day of 2028 is a Saturday
        ("us-fed", date(2025, 12, 26), True),  # closed by order of the President only: said on the page
        ("us-fed", date(2025, 1, 20), False),
        ("us-fed", date(2021, 1, 20), True),  # inauguration, no holiday of the whole country
        ("ca", date(2026, 5, 18), False),
        ("ca", date(2029, 7, 2), False),  # Canada Day is a Sunday
        ("ca", date(2028, 7, 3), True),  # and here a Saturday
        ("ca", date(2020, 9, 30), True),
        ("ca", date(2021, 9, 30), False),
        ("gb", date(2022, 9, 19), False),  # state funeral
        ("de", date(2026, 6, 4), True),  # Corpus Christi is a holiday of some Länder
        ("kr", date(2026, 7, 17), False),
        ("kr", date(2025, 7, 17), True),
        ("mx", date(2024, 10, 1), False),
        ("no", date(2027, 5, 17), False),
        ("th", date(2026, 4, 14), False),
        ("fr", date(2027, 3, 26), True),  # Good Friday is none
        ("ch", date(2027, 5, 6), False),
        ("au", date(2027, 1, 26), False),
    ],
)
def test_holidays_of_other_countries_are_known(calendar: str, day: date, works: bool) -> None:
    assert working(CalendarId(calendar)).is_working(day) is works


def test_easter_is_the_one_of_the_package_in_every_year() -> None:
    published = country_holidays("DE", years=YEARS)
    assert all(published.get(easter(year) - timedelta(2)) for year in YEARS)


def test_what_is_announced_year_by_year_is_foreseen_beyond_the_last_list() -> None:
    japan, commission = calendars()[CalendarId("jp")], calendars()[CalendarId("eu-com")]
    assert [japan.foreseen(date(year, 12, 31)) for year in (2027, 2028)] == [False, True]
    assert commission.foreseen(date(2026, 1, 2))
    assert calendars()[CalendarId("th")].foreseen(date(2020, 1, 1))
    assert not calendars()[CalendarId("de")].foreseen(date(2090, 1, 1))


def test_a_day_may_be_added_and_taken_out() -> None:
    found = days_off([], extra=[date(2030, 3, 5)], without=[])
    assert found.astype(str).tolist() == ["2030-03-05"]
    assert days_off([], extra=[date(2030, 3, 5)], without=[date(2030, 3, 5)]).size == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: ca", "id: cb", "law-word"),
        ("is: excluded", "is: exclude", "law-word"),
        ("[saturday, sunday]", "[saturday, sonntag]", "law-word"),
        ("on: 11-11", "on: 11-31", "law-kind"),
        ("on: 11-11", "on: 02-29", "law-kind"),
        ("on: 11-11", "day: 11-11", "law-unknown-key"),
        ("on: 11-11", "on: 11-11, easter: 3", "law-missing"),
        ("weekday: monday, before: 05-25", "before: 05-25", "law-missing"),
        ("easter: -2", "easter: friday", "law-kind"),
        ("moves: sunday", "moves: saturday", "law-word"),
        ("fixed_by: law", "fixed_by: custom", "law-word"),
        ("article: s. 26, ", "", "law-missing"),
        ("source: interpretation, confidence: sure", "source: other, confidence: sure", "law-no-source"),
        ("confidence: sure", "confidence: certain", "law-word"),
    ],
)
def test_a_file_that_is_wrong_is_refused_at_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = (FOLDER / "ca.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "ca.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_calendar(file)
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.row for problem in caught.value.problems)


@pytest.mark.parametrize("calendar", list(calendars().values()), ids=list(calendars()))
def test_the_page_says_of_every_calendar_how_it_counts_by_which_article(calendar: Calendar) -> None:
    row = re.search(rf"^\| `{calendar.id}` \|.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None
    for rule in ("first_day", "months", "last_day"):
        assert calendar.bases[rule].article in row[0], rule
        assert calendar.bases[rule].confidence in row[0], rule
    assert calendar.counting.months in row[0]
