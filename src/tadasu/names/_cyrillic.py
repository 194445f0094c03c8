"""Cyrillic names: trade words, legal forms and places become their English gloss; the rest is transliterated later.

The longest known phrase wins at each word ("общество с ограниченной ответственностью" before its words).
"""

import re
from functools import cache

from tadasu.names._data import legal_forms, legal_groups, words
from tadasu.names._fold import GLOSS_OPENS
from tadasu.places import all_names, all_places

_WORD = re.compile(r"[\u0400-\u052f]+")
_LONGEST_PHRASE = 8


def gloss_cyrillic(text: str) -> str:
    """Replace known phrases by marked English words; everything else stays as it is.

    >>> gloss_cyrillic("завод «Волна»").replace(chr(0xE003), "*")
    ' *plant  «Волна»'
    """
    spans = [(match.start(), match.end(), _key(match.group())) for match in _WORD.finditer(text)]
    known = _phrases()
    out: list[str] = []
    at = 0
    i = 0
    while i < len(spans):
        length = next((n for n in range(min(_LONGEST_PHRASE, len(spans) - i), 0, -1) if _phrase(spans, i, n) in known), 0)
        if length:
            gloss = known[_phrase(spans, i, length)]
            out += [text[at : spans[i][0]], "".join(f" {chr(GLOSS_OPENS)}{word} " for word in gloss.split())]
            at = spans[i + length - 1][1]
        i += max(length, 1)
    return "".join([*out, text[at:]])


def _phrase(spans: list[tuple[int, int, str]], start: int, length: int) -> str:
    return " ".join(key for _, _, key in spans[start : start + length])


def _key(word: str) -> str:
    return word.casefold().replace("ё", "е")


@cache
def _phrases() -> dict[str, str]:
    """Known phrase -> English gloss; legal forms win over words, words over places."""
    places = all_places()
    known = {_normal(name.name): places[name.place_id].name.lower() for name in all_names() if _WORD.search(name.name)}
    known |= {_normal(word.term): word.gloss[0] for word in words("ru")}
    groups = legal_groups()
    known |= {_normal(form.form): " ".join(groups[form.canonical].tokens) for form in legal_forms() if _WORD.search(form.form)}
    known.pop("", None)
    return known


def _normal(term: str) -> str:
    return " ".join(_key(word) for word in _WORD.findall(term))
