"""docs/goods.md tells the truth about the tables: columns, words and numbers."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np

import tadasu.goods
from tadasu.goods import HsCode, Hub, Relation, StepConfidence, product_of, products, transformations
from tadasu.goods._transformation import core_rows

DATA = Path(tadasu.goods.__file__).parent / "data"
TEXT = (Path(__file__).parents[2] / "docs" / "goods.md").read_text(encoding="utf-8")


def test_every_file_is_named_with_its_number_of_rows() -> None:
    tables = ("transformations.csv", "transformations_extended.csv", "defaults.csv", "hubs.csv", "hs2017.csv")
    for name in (*tables, "reasons_ja.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            assert f"| `{name}` | {len(list(csv.DictReader(file)))} |" in TEXT, name


def test_every_relation_junction_and_column_is_explained() -> None:
    with (DATA / "transformations.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    for word in (*(set(Relation) - {Relation.SAME}), *Hub, *columns):
        assert f"`{word}`" in TEXT or (word.endswith("_high") and "`_high`" in TEXT), word


def test_how_sure_and_how_well_founded_the_rows_are() -> None:
    sure = Counter(row.confidence for row in core_rows())
    said = f"{sure[StepConfidence.HIGH]} core rows are high, {sure[StepConfidence.MEDIUM]} medium, "
    assert f"{said}{sure[StepConfidence.LOW]} low" in TEXT
    by_heading = sum("names input heading" in row.source for row in core_rows())
    by_chapter = sum("names input chapter" in row.source for row in core_rows())
    assert f"{by_heading} core rows are named" in TEXT
    assert f"{by_chapter} at the level of the chapter" in TEXT


def test_how_many_products_and_pairs_there_are() -> None:
    fine = [code for code in products() if len(code) == 6]
    assert f"tells {len(products())} products apart" in TEXT
    assert f"the {len(fine)} subheadings of the {len({code[:4] for code in fine})} headings" in TEXT
    assert f"Without switches {int(transformations().allowed.sum())} pairs" in TEXT


def reached(code: str, *, consumed: bool) -> int:
    """Headings that six steps lead to."""
    table = transformations(consumed=consumed)
    seen = np.zeros(len(table.products), bool)
    seen[product_of(HsCode(code))] = True
    for _ in range(6):
        seen |= table.allowed[seen].any(axis=0)
    return len({table.products[place][:4] for place in np.flatnonzero(seen)})


def test_how_far_cotton_and_caustic_soda_reach() -> None:
    assert f"raw cotton reaches {reached('5201', consumed=False)} of 1228 headings" in TEXT
    few, many = (reached("2815", consumed=consumed) for consumed in (False, True))
    assert f"caustic soda {few}, or {many} when" in TEXT
