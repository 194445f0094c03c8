"""The key with which this instance signs its anchors: in a file of ours alone, beside the anchors that were made."""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nacl.signing import SigningKey

from tadasu.schema import StoreError, UsageError
from tadasu.store import made_once
from tadasu.web.foundation.audit import _anchor
from tadasu.web.foundation.audit._anchor import Anchor

FOLDER, KEY, ANCHORS = "audit", "key", "anchors"
"""In the data folder: `audit/key` (the seed in hexadecimal, mode 0600) and `audit/anchors/`."""

_SEED = 32
"""Bytes of the seed of an Ed25519 key."""


def signing_key(data: Path) -> SigningKey:
    """The key, made at random, whole or not at all, when there is none. Raises StoreError `audit-key` when it is none."""
    file = data / FOLDER / KEY
    file.parent.mkdir(mode=0o700, exist_ok=True)
    made_once(file, lambda: secrets.token_hex(_SEED))
    return _read(file)


def own(data: Path) -> SigningKey | None:
    """The key if there is one. Raises StoreError `audit-key`."""
    file = data / FOLDER / KEY
    return _read(file) if file.is_file() else None


def public_key(data: Path) -> str:
    """The public key in hexadecimal: to be published, and pinned by whoever checks. Made when there is none."""
    return bytes(signing_key(data).verify_key).hex()


def pinned(file: Path) -> frozenset[bytes]:
    """The public keys of a file, one a line in hexadecimal. Raises UsageError `audit-key-none`."""
    try:
        lines = file.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not all(re.fullmatch(f"[0-9a-f]{{{2 * _SEED}}}", line) for line in lines):
        raise UsageError("audit-key-none", file=file.name)
    return frozenset(bytes.fromhex(line) for line in lines)


def kept(data: Path) -> Iterator[Anchor]:
    """The anchors that were made here, by number. A file that is none is passed over."""
    for file in sorted((data / FOLDER / ANCHORS).glob("*.json")):
        with suppress(ValueError, OSError):
            yield _anchor.read(file.read_text(encoding="utf-8"))


def place_of(anchor: Anchor, data: Path) -> Path:
    """Where an anchor of ours is kept."""
    return data / FOLDER / ANCHORS / name_of(anchor)


def name_of(anchor: Anchor) -> str:
    """What its file is called: sorted, they stand in the order of the chain."""
    return f"{anchor.number:012}-{anchor.day.isoformat()}.json"


def _read(file: Path) -> SigningKey:
    found = file.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(f"[0-9a-f]{{{2 * _SEED}}}", found):
        raise StoreError("audit-key")
    return SigningKey(bytes.fromhex(found))
