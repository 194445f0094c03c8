"""How long a text is, in letters: a sign of Chinese, Japanese or Korean says as much as two."""

import unicodedata

_WIDE = frozenset({"W", "F"})


def same_letters(text: str) -> str:
    """The text as it counts: NFKC, so that the width in which a Japanese keyboard writes letters makes no difference.

    >>> same_letters("ｐａｓｓ １２")
    'pass 12'
    """
    return unicodedata.normalize("NFKC", text)


def letters_in(text: str) -> int:
    """How many, without spaces; a wide sign counts twice.

    >>> letters_in("a b c"), letters_in("確認")
    (3, 4)
    """
    return sum(2 if unicodedata.east_asian_width(one) in _WIDE else 1 for one in "".join(text.split()))


def different_letters_in(text: str) -> int:
    """How many different ones, by the same count.

    >>> different_letters_in("aAbb"), different_letters_in("ああ")
    (2, 2)
    """
    return letters_in("".join(set(text.casefold())))
