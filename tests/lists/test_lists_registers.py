"""GLEIF, Open Supply Hub, OpenSanctions, FollowTheMoney files and BODS. Every name is invented."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tadasu.lists import detect, read_list, sources
from tadasu.schema import Entity, Identifier, ListRefused

LEI_ONE, LEI_TWO = "00000000000000000098", "0000000000000000A035"

GLEIF_COLUMNS = [
    "LEI",
    "Entity.LegalName",
    "Entity.LegalName.xmllang",
    "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.OtherEntityNames.OtherEntityName.1.xmllang",
    "Entity.OtherEntityNames.OtherEntityName.1.type",
    "Entity.OtherEntityNames.OtherEntityName.2",
    "Entity.OtherEntityNames.OtherEntityName.2.type",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1.type",
    "Entity.LegalAddress.FirstAddressLine",
    "Entity.LegalAddress.City",
    "Entity.LegalAddress.Country",
    "Entity.LegalAddress.PostalCode",
    "Entity.HeadquartersAddress.Country",
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.LegalJurisdiction",
    "Entity.EntityCategory",
    "Entity.EntityStatus",
]
GLEIF_ROWS = [
    [
        *(LEI_ONE, "株式会社標本紡績", "ja"),
        *("Hyohon Boseki Co., Ltd.", "en", "ALTERNATIVE_LANGUAGE_LEGAL_NAME"),
        *("標本糸業株式会社", "PREVIOUS_LEGAL_NAME"),
        *("KABUSHIKI KAISHA HYOHON BOSEKI", "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME"),
        *("1-1 Hyohon-cho", "Tokyo", "JP", "100-0000", "SG", "RA000412", "9000000000000", "JP", "GENERAL", "ACTIVE"),
    ],
    [
        *(LEI_TWO, "Mihon Growth Fund", "en", "", "", "", "", "", "", ""),
        *("2 Sample Street", "Wilmington", "US", "", "US", "RA000602", "0000001", "US-DE", "FUND", "INACTIVE"),
    ],
]
GLEIF_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">
 <lei:LEIHeader><lei:ContentDate>2026-11-01T08:00:00Z</lei:ContentDate></lei:LEIHeader>
 <lei:LEIRecords>
  <lei:LEIRecord>
   <lei:LEI>{LEI_ONE}</lei:LEI>
   <lei:Entity>
    <lei:LegalName xml:lang="ja">株式会社標本紡績</lei:LegalName>
    <lei:OtherEntityNames>
     <lei:OtherEntityName xml:lang="en" type="ALTERNATIVE_LANGUAGE_LEGAL_NAME"
      >Hyohon Boseki Co., Ltd.</lei:OtherEntityName>
     <lei:OtherEntityName type="PREVIOUS_LEGAL_NAME">標本糸業株式会社</lei:OtherEntityName>
    </lei:OtherEntityNames>
    <lei:TransliteratedOtherEntityNames>
     <lei:TransliteratedOtherEntityName type="AUTO_ASCII_TRANSLITERATED_LEGAL_NAME"
      >KABUSHIKI KAISHA HYOHON BOSEKI</lei:TransliteratedOtherEntityName>
    </lei:TransliteratedOtherEntityNames>
    <lei:LegalAddress xml:lang="en"><lei:FirstAddressLine>1-1 Hyohon-cho</lei:FirstAddressLine><lei:City>Tokyo</lei:City
     ><lei:Country>JP</lei:Country><lei:PostalCode>100-0000</lei:PostalCode></lei:LegalAddress>
    <lei:HeadquartersAddress><lei:Country>SG</lei:Country></lei:HeadquartersAddress>
    <lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000412</lei:RegistrationAuthorityID>
     <lei:RegistrationAuthorityEntityID>9000000000000</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>
    <lei:LegalJurisdiction>JP</lei:LegalJurisdiction>
    <lei:EntityCategory>GENERAL</lei:EntityCategory>
    <lei:EntityStatus>ACTIVE</lei:EntityStatus>
   </lei:Entity>
  </lei:LEIRecord>
 </lei:LEIRecords>
</lei:LEIData>
"""

OSH_COLUMNS = [
    "os_id",
    "contribution_date",
    "name",
    "address",
    "country_code",
    "country_name",
    "lat",
    "lng",
    "sector",
    "contributor",
    "number_of_workers",
    "parent_company",
    "facility_type",
    "product_type",
]
OSH_ROWS = [
    [
        *("CN2026000HYOHN", "2026-01-05", "Hyohon Textile", "1 Hyohon Road, Urumqi", "CN", "China", "43.8", "87.6"),
        *("Apparel", "Invented Brand A", "101-500", "Hyohon Group", "Spinning|Weaving", "Yarn|Fabric"),
    ],
    [
        *("BD2026000MIHON", "2026-01-06", "Mihon Knit Ltd", "2 Mihon Road", "BD", "Bangladesh", "23.7", "90.4"),
        *("Apparel", "Invented Brand A", "", "", "", ""),
    ],
    [
        *("CN2026000HYOHN", "2026-02-07", "标本纺织有限公司", "标本路1号", "CN", "China", "43.8", "87.6"),
        *("Apparel|Textiles", "Invented Brand B", "", "", "", "Yarn"),
    ],
    ["BD2026000NONAM", "2026-01-06", "", "3 Mihon Road", "BD", "Bangladesh", "", "", "", "", "", "", "", ""],
]

SIMPLE_COLUMNS = [
    *("id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions"),
    *("phones", "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change"),
]
SIMPLE_ROWS = [
    [
        *("NK-hyohon", "Company", "Hyohon Boseki", 'ООО "Хёхон";"Boseki; Hyohon"', "", "cn;hk"),
        *("1 Hyohon Road;标本路1号", f"{LEI_ONE};X-1", "Program A - reason - 2026", "+81 0", "a@example.com", "XX-A"),
        *("Invented List", "2026-01-01T00:00:00", "2026-11-01T00:00:00", "2026-05-05T00:00:00"),
    ],
    ["NK-mihon", "Person", "Mihon Taro", "", "1970", "jp", *[""] * 6, "Invented List", *["2026-01-01"] * 3],
    ["NK-wallet", "CryptoWallet", "wallet of Hyohon", *[""] * 9, "Invented List", *["2026-01-01"] * 3],
]
SIMPLE_ROWS[0][3] = '"ООО ""Хёхон""";"Boseki; Hyohon"'

FTM_DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "hyohon",
        "caption": "Hyohon Boseki",
        "schema": "Company",
        "properties": {
            "name": ["Hyohon Boseki"],
            "alias": ["标本纺织有限公司"],
            "leiCode": [LEI_ONE],
            "country": ["cn"],
        },
    },
    {"id": "own-1", "schema": "Ownership", "properties": {"owner": ["hyohon"], "asset": ["mihon"]}},
    {"id": "own-2", "schema": "Ownership", "properties": {"owner": ["hyohon"], "asset": ["mihon"]}},
    {
        "id": "mihon",
        "caption": "Mihon",
        "schema": "Organization",
        "properties": {"name": ["Mihon"], "topics": ["forced.labor"]},
    },
    {"id": "nobody", "caption": "", "schema": "Person", "properties": {"birthDate": ["1970"]}},
]


def statement(record: str, kind: str, day: str, details: dict[str, Any], status: str = "new") -> dict[str, Any]:
    return {
        "statementId": f"{record}-{day}",
        "declarationSubject": record,
        "statementDate": day,
        "publicationDetails": {
            "publicationDate": day,
            "bodsVersion": "0.4",
            "publisher": {"name": "Invented Register"},
        },
        "recordId": record,
        "recordStatus": status,
        "recordType": kind,
        "recordDetails": {"isComponent": False, **details},
    }


BODS_STATEMENTS = [
    statement(
        "hyohon", "entity", "2025-01-01", {"entityType": {"type": "registeredEntity"}, "name": "Hyohon Old Name"}
    ),
    statement(
        "hyohon",
        "entity",
        "2026-01-01",
        {
            "entityType": {"type": "registeredEntity"},
            "name": "Hyohon Boseki Ltd",
            "alternateNames": ["標本紡績"],
            "jurisdiction": {"name": "Delaware", "code": "US-DE"},
            "foundingDate": "2001-02-03",
            "identifiers": [{"scheme": "GB-COH", "id": "XX0001"}, {"scheme": "XI-LEI", "id": LEI_ONE}],
            "addresses": [
                {"address": "1 Hyohon Road", "postCode": "X1", "country": {"code": "GB", "name": "United Kingdom"}}
            ],
        },
        "updated",
    ),
    statement(
        "taro",
        "person",
        "2026-01-01",
        {
            "personType": "knownPerson",
            "names": [{"type": "legal", "fullName": "Mihon Taro"}, {"type": "alternative", "fullName": "見本太郎"}],
            "nationalities": [{"code": "JP", "name": "Japan"}],
            "identifiers": [{"scheme": "JPN-PASSPORT", "id": "XX9"}],
            "birthDate": "1970-01",
        },
    ),
    statement("gone", "entity", "2026-02-02", {"entityType": {"type": "stateBody"}, "name": "Mihon Office"}, "closed"),
    statement("secret", "person", "2026-01-01", {"personType": "anonymousPerson"}),
    statement("rel", "relationship", "2026-01-01", {"subject": "hyohon", "interestedParty": "taro"}),
]


def csv_bytes(columns: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([columns, *rows])
    return text.getvalue().encode()


def lines_bytes(documents: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents).encode()


def opensanctions_documents() -> list[dict[str, Any]]:
    added = {"referents": ["x-1"], "datasets": ["invented"], "first_seen": "2026-01-01T00:00:00", "target": True}
    return [document | added for document in FTM_DOCUMENTS]


FILES: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "gleif-level1": ("lei2.csv", lambda: csv_bytes(GLEIF_COLUMNS, GLEIF_ROWS), "Entity.LegalName", "broken-csv"),
    "open-supply-hub": ("facilities.csv", lambda: csv_bytes(OSH_COLUMNS, OSH_ROWS), "country_code", "broken-csv"),
    "opensanctions-simple": (
        "targets.simple.csv",
        lambda: csv_bytes(SIMPLE_COLUMNS, SIMPLE_ROWS),
        "identifiers",
        "broken-csv",
    ),
    "opensanctions-ftm": ("entities.ftm.json", lambda: lines_bytes(opensanctions_documents()), "schema", "broken-json"),
    "ftm-entities": ("own.ftm.json", lambda: lines_bytes(FTM_DOCUMENTS), "schema", "broken-json"),
    "bods": (
        "statements.json",
        lambda: json.dumps(BODS_STATEMENTS, ensure_ascii=False).encode(),
        "recordType",
        "broken-json",
    ),
}
"""By list: file name, a true file, a key or column that must be there, and what a file cut in two is."""


def written(tmp_path: Path, list_id: str, content: bytes | None = None) -> Path:
    name, whole, _, _ = FILES[list_id]
    path = tmp_path / name
    path.write_bytes(whole() if content is None else content)
    return path


def entities_of(tmp_path: Path, list_id: str) -> dict[str, Entity]:
    read = read_list(list_id, written(tmp_path, list_id), least_rows=1)
    return {entity.id.split(":", 1)[1]: entity for entity in read.entities}


def refusal_of(list_id: str, path: Path, least_rows: int | None = 1) -> str:
    with pytest.raises(ListRefused) as caught:
        read_list(list_id, path, least_rows=least_rows)
    return caught.value.problems[0].code


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_is_recognised_as_its_own_list(tmp_path: Path, list_id: str) -> None:
    assert detect(written(tmp_path, list_id)) == list_id


@pytest.mark.parametrize("list_id", FILES)
def test_every_entity_says_list_row_and_digest(tmp_path: Path, list_id: str) -> None:
    read = read_list(list_id, written(tmp_path, list_id), least_rows=1)
    assert read.entities
    assert len({entity.id for entity in read.entities}) == len(read.entities)
    for entity in read.entities:
        assert entity.origin.list_id == list_id
        assert 1 <= entity.origin.row <= read.rows + 1
        assert entity.origin.digest == read.digest
        assert entity.id.startswith(f"{list_id}:")


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_cut_in_two_is_refused(tmp_path: Path, list_id: str) -> None:
    _, whole, _, code = FILES[list_id]
    assert refusal_of(list_id, written(tmp_path, list_id, whole()[:-5])) == code


@pytest.mark.parametrize("list_id", FILES)
def test_a_web_page_instead_is_refused(tmp_path: Path, list_id: str) -> None:
    page = b"<!DOCTYPE html><html><title>Access denied</title></html>"
    assert refusal_of(list_id, written(tmp_path, list_id, page)) == "html-instead"


@pytest.mark.parametrize("list_id", FILES)
def test_another_layout_is_refused_and_the_missing_name_said(tmp_path: Path, list_id: str) -> None:
    _, whole, needed, _ = FILES[list_id]
    path = written(tmp_path, list_id, whole().replace(f'"{needed}"'.encode(), b'"something_else"'))
    with pytest.raises(ListRefused) as caught:
        read_list(list_id, path, least_rows=1)
    assert (caught.value.problems[0].code, caught.value.problems[0].column) == ("unknown-layout", needed)


@pytest.mark.parametrize("list_id", FILES)
def test_another_encoding_is_refused(tmp_path: Path, list_id: str) -> None:
    _, whole, _, _ = FILES[list_id]
    content = whole().decode().encode("cp932", errors="ignore")
    assert refusal_of(list_id, written(tmp_path, list_id, content)) == "wrong-encoding"


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_with_too_few_rows_is_refused(tmp_path: Path, list_id: str) -> None:
    assert refusal_of(list_id, written(tmp_path, list_id), least_rows=1000) == "too-few-rows"


def test_a_handful_of_rows_is_not_the_whole_gleif_register(tmp_path: Path) -> None:
    assert sources()["gleif-level1"].least_rows > 1_000_000
    assert refusal_of("gleif-level1", written(tmp_path, "gleif-level1"), least_rows=None) == "too-few-rows"


def test_gleif_names_in_other_scripts_are_aliases_and_what_a_machine_wrote_is_weak(tmp_path: Path) -> None:
    entity = entities_of(tmp_path, "gleif-level1")[LEI_ONE]
    assert entity.name == "株式会社標本紡績"
    assert entity.aliases == ("Hyohon Boseki Co., Ltd.", "標本糸業株式会社")
    assert entity.weak_aliases == ("KABUSHIKI KAISHA HYOHON BOSEKI",)
    assert entity.countries == ("jp", "sg")
    assert entity.addresses == ("1-1 Hyohon-cho, Tokyo, 100-0000, JP", "SG")
    assert entity.identifiers == (
        Identifier(scheme="lei", value=LEI_ONE),
        Identifier(scheme="registration", value="9000000000000"),
        Identifier(scheme="jp-corporate-number", value="9000000000000"),
    )
    assert entity.properties == (("jurisdiction", ("jp",)), ("status", ("ACTIVE",)))


def test_gleif_funds_and_dissolved_entities_stay_and_say_what_they_are(tmp_path: Path) -> None:
    entity = entities_of(tmp_path, "gleif-level1")[LEI_TWO]
    assert (entity.schema, entity.countries, dict(entity.properties)["status"]) == (
        "Organization",
        ("us",),
        ("INACTIVE",),
    )


def test_gleif_xml_says_the_same_as_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "lei2.xml"
    path.write_text(GLEIF_XML, encoding="utf-8")
    assert detect(path) == "gleif-level1"
    read = read_list("gleif-level1", path, least_rows=1)
    (entity,) = read.entities
    same = entities_of(tmp_path, "gleif-level1")[LEI_ONE]
    assert read.list_date == date(2026, 11, 1)
    assert (entity.names, entity.weak_aliases) == (same.names, same.weak_aliases)
    assert (entity.identifiers, entity.addresses, entity.countries) == (
        same.identifiers,
        same.addresses,
        same.countries,
    )
    assert entity.properties == same.properties


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (GLEIF_XML[:-40], "broken-xml"),
        ('<?xml version="1.0"?><other/>', "unknown-layout"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><LEIData>&b;</LEIData>', "xml-entities"),
    ],
)
def test_gleif_xml_that_is_broken_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "lei2.xml"
    path.write_text(content, encoding="utf-8")
    assert refusal_of("gleif-level1", path) == code


def test_gleif_day_is_in_the_name_of_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "20261101-0800-gleif-goldencopy-lei2-golden-copy.csv"
    path.write_bytes(csv_bytes(GLEIF_COLUMNS, GLEIF_ROWS))
    assert read_list("gleif-level1", path, least_rows=1).list_date == date(2026, 11, 1)


def test_rows_of_one_facility_become_one_entity_with_all_its_names(tmp_path: Path) -> None:
    read = read_list("open-supply-hub", written(tmp_path, "open-supply-hub"))
    first, second = read.entities
    assert first.names == ("Hyohon Textile", "标本纺织有限公司")
    assert first.addresses == ("1 Hyohon Road, Urumqi", "标本路1号")
    assert first.identifiers == (Identifier(scheme="os-id", value="CN2026000HYOHN"),)
    assert dict(first.properties)["keywords"] == ("Yarn", "Fabric")
    assert dict(first.properties)["publisher"] == ("Invented Brand A", "Invented Brand B")
    assert (second.name, second.countries) == ("Mihon Knit Ltd", ("bd",))
    assert [(problem.code, problem.row) for problem in read.problems] == [("no-name", 5)]


def test_simple_csv_cells_hold_several_values_with_quotes(tmp_path: Path) -> None:
    entity = entities_of(tmp_path, "opensanctions-simple")["NK-hyohon"]
    assert entity.aliases == ('ООО "Хёхон"', "Boseki; Hyohon")
    assert entity.countries == ("cn", "hk")
    assert entity.identifiers == (Identifier(scheme="lei", value=LEI_ONE), Identifier(scheme="id", value="X-1"))
    assert (entity.topics, entity.programme) == (("sanction",), "XX-A")
    assert dict(entity.properties)["publisher"] == ("Invented List",)


def test_simple_csv_targets_that_are_no_party_are_noted(tmp_path: Path) -> None:
    read = read_list("opensanctions-simple", written(tmp_path, "opensanctions-simple"))
    assert [(problem.code, problem.row, problem.value) for problem in read.problems] == [
        ("unknown-type", 4, "CryptoWallet")
    ]
    assert {entity.schema: entity.topics for entity in read.entities} == {"Company": ("sanction",), "Person": ()}


def test_simple_csv_of_before_programme_ids_is_read(tmp_path: Path) -> None:
    columns = [column for column in SIMPLE_COLUMNS if column != "program_ids"]
    path = written(tmp_path, "opensanctions-simple", csv_bytes(columns, [SIMPLE_ROWS[0][:11] + SIMPLE_ROWS[0][12:]]))
    assert read_list("opensanctions-simple", path).entities[0].programme == ""


@pytest.mark.parametrize("list_id", ["ftm-entities", "opensanctions-ftm"])
def test_ftm_documents_of_other_schemata_are_counted(tmp_path: Path, list_id: str) -> None:
    read = read_list(list_id, written(tmp_path, list_id))
    assert [entity.name for entity in read.entities] == ["Hyohon Boseki", "Mihon"]
    assert [(problem.code, problem.row, problem.value) for problem in read.problems] == [
        ("no-name", 5, "nobody"),
        ("unknown-type", 2, "Ownership (2)"),
    ]
    assert read.entities[1].topics == ("forced.labour",)
    assert read.rows == 5


def test_an_ftm_file_cannot_speak_for_another_list(tmp_path: Path) -> None:
    claim = {"version": "1", "origin": {"list": "us-uflpa", "row": 1, "date": "", "digest": "ab"}, "goods": ["5205"]}
    path = written(tmp_path, "ftm-entities", lines_bytes([FTM_DOCUMENTS[0] | {"tadasu": claim}]))
    read = read_list("ftm-entities", path)
    assert (read.entities[0].origin.list_id, read.entities[0].origin.digest) == ("ftm-entities", read.digest)
    assert read.entities[0].goods == ("5205",)


def test_bods_keeps_the_last_statement_of_a_record(tmp_path: Path) -> None:
    read = read_list("bods", written(tmp_path, "bods"))
    by_number = {str(entity.id): entity for entity in read.entities}
    company = by_number["bods:hyohon"]
    assert company.names == ("Hyohon Boseki Ltd", "標本紡績")
    assert company.countries == ("us", "gb")
    assert company.identifiers == (
        Identifier(scheme="registration", value="XX0001"),
        Identifier(scheme="lei", value=LEI_ONE),
    )
    assert company.origin.row == 2
    assert dict(company.properties) == {"incorporationDate": ("2001-02-03",)}
    assert (read.rows, read.list_date) == (6, date(2026, 2, 2))
    assert [(problem.code, problem.value) for problem in read.problems] == [("no-name", "secret")]


def test_bods_persons_have_their_names_and_closed_records_their_day(tmp_path: Path) -> None:
    found = entities_of(tmp_path, "bods")
    assert found["taro"].names == ("Mihon Taro", "見本太郎")
    assert (found["taro"].schema, found["taro"].countries) == ("Person", ("jp",))
    assert found["taro"].identifiers == (Identifier(scheme="id", value="XX9"),)
    assert (found["gone"].schema, found["gone"].delisted_on) == ("PublicBody", date(2026, 2, 2))


def test_bods_lines_are_read_like_an_array(tmp_path: Path) -> None:
    array = read_list("bods", written(tmp_path, "bods")).entities
    lines = read_list("bods", written(tmp_path, "bods", lines_bytes(BODS_STATEMENTS))).entities
    assert [entity.names for entity in lines] == [entity.names for entity in array]


def test_the_bods_sample_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "bods" / "sample_300_statements.json"
    assert detect(path) == "bods"
    read = read_list("bods", path)
    assert (read.rows, len(read.entities), read.problems) == (300, 200, ())
    assert {entity.schema for entity in read.entities} == {"Company", "Person"}
    assert all(entity.identifiers for entity in read.entities if entity.schema == "Company")
    assert all(entity.countries and entity.addresses for entity in read.entities if entity.schema == "Person")


def test_the_published_bods_examples_are_read(shared_data: Path) -> None:
    examples = sorted((shared_data / "bods" / "examples").glob("*.json"))
    assert len(examples) > 10
    for path in examples:
        statements = json.loads(path.read_text(encoding="utf-8"))
        records = {
            item["recordId"]
            for item in (statements if isinstance(statements, list) else [statements])
            if item["recordType"] in ("entity", "person")
        }
        if not records:
            continue
        read = read_list("bods", path)
        assert len(read.entities) + len(read.problems) == len(records), path.name
