"""What a peer sends may be odd or meant ill: no page breaks of it, and it does not stay for ever."""

import pytest
from tests.web.funding.test_need_pages import page
from tests.web.made_need import MONTH, REED, Desk, cell, covered, resting
from tests.web.signing_in import browser

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.funding.need.forms import MakePlan
from tadasu.web.funding.need.models import TheirRest

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_package_without_lines_says_nothing_and_breaks_nothing(desk: Desk) -> None:
    with acting(desk.actor):
        before = TheirRest.objects.count()
        assert desk.takes(desk.peer) == 0
        assert TheirRest.objects.count() == before


def test_a_month_that_has_not_come_does_not_shut_the_door_to_those_that_do(desk: Desk) -> None:
    with pytest.raises(Fault, match="exchange-document"):
        desk.takes(desk.peer, {**cell("uz", "textiles", REED), "month": "2999-12"})
    with pytest.raises(Fault, match="exchange-document"):
        desk.covers(desk.peer, {**covered("uz", "textiles"), "month": "2999-12"})
    assert desk.takes(desk.peer, {**cell("uz", "fishing", REED), "month": MONTH}) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_places_and_sectors_that_nobody_knows_break_no_page(desk: Desk, language: str) -> None:
    lines = [cell("zz", "no-such", REED, findings=100_000), resting("zz", "no-such", REED, needs=20, findings=100_000)]
    desk.takes(desk.peer, *lines)
    desk.covers(desk.peer, covered("zz", "no-such", "10+"))
    client = browser(desk.officer, language)
    for name in ("need-map", "need-sources", "need-dark", "need-files", "need-past", "need-plans"):
        page(client, name, desk.place.id)
    page(client, "need-country", desk.place.id, "zz")
    page(client, "need-source", desk.place.id, REED)
    assert client.get(f"/need/organisation/{desk.place.id}/within/6.svg").status_code == 200


TYPED = ("mm 20,000,000", "MM\u300020,000,000", "ｍｍ\u3000２０，０００，０００", "\u3000mm\t20000000\u3000")


@pytest.mark.parametrize("typed", TYPED)
def test_a_country_and_its_amount_may_be_typed_as_a_japanese_keyboard_writes_them(desk: Desk, typed: str) -> None:
    form = MakePlan({"caps": typed}, fund=desk.fund, lines=[])
    form.is_valid()
    assert (form.errors.get("caps"), form.cleaned_data.get("caps")) == (None, {"mm": 20_000_000})
