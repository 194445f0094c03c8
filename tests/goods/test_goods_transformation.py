"""The tables of what may be made from what keep their schema, and no row is nonsense that can be counted."""

import csv
import re
from pathlib import Path

import pytest

import tadasu.goods
from tadasu.goods import HsCode, Relation, ShareBasis, ShareScope, StepConfidence, exists, subheadings, transformations
from tadasu.goods._transformation import core_rows, extended_rows

DATA = Path(tadasu.goods.__file__).parent / "data"
COLUMNS = [
    "id",
    "input_hs",
    "output_hs",
    "relation",
    "typical_share_low",
    "typical_share_high",
    "share_basis",
    "share_scope",
    "kg_in_per_kg_out_low",
    "kg_in_per_kg_out_high",
    "reason",
    "source",
    "confidence",
    "chain",
]
TABLES = ["transformations.csv", "transformations_extended.csv"]
NUMBERS = COLUMNS[4:6] + COLUMNS[8:10]


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_each_table_keeps_its_columns_its_order_and_its_codes(name: str) -> None:
    rows = rows_of(name)
    assert list(rows[0]) == COLUMNS
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    for row in rows:
        assert row["id"] == f"{row['input_hs']}>{row['output_hs']}"
        for code in (row["input_hs"], row["output_hs"]):
            assert len(code) in (4, 6), row["id"]
            assert exists(HsCode(code)), row["id"]
        assert row["reason"], row["id"]
        assert row["chain"], row["id"]
        assert row["source"].startswith("own compilation 20"), row["id"]
        assert Relation(row["relation"]) is not Relation.SAME
        assert StepConfidence(row["confidence"])
        assert all(value == value.strip() for value in row.values()), row["id"]


@pytest.mark.parametrize("name", TABLES)
def test_a_share_is_an_interval_within_one_and_says_what_of_and_whose(name: str) -> None:
    for row in rows_of(name):
        for column in NUMBERS:
            assert re.fullmatch(r"|\d+(\.\d{1,6})?", row[column]), row["id"]
        share = (row["typical_share_low"], row["typical_share_high"])
        assert all(share) or not any(share), row["id"]
        assert bool(ShareBasis(row["share_basis"])) == bool(ShareScope(row["share_scope"])) == all(share), row["id"]
        if all(share):
            assert 0 <= float(share[0]) <= float(share[1]) <= 1, row["id"]
            assert float(share[1]) > 0, row["id"]
        weights = (row["kg_in_per_kg_out_low"], row["kg_in_per_kg_out_high"])
        assert all(weights) or not any(weights), row["id"]
        assert not all(weights) or 0 < float(weights[0]) <= float(weights[1]), row["id"]


def test_a_pair_stands_in_one_table_only_and_no_row_repeats_a_finer_one() -> None:
    rows = (*core_rows(), *extended_rows())
    assert len({row.id for row in rows}) == len(rows)
    by_headings: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        by_headings.setdefault((row.input[:4], row.output[:4]), []).append((row.input, row.output))
    for pairs in by_headings.values():
        for wide in pairs:
            finer = [pair for pair in pairs if pair != wide and all(map(str.startswith, pair, wide))]
            assert finer == [], wide


def test_six_digits_are_used_only_where_a_heading_has_several() -> None:
    for row in (*core_rows(), *extended_rows()):
        for code in (row.input, row.output):
            assert len(code) == 4 or len(subheadings(HsCode(code[:4]))) > 1, row.id


def test_what_is_used_up_or_packed_or_skipped_has_no_share_in_the_core() -> None:
    loose = [row.id for row in core_rows() if row.relation is Relation.THROUGH and row.share_high]
    assert loose == []
    assert Relation.PACKAGING not in {row.relation for row in core_rows()}
    assert Relation.THROUGH not in {row.relation for row in extended_rows()}


@pytest.mark.parametrize("heading", ["2804", "8541", "8507", "2530"])
def test_a_heading_shared_by_unlike_goods_passes_on_only_by_its_subheadings(heading: str) -> None:
    wide = {row.id for row in core_rows() if row.input == heading}
    assert wide <= {"8507>8549"}, "a spent battery of any kind is electrical waste"


def test_minor_trims_are_never_in_the_core() -> None:
    trims = {row["id"] for row in rows_of("hubs.csv") if row["treatment"] == "trim"}
    inputs = {row.input[:4] for row in core_rows()}
    assert trims & inputs <= {"5806", "5808", "5810"}, "fabrics that are also cloth of their own"


def test_the_arrays_stand_for_millionths_of_the_written_numbers() -> None:
    written = next(row for row in rows_of("transformations.csv") if row["id"] == "5201>5206")
    row = next(row for row in transformations().rows if row.id == "5201>5206")
    assert row.share_low == round(float(written["typical_share_low"]) * 1_000_000) == 500_000
    assert (row.share_basis, row.share_scope, row.extended) == (ShareBasis.WEIGHT, ShareScope.PAIR, False)
