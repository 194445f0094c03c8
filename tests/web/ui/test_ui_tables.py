"""Tables: the address is the view."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tadasu.store import without_guard
from tadasu.web.ui import _table, tables
from tadasu.web.ui.csv_file import csv_answer, csv_text
from tadasu.web.ui.parts import Clock, Coded, Reasons, State
from tadasu.web.ui.tables import Column, Filter, Shown, Table, TooManyRows

COLUMNS = (
    Column(name="name", label="Supplier", sorts="name", address=lambda one: f"/suppliers/{one['pk']}"),
    Column(name="share", label="Tainted share", unit="%", number=True, sorts="share"),
    Column(name="note", label="Note"),
)
TABLE = Table(
    name="suppliers",
    caption="Suppliers",
    columns=COLUMNS,
    searched=("name",),
    filters=(Filter(name="state", label="State", choices=[("hold", "Hold"), ("ask", "Ask")]),),
    order="name",
    size=2,
)
ROWS = [
    {"pk": 1, "name": "Beta", "share": 5, "state": "hold", "note": ""},
    {"pk": 2, "name": "Alpha", "share": None, "state": "ask", "note": None},
    {"pk": 3, "name": "ｶﾞﾝﾏ", "share": 40, "state": "hold", "note": "=1+1"},
]


def show(query: str, table: Table = TABLE, rows: Any = ROWS) -> Shown:
    return table.show(QueryDict(query), rows)


def names(shown: Shown) -> list[str]:
    return [line.cells[0].text for line in shown.lines]


def test_rows_come_in_the_tables_own_order_a_page_at_a_time() -> None:
    shown = show("")
    assert (names(shown), shown.count, shown.page, shown.pages) == (["Alpha", "Beta"], 3, 1, 2)
    assert names(show("page=2")) == ["ｶﾞﾝﾏ"]


def test_an_order_puts_what_has_no_value_last_both_ways() -> None:
    assert names(show("sort=share")) == ["Beta", "ｶﾞﾝﾏ"]
    assert names(show("sort=-share")) == ["ｶﾞﾝﾏ", "Beta"]
    assert names(show("sort=-share&page=2")) == ["Alpha"]


def test_a_search_does_not_mind_case_and_width() -> None:
    assert names(show("q=BETA")) == ["Beta"]
    assert names(show("q=ガンマ")) == ["ｶﾞﾝﾏ"]
    assert show("q=nobody").count == 0


def test_a_filter_keeps_what_was_chosen() -> None:
    assert names(show("state=hold")) == ["Beta", "ｶﾞﾝﾏ"]
    assert show("state=").asked.chosen == {}


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("sort=pk", ("sort",)),
        ("sort=-note", ("sort",)),
        ("sort=user__password", ("sort",)),
        ("state=clear", ("state",)),
        ("page=0", ("page",)),
        ("page=1e9", ("page",)),
        ("page=٣", ("page",)),
        ("page=99999999999999", ("page",)),
        ("as=pdf", ("as",)),
        ("owner__login=x", ("owner__login",)),
    ],
)
def test_what_a_table_does_not_know_is_left_out_and_said(query: str, left_out: tuple[str, ...]) -> None:
    shown = show(query)
    assert shown.asked.left_out == left_out
    assert names(shown) == ["Alpha", "Beta"]


def test_a_search_and_a_file_that_a_table_does_not_have_are_left_out_and_said() -> None:
    bare = Table(name="bare", caption="Bare", columns=COLUMNS, order="name", file=False)
    shown = show("q=beta&as=csv", bare)
    assert shown.asked.left_out == ("q", "as")
    assert (shown.asked.text, shown.asked.csv, shown.asked.filtered) == ("", False, False)
    assert shown.count == len(ROWS)
    assert show("q=", bare).asked.left_out == ()


def test_a_page_behind_the_last_is_the_last() -> None:
    assert show("page=77").page == 2


def test_a_link_changes_one_thing_keeps_the_others_and_begins_at_the_first_page() -> None:
    asked = show("q=a&state=hold&page=2&sort=-share").asked
    assert asked.link(sort="name") == "?q=a&state=hold"
    assert asked.link(page=2) == "?q=a&state=hold&sort=-share&page=2"
    assert asked.link(text="", chosen={}) == "?sort=-share"
    assert asked.link(csv=True) == "?q=a&state=hold&sort=-share&as=csv"


def test_two_tables_of_a_page_do_not_disturb_each_other() -> None:
    other = Table(name="other", caption="Other", columns=COLUMNS, prefix="o-", searched=("name",))
    shown = show("q=first&o-q=beta&o-nonsense=1", other)
    assert (names(shown), shown.asked.left_out) == (["Beta"], ("o-nonsense",))
    assert shown.asked.link(sort="-name") == "?q=first&o-q=beta&o-sort=-name"


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=6))
def test_no_address_breaks_a_table_and_each_link_asks_for_the_same_again(params: dict[str, str]) -> None:
    shown = TABLE.show(params, ROWS)
    again = show(shown.asked.link(page=shown.page)[1:])
    assert names(again) == names(shown)
    assert again.asked.left_out == ()


def test_rows_are_counted_no_further_than_one_can_page() -> None:
    rows = [{"pk": n, "name": f"{n:06}"} for n in range(tables.MOST_COUNTED + 5)]
    shown = show("page=999999", rows=rows)
    assert (shown.count, shown.more, shown.pages) == (tables.MOST_COUNTED, True, tables.MOST_COUNTED // 2)


def test_more_rows_than_are_counted_can_still_be_had_as_a_file() -> None:
    rows = [{"pk": n, "name": f"{n:06}"} for n in range(tables.MOST_COUNTED + 5)]
    shown = show("", rows=rows)
    page = render_to_string("ui/table.html", _table.values(shown))
    assert 'href="?as=csv"' in page
    assert len(shown.file_lines()) == len(rows) + 1


def test_a_word_of_the_code_is_shown_in_words_and_filed_as_it_is() -> None:
    table = Table(name="one", caption="One", columns=(Column(name="act", label="Act", address=lambda one: "?act"),))
    known, bare = Coded("accounts.invite", "Somebody was invited"), Coded("test.act", "test.act")
    shown = show("", table, [{"act": known}, {"act": bare}])
    page = render_to_string("ui/table.html", _table.values(shown))
    assert '<a href="?act" title="accounts.invite"><bdi>Somebody was invited</bdi></a>' in page
    assert '<a href="?act"><bdi>test.act</bdi></a>' in page
    assert shown.file_lines()[1:] == [["accounts.invite"], ["test.act"]]


def test_a_file_holds_all_that_the_filter_leaves_and_no_formula() -> None:
    lines = list(csv.reader(io.StringIO(csv_text(show("state=hold&page=2")).lstrip("\ufeff"), newline="")))
    assert lines[0] == ["Supplier", "Tainted share (%)", "Note"]
    assert lines[1:] == [["Beta", "5", ""], ["ｶﾞﾝﾏ", "40", "'=1+1"]]
    assert without_guard(lines[2][2]) == "=1+1"


@given(st.text(max_size=40))
def test_every_text_comes_out_of_the_file_as_it_went_in(text: str) -> None:
    table = Table(name="one", caption="One", columns=(Column(name="name", label="Name"),))
    lines = list(csv.reader(io.StringIO(csv_text(show("", table, [{"name": text}])).lstrip("\ufeff"), newline="")))
    wanted = re.sub("\r(?!\n)", "\n", text.replace("\0", ""))  # a lone return is the line feed that it stands for
    assert [without_guard(cell) for cell in lines[1]] == [wanted] or (not wanted and lines[1] == [""])


def test_a_file_with_too_many_lines_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_IN_FILE", 2)
    with pytest.raises(TooManyRows):
        csv_text(show(""))


def test_a_file_is_saved_under_the_tables_name() -> None:
    answer = csv_answer(show(""))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="suppliers.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")


def test_values_are_shown_in_words_and_filed_as_data() -> None:
    today = date(2026, 11, 22)
    row = SimpleNamespace(
        day=today,
        at=datetime(2026, 11, 22, 3, 5, 7, tzinfo=UTC),  # the file says it by the clock of the page, to the second
        state=State.HOLD,
        clock=Clock(rule="", today=today, due=today, left=0),
        why=Reasons(("a", "b")),
        weight=Decimal("1234.5"),
        none=None,
    )
    table = Table(
        name="all",
        caption="All",
        columns=[Column(name=name, label=name, places=2, era=True) for name in vars(row)],
    )
    with translation.override("ja"):
        cells = show("", table, [row]).lines[0].cells
    assert [cell.text for cell in cells] == [
        "2026年(令和8年)11月22日",
        "2026年11月22日 12:05",
        "留め置き",
        "本日が期限 (2026年11月22日)",
        "a; b",
        "1,234.50",
        "",
    ]
    assert [cell.plain for cell in cells] == [
        "2026-11-22",
        "2026-11-22T12:05:07+09:00",
        "留め置き",
        "2026-11-22",
        "a; b",
        "1234.50",
        "",
    ]


def test_a_small_screen_leaves_out_a_spare_column_and_says_where_it_is() -> None:
    columns = [
        *COLUMNS[:2],
        Column(name="note", label="Note", spare=True),
        Column(name="pk", label="Number", number=True, spare=True),
    ]
    values = _table.values(show("", Table(name="spare", caption="All", columns=columns)))
    assert [one.style for one in values["heads"]] == ["", "number", "spare", "number spare"]
    assert [one.style for one in values["lines"][2].cells] == ["", "number", "spare", "number spare"]
    said = "On a small screen some columns are left out"
    with translation.override("en"):
        assert said in render_to_string("ui/table.html", values)
        assert said not in render_to_string("ui/table.html", _table.values(show("")))
