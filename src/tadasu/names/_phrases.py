"""Cyrillic and Vietnamese names: trade words, legal forms and places become their English gloss; the rest is folded later.

The longest known phrase wins at each word ("общество с ограниченной ответственностью" before its words).
"""

import re
import unicodedata
from functools import cache

from tadasu.names._data import legal_forms, legal_groups, words
from tadasu.names._fold import GLOSS_OPENS, SOUND_CLOSES, SOUND_OPENS, SOUND_READS
from tadasu.names._tokens_kernel import GLOSS
from tadasu.places import all_names, all_places

PLAIN_VIETNAMESE = "vi-plain"
"""Vietnamese as customs papers write it, without its marks; only a name that says `cong ty` or `tnhh` is read so."""

_WORDS = {
    "ru": re.compile(r"[\u0400-\u052f]+"),
    "vi": re.compile(r"[^\W\d_]+"),
    PLAIN_VIETNAMESE: re.compile(r"[^\W\d_]+"),
}
_LONGEST_PHRASE = 8
_KEPT = chr(SOUND_OPENS + GLOSS)


def gloss_phrases(text: str, language: str, *, keep: bool = False) -> str:
    """Replace known phrases by marked English words; everything else stays as it is.

    With `keep` a single Cyrillic word that becomes one English word rides along with it.

    >>> gloss_phrases("завод «Волна»", "ru").replace(chr(0xE003), "*")
    ' *plant  «Волна»'
    """
    spans = [(match.start(), match.end(), _key(match.group())) for match in _WORDS[language].finditer(text)]
    known = _phrases(language)
    out: list[str] = []
    at = 0
    i = 0
    while i < len(spans):
        length = next(
            (n for n in range(min(_LONGEST_PHRASE, len(spans) - i), 0, -1) if _phrase(spans, i, n) in known), 0
        )
        if length:
            gloss = known[_phrase(spans, i, length)].split()
            out.append(text[at : spans[i][0]])
            if keep and language == "ru" and length == len(gloss) == 1:
                out.append(f" {_KEPT}{spans[i][2]}{chr(SOUND_READS)}{gloss[0]}{chr(SOUND_CLOSES)} ")
            else:  # Vietnamese is Latin script: its brands stay as they are
                mark = chr(GLOSS_OPENS) if language == "ru" else ""
                out.extend(f" {mark}{word} " for word in gloss)
            at = spans[i + length - 1][1]
        i += max(length, 1)
    return "".join([*out, text[at:]])


def _phrase(spans: list[tuple[int, int, str]], start: int, length: int) -> str:
    return " ".join(key for _, _, key in spans[start : start + length])


def _key(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _plain(term: str) -> str:
    """Without Vietnamese marks, as `fold` does it letter by letter."""
    bare = unicodedata.normalize("NFD", term.casefold().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


@cache
def _phrases(language: str) -> dict[str, str]:
    """Known phrase -> English gloss; legal forms win over words, words over places. Of two Vietnamese words that look
    alike without their marks the first by spelling counts."""
    if language == PLAIN_VIETNAMESE:
        return {_plain(term): gloss for term, gloss in sorted(_phrases("vi").items(), reverse=True)}
    script = _WORDS[language]
    groups = legal_groups()
    known: dict[str, str] = {}
    if language == "ru":
        places = all_places()
        named = [name for name in all_names() if script.search(name.name)]
        known |= {_normal(name.name, script): places[name.place_id].name.lower() for name in named}
    known |= {_normal(word.term, script): word.gloss[0] for word in words(language)}
    forms = [
        form for form in legal_forms() if form.language == language or (language == "ru" and script.search(form.form))
    ]
    known |= {_normal(form.form, script): " ".join(groups[form.canonical].tokens) for form in forms}
    known.pop("", None)
    return known


def _normal(term: str, script: re.Pattern[str]) -> str:
    return " ".join(_key(word) for word in script.findall(term))
