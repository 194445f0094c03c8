"""Which names a change of the list can affect, so that only those are screened again.

A party can only be a candidate for a name that shares a word with it, as the list's index sees words: the same, a
misspelling, another script, joined or parted. So names that share none of the words of the changed parties are left out,
and what remains gives exactly the matches with changed parties that a full run gives.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import EntityId, ListId
from tadasu.screening._affected_kernel import touched
from tadasu.screening._index import Index
from tadasu.screening._prepare import prepare

Party = tuple[ListId, EntityId]


def affected(names: Sequence[str], index: Index, parties: Collection[Party], *, workers: int = 1) -> NDArray[np.bool_]:
    """A flag for each name: could one of the parties be among its candidates?"""
    batch = prepare(names, index, workers=workers)
    changed = np.zeros(index.vocabulary.frequency.size, np.bool_)
    documents, group = index.documents, index.vocabulary.group
    for name in range(len(index.names)):
        entity = index.entities[index.name_entity[name]]
        if (entity.origin.list_id, entity.id) in parties:
            document = index.document_of(name)
            changed[group[documents.word[documents.offsets[document] : documents.offsets[document + 1]]]] = True
    flags: NDArray[np.bool_] = touched(
        batch.tokens, batch.word, batch.first, batch.expansion, index.vocabulary, changed
    )
    return flags
