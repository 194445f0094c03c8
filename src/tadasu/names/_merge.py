"""Words that belong together: "Hong Kong" is one place, "Sp. z o.o." one legal form, "forty four" one number.

Phrases come from the places, from abbreviated legal forms and from number words; each becomes one token. The whole words
of a legal form stay apart: which of them are there tells two listed firms from one.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names._data import legal_forms, legal_groups
from tadasu.names._fold import fold, fold_table
from tadasu.names._tokens_kernel import LINE_FEED, cut, index_phrases
from tadasu.places import all_names, all_places

LONGEST_PHRASE = 8
TWO_LETTERS = 2
LONGEST_ABBREVIATION = 4
"""Letters of a word of an abbreviated legal form."""
LONGEST_SPELT = 5
"""Letters of an abbreviated legal form that are looked for one by one."""
NOT_SPELT = frozenset({"co"})
"""Legal forms whose letters one by one are something else (c/o is care of)."""
TENS = {
    "twenty": 2,
    "thirty": 3,
    "forty": 4,
    "fourty": 4,
    "fifty": 5,
    "sixty": 6,
    "seventy": 7,
    "eighty": 8,
    "ninety": 9,
}
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Phrases(NamedTuple):
    """A table from the hash of a phrase's first words to the word of the phrase that ends there.

    `keys`, `values`: open addressing; a value below the number of words is a word, one equal to it a mere beginning, and
    one above it (less that number and one) the word of a phrase that does not count where a name begins.
    """

    keys: NDArray[np.uint64]
    values: NDArray[np.int32]
    chars: NDArray[np.uint32]
    offsets: NDArray[np.int32]
    key: NDArray[np.uint64]


@cache
def phrase_words() -> dict[str, str]:
    """Folded phrase of two or more words -> the one word that stands for it."""
    phrases: dict[str, str] = {}
    places = all_places()
    names = [(name.place_id, name.name) for name in all_names() if name.kind != "abbreviation"]
    for place_id, name in [*names, *((place.id, place.name) for place in places.values())]:
        own, phrase = fold(places[place_id].name), fold(name)
        if phrase == own or own not in phrase:  # "Hong Kong", not "China Hong Kong": the rest says something of its own
            phrases[phrase] = joined(own)
    phrases |= {phrase: joined(phrase) for phrase in legal_phrases()}
    phrases |= {f"{ten} {one}": f"{TENS[ten]}{digit}" for ten in TENS for digit, one in enumerate(ONES, start=1)}
    return {phrase: word for phrase, word in sorted(phrases.items()) if _usable(phrase)}


@cache
def legal_phrases() -> dict[str, str]:
    """Abbreviated legal form of several words -> the one word of its group.

    Two initials are none, they may begin a brand.

    >>> legal_phrases()["sp z oo"], "a s" in legal_phrases()
    ('spzoo', False)
    """
    forms = [form for form in legal_forms() if fold(form.form).isascii()]
    chars, offsets, _, _, _, _, names = _cut([form.form for form in forms])
    found: dict[str, str] = {}
    for number, form in enumerate(forms):
        parts = ["".join(map(chr, chars[offsets[t] : offsets[t + 1]])) for t in range(names[number], names[number + 1])]
        tokens = legal_groups()[form.canonical].tokens
        short = all(len(part) <= LONGEST_ABBREVIATION for part in parts) and any(len(part) > 1 for part in parts)
        if len(parts) > 1 and short and len(tokens) == 1 and (min(map(len, parts)) == 1 or "".join(parts) == tokens[0]):
            found[" ".join(parts)] = tokens[0]
    return found


@cache
def spelt_forms() -> dict[str, str]:
    """Letters of an abbreviated legal form, written apart -> the form. They count from the second word of a name on.

    >>> spelt_forms()["s a"], "c o" in spelt_forms()
    ('sa', False)
    """
    folded = [fold(form.form) for form in legal_forms() if form.canonical in legal_groups()]
    forms = {joined(form) for form in folded if " " not in form or all(len(part) == 1 for part in form.split())}
    short = sorted(form for form in forms - NOT_SPELT if form.isascii() and form.isalpha())
    short = [form for form in short if 2 <= len(form) <= LONGEST_SPELT]
    known = phrase_words()
    return {" ".join(form): form for form in short if " ".join(form) not in known}


@cache
def phrases() -> Phrases:
    """The table, built once a process."""
    known, late = phrase_words(), spelt_forms()
    words = sorted({*known.values(), *late.values()})
    chars, offsets, _, _, key, _, _ = _cut(words)
    numbers = {word: number for number, word in enumerate(words)}
    _, _, _, _, parts, _, names = _cut([*known, *late])
    after_the_first = [numbers[word] + len(words) + 1 for word in late.values()]
    target = np.array([*(numbers[word] for word in known.values()), *after_the_first], np.int32)
    size = 1 << int(np.ceil(np.log2(max(parts.size, 1) * 2)))
    keys, values = index_phrases(parts, names, target, len(words), size)
    return Phrases(keys, values, chars, offsets, key)


def joined(name: str) -> str:
    """A name of several words as one word."""
    return name.replace(" ", "")


def _usable(phrase: str) -> bool:
    words = phrase.split()
    if not 2 <= len(words) <= LONGEST_PHRASE or not phrase.replace(" ", "").isascii():
        return False
    return len(joined(phrase)) >= TWO_LETTERS and not phrase.replace(" ", "").isdigit()


def _cut(lines: list[str]) -> tuple[Any, ...]:
    text = "".join(line + chr(LINE_FEED) for line in lines)
    parts: tuple[Any, ...] = cut(np.frombuffer(text.encode("utf-32-le"), np.uint32), fold_table(), len(lines))
    return parts
