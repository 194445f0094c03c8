"""Tables stay readable in a pipe, a narrow window and wide scripts; nothing a name holds reaches the terminal raw."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tadasu.cli._terminal import Terminal, clean, width_of

HEADS = ["Id", "Name", "Why"]
ROWS = [["1", "綾野見本紡織株式会社", "same"], ["2", "Aoi", "[bold]other[/bold]"], ["3", "بەك ئۈلگە", "x"]]


def shown(width: int | None) -> list[str]:
    out = io.StringIO()
    Terminal(language="en", out=out, err=io.StringIO(), width=width).table(HEADS, ROWS)
    return out.getvalue().splitlines()


def test_in_a_pipe_columns_line_up_by_cells_not_by_letters() -> None:
    starts = {cell_len(line[: line.index(why)]) for line, why in zip(shown(None)[1:3], ("same", "[bold]"), strict=True)}
    assert len(starts) == 1


def test_in_a_pipe_nothing_is_cut_and_nothing_is_coloured() -> None:
    out = io.StringIO()
    long = "word " * 60
    Terminal(language="en", out=out, err=io.StringIO()).table(HEADS, [["1", long.strip(), "end"]])
    assert long.strip() in out.getvalue()
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    assert max(cell_len(line.rstrip()) for line in shown(width)) <= width


@pytest.mark.parametrize("width", [None, 40, 80])
def test_markup_in_a_name_is_only_text(width: int | None) -> None:
    assert any("[bold]other[/bold]" in line for line in shown(width))


@given(st.text())
def test_nothing_that_moves_the_cursor_is_left(name: str) -> None:
    assert not set(clean(name)) & {"\x1b", "\r", "\n", "\0", "\x07", "\x9b", "\u202e"}


def test_columns_is_obeyed_and_a_pipe_has_no_width() -> None:
    assert width_of(io.StringIO(), {"COLUMNS": "40"}) == 40
    assert width_of(io.StringIO(), {}) is None
    assert width_of(io.StringIO(), {"COLUMNS": "wide"}) is None


def test_json_keeps_every_letter() -> None:
    out = io.StringIO()
    Terminal(language="en", out=out, err=io.StringIO()).json({"name": "綾野\u202e\x1b"})
    assert out.getvalue() == '{"name": "綾野\u202e\\u001b"}\n'


class Screen(io.StringIO):
    """A terminal that remembers what it was sent."""

    def isatty(self) -> bool:
        return True


def test_a_remark_made_during_a_step_stands_on_a_line_of_its_own() -> None:
    screen = Screen()
    terminal = Terminal(language="en", out=io.StringIO(), err=screen, width=80)
    with terminal.step("cli.step.suppliers", file="suppliers.csv"):
        terminal.note("suppliers.csv, row 2: [bold]no[/bold] name")
    (line,) = (line for line in screen.getvalue().splitlines() if "row 2" in line)
    assert line.rsplit("\x1b[2K")[-1] == "suppliers.csv, row 2: [bold]no[/bold] name"
