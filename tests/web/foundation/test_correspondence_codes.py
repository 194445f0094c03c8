"""The code: what is typed is understood however it is written, and a slip is told from a code that opens nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.schema import UsageError
from tadasu.web.foundation.correspondence._code import DIGITS, RANDOM, canonical, grouped, new_code
from tadasu.web.foundation.correspondence._receipt import receipt_of

codes = st.integers(0, 10**RANDOM - 1).map(lambda n: f"{n:0{RANDOM}d}{98 - n * 100 % 97:02d}")
ZEROS = [chr(one) for one in range(0x10FFFF) if unicodedata.decimal(chr(one), None) == 0]
"""The first digit of every script: full-width, Arabic, Burmese, Khmer, Thai and others."""

BETWEEN = ["", " ", "-", "  ", "\u3000", "－", "ー", "–", "\u2212", ".", "\u200f", "\u00a0", "・", "\n", "〜"]


def refused(typed: str) -> str:
    with pytest.raises(UsageError) as error:
        canonical(typed)
    return error.value.code


def test_a_new_code_is_random_and_is_what_it_is_typed_as() -> None:
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    for code in made:
        assert (len(code), code.isdecimal(), canonical(grouped(code))) == (DIGITS, True, code)
    assert len({code[at] for code in made for at in (0,)}) > 5


@given(codes, st.sampled_from(ZEROS), st.lists(st.sampled_from(BETWEEN), min_size=DIGITS, max_size=DIGITS))
def test_digits_of_every_script_and_signs_between_them_make_no_difference(
    code: str, zero: str, between: list[str]
) -> None:
    written = "".join(chr(ord(zero) + int(one)) + gap for one, gap in zip(code, between, strict=True))
    assert canonical(written) == code


@given(codes)
def test_japanese_numerals_and_letters_that_look_like_digits_are_read_as_they_are_meant(code: str) -> None:
    assert canonical(code.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))) == code
    assert canonical(code.replace("0", "O").replace("1", "l")) == code
    assert canonical(code.replace("0", "o").replace("1", "I")) == code


@given(codes, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_always_shows(code: str, at: int, by: int) -> None:
    wrong = code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :]
    assert refused(wrong) == "box-code-mistyped"


@given(codes, st.integers(0, DIGITS - 2))
def test_two_neighbours_that_changed_places_always_show(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        assert refused(swapped) == "box-code-mistyped"


@given(codes, st.integers(0, DIGITS - 1), st.sampled_from("0123456789"))
def test_one_digit_too_few_or_too_many_shows(code: str, at: int, more: str) -> None:
    assert refused(code[:at] + code[at + 1 :]) == "box-code-length"
    assert refused(code[:at] + more + code[at:]) == "box-code-length"


@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_code_or_is_told_why_not(typed: str) -> None:
    told = "a code"
    try:
        assert len(canonical(typed)) == DIGITS
    except UsageError as error:
        told = error.code
    assert told in {"a code", "box-code-digits", "box-code-length", "box-code-mistyped"}


@pytest.mark.parametrize("typed", ["abcd", "1234 x", "１２Ａ", "ひとつ"])
def test_letters_are_told_to_be_no_digits(typed: str) -> None:
    assert refused(typed) == "box-code-digits"


def test_a_code_gives_the_same_every_time_and_its_neighbour_something_else() -> None:
    one, other = new_code(), new_code()
    assert receipt_of(one) == receipt_of(one)
    assert receipt_of(one).digest != receipt_of(other).digest
    assert receipt_of(one).public != receipt_of(other).public


def test_what_a_code_gives_does_not_change_from_one_version_to_the_next() -> None:
    """Else nobody who was given a code before would come back to their box."""
    receipt = receipt_of("0" * RANDOM + "98")
    assert receipt.digest == DIGEST
    assert receipt.public.hex() == PUBLIC


DIGEST = "85fc6c528941fe2520dee2f1f824cb6f1fdb34c0b2fb52ba3aa006970262a840"
PUBLIC = "2c66e70bef58257e4c982b3b8c88b754c93e50fa8ccd167b6fd01e3def85b157"
