"""Which product may go into which: closed over headings, the same as the plain twin, and with its reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.goods_allowed import allowed
from tests.oracles.goods_rows import CODES, invented

from tadasu.goods import (
    HsCode,
    Relation,
    StepConfidence,
    hub_of,
    product_of,
    products,
    transformations,
)
from tadasu.goods._allowed import closed

PAIRS = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), unique=True, max_size=6)


def may(start: str, end: str, **switches: bool) -> bool:
    table = transformations(**switches)
    i, o = product_of(HsCode(start)), product_of(HsCode(end))
    assert i is not None
    assert o is not None
    assert bool(table.allowed[i, o]) == (table.row_of(i, o) is not None)
    return bool(table.allowed[i, o])


def test_products_are_all_headings_and_all_subheadings_of_those_that_hold_unlike_goods() -> None:
    found = products()
    assert list(found) == sorted(set(found))
    assert len([code for code in found if len(code) == 4]) == 1228
    for code in ("280410", "280461", "854110", "854142", "854143", "850760", "870380"):
        assert code in found
    assert not any(code.startswith("5201") and len(code) > 4 for code in found)


@pytest.mark.parametrize(
    ("code", "product"),
    [
        ("5201", "5201"),
        ("520100000", "5201"),
        ("8541", "8541"),
        ("854142", "854142"),
        ("8541420000", "854142"),
        ("854140", "8541"),
        ("2804.61".replace(".", ""), "280461"),
    ],
)
def test_a_code_is_the_finest_product_that_holds_it(code: str, product: str) -> None:
    number = product_of(HsCode(code))
    assert number is not None
    assert products()[number] == product


@pytest.mark.parametrize("code", ["52", "9999", "7701", "990000", ""])
def test_a_chapter_or_an_unknown_heading_is_no_product(code: str) -> None:
    assert product_of(HsCode(code)) is None


def test_the_whole_table_is_that_of_the_plain_twin() -> None:
    table = transformations(extended=True, consumed=True, packaging=True, parts=True)
    pairs = {(table.products[i], table.products[o]) for i, o in zip(*np.nonzero(table.allowed), strict=True)}
    assert pairs == allowed([(each.input, each.output) for each in table.rows], table.products)


@given(PAIRS)
def test_any_table_is_that_of_the_plain_twin_and_every_pair_has_its_row(pairs: list[tuple[str, str]]) -> None:
    table = closed([invented(*pair) for pair in pairs], [HsCode(code) for code in CODES])
    expected = allowed(pairs, CODES)
    for i, start in enumerate(CODES):
        ends = table.outputs[table.offsets[i] : table.offsets[i + 1]]
        assert list(ends) == [o for o, end in enumerate(CODES) if (start, end) in expected]
        for o, end in enumerate(CODES):
            found = table.row_of(i, o)
            assert bool(table.allowed[i, o]) == ((start, end) in expected) == (found is not None)


def test_the_arrays_cannot_be_written_and_the_table_is_made_once() -> None:
    table = transformations()
    assert transformations() is table
    for array in (table.allowed, table.offsets, table.outputs):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    dtypes = [str(array.dtype) for array in (table.allowed, table.offsets, table.outputs)]
    assert dtypes == ["uint8", "int64", "int32"]


def test_every_switch_adds_or_takes_away_and_changes_the_digest() -> None:
    plain = transformations()
    digests = {plain.digest}
    for name in ("extended", "consumed", "packaging", "parts"):
        more = transformations(**{"extended": True, name: True})
        assert (more.allowed >= plain.allowed).all()
        assert more.allowed.sum() > plain.allowed.sum()
        digests.add(more.digest)
    fewer = transformations(integrated=False)
    assert (fewer.allowed <= plain.allowed).all()
    assert fewer.allowed.sum() < plain.allowed.sum()
    assert len(digests | {fewer.digest}) == 6


def test_hydrogen_is_not_silicon_and_a_heading_may_be_either() -> None:
    assert may("280461", "3818")
    assert not may("280410", "3818")
    assert may("2804", "3818")
    assert may("2804", "280410")
    assert not may("280410", "280461")


def test_cells_become_modules_and_diodes_do_not() -> None:
    assert may("854142", "854143")
    assert not may("854110", "854143")
    assert may("8541", "854143")


def test_lithium_cells_go_into_electric_cars_and_starter_batteries_into_all() -> None:
    assert may("850760", "870380")
    assert not may("850760", "870322")
    assert may("850710", "870322")


def test_the_same_good_in_and_out_is_always_allowed() -> None:
    assert np.diagonal(transformations().allowed).all()
    number = product_of(HsCode("9701"))
    assert number is not None
    found = transformations().row_of(number, number)
    assert found is not None
    assert (found.row.rule, found.row.relation, found.by_heading) == ("same-code", Relation.SAME, False)


def test_what_is_used_up_does_not_pass_on_unless_asked() -> None:
    assert not may("2815", "2818")
    assert may("2815", "2818", consumed=True)


def test_parts_take_in_but_pass_on_only_with_a_bill_of_materials() -> None:
    assert may("7606", "8708")
    assert not may("8708", "8703")
    assert may("8708", "8703", parts=True)
    assert not may("8473", "8471")
    assert may("8473", "8471", parts=True)
    for each in transformations().rows:
        hub = hub_of(each.input)
        if hub is not None and hub.value in {"parts", "residual", "finished"}:
            assert each.input[:4] == each.output[:4], each.id


def test_packing_needs_its_own_switch() -> None:
    assert not may("7010", "2103", extended=True)
    assert may("7010", "2103", extended=True, packaging=True)


def test_cotton_into_a_shirt_takes_two_steps() -> None:
    assert may("5201", "5205")
    assert may("5205", "6109")
    assert not may("5201", "6203")


def test_the_row_of_a_pair_is_the_one_that_holds_for_sure_then_the_surest() -> None:
    low, high = StepConfidence.LOW, StepConfidence.HIGH
    goods = [HsCode(code) for code in CODES]
    at = CODES.index
    pairs = [("1001", "100210", high), ("1001", "100290", low), ("1002", "1003", high), ("1003", "1003", high)]
    table = closed([invented(*pair) for pair in pairs], goods)
    exact = table.row_of(at("1001"), at("100290"))
    assert exact is not None
    assert (exact.row.id, exact.by_heading) == ("1001>100290", False)
    loose = table.row_of(at("1001"), at("1002"))
    assert loose is not None
    assert (loose.row.id, loose.row.confidence, loose.by_heading) == ("1001>100210", high, True)
    finer = table.row_of(at("100210"), at("100390"))
    assert finer is not None
    assert (finer.row.id, finer.by_heading) == ("1002>1003", False)
    same = table.row_of(at("1002"), at("100210"))
    assert same is not None
    assert (same.row.rule, same.by_heading) == ("same-heading", True)
