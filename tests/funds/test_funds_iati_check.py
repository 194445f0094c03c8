"""Whether a file agrees with the standard: ours does, and whatever is broken in it is found with its line."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.funds.made_grants import BRIDGE, FUND, NOW, REF, TODAY, activity, identifier, organisation
from tests.funds.random_grants import activities

from tadasu.funds import (
    FILE_PROBLEMS,
    IatiShare,
    IatiStandard,
    activity_identifier,
    check_iati,
    iati_activities,
    iati_organisation,
    read_iati_standard,
)
from tadasu.schema import InputError, Problem, UsageError


@pytest.fixture(scope="module")
def standard(shared_data: Path) -> IatiStandard:
    return read_iati_standard(shared_data / "iati")


def problems(standard: IatiStandard, data: bytes, today: date = TODAY) -> tuple[Problem, ...]:
    return check_iati(data, standard, file="made.xml", today=today)


def test_our_activity_file_agrees_with_schema_rules_and_code_lists(standard: IatiStandard) -> None:
    second = activity(
        identifier=identifier(2),
        hierarchy=2,
        regions=(),
        countries=(IatiShare(code="MM"),),
        purposes=(IatiShare(code="15153"),),
        withheld=None,
    )
    assert problems(standard, iati_activities([activity(), second], generated=NOW)) == ()


def test_our_organisation_file_agrees_with_schema_rules_and_code_lists(standard: IatiStandard) -> None:
    assert problems(standard, iati_organisation(organisation(), generated=NOW)) == ()


@settings(max_examples=60)
@given(made=activities())
def test_whatever_texts_and_amounts_an_activity_has_the_file_agrees(standard: IatiStandard, made: object) -> None:
    data = iati_activities([made], generated=NOW)  # type: ignore[list-item]
    assert problems(standard, data) == ()


def broken(path: str, *, attribute: str = "", value: str = "") -> bytes:
    """The file without an element, or with another attribute."""
    root = etree.fromstring(iati_activities([activity()], generated=NOW))
    one = root.find(path)
    assert one is not None
    if attribute:
        one.set(attribute, value)
    else:
        parent = one.getparent()
        assert parent is not None
        parent.remove(one)
    return etree.tostring(root)


@pytest.mark.parametrize(
    "name", ["iati-identifier", "reporting-org", "title", "description", "activity-status", "participating-org"]
)
def test_a_missing_element_is_found_by_the_schema_or_the_rules(standard: IatiStandard, name: str) -> None:
    root = etree.fromstring(iati_activities([activity()], generated=NOW))
    inside = root[0]
    for one in list(inside.iterchildren(name)):
        inside.remove(one)
    found = problems(standard, etree.tostring(root))
    assert "iati-schema" in {one.code for one in found}
    assert all(one.row for one in found)


@pytest.mark.parametrize(
    ("path", "attribute", "value", "expected"),
    [
        ("iati-activity/activity-status", "code", "9", "ActivityStatus"),
        ("iati-activity/recipient-region", "code", "12345", "Region"),
        ("iati-activity/sector", "code", "1515", "Sector"),
        ("iati-activity/transaction/value", "currency", "YEN", "Currency"),
        ("iati-activity/transaction/transaction-type", "code", "99", "TransactionType"),
        ("iati-activity/document-link/category", "code", "Z1", "DocumentCategory"),
        ("iati-activity/participating-org", "role", "7", "OrganisationRole"),
        ("iati-activity", "default-currency", "YEN", "Currency"),
        (".", "version", "2.99", "Version"),
    ],
)
def test_a_code_that_is_in_no_list_is_found_with_its_line(
    standard: IatiStandard, path: str, attribute: str, value: str, expected: str
) -> None:
    found = problems(standard, broken(path, attribute=attribute, value=value))
    assert [(one.code, one.value, dict(one.params)["list"]) for one in found if one.code == "iati-code-unknown"] == [
        ("iati-code-unknown", value, expected)
    ]
    one = next(one for one in found if one.code == "iati-code-unknown")
    assert one.row > 0
    assert one.column.endswith(f"/@{attribute}")


def test_a_code_that_was_withdrawn_is_another_problem(standard: IatiStandard) -> None:
    codes = standard.lists["Sector"].withdrawn
    found = problems(standard, broken("iati-activity/sector", attribute="code", value=min(codes)))
    assert [one.code for one in found] == ["iati-code-withdrawn"]


def rules(found: tuple[Problem, ...]) -> set[str]:
    return {dict(one.params)["rule"] for one in found if one.code == "iati-rule"}


def test_what_only_the_rules_forbid_is_found(standard: IatiStandard) -> None:
    assert rules(problems(standard, broken("iati-activity/sector"))) == {"2.1.4"}
    assert rules(problems(standard, broken("iati-activity/recipient-region"))) == {"3.4.4"}
    late = broken("iati-activity/activity-date[@type='3']", attribute="iso-date", value="2020-01-01")
    assert rules(problems(standard, late)) == {"11.1.2"}
    long = broken("iati-activity/budget/period-end", attribute="iso-date", value="2028-01-01")
    assert rules(problems(standard, long)) == {"7.5.3"}


def test_a_day_that_has_not_come_is_found(standard: IatiStandard) -> None:
    data = iati_activities([activity()], generated=NOW)
    assert rules(problems(standard, data, date(2026, 6, 29))) == {"11.1.1", "11.2.1", "11.2.2"}


def test_a_known_organisation_is_excused_for_its_identifier(standard: IatiStandard) -> None:
    odd = replace(FUND, ref="QQ-NOBODY-1")
    data = iati_activities([activity(reporting=odd, identifier=activity_identifier(odd.ref, bytes(10)))], generated=NOW)
    assert rules(problems(standard, data)) == {"1.14.8"}
    known = frozenset({odd.ref, REF, BRIDGE.ref})
    assert rules(check_iati(data, standard, file="made.xml", today=TODAY, known=known)) == set()


def test_the_annotated_example_of_the_standard_is_valid_but_breaks_rules(
    standard: IatiStandard, shared_data: Path
) -> None:
    """It shows every element at once, so it says two things that exclude one another; the schema knows no such thing."""
    found = problems(standard, (shared_data / "iati" / "activity-standard-example-annotated.xml").read_bytes())
    assert not [one for one in found if one.code == "iati-schema"]
    assert {"6.6.2", "3.6.2", "3.4.2"} <= rules(found)


def test_the_sample_of_real_activities_breaks_schema_rules_and_lists(standard: IatiStandard, shared_data: Path) -> None:
    found = problems(standard, (shared_data / "iati" / "sample_activities_401.xml").read_bytes())
    assert sum(one.code == "iati-schema" for one in found) == 263
    assert not [one for one in found if one.code == "iati-rule-unknown"]
    assert {one.code for one in found} == {"iati-schema", "iati-rule", "iati-code-unknown", "iati-code-withdrawn"}


def test_every_rule_of_the_file_given_is_of_a_kind_that_is_known(standard: IatiStandard) -> None:
    found = problems(standard, iati_activities([activity()], generated=NOW))
    assert "iati-rule-unknown" not in {one.code for one in found}


def test_a_kind_of_rule_that_is_not_known_is_reported(standard: IatiStandard) -> None:
    rules_of = {"//title": {"sum_of_moons": {"cases": [{"paths": ["narrative"]}]}}}
    with_more = {"//title": {"atleast_one": {"cases": [{"paths": ["narrative"], "unless": "true()"}]}}}
    for made, name in ((rules_of, "sum_of_moons"), (with_more, "atleast_one.unless")):
        found = problems(replace(standard, rules=made), iati_activities([activity()], generated=NOW))
        assert [(one.code, one.params) for one in found] == [("iati-rule-unknown", (("rule", name),))]


def test_every_code_list_that_is_there_is_used(standard: IatiStandard) -> None:
    from tadasu.funds._iati.check import _coded

    used = {name for _, name in _coded()}
    assert used <= set(standard.lists)
    assert set(standard.lists) - used == {"OrganisationRegistrationAgency"}


def test_a_file_that_is_something_else_is_refused(standard: IatiStandard) -> None:
    for data, code in (
        (b"<html/>", "iati-root"),
        (b"<iati-activities", "iati-not-xml"),
        (b"<iati-activities><a></iati-activities>", "iati-not-xml"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><iati-activities/>", "iati-document-type"),
    ):
        with pytest.raises(InputError) as caught:
            problems(standard, data)
        assert caught.value.problems[0].code == code


@pytest.fixture
def incomplete(shared_data: Path, tmp_path: Path) -> Path:
    for path in (shared_data / "iati").rglob("*"):
        if path.is_file() and not path.name.startswith("sample"):
            to = tmp_path / path.relative_to(shared_data / "iati")
            to.parent.mkdir(exist_ok=True)
            to.write_bytes(path.read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    "name", ["iati-activities-schema.xsd", "iati-common.xsd", "ruleset_standard.json", "codelists/Region.xml"]
)
def test_a_standard_that_is_broken_is_refused_with_the_file(incomplete: Path, name: str) -> None:
    (incomplete / name).write_text(json.dumps([]), encoding="utf-8")
    with pytest.raises(UsageError, match="iati-standard"):
        read_iati_standard(incomplete)


def test_a_standard_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="iati-standard"):
        read_iati_standard(tmp_path)


def test_problems_use_only_documented_codes(standard: IatiStandard, shared_data: Path) -> None:
    found = problems(standard, (shared_data / "iati" / "sample_activities_401.xml").read_bytes())
    assert {(one.code, tuple(name for name, _ in one.params)) for one in found} <= set(FILE_PROBLEMS.items())
