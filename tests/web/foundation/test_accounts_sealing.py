"""Small secrets, codes and waits, without a database."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.web.foundation.accounts._codes import digest_of, new_code
from tadasu.web.foundation.accounts._seal import SALT, derived, mark, seal, unseal
from tadasu.web.foundation.accounts._waits import LONGEST, Tries, tried, wait_after


def hkdf(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 as it is written, for any length."""
    key, block, made, count = hmac.digest(salt, material, hashlib.sha256), b"", b"", 1
    while len(made) < length:
        block = hmac.digest(key, block + info + bytes([count]), hashlib.sha256)
        made, count = made + block, count + 1
    return made[:length]


def test_the_plain_twin_gives_the_figures_of_the_standard() -> None:
    """RFC 5869, A.1."""
    made = hkdf(bytes([0x0B] * 22), bytes(range(13)), bytes(range(0xF0, 0xFA)), 42)
    assert made.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")


@given(st.text(), st.text(), st.integers(1, 32))
def test_a_key_is_drawn_as_the_standard_says(secret: str, purpose: str, length: int) -> None:
    assert derived(secret, purpose, length) == hkdf(secret.encode(), SALT, purpose.encode(), length)


@given(st.binary())
def test_what_was_closed_is_opened_with_the_same_secret_and_purpose_only(plain: bytes) -> None:
    closed = seal(plain, secret="one", purpose="a")
    assert unseal(closed, secrets=["one"], purpose="a") == plain
    assert unseal(closed, secrets=["two", "one"], purpose="a") == plain
    assert unseal(closed, secrets=["two"], purpose="a") is None
    assert unseal(closed, secrets=["one"], purpose="b") is None


@given(st.binary(min_size=1), st.data())
def test_what_was_changed_is_not_opened(plain: bytes, data: st.DataObject) -> None:
    closed = bytearray(base64.urlsafe_b64decode(seal(plain, secret="one", purpose="a")))
    closed[data.draw(st.integers(0, len(closed) - 1))] ^= data.draw(st.integers(1, 255))
    assert unseal(base64.urlsafe_b64encode(closed).decode(), secrets=["one"], purpose="a") is None


@pytest.mark.parametrize("text", ["", "canary", "é", "a" * 200, "===="])
def test_what_was_never_closed_is_not_opened(text: str) -> None:
    assert unseal(text, secrets=["one"], purpose="a") is None


def test_a_mark_is_the_same_for_the_same_and_another_for_another_secret() -> None:
    assert mark("x", secret="one", purpose="a") == mark("x", secret="one", purpose="a")
    assert len({mark("x", secret=s, purpose=p) for s in ("one", "two") for p in ("a", "b")}) == 4


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    kept = digest_of(code, purpose="invitation")
    assert len(kept) == 64
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else "　" for one in code)  # as a Japanese keyboard gives it
    misread = code.replace("o", "0").replace("l", "1").replace("b", "8")
    for typed in (code.upper(), code.replace("-", " "), f" {code}\n", wide, misread):
        assert digest_of(typed, purpose="invitation") == kept, typed
    assert digest_of(code, purpose="reset") != kept
    assert digest_of(new_code(), purpose="invitation") != kept


@given(st.integers(1, 60), st.integers(0, 200))
def test_waits_grow_and_end(free: int, failed: int) -> None:
    assert wait_after(failed, free=free) <= wait_after(failed + 1, free=free) <= LONGEST
    assert (wait_after(failed, free=free) == 0) == (failed < free)


def test_a_try_counts_before_it_is_judged() -> None:
    after = Tries()
    for _ in range(5):
        assert after.until <= 1000
        after = tried(after, 1000, free=5)
    assert after == Tries(5, 1030)
