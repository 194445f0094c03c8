"""Whether two names may be of the same party, whatever script, width or order they are written in. Pure, by `tadasu.names`.

For ties, not for lists: a yes takes a reviewer out of one application, and another takes the seat; so it is said early. One name
must hold every word of the other; words of five letters or more may differ by one letter, as romanisations do."""

from collections.abc import Collection, Iterable
from itertools import pairwise

from tadasu.names import digest, distinct_words, fold, is_legal_form, letters, other_readings, tokenize

LONG = 5
"""Letters from which a word may differ by one."""

ALONE = 6
"""Letters that a word must have to be a name by itself inside a longer one."""

Word = frozenset[str]
"""One word in all its readings."""


def version() -> str:
    """Of the data by which names are compared."""
    return digest()[:12]


def tied(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one of our names may be one of theirs.

    >>> tied(["ＡＩＧＵＬ Seitkali"], ["Сейткали Айгуль"]), tied(["Lantern Works"], ["Free Harbour Press"])
    (True, False)
    """
    left, right = [_plain(one) for one in ours if one.strip()], [_plain(one) for one in theirs if one.strip()]
    if not left or not right:
        return False
    if {fold(one).replace(" ", "") for one in left} & {fold(one).replace(" ", "") for one in right} - {""}:
        return True
    words = _words([*left, *right])
    return any(_one_in_other(one, other) for one in words[: len(left)] for other in words[len(left) :])


def _plain(name: str) -> str:
    return " ".join(name.split())


def _words(names: Collection[str]) -> list[list[Word]]:
    """Of each name its words, legal forms left out."""
    tokens = tokenize(list(names), keep_glossed=True)
    distinct = distinct_words(tokens, by_script=True)
    others = other_readings(tokens, distinct.first)
    readings = [
        frozenset(letters(others, one) for one in range(int(start), int(end))) for start, end in pairwise(others.names)
    ]
    found = []
    for start, end in pairwise(tokens.names):
        said = [
            frozenset({letters(tokens, one)}) | readings[int(distinct.word[one])] for one in range(int(start), int(end))
        ]
        found.append([one for one in said if not any(map(is_legal_form, one))] or said)
    return found


def _one_in_other(one: list[Word], other: list[Word]) -> bool:
    small, large = sorted((one, other), key=len)
    if not small:
        return False
    if len(small) == 1 and len(large) > 1 and max(map(len, small[0])) < ALONE:
        return False
    return all(any(_alike(word, at) for at in large) for word in small)


def _alike(one: Word, other: Word) -> bool:
    return bool(one & other) or any(_one_letter_apart(a, b) for a in one for b in other)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter was changed, left out or put in, in words that are long enough."""
    short, long = sorted((one, other), key=len)
    if len(short) < LONG or len(long) - len(short) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
