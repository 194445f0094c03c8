"""Word against word: the compiled loops give what their slow twins give."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numba import njit
from numpy.typing import NDArray
from tests.oracles import words as twin
from tests.oracles.invented import brands

from tadasu.screening import _vocabulary_kernel as kernel

LETTERS = st.one_of(
    brands(),
    st.text(alphabet="abchkstxy", max_size=10),
    st.text(alphabet=st.characters(codec="ascii", categories=["Ll", "Nd"]), max_size=12),
)
UNLIMITED = 99


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[str, str]:
    """A word and the same word after up to three slips of the finger."""
    word = draw(LETTERS)
    other = list(word)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(other)))
        slip = draw(st.sampled_from(["insert", "delete", "change", "swap"]))
        if slip == "insert" or at == len(other):
            other.insert(at, draw(st.sampled_from("abkst")))
        elif slip == "delete":
            del other[at]
        elif slip == "change":
            other[at] = draw(st.sampled_from("abkst"))
        else:
            other[at : at + 2] = reversed(other[at : at + 2])
    return word, "".join(other)


PAIRS = st.one_of(st.tuples(LETTERS, LETTERS), neighbours())


@njit
def edits(a, b, limit):  # type: ignore[no-untyped-def]
    return kernel.edits(a, 0, a.size, b, 0, b.size, limit, np.empty((3, kernel.LONGEST + 2), np.int32))


@njit
def variants(word):  # type: ignore[no-untyped-def]
    out = np.empty(kernel.MOST_VARIANTS, np.uint64)
    return out[: kernel.variants(word, 0, word.size, kernel.VARIANT_SEED, out)]


@njit
def sounds(word):  # type: ignore[no-untyped-def]
    out = np.empty(kernel.LONGEST * 2, np.uint8)
    return out[: kernel.sounds(word, 0, word.size, out)]


@njit
def sound_similarity(a, b):  # type: ignore[no-untyped-def]
    return kernel.sound_similarity(a, 0, a.size, b, 0, b.size, np.empty((2, kernel.LONGEST + 2), np.float32))


@njit
def skeleton(word):  # type: ignore[no-untyped-def]
    return kernel.skeleton(word, 0, word.size)


def codes(word: str) -> NDArray[np.uint32]:
    return np.array([ord(letter) for letter in word], np.uint32)


@settings(deadline=None, max_examples=300)
@given(PAIRS, st.integers(0, 6))
def test_edits_are_the_alignment_distance_or_something_above_the_limit(pair: tuple[str, str], limit: int) -> None:
    a, b = pair
    assert min(edits(codes(a), codes(b), limit), limit + 1) == min(twin.distance(a, b), limit + 1)


@settings(deadline=None)
@given(PAIRS)
def test_distance_is_the_same_both_ways_and_zero_only_for_the_same_word(pair: tuple[str, str]) -> None:
    a, b = pair
    there, back = edits(codes(a), codes(b), UNLIMITED), edits(codes(b), codes(a), UNLIMITED)
    assert there == back
    assert (there == 0) is (a == b)


@settings(deadline=None)
@given(st.integers(39, 60), st.integers(1, 60))
def test_words_longer_than_the_work_space_are_not_compared(long: int, short: int) -> None:
    assert edits(codes("a" * long), codes("a" * short), 30) == 31


@settings(deadline=None, max_examples=300)
@given(LETTERS)
def test_variants_are_the_word_with_letters_left_out(word: str) -> None:
    hashes = variants(codes(word)).tolist()
    assert len(set(hashes)) == len(twin.variants(word))
    assert len(hashes) <= kernel.MOST_VARIANTS


@settings(deadline=None, max_examples=400)
@given(PAIRS)
def test_two_words_share_a_hash_exactly_when_leaving_out_letters_makes_them_equal(pair: tuple[str, str]) -> None:
    a, b = pair
    shared = set(variants(codes(a)).tolist()) & set(variants(codes(b)).tolist())
    assert bool(shared) is bool(twin.variants(a) & twin.variants(b))


@settings(deadline=None, max_examples=300)
@given(neighbours())
def test_words_within_reach_of_each_other_share_a_hash(pair: tuple[str, str]) -> None:
    a, b = pair
    assume(twin.distance(a, b) <= min(twin.reach(a), twin.reach(b)))
    assert set(variants(codes(a)).tolist()) & set(variants(codes(b)).tolist())


@settings(deadline=None)
@given(PAIRS)
def test_two_words_share_a_skeleton_hash_exactly_when_they_share_a_skeleton(pair: tuple[str, str]) -> None:
    a, b = (int(skeleton(codes(word))) for word in pair)
    assert bool(a) is bool(twin.skeleton(pair[0]))
    assert (a == b) is (twin.skeleton(pair[0]) == twin.skeleton(pair[1]))


@settings(deadline=None, max_examples=300)
@given(LETTERS)
def test_sounds_are_the_consonant_classes(word: str) -> None:
    assert sounds(codes(word)).tolist() == twin.sounds(word)


@settings(deadline=None, max_examples=300)
@given(PAIRS)
def test_likeness_of_sound_is_that_of_the_slow_twin(pair: tuple[str, str]) -> None:
    a, b = pair
    assert sound_similarity(codes(a), codes(b)) == pytest.approx(twin.sound_likeness(a, b), abs=1e-5)


@settings(deadline=None)
@given(PAIRS)
def test_likeness_of_sound_lies_between_0_and_1_and_is_the_same_both_ways(pair: tuple[str, str]) -> None:
    a, b = pair
    there = sound_similarity(codes(a), codes(b))
    assert 0 <= there <= 1
    assert there == pytest.approx(sound_similarity(codes(b), codes(a)), abs=1e-5)


@pytest.mark.parametrize(
    ("one", "other"), [("karinka", "kalinka"), ("hoshino", "khoshino"), ("burabo", "bravo"), ("muzdagh", "muztag")]
)
def test_readings_of_one_word_in_two_scripts_sound_alike(one: str, other: str) -> None:
    assert sound_similarity(codes(one), codes(other)) >= 0.7


@pytest.mark.parametrize(("one", "other"), [("karinka", "medovar"), ("hoshino", "brateks"), ("tungalag", "pelista")])
def test_other_words_do_not_sound_alike(one: str, other: str) -> None:
    assert sound_similarity(codes(one), codes(other)) < 0.5
