"""What a release writes agrees with the standards themselves: schema, rules and code lists of IATI, the schema of 360Giving.
Needs the reference data."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.web.funding.test_publishing_releases import PUBLIC
from tests.web.made_publishing import Desk

from tadasu.funds import IatiStandard, check_iati, read_iati_standard

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def standard(shared_data: Path) -> IatiStandard:
    return read_iati_standard(shared_data / "iati")


def portfolio(**more: Any) -> tuple[Desk, dict[str, str]]:
    desk = Desk()
    desk.full(**more)
    desk.awards(
        [PUBLIC, {**PUBLIC, "applicant_type": "individual", "country": "", "consented": PUBLIC["consented"][:4]}]
    )
    desk.awards([{**PUBLIC, "public_name": "岩燕出版（架空）", "purpose": "15170"}])
    return desk, desk.files(desk.prepare())


@pytest.mark.parametrize("consented", [["amount", "period", "purpose", "region"], []])
def test_iati_files_break_no_rule_of_the_standard(standard: IatiStandard, consented: list[str]) -> None:
    desk, files = portfolio(consented=consented)
    for name in ("iati-activities.xml", "iati-organisation.xml"):
        assert check_iati(files[name].encode(), standard, file=name, today=desk.books.today) == ()


def test_an_organisation_file_of_nothing_breaks_no_rule_either(standard: IatiStandard) -> None:
    desk = Desk()
    files = desk.files(desk.prepare())
    assert check_iati(files["iati-organisation.xml"].encode(), standard, file="x", today=desk.books.today) == ()


def test_the_360giving_package_agrees_with_its_schema(shared_data: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema_rs", reason="comes with the extra [web]")
    whole, one = (
        json.loads((shared_data / "giving" / f"360-giving-{name}schema.json").read_text(encoding="utf-8"))
        for name in ("package-", "")
    )
    for each in (whole, one):
        each["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    validator = jsonschema.Draft202012Validator(whole, retriever=lambda _: one, validate_formats=True)
    package = json.loads(portfolio()[1]["360giving.json"])
    assert [f"{one.instance_path} {one.message[:80]}" for one in validator.iter_errors(package)] == []
    assert len(package["grants"]) == 3
