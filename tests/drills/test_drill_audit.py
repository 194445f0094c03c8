"""Drill: somebody with every right in the database, its triggers off, changes the record. Each change is found, or it is said
that without an anchor from elsewhere it could not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.chained import REWRITE, acts, tamper, worker
from tests.web.running import committed, server  # noqa: F401

from tadasu.store import data_folder
from tadasu.web.foundation.audit.anchoring import anchor
from tadasu.web.foundation.audit.report import Fault, Held, Kind, Report
from tadasu.web.foundation.audit.verifying import verify
from tadasu.web.project.database import Server

ENTRIES = 8


@pytest.fixture
def record(server: Server, committed: None, tmp_path: Path) -> Iterator[Path]:  # noqa: F811
    """Eight entries and an anchor of the last."""
    acts(ENTRIES)
    place = tmp_path / "anchor.json"
    with worker(server):
        anchor(out=place)
    yield place
    for file in (data_folder() / "audit" / "anchors").glob("*"):
        file.unlink()


def check(server: Server, *anchors: Path) -> Report:  # noqa: F811
    with worker(server):
        return verify(anchors=anchors)


SET = "UPDATE audit_entry SET"
CUT = (
    "DELETE FROM audit_text WHERE entry_id IN (SELECT id FROM audit_entry WHERE number {0})",
    ("DELETE FROM audit_entry WHERE number {0}"),
)
SWAP = (
    f"{SET} number = -4 WHERE number = 4",
    f"{SET} number = 4 WHERE number = 5",
    f"{SET} number = 5 WHERE number = -4",
)
SWAP_LINKS_TOO = (
    *SWAP,
    f"{SET} previous = before.digest FROM audit_entry before WHERE audit_entry.number = 4 AND before.number = 3",
    f"{SET} previous = before.digest FROM audit_entry before WHERE audit_entry.number = 5 AND before.number = 4",
)
INSERTED = """
INSERT INTO audit_entry (id, number, at, system, act, subject, salt, content, previous, digest)
SELECT gen_random_uuid(), {number}, at, system, 'forged', subject, salt, content, {previous}, digest
FROM audit_entry WHERE number = {of}
"""
SOUND_IN_ITSELF = (
    "content = audit_content(audit_entry)",
    "digest = audit_link(number, previous, audit_content(audit_entry))",
)
SHIFT = f"{SET} number = -number - 1 WHERE number > 4", f"{SET} number = -number WHERE number < 0"

FOUND = {
    "a field": ((f"{SET} act = 'other' WHERE number = 4",), Kind.ALTERED, 4),
    "who acted": ((f"{SET} actor = gen_random_uuid() WHERE number = 4",), Kind.ALTERED, 4),
    "when": ((f"{SET} at = at + interval '1 microsecond' WHERE number = 4",), Kind.ALTERED, 4),
    "that it was the system": ((f"{SET} system = true WHERE number = 4",), Kind.ALTERED, 4),
    "whose": ((f"{SET} organisation_id = NULL WHERE number = 4",), Kind.ALTERED, 4),
    "that there were words": (
        (f"{SET} text_digest = NULL WHERE number = 4", CUT[0].format("= 4")),
        Kind.ALTERED,
        4,
    ),
    "a field with its content digest": (
        (f"{SET} act = 'other' WHERE number = 4", f"{SET} {SOUND_IN_ITSELF[0]} WHERE number = 4"),
        Kind.MOVED,
        4,
    ),
    "a field with all its digests": (
        (f"{SET} act = 'other' WHERE number = 4", f"{SET} {', '.join(SOUND_IN_ITSELF)} WHERE number = 4"),
        Kind.REPLACED,
        5,
    ),
    "the last with all its digests": (
        (f"{SET} act = 'other' WHERE number = 8", f"{SET} {', '.join(SOUND_IN_ITSELF)} WHERE number = 8"),
        Kind.END,
        8,
    ),
    "the reason": (("UPDATE audit_text SET reason = 'other' WHERE detail @> '{\"n\": 3}'",), Kind.TEXT_ALTERED, 4),
    "a detail": (('UPDATE audit_text SET detail = \'{"n": "3"}\' WHERE detail @> \'{"n": 3}\'',), Kind.TEXT_ALTERED, 4),
    "the kind of the details": (
        ("UPDATE audit_text SET detail = '[]' WHERE detail @> '{\"n\": 3}'",),
        Kind.TEXT_ALTERED,
        4,
    ),
    "words deleted": ((CUT[0].format("= 4"),), Kind.TEXT_REMOVED, 4),
    "one in the middle": (tuple(one.format("= 4") for one in CUT), Kind.REMOVED, 4),
    "the first": (tuple(one.format("= 1") for one in CUT), Kind.REMOVED, 1),
    "the end": (tuple(one.format("> 6") for one in CUT), Kind.END, 6),
    "two swapped": (SWAP, Kind.MOVED, 4),
    "two swapped with their links": (SWAP_LINKS_TOO, Kind.MOVED, 4),
    "renumbered": ((f"{SET} number = 9 WHERE number = 8",), Kind.REMOVED, 8),
    "one removed, the rest renumbered": (
        (
            *(one.format("= 4") for one in CUT),
            f"{SET} number = number - 100 WHERE number > 4",
            f"{SET} number = number + 99 WHERE number < 0",
        ),
        Kind.MOVED,
        4,
    ),
    "one put in": (
        (*SHIFT, INSERTED.format(of=4, number=5, previous="digest"), f"{SET} {SOUND_IN_ITSELF[0]} WHERE number = 5"),
        Kind.MOVED,
        5,
    ),
    "one put in, sound in itself": (
        (
            *SHIFT,
            INSERTED.format(of=4, number=5, previous="digest"),
            f"{SET} {', '.join(SOUND_IN_ITSELF)} WHERE number = 5",
        ),
        Kind.MOVED,
        6,
    ),
    "one put in under a number that is there": (
        (
            "ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_number_key",
            INSERTED.format(of=4, number=4, previous="previous"),
        ),
        Kind.DOUBLE,
        4,
    ),
    "one added at the end": (
        (
            INSERTED.format(of=8, number=9, previous="digest"),
            f"{SET} {', '.join(SOUND_IN_ITSELF)} WHERE number = 9",
        ),
        Kind.END,
        9,
    ),
    "a time before the one before it": (
        (f"{SET} at = at - interval '1 day' WHERE number = 4", REWRITE),
        Kind.BACKWARDS,
        4,
    ),
    "all of it": (("DELETE FROM audit_text", "DELETE FROM audit_entry"), Kind.END, 0),
}


def test_a_record_that_nobody_touched_is_sound(server: Server, record: Path) -> None:  # noqa: F811
    report = check(server, record)
    assert report.sound
    assert (report.entries, report.number, report.texts, report.erased) == (ENTRIES, ENTRIES, ENTRIES, 0)
    assert [(one.held, one.number) for one in report.anchors] == [(Held.HELD, ENTRIES)]


@pytest.mark.parametrize("what", FOUND)
def test_a_change_is_found_where_it_was_made(server: Server, record: Path, what: str) -> None:  # noqa: F811
    statements, kind, number = FOUND[what]
    tamper(server, *statements)
    try:
        report = check(server)
    finally:
        if "DROP CONSTRAINT" in statements[0]:
            tamper(server, "DELETE FROM audit_entry", "ALTER TABLE audit_entry ADD UNIQUE (number)")
    assert not report.sound
    assert (kind, number) in {(fault.kind, fault.number) for fault in report.first}
    assert number == min(fault.number for fault in report.first)


UNSEEN = {
    "the end cut off": (
        (*(one.format("> 6") for one in CUT), REWRITE),
        Held.TRUNCATED,
    ),
    "everything written anew": ((f"{SET} act = 'other' WHERE number = 4", REWRITE), Held.REWRITTEN),
    "one left out and everything written anew": (
        (
            *(one.format("= 4") for one in CUT),
            f"{SET} number = number - 100 WHERE number > 4",
            f"{SET} number = number + 99 WHERE number < 0",
            REWRITE,
        ),
        Held.TRUNCATED,
    ),
    "nothing left": (("DELETE FROM audit_text", "DELETE FROM audit_entry", "DELETE FROM audit_head"), Held.TRUNCATED),
}


@pytest.mark.parametrize("what", UNSEEN)
def test_a_change_that_fits_in_itself_is_found_by_an_anchor_alone(server: Server, record: Path, what: str) -> None:  # noqa: F811
    statements, held = UNSEEN[what]
    tamper(server, *statements)
    assert check(server).sound, "without an anchor nobody can tell"
    report = check(server, record)
    assert not report.sound
    assert [one.held for one in report.anchors] == [held]


def test_every_fault_is_counted_and_one_fault_is_not_counted_as_many(server: Server, record: Path) -> None:  # noqa: F811
    tamper(
        server,
        f"{SET} act = 'other' WHERE number IN (2, 5)",
        "UPDATE audit_text SET reason = 'other' WHERE detail @> '{\"n\": 6}'",
    )
    report = check(server, record)
    assert report.faults == {Kind.ALTERED: 2, Kind.TEXT_ALTERED: 1}
    assert report.first == (Fault(kind=Kind.ALTERED, number=2), Fault(kind=Kind.TEXT_ALTERED, number=7))


def test_what_is_missing_is_named_from_the_first_to_the_last(server: Server, record: Path) -> None:  # noqa: F811
    tamper(server, *(one.format("IN (3, 4, 5)") for one in CUT))
    assert check(server, record).first == (Fault(kind=Kind.REMOVED, number=3, until=5),)


@pytest.mark.parametrize("table", ["audit_said", "audit_entry", "audit_text", "audit_head"])
def test_a_guard_that_was_switched_off_is_noticed_before_anything_is_changed(
    server: Server,  # noqa: F811
    record: Path,
    table: str,
) -> None:
    tamper(server, f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        report = check(server, record)
    finally:
        tamper(server, f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert (report.guarded, report.sound, report.faults) == (False, False, {})
    assert check(server, record).sound
