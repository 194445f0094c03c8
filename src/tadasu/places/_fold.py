"""One spelling for the many ways to type a place: case, width, accents, spaces and punctuation fall away."""

import re
import unicodedata

LETTERS_OF_ONE_KEY = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ð": "d", "þ": "th"}
    | {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه"},
)
"""Latin letters that Unicode does not take apart, and Arabic letters that keyboards give for one another."""

ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670]+")
"""Combining marks of Latin, Greek, Cyrillic; vowel signs, hamza, stretching of Arabic. Marks of kana, Thai, Khmer,
Burmese are letters of the word and stay."""

ALREADY_FOLDED = re.compile("[ぁ-ゖァ-ヺー一-鿿가-힣]+")
"""Kana, Han and Hangul have no case and no accent; half of all names are of these and need no work."""


def folded(text: str) -> str:
    """The key under which a place name is looked up; empty when nothing of the text is a letter or digit.

    >>> folded("Viet Nam") == folded("VIỆT NAM") == "vietnam"
    True
    >>> folded("ﾄｳｷｮｳ") == folded("トウキョウ")
    True
    """
    if text.isascii():
        lower = text.lower()
        return lower if lower.isalnum() else "".join(filter(str.isalnum, lower))
    if ALREADY_FOLDED.fullmatch(text):
        return text
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    whole = unicodedata.normalize("NFC", ACCENTS.sub("", apart)).translate(LETTERS_OF_ONE_KEY)
    return whole if whole.isalnum() else "".join(filter(_belongs_to_a_word, whole))


def _belongs_to_a_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
