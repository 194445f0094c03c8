"""A package for a court: a bag that checks itself in a Python that knows nothing of us."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.web.made_custody import NAME, PICTURE, PURPOSE, TEXT, Desk, coming
from tests.web.made_vault import REASON, again

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import _chain, _verifier, actions, exporting
from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault import actions as vault

pytestmark = pytest.mark.usefixtures("database")

VERIFIER = Path(_verifier.__file__)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def verified(folder: Path, *more: str, verifier: Path | None = None) -> tuple[int, str]:
    """The exit code and the words of the verifier, in a Python of its own that sees nothing but its library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", verifier or folder / "verify.py", str(folder), *more],
        capture_output=True, text=True, check=False, env={}, cwd="/",
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def bag(desk: Desk, tmp_path: Path) -> Path:
    """A package of a picture with a translation of its redacted version."""
    item = desk.file()
    desk.made(desk.made(item, "redaction"), "translation")
    with acting(desk.one.actor):
        actions.disclose(desk.one.actor, item=item.id, to="court", note="To an invented court.")
        actions.hold(desk.one.actor, item=item.id, ground="court")
    return desk.unpacked(item, tmp_path / "out")


def lines(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "data" / "custody" / name).read_text().splitlines()]


def test_a_package_verifies_with_python_alone_and_says_what_is_proved_and_what_is_not(bag: Path) -> None:
    code, said = verified(bag)
    assert code == 0, said
    assert "No fault was found: 3 items" in said
    assert said.count("is what the first step commits to.") == 3
    assert "NOT PROVED: that what an item says is true" in said
    last = lines(bag, "items.jsonl")[0]["head"]
    assert isinstance(last, str)
    code, said = verified(bag, "--step", last)
    assert (code, "1 steps that were kept elsewhere stand in these logs" in said) == (0, True)
    code, said = verified(bag, "--step", "00" * 32)
    assert (code, "which was kept elsewhere" in said) == (1, True)


def test_it_is_a_bag_as_rfc_8493_has_it(bag: Path) -> None:
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    files = {path.relative_to(bag).as_posix(): path for path in bag.rglob("*") if path.is_file()}
    for name, inside in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        listed = {line[66:]: line[:64] for line in files[name].read_text().splitlines()}
        wanted = {one for one in files if one.startswith("data/") == inside} - {"tagmanifest-sha256.txt"}
        assert set(listed) == wanted
        assert all(hashlib.sha256(files[one].read_bytes()).hexdigest() == digest for one, digest in listed.items())
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].read_text().splitlines())
    payload = [path for name, path in files.items() if name.startswith("data/")]
    assert info["Payload-Oxum"] == f"{sum(path.stat().st_size for path in payload)}.{len(payload)}"
    assert info["Source-Organization"] == "Kumanezawa Office (invented)"
    readme = files["README.txt"].read_text()
    assert "HOW TO READ AND CHECK THIS PACKAGE" in readme
    assert "検証のしかた" in readme
    assert "{" not in readme


def test_one_changed_byte_anywhere_is_found(bag: Path, tmp_path: Path) -> None:
    """In every file, at its start, its end and in its middle; also a file that is gone, added, or emptied."""
    files = [path.relative_to(bag) for path in sorted(bag.rglob("*")) if path.is_file()]
    assert len(files) == 11
    for number, name in enumerate(files):
        data = (bag / name).read_bytes()
        for at in {0, len(data) // 2, len(data) - 1}:
            other = tmp_path / f"changed-{number}-{at}"
            shutil.copytree(bag, other)
            (other / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            code, said = verified(other, verifier=VERIFIER)
            assert code in {1, 2}, (name, at, said)
            assert "No fault" not in said
            shutil.rmtree(other)
    for name in files:
        other = tmp_path / "gone"
        shutil.copytree(bag, other)
        (other / name).unlink()
        assert verified(other, verifier=VERIFIER)[0] in {1, 2}, name
        shutil.rmtree(other)
    (bag / "data" / "content" / "more.bin").write_bytes(b"added")
    code, said = verified(bag)
    assert (code, "is in no list" in said) == (1, True)


def rewritten(bag: Path, file: str, rows: list[dict[str, object]]) -> None:
    """Other rows, with counts and lists of digests that fit whatever files are there now."""
    (bag / "data" / "custody" / file).write_text("".join(json.dumps(row) + "\n" for row in rows))
    data = {path.relative_to(bag).as_posix(): path for path in sorted((bag / "data").rglob("*")) if path.is_file()}
    size = sum(path.stat().st_size for path in data.values())
    info = (bag / "bag-info.txt").read_text().splitlines()
    (bag / "bag-info.txt").write_text("\n".join([*info[:-1], f"Payload-Oxum: {size}.{len(data)}"]) + "\n")
    (bag / "manifest-sha256.txt").write_text("".join(f"{'0' * 64}  {name}\n" for name in data))
    listed_anew(bag)


def listed_anew(bag: Path) -> None:
    """Make the lists of digests anew, as somebody would who changed something and knows bags."""
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        names = [line.split("  ")[1] for line in (bag / name).read_text().splitlines()]
        digests = {one: hashlib.sha256((bag / one).read_bytes()).hexdigest() for one in names}
        (bag / name).write_text("".join(f"{digest}  {one}\n" for one, digest in digests.items()))


@pytest.mark.parametrize(
    ("file", "key", "value", "fault"),
    [
        ("items.jsonl", "kind", "data", "its first step says another kind"),
        ("items.jsonl", "month", "2020-01", "its first step says another month"),
        ("items.jsonl", "hold", False, "status, hold or end is not what its log says"),
        ("items.jsonl", "fingerprint", "00" * 32, "its content is not what was received"),
        ("items.jsonl", "salt", "00" * 32, "its content is not what was received"),
        ("items.jsonl", "steps", 2, "its log does not end where it should"),
        ("items.jsonl", "told", None, ""),
        ("steps.jsonl", "user", None, "does not say what was written"),
        ("steps.jsonl", "day", "2020-01-01", "does not say what was written"),
        ("steps.jsonl", "act", "viewed", "does not say what was written"),
        ("steps.jsonl", "before", "11" * 32, "does not follow on step"),
    ],
)
def test_what_was_changed_with_fitting_lists_is_found_by_the_logs(
    bag: Path, file: str, key: str, value: object, fault: str
) -> None:
    place = bag / "data" / "custody" / file
    rows = lines(bag, file)
    at = next(n for n, row in enumerate(rows) if row.get("parent", "") is None or row.get("number") == 1)
    rows[at][key] = value
    place.write_text("".join(json.dumps(row) + "\n" for row in rows))
    size = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    info = (bag / "bag-info.txt").read_text().splitlines()
    (bag / "bag-info.txt").write_text("\n".join([*info[:-1], f"Payload-Oxum: {size}.5"]) + "\n")
    listed_anew(bag)
    code, said = verified(bag)
    assert (code, fault in said) == (1 if fault else 0, True), said


def test_a_content_that_was_exchanged_with_fitting_lists_does_not_fit_its_fingerprint(bag: Path) -> None:
    one, *_ = (bag / "data" / "content").glob("*.bin")
    data = one.read_bytes()
    one.write_bytes(data[::-1])
    listed_anew(bag)
    code, said = verified(bag)
    assert (code, "its content is not what was received" in said) == (1, True)


@pytest.mark.parametrize("key", ["salt", "told"])
def test_salts_or_labels_of_two_items_cannot_be_exchanged(bag: Path, key: str) -> None:
    rows = lines(bag, "items.jsonl")
    rows[0][key], rows[1][key] = rows[1][key], rows[0][key]
    rewritten(bag, "items.jsonl", rows)
    assert verified(bag)[0] == 1


def test_a_content_that_was_taken_out_as_if_it_had_been_erased_is_found(bag: Path) -> None:
    rows = lines(bag, "items.jsonl")
    one = next(row for row in rows if row["how"] == "redaction")
    (bag / str(one["file"])).unlink()
    one |= dict.fromkeys(("file", "salt", "told", "name", "type")) | {"content": "erased"}
    rewritten(bag, "items.jsonl", rows)
    code, said = verified(bag)
    assert (code, "that its content was erased is not what its log says" in said) == (1, True)


def test_something_that_was_made_of_an_item_cannot_be_left_out(bag: Path) -> None:
    one = next(row for row in lines(bag, "items.jsonl") if row["how"] == "translation")
    (bag / str(one["file"])).unlink()
    rewritten(bag, "items.jsonl", [row for row in lines(bag, "items.jsonl") if row != one])
    rewritten(bag, "steps.jsonl", [row for row in lines(bag, "steps.jsonl") if row["item"] != one["id"]])
    code, said = verified(bag)
    assert (code, "something that was made of it was left out" in said) == (1, True)


def test_where_an_item_comes_from_cannot_be_left_out_unsaid(desk: Desk, tmp_path: Path) -> None:
    item = desk.text()
    bag = desk.unpacked(desk.made(item, "redaction"), tmp_path / "out")
    for file, key in (("items.jsonl", "id"), ("steps.jsonl", "item")):
        rewritten(bag, file, [row for row in lines(bag, file) if row[key] != str(item.id)])
    assert "The log of what it was made of is NOT in the package." in verified(bag)[1]


def test_that_no_digest_covers_the_name_its_sender_gave_is_said(bag: Path) -> None:
    rows = lines(bag, "items.jsonl")
    for row in rows:
        row["name"] = "another.pdf"
    rewritten(bag, "items.jsonl", rows)
    code, said = verified(bag)
    assert (code, "what a file was called by its sender" in said.split("NOT PROVED")[-1]) == (0, True)


@pytest.mark.parametrize(
    "wrong",
    [{"id": "x\n\x1b[2JNo fault was found"}, {"kind": "\x1b[2J"}, {"kind": "\ud800"}, {"month": "\nNo fault was found"},
     {"how": "\u202e"}, {"parent": "a\nb"}],
)  # fmt: skip
def test_what_a_forger_writes_says_nothing_of_its_own_on_the_screen(bag: Path, wrong: dict[str, object]) -> None:
    rows = lines(bag, "items.jsonl")
    rewritten(bag, "items.jsonl", [rows[0] | wrong, *rows[1:]])
    code, said = verified(bag)
    assert code == 2
    assert not any(sign in said for sign in ("\x1b", "\u202e", "\nNo fault was found"))


def test_a_link_in_the_place_of_a_file_or_folder_is_not_followed(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "hidden.txt").write_text("added")
    (bag / "data" / "more").symlink_to(tmp_path / "more")
    assert "a link stands in the place of a file" in verified(bag)[1]
    (bag / "data" / "more").unlink()
    assert verified(bag)[0] == 0
    one = next((bag / "data" / "content").iterdir())
    one.unlink()
    one.symlink_to("/dev/zero")  # reading it would not end
    assert verified(bag)[0] == 2


@pytest.mark.parametrize("kind", ["C", "en_US.ISO-8859-1", "C.UTF-8"])
def test_a_name_of_a_file_that_the_screen_cannot_show_breaks_nothing(bag: Path, kind: str) -> None:
    (bag / "証拠.txt").write_text("added")
    (bag / "a\nb").write_text("added")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8=0", bag / "verify.py", bag],
        capture_output=True, check=False, env={"LC_ALL": kind, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b"is in no list") == 2


def test_names_of_files_go_out_as_ascii_and_never_as_names_in_the_package(desk: Desk, tmp_path: Path) -> None:
    item = desk.file(name="../../etc/\u202egpj.exe")
    bag = desk.unpacked(item, tmp_path / "out")
    assert {path.name for path in (bag / "data" / "content").iterdir()} == {f"{item.id}.bin"}
    assert (bag / "data" / "content" / f"{item.id}.bin").read_bytes() == PICTURE
    text = (bag / "data" / "custody" / "items.jsonl").read_bytes()
    assert text.isascii()
    assert json.loads(text)["name"] == "gpj.exe"


def test_the_original_of_a_redacted_version_does_not_go_out_with_it(desk: Desk, tmp_path: Path) -> None:
    item = desk.text()
    redacted = desk.made(item, "redaction", "The gate was locked. [...]")
    bag = desk.unpacked(redacted, tmp_path / "out")
    assert [path.name for path in (bag / "data" / "content").iterdir()] == [f"{redacted.id}.txt"]
    assert all(TEXT.encode() not in path.read_bytes() for path in bag.rglob("*") if path.is_file())
    above = next(one for one in lines(bag, "items.jsonl") if one["id"] == str(item.id))
    assert (above["content"], above["salt"], above["told"], above["name"]) == ("ancestor", None, None, None)
    assert [one["act"] for one in lines(bag, "steps.jsonl") if one["item"] == str(item.id)] == ["received", "redacted"]
    code, said = verified(bag)
    assert code == 0, said
    assert "only its log is here" in said


def test_what_the_reader_does_not_open_and_what_was_erased_is_left_out_and_said(desk: Desk, tmp_path: Path) -> None:
    item = desk.text(readers=[desk.one.id, desk.other.id])
    shut, gone = desk.made(item, "transcript"), desk.made(item, "extract")
    with acting(desk.one.actor):
        assert shut.record is not None
        vault.remove_reader(desk.one.actor, record=shut.record, user=desk.other.id, key=desk.one.key)
        actions.erase(desk.one.actor, item=gone.id, ground="asked")
    bag = desk.unpacked(item, tmp_path / "out", again(desk.other))
    why = {one["id"]: one["content"] for one in lines(bag, "items.jsonl")}
    assert why == {str(item.id): "shown", str(shut.id): "other-readers", str(gone.id): "erased"}
    code, said = verified(bag)
    assert code == 0, said
    assert "sealed to other readers" in said
    assert "it was erased" in said


def test_a_package_of_somebody_to_whom_the_salt_is_not_sealed_says_so(desk: Desk, tmp_path: Path) -> None:
    item = desk.text()
    with acting(desk.one.actor):
        assert item.record is not None
        vault.add_reader(desk.one.actor, record=item.record, user=desk.other.id, key=desk.one.key)
    code, said = verified(desk.unpacked(item, tmp_path / "out", again(desk.other)))
    assert (code, "could not be held against its fingerprint" in said) == (0, True)


def test_that_it_was_exported_stands_in_each_log_and_needs_purpose_and_reason(desk: Desk) -> None:
    item = desk.text()
    made = desk.made(item)
    desk.exported(item)
    for one in (item, made):
        assert desk.acts(one)[-2:] == ["viewed", "exported"]
        assert desk.log(one)[-1].detail == {"purpose": "law", "of": str(item.id)}
    with pytest.raises(UsageError), acting(desk.one.actor):
        exporting.export(desk.one.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason="x")
    for actor in (desk.auditor, desk.decider, desk.other.actor):
        with pytest.raises(Refused), acting(actor):
            exporting.export(actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)
    with pytest.raises(Item.DoesNotExist), acting(desk.stranger.actor):
        exporting.export(desk.stranger.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)


def test_a_file_that_was_changed_on_disk_cuts_the_package_off(desk: Desk) -> None:
    item = desk.file()
    file = desk.stored(item)
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with acting(desk.one.actor):
        made = exporting.export(desk.one.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)
    sent = io.BytesIO()
    with pytest.raises(vault.DoesNotOpen):
        sent.writelines(made.pieces)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(sent)


def test_a_package_that_is_not_read_gives_its_files_back(desk: Desk) -> None:
    item = desk.file()
    with acting(desk.one.actor):
        made = exporting.export(desk.one.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)
    made.pieces.close()  # pytest fails a test that leaves a file open
    with pytest.raises(ValueError, match="closed"):
        list(made.pieces)


def test_a_package_that_cannot_be_made_gives_its_files_back(desk: Desk) -> None:
    item = desk.file()
    with acting(desk.one.actor), coming(b"An invented copy.") as received:
        made = actions.derive_file(desk.one.actor, item=item.id, how="copy", label="copy 1", received=received)
    desk.stored(desk.now(made)).unlink()
    with pytest.raises(UsageError), acting(desk.one.actor):  # pytest fails a test that leaves a file open
        exporting.export(desk.one.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)


def test_database_python_and_verifier_take_the_same_digests(desk: Desk) -> None:
    item = desk.text()
    (step,) = desk.log(item)
    said = {**exporting._step(step)}
    assert _verifier.step_digest(said) == bytes(step.digest).hex()
    salt, content = bytes(range(32)), bytes(32)
    assert _verifier.digest_of(_verifier.CONTENT, salt, content) == _chain.fingerprint_of(salt, content).hex()
    told = _chain.Blind(label="門", language="ja", origin_of=None, record=item.record, slip=item.slip)
    held = _verifier.digest_of(_verifier.BLIND, salt, "門", "ja", None, str(item.record), str(item.slip))
    assert held == _chain.blind_of(salt, told).hex()


def test_the_package_holds_the_name_that_its_sender_gave(bag: Path) -> None:
    assert NAME in {one["name"] for one in lines(bag, "items.jsonl")}
