"""The table of problem codes, and the bounded log."""

import re
from pathlib import Path

import pytest

import tadasu.readers._problems as problems
from tadasu.readers import PROBLEM_KINDS, Severity
from tadasu.readers._problems import MAX_PROBLEMS, ProblemLog, found


def test_codes_are_sorted_kebab_case_and_all_params_are_words() -> None:
    assert list(PROBLEM_KINDS) == sorted(PROBLEM_KINDS)
    for code, kind in PROBLEM_KINDS.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert all(re.fullmatch(r"[a-z_]+", name) for name in kind.params)


def test_every_code_in_the_table_is_used_and_every_used_code_is_in_it() -> None:
    room = Path(problems.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in room.glob("_*.py") if path.name != "_problems.py")
    used = {code for code in PROBLEM_KINDS if f'"{code}"' in source} | {"more-problems"}
    assert used == set(PROBLEM_KINDS)
    called = set(re.findall(r'(?:found|_note)\(\s*"([a-z-]+)"', source))
    assert called <= set(PROBLEM_KINDS)


def test_params_that_the_table_does_not_know_are_refused() -> None:
    with pytest.raises(TypeError):
        found("empty-name", "a.csv", reason="x")
    with pytest.raises(KeyError):
        found("no-such-code", "a.csv")


def test_values_are_cut_and_signs_that_cannot_be_printed_are_escaped() -> None:
    assert len(found("empty-name", "a", value="あ" * 500).value) == 80
    assert found("empty-name", "a", value="a\0\udc80").value == "a\\x00\\udc80"


def test_a_log_keeps_a_thousand_errors_first_and_says_how_many_more() -> None:
    log = ProblemLog("a.csv")
    log.add(found("country-unknown", "a.csv", row=row) for row in range(1, 5_001))
    log.add(found("duplicate-id", "a.csv", row=row, first_row=1) for row in range(1, 11))
    shown = log.result()
    assert len(shown) == MAX_PROBLEMS + 1
    assert [problem.code for problem in shown[:11]] == ["duplicate-id"] * 10 + ["country-unknown"]
    assert dict(shown[-1].params) == {"errors": "0", "rows": "0", "warnings": "4010"}
    assert sum(len(kept) for kept in log.kept.values()) <= len(Severity) * MAX_PROBLEMS
