"""The digests: the database, the Python of the server and the verifier of an export compute the same."""

import doctest
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from tests.web.made import member_of, organisation
from tests.web.recorded import recorded

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.audit import _chain
from tadasu.web.foundation.audit import _verifier as verifier
from tadasu.web.foundation.audit._chain import Row, Text
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.exporting import _entry
from tadasu.web.foundation.audit.models import Entry

TEXTS = st.text(max_size=20).filter(lambda text: "\0" not in text)
DETAILS = st.dictionaries(TEXTS, TEXTS | st.integers(-(10**30), 10**30), max_size=4)


def as_row(entry: Entry) -> Row:
    """An entry of the database as the pure code knows it."""
    values: dict[str, Any] = {}
    for name in Row.__dataclass_fields__:
        value = getattr(entry, name)
        values[name] = bytes(value) if isinstance(value, memoryview) else value
    return Row(**values)


def as_text(entry: Entry) -> Text | None:
    """The words of an entry."""
    if entry.text_digest is None:
        return None
    return Text(salt=bytes(entry.text.salt), reason=entry.text.reason, detail=entry.text.detail)


@pytest.mark.usefixtures("database")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=TEXTS, detail=DETAILS, subject=st.none() | st.uuids(), alone=st.booleans())
def test_three_hands_compute_the_same_digests(
    reason: str, detail: dict[str, str | int], subject: uuid.UUID | None, alone: bool
) -> None:
    place = None if alone else organisation().id
    me = member_of(place or uuid.uuid4())
    with acting(me):
        record(me, act="a.b", subject="c", subject_id=subject, organisation=place, reason=reason, detail=detail)
    entry = recorded(actor=me)[-1]
    row, text = as_row(entry), as_text(entry)
    assert row.content == _chain.content(row)
    assert row.digest == _chain.link(row.number, row.previous, row.content)
    assert (text is None) == (not reason and not detail)
    assert text is None or row.text_digest == _chain.text_digest(text)
    shown = verifier.entry_of(json.dumps(_entry(row, text, None)).encode())
    assert verifier.content_of(shown) == row.content.hex()
    assert verifier.digest_of(verifier.LINK_FORM, row.number, row.previous.hex(), shown["content"]) == row.digest.hex()
    assert text is None or verifier.words_of(shown["text"]) == shown["text"]["digest"]


def test_the_form_is_the_one_that_is_written_down() -> None:
    """The example of docs/audit.md, worked by hand."""
    row = Row(
        number=7,
        id=uuid.UUID(int=1),
        at=datetime(2026, 11, 25, 12, 4, 5, 678_901, timezone(timedelta(hours=9))),
        actor=None,
        system=True,
        act="a.b",
        subject="c",
        subject_id=None,
        organisation_id=None,
        salt=b"\x01\x02",
        text_digest=None,
        content=b"",
        previous=b"",
        digest=b"",
    )
    absent = "ffffffff"
    parts = [
        "00000014" + b"tadasu-audit-entry-1".hex(),
        "00000024" + b"00000000-0000-0000-0000-000000000001".hex(),
        "0000001b" + b"2026-11-25T03:04:05.678901Z".hex(),
        absent,
        "00000001" + b"1".hex(),
        "00000003" + b"a.b".hex(),
        "00000001" + b"c".hex(),
        absent,
        absent,
        "00000002" + "0102",
        absent,
    ]
    assert _chain.content(row) == _sha("".join(parts))
    assert _chain.link(7, b"\x05", b"\x06") == _sha(
        "00000013" + b"tadasu-audit-link-1".hex() + "000000013700000001050000000106"
    )
    text = Text(salt=b"\x09", reason="é", detail={"b": 2, "a": "x"})
    words = "00000013" + b"tadasu-audit-text-1".hex() + "0000000109" + "00000002c3a9"
    details = "000000016100000001730000000178" + "000000016200000001690000000132"
    assert _chain.text_digest(text) == _sha(words + details)


@pytest.mark.parametrize("value", [True, 1.0, None, ["1"], "1 "])
def test_a_value_of_another_kind_has_another_digest(value: object) -> None:
    said = Text(salt=b"", reason="", detail={"a": 1})
    other = Text(salt=b"", reason="", detail={"a": value})  # type: ignore[dict-item]
    assert _chain.text_digest(said) != _chain.text_digest(other)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=80), place=st.integers(0, 511))
@settings(max_examples=40, deadline=None)
def test_the_verifier_knows_a_signature_and_every_other_for_none(seed: bytes, message: bytes, place: int) -> None:
    key = SigningKey(seed)
    public, signature = bytes(key.verify_key), key.sign(message).signature
    assert verifier.is_signed(public, message, signature)
    bad = bytearray(signature)
    bad[place // 8] ^= 1 << place % 8
    assert not verifier.is_signed(public, message, bytes(bad))
    assert not verifier.is_signed(public, message + b"\0", signature)
    assert not verifier.is_signed(bytes(SigningKey(bytes(32)).verify_key), message, signature) or seed == bytes(32)


def test_the_verifier_refuses_the_same_signature_written_in_another_way() -> None:
    key = SigningKey(bytes(range(32)))
    signature = key.sign(b"m").signature
    scalar = int.from_bytes(signature[32:], "little") + verifier.ORDER
    assert not verifier.is_signed(bytes(key.verify_key), b"m", signature[:32] + scalar.to_bytes(32, "little"))
    assert verifier.point((verifier.P + 1).to_bytes(32, "little")) is None
    assert verifier.point((4 * pow(5, verifier.P - 2, verifier.P) % verifier.P).to_bytes(32, "little")) == verifier.BASE


def test_the_vector_of_the_standard_is_a_signature() -> None:
    """RFC 8032, 7.1, test 3."""
    public = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    first = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    second = "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    assert verifier.is_signed(public, bytes.fromhex("af82"), bytes.fromhex(first + second))


def test_the_examples_of_the_form_are_true() -> None:
    assert doctest.testmod(_chain) == (0, 1)


def test_a_time_is_written_in_utc_with_six_decimals() -> None:
    assert _chain.instant(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "2026-01-02T03:04:05.000000Z"


def _sha(hexadecimal: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(hexadecimal)).digest()
