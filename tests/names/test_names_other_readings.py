"""Other Latin spellings of native words, and words that mix letters of one look."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.names import distinct_words, letters, other_readings, tokenize
from tadasu.names._lookalikes import one_script
from tadasu.names._other_readings import MOST_OTHERS, SHORTEST

SCRIPTS = st.text(alphabet="aZ9 .ЖяΩ達和東山カリンカトの한라무역주식회사شركةسحاب", max_size=24)


def others(name: str) -> dict[str, list[str]]:
    """Main reading of each distinct word -> its other readings."""
    tokens = tokenize([name], keep_glossed=True)
    first = distinct_words(tokens, by_script=True).first
    found = other_readings(tokens, first)
    return {
        letters(tokens, int(token)): [letters(found, i) for i in range(found.names[word], found.names[word + 1])]
        for word, token in enumerate(first)
    }


@pytest.mark.parametrize(
    ("name", "main", "other"),
    [
        ("Миксарин", "miksarin", "mixarin"),
        ("Хайвента", "khayventa", "hayventa"),
        ("Торговый дом", "trading", "torgovyy"),
        ("暁森商事", "trading", "shoji"),
        ("شركة سحاب پرداز", "processing", "pardaz"),
        ("쇼난부", "syonanbu", "syonanpu"),
    ],
)
def test_a_native_word_is_also_read_as(name: str, main: str, other: str) -> None:
    assert other in others(name)[main]


@pytest.mark.parametrize("name", ["Kalvora Textile Ltd", "Brenmark 24", "", "Ñandú Évora"])
def test_a_latin_word_has_one_spelling(name: str) -> None:
    assert not any(others(name).values())


@given(SCRIPTS)
def test_other_readings_are_few_distinct_and_not_the_main_one(name: str) -> None:
    for main, found in others(name).items():
        assert len(set(found)) == len(found) <= MOST_OTHERS
        assert all(len(word) >= SHORTEST and word != main for word in found)


@given(st.lists(SCRIPTS, max_size=5))
def test_other_readings_do_not_depend_on_the_other_names(names: list[str]) -> None:
    tokens = tokenize(names, keep_glossed=True)
    first = np.arange(tokens.key.size, dtype=np.int32)
    together = other_readings(tokens, first)
    alone = [
        word
        for name in names
        for found in [tokenize([name], keep_glossed=True)]
        for readings in [other_readings(found, np.arange(found.key.size, dtype=np.int32))]
        for word in [letters(readings, i) for i in range(readings.key.size)]
    ]
    assert [letters(together, i) for i in range(together.key.size)] == alone


@given(st.lists(SCRIPTS, max_size=5))
def test_keeping_glossed_words_changes_no_key_and_no_letter(names: list[str]) -> None:
    plain, kept = tokenize(names), tokenize(names, keep_glossed=True)
    assert plain.key.tolist() == kept.key.tolist()
    assert plain.chars.tolist() == kept.chars.tolist()
    assert plain.mark.tolist() == kept.mark.tolist()


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [
        ("Aкционерное", "Акционерное"),  # a Latin A
        ("Белмытсэрвiс", "Белмытсэрвіс"),  # a Latin i
        ("Kалинка Trаding", "Калинка Trading"),
        ("ТРАНС-Contаiner", "ТРАНС-Container"),
        ("Завод Alpha", "Завод Alpha"),
        ("Xй", "Xй"),  # no Latin letter looks like й, and the even word is Latin: it stays
        ("山田 Kалинка", "山田 Калинка"),
    ],
)
def test_a_word_is_put_into_the_script_of_most_of_its_letters(mixed: str, meant: str) -> None:
    assert one_script(mixed) == meant


@given(st.text(alphabet="abcXйКалинrа 山é9-"))
def test_one_script_keeps_the_length_and_is_final(text: str) -> None:
    once = one_script(text)
    assert len(once) == len(text)
    assert one_script(once) == once
