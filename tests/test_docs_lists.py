"""docs/lists.md says of every list what the code knows, and the pages that count lists count them right."""

import re
from pathlib import Path

import pytest
from tools.list_table import BEGIN, END, NOT_BUILT, table
from tools.marks import filled

from tadasu.lists import sources

ROOT = Path(__file__).parents[1]


def test_the_table_of_lists_is_in_step_with_the_code() -> None:
    page = (ROOT / "docs" / "lists.md").read_text(encoding="utf-8")
    assert page == filled(page, table(sources().values()), begin=BEGIN, end=END), (
        "run: .venv/bin/python -m tools.list_table"
    )


def test_the_table_has_a_row_for_every_list_and_says_which_are_not_built() -> None:
    rows = table(sources().values()).splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(sources())
    not_built = {row.split("`")[1] for row in rows if NOT_BUILT in row}
    assert not_built == {source.id for source in sources().values() if not source.implemented}


def test_a_bar_in_a_title_does_not_break_the_table() -> None:
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table(sources().values()).splitlines()}
    assert len(widths) == 1


def test_a_page_without_the_marks_is_not_written_over() -> None:
    assert filled(f"a {BEGIN} old {END} b", "new", begin=BEGIN, end=END) == f"a {BEGIN}\nnew\n{END} b"
    with pytest.raises(ValueError, match="no <!--"):
        filled("a page without marks", "new", begin=BEGIN, end=END)


def test_the_readme_counts_the_lists_right() -> None:
    built = sum(source.implemented for source in sources().values())
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| {built} built, {len(sources()) - built} known but not built;" in text


def test_the_readme_says_so_as_long_as_no_address_was_tried() -> None:
    untried = {source.address_status for source in sources().values()} == {"not tried"}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ("No publisher's address has been tried" in text) is untried
