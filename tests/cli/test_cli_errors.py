"""Every error is a sentence in the user's language, and an exit code a script can read."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.bare import bare

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_version_is_one_line(tadasu: Run) -> None:
    done = tadasu("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("tadasu ")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("frob",),
        ("screen",),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--threshold", "3"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--limit", "0"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--nonsense"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--language", "de"),
        ("screen", "suppliers.csv"),
        ("screen", "suppliers.csv", "--against", "no-such-list"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--out", "results.doc"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--columns", "nonsense"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "listed.csv"),
        ("explain", "only one"),
        ("lists", "fetch", "no-such-list"),
        ("lists", "read", "no-such-list", "listed.csv"),
        ("lists", "status", "no-such-list"),
    ],
)
def test_a_wrong_request_ends_with_2_and_prints_no_result(
    arguments: tuple[str, ...], tadasu: Run, folder: Path
) -> None:
    done = tadasu(*arguments)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", "nowhere.csv", "--against", "listed.csv"),
        ("screen", "suppliers.csv", "--against", "nowhere.csv"),
        ("screen", "empty.csv", "--against", "listed.csv"),
        ("screen", "suppliers.csv", "--against", "empty.csv"),
        ("screen", "twice.csv", "--against", "listed.csv"),
        ("screen", "suppliers.csv", "--against", "listed.csv", "--columns", "name=Lieferant"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_3(arguments: tuple[str, ...], tadasu: Run, folder: Path) -> None:
    (folder / "empty.csv").write_text("")
    (folder / "twice.csv").write_text("id,name\na,Aoi Sample\na,Beni Sample\n")
    done = tadasu(*arguments)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_list_that_does_not_look_like_itself_ends_with_4(tadasu: Run, folder: Path) -> None:
    (folder / "sdn.csv").write_text("<!doctype html><title>Access denied</title>")
    done = tadasu("lists", "read", "us-ofac-sdn", "sdn.csv")
    assert done.returncode == 4
    assert "web page" in done.stderr


def test_a_list_that_is_not_stored_ends_with_5_and_says_how_to_get_it(tadasu: Run, folder: Path) -> None:
    done = tadasu("screen", "suppliers.csv", "--against", "us-uflpa")
    assert done.returncode == 5
    assert "tadasu lists fetch us-uflpa" in done.stderr


def test_errors_are_japanese_when_the_locale_or_the_option_says_so(tadasu: Run, folder: Path) -> None:
    for arguments, environment in (((), {"LANG": "ja_JP.UTF-8"}), (("--language", "ja"), {})):
        done = tadasu("screen", "nowhere.csv", "--against", "listed.csv", *arguments, env=environment)
        assert done.stderr.splitlines()[-1] == "nowhere.csv：ファイルがありません。場所を確かめてください。"


def test_every_problem_of_a_file_is_said_at_once(tadasu: Run, folder: Path) -> None:
    (folder / "many.csv").write_text("id,name\na,Aoi Sample\na,Beni Sample\na,Chai Sample\n")
    done = tadasu("screen", "many.csv", "--against", "listed.csv")
    assert sum("already used" in line for line in done.stderr.splitlines()) == 2
    assert "many.csv, row 3" in done.stderr


def test_a_name_cannot_write_to_the_terminal(tadasu: Run, folder: Path) -> None:
    done = tadasu("screen", "suppliers.csv", "--against", "no\x1b[31msuch")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly(folder: Path) -> None:
    code = "import sys; from tadasu.cli import main; sys.exit(main(['lists', 'status']))"
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare(folder)
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(timeout=60), said) == (0, b"")


def test_an_interrupt_ends_with_130_and_says_so(tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tadasu.store.data_folder", interrupted)
    done = tadasu("lists", "status")
    assert (done.returncode, done.stdout) == (130, "")
    assert "Interrupted" in done.stderr


def test_help_names_no_engine(tadasu: Run) -> None:
    """Help answers at once: the compiled engine is loaded by the verbs that need it."""
    code = (
        "import sys, json; from tadasu.cli import main; main(['screen', '--help']); "
        "print(json.dumps(sorted({'numba', 'polars'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("screen", "suppliers.csv", "--against", "x" * 300), 2, "neither a file nor a list"),
        (("screen", "suppliers.csv", "--against", "below"), 2, "neither a file nor a list"),
        (("screen", "suppliers.csv", "--against", "./below"), 3, "cannot be read"),
        (("screen", "suppliers.csv", "--against", "./nowhere"), 3, "no such file"),
        (("screen", "suppliers.csv", "--against", "deep.jsonl"), 3, "row 1"),
        (("screen", "suppliers.csv", "--against", "listed.csv", "--columns", "x" * 300), 2, "saved column map"),
        (("screen", "suppliers.csv", "--against", "listed.csv", "--columns", "name=" + "x" * 300), 3, "no column"),
        (("screen", "suppliers.csv", "--against", "listed.csv", "--save-map", "below"), 3, "cannot be saved"),
        (("screen", "suppliers.csv", "--against", "listed.csv", "--out", "listed.csv/a.csv"), 5, "cannot be written"),
        (("screen", "suppliers.csv", "--against", "listed.csv", "--out", "below/a.csv"), 5, "cannot be written"),
        (("lists", "read", "us-uflpa", "x" * 300), 4, "cannot be read"),
        (("demo", "--folder", "listed.csv/below"), 5, "cannot be written"),
        (("explain", "", "Aoi Sample"), 2, "empty"),
    ],
)
def test_a_place_that_is_none_is_said_in_words(
    arguments: tuple[str, ...], code: int, said: str, tadasu: Run, folder: Path
) -> None:
    (folder / "below" / "a.csv").mkdir(parents=True)
    (folder / "deep.jsonl").write_text('{"name":' + "[" * 100_000 + "}\n")
    done = tadasu(*arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("lists", "status"), ("--version",)])
def test_an_output_that_takes_no_more_is_a_store_error_and_no_traceback(
    arguments: tuple[str, ...], folder: Path
) -> None:
    code = f"import sys; from tadasu.cli import main; sys.exit(main({list(arguments)!r}))"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, env=bare(folder), text=True, check=False
        )
    assert done.returncode == 5
    assert done.stderr.startswith("Standard output cannot be written")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("error", [MemoryError(), OSError(12, "Cannot allocate memory")])
def test_too_little_memory_ends_with_6_and_says_what_to_do(
    error: Exception, tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("tadasu.cli._suppliers.entity_parts", exhausted)
    done = tadasu("screen", "suppliers.csv", "--against", "listed.csv", "--out", "r.csv")
    assert (done.returncode, done.stdout) == (6, "")
    assert "Split the file" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_reader_that_has_seen_enough_of_the_remarks_does_not_stop_the_result(folder: Path) -> None:
    arguments = ["screen", "suppliers.csv", "--against", "listed.csv", "--out", "r.csv"]
    code = f"import sys; from tadasu.cli import main; sys.exit(main({arguments!r}))"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=writer, stderr=writer, env=bare(folder), cwd=folder, check=False
    )
    os.close(writer)
    assert done.returncode == 0
    assert (folder / "r.csv").read_text(encoding="utf-8").startswith("query_id")
    assert (folder / "r.csv.run.json").is_file()
