"""Whether the record is what was recorded: walked from the first entry to the last, and held against anchors."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.audit import _anchor, _stamp, keys
from tadasu.web.foundation.audit._anchor import Anchor
from tadasu.web.foundation.audit._check import Walk
from tadasu.web.foundation.audit._stream import guarded, head, snapshot, stream
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.audit.report import Anchored, Held, Report, Stamped


def verify(*, anchors: Sequence[Path] = (), key: Path | None = None, roots: Path | None = None) -> Report:
    """Walk the whole chain, in memory that does not grow with it.

    `anchors` are files of `tadasu audit anchor`; `key` a file of public keys, one a line, else this instance's own key counts;
    `roots` a PEM file of certificates of time-stamping authorities. Raises UsageError for a file that is not what it should
    be, and for a role of the database that does not see all.
    """
    named = [(file.name, _read(file)) for file in anchors]
    keys = _keys(key)
    certificates = _certificates(roots)
    numbers = {anchor.number for _, anchor in named}
    met: dict[int, bytes] = {}
    walk = Walk()
    with snapshot():
        for row, text, erased_by in stream(Entry.objects.all()):
            walk.take(row, text, erased=erased_by is not None)
            if row.number in numbers:
                met[row.number] = row.digest
        walk.end(*head())
        on = guarded()
    held = tuple(_anchored(name, anchor, met, keys, certificates) for name, anchor in named)
    return walk.report(anchors=held, guarded=on, pinned=key is not None)


def _anchored(
    name: str, anchor: Anchor, met: Mapping[int, bytes], keys: frozenset[bytes], roots: Sequence[Certificate]
) -> Anchored:
    stamped, at = Stamped.NONE, None
    if anchor.stamp is not None:
        at = _stamp.said_at(anchor.stamp)
        stamped = Stamped.UNCHECKED
        if roots or at is None:
            right = at is not None and _stamp.holds(anchor.stamp, _anchor.stamped(anchor), roots)
            stamped = Stamped.VALID if right else Stamped.WRONG
    return Anchored(
        name=name,
        number=anchor.number,
        day=anchor.day,
        held=_held(anchor, met.get(anchor.number), keys),
        stamped=stamped,
        stamped_at=at,
    )


def _held(anchor: Anchor, found: bytes | None, keys: frozenset[bytes]) -> Held:
    if not _anchor.is_signed(anchor):
        return Held.FORGED
    if anchor.key not in keys:
        return Held.FOREIGN
    if found is None:
        return Held.TRUNCATED
    return Held.HELD if found == anchor.digest else Held.REWRITTEN


def _read(file: Path) -> Anchor:
    try:
        return _anchor.read(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError("audit-anchor-unreadable", file=file.name) from None


def _keys(file: Path | None) -> frozenset[bytes]:
    """The keys that count: those of the file, else our own, which nobody makes just for this."""
    if file is not None:
        return keys.pinned(file)
    own = keys.own(data_folder())
    return frozenset() if own is None else frozenset({bytes(own.verify_key)})


def _certificates(file: Path | None) -> list[Certificate]:
    if file is None:
        return []
    try:
        return load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        raise UsageError("audit-roots-unreadable", file=file.name) from None
