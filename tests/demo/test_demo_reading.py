"""The committed files go through the readers without a problem and come out as what the generator meant."""

from datetime import date
from pathlib import Path

import pytest

from tadasu.demo import SEED, demo_folder, trade, world, write_trade
from tadasu.goods import HsCode, exists, parse_hs
from tadasu.places import all_places, country_code
from tadasu.readers import DeclarationFile, read_declarations, read_entities, read_findings
from tadasu.schema import Flow, PlaceSubject

TODAY = date(2026, 11, 25)


def read(path: Path, flow: Flow | None = None) -> DeclarationFile:
    return read_declarations(
        path,
        flow=flow,
        country_code=country_code,
        parse_good=parse_hs,
        good_exists=lambda code: exists(HsCode(code)),
        today=TODAY,
    )


@pytest.mark.parametrize(("name", "flow"), [("declarations.csv", None), ("declarations_ja.csv", Flow.IMPORT)])
def test_declarations_are_read_as_they_were_meant(name: str, flow: Flow | None) -> None:
    meant = {one.id: one for one in world(SEED).declarations}
    file = read(demo_folder() / name, flow)
    assert file.problems == ()
    assert len(file.declarations) > 20
    for one in file.declarations:
        other = meant[one.id]
        assert (one.flow, one.good, one.day, one.quantity) == (other.flow, other.good, other.day, other.quantity)
        assert (one.weight, one.value) == (other.weight, other.value)
        assert (one.origin_country, one.consigned_from) == (other.origin_country, other.consigned_from)
        assert (one.seller.name, one.seller.country) == (other.seller.name, other.seller.country)
        assert (one.buyer.name, one.buyer.company) == (other.buyer.name, "")
        if name == "declarations.csv":
            assert (one.certainty, one.contested) == (other.certainty, other.contested)


def test_findings_are_read_as_they_were_meant() -> None:
    file = read_findings(demo_folder() / "findings.csv", country_code=country_code, parse_good=parse_hs)
    assert file.problems == ()
    assert file.findings == world(SEED).findings


def test_the_register_is_read_as_entities() -> None:
    file = read_entities(demo_folder() / "companies.csv", country_code=country_code)
    assert file.problems == ()
    assert {entity.id for entity in file.entities} == {company.id for company in world(SEED).companies}


def test_the_place_of_the_presumption_is_known() -> None:
    places = {one.subject.place for one in world(SEED).findings if isinstance(one.subject, PlaceSubject)}
    assert places
    assert places <= set(all_places())


def test_a_trade_written_in_either_form_is_read(tmp_path: Path) -> None:
    made = trade(5, declarations=1_000, companies=600)
    for form in ("csv", "parquet"):
        path = write_trade(tmp_path, made, form="csv" if form == "csv" else "parquet")[0]
        file = read(path, Flow.IMPORT)
        assert file.problems == ()
        assert [one.id for one in file.declarations] == [made.declaration_id(row) for row in range(len(made))]
        assert [one.seller.reference for one in file.declarations[:50]] == [
            made.company_id(int(made.seller[row])) for row in range(50)
        ]
