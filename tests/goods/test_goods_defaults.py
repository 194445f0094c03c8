"""Rules that need no row: the same good, and what a heading's own text says."""

import csv
from pathlib import Path

import tadasu.goods
from tadasu.goods import Hub, Relation, default_rules, exists, hub_of
from tadasu.goods._defaults import default_rows

DATA = Path(tadasu.goods.__file__).parent / "data"


def test_the_table_of_rules_keeps_its_schema() -> None:
    with (DATA / "defaults.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "inputs", "outputs", "relation", "needs", "reason", "source"]
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    for row in rows:
        assert row["reason"], row["id"]
        assert row["source"], row["id"]
        assert row["needs"] in ("", "parts"), row["id"]
        assert bool(row["inputs"]) == bool(row["outputs"]) == (row["relation"] != Relation.SAME), row["id"]


def test_a_range_is_every_heading_in_it() -> None:
    rule = next(rule for rule in default_rules() if rule.id == "parts-8431")
    assert (rule.inputs, rule.outputs) == (("8431",), ("8425", "8426", "8427", "8428", "8429", "8430"))
    for rule in default_rules():
        assert all(exists(code) for code in (*rule.inputs, *rule.outputs))


def test_parts_headings_need_the_switch_and_goods_put_up_for_retail_do_not() -> None:
    few, many = ({row.id for row in default_rows(parts=parts)} for parts in (False, True))
    assert few < many
    assert {"3003>3004", "5107>5109", "6117>6109"} <= few
    assert {"8708>8703", "8529>8528"} <= many - few
    assert {row.rule for row in default_rows(parts=True)} <= {rule.id for rule in default_rules()}


def test_every_rule_about_machine_parts_is_about_a_hub_of_parts_or_needs_the_switch() -> None:
    for rule in default_rules():
        if rule.inputs and hub_of(rule.inputs[0]) is Hub.PARTS:
            assert rule.needs_parts, rule.id


def test_the_table_of_hubs_keeps_its_schema() -> None:
    with (DATA / "hubs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "treatment", "reason", "source"]
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    assert {row["treatment"] for row in rows} == set(Hub)
    for row in rows:
        assert exists(tadasu.goods.HsCode(row["id"])), row["id"]
        assert row["reason"], row["id"]
        assert row["source"], row["id"]
