"""The examples in the docstrings of this room are true."""

import doctest
import importlib
import pkgutil

import tadasu.readers


def test_the_examples_in_the_docstrings_are_true() -> None:
    names = [module.name for module in pkgutil.iter_modules(tadasu.readers.__path__, "tadasu.readers.")]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.attempted for result in results) >= 4
    assert sum(result.failed for result in results) == 0
