"""What a setting did to a calculation: it moved an answer, moved none, or nothing that is counted asks for it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from tests.assessment.conftest import IMPORTER, Make
from tests.assessment.test_assessment_assess import run

from tadasu.assessment import Moved, SetHere, ban, banned_by, set_here, tariff_exposure
from tadasu.law import Asked, Use, Value, regime_of, sample_of, simulate
from tadasu.schema import Declaration, Flow, Money, Party

ON = date(2026, 11, 25)
TABLE = "id,seat,imports_into,exports_from,sells_in,goods_producer\na,jp,jp,,jp,yes\nb,jp,,jp,jp,yes\nc,jp,,,jp,no\n"
TARIFF = "us-s301-forced-labour"
ABROAD = Party(name="Invented Imports Inc", country="us")


def settings(lines: list[Declaration] | None, regime: str = "jp-model-goods", **chosen: Value) -> dict[str, SetHere]:
    sample = sample_of(pl.read_csv(TABLE.encode(), infer_schema=False), file="mine.csv", year=2025)
    found = simulate(regime_of(regime), sample, Asked(on=ON, chosen=chosen))
    if lines is None:
        return {one.parameter: one for one in set_here(found)}
    result = run(lines)
    now = ban(result, banned_by(found.regime, found.asked))
    return {one.parameter: one for one in set_here(found, now, lambda banned: ban(result, banned))}


@pytest.fixture
def trade(make: Make, story: list[Declaration]) -> list[Declaration]:
    return [*story, make(IMPORTER, ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)]


def test_a_choice_of_flows_moves_companies_and_declarations(trade: list[Declaration]) -> None:
    one = settings(trade, flows="import")["flows"]
    assert one.companies == Moved(moved=1, now=1, before=2)
    assert one.declarations == Moved(moved=1, now=1, before=2)
    assert one.moves
    assert not one.usual


def test_what_the_law_has_anyway_moves_nothing(trade: list[Declaration]) -> None:
    one = settings(trade, flows="import-export")["flows"]
    assert one.usual
    assert not one.moves


def test_a_setting_may_act_and_move_nothing_here(trade: list[Declaration]) -> None:
    one = settings(trade, presumption="none")["presumption"]
    assert one.bans
    assert one.declarations == Moved(moved=0, now=2, before=2)
    assert not one.moves


def test_what_nothing_counted_asks_for_cannot_act(trade: list[Declaration]) -> None:
    found = settings(trade, determination_months="9", proof_ban="conclusive", re_export="free")
    assert [(one.bans, one.companies, one.declarations) for one in found.values()] == [(False, None, None)] * 3
    assert found["determination_months"].uses == {Use.CLOCK}
    assert found["re_export"].uses == {Use.RULE}


def test_without_declarations_it_is_still_said_that_a_ban_asks_for_it() -> None:
    one = settings(None, presumption="none")["presumption"]
    assert (one.bans, one.declarations) == (True, None)


def test_each_is_asked_with_the_others_kept(trade: list[Declaration]) -> None:
    """Imports alone are banned: what is presumed then moves none of the exports that it leaves out."""
    both = settings(trade, flows="import", presumption="none")
    assert both["flows"].declarations == Moved(moved=1, now=1, before=2)
    assert both["presumption"].declarations == Moved(moved=0, now=1, before=1)


def test_the_tiers_of_a_tariff_are_charged(trade: list[Declaration]) -> None:
    sold = replace(trade[-1], value=Money(amount=Decimal(1000), currency="JPY"))
    tier = Decimal("0.2")
    assert settings(None, TARIFF, tier_ban=tier)["tier_ban"].tariff
    assert not settings(None, flows="import")["flows"].tariff
    charged = tariff_exposure(run([*trade[:-1], sold]), regime_of(TARIFF), Asked(on=ON, chosen={"tier_ban": tier}))
    assert charged.table.select("with_ban", "without_ban").rows() == [(200.0, 125.0)]
