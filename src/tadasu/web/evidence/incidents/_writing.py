"""Incidents into their rows: some thousand by one statement each, in the transaction of the import.

PostgreSQL refuses COPY under row-level security, so rows go in as arrays that the database takes apart.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tadasu.web.evidence.incidents._codes import counted
from tadasu.web.evidence.incidents._reading import LeftOut, Read
from tadasu.web.evidence.incidents._searchable import searchable
from tadasu.web.evidence.incidents.models import LONGEST_ORIGIN, Batch

AT_ONCE = 2_000
"""Rows of one statement."""

_COLUMNS = {
    "id": "uuid",
    "number": "int",
    "row": "int",
    "issue": "text",
    "issues": "text",
    "indicators": "text",
    "country": "text",
    "region": "text",
    "sector": "text",
    "good": "text",
    "month": "date",
    "year": "smallint",
    "people": "int",
    "origin_key": "text",
    "known_as": "text",
    "first": "uuid",
    "version": "int",
    "changed": "bool",
    "said": "bytea",
    "title": "text",
    "text": "text",
    "named": "text",
    "place": "text",
    "link": "text",
    "plain": "text",
}
_ARRAYS = ("issues", "indicators")
"""They go in as one text with commas: `unnest` would take apart arrays within arrays too."""


@dataclass(frozen=True, slots=True)
class Before:
    """The newest version of an incident that came in an earlier file of the same kind."""

    id: UUID
    first: UUID
    version: int
    said: bytes
    facts: tuple[object, ...]


@dataclass(slots=True)
class Writer:
    """Takes what is read, writes it, counts. `secret` is the key of the marks, of a confidential file; `fallback` the origin of
    incidents that name none."""

    batch: Batch
    secret: bytes | None = None
    number: int = 0
    left_out: int = 0
    doubts: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    _seen: set[str] = field(default_factory=set)
    _origins: dict[str, int] = field(default_factory=dict)

    def take(self, found: Sequence[Read | LeftOut]) -> Iterator[tuple[int, Read]]:
        """Write these; numbers with what was read, for whoever keeps the words elsewhere."""
        read = [one for one in found if isinstance(one, Read)]
        known = [self._known_as(one) for one in read]
        before = self._before([one for one in known if one])
        rows, outdated, noted = [], [], []
        for one, known_as in zip(read, known, strict=True):
            self.number += 1
            row = self._row(one, known_as)
            if earlier := before.get(known_as):
                outdated.append(earlier.id)
                self._newer(row, earlier)
            rows.append(row)
            counted(one.coded.doubts, self.doubts)
            noted += [(one.row, name, why, False) for name, why in one.coded.doubts]
            yield self.number, one
        for gone in found:
            if isinstance(gone, LeftOut):
                self.left_out += 1
                noted += [(gone.row, name, why, True) for name, why in gone.why]
        self._insert(rows)
        self._outdate(outdated)
        self._note(noted)

    @property
    def counts(self) -> dict[str, Any]:
        """As they are kept with the batch."""
        return {
            "incidents": self.number,
            "left_out": self.left_out,
            "unmapped": dict(sorted(self.doubts.items())),
            "versions": dict(sorted(self.versions.items())),
        }

    def _known_as(self, one: Read) -> str:
        """What its number is known by, if files of this kind are compared; the same twice in a file is doubtful, and the second
        has none."""
        if not one.id or self.batch.kind_id is None:
            return ""
        known_as = one.id if self.secret is None else _keyed(self.secret, "id", one.id).hex()
        if known_as in self._seen:
            one.coded.doubts.append(("id", "twice"))
            return ""
        self._seen.add(known_as)
        return known_as

    def _row(self, one: Read, known_as: str) -> dict[str, Any]:
        made, words = one.coded, one.words if self.batch.public else {}
        text = "\n\n".join(filter(None, (words.get("text"), words.get("how"))))
        id = uuid.uuid4()
        return {
            "id": id,
            "number": self.number,
            "row": one.row,
            "issue": made.issues[0] if made.issues else "",
            "issues": made.issues,
            "indicators": made.indicators,
            "country": made.country,
            "region": made.region,
            "sector": made.sector,
            "good": made.good,
            "month": made.month,
            "year": made.year,
            "people": made.people,
            "origin_key": self._origin(one.words.get("origin", "")),
            "known_as": known_as,
            "first": id,
            "version": 1,
            "changed": False,
            "said": self._said(one) if known_as else None,
            "title": words.get("title", ""),
            "text": text,
            "named": words.get("party", ""),
            "place": words.get("place", ""),
            "link": words.get("link", "") if words.get("link", "").startswith(("https://", "http://")) else "",
            "plain": searchable(words.get("title", ""), text, words.get("party", ""), words.get("place", ""))
            if words
            else "",
        }

    def _origin(self, said: str) -> str:
        """Of a public file the outlet's name, folded. Of a confidential one whoever tells of something must not stand in a row: a
        number tells origins within the file apart, and that of the whole file is what a person typed."""
        key = " ".join(said.casefold().split())[:LONGEST_ORIGIN]
        whole = " ".join(self.batch.origin.casefold().split()) or str(self.batch.id)
        if not key:
            return whole
        if self.batch.public:
            return key
        return f"{self.batch.id}-{self._origins.setdefault(key, len(self._origins) + 1)}"

    def _said(self, one: Read) -> bytes:
        """A digest of its words."""
        words = json.dumps([sorted(one.words.items()), sorted(one.others.items())], ensure_ascii=False)
        return _keyed(self.secret or b"", "said", words)

    def _newer(self, row: dict[str, Any], earlier: Before) -> None:
        row["first"], row["version"] = earlier.first, earlier.version + 1
        facts = tuple(row[name] for name in _FACTS)
        other = [name for name, old, new in zip(_FACTS, earlier.facts, facts, strict=True) if _same(old) != _same(new)]
        if earlier.said != row["said"]:
            other.append("words")
        row["changed"] = bool(other)
        for name in other or ["same"]:
            self.versions[name] = self.versions.get(name, 0) + 1

    def _before(self, known: Sequence[str]) -> dict[str, Before]:
        if not known:
            return {}
        self.statements += 1
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT known_as, i.id, first, version, said, {', '.join(f'i.{name}' for name in _FACTS)}"
                " FROM incidents_incident i JOIN incidents_batch b ON b.id = batch_id"
                " WHERE i.organisation_id = %s AND b.kind_id = %s AND latest AND known_as = ANY(%s)",
                [self.batch.organisation_id, self.batch.kind_id, list(known)],
            )
            return {
                row[0]: Before(id=row[1], first=row[2], version=row[3], said=bytes(row[4] or b""), facts=tuple(row[5:]))
                for row in cursor.fetchall()
            }

    def _insert(self, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        said = [[",".join(row[name]) if name in _ARRAYS else row[name] for row in rows] for name in _COLUMNS]
        taken = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
        given = ", ".join(
            f"CASE {name} WHEN '' THEN '{{}}'::text[] ELSE string_to_array({name}, ',') END"
            if name in _ARRAYS
            else name
            for name in _COLUMNS
        )
        self.statements += 1
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO incidents_incident (organisation_id, batch_id, public, latest, {', '.join(_COLUMNS)})"
                f" SELECT %s, %s, %s, true, {given} FROM unnest({taken}) AS t({', '.join(_COLUMNS)})",
                [self.batch.organisation_id, self.batch.id, self.batch.public, *said],
            )

    def _outdate(self, ids: Sequence[UUID]) -> None:
        if not ids:
            return
        self.statements += 1
        with connection.cursor() as cursor:
            cursor.execute("UPDATE incidents_incident SET latest = false WHERE id = ANY(%s)", [list(ids)])

    def _note(self, noted: Iterable[tuple[int, str, str, bool]]) -> None:
        rows = list(noted)
        if not rows:
            return
        self.statements += 1
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO incidents_unmapped (organisation_id, batch_id, row, field, why, left_out)"
                " SELECT %s, %s, * FROM unnest(%s::int[], %s::text[], %s::text[], %s::bool[])",
                [self.batch.organisation_id, self.batch.id, *map(list, zip(*rows, strict=True))],
            )


_FACTS = ("issues", "indicators", "country", "region", "sector", "good", "month", "year", "people")
"""What is compared with an earlier version, one by one."""


def file_digest(sha256: bytes, secret: bytes | None) -> bytes:
    """What a file is known by: of a confidential one nobody can try it without the key."""
    return sha256 if secret is None else hmac.new(secret, b"file" + sha256, hashlib.sha256).digest()


def _keyed(secret: bytes, what: str, text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), key=secret, person=what.encode(), digest_size=16).digest()


def _same(value: object) -> object:
    """As it is compared: arrays of the database and tuples are the same."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return value.date() if isinstance(value, datetime) else value if not isinstance(value, date) else value.isoformat()
