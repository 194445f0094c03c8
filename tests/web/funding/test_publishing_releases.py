"""Releases from real awards: what is told, what is not, and what the attack refuses."""

import pytest
from tests.web.made_publishing import LAST, Desk, totals

pytestmark = pytest.mark.usefixtures("database")


def test_a_full_portfolio_is_told_in_rounded_figures() -> None:
    desk = Desk()
    desk.full()
    made = desk.prepare()
    assert (made.state, made.found, made.fault) == ("passed", [], "")
    cells = totals(made)
    assert all(one.count is None or one.count % 5 == 0 for one in cells)
    assert any(one.count for one in cells)
    print(cells)
    print(made.told)
    for name, text in desk.files(made).items():
        print(name, text[:3000])
