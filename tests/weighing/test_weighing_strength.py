"""Strength is a whole number by a rule, the same everywhere."""

import decimal
import doctest

from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import weighing as oracle

from tadasu.schema import LEAST_STRENGTH
from tadasu.weighing import Credibility, Kind, Piece, Reliability, rules
from tadasu.weighing import _strength as module
from tadasu.weighing._strength import strength, weight


def test_the_examples_of_the_docstring_are_true() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_piece_weighs_what_the_lower_of_its_grades_says() -> None:
    def weighed(reliability: Reliability, credibility: Credibility) -> int:
        return weight(Piece(id="a", kind=Kind.DATA, reliability=reliability, credibility=credibility), rules())

    assert weighed(Reliability.RELIABLE, Credibility.POSSIBLE) == 693
    assert weighed(Reliability.SELDOM, Credibility.CONFIRMED) == 223
    assert weighed(Reliability.UNRELIABLE, Credibility.CONFIRMED) == 0
    assert weighed(Reliability.RELIABLE, Credibility.CONFIRMED) == weighed(Reliability.RELIABLE, Credibility.PROBABLE)


def test_nothing_left_is_the_least_and_much_is_never_certain() -> None:
    assert strength(0, 0, rules()) == strength(500, 500, rules()) == strength(500, 900, rules()) == LEAST_STRENGTH
    assert strength(10**9, 0, rules()) == rules().surest
    assert strength(1, 0, rules()) == -6908


def test_it_does_not_depend_on_the_decimal_settings_of_whoever_calls() -> None:
    module._of.cache_clear()
    with decimal.localcontext() as context:
        context.prec = 3
        context.rounding = decimal.ROUND_UP
        assert strength(1_204, 0, rules()) == -357
    module._of.cache_clear()
    assert strength(1_204, 0, rules()) == -357


@given(st.integers(1, 30_000))
def test_it_is_the_rounded_value_of_the_rule(net: int) -> None:
    assert abs(strength(net, 0, rules()) - min(oracle.strength(net), rules().surest)) <= 0.5 + 1e-6


@given(st.integers(0, 30_000), st.integers(0, 30_000), st.integers(0, 3_000))
def test_more_support_never_weakens_and_more_contrary_never_strengthens(some: int, other: int, more: int) -> None:
    assert strength(some + more, other, rules()) >= strength(some, other, rules())
    assert strength(some, other + more, rules()) <= strength(some, other, rules())
