"""RunRecord, write_run, read_run, record_bytes."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.store import DataFolderError, RunInput, RunRecord, input_of, read_run, record_bytes, write_run

RECORD = RunRecord(
    command="screen",
    arguments=(("limit", "10"), ("threshold", "0.7")),
    inputs=(RunInput(name="取引先.csv", digest="ab" * 32),),
    versions=(("list:demo", "2024-05-01-0123456789ab"), ("tadasu", "0.1.0")),
    outputs=(("results.csv", "cd" * 32),),
    started=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    seconds=1.5,
)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    write_run(tmp_path / "run.json", RECORD)
    found = read_run(tmp_path / "run.json")
    assert found == RECORD
    assert (found.started, found.seconds) == (RECORD.started, RECORD.seconds)


@given(
    started=st.datetimes(timezones=st.just(UTC)),
    seconds=st.floats(0, 1e6),
    order=st.permutations(RECORD.arguments),
)
def test_times_and_the_order_of_options_do_not_count(
    started: datetime, seconds: float, order: list[tuple[str, str]]
) -> None:
    later = replace(RECORD, started=started, seconds=seconds, arguments=tuple(order))
    assert record_bytes(later) == record_bytes(RECORD)
    assert replace(later, arguments=RECORD.arguments) == RECORD


def test_another_input_version_or_result_is_another_run() -> None:
    others = [
        replace(RECORD, inputs=(RunInput(name="取引先.csv", digest="00" * 32),)),
        replace(RECORD, versions=(("tadasu", "0.1.1"),)),
        replace(RECORD, outputs=()),
        replace(RECORD, command="explain"),
    ]
    assert len({record_bytes(record) for record in (RECORD, *others)}) == 5


def test_an_input_is_named_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\n")
    assert input_of(tmp_path / "a.csv").name == "a.csv"


@pytest.mark.parametrize("value", ["/home/analyst/a.csv", "~/a.csv", "C:\\Users\\a.csv", "file:///a.csv"])
def test_a_place_on_this_machine_is_refused(tmp_path: Path, value: str) -> None:
    for record in (
        replace(RECORD, inputs=(RunInput(name=value, digest=""),)),
        replace(RECORD, arguments=(("out", value),)),
        replace(RECORD, outputs=((value, ""),)),
    ):
        with pytest.raises(DataFolderError, match="absolute-path"):
            write_run(tmp_path / "run.json", record)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"run": {}, "times": {}}', "\0"])
def test_what_is_no_record_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(DataFolderError, match="run-damaged"):
        read_run(tmp_path / "run.json")


@pytest.mark.parametrize("name", ["~suppliers.csv", os.fsdecode(b"\xff\xfe.csv")])
def test_any_file_name_can_be_recorded(name: str, tmp_path: Path) -> None:
    record = RunRecord(command="screen", inputs=(RunInput(name=name, digest="d"),))
    write_run(tmp_path / "run.json", record)
    assert read_run(tmp_path / "run.json") == record
