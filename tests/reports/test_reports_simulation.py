"""A simulation as a page: the finding first, what it is not on top, a table beside each picture."""

import re

import polars as pl
import pytest
from lxml import html
from tests.reports.simulations import MODEL, ON, in_language, of_ban, reported

from tadasu.assessment import cost_assumptions
from tadasu.demo import population_figures
from tadasu.law import Asked, Sample, regime_of, sample_of, simulate
from tadasu.reports import (
    SimulationReport,
    all_tables,
    cautions,
    figure_text,
    group_text,
    number_text,
    simulation_html,
    title_of,
)
from tadasu.wording import LANGUAGES, Language


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
    assert title_of(reported(counted, file="mine.csv")).endswith(": binds 2 of 2 companies")


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
    counts = next(iter(all_tables(reported(found))))
    marked = [row for row in counts.rows if row[1].endswith("*")]
    assert marked
    assert all(int(row[-1]) < 10 for row in marked)
    assert counts.notes


def test_published_figures_are_called_in_the_language_of_the_page(report: SimulationReport) -> None:
    page = simulation_html(in_language(report, "ja"))
    assert "宿泊業" in page
    assert not re.search(r"turnover accommodation|prefecture jp-|jp-01:", page)
    for one in population_figures():
        assert not re.search(r"[A-Za-z]", figure_text(one.kind, one.key, "ja")), one


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
