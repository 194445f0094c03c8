"""The examples in the docstrings of this room and on its page are true; every code has its sentence."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import tadasu.funds as room
from tadasu.funds import ALERTS, CODES
from tadasu.wording import codes, placeholders

MODULES = sorted(module.name for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize(("page", "least"), [("funds.md", 30), ("grant-files.md", 8)])
def test_the_examples_of_the_page_are_true(page: str, least: int) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    plain = "\n".join("" if line.startswith("```") else line for line in text.splitlines())
    results = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(plain, {}, page, page, 0))
    assert results.attempted >= least
    assert results.failed == 0


def test_the_face_is_whole_and_sorted() -> None:
    assert sorted(room.__all__) == sorted(set(room.__all__))
    assert all(hasattr(room, name) for name in room.__all__)


def test_every_problem_has_words_that_its_parameters_fill() -> None:
    for code, params in CODES.items():
        assert placeholders(f"funds-{code}", "ja") <= set(params), code


def test_every_code_that_is_said_is_in_the_table_and_every_one_in_the_table_is_said() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("_*.py"))
    table = source.index("CODES: Mapping")
    elsewhere = source[:table] + source[source.index("Every code, with its parameters", table) :]
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', elsewhere))
    assert set(CODES) <= quoted
    said = set(re.findall(r'problem\(\s*"([a-z-]+)"', elsewhere))
    assert len(said) > 30
    assert said <= set(CODES)


def test_every_alert_has_words() -> None:
    for code in ALERTS:
        assert f"funds-{code}" in codes()
        assert placeholders(f"funds-{code}", "en") <= {"days"}
