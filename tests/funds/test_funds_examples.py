"""The examples in the docstrings of this room and on its page are true; every code has its sentence."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import tadasu.funds as room
from tadasu.funds import ALERTS, CODES
from tadasu.wording import codes, placeholders

MODULES = sorted(module.name for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
PAGE = Path(__file__).parents[2] / "docs" / "funds.md"


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_examples_of_the_page_are_true() -> None:
    plain = "\n".join("" if line.startswith("```") else line for line in PAGE.read_text(encoding="utf-8").splitlines())
    page = doctest.DocTestParser().get_doctest(plain, {}, "funds.md", str(PAGE), 0)
    results = doctest.DocTestRunner().run(page)
    assert results.attempted >= 30
    assert results.failed == 0


def test_the_face_is_whole_and_sorted() -> None:
    assert sorted(room.__all__) == sorted(set(room.__all__))
    assert all(hasattr(room, name) for name in room.__all__)


def test_every_problem_has_words_that_its_parameters_fill() -> None:
    for code, params in CODES.items():
        assert placeholders(f"funds-{code}", "ja") <= set(params), code


def test_every_alert_has_words() -> None:
    for code in ALERTS:
        assert f"funds-{code}" in codes()
        assert placeholders(f"funds-{code}", "en") <= {"days"}
