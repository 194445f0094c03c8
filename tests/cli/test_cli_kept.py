"""What `tadasu screen` keeps between runs: used when it fits, made again when it does not, never in the way."""

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tadasu.screening import _saved_arrays
from tadasu.store import digest_file

Run = Callable[..., subprocess.CompletedProcess[str]]
Listing = Callable[[Sequence[tuple[str, str]]], str]

SCREEN = ("screen", "suppliers.csv", "--against", "listed.csv", "--threshold", "0")
BUILT, OPENED = "Built the index of the lists and kept it", "Opened the index of the lists"


def summed_up(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def kept(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / "data" / "saved" / kind).iterdir())


def test_a_second_run_opens_the_index_and_finds_the_same(tadasu: Run, folder: Path) -> None:
    first = tadasu(*SCREEN, "--json", "--out", "one.csv")
    second = tadasu(*SCREEN, "--json", "--out", "two.csv")
    assert (summed_up(first)["index"], summed_up(second)["index"]) == ("built", "opened")
    assert BUILT in first.stderr
    assert OPENED in second.stderr
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()
    assert len(kept(folder, "lists")) == 1


def test_another_list_or_other_code_builds_anew(tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tadasu(*SCREEN)
    with (folder / "listed.csv").open("a", encoding="utf-8") as file:
        file.write("x-4,Kalinka Invented Shipping,Japan\n")
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "built"
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "opened"
    monkeypatch.setattr(_saved_arrays, "made_with", lambda: "other code")
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "built"
    assert len(kept(folder, "lists")) == 3


def test_a_damaged_index_is_built_again_and_a_note_says_so(tadasu: Run, folder: Path) -> None:
    tadasu(*SCREEN, "--out", "one.csv")
    (place,) = kept(folder, "lists")
    array = place / "documents.word.npy"
    array.write_bytes(array.read_bytes()[:-1] + b"\x7f")
    done = tadasu(*SCREEN, "--json", "--out", "two.csv")
    assert summed_up(done)["index"] == "built"
    assert "was damaged" in done.stderr
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "opened"


def test_an_index_that_is_whole_but_not_ours_is_built_again(tadasu: Run, folder: Path) -> None:
    tadasu(*SCREEN)
    (place,) = kept(folder, "lists")
    (place / "index.json").write_text("{}")
    (place / "saved.json").write_text(
        json.dumps({file.name: digest_file(file) for file in place.iterdir() if file.name != "saved.json"})
    )
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "built"
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "opened"


@pytest.mark.parametrize("blocked", ["no folder", "a file in the way"])
def test_where_nothing_can_be_kept_the_run_goes_on(tadasu: Run, folder: Path, blocked: str) -> None:
    if blocked == "no folder":
        (folder / "data").write_text("a file where the data folder should be")
    else:
        (folder / "data").mkdir()
        (folder / "data" / "saved").write_text("a file where the kept indexes should be")
    for _ in range(2):
        done = tadasu(*SCREEN, "--json", "--since", "listed.csv")
        assert summed_up(done)["index"] == "built"
        assert "could not be kept" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_the_right_to_write_is_no_error(tadasu: Run, folder: Path) -> None:
    (folder / "data").mkdir(mode=0o500)
    assert summed_up(tadasu(*SCREEN, "--json"))["index"] == "built"


def test_since_keeps_a_reverse_index_of_the_suppliers_and_opens_it_again(
    tadasu: Run, folder: Path, listing: Listing
) -> None:
    old = [("a", "Hetian Lanmiqu Demo Hair"), ("b", "Aoi Sample Logistics")]
    (folder / "old.csv").write_text(listing(old), encoding="utf-8")
    (folder / "new.csv").write_text(listing([*old, ("c", "Lanmiqu Demo Hair Hetian")]), encoding="utf-8")
    (folder / "newer.csv").write_text(listing([*old, ("d", "Ayano Mihon")]), encoding="utf-8")
    whole = ("screen", "suppliers.csv", "--threshold", "0", "--since", "old.csv", "--json", "--against")
    first, second = tadasu(*whole, "new.csv"), tadasu(*whole, "newer.csv")
    assert "Built the reverse index of the suppliers" in first.stderr
    assert "Opened the reverse index of the suppliers" in second.stderr
    assert len(kept(folder, "suppliers")) == 1
    for done in (first, second):
        assert 0 < summed_up(done)["names_compared"] < summed_up(done)["names"] == 3
        assert "They can affect 1 of 3 names" in done.stdout


def test_a_run_without_since_keeps_nothing_of_the_suppliers(tadasu: Run, folder: Path) -> None:
    assert summed_up(tadasu(*SCREEN, "--json"))["names_compared"] == 3
    assert not (folder / "data" / "saved" / "suppliers").exists()


def test_a_damaged_reverse_index_is_built_again(tadasu: Run, folder: Path) -> None:
    (folder / "old.csv").write_text("id,name\nx-3,Entirely Other Invented Metals\n", encoding="utf-8")
    since = (*SCREEN, "--since", "old.csv", "--out")
    tadasu(*since, "one.csv")
    (place,) = kept(folder, "suppliers")
    (place / "holders.name.npy").write_bytes(b"")
    done = tadasu(*since, "two.csv")
    assert "reverse index of the suppliers that an earlier run kept was damaged" in done.stderr
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()
    assert len((folder / "one.csv").read_text(encoding="utf-8").splitlines()) > 1
