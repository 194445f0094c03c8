"""Why a pair has its probability: words side by side, then terms that add up to the log-odds exactly."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tadasu.names import MARKS, WordClass
from tadasu.schema import (
    AlignedToken,
    Entity,
    EntityId,
    Explanation,
    ListId,
    Match,
    Origin,
    Term,
    TokenClass,
    TokenRelation,
)
from tadasu.screening._align_kernel import TRUNCATED
from tadasu.screening._evidence import evidence
from tadasu.screening._expand_kernel import RELATED
from tadasu.screening._facts_kernel import LEAST_ODDS, bounded
from tadasu.screening._features import FEATURES
from tadasu.screening._index import Index
from tadasu.screening._model import model
from tadasu.screening._pair import Pair, weigh
from tadasu.screening._prepare import Batch
from tadasu.screening._query_kernel import Layout
from tadasu.screening._screen import compare, probability

_CLASSES = {
    WordClass.BRAND: TokenClass.BRAND,
    WordClass.PLACE: TokenClass.PLACE,
    WordClass.INDUSTRY: TokenClass.INDUSTRY,
    WordClass.LEGAL_FORM: TokenClass.LEGAL_FORM,
    WordClass.NUMBER: TokenClass.NUMBER,
    WordClass.NOISE: TokenClass.NOISE,
    WordClass.FUNCTION: TokenClass.FUNCTION,
}
_NATIVE = frozenset(MARKS.values())


def explain(index: Index, supplier: Entity, match: Match, *, names_only: bool = False) -> Explanation:
    """Explain one match of `screen`: the same pair of names, weighed again step by step.

    Where several rows of a list share the id and the name, it is the one whose evidence adds up to the match.

    Raises KeyError when the match is not of this index.
    """
    numbers = index.numbers(match.entity_id, match.list_id)
    rows = [number for number in numbers if match.matched_name in index.entities[number].names]
    if not rows:
        raise KeyError(match.entity_id)
    listed = index.first_name(rows[0]) + index.entities[rows[0]].names.index(match.matched_name)
    named = _explain(index, match.query_name, listed)
    extras = [() if names_only else evidence(supplier, index.entities[number]) for number in rows]
    rest = match.log_odds - named.log_odds
    extra = next((extra for extra in extras if sum(term.value for term in extra) == rest), extras[0])
    total = named.log_odds + sum(term.value for term in extra)
    return replace(named, terms=(*named.terms, *extra), log_odds=total, probability=probability(total))


def explain_names(name_a: str, name_b: str) -> Explanation:
    """Compare two names by themselves; rarity comes from general use alone.

    >>> explain_names("Aoi Demo Spinning Ltd", "Aoi Demo Spinning Company Limited").probability > 0.9
    True
    """
    origin = Origin(list_id=ListId(""), row=1)
    index = Index.build([Entity(id=EntityId("b"), schema="LegalEntity", name=name_b, origin=origin)])
    return _explain(index, name_a, 0)


def _explain(index: Index, asked: str, listed: int) -> Explanation:
    """What the names alone say."""
    pair = weigh(index, asked, listed)
    terms = _terms(pair.features, pair.relation, pair.least)
    if pair.same:
        terms.extend(_same_name(index, asked, sum(term.value for term in terms)))
    total = sum(term.value for term in terms)
    return Explanation(
        query_name=asked,
        matched_name=index.names[listed],
        tokens=tuple(_tokens(index, pair)),
        terms=tuple(terms),
        log_odds=total,
        probability=probability(total),
    )


def _terms(features: np.ndarray, kind: int, least: int) -> list[Term]:
    """One term a reason, the base rate first, and what a bound takes off or adds last."""
    weights = model()
    sums: dict[str, int] = {"base-rate": int(weights.base[kind])}
    for value, weight, feature in zip(features, weights.weights[kind], FEATURES, strict=True):
        addend = int(np.rint(np.float64(value) * weight * 1000.0))
        sums[feature.reason] = sums.get(feature.reason, 0) + addend
    total = sum(sums.values())
    sums["bound"] = int(bounded(total, least)) - total
    return [Term(code=code, value=value) for code, value in sums.items() if value or code == "base-rate"]


def _same_name(index: Index, asked: str, total: int) -> Iterator[Term]:
    """What lifts a name to the most alike of all when the list holds this very name."""
    best = int(compare([asked], index, floor=LEAST_ODDS).log_odds.max(initial=total))
    if best > total:
        yield Term(code="same-name", value=best - total)


def _tokens(index: Index, pair: Pair) -> Iterator[AlignedToken]:
    """Pairs in the order of the query, then what only the listed name has."""
    batch, words, places, lay, al = pair.batch, pair.words, pair.places, pair.layout, pair.alignment
    start = int(index.documents.offsets[pair.document])
    vocabulary = index.vocabulary
    for i in range(words):
        asked = _asked(batch, index, lay, i)
        rarity = round(float(lay.rarity[i]) * 1000)
        kind = _CLASSES[WordClass(int(lay.kind[i]))]
        place = int(al.query_place[i])
        if place < 0:
            yield AlignedToken(
                query=asked, listed="", token_class=kind, relation=TokenRelation.QUERY_ONLY, similarity=0, rarity=rarity
            )
            continue
        partners = [j for j in range(places) if al.listed_entry[j] == i] or [place]
        word = int(index.documents.word[start + place])
        group = int(vocabulary.group[word])
        mark = int(index.documents.mark[start + place])
        similarity = float(al.query_similarity[i])
        shared = sum(1 for other in range(words) if al.query_place[other] == place)
        yield AlignedToken(
            query=asked,
            listed=" ".join(_listed(index, int(index.documents.word[start + j])) for j in partners),
            token_class=_CLASSES[WordClass(int(vocabulary.word_class[group]))],
            relation=_relation(lay, i, similarity, group, mark, len(partners), shared),
            similarity=round(similarity * 1000),
            rarity=round(float(vocabulary.rarity[group]) * 1000),
        )
    for j in range(places):
        if al.listed_entry[j] < 0:
            word = int(index.documents.word[start + j])
            group = int(vocabulary.group[word])
            yield AlignedToken(
                query="",
                listed=_listed(index, word),
                token_class=_CLASSES[WordClass(int(vocabulary.word_class[group]))],
                relation=TokenRelation.LISTED_ONLY,
                similarity=0,
                rarity=round(float(vocabulary.rarity[group]) * 1000),
            )


def _relation(
    lay: Layout, i: int, similarity: float, group: int, mark: int, partners: int, shared: int
) -> TokenRelation:
    native = (int(lay.mark[i]) in _NATIVE) != (mark in _NATIVE)
    if partners > 1 or (lay.join[i] == 1 and lay.word[i] < 0):
        return TokenRelation.JOINED
    if similarity >= 1:
        return TokenRelation.SAME
    if lay.group[i] >= 0 and lay.group[i] == group:
        return TokenRelation.MEANING
    if native:
        return TokenRelation.SOUND
    if lay.length[i] == 1:
        return TokenRelation.INITIAL
    if abs(similarity - float(TRUNCATED)) < 1e-6:
        return TokenRelation.TRUNCATED
    if abs(similarity - float(RELATED)) < 1e-6:
        return TokenRelation.MEANING
    return TokenRelation.JOINED if shared > 1 else TokenRelation.SPELLING


def _asked(batch: Batch, index: Index, lay: Layout, i: int) -> str:
    if lay.word[i] < 0:
        return _letters(index.vocabulary.chars, int(lay.start[i]), int(lay.length[i]))
    token = int(batch.first[int(lay.word[i])])
    tokens = batch.tokens
    native = tokens.surfaces[tokens.surface_offsets[token] : tokens.surface_offsets[token + 1]]
    reading = tokens.chars[tokens.offsets[token] : tokens.offsets[token + 1]]
    return _spoken("".join(map(chr, native)), "".join(map(chr, reading)))


def _listed(index: Index, word: int) -> str:
    vocabulary = index.vocabulary
    native = vocabulary.surfaces[vocabulary.surface_offsets[word] : vocabulary.surface_offsets[word + 1]]
    reading = vocabulary.chars[vocabulary.offsets[word] : vocabulary.offsets[word + 1]]
    return _spoken("".join(map(chr, native)), "".join(map(chr, reading)))


def _spoken(native: str, reading: str) -> str:
    return f"{native} ({reading})" if native else reading


def _letters(chars: np.ndarray, start: int, length: int) -> str:
    return "".join(map(chr, chars[start : start + length]))
