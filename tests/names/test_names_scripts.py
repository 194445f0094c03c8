"""Script detection: each character has one script, and only native scripts need the reader."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.names._scripts import RANGES, READ_IN_BULK, Script, needs_pieces, script_of


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("a", Script.LATIN),
        ("7", Script.LATIN),
        ("・", Script.LATIN),
        ("й", Script.CYRILLIC),
        ("ω", Script.GREEK),
        ("山", Script.HAN),
        ("々", Script.HAN),
        ("㈱", Script.HAN),
        ("カ", Script.KANA),
        ("ー", Script.KANA),
        ("ひ", Script.KANA),
        ("ｶ", Script.KANA),
        ("한", Script.HANGUL),
        ("㈜", Script.HANGUL),
        ("ش", Script.ARABIC),
        ("ې", Script.ARABIC),
        ("ﷲ", Script.ARABIC),
        ("မ", Script.BURMESE),
        ("ไ", Script.THAI),
        ("ភ", Script.KHMER),
        ("ད", Script.OTHER),
        ("א", Script.OTHER),
    ],
)
def test_a_character_has_the_script_it_is_written_in(char: str, script: Script) -> None:
    assert script_of(char) is script


@pytest.mark.parametrize(
    "name", ["", "Hoshino Trading", "Ünal Çelik", "Звезда", "Ωμέγα", "«№ 5»", "（）！", "🚢 \x00", "\ud800"]
)
def test_latin_cyrillic_greek_and_signs_do_not_need_the_reader(name: str) -> None:
    assert not needs_pieces(name)


@pytest.mark.parametrize("name", ["Hoshino 商事", "A カ", "한라 Ltd", "شركة", "မြန်မာ", "ไทย", "ខ្មែរ", "דוגמה"])
def test_one_native_character_is_enough_to_need_the_reader(name: str) -> None:
    assert needs_pieces(name)


def test_ranges_ascend_and_do_not_overlap() -> None:
    assert all(before[1] < after[0] for before, after in pairwise(RANGES))
    assert all(first <= last <= sys.maxunicode for first, last, _ in RANGES)


@given(st.characters())
def test_a_character_needs_the_reader_exactly_when_its_script_is_native(char: str) -> None:
    assert needs_pieces(char) is (script_of(char) not in READ_IN_BULK)
