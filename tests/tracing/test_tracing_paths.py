"""The strongest ways to a declaration, against all chains."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.oracles.tracing import Line, chains, total
from tests.tracing.worlds import SmallWorld, small_worlds

from tadasu.schema import UsageError
from tadasu.tracing import PathFinder, Rules, trace


def finder(world: SmallWorld) -> PathFinder:
    trade, rules = world.trade, Rules(tiers=world.tiers, ageing=world.ageing)
    seed = world.seed(trade)
    return PathFinder.of(trade, seed, world.allowed, trace(trade, seed, world.allowed, rules=rules), rules=rules)


def ways(world: SmallWorld, end: int) -> dict[tuple[tuple[int, int], ...], int]:
    """Every way to the line and the sum of its strongest chain."""
    out: dict[tuple[tuple[int, int], ...], int] = {}
    for chain in chains(world.lines, world.allowed.tolist(), end, tiers=world.tiers):
        way = tuple((world.lines[e].seller, world.lines[e].product) for e in chain)
        value = total(world.lines, chain, ageing=world.ageing)
        out[way] = max(value, out.get(way, value))
    return out


@settings(deadline=None, max_examples=200)
@given(small_worlds(most=12))
def test_the_first_ways_are_the_strongest_of_all(world: SmallWorld) -> None:
    found = finder(world)
    for place, row in enumerate(found.trade.row.tolist()):
        expected = ways(world, row)
        paths = found.to(place, most=10)
        assert paths.whole
        assert [path.value for path in paths.paths] == sorted(expected.values(), reverse=True)[:10]
        for path in paths.paths:
            assert path.declarations[-1] == place
            assert expected[found.way(path)] == path.value
            chain = tuple(found.trade.row[e] for e in path.declarations)
            assert total(world.lines, chain, ageing=world.ageing) == path.value
            assert chain in set(chains(world.lines, world.allowed.tolist(), row, tiers=world.tiers))


@settings(deadline=None, max_examples=100)
@given(small_worlds(most=12))
def test_the_ways_to_a_buyer_are_the_strongest_of_all_it_bought(world: SmallWorld) -> None:
    found = finder(world)
    for company in range(12):
        expected: dict[tuple[tuple[int, int], ...], int] = {}
        for row, line in enumerate(world.lines):
            if line.buyer == company:
                for way, value in ways(world, row).items():
                    expected[way] = max(value, expected.get(way, value))
        values = [path.value for path in found.to_buyer(company, most=5).paths]
        assert values == sorted(expected.values(), reverse=True)[:5]


def test_the_same_question_gets_the_same_answer_word_for_word() -> None:
    lines = [Line(0, 1, 0, 20_000, 0, seed=0), Line(2, 1, 0, 20_000, 0, seed=0), Line(1, 3, 0, 20_001, 0)]
    world = SmallWorld(lines, np.ones((1, 1), np.uint8), 6, 0)
    assert finder(world).to(2).paths == finder(world).to(2).paths
    assert [path.declarations for path in finder(world).to(2).paths] == [(0, 2), (1, 2)]


def test_what_is_not_exposed_has_no_path() -> None:
    world = SmallWorld([Line(0, 1, 0, 20_000, 0)], np.ones((1, 1), np.uint8), 6, 0)
    assert finder(world).to(0).paths == ()


@pytest.mark.parametrize("wrong", [-1, 99, 0.5])
def test_a_company_or_declaration_that_is_not_there_is_refused(wrong: int) -> None:
    found = finder(SmallWorld([Line(0, 1, 0, 20_000, 0, seed=0)], np.ones((1, 1), np.uint8), 6, 0))
    with pytest.raises(UsageError):
        found.to_buyer(wrong)
    with pytest.raises(UsageError):
        found.to(wrong)


def test_the_exposures_of_other_rules_or_another_table_are_refused() -> None:
    found = finder(SmallWorld([Line(0, 1, 1, 20_000, 0, seed=0)], np.ones((2, 2), np.uint8), 6, 0))
    with pytest.raises(UsageError):
        PathFinder.of(found.trade, found.seed, found.allowed, found.found, rules=Rules(tiers=2))
    with pytest.raises(UsageError):
        PathFinder.of(found.trade, found.seed, np.ones((1, 1), np.uint8), found.found)
    with pytest.raises(UsageError):
        PathFinder.of(found.trade, found.seed[:0], found.allowed, found.found)
