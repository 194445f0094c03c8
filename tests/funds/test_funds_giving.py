"""360Giving: what we publish agrees with its schema and names nobody; what others publish is read with a report."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.made_grants import NOW
from tests.funds.random_grants import words

from tadasu.funds import (
    GivingGrant,
    GivingOrg,
    GivingPackage,
    GivingProgramme,
    Regrant,
    giving_package,
    read_giving,
)
from tadasu.schema import InputError, Money, UsageError

FUND = GivingOrg(id="XI-EXAMPLE-1", name="Kumanezawa Fund (invented)")
BRIDGE = GivingOrg(id="XI-EXAMPLE-2", name="Harbour Bridge (invented)")


def grant(**other: Any) -> GivingGrant:
    said: dict[str, Any] = {
        "id": "XI-EXAMPLE-1-aaaaaaaaaaaaaaaa",
        "title": "Independent media 独立した報道",
        "description": "Core support.",
        "awarded": Money(amount=Decimal("1500000"), currency="JPY"),
        "awarded_on": date(2026, 4, 8),
        "funder": FUND,
        "recipient": BRIDGE,
        "modified": NOW,
        "disbursed": Decimal("450000.5"),
        "place": "679",
        "programme": GivingProgramme(code="M", title="Media"),
        "open_call": True,
        "regrant": Regrant.INTERMEDIARY,
        "start": date(2026, 4, 1),
        "end": date(2029, 3, 31),
        "related": ("XI-EXAMPLE-1-bbbbbbbbbbbbbbbb",),
    }
    return GivingGrant(**{**said, **other})


def person(**other: Any) -> GivingGrant:
    return grant(
        **{
            "id": "XI-EXAMPLE-1-c",
            "recipient": None,
            "person": "XI-EXAMPLE-P-d",
            "reason": "GTIR100",
            "regrant": None,
            **other,
        }
    )


def package(*grants: GivingGrant) -> GivingPackage:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    return GivingPackage(publisher=FUND, title="Grants", licence=licence, issued=date(2026, 11, 26), grants=grants)


def refusal(*grants: GivingGrant) -> str:
    with pytest.raises(UsageError) as caught:
        giving_package(package(*grants))
    return caught.value.code


@pytest.fixture(scope="module")
def validator(shared_data: Path) -> Any:
    """Of the package schema, which points to a version of the grant schema that is one number behind the file at hand."""
    jsonschema = pytest.importorskip("jsonschema_rs", reason="comes with the extra [web]")
    whole, one = (
        json.loads((shared_data / "giving" / f"360-giving-{name}schema.json").read_text(encoding="utf-8"))
        for name in ("package-", "")
    )
    for each in (whole, one):
        each["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return jsonschema.Draft202012Validator(whole, retriever=lambda _: one, validate_formats=True)


def faults(validator: Any, data: bytes) -> list[str]:
    return [f"{one.instance_path} {one.message[:80]}" for one in validator.iter_errors(json.loads(data))]


def test_our_package_agrees_with_the_schema(validator: Any) -> None:
    assert faults(validator, giving_package(package(grant(), person()))) == []
    bare = grant(
        disbursed=None, place="", programme=None, open_call=None, regrant=None, start=None, end=None, related=()
    )
    assert faults(validator, giving_package(package(bare))) == []


@settings(max_examples=50)
@given(
    title=words, description=words, amount=st.integers(0, 10**13), place=st.sampled_from(["mm", "ir", "298", "998", ""])
)
def test_whatever_a_grant_says_the_package_agrees_and_comes_back(
    validator: Any, title: str, description: str, amount: int, place: str
) -> None:
    made = grant(
        title=title, description=description, awarded=Money(amount=Decimal(amount) / 100, currency="EUR"), place=place
    )
    data = giving_package(package(made))
    assert faults(validator, data) == []
    (row,) = read_giving(BytesIO(data), file="made.json").rows
    assert (row.title, row.awarded, row.currency, row.recipient) == (title, Decimal(amount) / 100, "EUR", BRIDGE.id)
    assert row.place == (place.upper() if place.isalpha() else "")


@pytest.mark.parametrize("missing", ["id", "title", "currency", "awardDate", "fundingOrganization"])
def test_the_schema_finds_what_is_missing(validator: Any, missing: str) -> None:
    document = json.loads(giving_package(package(grant())))
    del document["grants"][0][missing]
    assert faults(validator, json.dumps(document).encode()) != []


def test_a_person_has_no_name() -> None:
    document = json.loads(giving_package(package(person())))["grants"][0]
    assert document["recipientIndividual"] == {"id": "XI-EXAMPLE-P-d", "name": "Individual Recipient"}
    assert document["toIndividualsDetails"] == {"primaryGrantReason": "GTIR100"}
    assert "recipientOrganization" not in document


def test_a_place_is_a_country_or_a_region_and_nothing_finer() -> None:
    at = {place: json.loads(giving_package(package(grant(place=place))))["grants"][0] for place in ("mm", "679")}
    assert at["mm"]["beneficiaryLocation"] == [{"countryCode": "MM"}]
    assert at["679"]["beneficiaryLocation"] == [{"name": "South Asia, regional"}]
    assert (at["mm"]["locationScope"], at["679"]["locationScope"]) == ("GLS030", "GLS020")
    for finer in ("mm-06", "Yangon", "635", "MM", "zz"):
        assert refusal(grant(place=finer)) == "giving-place"


def test_the_same_content_gives_the_same_bytes() -> None:
    assert giving_package(package(grant(), person())) == giving_package(package(person(), grant()))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"recipient": None}, "giving-recipient"),
        ({"person": "p"}, "giving-recipient"),
        ({"title": " "}, "giving-text"),
        ({"funder": GivingOrg(id="", name="x")}, "giving-text"),
        ({"disbursed": Decimal("NaN")}, "giving-amount-out"),
        ({"disbursed": Decimal(2**53 + 1)}, "giving-amount-out"),
        ({"disbursed": Decimal("0.12345678901234567890")}, "giving-amount-out"),
        ({"modified": datetime(2026, 1, 1)}, "giving-moment"),
    ],
)
def test_what_the_format_does_not_hold_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refusal(grant(**changed)) == code


def test_a_reason_is_one_of_the_list_and_a_package_has_grants_each_once() -> None:
    assert refusal(person(reason="because")) == "giving-reason"
    assert refusal() == refusal(grant(), grant()) == "giving-grants"


def read(grants: list[Any]) -> list[tuple[str, int, str]]:
    data = json.dumps({"grants": grants}).encode()
    return [(one.code, one.row, one.value) for one in read_giving(BytesIO(data), file="x.json").problems]


def ordinary(**other: Any) -> dict[str, Any]:
    made = json.loads(giving_package(package(grant())))["grants"][0]
    return {**made, **other}


def test_what_cannot_be_read_is_said_and_the_rest_is_there() -> None:
    assert read([ordinary()]) == []
    assert read([ordinary(awardDate="31/12/2014")]) == [("giving-date-order", 1, "31/12/2014")]
    assert read([ordinary(awardDate="12/31/2014")]) == [("giving-date", 1, "12/31/2014")]
    assert read([ordinary(amountAwarded="a lot")]) == [("giving-amount", 1, "a lot")]
    assert read([ordinary(amountAwarded=float("inf"))]) == [("giving-amount", 1, "Infinity")]
    assert read([ordinary(currency="pounds")]) == [("giving-currency", 1, "pounds")]
    assert read([ordinary(), ordinary()]) == [("giving-identifier-repeated", 0, "XI-EXAMPLE-1-aaaaaaaaaaaaaaaa")]
    assert read([ordinary(recipientOrganization=[])]) == [("giving-recipients", 1, "")]
    assert read([ordinary(extra=1), 5]) == [("giving-not-360giving", 2, ""), ("giving-field-unknown", 0, "")]


def test_a_name_of_a_person_in_a_file_is_not_taken_in() -> None:
    made = ordinary(recipientIndividual={"id": "p", "name": "Aung Example"}, title="Grant to Aung Example")
    del made["recipientOrganization"]
    (row,) = read_giving(BytesIO(json.dumps({"grants": [made]}).encode()), file="x.json").rows
    assert "Aung" not in repr(row)
    assert row.individual


def test_amounts_keep_their_decimals() -> None:
    data = json.dumps({"grants": [ordinary()]}).replace("450000.5", "450000.10").encode()
    (row,) = read_giving(BytesIO(data), file="x.json").rows
    assert str(row.disbursed) == "450000.10"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"grants": 5}', b"\xff", b"[" * 100_000, b"PK\x03\x04"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_giving(BytesIO(data), file="x")
    assert [one.code for one in caught.value.problems] == ["giving-not-360giving"]


def test_the_real_file_is_read_whole_with_a_report(shared_data: Path) -> None:
    with (shared_data / "giving" / "a002400000KeYdsAAF.json").open("rb") as source:
        found = read_giving(source, file="real.json")
    assert len(found.rows) == 379
    assert all(row.awarded is not None and row.awarded_on is not None and row.currency == "GBP" for row in found.rows)
    assert {row.awarded_on.year for row in found.rows if row.awarded_on} <= set(range(2010, 2021))
    assert Counter(one.code for one in found.problems) == {"giving-date-order": 379, "giving-field-unknown": 4}


def test_grants_differ_by_what_they_say() -> None:
    assert giving_package(package(grant())) != giving_package(package(replace(grant(), title="Other")))
