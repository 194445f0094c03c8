"""The file of a package: what is signed means one thing only, and any byte that is another is found."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._canonical import canonical, read
from tadasu.web.foundation.exchange._manifest import LARGEST_MANIFEST, NOTHING_BEFORE, Manifest
from tadasu.web.foundation.exchange._package import LARGEST, Package, opened, packed, sealed, verified
from tadasu.web.foundation.exchange._signing import Of, is_signed, sign
from tadasu.web.foundation.exchange.faults import Fault

DAY = date(2026, 11, 25)
KEY = SigningKey(bytes(range(32)))
OPENING = pyrage.x25519.Identity.generate()
PLAIN = Manifest(
    kind="findings",
    kind_version=1,
    issuer="a" * 32,
    recipient="b" * 32,
    serial=1,
    previous=NOTHING_BEFORE,
    created=DAY,
    expires=DAY,
    documents=(),
)
LINES: list[Mapping[str, Any]] = [{"name": "新疆の架空工場", "count": 3}, {"name": "Gozmara (invented)", "count": None}]


def frame() -> bytes:
    return packed(PLAIN, {"findings": LINES}, KEY)


def whole(data: bytes) -> Package:
    return verified(opened(data, [OPENING]), [bytes(KEY.verify_key)])


def code_of(data: bytes) -> str:
    with pytest.raises(Fault) as found:
        whole(data)
    return found.value.code


def remade(**changed: object) -> bytes:
    """A frame whose manifest is signed as it stands, whatever it says."""
    said = canonical({**json.loads(whole(frame()).manifest.written()), **changed})  # type: ignore[dict-item]
    content = frame()[len(b"tadasu-package-1\n") + 4 + len(whole(frame()).manifest.written()) + 64 :]
    return b"tadasu-package-1\n" + len(said).to_bytes(4, "big") + said + sign(KEY, Of.PACKAGE, said) + content


def test_what_was_packed_comes_out_again_sealed_or_not() -> None:
    for data in (frame(), sealed(frame(), str(OPENING.to_public()))):
        found = whole(data)
        assert [dict(one) for one in found.documents["findings"]] == LINES
        assert found.digest == hashlib.sha256(frame()).hexdigest()
        assert replace(found.manifest, documents=()) == PLAIN
    assert whole(sealed(frame(), str(OPENING.to_public()))).was_sealed


def test_the_same_documents_make_the_same_bytes() -> None:
    assert frame() == packed(PLAIN, {"findings": [dict(reversed(list(one.items()))) for one in LINES]}, KEY)


def test_any_bit_that_is_another_is_found() -> None:
    """Every byte of a sealed package and of a bare one, each of its eight bits."""
    for data in (frame(), sealed(frame(), str(OPENING.to_public()))):
        for at in range(len(data)):
            for bit in range(8):
                changed = bytearray(data)
                changed[at] ^= 1 << bit
                assert code_of(bytes(changed)) in {
                    "exchange-cut",
                    "exchange-damaged",
                    "exchange-no-package",
                    "exchange-not-opened",
                    "exchange-other-form",
                    "exchange-signature",
                }


def test_a_package_that_is_cut_anywhere_is_said_to_be_cut() -> None:
    data = frame()
    assert {code_of(data[:length]) for length in range(1, len(data))} == {"exchange-cut"}
    whole_seal = sealed(data, str(OPENING.to_public()))
    assert {code_of(whole_seal[:length]) for length in range(30, len(whole_seal))} == {"exchange-not-opened"}


def test_nothing_may_follow() -> None:
    assert code_of(frame() + b"\n") == "exchange-damaged"


def test_what_is_no_package_is_said_to_be_none() -> None:
    assert code_of(b"") == "exchange-no-package"
    assert code_of(b"PK\x03\x04") == "exchange-no-package"
    assert code_of(b"tadasu-package-2\n" + bytes(99)) == "exchange-other-form"


def test_what_is_too_large_is_not_even_looked_at() -> None:
    assert code_of(bytes(LARGEST + 1)) == "exchange-too-large"


def test_a_manifest_that_claims_to_be_huge_is_not_waited_for() -> None:
    assert code_of(b"tadasu-package-1\n" + b"\xff\xff\xff\xff" + bytes(99)) == "exchange-damaged"
    assert code_of(b"tadasu-package-1\n" + (LARGEST_MANIFEST + 1).to_bytes(4, "big") + bytes(99)) == "exchange-damaged"


@pytest.mark.parametrize(
    "changed",
    [
        {"serial": 0},
        {"serial": -1},
        {"serial": True},
        {"serial": "1"},
        {"kind": "../findings"},
        {"kind": "/etc/passwd"},
        {"kind": "Findings"},
        {"issuer": "A" * 32},
        {"created": "2026-11-31"},
        {"created": "20261125"},
        {"expires": None},
        {"documents": []},
        {"documents": [{"name": "../../x", "length": 1, "sha256": "0" * 64}]},
        {"documents": [{"name": "x", "length": -1, "sha256": "0" * 64}]},
        {"documents": [{"name": "x", "length": 10**12, "sha256": "0" * 64}]},
        {"documents": [{"name": "x", "length": 0, "sha256": "0" * 64, "path": "/x"}]},
        {"form": "tadasu-receipt-1"},
        {"more": 1},
    ],
)
def test_a_manifest_says_what_it_must_and_nothing_else_even_when_it_is_signed(changed: dict[str, object]) -> None:
    assert code_of(remade(**changed)) == "exchange-damaged"


def test_a_document_that_is_not_the_one_that_was_signed_is_refused() -> None:
    documents = [{"name": "findings", "length": len(frame()) - 100, "sha256": "0" * 64}]
    assert code_of(remade(documents=documents)) == "exchange-cut"
    documents[0]["length"] = 5
    assert code_of(remade(documents=documents)) == "exchange-damaged"


def test_a_document_is_lines_of_canonical_objects() -> None:
    for content in (b"[1]\n", b'{"a":1}', b'{"a": 1}\n', b'{"a":1.5}\n', b'{"a":1,"a":1}\n', b"\xff\n", b"\n"):
        listed = [{"name": "findings", "length": len(content), "sha256": hashlib.sha256(content).hexdigest()}]
        said = canonical({**PLAIN.values(), "documents": listed})  # type: ignore[dict-item]
        data = b"tadasu-package-1\n" + len(said).to_bytes(4, "big") + said + sign(KEY, Of.PACKAGE, said) + content
        assert code_of(data) == "exchange-document"


def test_a_signature_of_one_kind_of_statement_is_none_of_another() -> None:
    said = b"the same words"
    for of in Of:
        held = [one for one in Of if is_signed(bytes(KEY.verify_key), one, said, sign(KEY, of, said))]
        assert held == [of]


@pytest.mark.parametrize("value", [1.5, b"bytes", UUID(int=1), DAY, {1: 2}, {"é": 1}, 2**53, {"a": object()}])
def test_what_has_no_canonical_form_cannot_be_packed(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        packed(PLAIN, {"findings": [{"a": value}]}, KEY)


def test_what_is_nested_too_deeply_is_refused_and_breaks_nothing() -> None:
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    with pytest.raises(ValueError, match="deep"):
        read(deep)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="ascii")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_has_one_canonical_form_and_comes_back_from_it(value: object) -> None:
    try:
        data = canonical(value)  # type: ignore[arg-type]
    except ValueError:
        return  # nested too deeply
    assert read(data) == value
    with pytest.raises(ValueError, match="canonical"):
        read(b" " + data)


def test_keys_are_made_once_in_files_of_ours_alone(tmp_path: Path) -> None:
    place = uuid4()
    first, again = _keys.make(tmp_path, place), _keys.make(tmp_path, place)
    assert first.id == again.id
    (file,) = (tmp_path / "exchange" / str(place)).iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == file.parent.parent.stat().st_mode & 0o777 == 0o700
