"""Whether a file is a package of somebody whose card one has: without a database, and without a secret where it is not sealed.

What its kind allows is not asked here, nor its place in a series: that needs what was taken before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tadasu.schema import UsageError
from tadasu.web.foundation.exchange._card import read_card
from tadasu.web.foundation.exchange._keys import everybody
from tadasu.web.foundation.exchange._package import LARGEST, opened, verified
from tadasu.web.foundation.exchange.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A package whose signature and documents are right. `documents` by name, how many lines each has."""

    kind: str
    kind_version: int
    issuer: str
    issuer_name: str
    fingerprint: str
    recipient: str
    serial: int
    previous: str
    digest: str
    created: date
    expires: date
    expired: bool
    was_sealed: bool
    documents: Mapping[str, int]


def check_file(file: Path, card: Path, data: Path) -> Checked:
    """Open, if it is sealed to us, and verify. Raises Fault with the reason, UsageError `exchange-file` when a file cannot be
    read."""
    said = read_card(read_file(card).decode("utf-8", "replace"))
    today = datetime.now(UTC).date()
    one = opened(read_file(file), [key for own in everybody(data) for key in own.opening(today)])
    if one.manifest.issuer != said.id:
        raise Fault("exchange-signature")
    keys = [said.signing, *(step.old for step in said.hand_overs if step.until >= one.manifest.created)]
    found = verified(one, keys)
    manifest = found.manifest
    return Checked(
        kind=manifest.kind,
        kind_version=manifest.kind_version,
        issuer=manifest.issuer,
        issuer_name=said.name,
        fingerprint=said.fingerprint,
        recipient=manifest.recipient,
        serial=manifest.serial,
        previous=manifest.previous,
        digest=found.digest,
        created=manifest.created,
        expires=manifest.expires,
        expired=manifest.expires < today,
        was_sealed=found.was_sealed,
        documents={name: len(lines) for name, lines in found.documents.items()},
    )


def read_file(file: Path) -> bytes:
    """A file, as far as a package may go and one byte more. Raises UsageError `exchange-file`."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise UsageError("exchange-file", file=file.name, reason=error.strerror or "") from None
