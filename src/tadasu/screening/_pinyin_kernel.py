"""Is a Latin word written in pinyin? Two words that both are differ by their letters, not by how they sound to a stranger.

Helianling and Lanlong are two brands, though a reader of other languages hears them as alike.
"""

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, step

_FINALS = {
    "": "a ai an ang ao e en er ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong u uan ue uo",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
"""Syllables in use: finals after each initial. Source: Scheme for the Chinese Phonetic Alphabet, 1958; own compilation."""
LONGEST_SYLLABLE = 6
LONGEST = 24
"""Letters of the longest syllable, and of the longest word that is looked at."""


def _hash(text: str) -> int:
    value = int(FNV_BASIS)
    for char in text:
        value = (value ^ ord(char)) * int(FNV_PRIME) % (1 << 64)
    return value


_SYLLABLES = np.array(sorted(_hash(a + b) for a, finals in _FINALS.items() for b in finals.split()), np.uint64)


@step
def is_pinyin(chars, start, length):
    """Can the word be cut into two syllables or more?"""
    if length < 4 or length > LONGEST:
        return False
    reached = 1  # bit i: the first i letters are whole syllables
    for i in range(length):
        if not (reached >> i) & 1:
            continue
        hashed = FNV_BASIS
        for x in range(min(LONGEST_SYLLABLE, length - i)):
            hashed = (hashed ^ np.uint64(chars[start + i + x])) * FNV_PRIME
            at = np.searchsorted(_SYLLABLES, hashed)
            if at < _SYLLABLES.size and _SYLLABLES[at] == hashed and not (i == 0 and x + 1 == length):
                reached |= 1 << (i + x + 1)
    return (reached >> length) & 1 == 1
