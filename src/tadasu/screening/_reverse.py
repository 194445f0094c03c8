"""The suppliers' names by word, so that a change of a list leads to the few names it can affect.

A listed party is a candidate for a name only through a word of the name, or two of its words written together. Which
words those are is asked word by word, each distinct word once, with the same loop that a full run uses, so whatever that
loop takes for alike is found here too. The names that hold such words are found through the reverse index, and of
those the ones that have a changed party among their candidates, again by the full run's own search.
"""

from collections.abc import Collection, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names import Tokens
from tadasu.schema import Entity, EntityId, ListId, UsageError
from tadasu.screening._handed import entities_of
from tadasu.screening._index import Index
from tadasu.screening._prepare import Batch, Cut, cut_names, look_up_words, spread
from tadasu.screening._reverse_kernel import joins, meets, reached
from tadasu.screening._saved_arrays import key_of, read_arrays, write_arrays

Party = tuple[ListId, EntityId]
NAMES_AT_ONCE = 4096
"""Names looked at by one call of the search, whose work space is as large as the list."""


class Holders(NamedTuple):
    """Which names hold a word: of word w those from `offsets[w]`; of neighbouring words, by their key, ascending."""

    offsets: NDArray[np.int64]  # words + 1
    name: NDArray[np.int32]
    joined_key: NDArray[np.uint64]
    joined_name: NDArray[np.int32]


class _Numbers(NamedTuple):
    """The plain arrays of a `Cut`."""

    word: NDArray[np.int32]
    first: NDArray[np.int32]


class ReverseIndex:
    """Suppliers made findable by the words of their names. Knows no list: one serves every change of every list.

    >>> from tadasu.schema import Origin
    >>> asked = Entity(id=EntityId("1"), schema="Company", name="Aoi Demo Spinning", origin=Origin(list_id=ListId("s"), row=1))
    >>> ReverseIndex.build([asked]).names
    ('Aoi Demo Spinning',)
    """

    def __init__(self, names: Sequence[str], cut: Cut, holders: Holders) -> None:
        self.names = tuple(names)
        self.cut = cut
        self.holders = holders

    @classmethod
    def build(cls, suppliers: Sequence[Entity]) -> "ReverseIndex":
        """Cut every distinct name of the suppliers into words. 100,000 names take about a second, 30 MB."""
        names = distinct_names(entities_of(suppliers))
        cut = cut_names(names)
        order = np.argsort(cut.word, kind="stable")
        offsets = np.zeros(cut.first.size + 1, np.int64)
        np.cumsum(np.bincount(cut.word, minlength=cut.first.size), out=offsets[1:])
        name = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(cut.tokens.names))[order]
        keys, holders = joins(cut.tokens)
        by_key = np.argsort(keys, kind="stable")
        return cls(names, cut, Holders(offsets, name, keys[by_key], holders[by_key]))

    @staticmethod
    def key(suppliers: Sequence[Entity]) -> str:
        """What a saved one is known by: a digest of the distinct names in their order, and of the code that cut them."""
        return key_of(_digest(distinct_names(suppliers)))

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder. Names are not written: `load` takes the suppliers again."""
        numbers = _Numbers(self.cut.word, self.cut.first)
        parts = {"tokens": self.cut.tokens, "numbers": numbers, "others": self.cut.others, "holders": self.holders}
        write_arrays(folder, parts, made_of=_digest(self.names))

    @classmethod
    def load(cls, folder: Path, suppliers: Sequence[Entity]) -> "ReverseIndex":
        """Open a saved reverse index memory-mapped.

        Raises StoreError when it was built by other code or with other name data, or for other suppliers.
        """
        names = distinct_names(suppliers)
        kinds = {"tokens": Tokens, "numbers": _Numbers, "others": Tokens, "holders": Holders}
        tokens, numbers, others, holders = read_arrays(folder, kinds, made_of=_digest(names))
        return cls(names, Cut(tokens, numbers.word, numbers.first, others), holders)

    def check(self, names: tuple[str, ...]) -> None:
        """Raise UsageError `reverse-index-of-others` unless it was built from these names, in whatever order."""
        if self.names != names and (others := set(self.names).symmetric_difference(names)):
            raise UsageError("reverse-index-of-others", value=min(others))

    def affected(self, index: Index, parties: Collection[Party], *, most: int, workers: int = 1) -> NDArray[np.bool_]:
        """A flag for each name: is one of the parties among its candidates, `most` as in the full run?"""
        flags = np.zeros(len(self.names), np.bool_)
        cores = _cores(index, parties)
        groups = _groups(index, cores)
        if not groups.any():
            return flags
        batch = look_up_words(self.cut, index, workers=workers)
        words = meets(batch.expansion, index.vocabulary.group, groups)
        names = self._holding(words, _keys(index, groups))

        def part(low: int) -> NDArray[np.bool_]:
            return _reach(names[low : low + NAMES_AT_ONCE], most, batch, index, cores)

        found = spread(part, names.size, NAMES_AT_ONCE, workers)
        flags[names] = np.concatenate(found) if found else False
        return flags

    def _holding(self, words: NDArray[np.bool_], keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Numbers of the names that hold one of the words, or two neighbours that make one of the keys; ascending."""
        holders = self.holders
        flags = np.zeros(len(self.names), np.bool_)
        flags[holders.name[np.repeat(words, np.diff(holders.offsets))]] = True
        low, high = (np.searchsorted(holders.joined_key, keys, side) for side in ("left", "right"))
        for start, end in zip(low.tolist(), high.tolist(), strict=True):
            flags[holders.joined_name[start:end]] = True
        return np.flatnonzero(flags).astype(np.int32)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        parts = (self.cut.tokens, self.cut.others, self.holders, (self.cut.word, self.cut.first))
        return sum(array.nbytes for part in parts for array in part)


def load_loops(index: Index, *, most: int) -> None:
    """Have the compiled loops of `affected` at hand before a clock runs."""
    batch = look_up_words(cut_names(["a"]), index)
    meets(batch.expansion, index.vocabulary.group, np.zeros(index.vocabulary.frequency.size, np.bool_))
    _reach(np.zeros(0, np.int32), most, batch, index, np.zeros(index.documents.core_weight.size, np.bool_))


def distinct_names(suppliers: Sequence[Entity]) -> tuple[str, ...]:
    """Every name once, in order of first appearance."""
    return tuple(dict.fromkeys(name for supplier in suppliers for name in supplier.names))


def _digest(names: Sequence[str]) -> str:
    hashed = sha256()
    for name in names:
        hashed.update(f"{len(name)}\x1f{name}".encode("utf-8", "replace"))
    return hashed.hexdigest()


def _reach(
    names: NDArray[np.int32], most: int, batch: Batch, index: Index, cores: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    return reached(  # type: ignore[no-any-return]
        names,
        most,
        batch.tokens,
        batch.word,
        batch.first,
        batch.expansion,
        index.vocabulary,
        index.documents,
        cores,
    )


def _cores(index: Index, parties: Collection[Party]) -> NDArray[np.bool_]:
    """A flag for each core that stands for a name of one of the parties."""
    documents = index.documents
    core_of = np.empty(documents.core_document.size, np.int32)
    counts = np.diff(documents.core_offsets)
    core_of[documents.core_document] = np.repeat(np.arange(counts.size, dtype=np.int32), counts)
    flags = np.zeros(counts.size, np.bool_)
    for list_id, entity_id in parties:
        for number in index.numbers(entity_id, list_id):
            first = index.first_name(number)
            for name in range(first, first + len(index.entities[number].names)):
                flags[core_of[index.document_of(name)]] = True
    return flags


def _groups(index: Index, cores: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A flag for each group under which one of the cores is filed."""
    documents = index.documents
    counts = np.diff(documents.post_offsets)
    flags = np.zeros(counts.size, np.bool_)
    flags[np.repeat(np.arange(counts.size), counts)[cores[documents.post_core]]] = True
    return flags


def _keys(index: Index, groups: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Keys of the list's words that stand for one of the groups."""
    voc = index.vocabulary
    slots = np.flatnonzero(voc.values >= 0)
    return voc.keys[slots[groups[voc.group[voc.values[slots]]]]]
