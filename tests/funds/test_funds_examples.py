"""The examples in the docstrings of this room are true."""

import doctest
import importlib
import pkgutil

import pytest

import tadasu.funds as room

MODULES = sorted(module.name for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
