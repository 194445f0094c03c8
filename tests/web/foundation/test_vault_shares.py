"""A secret among several people: any k of n put it together, fewer learn nothing, and a changed share is known."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.shares import secrets_behind, times, value

from tadasu.schema import UsageError
from tadasu.web.foundation.vault import _shares
from tadasu.web.foundation.vault._sealing import context
from tadasu.web.foundation.vault._shares import Share, commitment_of, is_as_dealt, join, share_of, split

SECRET = bytes(range(32))
HERE = context("a test")


@pytest.mark.parametrize("one", range(256))
def test_the_field_is_the_one_of_the_slow_twin(one: int) -> None:
    assert [_shares._times(one, other) for other in range(256)] == [times(one, other) for other in range(256)]
    assert all(_shares._over(times(one, other), other) == one for other in range(1, 256))


@given(st.binary(min_size=1, max_size=4), st.integers(1, 255))
def test_a_share_is_the_value_of_the_polynomial_at_its_place(polynomial: bytes, place: int) -> None:
    assert _shares._value(polynomial, place) == value(polynomial, place)


@given(secret=st.binary(min_size=1, max_size=40), among=st.integers(2, 7), data=st.data())
def test_any_k_of_n_put_it_together_in_any_order_and_more_do_no_harm(
    secret: bytes, among: int, data: st.DataObject
) -> None:
    needed = data.draw(st.integers(2, among))
    shares = split(secret, needed=needed, among=among)
    for count in range(needed, among + 1):
        assert all(join(some) == secret for some in combinations(shares, count))
    assert join(data.draw(st.permutations(shares))) == secret


def test_one_share_of_two_fits_every_secret_equally_often() -> None:
    for secret in (0, 1, 0x53, 255):
        seen = Counter(
            split(bytes([secret]), needed=2, among=2, randomness=lambda _, one=one: bytes([one]))[1].values  # type: ignore[misc]
            for one in range(256)
        )
        assert set(seen.values()) == {1}
        assert len(seen) == 256


def test_two_shares_of_three_fit_every_secret_equally_often() -> None:
    pairs = Counter()  # type: Counter[tuple[bytes, bytes]]
    for coefficients in product(range(256), repeat=2):
        first, _, third = split(b"\x53", needed=3, among=3, randomness=lambda _, some=coefficients: bytes(some))  # type: ignore[misc]
        pairs[first.values, third.values] += 1
    assert len(pairs) == 256 * 256
    assert set(pairs.values()) == {1}


def test_by_the_slow_twin_too_one_share_of_two_leaves_every_secret_possible() -> None:
    (share, _) = split(b"\x9c", needed=2, among=2)
    assert sorted(secrets_behind({share.place: share.values[0]}, degree=1)) == list(range(256))


def test_by_the_slow_twin_too_two_shares_of_two_leave_one_secret() -> None:
    shares = split(b"\x9c", needed=2, among=2)
    assert list(secrets_behind({one.place: one.values[0] for one in shares}, degree=1)) == [0x9C]


def test_fewer_shares_than_needed_give_other_bytes() -> None:
    shares = split(SECRET, needed=3, among=5)
    assert all(join(pair) != SECRET for pair in combinations(shares, 2))


@given(at=st.integers(0, 31), change=st.integers(1, 255))
def test_a_changed_share_is_known_by_its_commitment_and_gives_another_secret(at: int, change: int) -> None:
    good, other = split(SECRET, needed=2, among=2)
    values = bytearray(good.values)
    values[at] ^= change
    changed = Share(good.place, bytes(values))
    committed = commitment_of(good, HERE)
    assert is_as_dealt(good, HERE, committed)
    assert not is_as_dealt(changed, HERE, committed)
    assert not is_as_dealt(Share(good.place + 1, good.values), HERE, committed)
    assert not is_as_dealt(good, context("elsewhere"), committed)
    assert join([changed, other]) != SECRET


@pytest.mark.parametrize(("needed", "among"), [(1, 3), (0, 0), (4, 3), (2, 256)])
def test_one_alone_more_than_there_are_and_more_than_there_can_be_are_refused(needed: int, among: int) -> None:
    with pytest.raises(UsageError, match="vault-shares"):
        split(SECRET, needed=needed, among=among)


def test_one_share_twice_is_not_two() -> None:
    share, _ = split(SECRET, needed=2, among=2)
    with pytest.raises(UsageError, match="vault-shares"):
        join([share, share])
    with pytest.raises(UsageError, match="vault-shares"):
        join([share, Share(2, b"short")])


def test_a_share_is_kept_as_bytes_and_shown_in_no_text() -> None:
    share, _ = split(SECRET, needed=2, among=2)
    assert share_of(bytes(share)) == share
    assert share.values.hex() not in repr(share)
    assert repr(share.values) not in repr(share)
