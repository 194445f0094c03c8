"""A cell that a spreadsheet program would run as a formula is text, and can be read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.store import no_formula, without_guard

NAMES = st.one_of(st.text(), st.text("'=+-@0.1\uff1d\t ", max_size=6)).map(
    lambda text: text.replace("\0", "").replace("\r", "\n")
)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\uff1d1+1"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert no_formula(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+81", "-0.25", "Hotan = Hetian", "O'Neil", "'s Demo Mill", "", "和田"])
def test_a_plain_number_or_name_is_left_as_it_is(cell: str) -> None:
    assert no_formula(cell) == cell


@given(st.text())
def test_no_text_leaves_as_a_formula(cell: str) -> None:
    written = no_formula(cell)
    assert not written.startswith(("=", "@"))
    assert not written.startswith(("+", "-")) or written.lstrip("+-").replace(".", "", 1).isdigit()


@given(NAMES)
def test_every_name_comes_back_as_it_was(name: str) -> None:
    assert without_guard(no_formula(name)) == name


@given(NAMES, NAMES)
def test_two_names_never_become_one_cell(one: str, other: str) -> None:
    assert (no_formula(one) == no_formula(other)) == (one == other)


def test_a_lone_carriage_return_begins_no_row_of_its_own() -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([no_formula("Invented Mill\r=1+1"), "next"])
    assert "\r" not in out.getvalue()
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [["Invented Mill\n=1+1", "next"]]
