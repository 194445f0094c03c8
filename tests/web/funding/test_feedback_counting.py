"""What is told of answers survives subtraction: held to by chance and by a slow twin."""

import doctest
import itertools
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.web.funding.feedback import counting, questions
from tadasu.web.funding.feedback.counting import Answered, counted, middle, shuffled, words_of
from tadasu.web.funding.feedback.questions import form

FORM = form()
LEAST = FORM.least
STEPS = list(FORM.steps("fair"))

answers = st.lists(
    st.builds(
        Answered,
        steps=st.dictionaries(st.sampled_from(("fair", "clear")), st.sampled_from(STEPS)),
        texts=st.just({}),
        group=st.sampled_from(("", "a", "b", "c")),
        language=st.sampled_from(("en", "ja")),
    ),
    max_size=40,
)


def said(number: int, group: str = "", language: str = "en", step: str = "mostly") -> list[Answered]:
    return [Answered(steps={"fair": step}, group=group, language=language)] * number


def told_parts(found: dict[str, Any], kind: str) -> dict[str, int]:
    return {part: sum(by["fair"]) for part, by in found["parts"].get(kind, {}).items() if "fair" in by}


def test_of_fewer_than_told_of_nothing_is_told() -> None:
    assert counted(said(LEAST - 1), FORM) == {"answered": None, "questions": {}, "parts": {}}
    assert counted(said(LEAST), FORM)["questions"] == {"fair": [0, 0, 0, LEAST, 0]}


def test_a_question_that_too_few_answered_is_left_out() -> None:
    few = [Answered(steps={"fair": "none", "clear": "fully"})] * (LEAST - 1)
    found = counted([*few, *said(1)], FORM)
    assert found["answered"] == LEAST
    assert found["questions"] == {"fair": [LEAST - 1, 0, 0, 1, 0]}


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({"a": LEAST, "b": LEAST}, {"a", "b"}),
        ({"a": LEAST, "b": LEAST - 1}, set()),  # the whole less a would be b
        ({"a": 2 * LEAST, "b": LEAST, "c": 1}, {"a"}),  # b is kept back, since c would be what is left
        ({"a": 2 * LEAST}, set()),  # all there is
        ({"a": 2 * LEAST, "": LEAST}, {"a"}),
        ({"a": 2 * LEAST, "": LEAST - 1}, set()),
    ],
)
def test_a_part_is_told_where_it_and_what_is_left_are_enough(sizes: dict[str, int], told: set[str]) -> None:
    found = counted([one for group, size in sizes.items() for one in said(size, group)], FORM)
    assert set(told_parts(found, "group")) == told


@given(answers)
def test_no_sum_or_difference_of_what_is_told_is_of_few(given_: list[Answered]) -> None:
    found = counted(given_, FORM)
    for id, whole in found["questions"].items():
        for kind in counting.PARTS:
            parts = [sum(by[id]) for by in found["parts"].get(kind, {}).values() if id in by]
            for length in range(len(parts) + 1):
                for chosen in itertools.combinations(parts, length):
                    left = sum(whole) - sum(chosen)
                    assert left == 0 or left >= LEAST
                    assert not chosen or sum(chosen) >= LEAST


@given(answers)
def test_what_is_told_is_what_a_slow_twin_counts(given_: list[Answered]) -> None:
    found = counted(given_, FORM)
    for id, counts in found["questions"].items():
        plain = Counter(one.steps[id] for one in given_ if id in one.steps)
        assert dict(zip(FORM.steps(id), counts, strict=True)) == {step: plain[step] for step in FORM.steps(id)}
        for kind in counting.PARTS:
            for part, by in found["parts"][kind].items():
                if id in by:
                    of_part = Counter(one.steps[id] for one in given_ if id in one.steps and getattr(one, kind) == part)
                    assert by[id] == [of_part[step] for step in FORM.steps(id)]


@given(answers)
def test_the_order_in_which_answers_come_changes_nothing(given_: list[Answered]) -> None:
    assert counted(given_, FORM) == counted(shuffled(given_), FORM)


def test_programme_and_language_are_never_crossed() -> None:
    found = counted([*said(LEAST, "a", "en"), *said(LEAST, "b", "ja")], FORM)
    assert set(found["parts"]) == {"group", "language"}
    assert all(set(by) <= set(FORM.questions) for kind in found["parts"].values() for by in kind.values())


def test_free_answers_of_two_questions_come_in_orders_that_do_not_fit() -> None:
    given_ = [Answered(steps={}, texts={"change": f"c{one}", "keep": f"k{one}"}) for one in range(60)]
    found = words_of(given_, FORM)
    assert sorted(found["change"]) == sorted(f"c{one}" for one in range(60))
    assert [one[1:] for one in found["change"]] != [one[1:] for one in found["keep"]]


def test_the_middle_is_a_step_or_lies_between_two_and_is_no_average() -> None:
    assert middle([5, 0, 0, 0, 6]) == (4, 4)
    assert middle([5, 0, 0, 0, 5]) == (0, 4)
    assert not doctest.testmod(counting).failed


@pytest.mark.parametrize("fault", ["source", "ja", "scale", "least", "order"])
def test_questions_that_are_not_as_they_should_be_are_refused(fault: str) -> None:
    one = {"scale": "agree", "source": "own", "en": "E", "ja": "J"}
    scales: dict[str, Any] = {"agree": {"none": {}, "all": {}}}
    data: dict[str, Any] = {"version": "1", "least": 5, "longest": 9, "scales": scales, "open": {}}
    data["questions"] = {"a": dict(one), "b": dict(one)}
    assert questions.read(data).version == "1"
    match fault:
        case "least":
            data["least"] = 1
        case "order":
            data["questions"] = dict(reversed(data["questions"].items()))
        case _:
            data["questions"]["a"][fault] = ""
    with pytest.raises(ValueError, match=r"questions\.yaml"):
        questions.read(data)
