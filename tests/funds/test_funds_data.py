"""The room's tables: sorted, each row with a source and how sure it is, and in step with the model policy and with real lists."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import tadasu.funds
from tadasu.funds import currencies, policy, purposes
from tadasu.law import regimes
from tadasu.places import all_places

DATA = Path(tadasu.funds.__file__).parent / "data"
OURS = (
    *("audit_samples", "costs", "currencies", "oda_lists", "oda_recipients", "fiscal_years", "policy", "purposes"),
    "reporting",
)


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("name", OURS)
def test_every_row_is_in_order_once_and_has_a_source_and_a_confidence(name: str) -> None:
    rows = [list(row.values()) for row in table(name)]
    assert rows == sorted(rows)
    assert all(row["source"].strip() and row["confidence"] in {"sure", "likely", "check"} for row in table(name))
    key = {"audit_samples": 1, "reporting": 2, "oda_recipients": 2, "oda_lists": 1}.get(name, 1)
    keys = [tuple(row[:key]) for row in rows]
    assert len(keys) == len(set(keys))


def test_the_list_holds_141_countries_that_exist_and_no_day_twice() -> None:
    rows = table("oda_recipients")
    assert len({row["place"] for row in rows}) == 141
    assert all(all_places()[row["place"]].kind == "country" for row in rows)
    assert {row["state"] for row in rows} == {"listed", "open"}
    for one in rows:
        for other in rows:
            if one["place"] == other["place"] and one["from"] < other["from"]:
                assert one["to"] < other["from"]


def test_days_are_days_and_lists_follow_one_another() -> None:
    for name in ("oda_lists", "oda_recipients"):
        for row in table(name):
            start = date.fromisoformat(row["from"])
            assert not row["to"] or start <= date.fromisoformat(row["to"])


def test_our_numbers_are_those_of_the_model_policy() -> None:
    """`funds` may not read `law`, so the two are held together here."""
    model = regimes()["jp-model-funding"]
    told = {
        "overhead_share": policy("overhead-share"),
        "intermediary_share_max": policy("intermediary-share-most"),
        "security_share_min": policy("security-share-least"),
        "security_share_max": policy("security-share-most"),
    }
    for name, ppm in told.items():
        assert float(str(model.parameters[name].values[-1].value)) * 1_000_000 == ppm, name
    assert int(str(model.parameters["intermediaries_min"].values[-1].value)) == policy("intermediaries-least")


def test_currencies_and_purposes_are_on_the_real_lists(shared_data: Path) -> None:
    folder = shared_data / "iati" / "codelists"
    units = set(re.findall(r"<code>(\w+)</code>", (folder / "Currency.xml").read_text(encoding="utf-8")))
    assert set(currencies()) - units == {"XCG", "ZWG"}
    sectors = set(re.findall(r"<code>(\w+)</code>", (folder / "Sector.xml").read_text(encoding="utf-8")))
    assert set(purposes()) <= sectors


def test_decimals_of_currencies_are_those_of_a_public_table(shared_data: Path) -> None:
    with (shared_data / "goods" / "country_codes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told: dict[str, str] = {}
    for row in rows:
        codes, places = row["ISO4217-currency_alphabetic_code"], row["ISO4217-currency_minor_unit"]
        told |= dict(zip(codes.split(","), places.split(","), strict=False))
    shared = {code: int(told[code]) for code in currencies() if told.get(code)}
    assert len(shared) > 140
    assert {code: currencies()[code] for code in shared} == shared
