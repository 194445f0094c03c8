"""Numba loops over the words of a list: deletion variants, sound skeletons, edit and sound distance. Arrays only."""

import numpy as np

from tadasu.names import FNV_BASIS, FNV_PRIME, SURFACE_SEED, kernel, step

LONGEST = 38
"""Letters of a word that are compared; longer words only match exactly."""
VARIANT_SEED = np.uint64(0xD1B54A32D192ED03)
SKELETON_SEED = np.uint64(0x8CB92BA72F3D8DD7)
SOUND_SEED = np.uint64(0xABC98388FB8FAC03)
MOST_VARIANTS = 400

# Coarse sound classes of letters: 0 silent, 1 vowel, above that a consonant class shared across scripts. From the
# correspondences of Hepburn kana, Arabic script, pinyin and Hangul with English spelling.
SILENT, VOWEL = 0, 1


@step
def reach(length):
    """Letters that may be missing on either side for two words to be compared."""
    if length < 3:
        return 0
    return 1 if length < 6 else 2


@step
def variants(chars, start, length, seed, out):
    """Hashes of the word with 0, 1 and (from six letters) 2 letters left out; how many were written."""
    missing = reach(length)
    if length > 24:
        missing = min(missing, 1)
    count = 0
    for i in range(-1, length if missing >= 1 else 0):
        for j in range(i, length if (missing >= 2 and i >= 0) else i + 1):
            hashed = FNV_BASIS ^ seed
            for x in range(length):
                if x == i or (j > i and x == j):
                    continue
                hashed = (hashed ^ np.uint64(chars[start + x])) * FNV_PRIME
            if count < out.size:
                out[count] = hashed
                count += 1
    return count


@step
def skeleton(chars, start, length):
    """Hash of first letter and consonants, or 0 when fewer than three letters remain."""
    if length < 4:
        return np.uint64(0)
    hashed = FNV_BASIS ^ SKELETON_SEED
    kept = 0
    for x in range(length):
        letter = chars[start + x]
        if x == 0 or not is_vowel(letter):
            hashed = (hashed ^ np.uint64(letter)) * FNV_PRIME
            kept += 1
    return hashed if kept >= 3 else np.uint64(0)


@step
def is_vowel(letter):
    """Whether a folded letter is a, e, i, o or u."""
    return letter == 97 or letter == 101 or letter == 105 or letter == 111 or letter == 117


@step
def sounds(chars, start, length, out):
    """Coarse sound classes of a word, vowels and silent letters left out; how many classes were written."""
    count = 0
    before = np.uint32(0)
    for x in range(min(length, LONGEST)):
        letter = chars[start + x]
        after = chars[start + x + 1] if x + 1 < length else np.uint32(0)
        value = sound_class(before, letter, after)
        if value > VOWEL and not (letter == before):
            out[count] = value
            count += 1
            if letter == 120:  # x is k and s
                out[count] = 5
                count += 1
        before = letter
    return count


@step
def sound_class(before, letter, after):
    """Class of a letter between its neighbours: 2 labial, 3 nasal, 4 velar, 5 sibilant, 6 dental, 7 liquid."""
    if is_vowel(letter) or letter == 121 or letter == 119:  # y w
        return VOWEL
    if letter == 104:  # h: silent, also in sh kh ph
        return SILENT
    if letter == 112 or letter == 98 or letter == 118 or letter == 102:  # p b v f
        return 2
    if letter == 109 or letter == 110:  # m n
        return 3
    if letter == 107 and after == 104:  # kh is h
        return SILENT
    if letter == 99:  # c
        if after == 104:  # ch
            return 6
        return 5 if (after == 101 or after == 105 or after == 121) else 4
    if letter == 107 or letter == 113 or letter == 103 or letter == 120:  # k q g x
        return 4
    if letter == 115:  # s; ts is one dental
        return SILENT if before == 116 else 5
    if letter == 122 or letter == 106:  # z j
        return 5
    if letter == 116:  # t; th is said as s in kana, as t elsewhere
        return 6
    if letter == 100:  # d
        return 6
    if letter == 108 or letter == 114:  # l r
        return 7
    return 8


@step
def sound_hash(classes, count, skip):
    """Hash of a skeleton with one class left out (none when `skip` is -1)."""
    hashed = FNV_BASIS ^ SOUND_SEED
    for x in range(count):
        if x != skip:
            hashed = (hashed ^ np.uint64(classes[x])) * FNV_PRIME
    return hashed


@kernel
def plainest(word, mark, chars, offsets, first):
    """For each word the token that stands for it: the least mark, then the reading that the alphabet puts first."""
    out = first.copy()
    for token in range(word.size):
        held = out[word[token]]
        if mark[token] < mark[held] or (mark[token] == mark[held] and _before(chars, offsets, token, held)):
            out[word[token]] = token
    return out


@step
def _before(chars, offsets, one, other):
    """Do the letters of one token come before those of another?"""
    size = offsets[one + 1] - offsets[one]
    length = offsets[other + 1] - offsets[other]
    for x in range(min(size, length)):
        a = chars[offsets[one] + x]
        b = chars[offsets[other] + x]
        if a != b:
            return a < b
    return size < length


@kernel
def word_hashes(chars, offsets, surfaces, surface_offsets, with_sounds):
    """Every hash under which a word of the list can be found, with the word's number; two parallel arrays."""
    buffer = np.empty(MOST_VARIANTS, np.uint64)
    classes = np.empty(LONGEST * 2, np.uint8)
    total = 0
    for sweep in range(2):
        if sweep == 1:
            hashes = np.empty(total, np.uint64)
            owners = np.empty(total, np.int32)
        else:
            hashes = np.empty(0, np.uint64)
            owners = np.empty(0, np.int32)
        at = 0
        for word in range(offsets.size - 1):
            start = offsets[word]
            length = offsets[word + 1] - start
            if with_sounds:
                count = _sound_variants(chars, start, length, classes, buffer)
            else:
                count = variants(chars, start, length, VARIANT_SEED, buffer)
                bones = skeleton(chars, start, length)
                if bones != 0 and count < buffer.size:
                    buffer[count] = bones
                    count += 1
                native = surface_offsets[word + 1] - surface_offsets[word]
                if native >= 3:
                    count += variants(surfaces, surface_offsets[word], min(native, 24), SURFACE_SEED, buffer[count:])
            if sweep == 1:
                for x in range(count):
                    hashes[at + x] = buffer[x]
                    owners[at + x] = word
            at += count
        total = at
    return hashes, owners


@step
def _sound_variants(chars, start, length, classes, out):
    """The sound skeleton, and from four classes on with one left out."""
    count = sounds(chars, start, length, classes)
    if count < 2:
        return 0
    out[0] = sound_hash(classes, count, -1)
    if count < 4:
        return 1
    for skip in range(count):
        out[1 + skip] = sound_hash(classes, count, skip)
    return 1 + count


@kernel
def directory(hashes, bits):
    """Start of each run of hashes that share their highest `bits` bits; `hashes` is sorted."""
    starts = np.zeros((1 << bits) + 1, np.int64)
    shift = np.uint64(64 - bits)
    for value in hashes:
        starts[(value >> shift) + np.uint64(1)] += 1
    for i in range(1, starts.size):
        starts[i] += starts[i - 1]
    return starts


@step
def edits(a, a_start, n, b, b_start, m, limit, rows):
    """Optimal string alignment distance, `limit` + 1 when above `limit`; `rows` is int32 work space (3, LONGEST + 2)."""
    if n > LONGEST or m > LONGEST or abs(n - m) > limit:
        return limit + 1
    x, y, z = 0, 1, 2
    for j in range(m + 1):
        rows[y, j] = j
    for i in range(1, n + 1):
        rows[z, 0] = i
        best = i
        letter = a[a_start + i - 1]
        for j in range(1, m + 1):
            other = b[b_start + j - 1]
            change = 0 if letter == other else 1
            value = min(rows[y, j - 1] + change, rows[y, j] + 1, rows[z, j - 1] + 1)
            if change and i > 1 and j > 1 and letter == b[b_start + j - 2] and a[a_start + i - 2] == other:
                value = min(value, rows[x, j - 2] + 1)
            rows[z, j] = value
            best = min(best, value)
        if best > limit:
            return limit + 1
        x, y, z = y, z, x
    return rows[y, m]


@step
def edit_similarity(distance, n, m):
    """1 for equal words; a first edit costs 0.04 more than its share of the longer word."""
    if distance == 0:
        return np.float32(1.0)
    return np.float32(1.0 - (0.04 + 1.0 * distance / max(n, m)))


@step
def sound_similarity(a, a_start, n, b, b_start, m, costs):
    """How alike two readings sound, 0 to 1; vowels and h cost little, letters of one sound class cost little.

    `costs` is float32 work space (2, LONGEST + 2).
    """
    n = min(n, LONGEST)
    m = min(m, LONGEST)
    weight_a = np.float32(0)
    weight_b = np.float32(0)
    x, y = 0, 1
    costs[x, 0] = 0
    for j in range(1, m + 1):
        cost = _gap(b, b_start, j - 1, m)
        weight_b += cost
        costs[x, j] = costs[x, j - 1] + cost
    for i in range(1, n + 1):
        gap = _gap(a, a_start, i - 1, n)
        weight_a += gap
        costs[y, 0] = costs[x, 0] + gap
        for j in range(1, m + 1):
            value = costs[x, j - 1] + _swap(a, a_start, i - 1, n, b, b_start, j - 1, m)
            value = min(value, costs[x, j] + gap, costs[y, j - 1] + _gap(b, b_start, j - 1, m))
            costs[y, j] = value
        x, y = y, x
    longest = max(weight_a, weight_b)
    if longest <= 0:
        return np.float32(0)
    return np.float32(max(0.0, 1.0 - costs[x, m] / longest))


@step
def _class_at(chars, start, i, length):
    before = chars[start + i - 1] if i > 0 else np.uint32(0)
    after = chars[start + i + 1] if i + 1 < length else np.uint32(0)
    return sound_class(before, chars[start + i], after)


@step
def _gap(chars, start, i, length):
    value = _class_at(chars, start, i, length)
    if value == SILENT:
        return np.float32(0.1)
    if value == VOWEL:
        return np.float32(0.2)
    if i > 0 and chars[start + i] == chars[start + i - 1]:
        return np.float32(0.1)
    return np.float32(1.0)


@step
def _swap(a, a_start, i, n, b, b_start, j, m):
    if a[a_start + i] == b[b_start + j]:
        return np.float32(0.0)
    one = _class_at(a, a_start, i, n)
    other = _class_at(b, b_start, j, m)
    if one == other:
        return np.float32(0.12 if one == VOWEL else 0.2)
    if one <= VOWEL and other <= VOWEL:
        return np.float32(0.2)
    if 4 <= one <= 6 and 4 <= other <= 6:  # ch, j, k, s and t stand for one another across scripts
        return np.float32(0.6)
    return np.float32(1.2)
