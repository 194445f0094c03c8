"""Files sealed in pieces: the same bytes come back, no piece can be changed, moved, left out or added, in little memory."""

import hashlib
import io
import tracemalloc
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.web.foundation.vault._sealing import Context, DoesNotOpen, Key, context, new_key, padded_length
from tadasu.web.foundation.vault._stream import PIECE, Measure, Sealer, opened

HERE = context("a file", 1)
PART = PIECE + 17
HEADER = 24


def sealed(content: bytes, key: Key, about: Context = HERE, part: int = 10_000) -> tuple[bytes, Measure]:
    sealer = Sealer(key, about)
    parts = [content[at : at + part] for at in range(0, len(content), part)]
    out = b"".join(piece for one in parts for piece in sealer.take(one)) + b"".join(sealer.end())
    return out, sealer.measure()


def open_all(file: bytes, key: Key, measure: Measure, about: Context = HERE) -> bytes:
    return b"".join(opened(io.BytesIO(file), key, about, measure))


@settings(max_examples=60)
@given(
    st.sampled_from([0, 1, 255, 256, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]),
    st.integers(1, 200_000),
    st.integers(0, 2**32),
)
def test_the_same_bytes_come_back_however_they_came(length: int, part: int, seed: int) -> None:
    key, content = new_key(), Random(seed).randbytes(length)
    file, measure = sealed(content, key, part=part)
    assert open_all(file, key, measure) == content
    assert measure == Measure(length, hashlib.sha256(content).digest())


def test_the_length_of_a_file_says_only_roughly_how_long_its_content_is() -> None:
    key = new_key()
    long = {len(sealed(bytes(length), key)[0]) for length in range(150_000, 151_000, 37)}
    assert len(long) == 1
    content = padded_length(150_000)
    assert long == {HEADER + content + 17 * -(-content // PIECE)}


def pieces_of(file: bytes) -> list[bytes]:
    return [file[at : at + PART] for at in range(HEADER, len(file), PART)]


def test_pieces_cannot_be_left_out_doubled_moved_added_or_cut() -> None:
    key, content = new_key(), bytes(range(256)) * 1200
    file, measure = sealed(content, key)
    header, pieces = file[:HEADER], pieces_of(file)
    assert len(pieces) == 5
    wrong = [
        pieces[:-1],
        pieces[1:],
        [pieces[1], pieces[0], *pieces[2:]],
        [pieces[0], pieces[0], *pieces[1:]],
        [*pieces, pieces[-1]],
        [*pieces, b"\0"],
        [*pieces[:-1], pieces[-1][:-1]],
        [*pieces[:2], pieces[-1]],
        [],
    ]
    for some in wrong:
        with pytest.raises(DoesNotOpen):
            open_all(header + b"".join(some), key, measure)
    for cut in (0, 5, HEADER, HEADER + 5):
        with pytest.raises(DoesNotOpen):
            open_all(file[:cut], key, measure)


def test_a_piece_of_another_file_under_the_same_key_does_not_open() -> None:
    key, content = new_key(), bytes(300_000)
    one, measure = sealed(content, key)
    other, _ = sealed(content, key)
    mixed = one[: HEADER + PART] + other[HEADER + PART :]
    with pytest.raises(DoesNotOpen):
        open_all(mixed, key, measure)


@given(st.integers(0, 10_000_000), st.integers(1, 255))
@settings(max_examples=40)
def test_no_byte_can_be_changed(at: int, change: int) -> None:
    key = new_key()
    file, measure = sealed(b"x" * 70_000, key)
    changed = bytearray(file)
    changed[at % len(file)] ^= change
    with pytest.raises(DoesNotOpen):
        open_all(bytes(changed), key, measure)


def test_another_key_place_length_or_digest_opens_nothing() -> None:
    key, content = new_key(), b"content" * 1000
    file, measure = sealed(content, key)
    for with_key, about, said in [
        (new_key(), HERE, measure),
        (key, context("a file", 2), measure),
        (key, HERE, Measure(measure.size - 1, measure.sha256)),
        (key, HERE, Measure(measure.size + 1, measure.sha256)),
        (key, HERE, Measure(1 << 40, measure.sha256)),
        (key, HERE, Measure(measure.size, bytes(32))),
    ]:
        with pytest.raises(DoesNotOpen):
            open_all(file, with_key, said, about)


def test_a_cut_file_gives_out_less_than_all_before_it_is_refused() -> None:
    key, content = new_key(), bytes(range(256)) * 800
    file, measure = sealed(content, key)
    given_out: list[bytes] = []
    with pytest.raises(DoesNotOpen):
        given_out.extend(opened(io.BytesIO(file[: -PART // 2]), key, HERE, measure))
    assert len(b"".join(given_out)) < len(content)


class Endless:
    """A source of sealed bytes that is made as it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.held = pieces, b""

    def read(self, size: int, /) -> bytes:
        while len(self.held) < size and (piece := next(self.pieces, b"")):
            self.held += piece
        out, self.held = self.held[:size], self.held[size:]
        return out


def test_memory_does_not_grow_with_the_file() -> None:
    key, part, count = new_key(), bytes(PIECE), 512
    sealer = Sealer(key, HERE)
    digest = hashlib.sha256()
    for _ in range(count):
        digest.update(part)

    def all_sealed() -> Iterator[bytes]:
        for _ in range(count):
            yield from sealer.take(part)
        yield from sealer.end()

    measure = Measure(count * PIECE, digest.digest())
    tracemalloc.start()
    try:
        length = sum(map(len, opened(Endless(all_sealed()), key, HERE, measure)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length == 32 << 20
    assert peak < 2 << 20
