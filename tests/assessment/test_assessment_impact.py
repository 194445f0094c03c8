"""What a ban would touch, told from an assessment: counted as the declarations are, nothing cleared that cannot be seen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from tests.assessment.conftest import IMPORTER, MAKER, MILL, SECOND, WEAVER, Make
from tests.assessment.test_assessment_assess import finding, run

from tadasu.assessment import (
    NOT_IN_TABLE,
    Assessment,
    Touch,
    ban,
    ban_counts,
    covered,
    importers,
    tariff_exposure,
    without_other_source,
)
from tadasu.law import Asked, Simulation, Verdict, regime_of, sample_of, simulate
from tadasu.schema import CompanySubject, Declaration, Flow, Issue, Money, Party, Period, UsageError

ON = date(2026, 11, 22)
TARIFF = "us-s301-forced-labour"
BUYER_ABROAD = Party(name="Invented Imports Inc", country="us")


def yen(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="JPY")


def priced(story: list[Declaration], amount: int = 100) -> list[Declaration]:
    return [replace(one, value=yen(amount)) for one in story]


def touches(result: Assessment) -> dict[str, str]:
    return dict(ban(result).lines.select("declaration", "touch").rows())


def simulated(text: str) -> Simulation:
    sample = sample_of(pl.read_csv(text.encode(), infer_schema=False), file="mine.csv", year=2025)
    return simulate(regime_of("jp-model-due-diligence"), sample, Asked(on=ON, chosen={"who": "all"}))


def test_the_story(story: list[Declaration]) -> None:
    result = run(priced(story), flow=Flow.IMPORT)
    assert touches(result) == {"d005": "touched", "d006": "untraceable", "d007": "untraceable"}
    by_chapter = {row["group"]: row for row in ban_counts(ban(result), "chapter").iter_rows(named=True)}
    assert {key: row["declarations"] for key, row in by_chapter.items()} == {"62": 2, "52": 1}
    assert (by_chapter["62"]["touched"], by_chapter["62"]["value_touched"], by_chapter["62"]["value"]) == (1, 100, 200)
    assert by_chapter["52"]["value_untraceable"] == 100
    assert ban_counts(ban(result), "origin")["group"].to_list() == ["my", "au", "pt"]


def test_every_declaration_is_one_thing(story: list[Declaration]) -> None:
    counts = ban_counts(ban(run(priced(story))), "heading")
    kinds = [each.value for each in Touch]
    assert counts.select(pl.sum_horizontal(kinds)).to_series().to_list() == counts["declarations"].to_list()
    values = counts.select(pl.sum_horizontal([f"value_{each}" for each in kinds])).to_series()
    assert values.to_list() == counts["value"].to_list()


def test_a_value_that_is_not_declared_is_counted_as_such(story: list[Declaration]) -> None:
    some = [replace(one, value=yen(50)) if one.id == "d006" else one for one in story]
    counts = ban_counts(ban(run(some, flow=Flow.IMPORT)), "chapter")
    assert dict(counts.select("group", "value_unknown").rows()) == {"62": 1, "52": 1}
    assert counts["value"].sum() == 50


def test_findings_on_other_issues_are_none_of_the_bans_business(story: list[Declaration]) -> None:
    from tadasu.assessment import assess, resolve

    companies = resolve([party for one in story for party in (one.seller, one.buyer)])
    subject = CompanySubject(companies.entities[companies.of(MILL)].id)
    found = finding(subject, issue=Issue.POLLUTION, period=Period(start=date(2026, 3, 1)))
    result = assess(story, companies, [found], flow=Flow.IMPORT)
    assert touches(result)["d005"] == "untouched"
    assert dict(ban(result, issues=frozenset({Issue.POLLUTION})).lines.select("declaration", "touch").rows())[
        "d005"
    ] in (
        "touched",
        "perhaps",
    )


def test_a_good_has_no_other_source_only_where_every_supplier_is_touched(make: Make, story: list[Declaration]) -> None:
    assert without_other_source(ban(run(priced(story), flow=Flow.IMPORT))).is_empty()
    alone = [one for one in priced(story) if one.id != "d006"]
    table = without_other_source(ban(run(alone, flow=Flow.IMPORT)))
    assert table.row(0, named=True) == {
        "heading": "6205", "suppliers": 1, "importers": 1, "declarations": 1, "value": 100.0, "sure": True,
    }  # fmt: skip


def test_importers_are_found_in_the_table_by_name(story: list[Declaration]) -> None:
    result = run(priced(story), flow=Flow.IMPORT)
    found = simulated(f"id,name,seat\n1,{IMPORTER.name.upper()},jp\n2,Other KK,jp\n")
    table = covered(ban(result), importers(result, found))
    assert table.select("verdict", "importers", "value").rows() == [("in", 1, 100.0), (NOT_IN_TABLE, 1, 200.0)]
    assert table["share"].to_list() == pytest.approx([1 / 3, 2 / 3])


def test_rows_of_one_importer_that_differ_are_a_conflict_or_undetermined(story: list[Declaration]) -> None:
    result = run(story, flow=Flow.IMPORT)
    name = SECOND.name
    said = importers(result, simulated(f"id,name,seat,operates_in\n1,{name},jp,jp\n2,{name},de,de\n"))
    assert list(said.values()) == [Verdict.UNDETERMINED]  # where it sells and has branches is not known
    facts = "id,name,seat,operates_in,branch_in,sells_in"
    said = importers(result, simulated(f"{facts}\n1,{name},jp,jp,jp,jp\n2,{name},de,de,de,de\n"))
    assert list(said.values()) == [Verdict.CONFLICT]


def test_a_table_without_names_finds_nobody(story: list[Declaration]) -> None:
    result = run(story, flow=Flow.IMPORT)
    assert importers(result, simulated("id,seat\n1,jp\n")) == {}
    assert covered(ban(result), {})["share"].to_list() == [None]


def test_exports_are_charged_at_both_tiers(make: Make, story: list[Declaration]) -> None:
    sold = [
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(1_000_000)),
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT),
        make(IMPORTER, WEAVER, "848340", ON, 10, Flow.EXPORT, value=yen(5)),
        make(MAKER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(7)),
    ]
    result = run([*priced(story), *sold], flow=Flow.IMPORT)
    row = tariff_exposure(result, regime_of(TARIFF), Asked(on=ON)).row(0, named=True)
    assert row == {
        "chapter": "84", "declarations": 2, "value": 1e6, "value_unknown": 1, "with_ban": 1e5, "without_ban": 1.25e5,
        "difference": pytest.approx(2.5e4),
    }  # fmt: skip
    assert tariff_exposure(run(priced(story)), regime_of(TARIFF), Asked(on=ON)).is_empty()


def test_a_regime_without_tiers_is_refused(story: list[Declaration]) -> None:
    with pytest.raises(UsageError) as caught:
        tariff_exposure(run(story), regime_of("de-lksg"), Asked(on=ON))
    assert caught.value.code == "no-tiers"
