"""Kanji and hiragana -> the likely Japanese reading, by SudachiPy's small dictionary (Apache-2.0) in mode C."""

from functools import lru_cache

from sudachipy import Dictionary, SplitMode, Tokenizer  # type: ignore[import-untyped]

from tadasu.names.scripts._fold import fold_term
from tadasu.names.scripts._kana import hepburn, is_katakana, to_katakana
from tadasu.names.scripts._pinyin import pinyin


@lru_cache(maxsize=1 << 16)
def kanji_reading(text: str, *, long_vowels: bool = False) -> str:
    """Hepburn of an unsimplified Japanese text; a character the dictionary lacks is read as Chinese.

    >>> kanji_reading("東京"), kanji_reading("ひまわり")
    ('tokyo', 'himawari')
    """
    return "".join(_word(kana, long_vowels) for kana in kanji_kana(text))


@lru_cache(maxsize=1 << 16)
def kanji_kana(text: str) -> tuple[str, ...]:
    """The katakana reading of each word, or the word itself where none is known."""
    if not _readable(text):
        return tuple(text)
    return tuple(word.reading_form() or word.surface() for word in _tokenizer().tokenize(text, SplitMode.C))


def _word(kana: str, long_vowels: bool) -> str:
    if all(is_katakana(char) for char in to_katakana(kana)):
        return hepburn(kana, long_vowels=long_vowels)
    return pinyin(fold_term(kana))


def _readable(text: str) -> bool:
    """Sudachi takes UTF-8 of a bounded length; anything else is not Japanese text."""
    return len(text) < 4_000 and not any(0xD800 <= ord(char) < 0xE000 for char in text)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    dictionary = Dictionary(dict="small")
    return dictionary.tokenizer() if hasattr(dictionary, "tokenizer") else dictionary.create()
