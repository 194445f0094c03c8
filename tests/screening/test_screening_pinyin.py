"""Pinyin is told from other words, as a slow twin tells it."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from tadasu.screening import _pinyin_kernel as kernel

SYLLABLES = sorted(initial + final for initial, finals in kernel._FINALS.items() for final in finals.split())


@njit
def is_pinyin(word):  # type: ignore[no-untyped-def]
    return kernel.is_pinyin(word, 0, word.size)


def said(word: str) -> bool:
    return bool(is_pinyin(np.array([ord(letter) for letter in word], np.uint32)))


@cache
def cut_in_two_or_more(word: str) -> bool:
    """The slow twin: every way to take a syllable off the front."""
    return any(
        word.startswith(one) and (word[len(one) :] in SYLLABLES or cut_in_two_or_more(word[len(one) :]))
        for one in SYLLABLES
    )


@pytest.mark.parametrize("word", ["xinjiang", "shuohuan", "mingyao", "xian", "dalian", "nuan"])
def test_a_word_of_several_syllables_is_pinyin(word: str) -> None:
    assert said(word)


@pytest.mark.parametrize("word", ["", "a", "chang", "kalvora", "brenmark", "higashiyama", "textile", "lei"])
def test_another_word_is_not(word: str) -> None:
    assert not said(word)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map("".join))
def test_syllables_written_together_are_pinyin(word: str) -> None:
    assert said(word) is (4 <= len(word) <= kernel.LONGEST)


@given(st.text(alphabet="abghinouxz", min_size=4, max_size=9))
def test_the_compiled_loop_says_what_the_slow_twin_says(word: str) -> None:
    assert said(word) is cut_in_two_or_more(word)
