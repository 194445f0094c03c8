"""`make check-bare` runs real tests without the extras, from packages that each have their hash."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """tools/check_bare.py, which is a program and not part of the package."""
    spec = importlib.util.spec_from_file_location("tadasu_check_bare", ROOT / "tools" / "check_bare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_holds_the_engine_and_the_test_tools_and_none_of_the_extras(check: ModuleType) -> None:
    lock = check.bare_lock_with_test_tools()
    blocks = [block for block in re.split(r"(?m)^(?=[a-zA-Z0-9])", lock) if block.strip()]
    names = {block.split("==")[0] for block in blocks if "==" in block}
    assert set(check.TEST_TOOLS) <= names
    assert {"numba", "polars"} <= names
    assert not set(check.ABSENT) & names
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_rooms_of_the_engine_that_have_tests_are_run(check: ModuleType) -> None:
    left_out = {"cli", "cluster", "demo", "drills", "oracles", "reports", "spec", "web"}
    rooms = {folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir() and folder.name[0] not in "._"}
    assert rooms - left_out <= set(check.ROOMS)
