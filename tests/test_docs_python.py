"""docs/python.md runs, names every name of the Python interface, and `tadasu.__all__` is the truth."""

import doctest
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import tadasu

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "python.md"
MOST_NAMES = 12


def test_the_examples_of_the_page_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted >= 25
    assert results.failed == 0


def test_the_page_names_every_name_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(tadasu.__all__)


def test_the_interface_stays_small_and_sorted() -> None:
    assert len(tadasu.__all__) <= MOST_NAMES
    assert sorted(set(tadasu.__all__)) == tadasu.__all__


@pytest.mark.parametrize("name", tadasu.__all__)
def test_every_name_loads_from_the_face_of_its_room(name: str) -> None:
    room = import_module(tadasu._HOME[name])
    assert getattr(tadasu, name) is getattr(room, name)
    assert name in room.__all__
    assert tadasu._HOME[name].count(".") == 1


def test_nothing_else_is_public() -> None:
    assert [name for name in dir(tadasu) if not name.startswith("_")] == tadasu.__all__
    assert tadasu._HOME.keys() == set(tadasu.__all__)
    with pytest.raises(AttributeError, match="tokenize"):
        _ = tadasu.tokenize


def test_importing_the_package_loads_no_room_and_no_dependency() -> None:
    seen = "import sys, tadasu; print(sorted(n for n in sys.modules if n.partition('.')[0] in {'tadasu', 'numba', 'polars'}))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "['tadasu']"
