"""A time whose number was set otherwise, or is not yet the law, says so wherever it is shown."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from tests.reports.regime_made import MONTH, small_procedure

from tadasu.law import Counted, Due, Procedure
from tadasu.reports import due_text, procedure_svg, procedure_text, regime_markdown

COUNTED = Counted(parameter="months", unit=MONTH.unit, calendar=MONTH.calendar)
SET = replace(COUNTED, chosen=True)
LATER = replace(COUNTED, later=(date(2027, 12, 14), MONTH))
Language = Literal["en", "ja"]


def told(procedure: Procedure, language: Language) -> str:
    glue = " " if language == "en" else ""
    return glue.join(line.strip() for line in procedure_text(procedure, language=language))


def limited(counted: Counted | None, *, known: bool) -> Procedure:
    """The small procedure, the time of its first state counted by a parameter."""
    made = small_procedure()
    first = made.states["a"]
    assert first.limit is not None
    limit = replace(first.limit, clock=MONTH if known else None, counted=counted)
    return replace(made, states={**made.states, "a": replace(first, limit=limit)})


@pytest.mark.parametrize(
    ("language", "marked"), [("en", "number set otherwise than the source says"), ("ja", "数値は出典と異なる設定")]
)
def test_a_number_that_was_set_is_marked_and_shows_no_source(language: Language, marked: str) -> None:
    as_it_is, otherwise = limited(COUNTED, known=True), limited(SET, known=True)
    assert marked not in told(as_it_is, language)
    assert told(otherwise, language).count(marked) == 1
    assert told(otherwise, language).count("[gazette]") == told(as_it_is, language).count("[gazette]") - 1
    assert told(otherwise, language).count("s. 2 <b>") == told(as_it_is, language).count("s. 2 <b>")
    assert marked.split()[0] in procedure_svg(otherwise, language=language)
    assert marked in regime_markdown(otherwise.regime, otherwise, language=language)
    assert marked in due_text(Due(after="notice", clock=MONTH, counted=SET), language)
    assert marked not in due_text(Due(after="notice", clock=MONTH, counted=COUNTED), language)


@pytest.mark.parametrize(
    ("language", "time", "day"),
    [("en", "1 month", "this number from 14 December 2027 on"), ("ja", "1か月", "この数値は2027年12月14日から")],
)
def test_a_number_that_is_to_come_says_from_when(language: Language, time: str, day: str) -> None:
    for said in (
        due_text(Due(after="notice", counted=LATER), language),
        told(limited(LATER, known=False), language),
    ):
        assert time in said
        assert day in said


@pytest.mark.parametrize(("language", "none"), [("en", "no number on this day"), ("ja", "この日には数値のない")])
def test_a_time_without_a_number_says_that_there_is_none(language: Language, none: str) -> None:
    assert none in due_text(Due(after="notice", counted=COUNTED), language)
    assert none in told(limited(COUNTED, known=False), language)
    assert procedure_svg(limited(COUNTED, known=False), language=language).startswith("<svg")
