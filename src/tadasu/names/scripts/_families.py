"""Which reader reads which stretch of a name.

A stretch runs from the first to the last character of a family of scripts and takes in the Latin text, digits and
punctuation between them, for known words may hold those ("(株)", "م.م.ح").
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from tadasu.names._scripts import RANGES, READ_IN_BULK, Script
from tadasu.names.scripts._arabic import ArabicReader, arabic_language
from tadasu.names.scripts._burmese import burmese_reading
from tadasu.names.scripts._found import Found
from tadasu.names.scripts._han import HanReader, is_japanese
from tadasu.names.scripts._hangul import HangulReader
from tadasu.names.scripts._khmer import khmer_reading
from tadasu.names.scripts._known import known_words
from tadasu.names.scripts._other import other_letters
from tadasu.names.scripts._thai import thai_reading
from tadasu.names.scripts._unspaced import UnspacedReader

Reader = Callable[[str, Sequence[str]], list[Found]]
"""(folded stretch, what stood at each of its characters before) -> what was found, in places of the stretch."""

FAMILIES: dict[str, frozenset[Script]] = {
    "han": frozenset({Script.HAN, Script.KANA}),
    "hangul": frozenset({Script.HANGUL}),
    "arabic": frozenset({Script.ARABIC}),
    "burmese": frozenset({Script.BURMESE}),
    "thai": frozenset({Script.THAI}),
    "khmer": frozenset({Script.KHMER}),
    "other": frozenset({Script.OTHER}),
}


def stretches(text: str) -> Iterator[tuple[str, int, int]]:
    """(family, start, end) of each stretch of a folded text.

    >>> list(stretches("ABC(株)山田 한라"))
    [('han', 3, 8), ('hangul', 9, 11)]
    """
    for match in _stretch().finditer(text):
        yield match.lastgroup or "", match.start(), match.end()


def reader(family: str, *, name: str, language: str) -> Reader:
    """The reader for a stretch of `name`; its `language` (may be empty) settles Chinese or Japanese."""
    if family == "han":
        return _han(language == "ja" or (language not in ("ko", "zh") and is_japanese(name)))
    if family == "hangul":
        return _hangul()
    if family == "arabic":
        return _arabic(language if language in ("ar", "fa", "ug") else arabic_language(name))
    if family == "other":
        return other_letters
    return _unspaced(family)


@lru_cache(maxsize=1)
def _stretch() -> re.Pattern[str]:
    native = _ranges(frozenset(script for script in Script if script not in READ_IN_BULK))
    return re.compile(
        "|".join(
            f"(?P<{family}>[(]?[{letters}](?:[^{native}]*[{letters}])*[)]?)"
            for family, scripts in FAMILIES.items()
            if (letters := _ranges(scripts))
        )
    )


def _ranges(scripts: frozenset[Script]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last, script in RANGES if script in scripts)


@lru_cache(maxsize=2)
def _han(japanese: bool) -> Reader:
    languages = ("ja", "zh") if japanese else ("zh", "ja")
    entries = known_words(languages, FAMILIES["han"], words=languages[:1])
    return HanReader(entries, japanese=japanese).read


@lru_cache(maxsize=1)
def _hangul() -> Reader:
    return HangulReader(known_words(("ko",), FAMILIES["hangul"])).read


@lru_cache(maxsize=3)
def _arabic(language: str) -> Reader:
    """Arabic and Persian know each other's words; Uyghur letters say other vowels, so it is a reader by itself."""
    languages = {"ar": ("ar", "fa"), "fa": ("fa", "ar"), "ug": ("ug",)}[language]
    entries = known_words(languages, FAMILIES["arabic"])
    return ArabicReader(entries, uyghur=language == "ug", persian=language == "fa").read


@lru_cache(maxsize=3)
def _unspaced(family: str) -> Reader:
    language, script, sound = {
        "burmese": ("my", Script.BURMESE, burmese_reading),
        "khmer": ("km", Script.KHMER, khmer_reading),
        "thai": ("th", Script.THAI, thai_reading),
    }[family]
    return UnspacedReader(known_words((language,), FAMILIES[family]), script=script, sound=sound).read
