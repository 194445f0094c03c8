"""What goes dark: by definition, compared with trying everything."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.worlds import KEYS, world_of
from tests.oracles import plan as oracle

from tadasu.funds import (
    Ground,
    KnownCell,
    RestingFinding,
    SourceFacts,
    World,
    at_risk,
    each_alone,
    goes_dark,
    smallest_sets,
)
from tadasu.schema import UsageError

SEEDS = st.integers(0, 2**32)
SETS = st.frozensets(st.sampled_from(KEYS))


def story() -> World:
    """A mill that two outlets write about, one of them with a network; a hold and a duty hang on what they found."""
    return World(
        cells=[
            KnownCell(
                country="xa", sector="textiles", ways=frozenset({frozenset({"reed"}), frozenset({"dune", "net"})})
            ),
            KnownCell(country="xa", sector="mining"),
        ],
        findings=[
            RestingFinding(id="mill", country="xa", sources=frozenset({"reed", "dune", "ourselves"}), least=2),
            RestingFinding(id="low", country="xa", sources=frozenset({"reed"}), least=2),
        ],
        grounds=[
            Ground(id="h", kind="hold", findings=frozenset({"mill"}), count=7),
            Ground(id="d", kind="duty", findings=frozenset({"mill", "low"}), count=2),
        ],
        lasting=frozenset({"ourselves"}),
    )


def test_one_outlet_may_close_and_two_may_not() -> None:
    assert goes_dark(story(), frozenset({"reed"})).nothing
    dark = goes_dark(story(), frozenset({"reed", "dune"}))
    assert dark.cells == (("xa", "textiles"),)
    assert (dark.findings, dark.holds, dark.duties) == (("mill",), 7, 2)


def test_what_is_unknown_or_too_weak_already_is_not_lost() -> None:
    dark = goes_dark(story(), frozenset({"reed", "dune", "net"}))
    assert ("xa", "mining") not in dark.cells
    assert "low" not in dark.findings


def test_what_lasts_does_not_close_even_where_it_is_named() -> None:
    assert goes_dark(story(), frozenset({"ourselves", "dune"})).nothing


def test_another_standard_may_be_given() -> None:
    dark = goes_dark(story(), frozenset({"dune"}), stands=lambda finding, left: left >= {"dune", "reed"})
    assert dark.findings == ("mill",)


def test_the_smallest_sets_name_every_way_to_silence() -> None:
    found = smallest_sets(story(), ("xa", "textiles"))
    assert found.sets == (("dune", "reed"), ("net", "reed"))
    assert found.complete
    assert smallest_sets(story(), ("xa", "mining")).sets == ()


def test_larger_sets_than_looked_for_are_not_denied() -> None:
    found = smallest_sets(story(), ("xa", "textiles"), most=1)
    assert (found.sets, found.complete) == ((), False)


@given(SEEDS, SETS)
def test_the_same_goes_dark_as_by_the_plain_definition(seed: int, closing: frozenset[str]) -> None:
    world = world_of(Random(seed))
    dark = goes_dark(world, closing)
    cells, findings, grounds = oracle.dark(world, closing)
    assert (set(dark.cells), set(dark.findings), set(dark.grounds)) == (cells, findings, grounds)


@given(SEEDS, st.integers(1, 5))
@settings(max_examples=60)
def test_smallest_sets_are_those_that_trying_all_sets_finds(seed: int, most: int) -> None:
    world = world_of(Random(seed))
    for cell in world.cells:
        found = smallest_sets(world, cell.key, most=most)
        assert set(map(frozenset, found.sets)) == oracle.smallest(world, cell.key, most)
        assert found.complete or most < len(KEYS)


@given(SEEDS, SETS, SETS)
def test_more_that_closes_never_leaves_more(seed: int, closing: frozenset[str], more: frozenset[str]) -> None:
    world = world_of(Random(seed))
    less, all_of_it = goes_dark(world, closing), goes_dark(world, closing | more)
    assert set(less.cells) <= set(all_of_it.cells)
    assert set(less.findings) <= set(all_of_it.findings)
    assert less.holds <= all_of_it.holds


def test_of_whom_nothing_is_known_is_neither_safe_nor_at_risk() -> None:
    sources = [
        SourceFacts(key="a", countries=frozenset({"xa"}), months=(0, 6)),
        SourceFacts(key="b", countries=frozenset({"xa"}), months=(3, None)),
        SourceFacts(key="c", countries=frozenset({"xa"}), months=(9, 12)),
    ]
    world = World(sources=sources, cells=[KnownCell(country="xa", sector="m", ways=each_alone(["d"]))])
    found = at_risk(world, months=6)
    assert (found.surely, found.perhaps, found.unknown) == (frozenset("a"), frozenset("b"), frozenset("d"))


@pytest.mark.parametrize(
    ("code", "made"),
    [
        (
            "funds-twice",
            lambda: World(cells=[KnownCell(country="xa", sector="m"), KnownCell(country="xa", sector="m")]),
        ),
        ("funds-finding-unknown", lambda: World(grounds=[Ground(id="g", kind="hold", findings=frozenset("x"))])),
        ("funds-off-scale", lambda: World(sources=[SourceFacts(key="a", countries=frozenset(), reach=9)])),
        ("funds-number", lambda: World(sources=[SourceFacts(key="a", countries=frozenset(), months=(6, 3))])),
        ("funds-number", lambda: World(findings=[RestingFinding(id="f", country="xa", sources=frozenset(), least=0)])),
        ("funds-unknown", lambda: smallest_sets(World(), ("xa", "m"))),
    ],
)
def test_what_cannot_be_is_refused_by_its_code(code: str, made: object) -> None:
    with pytest.raises(UsageError) as refused:
        made()  # type: ignore[operator]
    assert refused.value.code == code
