"""The rules are data that a lawyer corrects: whatever cannot be meant is refused with its place."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from tadasu.schema import Issue
from tadasu.weighing import INDICATOR, STANDARDS, elements_for, rules, rules_from
from tadasu.weighing._rules import NOT_WEIGHED

RAW = files("tadasu.weighing").joinpath("data", "standards.yaml").read_text(encoding="utf-8")
FINDINGS = Path(__file__).resolve().parents[2] / "src/tadasu/web/foundation/findings/data/words.yaml"


def entries(said: Any) -> list[dict[str, Any]]:
    """Every value of the file with its source and how sure it is."""
    if isinstance(said, dict) and "value" in said:
        return [said]
    return [one for part in said.values() for one in entries(part)] if isinstance(said, dict) else []


def test_standards_and_indicators_have_the_codes_of_findings() -> None:
    words = yaml.safe_load(FINDINGS.read_text(encoding="utf-8"))
    assert list(words["standards"]) == list(STANDARDS) == [one.id for one in rules().standards]
    assert sorted(words["indicators"]) == list(rules().indicators)
    assert len(rules().indicators) == 11


def test_every_abuse_is_weighed_and_what_only_says_why_somebody_is_listed_is_not() -> None:
    assert set(rules().issues) == set(Issue) - NOT_WEIGHED


def test_forced_labour_needs_both_elements_and_an_indicator() -> None:
    plain, imposed = rules().issues[Issue.FORCED_LABOUR], rules().issues[Issue.STATE_IMPOSED_FORCED_LABOUR]
    assert plain.elements == {"involuntary", "menace"}
    assert imposed.elements == {"involuntary", "menace", "state-imposed"}
    assert plain.indicators == imposed.indicators == 1
    assert INDICATOR + "deception" in elements_for(Issue.FORCED_LABOUR)
    assert elements_for(Issue.WATER) == ("act", "good", "period", "where", "who")


def test_each_indicator_speaks_for_one_of_the_two_elements_and_some_for_both() -> None:
    spoken_for = {element for one in rules().indicators.values() for element in one}
    assert spoken_for == {"involuntary", "menace"}
    assert rules().indicators["debt-bondage"] == {"involuntary", "menace"}


def test_no_number_of_a_standard_claims_to_come_from_a_text() -> None:
    said = yaml.safe_load(RAW)
    for standard in said["standards"].values():
        numbers = [one for one in entries({**standard, "words": {}}) if type(one["value"]) is int]
        assert numbers
        assert {(one["source"], one["confidence"]) for one in numbers} == {("own choice", "check")}


CHOICE = "source: own choice, confidence: check}"
KEYS = "exactly these keys in this order: "
ISSUES = sorted(set(Issue) - NOT_WEIGHED)

BROKEN = [
    ("version: 1\n", "version: none\n", "version: a whole number from 1"),
    ("version: 1\n", "", KEYS + "version, sources, grades, surest, issues, indicators, standards"),
    ("  ilo-c29:\n", "  a-c29:\n", "sources: sorted keys (a-c29 stands after ilo-c105)"),
    ("    seen: secondary\n", "", f"sources.cfr-12-42: {KEYS}title, seen, checked"),
    ("source: uflpa", "source: own choice", "sources.uflpa: nothing uses this source"),
    (
        "source: uflpa",
        "source: hearsay",
        "standards.clear-and-convincing.words.source: an id of sources, own choice or own reading",
    ),
    (
        "source: uflpa",
        "source: {by: nobody}",
        "standards.clear-and-convincing.words.source: an id of sources, own choice or own reading",
    ),
    (f"1609, {CHOICE}", "1609, source: own choice}", f"grades.reliability.reliable: {KEYS}value, source, confidence"),
    (
        f"1609, {CHOICE}",
        "1609, source: own choice, confidence: quite}",
        "grades.reliability.reliable.confidence: one of: sure, likely, check",
    ),
    ("fairly: {value: 693", "fairly: {value: 1300", "grades.reliability.fairly: weighs no more than usually"),
    ("fairly: {value: 693", "fairly: {value: 0.5", "grades.reliability.fairly.value: a whole number from 0"),
    ("fairly: {value: 693", "fairly: {value: true", "grades.reliability.fairly.value: a whole number from 0"),
    (
        f"    seldom: {{value: 223, {CHOICE}\n",
        "",
        f"grades.reliability: {KEYS}reliable, usually, fairly, seldom, unreliable, unjudged",
    ),
    ("surest: {value: -10", "surest: {value: 0", "surest.value: a whole number from -20000 to -1"),
    (
        "{value: [involuntary, menace], source: ilo-c29",
        "{value: [involuntary, cruelty], source: ilo-c29",
        "issues.forced-labour.needs.value: cruelty is none of: act, involuntary, menace, state-imposed",
    ),
    (
        "{value: [involuntary, menace], source: ilo-c29",
        "{value: [], source: ilo-c29",
        "issues.forced-labour.needs.value: a list of words, at least 1",
    ),
    (
        "{value: [involuntary, menace], source: ilo-c29",
        "{value: [menace, menace], source: ilo-c29",
        "issues.forced-labour.needs.value: menace stands there twice",
    ),
    ("  deforestation:\n", "  sanction:\n", f"issues: {KEYS}{', '.join(ISSUES)}"),
    (
        "isolation: {value: [menace]",
        "isolation: {value: [act]",
        "indicators.isolation.value: act is none of: involuntary, menace",
    ),
    ("  substantiated:\n", "  proven:\n", f"standards: {KEYS}{', '.join(STANDARDS)}"),
    (
        "      origins: {value: 3, ",
        "      origins: {value: 1, ",
        "standards.clear-and-convincing: core.origins asks less than substantiated",
    ),
    (
        "      origins: {value: 3, ",
        "      origins: {value: -3, ",
        "standards.clear-and-convincing.core.origins.value: a whole number from 1",
    ),
    (
        "reliability: {value: [reliable, usually, fairly], ",
        "reliability: {value: [reliable, usually, fairly, seldom], ",
        "standards.clear-and-convincing: reliability asks less than substantiated",
    ),
    (
        "times_contrary: {value: 4, ",
        "times_contrary: {value: 2, ",
        "standards.established: times_contrary asks less than clear-and-convincing",
    ),
    (
        "second: {value: false, source: own choice, confidence: check}",
        "second: {value: yes please, source: own choice, confidence: check}",
        "standards.reasonable-indication.second.value: true or false",
    ),
    (
        "heard: {value: false, source: own choice, confidence: check}",
        "heard: {value: true, source: own choice, confidence: check}",
        "",
    ),
    (
        "heard: {value: false, source: own choice, confidence: likely}",
        "heard: {value: true, source: own choice, confidence: likely}",
        "standards.substantiated: heard asks less than reasonable-indication",
    ),
    (
        "named_all: {value: [period], ",
        "named_all: {value: [weather], ",
        "standards.substantiated.named_all.value: weather is none of: good, period, where, who",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_what_cannot_be_meant_is_refused_where_it_stands_and_stricter_rules_are_not(
    old: str, new: str, said: str
) -> None:
    assert old in RAW
    changed = RAW.replace(old, new, 1).encode()
    if not said:
        assert rules_from(changed).standards[1].heard
        return
    with pytest.raises(ValueError, match=r"^standards\.yaml: ") as refused:
        rules_from(changed)
    assert str(refused.value) == f"standards.yaml: {said}"


def test_the_digest_is_that_of_the_file() -> None:
    assert rules_from(RAW.encode()) == rules()
    assert rules_from((RAW + "# a remark\n").encode()).digest != rules().digest


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (RAW.encode() + b"version: 2\n", "version stands there twice"),
        (RAW.replace("surest: {value: -10,", "surest: {value: -10, value: -1,").encode(), "value stands there twice"),
        (b"version: [", "standards.yaml"),
        (b"\xff", "standards.yaml"),
        (
            RAW.replace("surest: {value: -10, source: own choice", "surest: {value: -10, source: []").encode(),
            "surest.source",
        ),
        (RAW.replace("checked: 2026-11-26", "checked: soon").encode(), "icls-2018.checked: a day"),
        (RAW.replace("seen: secondary", "seen: once", 1).encode(), "cfr-12-42.seen: one of"),
    ],
)
def test_what_a_lawyer_may_mistype_is_refused_and_never_half_read(raw: bytes, said: str) -> None:
    assert raw != RAW.encode()
    with pytest.raises(ValueError, match=r"standards\.yaml") as found:
        rules_from(raw)
    assert said in str(found.value)
