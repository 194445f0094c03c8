"""`tadasu screen` and `tadasu explain` as a user runs them, on invented companies."""

import csv
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tadasu.store import DataFolderError

Run = Callable[..., subprocess.CompletedProcess[str]]
Listing = Callable[[Sequence[tuple[str, str]]], str]

SCREEN = (
    "screen",
    "suppliers.csv",
    "--against",
    "listed.csv",
    "--threshold",
    "0",
)  # every candidate: these tests are not about the weights
KEYS = {"queries", "listed", "seconds", "queries_per_second", "read_seconds", "index_seconds", "matches", "versions"}


def results(folder: Path, name: str = "results.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_listed_name_that_is_only_a_legal_form_gets_a_remark(tadasu: Run, folder: Path) -> None:
    with (folder / "listed.csv").open("a", encoding="utf-8") as file:
        file.write('x-9,"Co., Ltd.",Japan\n')
    assert 'the name "Co., Ltd." is a legal form and nothing else' in tadasu(*SCREEN).stderr


def test_the_queue_is_printed_with_its_reasons_and_no_colour(tadasu: Run, folder: Path) -> None:
    done = tadasu(*SCREEN)
    assert done.returncode == 0, done.stderr
    assert "Hotan Lanmiqu Demo Hair Accessories" in done.stdout
    assert '"lanmiqu" same (brand word)' in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_the_column_map_in_use_is_shown_on_standard_error(tadasu: Run, folder: Path) -> None:
    assert "name = Supplier, id = id, country = Country" in tadasu(*SCREEN).stderr


def test_the_last_line_with_json_is_one_object(tadasu: Run, folder: Path) -> None:
    done = tadasu(*SCREEN, "--json")
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.keys() >= KEYS
    assert (found["queries"], found["listed"]) == (3, 3)
    assert found["versions"].keys() >= {"list", "normaliser", "scorer"}
    assert found["matches"] >= 1


def test_results_and_run_record_are_written(tadasu: Run, folder: Path) -> None:
    done = tadasu(*SCREEN, "--out", "results.csv")
    assert done.returncode == 0, done.stderr
    first = next(row for row in results(folder) if row["query_id"] == "s1")
    assert list(first)[:6] == ["query_id", "entity_id", "list", "matched_name", "probability", "explanation"]
    assert (first["query_id"], first["entity_id"], first["list"]) == ("s1", "x-1", "listed.csv")
    record = json.loads((folder / "results.csv.run.json").read_text(encoding="utf-8"))
    assert str(folder) not in json.dumps(record)
    assert {entry["name"] for entry in record["run"]["inputs"]} == {"suppliers.csv", "listed.csv"}


def test_results_without_their_record_do_not_stay(tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DataFolderError("file-unwritable", file="results.csv.run.json", reason="no space left")

    monkeypatch.setattr("tadasu.store._runs.write_run", full)
    assert tadasu(*SCREEN, "--out", "results.csv").returncode != 0
    assert list(folder.glob("results.csv*")) == []


def test_a_supplier_that_is_only_a_legal_form_is_remarked(tadasu: Run, folder: Path) -> None:
    (folder / "suppliers.csv").write_text("id,Supplier\ns1,株式会社\ns2,Aoi Demo\n", encoding="utf-8")
    assert "suppliers.csv, row 2" in tadasu(*SCREEN).stderr


def test_the_same_run_gives_the_same_bytes(tadasu: Run, folder: Path) -> None:
    for name, threads in (("one.csv", "1"), ("two.csv", "2")):
        assert tadasu(*SCREEN, "--out", name, "--threads", threads).returncode == 0
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "html"])
def test_every_form_is_written(ending: str, tadasu: Run, folder: Path) -> None:
    done = tadasu(*SCREEN, "--out", f"results.{ending}")
    assert done.returncode == 0, done.stderr
    assert (folder / f"results.{ending}").stat().st_size > 0


def test_several_lists_may_follow_one_option(tadasu: Run, folder: Path, listing: Listing) -> None:
    (folder / "targets.csv").write_text(listing([("a", "Hetian Lanmiqu Demo Hair")]), encoding="utf-8")
    done = tadasu("screen", "suppliers.csv", "--against", "listed.csv", "targets.csv", "--json")
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["listed"] == 4
    assert found["versions"]["list"].keys() == {"listed.csv", "opensanctions-simple"}


def test_a_stored_list_is_named_by_its_id(tadasu: Run, folder: Path, listing: Listing) -> None:
    (folder / "targets.csv").write_text(listing([("a", "Hetian Lanmiqu Demo Hair")]), encoding="utf-8")
    assert tadasu("lists", "read", "opensanctions-simple", "targets.csv").returncode == 0
    done = tadasu(
        "screen", "suppliers.csv", "--against", "opensanctions-simple", "--threshold", "0", "--out", "results.csv"
    )
    assert done.returncode == 0, done.stderr
    assert {row["list"] for row in results(folder)} == {"opensanctions-simple"}


def test_since_keeps_exactly_the_matches_with_new_or_changed_parties(
    tadasu: Run, folder: Path, listing: Listing
) -> None:
    old = [("a", "Hetian Lanmiqu Demo Hair"), ("b", "Aoi Sample Logistics")]
    (folder / "old.csv").write_text(listing(old), encoding="utf-8")
    (folder / "new.csv").write_text(listing([*old, ("c", "Lanmiqu Demo Hair Hetian")]), encoding="utf-8")
    whole = ("screen", "suppliers.csv", "--against", "new.csv", "--threshold", "0")
    assert tadasu(*whole, "--out", "all.csv").returncode == 0
    done = tadasu(*whole, "--since", "old.csv", "--out", "since.csv")
    assert done.returncode == 0, done.stderr
    changed = [row for row in results(folder, "all.csv") if row["entity_id"].endswith("c")]
    assert changed
    assert results(folder, "since.csv") == changed


def test_since_an_equal_list_does_not_say_that_nobody_is_listed(tadasu: Run, folder: Path) -> None:
    (folder / "old.csv").write_bytes((folder / "listed.csv").read_bytes())
    done = tadasu(*SCREEN, "--since", "old.csv")
    assert "none is like a party that is new or changed since old.csv" in done.stdout
    assert "none is like a listed party" not in done.stdout


def test_the_run_record_holds_what_decides_the_result(tadasu: Run, folder: Path) -> None:
    (folder / "old.csv").write_text("id,name\nx-1,Hotan Lanmiqu Demo\n", encoding="utf-8")
    asked = (*SCREEN[:-1], "0.123456789", "--since", "old.csv", "--against-columns", "name=name,id=id")
    assert tadasu(*asked, "--out", "results.csv").returncode == 0
    record = json.loads((folder / "results.csv.run.json").read_text(encoding="utf-8"))
    kept = {key: record["run"]["arguments"][key] for key in ("threshold", "since", "against_columns")}
    maps = "listed.csv: name = name, id = id, country = country; old.csv: name = name, id = id"
    assert kept == {"threshold": "0.123456789", "since": "old.csv", "against_columns": maps}


def test_the_column_map_can_be_saved_and_used_again(tadasu: Run, folder: Path) -> None:
    assert tadasu(*SCREEN, "--save-map", "map.yaml", "--out", "one.csv").returncode == 0
    assert tadasu(*SCREEN, "--columns", "map.yaml", "--out", "two.csv").returncode == 0
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()


def test_limit_keeps_that_many_matches_for_each_supplier(tadasu: Run, folder: Path, listing: Listing) -> None:
    twins = [(key, "Hetian Lanmiqu Demo Hair") for key in "abc"]
    (folder / "targets.csv").write_text(listing(twins), encoding="utf-8")
    done = tadasu(
        "screen",
        "suppliers.csv",
        "--against",
        "targets.csv",
        "--threshold",
        "0",
        "--limit",
        "1",
        "--out",
        "results.csv",
    )
    assert done.returncode == 0, done.stderr
    found = [row["query_id"] for row in results(folder)]
    assert len(found) == len(set(found)) >= 1


def test_no_match_is_no_error_and_says_what_it_means(tadasu: Run, folder: Path) -> None:
    (folder / "other.csv").write_text("name\nQuite Another Invented Shipyard\n")
    done = tadasu("screen", "suppliers.csv", "--against", "other.csv")
    assert done.returncode == 0
    assert "Nothing to hold" in done.stdout


def test_japanese_speaks_japanese_throughout(tadasu: Run, folder: Path) -> None:
    done = tadasu(*SCREEN, "--language", "ja")
    assert "リストの当事者" in done.stdout
    assert "Compared" not in done.stdout


def test_without_lang_and_in_ascii_nothing_breaks(tadasu_process: Run, folder: Path) -> None:
    done = tadasu_process(
        *SCREEN, env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0, done.stderr


def test_a_narrow_window_gets_no_line_too_wide(tadasu: Run, folder: Path) -> None:
    from rich.cells import cell_len

    queue = tadasu(*SCREEN, env={"COLUMNS": "40"}).stdout.split("Compared")[0]
    assert queue.strip()
    assert max(cell_len(line) for line in queue.splitlines()) <= 40


def test_explain_says_word_by_word_and_its_points_add_up(tadasu: Run, folder: Path) -> None:
    done = tadasu("explain", "Hetian Lanmiqu Demo Hair", "Hotan Lanmiqu Demo Hair Accessories", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert sum(term["value"] for term in found["terms"]) == found["log_odds"]
    spoken = tadasu("explain", "Hetian Lanmiqu Demo Hair", "Hotan Lanmiqu Demo Hair Accessories", "--language", "ja")
    assert "固有の語・一致" in spoken.stdout


def test_a_real_supplier_file_against_real_lists_runs(tadasu: Run, shared_data: Path, folder: Path) -> None:
    lists = [shared_data / "lists" / name for name in ("uflpa_partial.csv", "un_consolidated.xml")]
    file = shared_data / "suppliers" / "nike_factories_2024.csv"
    done = tadasu("screen", file, "--against", *lists, "--partial", "--out", "results.html", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["queries"] > 600
    assert (folder / "results.html").read_text(encoding="utf-8").endswith("</html>\n")
