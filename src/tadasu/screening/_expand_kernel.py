"""Numba loops that find, once for each distinct word of a batch, the listed words it may stand for. Arrays only."""

from typing import NamedTuple

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, GLOSS, SURFACE_SEED, find, kernel, step
from tadasu.screening._pinyin_kernel import is_pinyin
from tadasu.screening._query_kernel import BRAND, INDUSTRY, LEGAL_FORM
from tadasu.screening._vocabulary_kernel import (
    LONGEST,
    MOST_VARIANTS,
    VARIANT_SEED,
    edit_similarity,
    edits,
    reach,
    skeleton,
    sound_hash,
    sound_similarity,
    sounds,
    variants,
)

MOST_GROUPS = 16
"""Groups kept for a word, the most alike."""
MOST_SPLITS = 3
"""Ways to part a native word that are kept; of a Latin word the first counts."""
MOST_SEEN = 1024
TOO_COMMON = 60
"""A known brand word in more cores than this is taken as it is written."""
HAN = 2
"""Mark of a word read from Han characters, as in `tadasu.names.MARKS`."""

SAME_READING = np.float32(0.4)  # same script, other characters, same sound: 会畅 and 荟昌 are two firms
OTHER_SCRIPT = np.float32(0.96)  # other script, same letters when read
RELATED = np.float32(0.84)  # garment and apparel: one native word has both glosses
LEAST_SOUND = np.float32(0.6)
AS_READ = np.float32(1.0)
OTHER_READING = np.float32(0.95)
"""What a match of another reading of a word is worth against the same match of its main reading."""
OTHER_READING_OF_GLOSS = np.float32(0.9)


class Expansion(NamedTuple):
    """For each distinct word: groups it may stand for with similarity, its listed word or -1, its own group or -1,
    and pairs of listed words that it may be written together from."""

    group: np.ndarray  # (D, MOST_GROUPS) int32
    similarity: np.ndarray  # (D, MOST_GROUPS) float32
    kept: np.ndarray  # D int32
    listed: np.ndarray  # D int32
    own: np.ndarray  # D int32
    parts: np.ndarray  # (D, 2 * MOST_SPLITS) int32, pairs, the most usual first, -1 from where there are no more


@kernel
def expand(low, high, tokens, first, others, voc, out):
    """Fill rows `low` to `high` of `out`; the tokens of name w in `others` are other readings of word w."""
    hashes = np.empty(MOST_VARIANTS, np.uint64)
    rows = np.empty((3, LONGEST + 2), np.int32)
    costs = np.empty((2, LONGEST + 2), np.float32)
    classes = np.empty(LONGEST * 2, np.uint8)
    seen = np.empty(MOST_SEEN, np.int32)
    _run(low, high, tokens, first, others, voc, out, hashes, rows, costs, classes, seen)


@step
def _run(low, high, tokens, first, others, voc, out, hashes, rows, costs, classes, seen):
    for d in range(low, high):
        token = first[d]
        start = tokens.offsets[token]
        length = tokens.offsets[token + 1] - start
        mark = tokens.mark[token]
        listed = find(voc.keys, voc.values, tokens.key[token])
        known = find(voc.known_keys, voc.known_values, tokens.key[token])
        own = voc.known_group[known] if known >= 0 else (voc.group[listed] if listed >= 0 else np.int32(-1))
        out.listed[d] = listed
        out.own[d] = own
        out.parts[d] = -1
        out.kept[d] = 0
        if own >= 0:
            _keep(out, d, own, np.float32(1.0))
        for other in range(others.names[d], others.names[d + 1]):
            if known >= 0 and voc.word_class[own] != INDUSTRY:
                break
            _other_reading(d, other, others, mark, voc, out, hashes, rows, costs, classes, seen)
        if known >= 0:
            for x in range(voc.related_offsets[own], voc.related_offsets[own + 1]):
                _keep(out, d, voc.related[x], RELATED)
            continue
        if _has_digit(tokens.chars, start, length) or length < 3:
            continue
        settled = listed >= 0
        if settled and (voc.word_class[own] != BRAND or voc.frequency[own] > TOO_COMMON or length < 5) and mark < 2:
            continue
        best = _spellings(tokens, token, voc, out, d, listed, AS_READ, hashes, rows, seen)
        if mark > 0 and mark != GLOSS:
            hashed, owner, starts = voc.sound_hash, voc.sound_word, voc.sound_start
        else:
            hashed, owner, starts = voc.native_hash, voc.native_word, voc.native_start
        _sounds(tokens, token, mark, hashed, owner, starts, AS_READ, LEAST_SOUND, voc, out, d, hashes, costs, classes)
        if length >= 5 and (mark >= 2 or (not settled and best > 1)):
            _split(tokens, token, start, length, voc, out, d, best, costs[0])


@step
def _has_digit(chars, start, length):
    for x in range(length):
        if 48 <= chars[start + x] <= 57:
            return True
    return False


@step
def _keep(out, d, group, similarity):
    """Remember a group with its best similarity; the least alike gives way when there is no room."""
    count = out.kept[d]
    least = 0
    for x in range(count):
        if out.group[d, x] == group:
            out.similarity[d, x] = max(out.similarity[d, x], similarity)
            return
        if out.similarity[d, x] < out.similarity[d, least] or (
            out.similarity[d, x] == out.similarity[d, least] and out.group[d, x] > out.group[d, least]
        ):
            least = x
    if count < MOST_GROUPS:
        out.group[d, count] = group
        out.similarity[d, count] = similarity
        out.kept[d] = count + 1
    elif similarity > out.similarity[d, least]:
        out.group[d, least] = group
        out.similarity[d, least] = similarity


@step
def _range(starts, hashes, value):
    """First and last-plus-one place whose hash shares its highest bits with `value`."""
    bits = 0
    size = starts.size - 1
    while (1 << bits) < size:
        bits += 1
    top = value >> np.uint64(64 - bits)
    return starts[top], starts[top + np.uint64(1)]


@step
def _other_reading(d, other, others, mark, voc, out, hashes, rows, costs, classes, seen):
    """Latin words of the list that another reading of a native word stands for; of a known word only the same letters."""
    gloss = mark == GLOSS
    worth = OTHER_READING_OF_GLOSS if gloss else OTHER_READING
    listed = find(voc.keys, voc.values, others.key[other])
    if listed >= 0:
        _keep(out, d, voc.group[listed], worth)
    elif not gloss:
        _spellings(others, other, voc, out, d, listed, worth, hashes, rows, seen)
        hashed, owner, starts = voc.sound_hash, voc.sound_word, voc.sound_start
        _sounds(others, other, mark, hashed, owner, starts, worth, LEAST_SOUND, voc, out, d, hashes, costs, classes)


@step
def _spellings(tokens, token, voc, out, d, listed, worth, hashes, rows, seen):
    """Listed words a few letters away, by reading and (three or more native characters) by surface; least distance."""
    start = tokens.offsets[token]
    length = tokens.offsets[token + 1] - start
    native = 0 if tokens.mark[token] == GLOSS else tokens.surface_offsets[token + 1] - tokens.surface_offsets[token]
    settled = listed >= 0
    limit = min(reach(length), 1) if settled else reach(length)
    count = variants(tokens.chars, start, length, VARIANT_SEED, hashes)
    if settled:
        count = min(count, length + 1)
    spelled = count
    bones = np.uint64(0) if settled else skeleton(tokens.chars, start, length)
    if bones != 0 and count < hashes.size:
        hashes[count] = bones
        count += 1
    if native >= 3:
        count += variants(tokens.surfaces, tokens.surface_offsets[token], min(native, 24), SURFACE_SEED, hashes[count:])
    met = 0
    best = 9
    for i in range(count):
        low, high = _range(voc.spelling_start, voc.spelling_hash, hashes[i])
        for p in range(low, high):
            if voc.spelling_hash[p] != hashes[i]:
                continue
            word = voc.spelling_word[p]
            if worth < AS_READ and voc.surface_offsets[word + 1] > voc.surface_offsets[word]:
                continue
            if word == listed or met >= MOST_SEEN or _met(seen, met, word):
                continue
            seen[met] = word
            met += 1
            by_bones = i == spelled and bones != 0
            similarity, distance = _compare(tokens, token, voc, word, limit, by_bones, rows)
            if similarity > 0:
                best = min(best, distance)
                _keep(out, d, voc.group[word], np.float32(similarity * worth))
    return best


@step
def _met(seen, count, word):
    for x in range(count):
        if seen[x] == word:
            return True
    return False


@step
def _compare(tokens, token, voc, word, limit, by_bones, rows):
    """Similarity (0 when too far) and distance of a query word and a listed word."""
    start = tokens.offsets[token]
    length = tokens.offsets[token + 1] - start
    other = voc.offsets[word]
    size = voc.offsets[word + 1] - other
    mark = tokens.mark[token]
    native = 0 if mark == GLOSS else tokens.surface_offsets[token + 1] - tokens.surface_offsets[token]
    listed_native = voc.surface_offsets[word + 1] - voc.surface_offsets[word]
    if native > 0 and listed_native > 0 and mark == voc.mark[word]:
        return _compare_native(tokens, token, voc, word, rows)
    distance = edits(tokens.chars, start, length, voc.chars, other, size, limit, rows)
    if distance > limit:
        if by_bones and size <= length + 8:
            return np.float32(0.74) - _first_letter(tokens.chars[start], voc.chars[other]), 2
        return np.float32(0), 9
    similarity = edit_similarity(distance, length, size) - _first_letter(tokens.chars[start], voc.chars[other])
    if native > 0 or listed_native > 0:
        similarity *= OTHER_SCRIPT
    return similarity, distance


@step
def _first_letter(a, b):
    return np.float32(0.0 if a == b else 0.04)


@step
def _compare_native(tokens, token, voc, word, rows):
    """Two words of one script that is not Latin: by characters; the same sound alone is weak."""
    start = tokens.surface_offsets[token]
    length = min(tokens.surface_offsets[token + 1] - start, LONGEST)
    other = voc.surface_offsets[word]
    size = min(voc.surface_offsets[word + 1] - other, LONGEST)
    longest = max(length, size)
    limit = max(1, longest // 3)
    distance = edits(tokens.surfaces, start, length, voc.surfaces, other, size, limit, rows)
    similarity = np.float32(0)
    if distance <= limit and longest >= 3:
        similarity = np.float32(1.0 - 1.1 * distance / longest)
    if _same_reading(tokens, token, voc, word):
        similarity = max(similarity, SAME_READING)
    return similarity, distance


@step
def _same_reading(tokens, token, voc, word):
    start = tokens.offsets[token]
    length = tokens.offsets[token + 1] - start
    other = voc.offsets[word]
    if voc.offsets[word + 1] - other != length:
        return False
    for x in range(length):
        if tokens.chars[start + x] != voc.chars[other + x]:
            return False
    return True


@step
def _sounds(tokens, token, mark, hashed, owner, starts, worth, least, voc, out, d, hashes, costs, classes):
    """Listed words that sound alike across scripts."""
    start = tokens.offsets[token]
    length = tokens.offsets[token + 1] - start
    count = sounds(tokens.chars, start, length, classes)
    if count < 2 or hashed.size == 0:
        return
    pinyin = mark != HAN and is_pinyin(tokens.chars, start, length)
    tries = 1 if count < 4 else 1 + count
    for i in range(tries):
        value = sound_hash(classes, count, i - 1)
        low, high = _range(starts, hashed, value)
        for p in range(low, high):
            if hashed[p] != value:
                continue
            word = owner[p]
            if voc.mark[word] == tokens.mark[token] and voc.surface_offsets[word + 1] > voc.surface_offsets[word]:
                continue
            other = voc.offsets[word]
            size = voc.offsets[word + 1] - other
            if (mark == HAN and is_pinyin(voc.chars, other, size)) or (pinyin and voc.mark[word] == HAN):
                continue
            similarity = sound_similarity(tokens.chars, start, length, voc.chars, other, size, costs) * OTHER_SCRIPT
            if similarity >= least:
                _keep(out, d, voc.group[word], np.float32(similarity * worth))


@step
def _split(tokens, token, start, length, voc, out, d, best, scores):
    """Pairs of listed words that the query writes as one, the most usual first."""
    most = MOST_SPLITS if tokens.mark[token] >= 2 else 1
    scores[:most] = -1
    left = FNV_BASIS
    for x in range(1, length - 1):
        left = (left ^ np.uint64(tokens.chars[start + x - 1])) * FNV_PRIME
        if x < 2:
            continue
        a = find(voc.keys, voc.values, left)
        if a < 0:
            continue
        right = FNV_BASIS
        for y in range(x, length):
            right = (right ^ np.uint64(tokens.chars[start + y])) * FNV_PRIME
        b = find(voc.keys, voc.values, right)
        if b < 0:
            continue
        score = np.log(voc.frequency[voc.group[a]] + 1.0) + np.log(voc.frequency[voc.group[b]] + 1.0)
        score += 2.0 if min(x, length - x) >= 3 else 0.0
        score += 3.0 if x >= 4 and voc.word_class[voc.group[b]] == LEGAL_FORM else 0.0  # Kalinkaag
        _keep_split(out, d, a, b, np.float32(score), scores, most)
    if best == 2 and scores[0] < 3 and most == 1:
        out.parts[d, 0] = -1


@step
def _keep_split(out, d, a, b, score, scores, most):
    """Put a pair in its place among the best, those found first before their equals."""
    if score <= scores[most - 1]:
        return
    z = most - 1
    while z > 0 and score > scores[z - 1]:
        scores[z] = scores[z - 1]
        out.parts[d, 2 * z] = out.parts[d, 2 * z - 2]
        out.parts[d, 2 * z + 1] = out.parts[d, 2 * z - 1]
        z -= 1
    scores[z] = score
    out.parts[d, 2 * z] = a
    out.parts[d, 2 * z + 1] = b
