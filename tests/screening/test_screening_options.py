"""What a program may hand over: any iterable of entities, and options that mean something."""

import math
from typing import Any

import numpy as np
import pytest
from tests.oracles.invented import entity

from tadasu.schema import UsageError
from tadasu.screening import Index, Options, ReverseIndex, probability, screen
from tadasu.screening._handed import is_count, is_probability
from tadasu.screening._screen import _least
from tadasu.wording import error_texts

NAMES = ("Aoi Demo Spinning", "Beni Sample Works")
LISTED = [entity(number, name) for number, name in enumerate(NAMES)]


def test_entities_that_come_one_by_one_are_indexed_and_screened_like_a_list() -> None:
    whole = screen(LISTED, Index.build(LISTED)).matches
    assert len(whole) == len(NAMES)
    assert screen((each for each in LISTED), Index.build(each for each in LISTED)).matches == whole


def test_suppliers_that_come_one_by_one_can_be_asked_about_some_parties_only() -> None:
    index = Index.build(LISTED)
    only = Options(only=frozenset({(LISTED[0].origin.list_id, LISTED[0].id)}))
    found = screen((each for each in LISTED), index, options=only, reverse=ReverseIndex.build(LISTED)).matches
    assert [match.matched_name for match in found] == [NAMES[0]]


@pytest.mark.parametrize("threshold", [math.nan, math.inf, -0.1, 1.5, 70, True, "x", "0.7", None])
def test_a_threshold_that_is_no_probability_is_refused(threshold: Any) -> None:
    with pytest.raises(UsageError, match="threshold-out-of-range") as caught:
        Options(threshold=threshold)
    assert "give a number from 0 to 1" in error_texts(caught.value, "en")[0]


@pytest.mark.parametrize("number", [0, -1, 1.5, 2.0, True, "2"])
def test_a_limit_or_a_number_of_threads_that_is_no_count_is_refused(number: Any) -> None:
    with pytest.raises(UsageError, match="limit-too-small"):
        Options(limit=number)
    with pytest.raises(UsageError, match="threads-too-few"):
        Options(threads=number)


def test_numbers_of_numpy_are_numbers() -> None:
    assert is_probability(np.float32(0.5))
    assert is_count(np.int64(2))
    assert not is_probability(np.bool_(True))


def test_the_ends_of_what_is_allowed_are_allowed() -> None:
    assert Options(threshold=0).threshold == 0
    assert Options(threshold=1, limit=1, threads=1).limit == 1


@pytest.mark.parametrize("suppliers", ["abc", 5, LISTED[0], ["abc"], [LISTED[0], None], [NAMES]])
def test_suppliers_and_parties_that_are_no_entities_are_refused(suppliers: Any) -> None:
    index = Index.build(LISTED)
    for call in (Index.build, ReverseIndex.build, lambda handed: screen(handed, index)):
        with pytest.raises(UsageError, match="entities-expected") as caught:
            call(suppliers)
    assert ".entities" in error_texts(caught.value, "en")[0]


def test_the_threshold_1_returns_what_prints_as_1() -> None:
    number = (("lei", "529900TADASUDEMO0143"),)
    listed = [entity(1, NAMES[0], identifiers=number), entity(2, NAMES[0])]
    supplier = entity("q", NAMES[0], identifiers=number)
    every = screen([supplier], Index.build(listed), options=Options(threshold=0)).matches
    assert [match.probability == 1 for match in every] == [True, False]
    assert screen([supplier], Index.build(listed), options=Options(threshold=1)).matches == every[:1]


@pytest.mark.parametrize("threshold", [0.000001, 0.1, 0.5, 0.7, 0.89998, 0.999999, 1])
def test_the_least_odds_of_a_threshold_are_the_first_that_reach_it(threshold: float) -> None:
    odds = _least(threshold)
    assert probability(odds) >= threshold > probability(odds - 1)
