"""Every code of this room has words in both languages, and those of findings."""

import doctest
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from tests.weighing.worlds import ELEMENTS, pieces

from tadasu.schema import Issue
from tadasu.weighing import (
    CODES,
    INDICATOR,
    STANDARDS,
    Claim,
    Credibility,
    Kind,
    Piece,
    Reliability,
    elements_for,
    rules,
    weigh,
)
from tadasu.wording import LANGUAGES, Language, codes, element_text, placeholders, say, weighing_text
from tadasu.wording import _weighing as module

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "weighing.md"


def test_every_reason_has_words_that_its_parameters_fill() -> None:
    for code, params in CODES.items():
        assert f"weighing-{code}" in codes()
        assert placeholders(f"weighing-{code}", "ja") == set(params), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_grade_kind_standard_and_element_has_a_name(language: Language) -> None:
    for room, names in (
        ("evidence-kind", Kind),
        ("reliability", Reliability),
        ("credibility", Credibility),
        ("standard", STANDARDS),
    ):
        assert all(say(f"{room}.{name}", {}, language) for name in names)
    assert all(element_text(element, language) for issue in Issue for element in elements_for(issue))


def test_standards_and_indicators_have_the_names_that_findings_give_them() -> None:
    path = ROOT / "src/tadasu/web/foundation/findings/data/words.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    for language in LANGUAGES:
        for code in rules().indicators:
            assert element_text(INDICATOR + code, language) == words["indicators"][code][language]
        for code in STANDARDS:
            assert say(f"standard.{code}", {}, language) == words["standards"][code][language]


@given(pieces())
def test_whatever_is_answered_can_be_said(drawn: list[Piece]) -> None:
    claim = Claim(issue=Issue.CHILD_LABOUR, elements=frozenset(ELEMENTS) | {"where"})
    found = weigh(claim, drawn)
    told = [*found.reasons, *found.missing, *(one for each in found.elements.values() for one in each.missing)]
    for reason in told:
        assert set(CODES[reason.code]) == {name for name, _ in reason.params}
        for language in LANGUAGES:
            said = weighing_text(reason.code, reason.params, language)
            assert "{" not in said
            assert "indicator:" not in said


def test_the_examples_are_true() -> None:
    assert doctest.testmod(module).failed == 0
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 5) == (0, True)
