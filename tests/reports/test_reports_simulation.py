"""A simulation as a page and as tables: the finding first, what it is not on top, a table beside each picture."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
import pytest
from lxml import html

from tadasu.assessment import Ban, Exposure, banned_by, cost_assumptions, costs
from tadasu.assessment._impact import LINES
from tadasu.demo import population, population_figures
from tadasu.law import Asked, Sample, Value, regime_of, sample_of, simulate
from tadasu.reports import (
    BanReport,
    Shown,
    SimulationReport,
    all_tables,
    cautions,
    figure_text,
    group_text,
    number_text,
    simulation_html,
    title_of,
    write_simulation,
)
from tadasu.schema import Money, UsageError
from tadasu.wording import LANGUAGES, Language, date_text, say

ON = date(2026, 11, 22)
MODEL = "jp-model-due-diligence"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def sample() -> Sample:
    return sample_of(population(2_000, 2), file="population", year=2025)


@pytest.fixture(scope="module")
def report(sample: Sample) -> SimulationReport:
    first = simulate(regime_of(MODEL), sample, Asked(on=ON), by="size")
    stricter = Asked(on=ON, chosen={"employees_min": Decimal(1000)})
    return SimulationReport(
        simulation=first,
        others=(
            simulate(regime_of(MODEL), sample, stricter, by="size"),
            simulate(regime_of("de-lksg"), sample, Asked(on=ON), by="size"),
        ),
        costs=costs(first),
        assumptions=cost_assumptions(),
        euro_rate=(163.85, 2024),
        figures=population_figures(),
        versions={"tadasu": "0"},
        invented=True,
    )


ROWS = (
    ("d1", "import", "touched", False, "62", "6205", "bd", "s1", "b1", 100.0),
    ("d2", "import", "untraceable", False, "62", "6205", "bd", "s2", "b2", 50.0),
    ("d3", "export", "untouched", False, "84", "8483", HOSTILE, "s3", "b1", None),
    ("d4", "domestic", None, False, "84", "8483", "jp", "s3", "b1", 7.0),
)


Chosen = Mapping[str, Value]


def banned(rows: Sequence[tuple[Any, ...]], chosen: Chosen, regime: str = "jp-model-goods") -> Ban:
    every = pl.DataFrame(rows, schema=LINES, orient="row")
    forbidden = banned_by(regime_of(regime), Asked(on=ON, chosen=chosen))
    return Ban(banned=forbidden, every=every, currency="JPY", elsewhere=9)


def of_ban(
    sample: Sample, rows: Sequence[tuple[Any, ...]] = ROWS, chosen: Chosen = MappingProxyType({})
) -> SimulationReport:
    scope = pl.DataFrame(
        {
            "verdict": ["in"],
            "importers": [2],
            "declarations": [3],
            "value": [150.0],
            "value_unknown": [0],
            "share": [1.0],
        },
    )
    columns = ("value", "with_ban", "without_ban", "difference")
    tariff = pl.DataFrame(
        {"chapter": ["84"], "declarations": [1], "value_unknown": [0], **{key: [8.0] for key in columns}}
    )
    return SimulationReport(
        simulation=simulate(regime_of("jp-model-goods"), sample, Asked(on=ON, chosen=chosen), by="origin"),
        ban=BanReport(
            ban=banned(rows, chosen),
            scope=scope,
            tariff=Exposure(table=tariff, currency="USD"),
            tariff_regime=regime_of("us-s301-forced-labour"),
        ),
        invented=True,
    )


def in_language(report: SimulationReport, language: Language) -> SimulationReport:
    return replace(report, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_is_not_stands_before_any_number(report: SimulationReport, language: Language) -> None:
    page = simulation_html(in_language(report, language))
    said = cautions(in_language(report, language))
    assert len(said) == 3
    places = [page.index(html_of(one)) for one in said]
    assert places == sorted(places)
    assert places[-1] < page.index("<section")


def html_of(sentence: str) -> str:
    return sentence.replace('"', "&quot;")


def test_the_title_is_the_finding(report: SimulationReport) -> None:
    assert re.fullmatch(r".*\(model\): binds about [\d,]+ of 3,380,000 companies", title_of(report))
    mine = pl.DataFrame({"id": ["a", "b"], "seat": ["jp", "jp"], "employees_group": ["900", ""]})
    counted = simulate(
        regime_of(MODEL), sample_of(mine, file="mine.csv", year=2025), Asked(on=ON, chosen={"who": "all"})
    )
    assert title_of(SimulationReport(simulation=counted, file="mine.csv")).endswith(": binds 2 of 2 companies")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_stands_beside_a_table_with_its_numbers(report: SimulationReport, language: Language) -> None:
    page = html.fromstring(simulation_html(in_language(report, language)))
    sections = [one for one in page.iter("section") if one.find("figure") is not None]
    assert {one.get("id") for one in sections} == {"counts", "beside", "changes1", "changes2"}
    for section in sections:
        cells = {"".join(map(str, cell.itertext())).strip() for cell in section.iter("td", "th")}
        if section.get("id") in ("counts", "beside"):
            numbers = [one.text for one in section.iter("text") if one.get("text-anchor") == "end"]
            assert set(numbers) <= cells


def test_ids_of_a_page_are_there_once(report: SimulationReport, sample: Sample) -> None:
    for one in (report, of_ban(sample)):
        ids = re.findall(r' id="([^"]+)"', simulation_html(one))
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_assumptions_are_open(report: SimulationReport, language: Language) -> None:
    tables = {one.key: one for one in all_tables(in_language(report, language))}
    assert len(tables["assumptions"].rows) == len(cost_assumptions())
    asked = [row for row in tables["settings"].rows if "(employees_min)" in row[1]]
    assert [row[2] for row in asked] == ["301", "1,000"]
    page = simulation_html(in_language(report, language))
    assert page.count("https://") > 5


def test_the_numbers_of_one_table_agree_with_those_of_another(report: SimulationReport) -> None:
    tables = {one.key: one for one in all_tables(report)}
    assert tables["beside"].rows[0][2] == tables["counts"].rows[-1][1] == report.number(report.simulation.total["in"])


def test_a_number_on_few_rows_is_marked(sample: Sample) -> None:
    found = simulate(regime_of(MODEL), sample, Asked(on=ON), by="prefecture")
    counts = next(iter(all_tables(SimulationReport(simulation=found))))
    marked = [row for row in counts.rows if row[1].endswith("*")]
    assert marked
    assert all(int(row[-1]) < 10 for row in marked)
    assert counts.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ban_comes_first_and_names_from_a_file_do_no_harm(sample: Sample, language: Language) -> None:
    ban = in_language(of_ban(sample), language)
    keys = [one.key for one in all_tables(ban)]
    assert keys[:6] == ["ban-chapter", "ban-origin", "ban-flow", "covered", "no-other-source", "tariff"]
    page = simulation_html(ban)
    assert HOSTILE not in page
    assert "67" in title_of(ban)


def table_of(report: SimulationReport, key: str) -> Shown:
    return next(one for one in all_tables(report) if one.key == key)


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
    beside = replace(report, others=(other,), ban=replace(report.ban, beside=(banned(ROWS[:1], {}, "eu-flr"),)))
    shown = table_of(beside, "ban-beside")
    assert [row[1:4] for row in shown.rows] == [
        ("imports; exports", "3", "1"),
        ("imports; exports; sales at home", "1", "1"),
    ]


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
    assert any("give --declarations and --findings" in one for one in cautions(SimulationReport(simulation=found)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_that_is_missing_is_said_above_the_numbers(sample: Sample, language: Language) -> None:
    dear = Asked(on=ON, chosen={"turnover_min": Money(amount=Decimal(10**9), currency="ZZZ")})
    said = cautions(in_language(SimulationReport(simulation=simulate(regime_of(MODEL), sample, dear)), language))
    missing = [one for one in said if "--rates" in one]
    assert len(missing) == 1
    assert all(part in missing[0] for part in ("JPY", "ZZZ", "2025"))


def test_the_table_has_every_number_unrounded(report: SimulationReport, sample: Sample, tmp_path: Path) -> None:
    write_simulation(report, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["part"] for row in rows} == {"counts", "changes", "costs", "settings"}
    bound = [row for row in rows if (row["part"], row["measure"], row["settings"]) == ("counts", "in", "")]
    assert sum(float(row["value"]) for row in bound if row["regime"] == MODEL) == pytest.approx(
        report.simulation.total["in"], abs=1e-3
    )
    write_simulation(of_ban(sample), tmp_path / "ban.csv")
    text = (tmp_path / "ban.csv").read_text(encoding="utf-8")
    assert "ban-chapter,jp-model-goods,,62,value_touched,100.000000,JPY\n" in text
    assert "ban-chapter,jp-model-goods,,84,value,,JPY\n" in text
    assert "ban-flow,jp-model-goods,,import,touched,1,\n" in text


def test_a_ban_that_touches_nothing_has_its_zeros_in_the_table(sample: Sample, tmp_path: Path) -> None:
    write_simulation(of_ban(sample, ROWS[3:]), tmp_path / "ban.csv")
    text = (tmp_path / "ban.csv").read_text(encoding="utf-8")
    assert "ban,jp-model-goods,,,declarations,0,\n" in text
    assert "ban,jp-model-goods,,,touched,0,\n" in text


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


def test_published_figures_are_called_in_the_language_of_the_page(report: SimulationReport) -> None:
    page = simulation_html(in_language(report, "ja"))
    assert "宿泊業" in page
    assert not re.search(r"turnover accommodation|prefecture jp-|jp-01:", page)
    for one in population_figures():
        assert not re.search(r"[A-Za-z]", figure_text(one.kind, one.key, "ja")), one


def test_settings_are_written_as_they_may_be_set_again(sample: Sample, tmp_path: Path) -> None:
    money = Money(amount=Decimal("1E+9"), currency="JPY")
    dear = Asked(on=ON, chosen={"turnover_min": money, "employees_min": Decimal("3E+2")})
    write_simulation(
        SimulationReport(simulation=simulate(regime_of(MODEL), sample, dear, by="size")), tmp_path / "out.csv"
    )
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert f"counts,{MODEL},turnover_min=1000000000 JPY;employees_min=300," in text
    assert f"settings,{MODEL},turnover_min=1000000000 JPY;employees_min=300,turnover_min,companies_moved," in text
    assert "Decimal" not in text


def test_the_same_report_gives_the_same_bytes(report: SimulationReport, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_simulation(report, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    with pytest.raises(UsageError):
        write_simulation(report, tmp_path / "out.pdf")


def test_groups_have_words_in_both_languages() -> None:
    sectors = [one.key for one in population_figures() if one.kind == "small-share"]
    for language in LANGUAGES:
        for by, labels in (("sector", sectors), ("origin", ["domestic", "foreign", "foreign-owned"])):
            assert all(group_text(by, label, language) != label for label in labels)
    assert group_text("region", "north", "ja") == "north"
    assert group_text("prefecture", "jp-27", "ja") == "大阪府"


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.04, "0.04"), (9.6, "10"), (999.6, "1,000"), (3378364, "3,380,000")]
)
def test_estimates_have_three_digits(value: float, shown: str) -> None:
    assert number_text(value) == shown
