"""By which steps one good becomes another: every chain that the product is for, and the same as trying all chains."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import goods_path
from tests.oracles.goods_rows import CODES, invented

from tadasu.goods import HsCode, Relation, StepConfidence, Transformation, covers, path
from tadasu.goods._allowed import rows_in_force
from tadasu.goods._path import shortest

CONNECTIVITY = Path(__file__).parent / "data" / "connectivity.csv"
CHAINS = [
    ("cotton", "5201 5205 5208 6205"),
    ("garments, cotton knit", "5201 5205 6006 6109"),
    ("cottonseed oil", "5201 120729 151229"),
    ("yarn", "5203 5205 5207"),
    ("tomato", "0702 2002 2103"),
    ("tomato paste in canned fish", "0702 2002 1604"),
    ("polysilicon and solar", "2506 280469 280461 3818 854142 854143 8501"),
    ("solar glass", "2505 7005 854143"),
    ("silicones", "2506 280469 2931 3910"),
    ("aluminium", "2606 2818 7601 7604 7610"),
    ("aluminium and vehicles", "2606 2818 7601 7606 8703"),
    ("solar frames", "7601 7604 854143"),
    ("PVC and flooring", "2501 2801 2903 3904 3918"),
    ("PVC by carbide", "2704 284910 290321 3904 3918"),
    ("seafood", "0302 0303 0304 1604"),
    ("shrimp", "0306 1605"),
    ("squid", "0307 1605"),
    ("steel", "2601 7201 7207 7208 7209 7210 8703"),
    ("stainless steel", "2604 7202 7218 7219 8215"),
    ("lithium and batteries", "253090 282520 284190 850760 870380"),
    ("lithium iron phosphate", "2510 2809 2842 850760"),
    ("graphite", "2504 3801 850760 8517"),
    ("copper", "2603 7402 7403 7408 8544 8703"),
    ("caustic soda", "2501 2815 2828"),
    ("jujubes", "0810 0813 2106"),
    ("cocoa", "1801 1803 1804 1806"),
    ("white chocolate", "1801 1803 1804 1704"),
    ("palm oil", "120710 151110 151190 3823 3401"),
    ("rubber and gloves", "4001 4005 4015"),
    ("coffee", "0901 2101 2106"),
    ("cane sugar", "121293 170114 170199 1704"),
    ("tobacco", "2401 2403 2402"),
    ("bidis", "140490 2402"),
    ("tin", "2609 8001 8003 8517"),
    ("tungsten", "2611 284180 282590 8101 284990 8209 8207"),
    ("tantalum", "2615 8103 8532 8517"),
    ("gold", "2616 7108 7113"),
    ("gold in chips", "2616 7108 8542"),
    ("cobalt", "2605 8105 283329 2853 284190 850760 8517"),
    ("mica", "2525 3206 3304"),
    ("mica in heaters", "2525 6814 8516"),
    ("bricks", "2508 6904"),
    ("cement blocks", "2521 2522 2523 6810"),
    ("carpets", "5101 5106 5701"),
    ("silk carpets", "5001 5002 5004 5701"),
    ("garments, wool", "5101 5107 5112 6203"),
    ("garments, viscose", "4702 5504 5510 5516 6204"),
    ("electronics", "7410 8534 8517"),
    ("human hair", "0501 6703 6704"),
    ("toys", "2901 3902 9503"),
    ("stuffed toys", "5201 5205 6001 9503"),
    ("wooden toys", "4403 4407 9503"),
    ("leather shoes", "0102 4101 4104 4107 6403"),
    ("furniture", "4403 4407 9403"),
]


@pytest.fixture(scope="module")
def told() -> tuple[Transformation, ...]:
    """The rows in force with nothing switched on."""
    return rows_in_force(extended=False, consumed=False, packaging=False, parts=False, integrated=False)


@pytest.mark.parametrize(("name", "codes"), CHAINS, ids=[name for name, _ in CHAINS])
def test_every_step_of_a_chain_of_the_product_is_told(name: str, codes: str, told: tuple[Transformation, ...]) -> None:
    steps = [HsCode(code) for code in codes.split()]
    for start, end in pairwise(steps):
        assert any(covers(row.input, start) and covers(row.output, end) for row in told), (name, start, end)
    assert path(steps[0], steps[-1])


def checks() -> list[dict[str, str]]:
    with CONNECTIVITY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("check", checks(), ids=lambda check: f"{check['chain']} {check['raw']}>{check['finished']}")
def test_raw_and_finished_goods_of_the_compilation_are_connected(check: dict[str, str]) -> None:
    raw, finished = HsCode(check["raw"]), HsCode(check["finished"])
    switches = {check["switch"]: True} if check["switch"] else {}
    assert [len(way) for way in path(raw, finished, ways=1, **switches)] == [int(check["steps"])]
    assert not check["switch"] or path(raw, finished, ways=1) == (), "the switch is needed"


def test_there_are_as_many_checks_as_the_compilation_has() -> None:
    assert len(checks()) == 178


def test_works_under_one_roof_skip_only_steps_that_the_table_has() -> None:
    on = {"extended": False, "consumed": False, "packaging": False, "parts": False, "integrated": True}
    skipping = [each for each in rows_in_force(**on) if each.relation is Relation.THROUGH]
    assert len(skipping) > 50
    assert [each.id for each in skipping if len((path(each.input, each.output, ways=1) or ((),))[0]) < 2] == []


def test_a_way_is_told_in_order_and_joins() -> None:
    for way in path(HsCode("2506"), HsCode("854143"), ways=10):
        assert covers(HsCode("2506"), way[0].input)
        assert covers(way[-1].output, HsCode("854143"))
        for made, taken in pairwise(way):
            assert covers(made.output, taken.input) or covers(taken.input, made.output)


def test_of_several_codes_the_nearest_is_reached_and_order_does_not_matter() -> None:
    cells, modules, wafers = HsCode("854142"), HsCode("854143"), HsCode("3818")
    found = path((HsCode("2506"), wafers), (modules, cells), ways=1)
    assert [[each.id for each in way] for way in found] == [["3818>854142"]]
    assert path((wafers, HsCode("2506")), (cells, modules), ways=1) == found


def test_the_same_good_needs_no_step_and_no_way_is_no_way() -> None:
    assert path(HsCode("5201"), HsCode("520100")) == ((),)
    assert path(HsCode("9701"), HsCode("5201")) == ()
    assert path(HsCode("2501"), HsCode("3918"), most=3) == ()


PLENTY = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.sampled_from(StepConfidence)),
    unique_by=lambda pair: pair[:2],
    max_size=6,
)


@given(PLENTY, st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1, 4), st.integers(1, 4))
def test_the_ways_are_those_of_trying_every_chain(
    pairs: list[tuple[str, str, StepConfidence]], raw: str, finished: str, most: int, ways: int
) -> None:
    rows: list[Transformation] = [invented(*pair) for pair in pairs]
    found = shortest(rows, (HsCode(raw),), (HsCode(finished),), most=most, ways=ways)
    expected = goods_path.shortest(rows, raw, finished, most)[:ways]
    assert [tuple(each.id for each in way) for way in found] == expected
