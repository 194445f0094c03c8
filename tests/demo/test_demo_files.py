"""The committed files: in step with the generator, whole, and marked as invented in every row."""

import csv
from pathlib import Path

from tadasu.demo import SEED, contents, demo_folder, truth, world, write


def test_the_committed_files_are_what_the_generator_gives() -> None:
    expected = contents(world(SEED))
    committed = {path.name: path.read_bytes() for path in demo_folder().iterdir()}
    assert committed == expected, "run python -m tadasu.demo"


def test_every_row_of_every_file_says_it_is_invented() -> None:
    for path in demo_folder().glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows
        notes = [row.get("note") or row["備考"] for row in rows]
        assert all("invented" in note and "架空" in note for note in notes)
    assert "Every company, list and listing in this folder is invented." in (demo_folder() / "README.md").read_text(
        encoding="utf-8"
    )


def test_the_truth_is_read_back_as_it_was_planted(tmp_path: Path) -> None:
    made = world(7)
    paths = write(made, tmp_path / "new")
    assert {path.name for path in paths} == {path.name for path in demo_folder().iterdir()}
    assert truth(tmp_path / "new") == made.truth


def test_files_have_one_line_ending_and_no_blank_cells_at_the_ends() -> None:
    for path in demo_folder().iterdir():
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.startswith(b"\xef\xbb\xbf")
