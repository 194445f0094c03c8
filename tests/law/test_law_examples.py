"""How a case is written: on several days and with several settings, with the facts on which it hinges, with variants; and what
is said of one that is written wrong or that the regime contradicts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.law.folder import EXAMPLES, Row, assert_said, write

from tadasu.law import Company, Example, FactId, FactOfYear, Standing, Turn, check_examples, read_examples, read_regime
from tadasu.schema import InputError, Money

NUMBER = FactId("employees_group")
COMPANY = """\
  company:
    seat: no
    employees_group: 5001
    turnover_group: 80000000 NOK
    goods_producer: yes
    "employees_in:no": 5000
"""
LARGE = "- name: {en: Large, ja: 大規模}\n  on: 2026-11-22\n" + COMPANY
BROKEN: list[Row] = [
    ("examples.yaml", "  on: 2026-11-22\n  company: {", "  company: {", "law-missing", "- name: {en: Small", "on"),
    ("examples.yaml", "  on: 2026-11-22\n  company: {", "  on: ~\n  company: {", "law-kind", "on: ~", ""),
    ("examples.yaml", "  then: in\n", "  then: in\n  status: ~\n", "law-kind", "status: ~", ""),
    ("examples.yaml", "  then: in\n", "  then: in\n  applies: ~\n", "law-kind", "applies: ~", ""),
    ("examples.yaml", "  on: 2026-11-22\n  company: {", "  on: []\n  company: {", "law-empty", "on: []", ""),
    ("examples.yaml", "  then: in\n", "  then: in\n  then_what: 3\n", "law-unknown-key", "then_what", "then_what"),
    ("examples.yaml", "  then: in\n", "  then: in\n  status: law\n", "law-word", "status: law", "in_force"),
    ("examples.yaml", "  then: in\n", "  then: in\n  status: {is: adopted}\n", "law-missing", "status:", "from"),
    ("examples.yaml", "  then: in\n", "  then: in\n  applies: soon\n", "law-kind", "applies: soon", "soon"),
    ("examples.yaml", "  then: in\n", "  then: in\n  numbers: {sise: 3}\n", "law-no-parameter", "sise", "size"),
    ("examples.yaml", "  then: in\n", "  then: in\n  numbers: {sise: ~}\n", "law-no-parameter", "sise", "size"),
    ("examples.yaml", "  then: in\n", "  then: in\n  numbers: {sales: 3}\n", "law-money", "sales: 3", "3"),
    ("examples.yaml", "  then: in\n", "  then: in\n  duties: {anwser: yes}\n", "law-word", "anwser", "answer"),
    ("examples.yaml", "  then: in\n", "  then: in\n  duties: {answer: true}\n", "law-word", "answer: true", "yes"),
    ("examples.yaml", "  then: in\n", "  then: in\n  prohibitions: {inport: no}\n", "law-word", "inport", "import"),
    ("examples.yaml", "  then: in\n", "  then: in\n  set: {size: [5000, few]}\n", "law-value", "few", "few"),
    ("examples.yaml", "  then: in\n", "  then: in\n  hinges_on: {sise: 3}\n", "no-such-fact", "sise", "sise"),
    ("examples.yaml", "  then: in\n", "  then: in\n  hinges_on: {capital: 1 NOK}\n", "law-missing", "hinges_on", "capital"),
    ("examples.yaml", "  then: in\n", "  then: in\n  hinges_on: {seat: ~}\n", "law-missing", "hinges_on", "seat"),
    ("examples.yaml", "  then: in\n", "  then: conflict\n  hinges_on: {seat: se}\n", "law-word", "hinges_on", "in, out"),
    ("examples.yaml", "  then: in\n", "  then: in\n  also:\n    - {then: out}\n", "law-missing", "- {then: out}", "name"),
    ("examples.yaml", "  then: in\n", "  then: in\n  also:\n    - {name: {en: A, ja: あ}}\n", "law-missing", "en: A", "then"),
    ("examples.yaml", "  then: in\n", "  then: in\n  also:\n    - {name: {en: A, ja: あ}, then: in, also: []}\n",
     "law-unknown-key", "also: []", "also"),
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: f"{row[2].strip()} {row[3]}")
def test_a_case_that_is_written_wrong_is_said_with_its_line_and_value(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def cases(text: str, folder: Path) -> tuple[Example, ...]:
    home = write(folder, "examples.yaml", EXAMPLES, text)
    return read_examples(home, read_regime(home))


def contradicted(text: str, folder: Path) -> list[tuple[str, str]]:
    """What each case that is contradicted comes to, and what it expects."""
    home = write(folder, "examples.yaml", EXAMPLES, text)
    try:
        check_examples(home, read_regime(home))
    except InputError as error:
        return [(dict(one.params)["came"], dict(one.params)["expected"]) for one in error.problems]
    return []


def claims(company: Company) -> dict[tuple[str, int], Sequence[object]]:
    return {(str(fact), ago): list(said.values()) for (fact, ago), said in company.claims.items()}


def test_a_case_holds_on_each_of_its_days_and_with_each_of_its_settings(tmp_path: Path) -> None:
    found = cases(f"{LARGE}  then: in\n".replace("on: 2026-11-22", "on: [2026-11-22, 2027-01-01]"), tmp_path)
    assert [one.on for one in found] == [date(2026, 11, 22), date(2027, 1, 1)]
    found = cases(f"{LARGE}  set: {{reach: [large, all], size: 4}}\n  then: in\n", tmp_path / "settings")
    assert [dict(one.chosen) for one in found] == [
        {"reach": "large", "size": Decimal(4)},
        {"reach": "all", "size": Decimal(4)},
    ]
    assert {one.number for one in found} == {(1,)}


def test_a_variant_says_what_differs_and_takes_nothing_of_the_answer_over(tmp_path: Path) -> None:
    also = """\
  set: {size: 4}
  status: in_force
  applies: 2024-01-01
  then: in
  also:
    - {name: {en: Later, ja: 後}, on: 2027-01-01, set: {size: ~, reach: all}, then: out}
    - {name: {en: Less, ja: 少}, company: {employees_group: 3, turnover_group: ~, previous: {employees_group: 9}}, then: out}
"""
    whole, later, less = cases(LARGE + also, tmp_path)
    assert (whole.number, later.number, less.number) == ((1,), (1, 1), (1, 2))
    assert (later.on, dict(later.chosen), later.company) == (date(2027, 1, 1), {"reach": "all"}, whole.company)
    assert (later.status, later.applies, later.then) == (None, None, "out")
    assert (less.on, dict(less.chosen)) == (whole.on, dict(whole.chosen))
    said = claims(whole.company)
    assert claims(less.company) == {
        **{key: value for key, value in said.items() if key[0] != "turnover_group"},
        ("employees_group", 0): [Decimal(3)],
        ("employees_group", 1): [Decimal(9)],
    }


def test_nothing_in_the_place_of_the_year_before_takes_all_of_it_away(tmp_path: Path) -> None:
    before = COMPANY + "    previous: {employees_group: 7, previous: {employees_group: 8}}\n"
    also = "  then: in\n  also:\n    - {name: {en: New, ja: 新}, company: {previous: ~}, then: in}\n"
    whole, new = cases(LARGE.replace(COMPANY, before) + also, tmp_path)
    assert {ago for _, ago in whole.company.claims} == {0, 1, 2}
    assert {ago for _, ago in new.company.claims} == {0}


def test_a_fact_on_which_a_case_hinges_is_another_then_missing_then_disputed(tmp_path: Path) -> None:
    whole, *turned = cases(f"{LARGE}  status: in_force\n  then: in\n  hinges_on: {{employees_group: 5000}}\n", tmp_path)
    assert whole.hinge is None
    assert [one.hinge.turn for one in turned if one.hinge] == list(Turn)
    assert {one.hinge.fact for one in turned if one.hinge} == {FactOfYear(NUMBER, 0)}
    assert [one.company.claims.get((NUMBER, 0)) for one in turned] == [
        {"": Decimal(5000)},
        None,
        {"": Decimal(5001), "other": Decimal(5000)},
    ]
    assert [(one.then, one.ask, one.between) for one in turned] == [
        ("out", (), ()),
        ("undetermined", (NUMBER,), ()),
        ("conflict", (), (NUMBER,)),
    ]
    assert {one.status for one in turned} == {None}


def test_a_case_that_is_out_turns_in(tmp_path: Path) -> None:
    text = LARGE.replace("employees_group: 5001", "employees_group: 5000")
    assert contradicted(f"{text}  then: out\n  hinges_on: {{employees_group: 5001}}\n", tmp_path) == []


def test_a_fact_on_which_nothing_hinges_is_a_contradiction_in_each_of_the_three_ways(tmp_path: Path) -> None:
    text = LARGE.replace("80000000 NOK\n", "80000000 NOK\n    capital: 3 NOK\n")
    assert contradicted(f"{text}  then: in\n  hinges_on: {{capital: 5 NOK}}\n", tmp_path) == [
        ("in", "out: capital other"),
        ("in", "undetermined (capital): capital missing"),
        ("in", "conflict (capital): capital disputed"),
    ]


@pytest.mark.parametrize(
    ("said", "came", "expected"),
    [
        ("status: in_force", "", ""),
        ("status: {is: in_force, from: 2024-01-01}", "", ""),
        ("status: adopted", "status: in_force", "status: adopted"),
        (
            "status: {is: in_force, from: 2024-01-02}",
            "status: in_force 2024-01-01",
            "status: in_force 2024-01-02",
        ),
        ("applies: 2024-01-01", "", ""),
        ("applies: [2024-01-01, 2025-01-01]", "applies: 2024-01-01", "applies: 2024-01-01, 2025-01-01"),
        ("applies: []", "applies: 2024-01-01", "applies: none"),
        ("numbers: {size: 5000, sales: 70000000 NOK, reach: large}", "", ""),
        ("numbers: {size: 1000}", "size: 5000", "size: 1000"),
        ("numbers: {size: ~}", "size: 5000", "size: none"),
        ("numbers: {sales: 7 NOK}", "sales: 70000000 NOK", "sales: 7 NOK"),
        ("duties: {answer: yes}", "", ""),
        ("duties: {answer: no}", "answer: yes", "answer: no"),
        ("prohibitions: {import: yes}", "", ""),
        ("prohibitions: {import: no}", "import: yes", "import: no"),
    ],
)
def test_what_the_law_of_the_day_is_may_be_said_and_is_held_to(
    said: str, came: str, expected: str, tmp_path: Path
) -> None:
    wanted = [(came, expected)] if came else []
    assert contradicted(f"{LARGE}  {said}\n  then: in\n", tmp_path) == wanted


def test_a_number_that_is_not_the_law_of_the_day_is_none(tmp_path: Path) -> None:
    early = LARGE.replace("on: 2026-11-22", "on: 2023-12-31")
    text = f"{early}  numbers: {{size: 5000, sales: 7 NOK}}\n  then: not-yet\n"
    assert contradicted(text, tmp_path) == [("size: none", "size: 5000")]


def test_a_rule_that_came_or_went_is_none_before_and_after(tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", "due: {each_year: 06-30}", "due: {each_year: 06-30}\n    from: 2026-11-22")
    for day, there in (("2026-11-21", "no"), ("2026-11-22", "yes")):
        text = LARGE.replace("2026-11-22", day) + f"  duties: {{report: {there}, answer: yes}}\n  then: in\n"
        (home / "examples.yaml").write_text(text, encoding="utf-8")
        check_examples(home, read_regime(home))


def test_a_rule_of_which_it_is_open_whom_it_concerns_is_neither(tmp_path: Path) -> None:
    home = write(
        tmp_path,
        "regime.yaml",
        "due: {each_year: 06-30}",
        "due: {each_year: 06-30}\n    if: {fact: listed_prime, is: yes}",
    )
    (home / "examples.yaml").write_text(f"{LARGE}  duties: {{report: yes}}\n  then: in\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        check_examples(home, read_regime(home))
    (problem,) = raised.value.problems
    assert dict(problem.params)["came"] == "report: undetermined"


def test_what_was_not_yet_known_has_no_status(tmp_path: Path) -> None:
    text = LARGE.replace("on: 2026-11-22", "on: 2026-11-22\n  known: 2026-11-21")
    assert contradicted(f"{text}  then: not-yet\n", tmp_path) == []
    (case,) = cases(f"{text}  status: in_force\n  then: not-yet\n", tmp_path / "again")
    assert case.status == (Standing.IN_FORCE, None)
    assert contradicted(f"{text}  status: in_force\n  then: not-yet\n", tmp_path / "told") == [
        ("status: none", "status: in_force")
    ]


def test_money_is_turned_in_its_own_currency(tmp_path: Path) -> None:
    _, other, _, _ = cases(f"{LARGE}  then: in\n  hinges_on: {{turnover_group: 70000000 NOK}}\n", tmp_path)
    assert list(other.company.claims[FactId("turnover_group"), 0].values()) == [
        Money(amount=Decimal(70000000), currency="NOK")
    ]
