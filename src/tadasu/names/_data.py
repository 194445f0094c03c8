"""The facts about names, read from `data/`: legal forms, equivalent words, business words by language, romanisations.

The files are plain CSV that a linguist corrects without reading Python; every row carries its source. Each loader reads
its file once and returns frozen rows in the order of the file (sorted by id). `digest()` names the state of all of them
together, so that a run record can say which word data it was made with.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

LANGUAGES = ("ar", "fa", "ja", "km", "ko", "my", "ru", "th", "ug", "vi", "zh")
"""Languages with a `words_<language>.csv`. `ru` holds the main Ukrainian words too: one script, other tokens."""

WORD_KINDS = frozenset({"admin", "function", "generic", "industry", "number", "organisation"})
FORM_KINDS = frozenset({"function", "generic", "industry", "legal", "number", "organisation"})


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form as it is written, in any script; `canonical` is the group it shares with its equals elsewhere."""

    id: str
    form: str
    canonical: str
    language: str
    country: str
    source: str


@dataclass(frozen=True, slots=True)
class LegalGroup:
    """A group of equal legal forms; `tokens` are the Latin tokens by which it usually appears in English names."""

    group: str
    tokens: tuple[str, ...]
    meaning_en: str
    meaning_ja: str
    source: str


@dataclass(frozen=True, slots=True)
class WordForm:
    """A Latin-script word (`form`, ASCII, lower case) and the one token that stands for all words of its meaning."""

    id: str
    form: str
    canonical: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its own script and the English words that official names use for it, the most usual first."""

    id: str
    term: str
    gloss: tuple[str, ...]
    kind: str
    source: str


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """Every legal form we know, sorted by id (`<country or xx>:<language>:<form>`)."""
    return tuple(LegalForm(**row) for row in _rows("legal_forms.csv"))


@cache
def legal_groups() -> Mapping[str, LegalGroup]:
    """Group -> its meaning and usual Latin tokens, for example `legal_groups()["co-ltd"].tokens == ("co", "ltd")`."""
    groups = (
        LegalGroup(row["group"], tuple(row["tokens"].split()), row["meaning_en"], row["meaning_ja"], row["source"])
        for row in _rows("legal_groups.csv")
    )
    return MappingProxyType({group.group: group for group in groups})


@cache
def word_forms() -> Mapping[str, WordForm]:
    """Form -> its row, for example `word_forms()["mfg"].canonical == "manufacturing"`; canonicals are forms too."""
    return MappingProxyType({row["form"]: WordForm(**row) for row in _rows("word_forms.csv")})


@cache
def words(language: str) -> tuple[Word, ...]:
    """The business words of one of `LANGUAGES`, sorted by id; ValueError for any other language."""
    if language not in LANGUAGES:
        raise ValueError(f"no word list for language {language!r}; there is one for each of: {', '.join(LANGUAGES)}")
    return tuple(
        Word(row["id"], row["term"], tuple(row["gloss"].split("|")), row["kind"], row["source"])
        for row in _rows(f"words_{language}.csv")
    )


@cache
def wade_giles() -> Mapping[str, tuple[str, ...]]:
    """Pinyin syllable -> its Wade-Giles spellings where they differ, no tone, no apostrophe (`zhang` -> `chang`)."""
    return _variants("wade_giles.csv", key="pinyin", value="variant")


@cache
def cantonese() -> Mapping[str, tuple[str, ...]]:
    """Simplified Han character -> its Cantonese spellings as used in Hong Kong, usual first (`陈` -> `chan`)."""
    return _variants("cantonese.csv", key="character", value="hk_romanisation")


@cache
def kunrei() -> Mapping[str, tuple[str, ...]]:
    """Hepburn syllable -> its Kunrei spellings where they differ (`shi` -> `si`)."""
    return _variants("kunrei.csv", key="hepburn", value="kunrei")


@cache
def foreign_words() -> Mapping[str, tuple[str, ...]]:
    """Simplified Chinese word -> the foreign given name, place or word it usually writes or means (`爱丽丝` -> `alice`)."""
    return _variants("foreign_zh.csv", key="term", value="latin")


@cache
def digest() -> str:
    """SHA-256 over the names and bytes of all data files in order of name: the version of the word data."""
    total = hashlib.sha256()
    for file in sorted(_folder().iterdir(), key=lambda each: each.name):
        if file.name.endswith(".csv"):
            content = file.read_bytes()
            total.update(f"{file.name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def _folder() -> Traversable:
    return files("tadasu.names") / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (_folder() / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _variants(name: str, *, key: str, value: str) -> Mapping[str, tuple[str, ...]]:
    """Key -> its values in the order of the file, each once."""
    found: dict[str, dict[str, None]] = {}
    for row in _rows(name):
        found.setdefault(row[key], {})[row[value]] = None
    return MappingProxyType({each: tuple(values) for each, values in found.items()})
