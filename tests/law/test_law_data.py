"""Facts, events, groups of countries and rates as they are written: complete, in both languages, each row with a source."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import tadasu.law
from tadasu.law import FactKind, default_rates, facts, facts_in, groups, lies_in, regimes
from tadasu.places import all_places

DATA = Path(tadasu.law.__file__).parent / "data"


def written(name: str) -> Any:
    """A file with every scalar as the text that stands there."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_fact_has_a_kind_and_names_in_both_languages() -> None:
    for key, value in written("facts.yaml").items():
        assert set(value) <= {"kind", "name", "yearly", "by", "words"}, key
        assert value["kind"] in set(FactKind), key
        assert value["name"].keys() == {"en", "ja"}, key
        assert value.get("by", "place") == "place", key
    for language in ("en", "ja"):
        names = [one.names[language] for one in facts().values()]
        assert len(set(names)) == len(names)


def test_money_and_employees_are_kept_by_year_and_nothing_else_is() -> None:
    lasting = {"capital", "market_value", "applicant_members", "persecution_evidence"}
    for one in facts().values():
        assert one.yearly == (one.kind.is_number and one.id not in lasting), one.id


def test_a_regime_asks_only_for_facts_there_are() -> None:
    asked = {fact.partition(":")[0] for one in regimes().values() if one.scope for fact in facts_in(one.scope)}
    assert asked <= facts().keys()
    assert len(asked) > 40


def test_every_event_has_names_in_both_languages() -> None:
    found = written("events.yaml")
    assert all(value.keys() == {"en", "ja"} for value in found.values())
    ends = {one.due.after for regime in regimes().values() for one in regime.duties if one.due.after}
    assert ends <= found.keys()


def test_the_members_of_a_group_are_countries_and_change_with_the_day() -> None:
    countries = {place.id for place in all_places().values() if place.kind == "country"}
    for key, value in written("place_groups.yaml").items():
        assert value["source"].strip(), key
        assert value["name"].keys() == {"en", "ja"}, key
        assert value["members"] == sorted(set(value["members"])), key
        former = [one["member"] for one in value.get("former", [])]
        assert set(value["members"]) | set(former) <= countries, key
    assert list(groups()) == ["eu"]
    assert sum(lies_in(one, "eu", date(2026, 11, 25)) for one in countries) == 27
    assert lies_in("gb", "eu", date(2020, 1, 31))
    assert not lies_in("gb", "eu", date(2020, 2, 1))


def test_rates_are_sorted_and_each_says_where_it_is_from_and_how_sure_it_is() -> None:
    rows = list(csv.DictReader((DATA / "rates.csv").read_text(encoding="utf-8").splitlines()))
    keys = [(row["currency"], row["year"]) for row in rows]
    assert keys == sorted(set(keys))
    assert all(row["source"].strip() and row["confidence"] in ("sure", "likely", "check") for row in rows)
    assert len(default_rates().per_euro) == len(rows)


@pytest.mark.parametrize("currency", ["JPY", "USD", "GBP", "NOK", "CHF", "AUD", "CAD", "KRW", "THB"])
def test_every_currency_of_the_law_has_a_rate_for_the_last_financial_year(currency: str) -> None:
    found = default_rates().factor(currency, "EUR", 2025)
    assert found is not None
    back = default_rates().factor("EUR", currency, 2025)
    assert back is not None
    assert found[0] * back[0] == pytest.approx(1)
