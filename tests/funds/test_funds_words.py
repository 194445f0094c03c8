"""Every code of the room has words in both languages, and every code that is given is a known one."""

import doctest
import importlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.worlds import problem_of

import tadasu.funds
from tadasu.funds import COMPONENTS, LEVELS, REASONS, Plan, Reason, at_risk, country_needs, plan, ranked
from tadasu.wording import codes, placeholders

PAGE = Path(__file__).resolve().parents[2] / "docs" / "need-and-plan.md"
EXAMPLES = ("_need.press", "_need.baseline", "_need.world", "_plan.problem")


def test_the_examples_of_the_page_are_true() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 10) == (0, True)


@pytest.mark.parametrize("module", EXAMPLES)
def test_the_examples_in_the_code_are_true(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"tadasu.funds.{module}"))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_the_face_is_sorted_and_true() -> None:
    names = tadasu.funds.__all__
    assert len(set(names)) == len(names)
    assert all(hasattr(tadasu.funds, one) for one in names)


def test_every_code_has_words_that_its_parameters_fill() -> None:
    assert set(REASONS) <= codes()
    for code, params in REASONS.items():
        assert placeholders(code, "en") == set(params), code


def test_every_part_and_level_has_a_name() -> None:
    assert {f"need.part.{one}" for one in COMPONENTS} | {f"plan.level.{one}" for one in LEVELS} <= codes()


@given(st.integers(0, 2**32))
@settings(max_examples=60)
def test_every_reason_that_is_given_is_a_known_one(seed: int) -> None:
    problem = problem_of(Random(seed))
    risk = at_risk(problem.world, months=6)
    needs = country_needs(problem.world, closing=risk.surely, perhaps=risk.unknown)
    given_: list[Reason] = [one for line in ranked(needs) for one in line.reasons]
    found = plan(problem)
    if isinstance(found, Plan):
        given_ += [one for each in found.decisions for one in (*each.reasons, *each.blocked, *each.upholds)]
        given_ += [*found.warnings, *(one for each in found.compared for one in each.breaks)]
    elif found.conflict:
        given_ += found.conflict.rules
    for one in given_:
        assert tuple(name for name, _ in one.params) == REASONS[one.code]
