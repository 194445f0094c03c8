"""Arabic, Persian and Uyghur: word by word, known words with and without the article, the rest letter by letter.

Sources: letters of Arabic and Persian after BGN/PCGN 1956 and 1958 (simplified: no marks, no apostrophes), Uyghur after
the Latin-script Uyghur alphabet ULY (Xinjiang University, 2000-2001) with o and u for its umlauts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tadasu.names._lexicon import Entry
from tadasu.names._scripts import Script
from tadasu.names.scripts._found import Found, digits
from tadasu.names.scripts._table import table

AND = "و"
ARTICLES = ("ال", "لل", "بال")
"""The article, and what it becomes after the prefixes for `for` and `by`."""
LEAST_STEM = 2
"""Letters that must be left when an article or a joined `and` is taken off."""
MOST_WORDS = 8
"""Words of the longest known phrase, and letters of the longest abbreviation."""

UYGHUR_LETTERS = frozenset("ەېۆۈۋڭۇ")
PERSIAN_LETTERS = frozenset("پچژگیک")

_WORD = re.compile("[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ed\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+")
_TOKEN = re.compile(f"(?P<digits>[\u0660-\u0669\u06f0-\u06f9]+)|(?P<word>{_WORD.pattern})")
_DROPPED = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ffء]")
_UNIFIED = str.maketrans("أإآٱىئؤةکیھہەۀےڪ", "ااااييوهكيههههيك")
_UYGHUR_UNIFIED = str.maketrans("کیہ", "كيھ")

_ARABIC = table(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهپچژگڤٹڈڑںڭۋ",
    "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h p ch zh g v t d r n ng w",
)
_PERSIAN = _ARABIC | {"ث": "s", "ذ": "z", "ض": "z"}
_UYGHUR = table(
    "ائەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيأإآهةۅ",
    "a - e b p t j ch x d r z zh s sh gh f q k g ng l m n h o u o u w e i y a i a h e u",
)
_VOWELS = frozenset("اوي")
_HALF_VOWELS = ("و", "ي")
_SOUND = re.compile("[ckstzdg]h|[a-z]")
_LATIN_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=256)
def arabic_language(text: str) -> str:
    """`ug`, `fa` or `ar` by the letters that only one of them has.

    >>> arabic_language("تۇرپان"), arabic_language("پارس"), arabic_language("بغداد")
    ('ug', 'fa', 'ar')
    """
    if not UYGHUR_LETTERS.isdisjoint(text):
        return "ug"
    return "ar" if PERSIAN_LETTERS.isdisjoint(text) else "fa"


def fold_arabic(word: str) -> str:
    """One spelling of an Arabic or Persian word: letter variants unified, tatweel, vowel signs and hamza dropped."""
    return _DROPPED.sub("", word).translate(_UNIFIED)


def fold_uyghur(word: str) -> str:
    """One spelling of a Uyghur word, whose vowels are letters and stay apart."""
    return _DROPPED.sub("", word).translate(_UYGHUR_UNIFIED)


@lru_cache(maxsize=1 << 16)
def arabic_reading(word: str, *, persian: bool = False) -> str:
    """The letters written: consonants and long vowels (a folded word, article included if any).

    >>> arabic_reading(fold_arabic("كالينكا")), arabic_reading(fold_arabic("ياسمين"))
    ('kalinka', 'yasmin')
    """
    table = _PERSIAN if persian else _ARABIC
    out: list[str] = []
    for at, letter in enumerate(word):
        if at == 0 and letter == "ا" and word[1:2] in _HALF_VOWELS and word[2:3] not in ("", "ا", *_HALF_VOWELS):
            continue
        if at == 1 and not out and letter in _HALF_VOWELS:
            out.append("i" if letter == "ي" else "u")
        elif letter in _HALF_VOWELS:
            consonant = at == 0 or word[at + 1 : at + 2] in ("ا", *_HALF_VOWELS) or word[at - 1] == "ا"
            out.append(_half_vowel(letter, consonant=consonant, persian=persian))
        elif letter == "ه" and at == len(word) - 1 and at > 1 and word[at - 1] not in _VOWELS:
            out.append("eh" if persian else "a")
        else:
            out.append(table.get(letter, ""))
    return re.sub("aa+", "a", "".join(out))


def _half_vowel(letter: str, *, consonant: bool, persian: bool) -> str:
    if letter == "ي":
        return "y" if consonant else "i"
    return ("v" if persian else "w") if consonant else "u"


@lru_cache(maxsize=1 << 16)
def uyghur_reading(word: str) -> str:
    """The full reading of a folded Uyghur word.

    >>> uyghur_reading("ئۈرۈمچى"), uyghur_reading("تارىم")
    ('urumchi', 'tarim')
    """
    return "".join(_UYGHUR.get(letter, "") for letter in word)


@lru_cache(maxsize=1 << 16)
def vowelled(reading: str) -> str:
    """A reading with a guess, a, for the short vowels that are not written: syllables are CV or CVC.

    >>> vowelled("bghdad"), vowelled("qatrji")
    ('baghdad', 'qatarji')
    """
    sounds = _SOUND.findall(reading)
    out: list[str] = []
    for at, sound in enumerate(sounds):
        out.append(sound)
        following = sounds[at + 1 : at + 3]
        if sound in _LATIN_VOWELS or not following or following[0] in _LATIN_VOWELS:
            continue
        begins = at == 0 or (out[-2:-1] or ["a"])[0] not in _LATIN_VOWELS
        if begins or len(following) == 1 or following[1] not in _LATIN_VOWELS:
            out.append("a")
    return "".join(out)


class ArabicReader:
    """Reads words of Arabic letters with the known words of Arabic and Persian, and apart from them of Uyghur."""

    def __init__(self, entries: Iterable[Entry], *, uyghur: bool, persian: bool = False) -> None:
        self._uyghur, self._persian = uyghur, persian
        self._phrases: dict[tuple[str, ...], Entry] = {}
        self._abbreviations: dict[str, Entry] = {}
        for entry in entries:
            words = tuple(self._fold(word) for word in _WORD.findall(entry.term))
            if len(words) > 1 and all(len(word) == 1 for word in words):
                self._abbreviations.setdefault("".join(words), entry)
            elif words and entry.glosses:
                self._phrases.setdefault(words, entry)
                self._phrases.setdefault(tuple(self._bare(word) for word in words), entry)

    def read(self, text: str, original: Sequence[str]) -> list[Found]:
        """Known words and sounds of a folded text, in order; `original` has the characters it was folded from."""
        tokens = list(_TOKEN.finditer(text))
        words = [self._fold(token["word"]) if token["word"] else "" for token in tokens]
        found: list[Found] = []
        at = 0
        while at < len(tokens):
            start, end = tokens[at].span()
            if not words[at]:
                number = digits(text[start:end]) if tokens[at]["digits"] else ""
                found.append(Found(start, end, Script.ARABIC, gloss=number))
                at += 1
                continue
            entry, taken = self._longest(words, at)
            if entry is None:
                found.extend(self._single(words[at], start, end))
            else:
                found.append(Found(start, tokens[at + taken - 1].end(), Script.ARABIC, entry))
            at += taken
        return found

    def _longest(self, words: list[str], at: int) -> tuple[Entry | None, int]:
        """The known word or phrase that begins at a word, and how many words it takes."""
        letters = 0
        while letters < MOST_WORDS and at + letters < len(words) and len(words[at + letters]) == 1:
            letters += 1
        for taken in range(letters, 1, -1):
            if entry := self._abbreviations.get("".join(words[at : at + taken])):
                return entry, taken
        for taken in range(min(MOST_WORDS, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + taken])
            entry = self._phrases.get(phrase) or self._phrases.get(tuple(self._bare(word) for word in phrase))
            if entry is not None:
                return entry, taken
        return None, 1

    def _single(self, word: str, start: int, end: int) -> Iterator[Found]:
        """An unknown word: perhaps a joined `and` before a known one, else its sound without the article."""
        if word == AND:
            yield Found(start, end, Script.ARABIC, gloss="and")
            return
        if not self._uyghur and word.startswith(AND) and len(word) > LEAST_STEM:
            rest = word[1:]
            entry = self._phrases.get((rest,)) or self._phrases.get((self._bare(rest),))
            if entry is not None:
                yield Found(start, start + 1, Script.ARABIC, gloss="and")
                yield Found(start + 1, end, Script.ARABIC, entry)
                return
        surface = self._bare(word)
        if surface:
            yield Found(start, end, Script.ARABIC, surface=surface, reading=self._reading(surface))

    def _reading(self, word: str) -> str:
        return uyghur_reading(word) if self._uyghur else vowelled(arabic_reading(word, persian=self._persian))

    def _fold(self, word: str) -> str:
        return fold_uyghur(word) if self._uyghur else fold_arabic(word)

    def _bare(self, word: str) -> str:
        """A word without its article."""
        if self._uyghur or self._persian:
            return word
        for article in ARTICLES:
            if word.startswith(article) and len(word) >= len(article) + LEAST_STEM:
                return word[len(article) :]
        return word
