"""Sealed bytes open where they belong, with the key they were sealed under, unchanged, and nowhere else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.web.foundation.vault._envelope import disclose, enclose
from tadasu.web.foundation.vault._keys import new_pair
from tadasu.web.foundation.vault._sealing import (
    DoesNotOpen,
    commitment,
    context,
    fits,
    new_key,
    padded_length,
    put_in_box,
    seal,
    take_from_box,
    unseal,
)

HERE, THERE = context("a test", 1), context("a test", 2)


@given(st.binary(max_size=3000))
def test_what_is_sealed_opens_to_the_same_bytes(content: bytes) -> None:
    key = new_key()
    assert unseal(key, seal(key, content, HERE), HERE) == content


@given(st.binary(min_size=12, max_size=600))
def test_sealed_bytes_do_not_hold_the_content(content: bytes) -> None:
    assert content not in seal(new_key(), content, HERE)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_byte_can_be_changed(at: int, change: int) -> None:
    key = new_key()
    sealed = bytearray(seal(key, b"an invented name", HERE))
    sealed[at % len(sealed)] ^= change
    with pytest.raises(DoesNotOpen):
        unseal(key, bytes(sealed), HERE)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 39, 100])
def test_what_was_cut_does_not_open(length: int) -> None:
    key = new_key()
    with pytest.raises(DoesNotOpen):
        unseal(key, seal(key, b"content", HERE)[:length], HERE)


def test_another_key_or_another_place_opens_nothing() -> None:
    key = new_key()
    sealed = seal(key, b"content", HERE)
    with pytest.raises(DoesNotOpen):
        unseal(new_key(), sealed, HERE)
    with pytest.raises(DoesNotOpen):
        unseal(key, sealed, THERE)


def test_a_box_opens_with_the_private_key_where_it_belongs_only() -> None:
    private, public = new_pair()
    box = put_in_box(b"a key", public, HERE)
    assert take_from_box(box, private, HERE) == b"a key"
    for closed, with_key, about in [
        (box, new_pair()[0], HERE),
        (box, private, THERE),
        (box[:-1], private, HERE),
        (box + b"\0", private, HERE),
        (b"", private, HERE),
    ]:
        with pytest.raises(DoesNotOpen):
            take_from_box(closed, with_key, about)


def test_the_same_content_never_gives_the_same_bytes_twice() -> None:
    key, (_, public) = new_key(), new_pair()
    assert seal(key, b"content", HERE) != seal(key, b"content", HERE)
    assert put_in_box(b"content", public, HERE) != put_in_box(b"content", public, HERE)


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_two_contexts_are_the_same_only_when_every_part_is(one: list[str], other: list[str]) -> None:
    assert (context("x", *one) == context("x", *other)) == (one == other)


def test_a_number_a_text_and_an_id_of_the_same_letters_are_different_contexts() -> None:
    one = UUID(int=7)
    assert len({context("x", part) for part in (7, "7", b"7", one, one.bytes, str(one))}) == 6


def test_short_contents_are_sealed_to_one_length() -> None:
    lengths = {len(seal(new_key(), b"x" * length, HERE)) for length in range(256)}
    assert len(lengths) == 1


@given(st.integers(1, 1 << 40))
def test_filling_adds_at_most_an_eighth_and_never_cuts(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded <= max(256, length + length // 8)
    assert padded_length(padded) == padded


def test_few_lengths_are_left_to_tell_contents_apart() -> None:
    assert len({padded_length(length) for length in range(1, 1_000_000)}) < 300


def test_a_commitment_fits_its_key_only() -> None:
    key = new_key()
    assert fits(key, commitment(key))
    assert not fits(new_key(), commitment(key))
    assert bytes(key) not in commitment(key)


def test_an_envelope_opens_for_those_it_is_addressed_to() -> None:
    people = {uuid4(): new_pair() for _ in range(3)}
    envelope = enclose("理由", {one: public for one, (_, public) in people.items()}, HERE)
    assert all(disclose(envelope, one, private, HERE) == "理由" for one, (private, _) in people.items())
    assert disclose(envelope, uuid4(), new_pair()[0], HERE) is None


def test_an_envelope_that_was_moved_changed_or_cut_does_not_open() -> None:
    pair, (private, public) = uuid4(), new_pair()
    envelope = enclose("a reason", {pair: public}, HERE)
    for changed, about in [(envelope, THERE), (envelope[:-1] + b"\0", HERE), (envelope[:40], HERE)]:
        with pytest.raises(DoesNotOpen):
            disclose(changed, pair, private, about)


def test_an_envelope_to_nobody_opens_for_nobody() -> None:
    assert disclose(enclose("a reason", {}, HERE), uuid4(), new_pair()[0], HERE) is None
