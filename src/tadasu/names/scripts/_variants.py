"""Other Latin spellings of a sound: what official names use besides the main romanisation."""

from itertools import islice, product

from tadasu.names._data import cantonese
from tadasu.names._scripts import Script
from tadasu.names.scripts._arabic import (
    arabic_language,
    arabic_reading,
    fold_arabic,
    fold_uyghur,
    uyghur_reading,
    vowelled,
)
from tadasu.names.scripts._burmese import burmese_reading
from tadasu.names.scripts._fold import fold_term
from tadasu.names.scripts._foreign import foreign_readings
from tadasu.names.scripts._hangul import romanised
from tadasu.names.scripts._kana import hepburn, loan_reading
from tadasu.names.scripts._kanji import kanji_reading
from tadasu.names.scripts._khmer import khmer_reading
from tadasu.names.scripts._pinyin import pinyin
from tadasu.names.scripts._thai import thai_reading

MOST_CANTONESE, LONGEST_CANTONESE = 4, 8
"""Spellings of one Cantonese run that are returned, and the longest run (in characters) that is tried."""


def sound_readings(script: Script, *, surface: str, text: str, reading: str) -> tuple[str, ...]:
    """Alternatives to `reading`, likeliest first; may hold it again."""
    if script is Script.KANA:
        return (
            loan_reading(surface),
            loan_reading(surface, liquid="l"),
            hepburn(surface),
            hepburn(surface, long_vowels=True),
        )
    if script is Script.HAN and any("ぁ" <= char <= "ヺ" for char in text):
        return (kanji_reading(text, long_vowels=True),)
    if script is Script.HAN:
        return (*foreign_readings(fold_term(surface)), *_cantonese(surface))
    if script is Script.HANGUL:
        return (romanised(surface, old=True), romanised(surface, old=True).replace("ch", "j"))
    if script is Script.ARABIC and arabic_language(text) != "ug":
        return _arabic(surface, reading, persian=arabic_language(text) == "fa")
    return ()


def spoken(script: Script, text: str) -> tuple[str, ...]:
    """How a known word sounds, for names that keep it untranslated (Boeki, Parvaz); Han in Japanese and Chinese."""
    folded = fold_term(text)
    if script is Script.HAN:
        return (kanji_reading(text), pinyin(folded))
    if script is Script.KANA:
        return (hepburn(folded), loan_reading(folded))
    if script is Script.ARABIC:
        language = arabic_language(text)
        words = (fold_uyghur(folded) if language == "ug" else fold_arabic(folded)).split()
        if language == "ug":
            return (" ".join(map(uyghur_reading, words)),)
        return (" ".join(vowelled(arabic_reading(word, persian=language == "fa")) for word in words),)
    reader = {
        Script.HANGUL: romanised,
        Script.BURMESE: burmese_reading,
        Script.THAI: thai_reading,
        Script.KHMER: khmer_reading,
    }.get(script)
    return (reader(folded),) if reader else ()


def _arabic(surface: str, reading: str, *, persian: bool) -> tuple[str, ...]:
    """As written, without guessed vowels; with e and o for long i and u; with g for what writes it in foreign words."""
    foreign = reading.replace("gh", "g").replace("j", "g")
    return (
        arabic_reading(surface, persian=persian),
        reading.replace("i", "e").replace("u", "o"),
        foreign,
        foreign.replace("u", "o"),
    )


def _cantonese(han: str) -> tuple[str, ...]:
    """Hong Kong spellings, syllables joined; none unless every character has one."""
    table = cantonese()
    syllables = [table.get(char, ()) for char in han]
    if len(han) > LONGEST_CANTONESE or not all(syllables):
        return ()
    return tuple("".join(spelling) for spelling in islice(product(*syllables), MOST_CANTONESE))
