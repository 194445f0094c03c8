"""The examples in the docstrings of this room and on its page are true."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import tadasu.ownership as room

MODULES = sorted(module.name for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
PAGE = Path(__file__).parents[2] / "docs" / "ownership.md"


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_examples_of_the_page_are_true() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (results.failed, results.attempted >= 10) == (0, True)
