"""Slow twins of `tadasu.screening._vocabulary_kernel`: edit distance, deletion variants, sounds and their likeness."""

from functools import cache
from itertools import combinations

VOWELS = frozenset("aeiou")
SILENT, VOWEL = 0, 1
GLIDES = frozenset("yw")
CLASSES = {
    **dict.fromkeys("pbvf", 2),
    **dict.fromkeys("mn", 3),
    **dict.fromkeys("kqgx", 4),
    **dict.fromkeys("szj", 5),
    **dict.fromkeys("td", 6),
    **dict.fromkeys("lr", 7),
}
OTHER = 8


def distance(a: str, b: str) -> int:
    """Optimal string alignment: insert, delete, change, swap two neighbours; no letter is touched twice."""

    @cache
    def between(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [
            between(i - 1, j) + 1,
            between(i, j - 1) + 1,
            between(i - 1, j - 1) + (a[i - 1] != b[j - 1]),
        ]
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            ways.append(between(i - 2, j - 2) + 1)
        return min(ways)

    return between(len(a), len(b))


def reach(word: str) -> int:
    """Letters that may be left out: none of a word under 3 letters, 1 under 6, 2 up to 24, 1 above."""
    if len(word) < 3:
        return 0
    return 2 if 6 <= len(word) <= 24 else 1


def variants(word: str) -> set[str]:
    """The word with up to `reach` letters left out."""
    return {
        "".join(letter for at, letter in enumerate(word) if at not in left_out)
        for missing in range(reach(word) + 1)
        for left_out in combinations(range(len(word)), missing)
    }


def skeleton(word: str) -> str:
    """First letter and consonants; empty when fewer than three remain or the word is shorter than four letters."""
    bones = word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    return bones if len(word) >= 4 and len(bones) >= 3 else ""


def sound_class(before: str, letter: str, after: str) -> int:
    """Class of a letter between its neighbours ("" at the ends of the word)."""
    if letter in VOWELS or letter in GLIDES:
        return VOWEL
    if letter == "h" or (letter == "k" and after == "h") or (letter == "s" and before == "t"):
        return SILENT
    if letter == "c":
        return 6 if after == "h" else (5 if after and after in "eiy" else 4)
    return CLASSES.get(letter, OTHER)


def classes(word: str) -> list[int]:
    """The class of each letter."""
    padded = ["", *word, ""]
    return [sound_class(*padded[at : at + 3]) for at in range(len(word))]


def sounds(word: str) -> list[int]:
    """Consonant classes in order; the second of two equal letters is left out, x is two sounds."""
    out: list[int] = []
    for at, (letter, value) in enumerate(zip(word, classes(word), strict=True)):
        if value > VOWEL and not (at and word[at - 1] == letter):
            out += [value, 5] if letter == "x" else [value]
    return out


def sound_likeness(a: str, b: str) -> float:
    """1 less the cheapest alignment over the weight of the heavier word, at least 0."""
    gaps_a, gaps_b = _gaps(a), _gaps(b)
    classes_a, classes_b = classes(a), classes(b)

    def swap(i: int, j: int) -> float:
        if a[i] == b[j]:
            return 0.0
        one, other = classes_a[i], classes_b[j]
        if one == other:
            return 0.12 if one == VOWEL else 0.2
        if max(one, other) <= VOWEL:
            return 0.2
        return 0.6 if {one, other} <= {4, 5, 6} else 1.2

    @cache
    def cost(i: int, j: int) -> float:
        if not i or not j:
            return sum(gaps_a[:i]) + sum(gaps_b[:j])
        return min(
            cost(i - 1, j - 1) + swap(i - 1, j - 1),
            cost(i - 1, j) + gaps_a[i - 1],
            cost(i, j - 1) + gaps_b[j - 1],
        )

    heavier = max(sum(gaps_a), sum(gaps_b))
    return max(0.0, 1.0 - cost(len(a), len(b)) / heavier) if heavier else 0.0


def _gaps(word: str) -> list[float]:
    """What leaving out each letter costs."""
    out = []
    for at, value in enumerate(classes(word)):
        doubled = at > 0 and word[at - 1] == word[at]
        out.append(0.1 if value == SILENT else 0.2 if value == VOWEL else 0.1 if doubled else 1.0)
    return out
