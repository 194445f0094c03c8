"""The examples in the docstrings of the interface are run."""

import doctest

import pytest

from tadasu.web.api import _codes, _rate, scopes


@pytest.mark.parametrize("module", [_codes, _rate, scopes], ids=lambda module: str(module.__name__))
def test_examples_hold(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert (found.failed, found.attempted > 0) == (0, True)
