"""The end of the chain, signed: made each day, kept here, and worth as much as the copies of it that are kept elsewhere."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tadasu.schema import UsageError
from tadasu.store import data_folder, write_whole
from tadasu.web.foundation.audit import _anchor, _stamp, keys
from tadasu.web.foundation.audit._anchor import Anchor
from tadasu.web.foundation.audit._stream import head, snapshot
from tadasu.web.foundation.audit.report import Signed


def anchor(*, out: Path | None = None, timestamp_url: str = "") -> Signed:
    """Sign the end of the chain, have it time-stamped if an authority is named, keep it, and write it to `out`.

    Raises UsageError `audit-empty` when there is no entry yet, `audit-stamp` when the authority gives no time-stamp: then
    nothing is written.
    """
    with snapshot():
        number, digest = head()
    if not number:
        raise UsageError("audit-empty")
    made = sign(number, digest)
    if timestamp_url:
        made = replace(made, stamp=_stamp.ask(_anchor.stamped(made), timestamp_url))
    keep(made)
    if out is not None:
        with write_whole(out) as stream:
            stream.write(_anchor.written(made))
    stamped_at = None if made.stamp is None else _stamp.said_at(made.stamp)
    return Signed(number=number, digest=digest.hex(), day=made.day, key=made.key.hex(), stamped_at=stamped_at)


def sign(number: int, digest: bytes) -> Anchor:
    """The anchor of an entry, of today."""
    return _anchor.signed(
        keys.signing_key(data_folder(writing=True)), number=number, digest=digest, day=datetime.now(UTC).date()
    )


def keep(made: Anchor) -> None:
    """Keep an anchor in the data folder; one of the same entry and day gives way only to one with a time-stamp."""
    place = keys.place_of(made, data_folder(writing=True))
    if made.stamp is not None or not place.exists():
        with write_whole(place) as stream:
            stream.write(_anchor.written(made))
