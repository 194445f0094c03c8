"""Numba loops that turn an alignment into facts, facts into features, features into log-odds. Arrays only.

Facts are sums and maxima of word rarities (nats on the scale of `_vocabulary.HEAVIEST`) or counts; features are what the
calibrated weights multiply; both are listed by name in `_features`, in this order.
"""

import numpy as np

from tadasu.names import GLOSS, step
from tadasu.screening._query_kernel import BRAND, FUNCTION, INDUSTRY, LEGAL_FORM, NOISE, NUMBER, PLACE

(
    MATCHED,
    LISTED_COVER,
    QUERY_COVER,
    LISTED_BRAND,
    LISTED_BRANDS,
    LISTED_INDUSTRY,
    LISTED_PLACE,
    LISTED_NUMBER,
    LISTED_LEGAL,
    QUERY_BRAND,
    QUERY_BRANDS,
    QUERY_INDUSTRY,
    QUERY_PLACE,
    QUERY_NUMBER,
    QUERY_LEGAL,
    QUERY_UNKNOWN,
    TAIL,
    TYPO_UNKNOWN,
    TYPO_UNKNOWN_WORST,
    TYPO_KNOWN,
    TYPO_KNOWN_WORST,
    BRAND_MATCHED,
    WORDS_MATCHED,
    INVERSIONS,
    JOINS,
    INITIALS,
    SOUND_LOSS,
    SOUND_MATCHED,
    MEANING_MATCHED,
    NATIVE_LOSS,
    HAN,
    KANA,
    ABJAD,
    CROSS_SCRIPT,
    NATIVE_BOTH,
) = range(35)
FACTS = 35
FEATURES = 67
WEIGHED_AS_THEY_ARE = (
    MATCHED,
    LISTED_BRAND,
    LISTED_PLACE,
    LISTED_NUMBER,
    LISTED_LEGAL,
    QUERY_BRAND,
    QUERY_BRANDS,
    QUERY_INDUSTRY,
    QUERY_PLACE,
    QUERY_NUMBER,
    QUERY_LEGAL,
    TAIL,
    TYPO_KNOWN,
    TYPO_KNOWN_WORST,
    BRAND_MATCHED,
    INVERSIONS,
    INITIALS,
    SOUND_MATCHED,
    MEANING_MATCHED,
    NATIVE_LOSS,
    HAN,
    KANA,
    ABJAD,
)
WEIGHED_WHEN_THERE = (
    LISTED_BRAND,
    LISTED_INDUSTRY,
    LISTED_PLACE,
    QUERY_BRAND,
    QUERY_UNKNOWN,
    QUERY_INDUSTRY,
    QUERY_PLACE,
    TYPO_KNOWN,
    TAIL,
)
LATIN, ACROSS, NATIVE = range(3)
"""Which weights a pair is weighed with: both names Latin, one of them in another script, both in another script."""
WHOLE = np.float32(0.965)
"""A cover above this means that no telling word stands alone and none is misspelt."""
MOST_COVER = np.float32(1.3)
SPELLED_RIGHT = 0.97
LEAST_ODDS, MOST_ODDS = -9_000, 13_800
"""Bounds of the log-odds of a name, in millinats: a name alone never says less than 1 in 8,000 or more than 1 in a million."""
BEND = 8_000
"""Log-odds above this many millinats come nearer to MOST_ODDS without reaching it, so that a better match stays the better."""
OTHER_FORM_ODDS = 900
"""Least log-odds, in millinats, of two names that differ by their legal form alone: a little above the threshold of .7."""


@step
def gather(first, listed, words, voc, docs, lay, al, fact):
    """Fill `fact` from an alignment."""
    for f in range(FACTS):
        fact[f] = 0
    fact[JOINS] = al.joins[0]
    on_list = _listed_side(first, listed, words, voc, docs, lay, al, fact)
    asked = _query_side(words, lay, al, fact)
    if fact[CROSS_SCRIPT] > 0 or fact[NATIVE_BOTH] > 0:  # how many words we render a legal form with says nothing
        fact[LISTED_LEGAL] = min(fact[LISTED_LEGAL], 1.0)
        fact[QUERY_LEGAL] = min(fact[QUERY_LEGAL], 1.0)
    if on_list > 0:
        fact[LISTED_COVER] = fact[MATCHED] / on_list
    if asked > 0:
        fact[QUERY_COVER] = min(fact[MATCHED] / asked, MOST_COVER)
    if fact[MATCHED] > 0:
        fact[SOUND_MATCHED] /= fact[MATCHED]
        fact[MEANING_MATCHED] /= fact[MATCHED]


@step
def _listed_side(first, listed, words, voc, docs, lay, al, fact):
    total = np.float32(0)
    last = -1
    native_listed = False
    native_query = False
    for i in range(words):
        native_query = native_query or (lay.mark[i] > 0)
    for j in range(listed):
        word = docs.word[first + j]
        group = voc.group[word]
        kind = voc.word_class[group]
        weight = voc.rarity[group]
        i = al.listed_entry[j]
        mark = docs.mark[first + j]
        native_listed = native_listed or (mark > 0)
        if kind == FUNCTION:
            continue
        if kind == LEGAL_FORM:
            fact[LISTED_LEGAL] += 1.0 if i < 0 else 0.0
            continue
        total += weight
        if i < 0:
            _missing(fact, kind, weight, LISTED_BRAND)
            continue
        similarity = al.listed_similarity[j]
        fact[MATCHED] += weight * similarity
        fact[WORDS_MATCHED] += 1
        fact[INVERSIONS] += 1.0 if i < last else 0.0
        last = i
        if kind == BRAND and not (i < words and lay.mark[i] == GLOSS):  # Dom that stands for house is no brand
            fact[BRAND_MATCHED] = max(fact[BRAND_MATCHED], weight * similarity)
        other_script = i < words and (lay.mark[i] > 0) != (mark > 0)
        if other_script:
            known = lay.mark[i] == GLOSS or mark == GLOSS
            fact[MEANING_MATCHED if known else SOUND_MATCHED] += weight * similarity
        if similarity < SPELLED_RIGHT:
            loss = weight * (1 - similarity)
            if other_script:
                fact[SOUND_LOSS] += loss
            elif i < words and lay.mark[i] > 1 and lay.mark[i] < GLOSS:
                fact[NATIVE_LOSS] += loss
            else:
                _misspelt(fact, i, words, lay, similarity, loss)
    for i in range(words):
        _note_script(fact, lay.mark[i])
    for j in range(listed):
        _note_script(fact, docs.mark[first + j])
    fact[CROSS_SCRIPT] = 1.0 if native_query != native_listed else 0.0
    fact[NATIVE_BOTH] = 1.0 if native_query and native_listed else 0.0
    return total


@step
def _note_script(fact, mark):
    """Marks 2, 3 and 5 of `tadasu.names.MARKS`."""
    if mark == 2:
        fact[HAN] = 1.0
    elif mark == 3:
        fact[KANA] = 1.0
    elif mark == 5:
        fact[ABJAD] = 1.0


@step
def _misspelt(fact, i, words, lay, similarity, loss):
    if i < words and lay.length[i] == 1:
        fact[INITIALS] += 1
    if similarity >= 0.95:
        return
    if i < words and lay.listed[i] >= 0 and lay.word[i] >= 0:
        fact[TYPO_KNOWN] += loss
        fact[TYPO_KNOWN_WORST] = max(fact[TYPO_KNOWN_WORST], loss)
    else:
        fact[TYPO_UNKNOWN] += loss
        fact[TYPO_UNKNOWN_WORST] = max(fact[TYPO_UNKNOWN_WORST], 1 - similarity)


@step
def _missing(fact, kind, weight, base):
    """A telling word that stands alone; `base` is LISTED_BRAND or QUERY_BRAND, the others follow it in one order."""
    if kind == BRAND:
        fact[base] = max(fact[base], weight)
        fact[base + 1] += weight
    elif kind == INDUSTRY or kind == NOISE:
        fact[base + 2] += weight
    elif kind == PLACE:
        fact[base + 3] += weight
    elif kind == NUMBER:
        fact[base + 4] += 1


@step
def _query_side(words, lay, al, fact):
    total = np.float32(0)
    for i in range(words):
        kind = lay.kind[i]
        weight = lay.rarity[i]
        alone = al.query_place[i] < 0
        if kind == FUNCTION:
            continue
        if kind == LEGAL_FORM:
            fact[QUERY_LEGAL] += 1.0 if alone else 0.0
            continue
        if lay.tail[i] == 0 and kind != NOISE:
            total += weight
        if not alone:
            continue
        if lay.tail[i] == 1 or kind == NOISE:
            fact[TAIL] += weight
        elif lay.group[i] < 0 and kind == BRAND:
            fact[QUERY_UNKNOWN] += weight
        else:
            _missing(fact, kind, weight, QUERY_BRAND)
    return total


@step
def describe(f, x):
    """Features `x` (FEATURES) of the facts `f`, in the order of `_features.FEATURES`."""
    k = 0
    for z in WEIGHED_AS_THEY_ARE:
        x[k] = f[z]
        k += 1
    for z in WEIGHED_WHEN_THERE:
        x[k] = 1.0 if f[z] > 0 else 0.0
        k += 1
    k = _covers(f, x, k)
    k = _contradictions(f, x, k)
    complete = _completeness(f, x, k)
    _spellings(f, x, k + 7, complete)


@step
def _covers(f, x, k):
    """How much of either name agrees: slopes that begin at a share, so that the last tenth can count for more."""
    listed = f[LISTED_COVER]
    asked = min(f[QUERY_COVER], 1.0)
    least = min(listed, asked)
    x[k] = max(listed - 0.7, 0.0)
    x[k + 1] = max(listed - 0.8, 0.0)
    x[k + 2] = max(asked - 0.8, 0.0)
    x[k + 3] = max(asked - 0.95, 0.0)
    x[k + 4] = max(least - 0.6, 0.0)
    x[k + 5] = max(least - 0.7, 0.0)
    x[k + 6] = max(least - 0.85, 0.0)
    x[k + 7] = 1.0 if f[LISTED_COVER] >= WHOLE and f[QUERY_COVER] >= WHOLE else 0.0
    x[k + 8] = f[HAN] * least
    x[k + 9] = f[KANA] * least
    x[k + 10] = f[ABJAD] * least
    return k + 11


@step
def _contradictions(f, x, k):
    """What stands alone on both sides; both of a kind make a contradiction."""
    asked = f[QUERY_BRAND] > 0 or f[QUERY_UNKNOWN] > 0
    brand = f[LISTED_BRAND] > 0 and asked
    place = f[LISTED_PLACE] > 0 and f[QUERY_PLACE] > 0
    trade = f[LISTED_INDUSTRY] > 0 and f[QUERY_INDUSTRY] > 0
    number = f[LISTED_NUMBER] > 0 and f[QUERY_NUMBER] > 0
    x[k] = min(f[LISTED_INDUSTRY], f[QUERY_INDUSTRY])
    x[k + 1] = min(f[LISTED_PLACE], f[QUERY_PLACE])
    x[k + 2] = 1.0 if brand else 0.0
    x[k + 3] = 1.0 if brand and f[BRAND_MATCHED] == 0 else 0.0
    x[k + 4] = 1.0 if (f[LISTED_BRAND] > 0) != asked and f[BRAND_MATCHED] == 0 else 0.0
    x[k + 5] = 1.0 if place else 0.0
    x[k + 6] = 0.0 if brand or place or trade or number else 1.0
    x[k + 7] = 1.0 if f[LISTED_LEGAL] > 0 and f[QUERY_LEGAL] > 0 else 0.0
    x[k + 8] = 1.0 if f[LISTED_LEGAL] > 0 or f[QUERY_LEGAL] > 0 else 0.0
    return k + 9


@step
def _completeness(f, x, k):
    """Names of which no telling word stands alone, and how much agrees; whether both are complete."""
    listed = f[LISTED_BRANDS] + f[LISTED_INDUSTRY] + f[LISTED_PLACE] + f[LISTED_NUMBER] == 0
    asked = f[QUERY_BRANDS] + f[QUERY_INDUSTRY] + f[QUERY_PLACE] + f[QUERY_NUMBER] + f[QUERY_UNKNOWN] == 0
    several = f[WORDS_MATCHED] >= 2
    x[k] = 1.0 if listed else 0.0
    x[k + 1] = 1.0 if asked else 0.0
    x[k + 2] = 1.0 if listed and asked else 0.0
    x[k + 3] = min(f[MATCHED], 12.0)
    x[k + 4] = min(f[MATCHED], 18.0)
    x[k + 5] = 1.0 if several else 0.0
    x[k + 6] = 1.0 if several and listed and asked else 0.0
    return listed and asked


@step
def _spellings(f, x, k, complete):
    """Words written otherwise: another word of the list in place of one is worse than a word nobody knows."""
    known = f[TYPO_KNOWN] > 0
    x[k] = 1.0 if known and f[WORDS_MATCHED] <= 1 else 0.0
    x[k + 1] = 1.0 if known and not complete else 0.0
    x[k + 2] = max(f[TYPO_UNKNOWN_WORST] - 0.2, 0.0)
    x[k + 3] = np.log1p(f[TYPO_KNOWN])
    x[k + 4] = np.log1p(f[QUERY_BRANDS])
    x[k + 5] = np.log1p(f[SOUND_LOSS])
    x[k + 6] = f[HAN] * f[MEANING_MATCHED]
    x[k + 7] = f[ABJAD] * f[MEANING_MATCHED]


@step
def relation(f):
    """LATIN, ACROSS or NATIVE."""
    return ACROSS if f[CROSS_SCRIPT] > 0 else (NATIVE if f[NATIVE_BOTH] > 0 else LATIN)


@step
def log_odds(x, weights, base, least):
    """Sum of whole millinats, one addend a feature, so that terms of an explanation add up to it exactly, in its bounds."""
    total = base
    for i in range(FEATURES):
        total += np.int64(np.rint(np.float64(x[i]) * weights[i] * 1000.0))
    return bounded(total, least)


@step
def bounded(total, least):
    """At least `least`; bent above BEND towards MOST_ODDS, never quite there and never falling."""
    if total > BEND:
        over = total - BEND
        total = BEND + (MOST_ODDS - BEND) * over // (MOST_ODDS - BEND + over)
    return max(total, least)
