"""What each setting did, as it is told above the numbers and in the table of settings."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.reports.simulations import MODEL, ON, TARIFF, banned, in_language, of_ban, reported, table_of

from tadasu.law import Asked, Sample, Value, regime_of, simulate
from tadasu.reports import SimulationReport, cautions
from tadasu.schema import Money
from tadasu.wording import LANGUAGES, Language, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_setting_that_changes_nothing_is_said_above_the_numbers(sample: Sample, language: Language) -> None:
    chosen: dict[str, Value] = {"determination_months": Decimal(9), "proof_ban": "conclusive", "flows": "import"}
    report = in_language(of_ban(sample, chosen=chosen), language)
    said = cautions(report)
    assert sum("determination_months" in one for one in said) == 1
    assert sum("proof_ban" in one for one in said) == 1
    assert not any("(flows)" in one for one in said)
    rows = {row[1].rpartition("(")[2]: row[3] for row in table_of(report, "settings").rows}
    assert len({rows[f"{name})"] for name in chosen}) == 3
    for name in chosen:
        assert rows[f"{name})"] not in ("set for this calculation", "この計算のために設定")


def test_a_setting_that_the_law_has_anyway_is_no_setting(sample: Sample) -> None:
    said = cautions(of_ban(sample, chosen={"flows": "import-export"}))
    assert any("the same as the law of the day has" in one for one in said)


def test_a_ban_without_declarations_says_what_would_show_it(sample: Sample) -> None:
    found = simulate(regime_of("jp-model-goods"), sample, Asked(on=ON, chosen={"share_min": Decimal("0.9")}))
    assert any("give --declarations and --findings" in one for one in cautions(reported(found)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_that_is_missing_is_said_above_the_numbers(sample: Sample, language: Language) -> None:
    dear = Asked(on=ON, chosen={"turnover_min": Money(amount=Decimal(10**9), currency="ZZZ")})
    said = cautions(in_language(reported(simulate(regime_of(MODEL), sample, dear)), language))
    missing = [one for one in said if "--rates" in one]
    assert len(missing) == 1
    assert all(part in missing[0] for part in ("JPY", "ZZZ", "2025"))


def of_tiers(sample: Sample, language: Language) -> SimulationReport:
    """The tariff with a tier of its own, beside it the same with another one; exports are given."""
    given = of_ban(sample)
    assert given.ban is not None
    first, second = (
        simulate(regime_of(TARIFF), sample, Asked(on=ON, chosen={"tier_ban": Decimal(tier)})) for tier in ("0.2", "0.3")
    )
    trade = replace(given.ban, ban=banned([], {}, TARIFF), beside=(None,))
    return in_language(reported(first, second, ban=trade), language)


def did(report: SimulationReport) -> list[str]:
    return [row[3] for row in table_of(report, "settings").rows if "(tier_ban)" in row[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_tiers_of_the_first_setting_are_charged(sample: Sample, language: Language) -> None:
    report = of_tiers(sample, language)
    charged, second = (say(f"simulate.set.{code}", {}, language) for code in ("tariff", "tariff.second"))
    assert did(report) == [say("simulate.set-here", {"did": one}, language) for one in (charged, second)]
    (caution,) = (one for one in cautions(report) if "(tier_ban)" in one)
    assert second in caution


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tier_is_not_charged_where_nothing_is(sample: Sample, language: Language) -> None:
    report = of_tiers(sample, language)
    assert report.ban is not None
    second = say("simulate.set.tariff.second", {}, language)
    for ban, first in ((None, "no-trade"), (replace(report.ban, tariff=None), "cannot.number")):
        said = did(replace(report, ban=ban))
        expected = (say(f"simulate.set.{first}", {}, language), second)
        assert said == [say("simulate.set-here", {"did": one}, language) for one in expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_setting_that_moves_nothing_is_told_with_one_colon(sample: Sample, language: Language) -> None:
    chosen: dict[str, Value] = {"determination_months": Decimal(9), "proof_ban": "conclusive", "presumption": "none"}
    for line in cautions(in_language(of_ban(sample, chosen=chosen), language)):
        assert line.count(":") + line.count("：") <= 1
