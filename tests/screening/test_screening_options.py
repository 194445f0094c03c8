"""What a program may hand over: any iterable of entities, and options that mean something."""

import math

import pytest
from tests.oracles.invented import entity

from tadasu.schema import UsageError
from tadasu.screening import Index, Options, ReverseIndex, screen
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


@pytest.mark.parametrize("threshold", [math.nan, math.inf, -0.1, 1.5, 70])
def test_a_threshold_that_is_no_probability_is_refused(threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold-out-of-range") as caught:
        Options(threshold=threshold)
    assert "give a number from 0 to 1" in error_texts(caught.value, "en")[0]


@pytest.mark.parametrize("number", [0, -1])
def test_a_limit_or_a_number_of_threads_below_one_is_refused(number: int) -> None:
    with pytest.raises(UsageError, match="limit-too-small"):
        Options(limit=number)
    with pytest.raises(UsageError, match="threads-too-few"):
        Options(threads=number)


def test_the_ends_of_what_is_allowed_are_allowed() -> None:
    assert Options(threshold=0).threshold == 0
    assert Options(threshold=1, limit=1, threads=1).limit == 1
