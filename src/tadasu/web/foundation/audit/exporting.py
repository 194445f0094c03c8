"""The record, or what of it concerns one organisation or some days, for a court: with what checks it, in plain Python.

The chain is written without a gap from the first entry that is shown to the first anchor after the last, so that it can be
held against an anchor which others keep. Entries in between that are not shown stand as links: number, content digest,
digest. A content digest is salted, so a link says nothing, and it is of the chain, so it cannot be exchanged.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from tadasu.schema import UsageError
from tadasu.store import data_folder, write_folder_whole
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.audit import _anchor, _verifier, keys
from tadasu.web.foundation.audit._anchor import Anchor
from tadasu.web.foundation.audit._chain import START, Row, Text, instant
from tadasu.web.foundation.audit._check import Walk
from tadasu.web.foundation.audit._stream import snapshot, stream
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.anchoring import keep, sign
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.audit.report import Exported

FORM = "tadasu-audit-export-1"

_VERIFIER = Path(_verifier.__file__)
"""What checks an export: one file that needs nothing but Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose entries, of which days (UTC, both included); None means all."""

    organisation: UUID | None = None
    since: date | None = None
    until: date | None = None


def export(out: Path, wanted: Wanted) -> Exported:
    """Write a folder that was not there: whole or not at all. That it was made is an entry of the record.

    Entries that are faulty are exported as they are: that they are is evidence too. Raises UsageError `audit-nothing` when
    no entry is wanted, DataFolderError when the folder is there or cannot be made.
    """
    with write_folder_whole(out) as folder:
        folder.chmod(0o700)
        with snapshot():
            first, last = _ends(wanted)
            end, anchors = _anchors(first, last)
            written = _write_entries(folder, Entry.objects.filter(number__gte=first, number__lte=end), wanted)
        if not any(one.number == end for one in anchors):
            anchors.append(sign(end, written.walk.digest))
            keep(anchors[-1])
        _write_anchors(folder, anchors)
        _write_manifest(folder, wanted, first, end, written)
        shutil.copyfile(_VERIFIER, folder / "verify.py")
        with acting(SYSTEM):
            record(
                SYSTEM,
                act="audit.export",
                subject="audit.export",
                organisation=wanted.organisation,
                detail={"first": first, "end": end, "shown": written.shown},
            )
    return Exported(
        shown=written.shown,
        links=written.walk.entries - written.shown,
        anchors=len(anchors),
        report=written.walk.report(),
    )


def _ends(wanted: Wanted) -> tuple[int, int]:
    """Numbers of the first and the last entry that are wanted."""
    chosen = Q()
    if wanted.organisation is not None:
        chosen &= Q(organisation_id=wanted.organisation)
    if wanted.since is not None:
        chosen &= Q(at__gte=_midnight(wanted.since))
    if wanted.until is not None:
        chosen &= Q(at__lt=_midnight(wanted.until) + timedelta(days=1))
    found = Entry.objects.filter(chosen).aggregate(first=Min("number"), last=Max("number"))
    if found["first"] is None:
        raise UsageError("audit-nothing")
    return found["first"], found["last"]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _anchors(first: int, last: int) -> tuple[int, list[Anchor]]:
    """Where the export ends, and the kept anchors up to there: the first from `last` on that the chain holds, else `last`."""
    made = sorted(keys.kept(data_folder()), key=lambda one: one.number)
    after = (one for one in made if one.number >= last)
    end = next(
        (one.number for one in after if Entry.objects.filter(number=one.number, digest=one.digest).exists()), last
    )
    return end, [one for one in made if first <= one.number <= end]


@dataclass(slots=True)
class _Written:
    """The entries' file: its digest, how many are shown, what came before the first, and the check on the way."""

    walk: Walk
    shown: int
    previous: bytes
    digest: str


def _write_entries(folder: Path, entries: QuerySet[Entry], wanted: Wanted) -> _Written:
    """One JSON object a line."""
    shown, digest, previous, walk = 0, hashlib.sha256(), START, None
    with (folder / "entries.jsonl").open("wb") as out:
        for row, text, erased_by in stream(entries):
            if walk is None:
                previous = row.previous
                walk = Walk(number=row.number - 1, digest=previous)
            walk.take(row, text, erased=erased_by is not None)
            is_shown = _is_wanted(row, wanted)
            shown += is_shown
            line = json.dumps(_entry(row, text, erased_by) if is_shown else _link(row), ensure_ascii=False)
            data = line.encode() + b"\n"
            digest.update(data)
            out.write(data)
    return _Written(walk=walk or Walk(), shown=shown, previous=previous, digest=digest.hexdigest())


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    day = row.at.astimezone(UTC).date()
    return (
        wanted.organisation in (None, row.organisation_id)
        and (wanted.since is None or wanted.since <= day)
        and (wanted.until is None or day <= wanted.until)
    )


def _link(row: Row) -> dict[str, object]:
    return {"number": row.number, "content": row.content.hex(), "digest": row.digest.hex()}


def _entry(row: Row, text: Text | None, erased_by: int | None) -> dict[str, object]:
    ids = {"id": row.id, "actor": row.actor, "subject_id": row.subject_id, "organisation": row.organisation_id}
    return {
        **_link(row),
        **{name: None if value is None else str(value) for name, value in ids.items()},
        "previous": row.previous.hex(),
        "at": instant(row.at),
        "system": row.system,
        "act": row.act,
        "subject": row.subject,
        "salt": row.salt.hex(),
        "text": _words(row, text, erased_by),
    }


def _words(row: Row, text: Text | None, erased_by: int | None) -> dict[str, object] | None:
    if row.text_digest is None:
        return None
    digest = row.text_digest.hex()
    if text is None:
        return {"digest": digest, "erased_by": erased_by}
    return {"digest": digest, "salt": text.salt.hex(), "reason": text.reason, "detail": text.detail}


def _write_anchors(folder: Path, anchors: Sequence[Anchor]) -> None:
    """Each as it is kept; of a time-stamp, also the response and what it is of, as `openssl ts -verify` takes them."""
    place = folder / "anchors"
    place.mkdir()
    for one in anchors:
        file = place / keys.name_of(one)
        file.write_text(_anchor.written(one), encoding="utf-8")
        if one.stamp is not None:
            file.with_suffix(".tsr").write_bytes(one.stamp)
            file.with_suffix(".stamped").write_bytes(_anchor.stamped(one))


def _write_manifest(folder: Path, wanted: Wanted, first: int, end: int, written: _Written) -> None:
    said = {
        "form": FORM,
        "made_at": instant(datetime.now(UTC)),
        "organisation": wanted.organisation and str(wanted.organisation),
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
        "first": first,
        "end": end,
        "previous": written.previous.hex(),
        "shown": written.shown,
        "links": written.walk.entries - written.shown,
        "sha256": written.digest,
        "key": keys.public_key(data_folder(writing=True)),
    }
    (folder / "manifest.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
