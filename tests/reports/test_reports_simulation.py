"""A simulation as a page and as tables: the finding first, what it is not on top, a table beside each picture."""

import csv
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from tadasu.assessment import Ban, cost_assumptions, costs
from tadasu.assessment._impact import LINES
from tadasu.demo import population, population_figures
from tadasu.law import Asked, Sample, regime_of, sample_of, simulate
from tadasu.reports import (
    BanReport,
    SimulationReport,
    all_tables,
    cautions,
    group_text,
    number_text,
    simulation_html,
    title_of,
    write_simulation,
)
from tadasu.schema import UsageError
from tadasu.wording import LANGUAGES, Language

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


def of_ban(sample: Sample) -> SimulationReport:
    rows = [
        ("d1", "import", "touched", "62", "6205", "bd", "s1", "b1", 100.0),
        ("d2", "import", "untraceable", "62", "6205", "bd", "s2", "b2", 50.0),
        ("d3", "import", "untouched", "84", "8483", HOSTILE, "s3", "b1", None),
    ]
    lines = pl.DataFrame(rows, schema=LINES, orient="row")
    scope = pl.DataFrame(
        {"verdict": ["in"], "importers": [2], "declarations": [3], "value": [150.0], "share": [1.0]},
    )
    columns = ("value", "with_ban", "without_ban", "difference")
    tariff = pl.DataFrame(
        {"chapter": ["84"], "declarations": [1], "value_unknown": [0], **{key: [8.0] for key in columns}}
    )
    return SimulationReport(
        simulation=simulate(regime_of("jp-model-goods"), sample, Asked(on=ON), by="origin"),
        ban=BanReport(
            ban=Ban(lines=lines, currency="JPY"),
            scope=scope,
            tariff=tariff,
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
    assert keys[:5] == ["ban-chapter", "ban-origin", "covered", "no-other-source", "tariff"]
    page = simulation_html(ban)
    assert HOSTILE not in page
    assert "67" in title_of(ban)


def test_the_table_has_every_number_unrounded(report: SimulationReport, sample: Sample, tmp_path: Path) -> None:
    write_simulation(report, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["part"] for row in rows} == {"counts", "changes", "costs"}
    bound = [row for row in rows if (row["part"], row["measure"], row["settings"]) == ("counts", "in", "")]
    assert sum(float(row["value"]) for row in bound if row["regime"] == MODEL) == pytest.approx(
        report.simulation.total["in"], abs=1e-3
    )
    write_simulation(of_ban(sample), tmp_path / "ban.csv")
    text = (tmp_path / "ban.csv").read_text(encoding="utf-8")
    assert "ban-chapter,jp-model-goods,,62,value_touched,100.000000" in text


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
