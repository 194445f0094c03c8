"""A list that lacks parties is not put in force and not screened against, unless the user says that a part will do."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Listing = Callable[[Sequence[tuple[str, str]]], str]

LIST = "opensanctions-simple"


def parties(count: int) -> list[tuple[str, str]]:
    return [(f"x-{number}", f"Invented Hyohon Works {number}") for number in range(count)]


@pytest.fixture
def cut(folder: Path, listing: Listing) -> Path:
    """A list whose last line breaks off."""
    place = folder / "cut.csv"
    place.write_text(listing(parties(3)).rstrip("\n")[:-4], encoding="utf-8")
    return place


def test_a_list_that_is_cut_off_is_not_stored(tadasu: Run, cut: Path) -> None:
    done = tadasu("lists", "read", LIST, cut)
    assert (done.returncode, done.stdout) == (4, "")
    assert "--partial" in done.stderr
    assert tadasu("lists", "read", LIST, cut, "--partial").returncode == 0


def test_a_list_that_is_cut_off_is_not_screened_against(tadasu: Run, cut: Path) -> None:
    asked = ("screen", "suppliers.csv", "--against", cut, "--out", "r.csv")
    assert tadasu(*asked).returncode == 4
    assert not cut.with_name("r.csv").exists()
    assert tadasu(*asked, "--partial").returncode == 0


def test_a_list_with_far_fewer_parties_does_not_replace_the_one_in_force(
    tadasu: Run, folder: Path, listing: Listing
) -> None:
    for count in (40, 20):
        (folder / f"{count}.csv").write_text(listing(parties(count)), encoding="utf-8")
    assert tadasu("lists", "read", LIST, "40.csv", "--partial").returncode == 0
    done = tadasu("lists", "read", LIST, "20.csv")
    assert done.returncode == 4
    assert "20 parties" in done.stderr
    assert "40" in tadasu("lists", "status", LIST).stdout
    assert tadasu("lists", "read", LIST, "20.csv", "--partial").returncode == 0
