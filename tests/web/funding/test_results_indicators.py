"""Indicators are optional: what nobody said is missing and never zero, sums say how many said anything, nobody is ranked."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.web.made_results import Desk
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.programmes.models import fiscal_year
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results.actions import IndicatorSaid
from tadasu.web.funding.results.models import Indicator, Value
from tadasu.web.funding.results.queries import Sum

pytestmark = pytest.mark.usefixtures("database")


def stated(desk: Desk, **more: Any) -> Indicator:
    values: dict[str, Any] = {
        "title": "Reports published (invented)",
        "title_ja": "公表した報告（架空）",
        "unit": "pieces",
        "better": "none",
    }
    said = IndicatorSaid(**{**values, **more})
    made: Indicator = desk.does(
        desk.officer, actions.state_indicator, organisation=desk.place.id, fund=desk.books.fund.id, said=said
    )
    return made


def note(desk: Desk, of: Indicator, award: Award, value: str | None, year: int = 0) -> Value:
    made: Value = desk.does(
        desk.officer,
        actions.note_value,
        indicator=of.id,
        award=award.id,
        year=year or fiscal_year(desk.today),
        value=None if value is None else Decimal(value),
        told_by="grantee",
    )
    return made


def sums(desk: Desk, who: User | None = None) -> list[list[Sum]]:
    actor = lately(who or desk.officer.user)
    with acting(actor):
        return [list(one.sums) for one in queries.measured(actor, desk.books.fund)]


def test_what_nobody_said_is_missing_and_a_sum_says_how_many_said_anything() -> None:
    desk = Desk()
    of = stated(desk)
    first, second, third = desk.running(), desk.running(), desk.running()
    assert sums(desk) == [[]]
    note(desk, of, first, "4")
    note(desk, of, second, "0")
    year = fiscal_year(desk.today)
    assert sums(desk) == [[Sum(year=year, said=2, of=3, total=Decimal(4))]]
    with acting(lately(desk.officer.user)):
        assert queries.values_of(third) == []
    assert of.baseline is None


def test_values_of_a_unit_that_does_not_add_up_have_no_sum() -> None:
    desk = Desk()
    of = stated(desk, unit="percent")
    note(desk, of, desk.running(), "40")
    assert [one.total for one in sums(desk)[0]] == [None]


def test_indicators_of_other_units_are_not_added_to_one_another() -> None:
    desk = Desk()
    award = desk.running()
    note(desk, stated(desk), award, "4")
    note(desk, stated(desk, unit="people"), award, "7")
    assert sorted(one.total or 0 for each in sums(desk) for one in each) == [4, 7]


def test_a_value_is_replaced_and_taken_back_and_never_changed() -> None:
    desk = Desk()
    of, award = stated(desk), desk.running()
    first = note(desk, of, award, "4")
    note(desk, of, award, "5")
    assert [one.total for one in sums(desk)[0]] == [Decimal(5)]
    note(desk, of, award, None)
    assert sums(desk) == [[]]
    with acting(lately(desk.officer.user)):
        assert Value.objects.filter(indicator=of).count() == 3
        with pytest.raises(DatabaseError), transaction.atomic():
            Value.objects.filter(id=first.id).update(value=9)


def test_what_a_withheld_award_said_counts_for_its_readers_alone() -> None:
    desk = Desk()
    of = stated(desk)
    note(desk, of, desk.running(level=3, readers=(desk.officer.id, desk.second.id)), "4")
    shown = desk.running()
    note(desk, of, shown, "1")
    year = fiscal_year(desk.today)
    assert sums(desk) == [[Sum(year=year, said=2, of=2, total=Decimal(5))]]
    assert sums(desk, desk.payer.user) == [[Sum(year=year, said=1, of=1, total=Decimal(1))]]


def test_a_value_is_of_a_year_in_which_the_award_ran_and_of_an_indicator_that_has_not_ended() -> None:
    desk = Desk()
    of, award = stated(desk), desk.running()
    with pytest.raises(UsageError, match="results-year"):
        note(desk, of, award, "4", year=2019)
    desk.does(desk.officer, actions.end_indicator, indicator=of.id)
    with pytest.raises(UsageError, match="results-over"):
        note(desk, of, award, "4")


def test_no_page_puts_awards_in_an_order_of_their_values() -> None:
    desk = Desk()
    of = stated(desk)
    for value in ("9", "1", "5"):
        note(desk, of, desk.running(), value)
    user = desk.officer.user
    with_authenticator(user)
    client = signed_in(user)
    page = client.get(reverse("results-programme", args=[desk.place.id, desk.books.fund.id])).content.decode()
    assert "3 of 3 awards said" in page
    with acting(lately(user)):
        names = list(Award.objects.values_list("pseudonym", flat=True))
    assert not [one for one in names if one in page]
