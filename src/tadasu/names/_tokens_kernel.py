"""Numba loops that cut one UTF-32 buffer of many names into tokens. Arrays only; `_tokens` checks and documents."""

import numpy as np

from tadasu.names._compiled import kernel, step
from tadasu.names._fold import DELETED, DOT, GLOSS_OPENS, SOUND_CLOSES, SOUND_OPENS, SOUND_READS

FNV_BASIS = np.uint64(1469598103934665603)
FNV_PRIME = np.uint64(1099511628211)
SURFACE_SEED = np.uint64(0x9E3779B97F4A7C15)
LINE_FEED = 10
CYRILLIC = 1
"""Mark of a token that holds a Cyrillic letter; marks of SOUND tokens are their script number, see `_tokens.MARKS`."""
GLOSS = 15


@step
def hash_step(value, unit):
    """One FNV-1a step over a code unit."""
    return (value ^ np.uint64(unit)) * FNV_PRIME


@kernel
def cut(buffer, table, names):
    """Tokens of a buffer in which each name ends with a line feed; see `_tokens.Tokens` for the arrays returned."""
    size = buffer.size
    chars = np.empty(size * 4 + 16, np.uint32)  # a character folds to four letters at most
    surfaces = np.empty(size + 1, np.uint32)
    offsets = np.zeros(size + 2, np.int32)
    surface_offsets = np.zeros(size + 2, np.int32)
    key = np.empty(size + 2, np.uint64)
    mark = np.empty(size + 2, np.uint8)
    name_offsets = np.zeros(names + 1, np.int32)
    at = 0
    surface_at = 0
    token = 0
    name = 0
    hashed = FNV_BASIS
    marked = 0
    initials = False
    i = 0
    while i < size:
        code = buffer[i]
        if code >= SOUND_OPENS and code < SOUND_OPENS + 16:
            if at > offsets[token]:
                key[token] = hashed
                mark[token] = marked
                token += 1
                offsets[token] = at
                surface_offsets[token] = surface_at
            i, at, surface_at, hashed = _sound(buffer, i, chars, at, surfaces, surface_at)
            key[token] = hashed
            mark[token] = code - SOUND_OPENS
            token += 1
            offsets[token] = at
            surface_offsets[token] = surface_at
            hashed = FNV_BASIS
            marked = 0
            initials = False
            continue
        if code >= table.shape[0]:  # letters alone are left of what lies beyond the table, see `_tokens`
            chars[at] = code
            at += 1
            hashed = hash_step(hashed, code)
            i += 1
            continue
        first = table[code, 0]
        if first > DOT:
            for z in range(4):
                letter = table[code, z]
                if letter == 0:
                    break
                chars[at] = letter
                at += 1
                hashed = hash_step(hashed, letter)
            if code >= 0x400 and code < 0x530 and marked == 0:
                marked = CYRILLIC
            i += 1
            continue
        if first == DELETED:
            i += 1
            continue
        length = at - offsets[token]
        if first == DOT and (length == 1 or initials) and _single_letter_follows(buffer, i, table):
            initials = True
            i += 1
            continue
        initials = False
        if length > 0:
            key[token] = hashed
            mark[token] = marked
            token += 1
            offsets[token] = at
            surface_offsets[token] = surface_at
        hashed = FNV_BASIS
        marked = GLOSS if code == GLOSS_OPENS else 0
        if code == LINE_FEED:
            name += 1
            name_offsets[name] = token
        i += 1
    return (
        chars[:at].copy(),
        offsets[: token + 1].copy(),
        surfaces[:surface_at].copy(),
        surface_offsets[: token + 1].copy(),
        key[:token].copy(),
        mark[:token].copy(),
        name_offsets,
    )


@kernel
def _sound(buffer, i, chars, at, surfaces, surface_at):
    """Copy one token of native text: surface into `surfaces`, reading into `chars`.

    The key of a SOUND is over script and surface, that of a gloss over the gloss.
    """
    gloss = buffer[i] == SOUND_OPENS + GLOSS
    hashed = hash_step(SURFACE_SEED, buffer[i])
    i += 1
    while i < buffer.size and buffer[i] != SOUND_READS and buffer[i] != LINE_FEED:
        surfaces[surface_at] = buffer[i]
        surface_at += 1
        hashed = hash_step(hashed, buffer[i])
        i += 1
    i += 1
    if gloss:
        hashed = FNV_BASIS
    while i < buffer.size and buffer[i] != SOUND_CLOSES and buffer[i] != LINE_FEED:
        if buffer[i] != 32:
            chars[at] = buffer[i]
            at += 1
            if gloss:
                hashed = hash_step(hashed, buffer[i])
        i += 1
    return i + 1, at, surface_at, hashed


@step
def _single_letter_follows(buffer, i, table):
    """After a dot: is the next character a letter and the one after it none (as in A.B.C)?"""
    if i + 2 >= buffer.size:
        return False
    return _is_letter(buffer[i + 1], table) and not _is_letter(buffer[i + 2], table)


@step
def _is_letter(code, table):
    return code >= table.shape[0] or table[code, 0] > DOT


@step
def find(keys, values, key):
    """Value of `key` in an open-addressed table whose size is a power of two, or -1."""
    mask = np.uint64(keys.size - 1)
    place = (key ^ (key >> np.uint64(29))) & mask
    while values[place] >= 0:
        if keys[place] == key:
            return values[place]
        place = (place + np.uint64(1)) & mask
    return np.int32(-1)


@step
def put(keys, values, key, value):
    """Insert unless there; the value now stored."""
    mask = np.uint64(keys.size - 1)
    place = (key ^ (key >> np.uint64(29))) & mask
    while values[place] >= 0:
        if keys[place] == key:
            return values[place]
        place = (place + np.uint64(1)) & mask
    keys[place] = key
    values[place] = value
    return np.int32(value)


@kernel
def distinct(key, size):
    """Table, word number of each token, and the first token of each word, in order of first appearance."""
    keys = np.zeros(size, np.uint64)
    values = np.full(size, -1, np.int32)
    word = np.empty(key.size, np.int32)
    first = np.empty(key.size, np.int32)
    count = 0
    for i in range(key.size):
        value = put(keys, values, key[i], count)
        word[i] = value
        if value == count:
            first[count] = i
            count += 1
    return keys, values, word, first[:count].copy()


@kernel
def index_phrases(parts, names, target, targets, size):
    """Table over the beginnings of phrases; see `_merge.Phrases`. `parts` are token keys, `names` the phrase bounds.

    A target above `targets` is that of a phrase that no name begins with; both kinds are stored as they come.
    """
    keys = np.zeros(size, np.uint64)
    values = np.full(size, -1, np.int32)
    for sweep in range(2):  # whole phrases first, so that a beginning does not take their place
        for phrase in range(names.size - 1):
            hashed = FNV_BASIS
            last = names[phrase + 1] - 1
            for token in range(names[phrase], last + 1):
                hashed = hash_step(hashed, parts[token])
                if sweep == 0 and token == last:
                    put(keys, values, hashed, target[phrase])
                elif sweep == 1 and token < last:
                    put(keys, values, hashed, targets)
    return keys, values


@kernel
def merge(chars, offsets, surfaces, surface_offsets, key, mark, names, keys, values, words, word_offsets, word_key):
    """The tokens with each longest known phrase replaced by its word."""
    tokens = key.size
    room = chars.size
    for token in range(word_offsets.size - 1):
        room = max(room, chars.size + (tokens // 2) * (word_offsets[token + 1] - word_offsets[token]))
    out_chars = np.empty(min(room, chars.size + tokens * 64) + 64, np.uint32)
    out_offsets = np.zeros(tokens + 1, np.int32)
    out_surface = np.zeros(tokens + 1, np.int32)
    out_key = np.empty(tokens, np.uint64)
    out_mark = np.empty(tokens, np.uint8)
    out_names = np.zeros(names.size, np.int32)
    targets = word_offsets.size - 1
    at = 0
    token = 0
    for name in range(names.size - 1):
        i = names[name]
        while i < names[name + 1]:
            phrase, length = _longest(key, i, names[name], names[name + 1], keys, values, targets)
            source = chars if phrase < 0 else words
            first = offsets[i] if phrase < 0 else word_offsets[phrase]
            last = offsets[i + 1] if phrase < 0 else word_offsets[phrase + 1]
            for x in range(first, last):
                out_chars[at] = source[x]
                at += 1
            out_key[token] = key[i] if phrase < 0 else word_key[phrase]
            out_mark[token] = mark[i]
            i += length
            token += 1
            out_offsets[token] = at
            out_surface[token] = surface_offsets[i]
        out_names[name + 1] = token
    return (
        out_chars[:at].copy(),
        out_offsets[: token + 1].copy(),
        surfaces,
        out_surface[: token + 1].copy(),
        out_key[:token].copy(),
        out_mark[:token].copy(),
        out_names,
    )


@step
def _longest(key, i, first, end, keys, values, targets):
    """The longest phrase that begins at token i of a name from `first` to `end`: (phrase or -1, tokens it covers)."""
    best = np.int32(-1)
    length = 1
    hashed = FNV_BASIS
    for t in range(i, min(end, i + 8)):
        hashed = hash_step(hashed, key[t])
        value = find(keys, values, hashed)
        if value < 0:
            break
        if value < targets or (value > targets and i > first):
            best = np.int32(value if value < targets else value - targets - 1)
            length = t + 1 - i
    return best, length


@kernel
def reading_hashes(chars, offsets):
    """Hash of each token's letters."""
    out = np.empty(offsets.size - 1, np.uint64)
    for token in range(out.size):
        hashed = FNV_BASIS
        for x in range(offsets[token], offsets[token + 1]):
            hashed = hash_step(hashed, chars[x])
        out[token] = hashed
    return out
