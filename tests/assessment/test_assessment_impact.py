"""What a ban would touch, told from an assessment: counted as the declarations are, nothing cleared that cannot be seen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from tests.assessment.bans import BUYER_ABROAD, IMPORTS, ON, model, priced, touches, yen
from tests.assessment.conftest import IMPORTER, MAKER, SECOND, WEAVER, Make
from tests.assessment.test_assessment_assess import run

from tadasu.assessment import (
    BY,
    NOT_IN_TABLE,
    Touch,
    ban,
    ban_counts,
    ban_whole,
    banned_by,
    covered,
    importers,
    tariff_exposure,
    without_other_source,
)
from tadasu.law import Asked, Simulation, Verdict, regime_of, sample_of, simulate
from tadasu.schema import Declaration, Flow, Money, Party, UsageError

TARIFF = "us-s301-forced-labour"


def simulated(text: str) -> Simulation:
    sample = sample_of(pl.read_csv(text.encode(), infer_schema=False), file="mine.csv", year=2025)
    return simulate(regime_of("jp-model-due-diligence"), sample, Asked(on=ON, chosen={"who": "all"}))


def test_the_story(story: list[Declaration]) -> None:
    result = run(priced(story))
    assert touches(result) == {"d005": "touched", "d006": "untraceable", "d007": "untraceable"}
    by_chapter = {row["group"]: row for row in ban_counts(ban(result, IMPORTS), "chapter").iter_rows(named=True)}
    assert {key: row["declarations"] for key, row in by_chapter.items()} == {"62": 2, "52": 1}
    assert (by_chapter["62"]["touched"], by_chapter["62"]["value_touched"], by_chapter["62"]["value"]) == (1, 100, 200)
    assert by_chapter["52"]["value_untraceable"] == 100
    assert ban_counts(ban(result, IMPORTS), "origin")["group"].to_list() == ["my", "au", "pt"]


@pytest.mark.parametrize("by", BY)
def test_every_declaration_is_one_thing(story: list[Declaration], by: str) -> None:
    counts = ban_counts(ban(run(priced(story)), replace(IMPORTS, place="my")), by)
    kinds = [each.value for each in Touch]
    assert counts.select(pl.sum_horizontal(kinds)).to_series().to_list() == counts["declarations"].to_list()
    values = counts.select(pl.sum_horizontal([f"value_{each}" for each in kinds])).to_series()
    assert values.to_list() == counts["value"].to_list()


def test_the_whole_is_the_sum_of_its_groups_and_nothing_of_nothing(story: list[Declaration]) -> None:
    found = ban(run(priced(story)), IMPORTS)
    whole = ban_whole(found)
    for by in BY:
        counts = ban_counts(found, by)
        assert {key: counts[key].sum() for key in whole} == whole
    none = ban_whole(replace(found, every=found.every.clear()))
    assert none.keys() == whole.keys()
    assert set(none.values()) == {0}


def test_only_flows_that_are_forbidden_are_counted(make: Make, story: list[Declaration]) -> None:
    out = make(IMPORTER, BUYER_ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)
    home = make(IMPORTER, SECOND, "6205", date(2026, 6, 2), 50, Flow.DOMESTIC)
    result = run([*story, out, home])
    by_flow = {
        flows: dict(ban_counts(ban(result, model(flows=flows)), "flow").select("group", "touched").rows())
        for flows in ("import", "import-export", "all")
    }
    assert by_flow == {
        "import": {"import": 1},
        "import-export": {"import": 1, "export": 1},
        "all": {"import": 1, "export": 1, "domestic": 1},
    }
    found = ban(result, model(flows="import"))
    assert (found.every.height, found.lines.height, found.elsewhere) == (5, 3, 4)


def test_a_sale_at_home_does_not_cross_the_border_whatever_it_is_called(make: Make, story: list[Declaration]) -> None:
    home = make(IMPORTER, SECOND, "6205", date(2026, 6, 2), 50, Flow.IMPORT)
    assert ban(run([*story, home]), model()).lines["declaration"].to_list() == ["d007", "d005", "d006"]


def test_a_ban_of_a_group_counts_at_the_border_of_its_members(make: Make, story: list[Declaration]) -> None:
    german, french = Party(name="Invented Handel GmbH", country="de"), Party(name="Invented Mode SARL", country="fr")
    sold = [
        make(MAKER, german, "6205", date(2026, 5, 1), 400, Flow.IMPORT),
        make(german, french, "6205", date(2026, 6, 1), 100, Flow.IMPORT),
        make(french, BUYER_ABROAD, "6205", date(2026, 7, 1), 50, Flow.EXPORT),
    ]
    found = ban(run([*story, *sold]), banned_by(regime_of("eu-flr"), Asked(on=ON)))
    assert found.lines.select("declaration", "flow", "touch").rows() == [
        ("d008", "import", "touched"), ("d009", "domestic", "touched"), ("d010", "export", "touched"),
    ]  # fmt: skip


def test_a_value_that_is_not_declared_is_counted_as_such(story: list[Declaration]) -> None:
    some = [replace(one, value=yen(50)) if one.id == "d006" else one for one in story]
    counts = ban_counts(ban(run(some), IMPORTS), "chapter")
    assert dict(counts.select("group", "value_unknown").rows()) == {"62": 1, "52": 1}
    assert dict(counts.select("group", "value").rows()) == {"62": 50, "52": None}
    row = counts.filter(pl.col("group") == "62").row(0, named=True)
    assert (row["touched"], row["value_touched"], row["value_unknown_touched"]) == (1, None, 1)
    assert (row["perhaps"], row["value_perhaps"]) == (0, 0)


def test_the_currency_is_that_of_what_is_counted(story: list[Declaration]) -> None:
    """Seven declarations in dollars elsewhere do not make the values of three in yen unknown."""
    dollars = Money(amount=Decimal(5), currency="USD")
    mixed = [replace(one, value=yen(100) if one.flow is Flow.IMPORT else dollars) for one in story]
    assert run(mixed).lines.currency == "USD"
    found = ban(run(mixed), IMPORTS)
    assert (found.currency, found.lines["value"].sum()) == ("JPY", 300.0)


def test_a_good_has_no_other_source_only_where_every_supplier_is_touched(make: Make, story: list[Declaration]) -> None:
    assert without_other_source(ban(run(priced(story)), IMPORTS)).is_empty()
    alone = [one for one in priced(story) if one.id != "d006"]
    table = without_other_source(ban(run(alone), IMPORTS))
    assert table.row(0, named=True) == {
        "heading": "6205", "suppliers": 1, "importers": 1, "declarations": 1, "value": 100.0, "sure": True,
    }  # fmt: skip
    unpriced = [replace(one, value=None) for one in alone]
    assert without_other_source(ban(run(unpriced), IMPORTS))["value"].to_list() == [None]


def test_importers_are_found_in_the_table_by_name(story: list[Declaration]) -> None:
    result = run(priced(story))
    found = simulated(f"id,name,seat\n1,{IMPORTER.name.upper()},jp\n2,Other KK,jp\n")
    table = covered(ban(result, IMPORTS), importers(result, found))
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
    result = run(story)
    assert importers(result, simulated("id,seat\n1,jp\n")) == {}
    table = covered(ban(result, IMPORTS), {})
    assert (table["share"].to_list(), table["value"].to_list(), table["value_unknown"].to_list()) == (
        [None],
        [None],
        [3],
    )


def test_exports_are_charged_at_both_tiers(make: Make, story: list[Declaration]) -> None:
    sold = [
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(1_000_000)),
        make(IMPORTER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT),
        make(IMPORTER, WEAVER, "848340", ON, 10, Flow.EXPORT, value=yen(5)),
        make(MAKER, BUYER_ABROAD, "848340", ON, 10, Flow.EXPORT, value=yen(7)),
    ]
    dear = [replace(one, value=Money(amount=Decimal(9), currency="EUR")) for one in story]
    exposed = tariff_exposure(run([*dear, *sold]), regime_of(TARIFF), Asked(on=ON))
    assert exposed.currency == "JPY"
    row = exposed.table.row(0, named=True)
    assert row == {
        "chapter": "84", "declarations": 2, "value": 1e6, "value_unknown": 1, "with_ban": 1e5, "without_ban": 1.25e5,
        "difference": pytest.approx(2.5e4),
    }  # fmt: skip
    assert tariff_exposure(run(priced(story)), regime_of(TARIFF), Asked(on=ON)).table.is_empty()
    assert tariff_exposure(run([*story, sold[1]]), regime_of(TARIFF), Asked(on=ON)).table["difference"].to_list() == [
        None
    ]


def test_a_regime_without_tiers_is_refused(story: list[Declaration]) -> None:
    with pytest.raises(UsageError) as caught:
        tariff_exposure(run(story), regime_of("de-lksg"), Asked(on=ON))
    assert caught.value.code == "no-tiers"
