"""Khmer -> Latin, roughly as the United Nations system of 1972 (UNGEGN), without marks.

Source: UNGEGN Working Group on Romanization Systems, Khmer (facts of its tables). Each vowel sign sounds by the
series of its consonant; a consonant without a sign closes the syllable before it, or carries the unwritten vowel.
"""

import re
from functools import lru_cache

from tadasu.names.scripts._table import table

_INITIALS = table(
    "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអឝឞ",
    "k kh k kh ng ch chh ch chh nh d th d th n t th t th n b ph p ph m y r l v s h l - s s",
)
_FIRST_SERIES = frozenset("កខចឆដឋណតថបផសហឡអឝឞ")
_VOWELS: dict[str, tuple[str, str]] = {
    "": ("a", "o"), "ា": ("a", "ea"), "ិ": ("e", "i"), "ី": ("ei", "i"), "ឹ": ("oe", "ue"), "ឺ": ("eu", "eu"),
    "ុ": ("o", "u"), "ូ": ("ou", "u"), "ួ": ("uo", "uo"), "ើ": ("aeu", "eu"), "ឿ": ("oea", "oea"), "ៀ": ("ie", "ie"),
    "េ": ("e", "e"), "ែ": ("ae", "e"), "ៃ": ("ai", "ey"), "ោ": ("ao", "ou"), "ៅ": ("au", "ov"), "ុំ": ("om", "um"),
    "ំ": ("am", "um"), "ាំ": ("am", "oam"), "ះ": ("ah", "eah"),
    "ុះ": ("oh", "uh"), "េះ": ("eh", "eh"), "ោះ": ("aoh", "uoh"),
}  # fmt: skip
_INDEPENDENT = table(
    "ឣឤឥឦឧឨឩឪឫឬឭឮឯឰឱឲឳ",
    "a a e ei u uk u ov rue rueu lue lueu e ai ao ao au",
)
_SHIFTS = {"៉": True, "៊": False}
_DROPPED = re.compile("[់-៑៓ៗៜ៝឴឵]|(?<=.)៏")
_UNIT = re.compile("(?P<stack>[ក-អ](?:្[ក-អ])*)(?P<shift>[៉៊]?)(?P<vowel>[ា-ះ]*)|(?P<independent>[ឣ-ឳ])")


@lru_cache(maxsize=1 << 16)
def khmer_reading(text: str) -> str:
    """Latin letters for a run of Khmer; signs that belong to no syllable are dropped.

    >>> khmer_reading("ភ្នំពេញ"), khmer_reading("កម្ពុជា")
    ('phnumpenh', 'kampuchea')
    """
    out: list[str] = []
    is_open = False
    for unit in _UNIT.finditer(_DROPPED.sub("", text)):
        if unit["independent"]:
            out.append(_INDEPENDENT.get(unit["independent"], ""))
            is_open = True
            continue
        letters = unit["stack"].replace("្", "")
        latin = "".join(_INITIALS[letter] for letter in letters)
        closes = is_open and not unit["vowel"] and len(letters) == 1
        out.append(latin if closes else latin + _vowel(unit["vowel"], letters, unit["shift"]))
        is_open = not closes and not unit["vowel"].endswith(("ំ", "ះ"))
    return "".join(out)


def _vowel(sign: str, letters: str, shift: str) -> str:
    """The sound of a vowel sign; the series is that of the first letter of a stack unless it is shifted."""
    first = _SHIFTS.get(shift, letters[0] in _FIRST_SERIES)
    sounds = _VOWELS.get(sign) or _VOWELS.get(sign[:1]) or ("", "")
    return sounds[0] if first else sounds[1]
