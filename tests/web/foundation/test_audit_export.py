"""An export for a court: checked by its own verifier, in a Python that knows nothing of us, also after it was changed."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.web.chained import acts, tamper, worker
from tests.web.recorded import recorded
from tests.web.timestamping import authority, serving

from tadasu.schema import UsageError
from tadasu.store import DataFolderError, data_folder
from tadasu.web.foundation.access import Actor, Place, acting
from tadasu.web.foundation.audit import _verifier as verifier
from tadasu.web.foundation.audit import keys
from tadasu.web.foundation.audit.actions import erase_text
from tadasu.web.foundation.audit.anchoring import anchor
from tadasu.web.foundation.audit.exporting import Wanted, export
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.audit.report import Exported, Kind
from tadasu.web.project.database import Server

Object = dict[str, Any]


@pytest.fixture
def chain(server: Server, committed: None) -> Iterator[Server]:
    """A clean record and no anchors."""
    yield server
    for file in (data_folder() / "audit").rglob("*.json"):
        file.unlink()


def exported(server: Server, out: Path, **wanted: Any) -> Exported:
    with worker(server):
        return export(out, Wanted(**wanted))


def checked(folder: Path, *arguments: str | Path, code: int) -> str:
    """What the verifier says, in a process of its own that sees neither our code nor our environment."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env={}, check=False)
    assert done.stderr == ""
    assert done.returncode == code, done.stdout
    return done.stdout


def lines(folder: Path) -> list[Object]:
    return [json.loads(line) for line in (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()]


def organiser(place: UUID) -> Actor:
    return Actor(
        user=uuid4(),
        places={place: Place(organisation=place, roles=frozenset({"organiser"}))},
        second_factor=True,
        signed_in_at=datetime.now(UTC),
    )


def erase(place: UUID, number: int) -> None:
    me = organiser(place)
    with acting(me):
        erase_text(me, entry=Entry.objects.get(number=number).id, reason="asked for (invented)")


def test_the_whole_record_is_sound_by_its_own_verifier(chain: Server, tmp_path: Path) -> None:
    acts(3)
    done = exported(chain, tmp_path / "out")
    assert (done.shown, done.links, done.anchors, done.report.sound) == (3, 0, 1, True)
    said = checked(tmp_path / "out", "--key", keys.public_key(data_folder()), code=0)
    assert "Entries 1 to 3: 3 shown, 0 as links." in said
    assert "Anchored up to entry 3." in said
    assert "the key that the export names" not in said
    assert "the key that the export names" in checked(tmp_path / "out", code=0)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_of_the_others_an_export_holds_links_that_say_nothing(chain: Server, tmp_path: Path) -> None:
    ours = acts(2)
    theirs = acts(2)
    acts(1, place=ours)
    acts(2, place=theirs)
    done = exported(chain, tmp_path / "out", organisation=ours)
    assert (done.shown, done.links) == (3, 2)
    entries = lines(tmp_path / "out")
    assert [entry["number"] for entry in entries] == [1, 2, 3, 4, 5]
    assert [set(entry) for entry in entries[2:4]] == [{"number", "content", "digest"}] * 2
    assert {entry["organisation"] for entry in entries if "id" in entry} == {str(ours)}
    assert str(theirs) not in "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "out").rglob("*.json*"))
    checked(tmp_path / "out", code=0)


def test_an_export_of_some_days_begins_and_ends_with_them(chain: Server, tmp_path: Path) -> None:
    acts(4)
    today = datetime.now(UTC).date()
    with pytest.raises(UsageError, match="audit-nothing"):
        exported(chain, tmp_path / "none", since=today + timedelta(days=2))
    assert not (tmp_path / "none").exists()
    done = exported(chain, tmp_path / "out", since=today - timedelta(days=1), until=today + timedelta(days=1))
    assert done.shown == 4


def test_an_export_from_the_middle_goes_on_to_the_next_anchor_that_others_may_hold(
    chain: Server, tmp_path: Path
) -> None:
    acts(3)
    ours = acts(2)
    acts(3)
    with worker(chain):
        anchor(out=tmp_path / "elsewhere.json")
    acts(2)
    done = exported(chain, tmp_path / "out", organisation=ours)
    assert (done.shown, done.links) == (2, 3)
    assert [entry["number"] for entry in lines(tmp_path / "out")] == [4, 5, 6, 7, 8]
    said = checked(tmp_path / "out", "--anchor", tmp_path / "elsewhere.json", code=0)
    assert "Anchored up to entry 8." in said


def test_that_an_export_was_made_is_recorded_where_it_belongs(chain: Server, tmp_path: Path) -> None:
    place = acts(2)
    exported(chain, tmp_path / "out", organisation=place)
    last = recorded(organisation=place)[-1]
    assert (last.act, last.system, last.actor) == ("audit.export", True, None)
    assert last.text.detail == {"first": 1, "end": 2, "shown": 2}


def test_an_export_takes_the_place_of_nothing(chain: Server, tmp_path: Path) -> None:
    place = acts(2)
    (tmp_path / "out").mkdir()
    with pytest.raises(DataFolderError, match="folder-exists"):
        exported(chain, tmp_path / "out")
    assert [entry.act for entry in recorded(organisation=place)] == ["test.act"] * 2


def test_erased_words_are_not_there_and_the_export_is_sound(chain: Server, tmp_path: Path) -> None:
    place = acts(3)
    erase(place, 2)
    exported(chain, tmp_path / "out", organisation=place)
    assert "reason 1" not in (tmp_path / "out" / "entries.jsonl").read_text(encoding="utf-8")
    said = checked(tmp_path / "out", code=0)
    assert "Texts that are as recorded: 3; erased: 1." in said


def test_words_that_were_erased_after_the_last_day_are_said_to_be_so(chain: Server, tmp_path: Path) -> None:
    place = acts(2)
    erase(place, 2)
    tamper(chain, "UPDATE audit_entry SET at = at + interval '3 days' WHERE number = 3")
    exported(chain, tmp_path / "out", until=datetime.now(UTC).date())
    said = checked(tmp_path / "out", code=0)
    assert "the text of entry 2 was erased by entry 3, which is not in this export" in said


def test_a_faulty_record_is_exported_as_it_is_and_said_to_be_faulty(chain: Server, tmp_path: Path) -> None:
    acts(4)
    tamper(chain, "UPDATE audit_entry SET act = 'other' WHERE number = 3")
    done = exported(chain, tmp_path / "out")
    assert [(fault.kind, fault.number) for fault in done.report.first] == [(Kind.ALTERED, 3)]
    assert "FAULT: entry 3 does not say what was recorded" in checked(tmp_path / "out", code=1)


def field(name: str, value: object, line: int = 1) -> Callable[[list[Object]], None]:
    def change(entries: list[Object]) -> None:
        entries[line][name] = value

    return change


def words(name: str, value: object, line: int = 1) -> Callable[[list[Object]], None]:
    def change(entries: list[Object]) -> None:
        entries[line]["text"][name] = value

    return change


def swapped(entries: list[Object]) -> None:
    entries[1]["number"], entries[2]["number"] = 3, 2
    entries[1], entries[2] = entries[2], entries[1]


CHANGES: dict[str, tuple[Callable[[list[Object]], object], str]] = {
    "who acted": (field("actor", str(uuid4())), "entry 2 does not say what was recorded"),
    "what was done": (field("act", "other"), "entry 2 does not say what was recorded"),
    "when": (field("at", "2020-01-01T00:00:00.000000Z"), "entry 2 does not say what was recorded"),
    "that it was the system": (field("system", True), "entry 2 does not say what was recorded"),
    "that there were words": (field("text", None), "entry 2 does not say what was recorded"),
    "the reason": (words("reason", "other"), "the text of entry 2 is not the one that was recorded"),
    "a letter that is none": (words("reason", "reason \ud800"), "the text of entry 2 is not the one that was recorded"),
    "a detail": (words("detail", {"n": 2}), "the text of entry 2 is not the one that was recorded"),
    "the kind of a detail": (words("detail", {"n": True}), "the text of entry 2 is not the one that was recorded"),
    "words left out": (
        lambda entries: entries[1].update(text={"digest": entries[1]["text"]["digest"], "erased_by": None}),
        "the text of entry 2 is missing, and no entry says that it was erased",
    ),
    "words said to be erased": (
        lambda entries: entries[1].update(text={"digest": entries[1]["text"]["digest"], "erased_by": 3}),
        "the text of entry 2 is missing, and entry 3 does not say that it was erased",
    ),
    "a link": (field("content", "00" * 32, line=4), "entry 5 does not follow on entry 4"),
    "the digest of a link": (field("digest", "00" * 32, line=4), "entry 5 does not follow on entry 4"),
    "one left out": (lambda entries: entries.pop(1), "entry 3 stands after entry 1"),
    "the first left out": (lambda entries: entries.pop(0), "entry 2 stands after entry 0"),
    "the last left out": (lambda entries: entries.pop(), "the export should end with entry 6"),
    "two swapped": (swapped, "entry 2 does not follow on entry 1"),
    "one twice": (lambda entries: entries.insert(1, dict(entries[1])), "entry 2 stands after entry 2"),
    "one made a link": (
        lambda entries: entries.__setitem__(1, {key: entries[1][key] for key in ("number", "content", "digest")}),
        "the export should end with entry 6, 5 shown and 1 as links",
    ),
}


@pytest.fixture
def whole(chain: Server, tmp_path: Path) -> Path:
    """An export of four entries of ours and two links."""
    ours = acts(4)
    acts(1)
    acts(1, place=ours)
    exported(chain, tmp_path / "out", organisation=ours)
    return tmp_path / "out"


@pytest.mark.parametrize("what", CHANGES)
def test_the_verifier_finds_a_change_of_the_export(whole: Path, what: str) -> None:
    change, said = CHANGES[what]
    entries = lines(whole)
    change(entries)
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    (whole / "entries.jsonl").write_text(text, encoding="utf-8")
    assert said in checked(whole, code=1)


def rehash(whole: Path, entries: list[Object]) -> None:
    """Every digest made anew, and the manifest with it."""
    last = "00" * 32
    for entry in entries:
        if "id" in entry:
            entry["previous"] = last
            entry["content"] = verifier.content_of(entry)
        entry["digest"] = last = verifier.digest_of(verifier.LINK_FORM, entry["number"], last, entry["content"])
    data = "".join(json.dumps(entry) + "\n" for entry in entries).encode()
    (whole / "entries.jsonl").write_bytes(data)
    manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"] = hashlib.sha256(data).hexdigest()
    (whole / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_an_export_that_was_written_anew_fits_no_anchor(whole: Path) -> None:
    entries = lines(whole)
    entries[1]["act"] = "other"
    rehash(whole, entries)
    said = checked(whole, code=1)
    assert "entry 6 is not the one that was signed on" in said
    assert said.count("FAULT") == 1
    for file in (whole / "anchors").iterdir():
        file.unlink()
    said = checked(whole, code=0)
    assert "no anchor reaches entry 6: what follows entry none is signed by nobody" in said


def test_the_verifier_takes_no_other_key_for_the_published_one(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(keys.public_key(data_folder()) + "\n", encoding="ascii")
    checked(whole, "--key", tmp_path / "key.pub", code=0)
    assert "is signed with another key" in checked(whole, "--key", "11" * 32, code=1)
    [file] = (whole / "anchors").iterdir()
    held = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(held | {"day": "2020-01-01"}), encoding="utf-8")
    assert "the signature of the anchor" in checked(whole, code=1)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"number": 1}',
        b'{"number": 1, "number": 1, "content": "", "digest": ""}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_export_is_said_to_be_unreadable(whole: Path, broken: bytes) -> None:
    if broken:
        entries = (whole / "entries.jsonl").read_bytes()
        (whole / "entries.jsonl").write_bytes(broken + b"\n" + entries)
        assert "CANNOT BE READ" in checked(whole, code=2)
    (whole / "manifest.json").write_bytes(broken)
    assert "CANNOT BE READ" in checked(whole, code=2)
    (whole / "manifest.json").unlink()
    assert "CANNOT BE READ" in checked(whole, code=2)


def test_nothing_can_be_written_beside_what_was_recorded(whole: Path) -> None:
    entries = lines(whole)
    entries[0]["remark"] = "this was never recorded"
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    (whole / "entries.jsonl").write_text(text, encoding="utf-8")
    assert "CANNOT BE READ: no entry" in checked(whole, code=2)


def test_a_time_stamp_can_be_checked_by_the_tool_that_everybody_has(chain: Server, tmp_path: Path) -> None:
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not on this machine")
    ours = authority()
    (tmp_path / "ours.pem").write_bytes(ours.pem)
    acts(1)
    with serving(ours.answer) as address, worker(chain):
        anchor(timestamp_url=address)
    exported(chain, tmp_path / "out")
    assert "openssl ts -verify" in checked(tmp_path / "out", code=0)
    [stamp] = (tmp_path / "out" / "anchors").glob("*.tsr")
    command = [openssl, "ts", "-verify", "-in", str(stamp), "-data", str(stamp.with_suffix(".stamped"))]
    done = subprocess.run(
        [*command, "-CAfile", str(tmp_path / "ours.pem")], capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in done.stdout + done.stderr
