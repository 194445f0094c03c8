"""The examples in the docstrings of this room and on its page are true."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import tadasu.funds as room

MODULES = sorted(module.name for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_example_of_the_page_holds() -> None:
    page = Path(__file__).parents[2] / "docs" / "grant-files.md"
    results = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert results.attempted >= 8
    assert results.failed == 0
