"""One pair of names weighed by itself, outside the candidate search."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.screening._facts_kernel import LEAST_ODDS, OTHER_FORM_ODDS, describe, log_odds, relation
from tadasu.screening._features import FEATURES
from tadasu.screening._index import Index
from tadasu.screening._match_kernel import align_one
from tadasu.screening._model import model
from tadasu.screening._prepare import Batch, prepare


class Pair(NamedTuple):
    """A query name against one listed name: alignment work space, features, relation, log-odds in millinats."""

    batch: Batch
    document: int
    words: int
    places: int
    layout: Any
    alignment: Any
    features: NDArray[np.float32]
    relation: int
    log_odds: int
    least: int  # millinats that the names say at least
    same: bool  # word by word


def weigh(index: Index, asked: str, listed: int) -> Pair:
    """Weigh a name against the listed name number `listed`."""
    batch = prepare([asked], index)
    document = index.document_of(listed)
    words, places, lay, al, fact, same = align_one(
        0, document, batch.tokens, batch.word, batch.first, batch.expansion, index.vocabulary, index.documents
    )
    features = np.zeros(len(FEATURES), np.float32)
    describe(fact, features)
    kind = int(relation(fact))
    least = OTHER_FORM_ODDS if same[1] else LEAST_ODDS
    odds = int(log_odds(features, model().weights[kind], model().base[kind], least))
    return Pair(batch, document, words, places, lay, al, features, kind, odds, least, bool(same[0]))
