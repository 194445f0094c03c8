"""A ban as it is told: what is forbidden beside the number, what nobody priced is not known, other bans beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.reports.simulations import HOSTILE, MODEL, ON, ROWS, banned, in_language, of_ban, reported, table_of

from tadasu.assessment import Exposure
from tadasu.law import Asked, Sample, regime_of, simulate
from tadasu.reports import SimulationReport, all_tables, cautions, simulation_html, title_of, write_simulation
from tadasu.wording import LANGUAGES, Language, date_text, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ban_comes_first_and_names_from_a_file_do_no_harm(sample: Sample, language: Language) -> None:
    ban = in_language(of_ban(sample), language)
    keys = [one.key for one in all_tables(ban)]
    assert keys[:6] == ["ban-chapter", "ban-origin", "ban-flow", "covered", "no-other-source", "tariff"]
    page = simulation_html(ban)
    assert HOSTILE not in page
    assert "67" in title_of(ban)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_forbidden_and_what_is_not_counted_stands_by_the_number(sample: Sample, language: Language) -> None:
    notes = " ".join(table_of(in_language(of_ban(sample), language), "ban-chapter").notes)
    place, given = {"en": ("Japan", "13 declarations"), "ja": ("日本", "13件")}[language]
    assert place in notes
    assert given in notes
    narrow = " ".join(
        table_of(
            in_language(of_ban(sample, chosen={"flows": "import", "share_min": Decimal("0.9")}), language),
            "ban-chapter",
        ).notes
    )
    assert "90" in narrow
    assert {"en": "exports", "ja": "輸出"}[language] not in narrow.split({"en": "; place", "ja": "（日本"}[language])[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_nobody_knows_is_never_nothing(sample: Sample, language: Language) -> None:
    unpriced = [(*row[:-1], None) for row in ROWS]
    zero, unknown = {"en": ("0 %", "not known"), "ja": ("0％", "不明")}[language]
    report = in_language(of_ban(sample, unpriced), language)
    said = title_of(report), table_of(report, "ban-chapter").title
    for title in said:
        assert zero not in title
        assert unknown in title
        assert "1" in title
    assert table_of(report, "ban-chapter").rows[0][1] == f"{unknown} (1)"
    some = [(*ROWS[0][:-1], None), *ROWS[1:]]  # of the touched one no value is known
    assert zero not in title_of(in_language(of_ban(sample, some), language))


def test_a_value_that_is_known_in_part_says_of_how_many_it_is_not(sample: Sample) -> None:
    assert title_of(of_ban(sample)).endswith(
        "touches 1 of 3 declarations, 67 % of the value that is known (1 without) (applies from 1 April 2028)"
    )
    more = [*ROWS, ("d5", "import", "touched", False, "62", "6205", "bd", "s1", "b1", None)]
    assert table_of(of_ban(sample, more), "ban-chapter").rows[0][1] == "100 + ? (2)"
    known = [row for row in ROWS if row[-1] is not None]
    assert title_of(of_ban(sample, known)).endswith(
        "touches 1 of 2 declarations, 67 % of their value (applies from 1 April 2028)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_and_duties_of_what_nobody_priced_are_not_known(sample: Sample, language: Language) -> None:
    report = of_ban(sample)
    assert report.ban is not None
    assert report.ban.scope is not None
    scope = report.ban.scope.with_columns(
        pl.lit(None, pl.Float64).alias("share"),
        pl.lit(None, pl.Float64).alias("value"),
        pl.lit(3).alias("value_unknown"),
    )
    assert report.ban.tariff is not None
    tariff = report.ban.tariff.table.with_columns(
        *(pl.lit(None, pl.Float64).alias(each) for each in ("value", "with_ban", "without_ban", "difference")),
        pl.lit(1).alias("value_unknown"),
    )
    bare = replace(report.ban, scope=scope, tariff=Exposure(table=tariff, currency=""))
    found = in_language(replace(report, ban=bare), language)
    for key in ("covered", "tariff"):
        shown = table_of(found, key)
        assert "0 %" not in shown.title.replace("100 %", "")
        assert {"en": "not known", "ja": "不明"}[language] in " ".join(shown.rows[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_forbidden_that_is_here_it_is_said(sample: Sample, language: Language) -> None:
    report = in_language(of_ban(sample, ROWS[3:]), language)
    said = say("simulate.title.ban.none", {"name": regime_of("jp-model-goods").names[language]}, language)
    day = date_text(date(2028, 4, 1), language)
    assert title_of(report) == say("simulate.title.applies", {"said": said, "day": day}, language)
    assert table_of(report, "ban-chapter").rows == ()


def test_a_regime_that_bans_no_goods_has_no_number_of_a_ban(report: SimulationReport, sample: Sample) -> None:
    with_trade = replace(of_ban(sample), simulation=report.simulation)
    assert with_trade.ban is not None
    none = replace(with_trade, ban=replace(with_trade.ban, ban=banned([], {}, MODEL)))
    assert {one.key for one in all_tables(none)} & {"ban-chapter", "no-other-source"} == set()
    assert "covered" in {one.key for one in all_tables(none)}
    assert any("forbids no goods" in one for one in cautions(none))
    assert "binds" in title_of(none)


def test_bans_stand_beside_each_other_each_at_its_border(sample: Sample) -> None:
    report = of_ban(sample)
    assert report.ban is not None
    other = simulate(regime_of("eu-flr"), sample, Asked(on=ON), by="origin")
    both = replace(report.ban, beside=(banned(ROWS[:1], {}, "eu-flr"),))
    beside = reported(report.simulation, other, ban=both)
    shown = table_of(beside, "ban-beside")
    assert [row[1:4] for row in shown.rows] == [
        ("imports; exports", "3", "1"),
        ("imports; exports; sales at home", "1", "1"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tariff_that_is_none_yet_is_said_to_be_none(sample: Sample, language: Language, tmp_path: Path) -> None:
    report = of_ban(sample)
    assert report.ban is not None
    report = in_language(replace(report, ban=replace(report.ban, tariff=None)), language)
    shown = table_of(report, "tariff")
    assert shown.rows == ()
    assert date_text(ON, language) in shown.title
    assert '<h2 id="tariff-head">' in simulation_html(report)
    write_simulation(report, tmp_path / "ban.csv")
    assert "tariff" not in (tmp_path / "ban.csv").read_text(encoding="utf-8")
