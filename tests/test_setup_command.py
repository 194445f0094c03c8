"""The `tadasu` command that setting up writes: scripts rely on its exit code, users on any folder name."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.bare import bare

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def setup() -> ModuleType:
    """tools/setup.py, which is a program and not part of the package."""
    spec = importlib.util.spec_from_file_location("tadasu_setup", ROOT / "tools" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["plain", "with blanks", '糺す it\'s "$HOME"'])
def test_the_command_ends_with_the_exit_code_of_main_from_any_folder(
    name: str, setup: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "typer.py").write_text("raise SystemExit('a file of the working folder was loaded')\n")
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    command = folder / "tadasu"
    command.write_text(setup.launcher(python), encoding="utf-8")
    for file in (python, command):
        file.chmod(0o755)
    codes = [
        subprocess.run([command, *arguments], cwd=folder, env=bare(folder), capture_output=True, check=False).returncode
        for arguments in (("--version",), ("lists", "status", "no-such-list"), ("lists", "diff", "us-uflpa"))
    ]
    assert codes == [0, 2, 5]
