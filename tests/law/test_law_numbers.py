"""Numbers, units and choices of a regime: what no law could mean is refused where it stands."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.folder import TODAY, Row, assert_said, problems, write

from tadasu.law import LATEST, FactKind, Measure, facts, load_regime, parse_value, read_company_file
from tadasu.schema import InputError, UsageError
from tadasu.wording import LANGUAGES, problem_text

REACH = "{choice: reach, is: large}"
DUTY = "    due: {each_year: 06-30}\n"
BAN = "flow: [import], "
SANCTIONS = (
    "verify:\n",
    "sanctions:\n  - {id: fine, name: {en: Fine, ja: 罰金}, article: s. 30, source: act, confidence: sure, "
    "if: {choice: reach, is: huge}}\nverify:\n",
)
BROKEN: list[Row] = [
    # units that cannot be compared
    ("regime.yaml", "turnover_group, above: sales", "turnover_group, above: size", "law-unit", "above: size", "turnover_group"),
    ("regime.yaml", "turnover_group, above: sales", "turnover_group, above: size", "law-unit", "above: size", "money"),
    ("regime.yaml", "turnover_group, above: sales", "turnover_group, above: size", "law-unit", "above: size", "count"),
    ("regime.yaml", "employees_group, above: size", "employees_group, at_most: sales", "law-unit", "at_most: sales", "sales"),
    ("regime.yaml", "employees_group, above: size", "employees_group, below: period", "law-unit", "below: period", "days"),
    ("regime.yaml", "employees_group, above: size", "employees_group, above: reach", "law-unit", "above: reach", "choice"),
    ("regime.yaml", "employees_group, above: size", "seat, above: reach", "law-fact-kind", "above: reach", "place"),
    ("regime.yaml", "about: employees_group", "about: turnover_group", "law-unit", "about: turnover_group", "size"),
    ("regime.yaml", "about: employees_group", "about: seat", "law-unit", "about: seat", "place"),
    ("regime.yaml", "about: \"\"\n    unit: days", "about: employees\n    unit: days", "law-unit", "about: employees", "days"),
    ("regime.yaml", DUTY, DUTY + "    if: {fact: turnover, above: size}\n", "law-unit", "above: size", "turnover"),
    # choices
    ("regime.yaml", REACH, "{choice: size, is: large}", "law-no-choice", "choice: size", "count"),
    ("regime.yaml", DUTY, DUTY + "    if: {choice: reach, is: huge}\n", "law-word", "is: huge", "large"),
    ("regime.yaml", BAN, BAN + "if: {choice: reach, is: huge}, ", "law-word", "is: huge", "large"),
    ("regime.yaml", *SANCTIONS, "law-word", "is: huge", "large"),
    ("regime.yaml", "{what: applies,", "{what: applies, if: {choice: reach, is: huge},", "law-word", "is: huge", "large"),
    ("regime.yaml", "goods_producer, is: yes", "goods, has: wod", "law-word", "goods, has", "wood"),
    ("regime.yaml", "goods_producer, is: yes", "legal_form, one_of: [ag, gmhb]", "law-word", "one_of", "gmbh"),
    # numbers
    ("regime.yaml", "value: 1000,", "value: 0.5,", "law-value", "value: 0.5", "0.5"),
    ("regime.yaml", "value: 1000,", "value: 1e999999,", "law-value", "1e999999", "1e999999"),
    ("regime.yaml", "value: 1000,", "value: 1.0e+300,", "law-value", "1.0e+300", "1e+300"),
    ("regime.yaml", "value: 1000,", "value: .nan,", "law-value", ".nan", "nan"),
    ("regime.yaml", "value: 1000,", f"value: {10**18},", "law-value", str(10**18), str(10**18)),
    ("regime.yaml", "70000000 NOK", f"{10**18} NOK", "law-money", str(10**18), "NOK"),
    ("regime.yaml", "value: 20,", "value: 2.5,", "law-value", "value: 2.5", "2.5"),
    ("regime.yaml", "unit: days", "unit: share", "law-value", "value: 20", "20"),
    # figures with a day
    ("company.yaml", "80000000 NOK", "{value: 80000000 NOK, date: 2025-03-31}", "fact-dated", "turnover_group", "2025-03-31"),
    ("company.yaml", "80000000 NOK", "80000000 NOK 2025-03-31", "fact-dated", "turnover_group", "previous"),
    ("company.yaml", "employees_group: 5001", "employees_group: {register: 2025-03-31}", "fact-dated", "employees", "--year"),
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN)
def test_what_no_law_could_mean_is_refused_where_it_stands(row: Row, tmp_path: Path) -> None:
    assert_said(row, tmp_path)


def test_a_bare_number_of_no_currency_is_not_compared_with_money(tmp_path: Path) -> None:
    """One sentence names the fact, its kind, the parameter and its unit."""
    home = write(tmp_path, "regime.yaml", "turnover_group, above: sales", "turnover_group, above: size")
    (problem,) = problems(home)
    for language in LANGUAGES:
        said = problem_text(problem, language)
        assert all(part in said for part in ("turnover_group", "money", "size", "count")), said


def test_every_fact_that_is_a_number_has_a_unit_that_it_can_be_compared_in() -> None:
    units = {one.value for one in Measure}
    assert {one.kind.value for one in facts().values() if one.kind.is_number} <= units
    assert not {FactKind.FLAG.value, FactKind.PLACE.value, FactKind.WORD.value} & units


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (1000, Measure.COUNT, Decimal(1000)),
        ("1000", Measure.COUNT, Decimal(1000)),
        (10.0, Measure.DAYS, Decimal(10)),
        (0, Measure.COUNT, Decimal(0)),
        (0.03, Measure.SHARE, Decimal("0.03")),
        (0.000001, Measure.SHARE, Decimal("0.000001")),
        (1, Measure.SHARE, Decimal(1)),
        (2.5, Measure.KG, Decimal("2.5")),
    ],
)
def test_a_number_that_a_law_can_have_is_read(value: object, unit: Measure, read: Decimal) -> None:
    assert parse_value(value, unit) == read


@given(st.floats() | st.integers() | st.text(max_size=8) | st.booleans() | st.none())
def test_whatever_is_read_as_a_share_lies_between_nothing_and_all(value: object) -> None:
    try:
        found = parse_value(value, Measure.SHARE)
    except UsageError:
        return
    assert isinstance(found, Decimal)
    assert 0 <= found <= 1


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30"])
def test_a_value_may_hold_to_the_last_day_there_is(day: str, tmp_path: Path) -> None:
    home = write(tmp_path, "regime.yaml", "5000, from: 2026-01-01", f"5000, from: 2026-01-01, to: {day}")
    if day == "9999-12-31":
        assert load_regime(home, today=TODAY).parameters["size"].on(LATEST, known=LATEST)
        return
    (problem,) = problems(home)
    assert (problem.code, dict(problem.params)["day"]) == ("law-no-value", date.max.isoformat())


def test_several_sources_may_be_called_what_they_like(tmp_path: Path) -> None:
    home = write(tmp_path, "company.yaml", "80000000 NOK", "{date: 80000000 NOK, value: 70000000 NOK}")
    assert read_company_file(home / "company.yaml")
    (home / "company.yaml").write_text("turnover_group: {date: 2025-03-31, value: 7 NOK}", encoding="utf-8")
    with pytest.raises(InputError):
        read_company_file(home / "company.yaml")
