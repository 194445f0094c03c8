"""Numba loops that align the words of a query with the words of one listed name. Arrays only."""

from typing import NamedTuple

import numpy as np

from tadasu.names import step
from tadasu.screening._query_kernel import BRAND, JOINED, LEGAL_FORM, MOST_WORDS, NOISE
from tadasu.screening._vocabulary_kernel import edit_similarity, edits

OTHER_FORM = np.float32(0.97)  # same meaning, written otherwise
JOINED_EDIT = np.float32(0.1)  # per edit inside a joined word
INITIAL = np.float32(0.6)
TRUNCATED = np.float32(0.72)
LEAST = np.float32(0.5)
ACRONYM = np.float32(0.9)
LEAST_NATIVE = 2
"""Marks from here on are scripts whose words we cut ourselves."""
NOTHING, BOTH_LISTED, BOTH_QUERY = -1, 0, 1


class Alignment(NamedTuple):
    """Per query entry: similarity and the listed word's place (-1 alone). Per listed word: entry (-1 alone), similarity.

    `joins[0]` counts words written as two on one side.
    """

    query_similarity: np.ndarray
    query_place: np.ndarray
    listed_entry: np.ndarray
    listed_similarity: np.ndarray
    joins: np.ndarray


@step
def align(query, document, words, entries, tokens, voc, docs, lay, mark, al, rows, joined):
    """Fill `al` for one document; the number of listed words compared."""
    first = docs.offsets[document]
    listed = min(docs.offsets[document + 1] - first, MOST_WORDS)
    for i in range(entries):
        al.query_similarity[i] = 0
        al.query_place[i] = -1
    al.joins[0] = 0
    for j in range(listed):
        al.listed_entry[j] = -1
        al.listed_similarity[j] = 0
    for j in range(listed):
        _by_group(query, docs.word[first + j], j, words, voc, lay, mark, al)
    _use_joins(words, entries, lay, al)
    for i in range(words):
        if lay.mark[i] >= LEAST_NATIVE and al.query_place[i] >= 0 and al.query_similarity[i] < JOINED:
            _widen(i, first, listed, tokens, voc, docs, lay, al, rows, joined)
    for i in range(words):
        if al.query_place[i] < 0 and lay.kind[i] != NOISE:
            _residue(i, first, listed, words, tokens, voc, docs, lay, al, rows, joined)
    _use_halves(words, lay, al)
    _acronyms(first, listed, words, tokens, voc, docs, lay, al)
    _forms_in_full(first, listed, words, tokens, voc, docs, lay, al)
    return listed


@step
def _by_group(query, word, j, words, voc, lay, mark, al):
    """Pair a listed word with the entry that stands for its meaning."""
    group = voc.group[word]
    if mark.query[group] != query:
        return
    i = mark.entry[group]
    similarity = mark.similarity[group]
    if similarity == 1 and lay.listed[i] != word:
        similarity = OTHER_FORM
    if similarity > al.query_similarity[i]:
        if al.query_place[i] >= 0:
            al.listed_entry[al.query_place[i]] = -1
            al.listed_similarity[al.query_place[i]] = 0
        _pair(al, i, j, similarity)
        return
    for other in range(words):  # a repeated word takes another equal query word
        if al.query_place[other] < 0 and lay.group[other] == group:
            _pair(al, other, j, similarity)
            return


@step
def _pair(al, i, j, similarity):
    al.query_similarity[i] = similarity
    al.query_place[i] = j
    al.listed_entry[j] = i
    al.listed_similarity[j] = similarity


@step
def _use_joins(words, entries, lay, al):
    """Two query words for one listed word count only when both are free."""
    for v in range(words, entries):
        j = al.query_place[v]
        if j < 0:
            continue
        i = lay.join[v]
        if al.query_place[i] < 0 and al.query_place[i + 1] < 0:
            _pair(al, i + 1, j, JOINED)
            _pair(al, i, j, JOINED)
        else:
            al.listed_entry[j] = -1
            al.listed_similarity[j] = 0


@step
def _use_halves(words, lay, al):
    """The halves of a query word that we parted count only when both are there: Stanwell is no Stan."""
    i = 0
    while i + 1 < words:
        if lay.word[i] >= 0:
            i += 1
            continue
        for half in range(i, i + 2):
            place = al.query_place[half]
            if place >= 0 and al.query_place[2 * i + 1 - half] < 0:
                al.listed_entry[place] = -1
                al.listed_similarity[place] = 0
                al.query_place[half] = -1
                al.query_similarity[half] = 0
                break
        i += 2


@step
def _widen(i, first, listed, tokens, voc, docs, lay, al, rows, joined):
    """A native word like one listed word is more like two of them together: 浩翔 and Xiang, Hao Xiang."""
    place = al.query_place[i]
    for j in range(max(place - 1, 0), min(place + 1, listed - 1)):
        beside = j if j != place else j + 1
        if al.listed_entry[beside] >= 0 or al.query_place[i] != place or lay.word[i] < 0:
            continue
        one = docs.word[first + j]
        two = docs.word[first + j + 1]
        size = voc.offsets[one + 1] - voc.offsets[one]
        more = voc.offsets[two + 1] - voc.offsets[two]
        similarity = _as_two(
            tokens.chars,
            lay.start[i],
            lay.length[i],
            voc.chars,
            voc.offsets[one],
            size,
            voc.offsets[two],
            more,
            rows,
            joined,
        )
        if similarity > al.query_similarity[i]:
            _pair(al, i, place, similarity)
            _pair(al, i, beside, similarity)
            al.query_place[i] = j
            al.joins[0] += 1


@step
def _residue(i, first, listed, words, tokens, voc, docs, lay, al, rows, joined):
    """Best free listed word for a free query word, compared letter by letter."""
    chars = tokens.chars if lay.word[i] >= 0 else voc.chars
    start = lay.start[i]
    length = lay.length[i]
    known = lay.group[i] >= 0 and lay.kind[i] != BRAND  # two words of known meaning are not spelled for one another
    best = np.float32(0)
    place = -1
    how = NOTHING
    for j in range(listed):
        if al.listed_entry[j] >= 0:
            continue
        word = docs.word[first + j]
        other = voc.offsets[word]
        size = voc.offsets[word + 1] - other
        if not (known and voc.word_class[voc.group[word]] != BRAND):
            similarity = _letters(chars, start, length, voc.chars, other, size, i, lay.mark[i], rows)
            if similarity > best:
                best, place, how = similarity, j, NOTHING
        if j + 1 < listed and length >= 5:
            after = docs.word[first + j + 1]
            more = voc.offsets[after + 1] - voc.offsets[after]
            similarity = _as_two(chars, start, length, voc.chars, other, size, voc.offsets[after], more, rows, joined)
            if similarity > best:
                best, place, how = similarity, j, BOTH_LISTED
    if i + 1 < words and al.query_place[i + 1] < 0 and lay.word[i] >= 0 and lay.word[i + 1] >= 0:
        more = lay.length[i + 1]
        for j in range(listed):
            word = docs.word[first + j]
            other = voc.offsets[word]
            size = voc.offsets[word + 1] - other
            if al.listed_entry[j] >= 0 or size < 5:
                continue
            similarity = _as_two(voc.chars, other, size, chars, start, length, lay.start[i + 1], more, rows, joined)
            if similarity > best:
                best, place, how = similarity, j, BOTH_QUERY
    if place < 0 or best < LEAST:
        return
    _pair(al, i, place, best)
    if how == BOTH_LISTED:
        taken = al.listed_entry[place + 1]
        if taken >= 0 and taken != i:
            al.query_place[taken] = -1
            al.query_similarity[taken] = 0
        al.listed_entry[place + 1] = i
        al.listed_similarity[place + 1] = best
        al.joins[0] += 1
    if how == BOTH_QUERY:
        al.query_similarity[i + 1] = best
        al.query_place[i + 1] = place
        al.joins[0] += 1


@step
def _letters(chars, start, length, others, other, size, i, mark, rows):
    """Edits up to two fifths of the longer word (a fifth for a word we have read), an initial, or a word cut off."""
    best = np.float32(0)
    if length >= 4 and size >= 4:
        limit = max(length, size) * (1 if mark >= LEAST_NATIVE else 2) // 5
        distance = edits(chars, start, length, others, other, size, limit, rows)
        if distance <= limit:
            best = edit_similarity(distance, length, size)
    if (length == 1) != (size == 1) and i < 12 and chars[start] == others[other] and chars[start] > 57:
        best = max(best, INITIAL)
    shorter = min(length, size)
    if mark < LEAST_NATIVE and shorter >= 3 and length != size and _starts_alike(chars, start, others, other, shorter):
        best = max(best, TRUNCATED)
    return best


@step
def _starts_alike(chars, start, others, other, count):
    for x in range(count):
        if chars[start + x] != others[other + x]:
            return False
    return True


@step
def _as_two(chars, start, length, others, one, one_size, two, two_size, rows, joined):
    """One word against two words written together, one edit allowed."""
    if abs(one_size + two_size - length) > 1 or one_size + two_size >= joined.size:
        return np.float32(0)
    for x in range(one_size):
        joined[x] = others[one + x]
    for x in range(two_size):
        joined[one_size + x] = others[two + x]
    distance = edits(chars, start, length, joined, 0, one_size + two_size, 1, rows)
    return np.float32(JOINED - JOINED_EDIT * distance) if distance <= 1 else np.float32(0)


@step
def _acronyms(first, listed, words, tokens, voc, docs, lay, al):
    """A free word of three to six letters that spells the initials of free words on the other side, in order."""
    for i in range(words):
        if al.query_place[i] >= 0 or lay.word[i] < 0 or lay.length[i] < 3 or lay.length[i] > 6:
            continue
        at = 0
        start = -1
        for j in range(listed):
            if al.listed_entry[j] >= 0 or at >= lay.length[i]:
                continue
            letter = voc.chars[voc.offsets[docs.word[first + j]]]
            if letter == tokens.chars[lay.start[i] + at]:
                start = j if at == 0 else start
                at += 1
            elif at > 0:
                break
        if at == lay.length[i]:
            left = at
            for j in range(start, listed):
                if al.listed_entry[j] < 0 and left > 0:
                    al.listed_entry[j] = i
                    al.listed_similarity[j] = ACRONYM
                    left -= 1
            al.query_place[i] = start
            al.query_similarity[i] = ACRONYM
            al.joins[0] += 1


@step
def _forms_in_full(first, listed, words, tokens, voc, docs, lay, al):
    """A free listed legal form that the initials of free legal words of the query spell: public limited company, plc."""
    for j in range(listed):
        word = docs.word[first + j]
        start = voc.offsets[word]
        size = voc.offsets[word + 1] - start
        if al.listed_entry[j] >= 0 or size < 3 or size > 6 or voc.word_class[voc.group[word]] != LEGAL_FORM:
            continue
        at = 0
        for i in range(words):
            if at == size or al.query_place[i] >= 0 or lay.word[i] < 0 or lay.kind[i] != LEGAL_FORM:
                continue
            if tokens.chars[lay.start[i]] == voc.chars[start + at]:
                at += 1
        if at < size:
            continue
        for i in range(words):
            if at > 0 and al.query_place[i] < 0 and lay.word[i] >= 0 and lay.kind[i] == LEGAL_FORM:
                if tokens.chars[lay.start[i]] == voc.chars[start + size - at]:
                    al.query_place[i] = j
                    al.query_similarity[i] = ACRONYM
                    al.listed_entry[j] = i
                    al.listed_similarity[j] = ACRONYM
                    at -= 1
        al.joins[0] += 1
