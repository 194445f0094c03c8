"""The known words of each language as lexicon entries: legal forms, then places, then business words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from tadasu.names._data import legal_forms, legal_groups
from tadasu.names._data import words as words_of
from tadasu.names._lexicon import Entry, EntryKind
from tadasu.names._scripts import Script, script_of
from tadasu.names.scripts._fold import fold_term
from tadasu.places import all_names, all_places

BARE_FORMS = frozenset({"co", "corp"})
"""Glosses of legal forms that say no more than `company`: a word of the same spelling says more."""

PLACES_BEFORE_WORDS = frozenset({"division", "other"})
"""Kinds of place (the Corps and its divisions) that a business word of the same spelling (兵团, corps) must not hide.
Any other place gives way: ゴム is rubber before it is Qom."""

_NOT_LATIN = re.compile("[^a-z0-9]+")


def known_words(
    languages: tuple[str, ...],
    scripts: frozenset[Script],
    *,
    words: tuple[str, ...] | None = None,
    fold: Callable[[str], str] = fold_term,
) -> list[Entry]:
    """Entries for texts in `scripts`, those of the first language first; legal forms and places of every language.

    Business words are those of `words`, by default of all `languages`. The surest entry of a term comes first.
    """
    business = list(_words(languages if words is None else words))
    corps, places = _places(languages)
    entries = [*_legal(languages, frozenset(entry.term for entry in business)), *corps, *business, *places]
    folded = (Entry(fold(entry.term), entry.glosses, entry.kind) for entry in entries)
    return [entry for entry in folded if entry.glosses and any(script_of(char) in scripts for char in entry.term)]


def _legal(languages: tuple[str, ...], business: frozenset[str]) -> Iterator[Entry]:
    """Legal forms, without those that a business word (or one with a shorter form after it) renders more fully."""
    groups = legal_groups()
    terms = {form.form for form in legal_forms()}
    for form in sorted(legal_forms(), key=lambda each: _rank(each.language, languages)):
        if form.canonical not in groups:
            continue
        gloss = " ".join(groups[form.canonical].tokens)
        if gloss not in BARE_FORMS or not _said_more_fully(form.form, business, terms):
            yield Entry(form.form, _glosses([gloss]), EntryKind.LEGAL)


def _said_more_fully(term: str, business: frozenset[str], terms: set[str]) -> bool:
    return term in business or any(term[:at] in business and term[at:] in terms for at in range(1, len(term)))


def _places(languages: tuple[str, ...]) -> tuple[list[Entry], list[Entry]]:
    """Native names of two characters or more, the Corps apart; one character (沪, 粤) says too little."""
    places = all_places()
    corps: list[Entry] = []
    others: list[Entry] = []
    for name in sorted(all_names(), key=lambda each: _rank(each.language, languages)):
        place = places[name.place_id]
        if len(name.name) > 1 and not name.name.isascii():
            kind = corps if place.kind in PLACES_BEFORE_WORDS else others
            kind.append(Entry(name.name, _glosses([place.name]), EntryKind.PLACE))
    return corps, others


def _words(languages: tuple[str, ...]) -> Iterator[Entry]:
    for language in languages:
        for word in words_of(language):
            kind = EntryKind.NUMBER if word.kind == "number" else EntryKind.WORD
            yield Entry(word.term, _glosses(word.gloss), kind)


def _rank(language: str, languages: tuple[str, ...]) -> int:
    main = language.split("-")[0]
    return languages.index(main) if main in languages else len(languages)


def _glosses(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(gloss for text in texts if (gloss := latin(text)))


@lru_cache(maxsize=1 << 14)
def latin(text: str) -> str:
    """Lower-case a-z, 0-9 and single spaces; marks on letters are dropped.

    >>> latin("Ürümqi"), latin("Xi'an")
    ('urumqi', 'xian')
    """
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_LATIN.sub(" ", bare).strip()
