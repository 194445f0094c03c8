"""What is typed of results: days as Japanese keyboards and calendars write them, numbers in any width, and what is neither."""

from datetime import date

import pytest

from tadasu.schema import UsageError
from tadasu.web.funding.results._public import CUBES, Before, Counted, cube
from tadasu.web.funding.results.forms import NoteValue, StateIndicator, WhenField
from tadasu.web.funding.results.periods import typed, when_said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("２０２６－１１－２２", "2026-11-22"),
        ("２０２６－１１", "2026-11"),
        ("２０２６－Ｑ４", "2026-Q4"),
        ("２０２６ー１１ー２２", "2026-11-22"),
        ("2026/11/22", "2026-11-22"),
        ("2026年11月22日", "2026-11-22"),
        ("二〇二六年十一月二十二日", "2026-11-22"),
        ("2026年11月", "2026-11"),
        ("令和８年１１月２２日", "2026-11-22"),
        ("令和8年11月", "2026-11"),
        ("令和元年5月", "2019-05"),
        ("2026年第4四半期", "2026-Q4"),
    ],
)
def test_a_day_is_read_as_people_write_it(said: str, meant: str) -> None:
    assert typed(WhenField().clean(said)) == meant


@pytest.mark.parametrize(
    "said",
    [
        *("", "\0", "2026", "2026-13", "2026-02-30", "2026-Q5", "03/04/2026", "令和0年1月", "平成40年1月1日"),
        *("0001-01-01", "0001-Q1", "1899-12-31", "46000", "22.11.26", "x" * 10_000),
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="results-when"):
        when_said(said)


@pytest.mark.parametrize(
    ("said", "meant"), [("１，２３４", "1234"), ("1,234.5", "1234.5"), ("１２", "12"), ("−３", "-3"), ("", "None")]
)
def test_a_number_is_read_in_any_width_and_with_commas(said: str, meant: str) -> None:
    form = NoteValue({"year": "2026", "value": said, "told_by": "grantee"}, years=range(2026, 2027))
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["value"]) == meant
    fields = {"title": "x", "title_ja": "x", "unit": "pieces", "better": "none", "baseline": said}
    stated = StateIndicator(fields)
    assert stated.is_valid(), stated.errors
    assert str(stated.cleaned_data["baseline"]) == meant


@pytest.mark.parametrize("said", ["1,23", "NaN", "Infinity", "1e400", "x", "\0", "9" * 10_000])
def test_what_is_no_number_is_refused(said: str) -> None:
    form = NoteValue({"year": "2026", "value": said, "told_by": "grantee"}, years=range(2026, 2027))
    assert "value" in form.errors


def test_no_day_that_is_taken_stops_what_is_prepared_for_the_public() -> None:
    earliest = when_said("1900-01-01").on
    one = Counted(thing="a", kind="law", on=earliest, grantee="g", intermediaries=())
    for told in CUBES:
        cube(told, [one], today=date(2026, 11, 26), exposed=frozenset(), before=Before())
