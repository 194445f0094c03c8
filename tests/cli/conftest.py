"""An invented supplier file, an invented list, and a way to run the command line as a user does."""

import io
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.bare import bare
from tests.cli.law_runs import COMPANIES, COMPANY

from tadasu.cli import main

SUPPLIERS = """id,Supplier,Country
s1,Hetian Lanmiqu Demo Hair Co Ltd,China
s2,Aoi Sample Logistics,Japan
s3,綾野見本紡織株式会社,Japan
"""
LISTED = """id,name,country
x-1,Hotan Lanmiqu Demo Hair Accessories Co. Ltd.,China
x-2,Ayano Mihon Boshoku KK,Japan
x-3,Entirely Other Invented Metals,Germany
"""
OPENSANCTIONS_HEAD = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,"
    "first_seen,last_seen,last_change\n"
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with `suppliers.csv` and `listed.csv`."""
    (tmp_path / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    (tmp_path / "listed.csv").write_text(LISTED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A working folder with `company.yaml`, `companies.csv` and `rates.csv`, for verbs about law."""
    (tmp_path / "company.yaml").write_text(COMPANY, encoding="utf-8")
    (tmp_path / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    (tmp_path / "rates.csv").write_text("currency,year,per_euro\nGBP,2025,0.5\nXTS,2025,100\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def listing() -> Callable[[Sequence[tuple[str, str]]], str]:
    """Makes a file of a known list (OpenSanctions, simplified CSV) from invented (id, name) pairs."""

    def make(parties: Sequence[tuple[str, str]]) -> str:
        rows = (f"{key},Company,{name},,,cn,,,,,,Invented,2026-01-01,2026-01-01,2026-01-01\n" for key, name in parties)
        return OPENSANCTIONS_HEAD + "".join(rows)

    return make


@pytest.fixture
def tadasu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tadasu` in this process: no terminal, a bare environment, the data folder under the test's own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as changed, redirect_stdout(out), redirect_stderr(err):
            for name in ("LANG", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
                changed.delenv(name, raising=False)
            for name, value in (bare(tmp_path) | dict(env or {})).items():
                changed.setenv(name, value)
            code = main([str(argument) for argument in arguments])
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def tadasu_process(tmp_path: Path) -> Run:
    """The same in a process of its own, for what depends on real streams."""

    def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        code = "import sys; from tadasu.cli import main; sys.exit(main())"
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=bare(tmp_path) | dict(env or {}),
            timeout=300,
            check=False,
        )

    return run
