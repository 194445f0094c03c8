"""The index of a list: distinct names as words, cores that find them, and the entities behind each name.

A *document* is a distinct sequence of words; several listed names, of one entity or of many, may share it. A *core* is
the distinct set of meanings of a document without legal forms; candidates are found core by core, so a firm listed ten
times under ten legal forms costs one candidate and loses none of its ten listings.

Words are numbered by their keys, documents by the hash of their words, cores by their first document. Equals are told
apart by these numbers, so never by the order of the lists or of their rows.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names import Tokens, WordClass, distinct_words, meanings, tokenize
from tadasu.schema import Entity, EntityId, ListId
from tadasu.screening._evidence import identifier_keys
from tadasu.screening._handed import entities_of
from tadasu.screening._index_kernel import core_sets, count_groups, fill_postings, name_hashes
from tadasu.screening._saved_arrays import key_of, read_arrays, write_arrays
from tadasu.screening._vocabulary import Vocabulary, WordList, by_key, vocabulary, word_list


class Documents(NamedTuple):
    """Words of each distinct name, the names that share it, and the postings of the cores."""

    offsets: NDArray[np.int32]  # documents + 1
    word: NDArray[np.int32]
    mark: NDArray[np.uint8]  # script each word was read from, as `tadasu.names.Tokens.mark`
    name_offsets: NDArray[np.int32]  # documents + 1
    name: NDArray[np.int32]  # numbers of listed names
    core_offsets: NDArray[np.int32]  # cores + 1
    core_document: NDArray[np.int32]
    core_weight: NDArray[np.float32]  # cores
    post_offsets: NDArray[np.int64]  # groups + 1
    post_core: NDArray[np.int32]


class Index:
    """A list made searchable. Build once, save, load memory-mapped; never changes after that.

    >>> from tadasu.schema import EntityId, ListId, Origin
    >>> listed = Entity(id=EntityId("x:1"), schema="Company", name="Aoi Demo Spinning", origin=Origin(list_id=ListId("x"), row=1))
    >>> Index.build([listed]).names
    ('Aoi Demo Spinning',)
    """

    def __init__(self, entities: Sequence[Entity], vocabulary: Vocabulary, documents: Documents) -> None:
        self.entities = tuple(entities)
        self.vocabulary = vocabulary
        self.documents = documents
        self.names = tuple(name for entity in self.entities for name in entity.names)
        counts = [len(entity.names) for entity in self.entities]
        self.name_entity: NDArray[np.int32] = np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Index":
        """Index every name of every entity. 100,000 names take seconds; memory is about 400 bytes a name.

        Raises UsageError `entities-expected`.
        """
        entities = entities_of(entities)
        names = [name for entity in entities for name in entity.names]
        tokens = tokenize(names)
        words = by_key(tokens, distinct_words(tokens))
        listed = word_list(tokens, words)
        first, name_offsets, name = _documents(tokens)
        offsets, word, mark = _sequences(tokens, words.word, first)
        classes = _plain_classes(listed)
        set_offsets, members, core_of = core_sets(offsets, word, listed.group, classes[listed.group])
        groups = classes.size
        frequency = count_groups(members, groups)
        terms = vocabulary(listed, words, frequency, max(set_offsets.size - 1, 1))
        holder = np.repeat(np.arange(set_offsets.size - 1), np.diff(set_offsets))
        weight = np.bincount(holder, weights=terms.rarity[members], minlength=set_offsets.size - 1)
        post_offsets, post_core = fill_postings(set_offsets, members, frequency)
        core_offsets, core_document = _invert(core_of, set_offsets.size - 1)
        documents = Documents(
            offsets,
            word,
            mark,
            name_offsets,
            name,
            core_offsets,
            core_document,
            np.asarray(weight, np.float32),
            post_offsets,
            post_core,
        )
        return cls(entities, terms, documents)

    @staticmethod
    def key(entities: Sequence[Entity]) -> str:
        """What a saved index is known by: a digest of the ids and names, and of the code that files them."""
        return key_of(_digest(entities))

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder, one file each. Entities are not written: `load` takes them again."""
        write_arrays(folder, {"vocabulary": self.vocabulary, "documents": self.documents}, made_of=self.digest)

    @classmethod
    def load(cls, folder: Path, entities: Iterable[Entity]) -> "Index":
        """Open a saved index memory-mapped.

        Raises StoreError when it was built by other code or with other name data, or for other entities; UsageError
        `entities-expected`.
        """
        entities = entities_of(entities)
        kinds = {"vocabulary": Vocabulary, "documents": Documents}
        terms, documents = read_arrays(folder, kinds, made_of=_digest(entities))
        return cls(entities, terms, documents)

    def entity_number(self, entity_id: EntityId, list_id: ListId, *, name: str | None = None) -> int:
        """Place of an entity in the list; of several with one id the first that has the name.

        Raises KeyError when it is not there.
        """
        numbers = self._numbers[(list_id, entity_id)]
        return next((number for number in numbers if name is None or name in self.entities[number].names), numbers[0])

    def numbers(self, entity_id: EntityId, list_id: ListId) -> tuple[int, ...]:
        """Places of all entities of a list with this id, ascending; none when it is not there."""
        return tuple(self._numbers.get((list_id, entity_id), ()))

    def document_of(self, name: int) -> int:
        """The document that a listed name became."""
        return int(self._name_document[name])

    def first_name(self, entity: int) -> int:
        """Number of an entity's main name among all names."""
        return int(np.searchsorted(self.name_entity, entity))

    def with_identifiers(self, keys: frozenset[tuple[str, str]]) -> tuple[int, ...]:
        """Numbers of the entities that carry one of these identifiers, ascending."""
        if not keys:
            return ()
        return tuple(sorted({number for key in keys for number in self._identifiers.get(key, ())}))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the entities' ids and names in their order."""
        return _digest(self.entities)

    @cached_property
    def _numbers(self) -> dict[tuple[ListId, EntityId], list[int]]:
        held: dict[tuple[ListId, EntityId], list[int]] = {}
        for number, entity in enumerate(self.entities):
            held.setdefault((entity.origin.list_id, entity.id), []).append(number)
        return held

    @cached_property
    def _name_document(self) -> NDArray[np.int32]:
        counts = np.diff(self.documents.name_offsets)
        out = np.empty(self.documents.name.size, np.int32)
        out[self.documents.name] = np.repeat(np.arange(counts.size, dtype=np.int32), counts)
        return out

    @cached_property
    def _identifiers(self) -> dict[tuple[str, str], list[int]]:
        held: dict[tuple[str, str], list[int]] = {}
        for number, entity in enumerate(self.entities):
            for key in identifier_keys(entity):
                held.setdefault(key, []).append(number)
        return held

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(array.nbytes for part in (self.vocabulary, self.documents) for array in part)


def _digest(entities: Sequence[Entity]) -> str:
    hashed = sha256()
    for entity in entities:
        names = entity.names
        lengths = " ".join(str(len(name)) for name in names)
        hashed.update("\x1f".join((entity.id, lengths, *names, "")).encode("utf-8", "replace"))
    return hashed.hexdigest()


def _documents(tokens: Tokens) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """First name of each distinct word sequence, ascending by hash, and the names that share it."""
    hashes = name_hashes(tokens.names, tokens.key, tokens.mark)
    _, first, number = np.unique(hashes, return_index=True, return_inverse=True)
    offsets, names = _invert(number, first.size)
    return first.astype(np.int32), offsets, names


def _sequences(
    tokens: Tokens, word: NDArray[np.int32], first: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    starts = tokens.names[first]
    lengths = tokens.names[first + 1] - starts
    offsets = np.zeros(first.size + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    source = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
    return offsets, word[source], tokens.mark[source]


def _invert(number: NDArray[Any], size: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """From 'the group of each member' to 'the members of each group', in order."""
    offsets = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(number, minlength=size), out=offsets[1:])
    return offsets, np.argsort(number, kind="stable").astype(np.int32)


def _plain_classes(listed: WordList) -> NDArray[np.int8]:
    """Class by meaning alone; frequency does not matter for what a core is."""
    return np.concatenate([meanings().canonical_class, np.full(listed.key.size, WordClass.BRAND, np.int8)])
