"""An edition that is older than the one in force is refused, unless it is asked for."""

from datetime import date
from pathlib import Path

import pytest

from tadasu.lists import read_list
from tadasu.schema import ListRefused

TODAY = date(2026, 3, 1)


def un_list(path: Path, count: int, day: str) -> Path:
    records = "".join(f"<ENTITY><DATAID>{n}</DATAID><FIRST_NAME>HYOHON {n}</FIRST_NAME></ENTITY>" for n in range(count))
    path.write_text(
        f"<CONSOLIDATED_LIST dateGenerated='{day}'><ENTITIES>{records}</ENTITIES></CONSOLIDATED_LIST>", encoding="utf-8"
    )
    return path


def test_an_older_edition_is_refused_with_both_dates(tmp_path: Path) -> None:
    path = un_list(tmp_path / "list.xml", 600, "2025-11-30")
    with pytest.raises(ListRefused) as refusal:
        read_list("un-sc", path, in_force=TODAY)
    (problem,) = refusal.value.problems
    assert (problem.code, dict(problem.params)) == (
        "older-than-in-force",
        {"found": "2025-11-30", "in_force": "2026-03-01"},
    )


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-02"])
def test_an_edition_of_the_same_day_or_later_is_read(tmp_path: Path, day: str) -> None:
    assert read_list("un-sc", un_list(tmp_path / "list.xml", 600, day), in_force=TODAY).rows == 600


def test_an_older_edition_that_is_asked_for_is_read_and_may_have_far_fewer_parties(tmp_path: Path) -> None:
    path = un_list(tmp_path / "list.xml", 600, "2025-11-30")
    assert read_list("un-sc", path, before=1000, in_force=TODAY, older=True).rows == 600


def test_asking_for_an_older_edition_does_not_excuse_a_newer_one_with_far_fewer_parties(tmp_path: Path) -> None:
    path = un_list(tmp_path / "list.xml", 600, "2026-03-02")
    with pytest.raises(ListRefused, match="far-fewer"):
        read_list("un-sc", path, before=1000, in_force=TODAY, older=True)


def test_a_part_may_not_be_older_either(tmp_path: Path) -> None:
    path = un_list(tmp_path / "list.xml", 3, "2025-11-30")
    with pytest.raises(ListRefused, match="older-than-in-force"):
        read_list("un-sc", path, partial=True, in_force=TODAY)
