"""Burmese -> Latin without tones, as place and company names are written.

Source: BGN/PCGN 1970 agreement on the romanisation of Burmese (facts of its tables, marks left out): rhymes by vowel
and final together; kh, ph and s for its hk, hp and hs, as names are usually spelt. Voicing between vowels is not
written in the script and not guessed.
"""

import re
from functools import lru_cache

from tadasu.names.scripts._table import table

_INITIALS = table(
    "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဿ",
    "k kh g g ng s s z z ny ny t ht d d n t ht d d n p ph b b m y y l w th h l - th",
)
_INDEPENDENT = table(
    "ဣဤဥဦဧဩဪ၌၍၏",
    "i i u u e aw aw hnaik ywe i",
)
_RHYMES = {
    "": "a", "ာ": "a", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e", "ဲ": "e", "ော": "aw", "ို": "o", "ံ": "an",
    "ုံ": "on", "ိံ": "ein", "က်": "et", "င်": "in", "စ်": "it", "ည်": "i", "ဉ်": "in", "တ်": "at", "န်": "an",
    "ပ်": "at", "မ်": "an", "ယ်": "e", "ိုင်": "aing", "ိုက်": "aik", "ောင်": "aung", "ောက်": "auk", "ုတ်": "ok",
    "ုပ်": "ok", "ုန်": "on", "ုမ်": "on", "ိတ်": "eik", "ိပ်": "eik", "ိန်": "ein", "ိမ်": "ein", "ော်": "aw",
    "ဏ်": "an", "ုဏ်": "on", "ာန်": "an", "ာတ်": "at", "ုဒ်": "ok", "ဒ်": "at", "ါ": "a", "ောဂ်": "auk", "ုဂ်": "ok",
}  # fmt: skip
_FINAL_SOUNDS = table(
    "ကခဂဃငစဆဇညဉဋဌဍဏတထဒဓနပဖဗဘမယရလဝသဟ",
    "k k k k ng t t t n n t t t n t t t t n p p p p n - - - - t -",
)
_TONES = re.compile("[့း]")
_SYLLABLE = re.compile(
    "(?P<initial>[က-အဿ])(?P<medials>[ျ-ှ]*)(?P<vowel>[ါ-ဲံ]*်?)(?P<final>(?:[က-အ]်)?(?:[က-အ](?=္))?)္?"
    "|(?P<independent>[ဣ-ဪ၌၍၏])"
)


@lru_cache(maxsize=1 << 16)
def burmese_reading(text: str) -> str:
    """Latin letters for a run of Burmese; signs that belong to no syllable are dropped.

    >>> burmese_reading("မြန်မာ"), burmese_reading("မောင်")
    ('myanma', 'maung')
    """
    plain = _TONES.sub("", text).replace("ါ", "ာ")
    out: list[str] = []
    for match in _SYLLABLE.finditer(plain):
        if match["independent"]:
            out.append(_INDEPENDENT.get(match["independent"], ""))
        else:
            out.append(_onset(match["initial"], match["medials"]) + _rhyme(match["vowel"], match["final"]))
    return "".join(out)


def _onset(initial: str, medials: str) -> str:
    latin = _INITIALS[initial]
    glide = "y" if "ျ" in medials or "ြ" in medials else ""
    if glide and latin == "kh":
        latin, glide = "ch", ""
    if "ှ" in medials:
        latin = "sh" if latin == "y" or (glide and latin == "") else f"h{latin}"
    return latin + glide + ("w" if "ွ" in medials else "")


def _rhyme(vowel: str, final: str) -> str:
    closed = f"{final}်" if final and not final.endswith("်") else final
    if vowel + closed in _RHYMES:
        return _RHYMES[vowel + closed]
    return _RHYMES.get(vowel, "a") + _FINAL_SOUNDS.get(final[:1], "")
