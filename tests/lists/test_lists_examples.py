"""The examples in the docstrings of this room are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import tadasu.lists

ROOM = Path(tadasu.lists.__file__).parent
MODULES = [
    ".".join(("tadasu.lists", *path.relative_to(ROOM).with_suffix("").parts))
    for path in sorted(ROOM.rglob("[_a-z]*.py"))
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_are_found_at_all() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 10
