#!/usr/bin/env python3
"""Checks an export of Tadasu's record of what was done. Needs Python 3.9 or later and nothing else.

    python3 -I verify.py [FOLDER] [--key KEY] [--anchor FILE]...

FOLDER is the export (default: where this file lies). KEY is the public key that the operator has published, as 64
hexadecimal digits or a file that holds them: without it, signatures are checked with the key that the export itself names,
which whoever made the export could have chosen. --anchor names anchors that were kept elsewhere; they say more than those in
the export. Ends with 0 when nothing is wrong, 1 when something is, 2 when the export cannot be read.

What is checked. `entries.jsonl` holds one JSON object a line, in the order of the chain. Each entry has a number (one more
than the entry before it), a content digest, and a digest:

    content = SHA-256 of the parts: "tadasu-audit-entry-1", id, at, actor, system ("1" or "0"), act, subject, subject_id,
              organisation, salt, text digest
    digest  = SHA-256 of the parts: "tadasu-audit-link-1", number, the digest of the entry before it, content
    text digest = SHA-256 of the parts: "tadasu-audit-text-1", text salt, reason, then for each detail, in the order of the
              UTF-8 bytes of its name: name, "s" (text) or "i" (whole number), value

A part is the length of its bytes as a signed 32-bit big-endian number, then the bytes; an absent part is the length -1 alone.
Texts are UTF-8, numbers decimal, ids lower-case with hyphens, times in UTC with six decimals; salts and digests are bytes.
Entries that are not shown stand as links: number, content and digest. A link is part of the chain and says nothing.
An anchor signs (Ed25519, RFC 8032) the parts: "tadasu-audit-anchor-1", number, digest, day.

What is not checked. A link hides whose entry it is: whether entries of the matter were left out as links cannot be seen here;
the operator can open any link later, by its salt, and this chain holds them to it. Entries after the last anchor could have
been changed before the export was made. Time-stamps (RFC 3161) beside the anchors: see the end of the output.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Object = dict[str, Any]
Point = tuple[int, int, int, int]

ENTRY_FORM, LINK_FORM, TEXT_FORM = "tadasu-audit-entry-1", "tadasu-audit-link-1", "tadasu-audit-text-1"
ANCHOR_FORM, EXPORT_FORM = "tadasu-audit-anchor-1", "tadasu-audit-export-1"
ERASURE = "audit.erase-text"

LINK = {"number", "content", "digest"}
WHAT = {"act", "subject", "subject_id", "organisation", "text"}
SHOWN = LINK | WHAT | {"previous", "id", "at", "actor", "system", "salt"}


class Unreadable(Exception):
    """The export is not one."""


def main(arguments: Sequence[str]) -> int:
    """Check, say what was found, return the exit code."""
    parser = argparse.ArgumentParser(description="Check an export of Tadasu's record of what was done.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument(
        "--key", default="", help="the published public key: 64 hexadecimal digits, or a file with them"
    )
    parser.add_argument("--anchor", action="append", type=Path, default=[], help="an anchor that was kept elsewhere")
    asked = parser.parse_args(arguments)
    try:
        manifest = manifest_of(asked.folder)
        key = key_of(asked.key) if asked.key else None
        files = sorted((asked.folder / "anchors").glob("*.json")) + asked.anchor
        anchors = [(file, anchor_of(file)) for file in files]
        chain = Chain(manifest, {anchor["number"] for _, anchor in anchors})
        with (asked.folder / "entries.jsonl").open("rb") as lines:
            for line in lines:
                chain.take(line)
        chain.end()
    except (Unreadable, OSError) as error:
        print(f"CANNOT BE READ: {error}")
        return 2
    reached = check_anchors(anchors, key, manifest, chain)
    faults = chain.faults
    print(f"Entries {chain.first} to {chain.number}: {chain.shown} shown, {chain.links} as links.")
    print(f"Texts that are as recorded: {chain.texts}; erased: {chain.erased}.")
    for note in chain.notes:
        print(f"Note: {note}")
    for fault in faults[:20]:
        print(f"FAULT: {fault}")
    if len(faults) > 20:
        print(f"and {len(faults) - 20} more faults.")
    if faults:
        print("The record is NOT as it was made.")
        return 1
    print(f"No fault was found. Anchored up to entry {reached}." if reached else "No fault was found.")
    return 0


class Chain:
    """The walk along the entries. Only a few numbers are kept of each."""

    def __init__(self, manifest: Object, anchored: set[int]) -> None:
        self.first, self.number, self.digest = manifest["first"], manifest["first"] - 1, manifest["previous"]
        self.manifest, self.anchored = manifest, anchored
        self.met: dict[int, str] = {}
        self.shown = self.links = self.texts = self.erased = 0
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.awaited: dict[str, tuple[int, int]] = {}
        self.at, self.bytes = "", hashlib.sha256()

    def take(self, line: bytes) -> None:
        """The next line."""
        self.bytes.update(line)
        entry = entry_of(line)
        number = entry["number"]
        if number != self.number + 1:
            self.faults.append(f"entry {number} stands after entry {self.number}")
        if "id" in entry:
            self._shown(entry)
        else:
            self.links += 1
        if digest_of(LINK_FORM, number, self.digest, entry["content"]) != entry["digest"]:
            self.faults.append(f"entry {number} does not follow on entry {self.number}, or its digest was changed")
        if number in self.anchored:
            self.met[number] = entry["digest"]
        self.number, self.digest = number, entry["digest"]

    def end(self) -> None:
        """After the last line: what the manifest said there would be."""
        said = (self.manifest["end"], self.manifest["shown"], self.manifest["links"])
        if said != (self.number, self.shown, self.links):
            self.faults.append(f"the export should end with entry {said[0]}, {said[1]} shown and {said[2]} as links")
        if self.bytes.hexdigest() != self.manifest["sha256"]:
            self.faults.append("entries.jsonl is not the file that the manifest describes")
        for number, by in self.awaited.values():
            if self.first <= by <= self.number:
                self.faults.append(
                    f"the text of entry {number} is missing, and entry {by} does not say that it was erased"
                )
            else:
                self.notes.append(f"the text of entry {number} was erased by entry {by}, which is not in this export")

    def _shown(self, entry: Object) -> None:
        self.shown += 1
        number = entry["number"]
        if content_of(entry) != entry["content"]:
            self.faults.append(f"entry {number} does not say what was recorded")
        if entry["previous"] != self.digest:
            self.faults.append(f"entry {number} names another entry before it")
        if entry["at"] < self.at:
            self.faults.append(f"entry {number} is of an earlier time than the entry before it")
        self.at = entry["at"]
        erased = self.awaited.get(entry["subject_id"])
        if erased and entry["act"] == ERASURE and erased[1] == number:
            del self.awaited[entry["subject_id"]]
            self.erased += 1
        self._text(entry)

    def _text(self, entry: Object) -> None:
        text, number = entry["text"], entry["number"]
        if text is None:
            return
        if "salt" in text:
            self.texts += 1
            if words_of(text) != text["digest"]:
                self.faults.append(f"the text of entry {number} is not the one that was recorded")
        elif text["erased_by"] is not None and text["erased_by"] > number:
            self.awaited[entry["id"]] = (number, text["erased_by"])
        else:
            self.faults.append(f"the text of entry {number} is missing, and no entry says that it was erased")


def check_anchors(anchors: Sequence[tuple[Path, Object]], key: str | None, manifest: Object, chain: Chain) -> int:
    """Hold every anchor against the chain; the number up to which one holds it."""
    reached, faults, notes = 0, chain.faults, chain.notes
    if key is None:
        notes.append(f"signatures were checked with the key that the export names, {manifest['key']}; compare it with")
        notes.append("the one that the operator has published, or give that one with --key")
    for file, anchor in anchors:
        number, name = anchor["number"], file.name
        said = parts(ANCHOR_FORM, number, bytes.fromhex(anchor["digest"]), anchor["day"])
        if anchor["key"] != (key or manifest["key"]):
            faults.append(f"the anchor {name} is signed with another key, {anchor['key']}")
        elif not is_signed(bytes.fromhex(anchor["key"]), said, bytes.fromhex(anchor["signature"])):
            faults.append(f"the signature of the anchor {name} is wrong")
        elif not chain.first <= number <= manifest["end"]:
            notes.append(f"the anchor {name} is of entry {number}, which is not in this export")
        elif chain.met.get(number) != anchor["digest"]:
            faults.append(f"entry {number} is not the one that was signed on {anchor['day']} ({name})")
        else:
            reached = max(reached, number)
            if "timestamp" in anchor:
                notes.append(f"{name} has a time-stamp (RFC 3161), which is not checked here: openssl ts -verify")
                notes.append(f"  -in {file.stem}.tsr -data {file.stem}.stamped -CAfile CERTIFICATE-OF-THE-AUTHORITY")
    if reached < chain.number:
        notes.append(
            f"no anchor reaches entry {chain.number}: what follows entry {reached or 'none'} is signed by nobody"
        )
    return reached


def manifest_of(folder: Path) -> Object:
    """The manifest, with everything that is needed of it."""
    found = object_of((folder / "manifest.json").read_bytes(), "manifest.json")
    numbers = all(type(found.get(name)) is int for name in ("first", "end", "shown", "links"))
    if (
        found.get("form") != EXPORT_FORM
        or not numbers
        or not all(is_hex(found.get(n), 32) for n in ("previous", "key"))
    ):
        raise Unreadable("manifest.json is not of an export")
    return found


def entry_of(line: bytes) -> Object:
    """An entry or a link: what belongs to it, of the right kinds, and nothing else."""
    entry = object_of(line, "a line of entries.jsonl")
    fine = entry.keys() in (SHOWN, LINK)
    fine = fine and type(entry["number"]) is int and is_hex(entry["content"], 32) and is_hex(entry["digest"], 32)
    if fine and "id" in entry:
        texts = all(isinstance(entry[name], str) for name in ("id", "at", "act", "subject"))
        maybe = all(isinstance(entry[name], (str, type(None))) for name in ("actor", "subject_id", "organisation"))
        fine = texts and maybe and is_hex(entry["salt"]) and is_hex(entry["previous"], 32)
        fine = fine and type(entry["system"]) is bool and (entry["text"] is None or is_text(entry["text"]))
    if not fine:
        raise Unreadable(f"no entry: {line[:80]!r}")
    return entry


def is_text(text: Any) -> bool:
    """The words of an entry, or what stands for erased ones."""
    if not isinstance(text, dict) or not is_hex(text.get("digest"), 32):
        return False
    if text.keys() == {"digest", "erased_by"}:
        return text["erased_by"] is None or type(text["erased_by"]) is int
    fine = text.keys() == {"digest", "salt", "reason", "detail"} and is_hex(text["salt"])
    return fine and isinstance(text["reason"], str) and isinstance(text["detail"], dict)


def anchor_of(file: Path) -> Object:
    """An anchor."""
    found = object_of(file.read_bytes(), file.name)
    fine = type(found.get("number")) is int and re.fullmatch(r"\d{4}-\d\d-\d\d", str(found.get("day")))
    lengths = (("digest", 32), ("key", 32), ("signature", 64))
    if found.get("form") != ANCHOR_FORM or not fine or not all(is_hex(found.get(n), length) for n, length in lengths):
        raise Unreadable(f"{file.name} is no anchor")
    return found


def key_of(said: str) -> str:
    """A public key, as digits or in a file."""
    held = said if is_hex(said, 32) else Path(said).read_text(encoding="ascii", errors="replace").strip()
    if not is_hex(held, 32):
        raise Unreadable("--key is no public key")
    return held


def object_of(data: bytes, name: str) -> Object:
    """A JSON object in which no name stands twice."""

    def once(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name twice")
        return found

    try:
        found = json.loads(data, object_pairs_hook=once)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unreadable(f"{name} is no JSON object")
    return found


def is_hex(value: Any, length: int | None = None) -> bool:
    """Lower-case hexadecimal digits, of so many bytes."""
    fine = isinstance(value, str) and re.fullmatch("(?:[0-9a-f]{2})*", value) is not None
    return fine and (length is None or len(value) == 2 * length)


def content_of(entry: Object) -> str:
    """The content digest of an entry that is shown."""
    who = (entry["actor"], "1" if entry["system"] else "0")
    what = (entry["act"], entry["subject"], entry["subject_id"], entry["organisation"])
    text = entry["text"] and bytes.fromhex(entry["text"]["digest"])
    return digest_bytes(ENTRY_FORM, entry["id"], entry["at"], *who, *what, bytes.fromhex(entry["salt"]), text)


def words_of(text: Object) -> str:
    """The digest of the words of an entry."""
    held = [TEXT_FORM, bytes.fromhex(text["salt"]), text["reason"]]
    for name, value in sorted(text["detail"].items(), key=lambda pair: pair[0].encode("utf-8", "surrogatepass")):
        held += [name, {str: "s", int: "i"}.get(type(value), "?"), str(value)]
    return digest_bytes(*held)


def digest_of(form: str, number: int, previous: str, content: str) -> str:
    """The digest of an entry in its place."""
    return digest_bytes(form, number, bytes.fromhex(previous), bytes.fromhex(content))


def digest_bytes(*held: Any) -> str:
    """SHA-256 of parts, in hexadecimal."""
    return hashlib.sha256(parts(*held)).hexdigest()


def parts(*held: Any) -> bytes:
    """The bytes of parts."""
    return b"".join(part(one) for one in held)


def part(value: Any) -> bytes:
    """Length and bytes of one part."""
    if value is None:
        return b"\xff\xff\xff\xff"
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4, "big") + data


# Ed25519 as RFC 8032 says, section 5.1. It only checks, so nothing secret can leak through time.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the signature of a message (RFC 8032, 5.1.7)."""
    public, first = point(key), point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or first is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(times(scalar, BASE), add(first, times(challenge, public)))


def point(data: bytes) -> Point | None:
    """A point from its 32 bytes (5.1.3), in extended coordinates; None where there is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def add(one: Point, other: Point) -> Point:
    """The sum of two points (5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, one: Point) -> Point:
    """A point added to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, one)
        one, scalar = add(one, one), scalar >> 1
    return total


def same(one: Point, other: Point) -> bool:
    """Whether two points are one."""
    return not (one[0] * other[2] - other[0] * one[2]) % P and not (one[1] * other[2] - other[1] * one[2]) % P


BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
    1,
    46827403850823179245072216630277197565144205554125654976674165829533817101731,
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
