"""`tadasu cluster`: from files to Parquet, and in words when it cannot."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer

import tadasu.cluster
from tadasu.cli._cluster import cluster
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError
from tadasu.wording import LANGUAGES, error_texts

DECLARATIONS = {
    "seller": ["mill", "weaver", "weaver"],
    "buyer": ["weaver", "maker", "maker"],
    "good": ["5205", "5208", "5208"],
    "day": [date(2026, 3, 2), date(2026, 3, 12), date(2026, 2, 1)],
}
FINDINGS = """id,subject,company id,good,issue,kind,strength,basis
f1,company,mill,,forced-labour,listed,-100,invented
f2,good-of-company,mill,5205,child-labour,substantiated,-200,invented
"""
Run = Callable[..., str]


@pytest.fixture
def run(local: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a verb on the session of the tests, which is not ended; gives back what it prints."""
    monkeypatch.setattr(type(local), "stop", lambda self: None)

    def command(*arguments: object) -> str:
        out = io.StringIO()
        terminal = Terminal(language="en", out=out, err=io.StringIO())
        command = typer.main.get_command(cluster)
        command.main(args=[str(each) for each in arguments], standalone_mode=False, obj=terminal)
        return out.getvalue()

    yield command
    monkeypatch.undo()


def test_trace_writes_each_kind_and_issue_apart(run: Run, tmp_path: Path) -> None:
    pl.DataFrame(DECLARATIONS).write_parquet(tmp_path / "d.parquet")
    (tmp_path / "f.csv").write_text(FINDINGS, encoding="utf-8")
    places = ("--master", "local[2]", "--checkpoint", tmp_path / "kept", "--out", tmp_path / "out")
    said = run("trace", tmp_path / "d.parquet", tmp_path / "f.csv", *places, "--tiers", 2)
    assert "listed.forced-labour: exposed declarations: 2, written" in said
    assert "substantiated.child-labour: exposed declarations: 2, written" in said
    found = pl.read_parquet(tmp_path / "out" / "listed.forced-labour" / "*.parquet").sort("number")
    assert found.to_dict(as_series=False) == {"number": [0, 1], "layer_1": [-205, -(1 << 30)], "layer_2": [-205, -320]}
    assert (tmp_path / "out" / "substantiated.child-labour" / "_SUCCESS").exists()


def test_screen_writes_matches(run: Run, tmp_path: Path) -> None:
    pl.DataFrame({"id": ["p1", "p2"], "name": ["Zorabe Demo Mill Ltd", "Quite Another"]}).write_parquet(
        tmp_path / "p.parquet"
    )
    (tmp_path / "listed.csv").write_text("id,name\nx-1,Zorabe Demo Mill\n", encoding="utf-8")
    places = ("--master", "local[2]", "--index", tmp_path / "index", "--out", tmp_path / "out")
    said = run("screen", tmp_path / "p.parquet", "--against", tmp_path / "listed.csv", *places)
    assert said.startswith("Matches: 1, written to")
    found = pl.read_parquet(tmp_path / "out" / "*.parquet")
    assert found.select("query_id", "entity_id").rows() == [("p1", "x-1")]


def test_what_spark_cannot_do_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(FINDINGS, encoding="utf-8")
    places = ("--master", "local[2]", "--checkpoint", tmp_path / "kept", "--out", tmp_path / "out")
    with pytest.raises(UsageError, match="spark-failed") as failed:
        run("trace", tmp_path / "none.parquet", tmp_path / "f.csv", *places)
    assert "PATH_NOT_FOUND" in error_texts(failed.value, "en")[0]
    (tmp_path / "d.parquet").write_bytes(b"PAR1 this was cut off")
    with pytest.raises(UsageError, match="spark-failed") as failed:
        run("trace", tmp_path / "d.parquet", tmp_path / "f.csv", *places)
    assert len(error_texts(failed.value, "en")[0].splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["pyspark", "pyarrow", "pandas"])
def test_without_the_extra_both_verbs_say_what_to_install(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "f.csv").write_text(FINDINGS, encoding="utf-8")
    monkeypatch.setattr("tadasu.cli._cluster.find_spec", lambda asked: None if asked == name else object())
    command = typer.main.get_command(cluster)
    arguments = ["trace", "d", str(tmp_path / "f.csv"), "--master", "local", "--checkpoint", "c", "--out", "o"]
    with pytest.raises(UsageError, match="spark-missing") as missing:
        command.main(
            args=arguments, standalone_mode=False, obj=Terminal(language="en", out=io.StringIO(), err=io.StringIO())
        )
    assert missing.value.exit_code == 2
    for language in LANGUAGES:
        sentence = error_texts(missing.value, language)[0]
        assert name in sentence
        assert "tadasu[spark]" in sentence


def test_without_java_a_session_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="spark-java-missing"):
        tadasu.cluster.session("local")
