"""Dates: every spelling gives the day it stands for, and nothing that is open is read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.readers._dates import HS_BEGINS, ORDERS, SERIAL_ZERO, Window, read_date

WINDOW = Window(HS_BEGINS, date(2027, 12, 31))
DAYS = st.dates(WINDOW.earliest, WINDOW.latest)
ERAS = (
    (("令和", "令", "R", "r", "Ｒ", "㋿"), date(2019, 5, 1), WINDOW.latest),
    (("平成", "平", "H", "h", "㍻"), date(1989, 1, 8), date(2019, 4, 30)),
    (("昭和", "昭", "S", "㍼"), WINDOW.earliest, date(1989, 1, 7)),
)
FIRST_YEARS = (2019, 1989, 1926)
HAN = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones]
    return (HAN[tens] if tens > 1 else "") + "十" + (HAN[ones] if ones else "")


def only(text: str) -> date:
    reading = read_date(text, WINDOW)
    assert not reading.fault, (text, reading)
    assert not reading.is_open, (text, reading)
    return reading.days[0][1]


@given(data=st.data(), era=st.sampled_from(range(3)))
def test_every_japanese_spelling_of_a_day_gives_the_day(data: st.DataObject, era: int) -> None:
    names, first, last = ERAS[era]
    day = data.draw(st.dates(first, last))
    name = data.draw(st.sampled_from(names))
    year = day.year - FIRST_YEARS[era] + 1
    years = [str(year), f"{year:02}", han(year)] + (["元"] if year == 1 else [])
    written = data.draw(st.sampled_from(years))
    texts = [
        f"{name}{written}年{day.month}月{day.day}日",
        f"{name}{written}年{han(day.month)}月{han(day.day)}日",
        f"{name} {written} 年 {day.month:02} 月 {day.day:02} 日",
        f"{name}{written}.{day.month}.{day.day}",
        f"{name}{written}/{day.month:02}/{day.day:02}",
        f"{name}{written}-{day.month}-{day.day}",
        f"{name}{year:02}{day.month:02}{day.day:02}",
        f"{name}{written}年{day.month}月{day.day}日（月）",
        f"{name}{written}年{day.month}月{day.day}日 10:30",
    ]
    assert {only(text) for text in texts} == {day}
    assert {only(text.translate(WIDE)) for text in texts} == {day}
    assert {read_date(text, WINDOW).remark for text in texts} == {""}


@given(day=DAYS)
def test_every_plain_spelling_of_a_day_gives_the_day(day: date) -> None:
    months = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    spanish = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
    english = months[day.month - 1]
    texts = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{''.join(HAN[int(digit)] for digit in str(day.year))}年{han(day.month)}月{han(day.day)}日",
        f"{day.isoformat()}T10:20:30+09:00",
        f"{day.isoformat()} 10:20:30.5",
        f"{day.isoformat()}T10:20:30Z",
        f"{day.day} {english} {day.year}",
        f"{day.day:02}-{english[:3]}-{day.year}",
        f"{day.day:02}{english[:3].upper()}{day.year}",
        f"{english} {day.day}, {day.year}",
        f"{english[:3]}. {day.day}, {day.year}",
        f"{day.year}-{english[:3]}-{day.day:02}",
        f"{day.day} de {spanish[day.month - 1]} de {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ]
    assert {text: only(text) for text in texts} == dict.fromkeys(texts, day)


@given(day=DAYS)
def test_slashes_leave_open_what_is_open_and_hold_the_true_day(day: date) -> None:
    for order, text in (("dmy", f"{day:%d/%m/%Y}"), ("mdy", f"{day:%m/%d/%Y}"), ("ymd", f"{day:%y.%m.%d}")):
        reading = read_date(text, WINDOW)
        assert (order, day) in reading.days or day in {found for _, found in reading.days}
        assert reading.on(order) == day
        if order == "dmy":
            assert reading.is_open == (day.day <= 12 and day.day != day.month)


@given(day=DAYS)
def test_compact_dates_never_stay_open_between_year_first_and_year_last(day: date) -> None:
    assert only(f"{day:%Y%m%d}") == day
    reading = read_date(f"{day:%d%m%Y}", WINDOW)
    assert day in {found for _, found in reading.days}


@given(day=DAYS.filter(lambda day: (day - SERIAL_ZERO).days > 9_999))
def test_spreadsheet_day_numbers_are_read_with_a_remark(day: date) -> None:
    reading = read_date(str((day - SERIAL_ZERO).days), WINDOW)
    assert (reading.days, reading.remark) == ((("", day),), "date-serial")


@given(text=st.text(max_size=30))
def test_any_text_is_read_within_the_window_or_has_a_fault(text: str) -> None:
    reading = read_date(text, WINDOW)
    assert bool(reading.days) != bool(reading.fault)
    assert all(WINDOW.holds(day) and order in ("", *ORDERS) for order, day in reading.days)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/02/2026", "date-impossible"),
        ("2026-02-29", "date-impossible"),
        ("2026-13-13", "date-impossible"),
        ("令和8年2月30日", "date-impossible"),
        ("令和0年2月3日", "date-impossible"),
        ("2031-01-01", "date-out-of-range"),
        ("1987-12-31", "date-out-of-range"),
        ("令和18年1月1日", "date-out-of-range"),
        ("soon", "date-unreadable"),
        ("2026/3", "date-unreadable"),
        ("X8.3.1", "date-unreadable"),
        ("99999", "date-unreadable"),
        ("260301", "date-unreadable"),
        ("1/2026/3", "date-unreadable"),
    ],
)
def test_a_date_that_is_none_says_what_is_wrong(text: str, fault: str) -> None:
    reading = read_date(text, WINDOW)
    assert (reading.days, reading.fault) == ((), fault)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("H31/5/1", date(2019, 5, 1)),
        ("平成32年3月31日", date(2020, 3, 31)),
        ("R1.4.30", date(2019, 4, 30)),
        ("S64.1.8", date(1989, 1, 8)),
    ],
)
def test_a_day_outside_its_era_is_read_on_with_a_remark(text: str, day: date) -> None:
    reading = read_date(text, WINDOW)
    assert (reading.days[0][1], reading.remark) == (day, "era-ended")


@pytest.mark.parametrize("text", ["H31/4/30", "R1.5.1", "S64.1.7", "H1.1.8", "令和元年5月1日"])
def test_the_last_and_first_days_of_an_era_need_no_remark(text: str) -> None:
    assert read_date(text, WINDOW).remark == ""


def test_two_digits_of_a_year_are_completed_within_the_window() -> None:
    reading = read_date("31/12/25", WINDOW)
    assert (reading.days, reading.remark) == ((("dmy", date(2025, 12, 31)),), "date-two-digit-year")
    assert read_date("31-Dec-88", WINDOW).days[0][1] == date(1988, 12, 31)


def test_a_window_ends_on_its_last_day() -> None:
    last = WINDOW.latest
    assert read_date(last.isoformat(), WINDOW).days
    assert read_date((last + timedelta(days=1)).isoformat(), WINDOW).fault == "date-out-of-range"
