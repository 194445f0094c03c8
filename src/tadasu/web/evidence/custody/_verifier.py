#!/usr/bin/env python3
"""Checks a package of evidence, or of a petition, from Tadasu. Needs Python 3.9 or later and nothing else.

    python3 -I verify.py [FOLDER] [--step DIGEST]...

FOLDER is the unpacked package (default: where this file lies). --step names a digest of a step that was kept elsewhere, such
as in an auditor's copy of the record of acts: the logs here must then hold it; of a petition it is the digest that stands in its
log. Ends with 0 when nothing is wrong, 1 when
something is, 2 when the package cannot be read.

What is checked.
1. The package (BagIt 1.0, RFC 8493): every file is listed with its SHA-256, fits it, and no other file is there.
2. The logs. data/custody/steps.jsonl holds a step a line. In each item's log steps are numbered from 1; each holds the digest
   of the step before it (32 zero bytes for the first), and the item says with which number and digest its log ends:
       digest = SHA-256 of the parts: "tadasu-custody-step-1", item, organisation, number, before, act, user, day, then for each
                detail, in the order of the UTF-8 bytes of its name: name, value
3. The items. data/custody/items.jsonl holds an item a line. Its first step commits to what it is and to its content:
       fingerprint = SHA-256 of the parts: "tadasu-custody-content-1", salt, SHA-256 of the content
       blind       = SHA-256 of the parts: "tadasu-custody-blind-1", blind salt, label, language, origin_of, record, slip
   A part is the length of its bytes as a signed 32-bit big-endian number, then the bytes; an absent part is the length -1 alone.
   Texts are UTF-8, numbers decimal, ids lower-case with hyphens, days 2026-11-26; salts and digests are bytes.
4. Lineage: what was made of another item is a step in the log of that other; what was made of an item that is here is here.

A package of a petition holds no items: of it 1 is checked, and the SHA-256 of data/petition.json is said.

What is not checked is said at the end of the output.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Object = dict[str, Any]

STEP, CONTENT, BLIND = "tadasu-custody-step-1", "tadasu-custody-content-1", "tadasu-custody-blind-1"
START = "00" * 32
PAYLOAD, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ITEMS, STEPS = "data/custody/items.jsonl", "data/custody/steps.jsonl"
PETITION = "data/petition.json"
PETITION_FILES = {"data/petition.css", "data/petition.html", PETITION}
MADE = {
    "copy": "copied",
    "transcript": "transcribed",
    "translation": "translated",
    "redaction": "redacted",
    "extract": "extracted",
}
ITEM = {
    *("id", "organisation", "kind", "month", "public", "parent", "how", "status", "since", "hold", "ended", "steps"),
    *("head", "fingerprint", "content", "file", "name", "type", "salt", "told"),
}
CLEANING = {
    None: "",
    "cleaned": " It is said that what the picture told of device, time and place was taken out before it was kept.",
    "not-cleanable": " It is said to be kept as it was sent: files of its kind cannot be cleaned.",
    "as-sent": " It is said to be kept as it was sent.",
}
"""As the program that received it said; older packages say nothing. No digest covers it."""
TOLD = {"label", "language", "origin_of", "record", "slip", "salt"}
LINE = {"item", "organisation", "number", "act", "user", "day", "detail", "before", "digest"}
WHY = {
    "shown": "is in the package",
    "other-readers": "is NOT in the package: it is sealed to other readers than whoever made the package",
    "erased": "is NOT in the package: it was erased, and only its log is left",
    "elsewhere": "is NOT in the package: it was published and is held elsewhere",
    "ancestor": "is NOT in the package: only its log is here, to show where another item comes from",
}


class Unreadable(Exception):
    """The package is not one."""


def main(arguments: Sequence[str]) -> int:
    """Check, say what was found, return the exit code."""
    parser = argparse.ArgumentParser(description="Check a package of evidence from Tadasu.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--step", action="append", default=[], help="a digest of a step that was kept elsewhere")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name of a file that this screen cannot show
    faults: list[str] = []
    try:
        listed = check_bag(asked.folder, faults)
        if listed == PETITION_FILES:
            return petition_words(asked.folder / PETITION, asked.step, faults)
        items = [item_of(one) for one in objects(asked.folder / ITEMS)]
        logs: dict[str, list[Object]] = {one["id"]: [] for one in items}
        for line in objects(asked.folder / STEPS):
            step = step_of(line)
            if step["item"] not in logs:
                faults.append(f"a step is of an item that is not here: {step['item']}")
            logs.setdefault(step["item"], []).append(step)
        proved = [check_item(item, logs, asked.folder, faults) for item in items]
        check_files(items, listed, faults)
    except (Unreadable, OSError) as error:
        for fault in faults[:20]:
            print(f"FAULT: {fault}")
        print(f"CANNOT BE READ: {error}")
        return 2
    digests = {step["digest"] for log in logs.values() for step in log}
    for digest in asked.step:
        if digest.strip().lower() not in digests:
            faults.append(f"no log here holds the step {digest}, which was kept elsewhere")
    for text in proved:
        print(text)
    if faults:
        return faulty(faults)
    last_words(items, logs, asked.step)
    return 0


def faulty(faults: Sequence[str]) -> int:
    """What is wrong."""
    for fault in faults[:20]:
        print(f"FAULT: {fault}")
    if len(faults) > 20:
        print(f"and {len(faults) - 20} more faults.")
    print("The package is NOT as it was made.")
    return 1


def petition_words(file: Path, kept: Sequence[str], faults: list[str]) -> int:
    """What is proved of a petition, and what is not."""
    digest = file_digest(file)
    faults += [
        f"the petition is another than {one}, which was kept elsewhere" for one in kept if one.strip().lower() != digest
    ]
    if faults:
        return faulty(faults)
    print("No fault was found: a petition, and no item of evidence; each leaves as a package of its own.")
    print("PROVED: every file is the one that was put into the package.")
    if kept:
        print("PROVED: the petition is the one whose digest was kept elsewhere.")
    else:
        print(
            "NOT PROVED: that the package was not made anew. Compare this digest with the one in the log of the petition:"
        )
        print(f"  {digest}")
    print(
        "NOT PROVED: that what the petition says is true; who wrote it; that it was handed in; that the page says what"
    )
    print("petition.json says; that this file itself is genuine (compare it with the published one).")
    return 0


def last_words(items: Sequence[Object], logs: dict[str, list[Object]], kept: Sequence[str]) -> None:
    """What follows from a check without a fault, and what does not."""
    print(f"No fault was found: {len(items)} items, {sum(map(len, logs.values()))} steps.")
    print("PROVED: every file is the one that was put into the package; every log is unbroken and ends where its item")
    print("says; each content that is here is the one to which the first step of its log commits.")
    if kept:
        print(
            f"PROVED: {len(kept)} steps that were kept elsewhere stand in these logs, and with each all steps before it."
        )
    else:
        print(
            "NOT PROVED: that the whole package was not made anew by somebody who had everything. Compare a digest of a"
        )
        print("step with one that was kept elsewhere (--step): these are the last ones.")
        for item in items:
            print(f"  {item['id']}  step {item['steps']}  {item['head']}")
    print(
        "NOT PROVED: that what an item says is true; who made it; that it was whole and unchanged before it was received;"
    )
    print("who stands behind an id of a person (the organisation can say); that days are right (they are those of its")
    print(
        "server); that nothing else was received; what a file was called by its sender, of which type it is said to be,"
    )
    print("and whether it was cleaned (no digest covers that); that this file itself is genuine (compare it with the")
    print("published one).")


def check_bag(folder: Path, faults: list[str]) -> set[str]:
    """Every file listed and fitting, none unlisted (RFC 8493, 3). The names of the payload."""
    payload, tags = manifest_of(folder / PAYLOAD), manifest_of(folder / TAGS)
    if links := [path.name for path in folder.rglob("*") if path.is_symlink()]:
        raise Unreadable(f"a link stands in the place of a file: {links[0]!r}")
    if (folder / "bagit.txt").read_bytes() != DECLARATION:
        faults.append("bagit.txt is not that of this kind of package")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    wanted = {*payload, *tags, TAGS}
    faults += [f"{name!r} is missing" for name in sorted(wanted - there)]
    faults += [f"{name!r} is in no list" for name in sorted(there - wanted)]
    if any(not name.startswith("data/") for name in payload) or any(name.startswith("data/") for name in tags):
        faults.append("a file stands in the wrong list")
    faults += [f"{name} is in no list" for name in ("bagit.txt", "bag-info.txt", PAYLOAD) if name not in tags]
    for name, digest in {**payload, **tags}.items():
        if name in there and file_digest(folder / name) != digest:
            faults.append(f"{name!r} was changed")
    oxum = f"Payload-Oxum: {sum((folder / n).stat().st_size for n in payload if n in there)}.{len(payload)}"
    if oxum not in (folder / "bag-info.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        faults.append("bag-info.txt counts other files than are here")
    return set(payload)


def manifest_of(file: Path) -> dict[str, str]:
    """Name -> digest."""
    found: dict[str, str] = {}
    for line in lines_of(file):
        match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)", line)
        if match is None or match[2] in found or match[2].startswith("/") or ".." in match[2].split("/"):
            raise Unreadable(f"{file.name} is no list of digests: {line[:100]!r}")
        found[match[2]] = match[1]
    return found


def check_item(item: Object, logs: dict[str, list[Object]], folder: Path, faults: list[str]) -> str:
    """One item, with its log; what of it is proved, in words."""
    name, log = item["id"], logs[item["id"]]
    number, digest = 0, START
    for step in log:
        if step["number"] != number + 1 or step["before"] != digest:
            faults.append(f"item {name}: step {step['number']} does not follow on step {number}")
        if step_digest(step) != step["digest"] or step["organisation"] != item["organisation"]:
            faults.append(f"item {name}: step {step['number']} does not say what was written")
        number, digest = step["number"], step["digest"]
    if not log or (number, digest) != (item["steps"], item["head"]):
        faults.append(f"item {name}: its log does not end where it should")
        return f"Item {name}: its log is not whole."
    check_first(item, log[0]["detail"], faults)
    check_state(item, log, faults)
    if (item["content"] == "erased") != (item["ended"] != "") and item["content"] != "ancestor":
        faults.append(f"item {name}: that its content was erased is not what its log says")
    made = [s["detail"].get("item") for s in log if s["act"] in MADE.values()]
    if item["content"] != "ancestor" and any(one not in logs for one in made):
        faults.append(f"item {name}: something that was made of it was left out of the package")
    if item["parent"] in logs:
        about = [
            s for s in logs[item["parent"]] if s["act"] == MADE.get(item["how"]) and s["detail"].get("item") == name
        ]
        if not about:
            faults.append(f"item {name}: the log of {item['parent']} has no step about it")
    said = check_content(item, folder, faults)
    origin = f"made of {item['parent']} ({item['how']})" if item["parent"] else "received"
    if item["parent"] and item["parent"] not in logs:
        said += " The log of what it was made of is NOT in the package."
    said += CLEANING[item["cleaning"]]
    return f"Item {name}: {item['kind']}, {origin}, {item['month']}, {len(log)} steps. {said}"


def check_first(item: Object, first: Object, faults: list[str]) -> None:
    """The first step says what the item says."""
    said = {"kind": item["kind"], "month": item["month"], "public": item["public"], "fingerprint": item["fingerprint"]}
    said.update({"parent": item["parent"], "how": item["how"]} if item["parent"] else {})
    if item["told"] is not None:
        told = item["told"]
        rest = (told["label"], told["language"], told["origin_of"], told["record"], told["slip"])
        said["blind"] = digest_of(BLIND, bytes.fromhex(told["salt"]), *rest)
    for key, value in said.items():
        if first.get(key) != value:
            faults.append(f"item {item['id']}: its first step says another {key}")


def check_state(item: Object, log: Sequence[Object], faults: list[str]) -> None:
    """Status, hold and end are what the steps say."""
    status, since, hold, ended = log[0]["detail"].get("status"), log[0]["day"], False, ""
    for step in log:
        if step["act"] == "status":
            status, since = step["detail"].get("to"), step["day"]
        hold = {"held": True, "released": False, "erased": False}.get(step["act"], hold)
        ended = step["detail"].get("ground", "") if step["act"] == "erased" else ended
    if (item["status"], item["since"], item["hold"], item["ended"]) != (status, since, hold, ended):
        faults.append(f"item {item['id']}: status, hold or end is not what its log says")


def check_content(item: Object, folder: Path, faults: list[str]) -> str:
    """The content against the fingerprint."""
    if item["file"] is None:
        return f"Its content {WHY[item['content']]}."
    if item["salt"] is None:
        return f"Its content ({item['file']}) could not be held against its fingerprint: the salt is sealed to others."
    place = folder / item["file"]
    if not place.is_file():
        faults.append(f"item {item['id']}: its content is missing")
        return "Its content is missing."
    held = digest_of(CONTENT, bytes.fromhex(item["salt"]), bytes.fromhex(file_digest(place)))
    if held != item["fingerprint"]:
        faults.append(f"item {item['id']}: its content is not what was received ({item['file']})")
        return "Its content is another."
    return f"Its content ({item['file']}) is what the first step commits to."


def check_files(items: Sequence[Object], payload: set[str], faults: list[str]) -> None:
    """No file but those of the items, each once."""
    named = [item["file"] for item in items if item["file"] is not None]
    if sorted([*named, ITEMS, STEPS]) != sorted(payload):
        faults.append("the files are not those that the items name")
    if len({item["id"] for item in items}) != len(items):
        faults.append("an item is there twice")


def item_of(item: Object) -> Object:
    """An item: what belongs to it, of the right kinds, and nothing else."""
    item.setdefault("cleaning", None)
    fine = (
        item.keys() == {*ITEM, "cleaning"}
        and item["content"] in WHY
        and type(item["steps"]) is int
        and type(item["hold"]) is bool
    )
    texts = ("id", "organisation", "kind", "month", "public", "how", "status", "since", "ended")
    fine = fine and all(is_code(item[name]) for name in texts) and (item["parent"] is None or is_code(item["parent"]))
    maybe = ("file", "name", "type", "cleaning")
    fine = fine and all(isinstance(item[name], (str, type(None))) for name in maybe) and item["cleaning"] in CLEANING
    fine = fine and is_hex(item["head"], 32) and is_hex(item["fingerprint"], 32)
    fine = fine and (item["salt"] is None or is_hex(item["salt"], 32))
    fine = fine and (item["told"] is None or is_told(item["told"]))
    if fine and item["file"] is not None:
        fine = re.fullmatch(r"data/content/[0-9a-f-]{36}\.(bin|txt)", item["file"]) is not None
    if not fine or (item["file"] is None) != (item["content"] != "shown"):
        raise Unreadable(f"no item: {str(item)[:120]}")
    return item


def is_told(told: Any) -> bool:
    """What is told of an item."""
    if not isinstance(told, dict) or told.keys() != TOLD or not is_hex(told["salt"], 32):
        return False
    texts = isinstance(told["label"], str) and isinstance(told["language"], str)
    return texts and all(isinstance(told[name], (str, type(None))) for name in ("origin_of", "record", "slip"))


def step_of(step: Object) -> Object:
    """A step: what belongs to it, of the right kinds, and nothing else."""
    fine = step.keys() == LINE and type(step["number"]) is int and isinstance(step["detail"], dict)
    fine = fine and all(is_code(step[name]) for name in ("item", "organisation", "act", "day"))
    fine = (
        fine
        and isinstance(step["user"], (str, type(None)))
        and is_hex(step["before"], 32)
        and is_hex(step["digest"], 32)
    )
    if not fine or not all(isinstance(value, str) for value in step["detail"].values()):
        raise Unreadable(f"no step: {str(step)[:120]}")
    return step


def objects(file: Path) -> Iterator[Object]:
    """A JSON object a line, in which no name stands twice."""

    def once(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name twice")
        return found

    for line in lines_of(file):
        try:
            found = json.loads(line, object_pairs_hook=once)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Unreadable(f"{file.name}: no JSON object: {line[:80]!r}")
        yield found


def lines_of(file: Path) -> list[str]:
    """UTF-8, each line with its end."""
    try:
        *lines, rest = file.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise Unreadable(f"{file.name} is no text") from None
    if rest:
        raise Unreadable(f"{file.name} does not end with a line")
    return lines


def is_code(value: Any) -> bool:
    """A word of the data, an id, a day: nothing that could say something of its own on a screen."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9.-]{0,80}", value) is not None


def is_hex(value: Any, length: int) -> bool:
    """Lower-case hexadecimal digits, of so many bytes."""
    return isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{2 * length}}}", value) is not None


def file_digest(file: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def step_digest(step: Object) -> str:
    """The digest of a step in its place."""
    named = sorted(step["detail"].items(), key=lambda pair: pair[0].encode("utf-8", "surrogatepass"))
    rest = [part for pair in named for part in pair]
    before = bytes.fromhex(step["before"])
    return digest_of(
        *(STEP, step["item"], step["organisation"], step["number"], before, step["act"], step["user"], step["day"]),
        *rest,
    )


def digest_of(*held: Any) -> str:
    """SHA-256 of parts, in hexadecimal."""
    return hashlib.sha256(b"".join(part(one) for one in held)).hexdigest()


def part(value: Any) -> bytes:
    """Length and bytes of one part."""
    if value is None:
        return b"\xff\xff\xff\xff"
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4, "big") + data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
