"""Tables whose rows the database answers."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from tests.web.made import organisation

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.ui import tables
from tadasu.web.ui.tables import Column, Filter, Shown, Table

TABLE = Table(
    name="organisations",
    caption="Organisations",
    columns=(Column(name="name", label="Name", sorts="name"), Column(name="kind", label="Kind", sorts="kind")),
    searched=("name", "name_ja"),
    filters=(Filter(name="kind", label="Kind", choices=[("company", "Company"), ("funder", "Funder")]),),
    order="name",
    size=2,
)

pytestmark = pytest.mark.usefixtures("database")


def show(query: str, rows: Any = None) -> Shown:
    return TABLE.show(QueryDict(query), Organisation.objects.all() if rows is None else rows)


def names(shown: Shown) -> list[str]:
    return [line.cells[0].text for line in shown.lines]


def test_a_query_is_searched_filtered_ordered_and_cut_by_the_database() -> None:
    for name, kind in (("b 100%", "company"), ("a", "company"), ("c", "funder"), ("B2", "company")):
        organisation(kind, name)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = show("q=b&kind=company&sort=-name")
        assert names(shown) == ["b 100%", "B2"]
    assert len(asked) == 2
    assert names(show("q=%25")) == ["b 100%"]
    assert names(show("q=%27%3B--%00")) == []


def test_every_row_is_on_one_page_though_many_have_the_same_value() -> None:
    for n in range(7):
        organisation("company", f"same {n % 2}")
    seen = [line.cells for page in range(1, 5) for line in show(f"sort=kind&page={page}").lines]
    keys = [row.pk for page in range(1, 5) for row in show(f"sort=kind&page={page}").rows.cut(2 * page - 2, 2 * page)]
    assert len(seen) == 7
    assert len(set(keys)) == 7


def test_the_database_counts_no_further_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_COUNTED", 4)
    for n in range(7):
        organisation("company", f"{n}")
    with CaptureQueriesContext(connection) as asked:
        shown = show("page=9")
    assert (shown.count, shown.more, names(shown)) == (4, True, ["2", "3"])
    assert "LIMIT 5" in asked[0]["sql"]
