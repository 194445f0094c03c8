"""What each reader takes out of an invented file in the publisher's format."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tadasu.lists import ListRead, read_list
from tadasu.schema import Entity, Identifier

Invented = Callable[[str], Path]


def read(invented: Invented, list_id: str) -> ListRead:
    return read_list(list_id, invented(list_id), least_rows=1)


def by_id(read: ListRead) -> dict[str, Entity]:
    return {entity.id.partition(":")[2]: entity for entity in read.entities}


def codes(read: ListRead) -> list[str]:
    return [problem.code for problem in read.problems]


def test_a_reader_stamps_list_date_and_digest_into_every_origin(invented: Invented) -> None:
    found = read(invented, "un-sc")
    assert found.list_date == date(2026, 3, 1)
    assert {(entity.origin.list_id, entity.origin.list_date) for entity in found.entities} == {
        ("un-sc", found.list_date)
    }
    assert {entity.origin.digest for entity in found.entities} == {found.digest}
    assert [entity.origin.row for entity in found.entities] == [1, 2]


def test_un_aliases_of_low_quality_are_weak_and_a_record_without_a_name_is_noted(invented: Invented) -> None:
    found = read(invented, "un-sc")
    person, company = found.entities
    assert (person.schema, person.name, person.aliases) == ("Person", "REI NO KAKUU", ("架空 例", "Ray Kakuu"))
    assert person.weak_aliases == ("The Example",)
    assert person.countries == ("vn", "jp")
    assert person.addresses == ("1 Rei Street, Kakuu, Viet Nam",)
    assert person.identifiers == (Identifier(scheme="passport", value="X0000000"),)
    assert (company.id, company.schema, company.countries) == ("un-sc:TEe.001", "LegalEntity", ("kp",))
    assert company.aliases == ("Hyohon Trading", "Rei Trading")
    assert (found.rows, codes(found)) == (3, ["unknown-country", "no-name"])


def test_un_listing_date_programme_and_topic_are_kept(invented: Invented) -> None:
    person = read(invented, "un-sc").entities[0]
    assert (person.listed_on, person.programme, person.topics) == (date(2012, 12, 31), "Test", ("sanction",))


def test_ofac_joins_names_and_addresses_on_the_first_column(invented: Invented) -> None:
    company = by_id(read(invented, "us-ofac-sdn"))["90101"]
    assert (company.name, company.schema) == ("HYOHON TRADING, LTD.", "LegalEntity")
    assert company.aliases == ("HYOHON SHOJI", "MIHON TRADING")
    assert company.weak_aliases == ("HYOHON",)
    assert company.addresses == ("1 Rei Street, Moscow 100000, Russia", "Turkey")
    assert company.countries == ("ru", "tr")
    assert company.programme == "TESTPROG; OTHER"


def test_ofac_remarks_give_numbers_only_where_the_clause_is_nothing_but_a_number(invented: Invented) -> None:
    found = by_id(read(invented, "us-ofac-sdn"))
    assert found["90101"].identifiers == (
        Identifier(scheme="registration", value="1027700000000"),
        Identifier(scheme="tax", value="7700000000"),
    )
    assert found["90101"].properties == (("website", ("http://www.example.org",)),)
    assert found["90103"].identifiers == (
        Identifier(scheme="imo", value="0000000"),
        Identifier(scheme="mmsi", value="000000000"),
    )


def test_ofac_persons_vessels_and_aircraft_get_their_schema(invented: Invented) -> None:
    found = by_id(read(invented, "us-ofac-sdn"))
    schemata = [found[number].schema for number in ("90101", "90102", "90103", "90104")]
    assert schemata == ["LegalEntity", "Person", "Vessel", "Airplane"]
    assert found["90103"].properties == (("callSign", ("XX00",)), ("flag", ("Panama",)), ("type", ("General Cargo",)))
    assert found["90102"].properties == (("position", ("Director, Hyohon Trading",)),)
    assert (found["90103"].countries, found["90102"].countries) == (("pa",), ("jp",))


def test_ofac_null_is_nothing(invented: Invented) -> None:
    aircraft = by_id(read(invented, "us-ofac-sdn"))["90104"]
    assert (aircraft.programme, aircraft.remarks, aircraft.addresses) == ("TESTPROG", "", ())


def test_ofac_notes_rows_of_other_files_that_belong_to_nobody_and_a_missing_end_mark(invented: Invented) -> None:
    path = invented("us-ofac-sdn")
    path.write_bytes(path.read_bytes().rstrip(b"\x1a"))
    found = read_list("us-ofac-sdn", path, partial=True)
    assert [(problem.code, problem.column, problem.value) for problem in found.problems] == [
        ("part-cut-off", "", ""),
        ("orphan-rows", "alt", "99999"),
    ]


def test_csl_leaves_out_the_repeated_header_and_reads_lists_by_their_short_names(invented: Invented) -> None:
    found = read(invented, "us-csl")
    assert (found.rows, codes(found)) == (4, ["header-repeated"])
    company, institute, person, vessel = found.entities
    assert company.id == "us-csl:90001"
    assert company.aliases == ("HYOHON TSUSHIN", "HYOHON TSUSHIN CO., LTD")
    assert company.countries == ("cn", "hk")
    assert company.identifiers == (
        Identifier(scheme="uscc", value="91110000MIHONTEST0"),
        Identifier(scheme="isin", value="XX0000000000"),
    )
    assert (institute.topics, institute.programme, institute.listed_on) == (
        ("export.control",),
        "EL",
        date(2020, 12, 23),
    )
    assert (person.schema, person.countries, vessel.schema) == ("Person", ("kg", "tj"), "Vessel")


def test_a_number_given_twice_is_noted_and_the_second_entity_gets_a_suffix(invented: Invented) -> None:
    path = invented("us-csl")
    path.write_bytes(path.read_bytes().replace(b'"90002"', b'"90001"'))
    found = read_list("us-csl", path, least_rows=1)
    assert [(p.code, p.row, p.params) for p in found.problems[1:]] == [("duplicate-number", 5, (("number", "90001"),))]
    assert [entity.id for entity in found.entities if "90001" in entity.id] == ["us-csl:90001", "us-csl:90001-2"]


def test_uk_rows_of_one_group_become_one_entity_with_its_primary_name_first(invented: Invented) -> None:
    found = read(invented, "gb-sanctions")
    company = by_id(found)["1"]
    assert (company.name, company.aliases) == ("HYOHON TRADING", ("HYOHON SHOJI", "ХЁХОН"))
    assert company.weak_aliases == ("MIHON",)
    assert company.countries == ("ru", "by")
    assert company.addresses == ("1 Rei St, Russia", "Belarus")
    assert company.identifiers == (Identifier(scheme="registration", value="1027700000000"),)
    assert company.properties == (("website", ("www.example.org",)),)
    assert (found.list_date, company.listed_on) == (date(2025, 4, 10), date(2022, 3, 15))


def test_uk_persons_have_the_family_name_last_and_ships_are_vessels(invented: Invented) -> None:
    found = read(invented, "gb-sanctions")
    person, ship = by_id(found)["2"], by_id(found)["3"]
    assert (person.schema, person.name, person.countries) == ("Person", "Rei No KAKUU", ("de", "ma"))
    assert (ship.schema, ship.identifiers) == ("Vessel", (Identifier(scheme="imo", value="0000000"),))
    assert (found.rows, codes(found)) == (6, ["no-name"])


def test_eu_names_numbers_and_countries_come_from_attributes(invented: Invented) -> None:
    found = read(invented, "eu-fsf")
    company, person = found.entities
    assert (company.id, company.name, company.aliases) == ("eu-fsf:EU.1.1", "Mihon Zavod OOO", ("ООО Михон Завод",))
    assert (company.weak_aliases, company.countries) == (("MZ",), ("ru",))
    assert company.addresses == ("1 Rei Street, Kakuu, 100000, RUSSIAN FEDERATION",)
    assert company.identifiers == (Identifier(scheme="registration", value="1027700000000"),)
    assert (company.listed_on, company.programme) == (date(2014, 4, 12), "TEST")
    assert company.source_url == "https://example.org/eli/1"
    assert (person.schema, person.name, person.countries) == ("Person", "Rei Kakuu", ())
    assert (person.listed_on, found.list_date, found.problems) == (date(2020, 1, 31), date(2026, 3, 2), ())


def test_the_uflpa_page_joins_sections_of_one_entity(invented: Invented) -> None:
    found = read(invented, "us-uflpa")
    hair = found.entities[0]
    assert hair.name == "Hyohon Hair Accessories Co., Ltd."
    assert hair.aliases == ("Mihon Hair Accessories", "Hyon-Hair", "HHA", "Hyohon Hair", "Old Hyohon")
    assert hair.programme == "2(d)(2)(B)(i); 2(d)(2)(B)(v)"
    assert hair.listed_on == date(2022, 6, 21)
    assert hair.topics == ("forced.labour",)
    assert (found.rows, found.list_date, codes(found)) == (5, date(2025, 1, 15), ["no-name"])


def test_the_uflpa_page_keeps_places_in_names_and_takes_out_chinese_names(invented: Invented) -> None:
    _, silicon, textile, *_ = read(invented, "us-uflpa").entities
    assert silicon.name == "Kakuu Silicon Industry (Shanshan) Co., Ltd."
    assert silicon.aliases == ("Kaku Silicon Industry (Shanshan) Co.",)
    assert "and subsidiaries" in silicon.remarks
    assert (textile.name, textile.aliases) == ("Rei Textile Co., Ltd.", ("示例纺织有限公司",))


def test_subsidiaries_that_a_uflpa_cell_names_point_to_their_parent(invented: Invented) -> None:
    *_, parent, one, two, three = read(invented, "us-uflpa").entities
    assert parent.name == "Nanba Corporation"
    assert [child.name for child in (one, two, three)] == [
        "Zhuhai Nanba Information Technology Co. Ltd.",
        "Zhuhai Mihon Electronics Co., Ltd.",
        "Geii Semiconductor Co., Ltd.",
    ]
    assert {child.properties for child in (one, two, three)} == {(("parent", (parent.id,)),)}
    assert {child.programme for child in (parent, one)} == {"2(d)(2)(B)(ii)"}


def test_the_uflpa_table_is_read_like_the_page(invented: Invented, tmp_path: Path) -> None:
    original = Path(__file__).parent / "data" / "us_uflpa.csv"
    found = read_list("us-uflpa", original, least_rows=1)
    textile, cotton, foods = found.entities
    assert textile.aliases == ("Mihon Textile (Shanshan) Co.", "Old Textile Co., Ltd.")
    assert (textile.programme, textile.listed_on) == ("2(d)(2)(B)(i); 2(d)(2)(B)(v)", date(2022, 6, 21))
    assert (cotton.name, cotton.programme) == ("Rei Cotton Co., Ltd.", "2(d)(2)(B)(ii); 2(d)(2)(B)(v)")
    assert cotton.source_url.startswith("https://www.dhs.gov/")
    assert (foods.listed_on, codes(found)) == (None, ["bad-date"])


def test_wro_cells_become_one_entity_a_party(invented: Invented) -> None:
    found = read(invented, "us-cbp-wro")
    assert [(entity.schema, entity.name, entity.aliases) for entity in found.entities] == [
        ("LegalEntity", "Hyohon Sugar Mill, Inc.", ("Mihon Sugar",)),
        ("LegalEntity", "Rei Sugar S.A.", ()),
        ("Vessel", "REI MARU No. 2", ()),
        ("LegalEntity", "Cooperativa Señorío", ()),
        ("LegalEntity", "Hyohon Tea Estate", ("Old Tea Estate",)),
    ]
    assert [entity.countries for entity in found.entities] == [("my",), ("my",), ("tw",), ("mx",), ("np",)]
    assert (found.rows, codes(found)) == (4, ["uncertain-split"])


def test_a_wro_out_of_force_keeps_its_status_and_loses_the_topic(invented: Invented) -> None:
    active, *_, inactive, _ = read(invented, "us-cbp-wro").entities
    assert (active.topics, inactive.topics) == (("forced.labour",), ())
    assert ("status", ("Inactive",)) in inactive.properties
    assert ("keywords", ("Raw Sugar",)) in active.properties
    assert (active.listed_on, active.programme) == (date(2016, 5, 20), "WRO")
    assert active.source_url == "https://example.org/press/1"


def test_meti_names_of_both_languages_are_names_of_one_entity(invented: Invented) -> None:
    found = by_id(read(invented, "jp-meti-export-ban"))
    assert found["RU-1"].names == (
        *("株式会社架空造船所", "Kakuu Shipyard JSC", "見本造船所", "標本ヤード(HY)", "HYOHON ヤード"),
        *("Mihon Shipyard", "Hyohon Yard (HY)", "OOO Hyohon"),
    )
    assert found["RU-1"].addresses == ("1 Rei Street, Moscow, Russia", "2 Rei Street, Kazan, Russia.")
    assert (found["RU-1"].countries, found["BY-5"].countries) == (("ru",), ("by",))


def test_meti_cells_that_were_cut_in_the_wrong_place_are_mended(invented: Invented) -> None:
    found = by_id(read(invented, "jp-meti-export-ban"))
    assert found["RU-2"].names == ("株式会社例示工場", "JSC Reiji Plant", "Reiji Zavod", "RZ Servis")
    assert found["RU-3"].names == ("標本設計局", "Hyohon Design Bureau", "標本局", "Hyohon Byuro")
    assert found["RU-4"].names == ("見本宇宙センター", "Mihon Space Centre")
    assert found["BY-5"].names == ("例工科大学", "Rei Polytechnic (RP)", "RP大学", "Rei Tech")


def test_a_meti_row_without_a_name_is_noted(invented: Invented) -> None:
    found = read(invented, "jp-meti-export-ban")
    assert [(problem.code, problem.row) for problem in found.problems] == [("no-name", 7)]


def test_the_end_user_list_finds_its_header_and_splits_bullets(invented: Invented) -> None:
    found = read(invented, "jp-meti-end-users")
    first, second = found.entities
    assert (first.name, first.aliases) == ("Hyohon Organization", ("Mihon Organization", "Rei Org"))
    assert (first.countries, second.countries) == (("af",), ("cn",))
    assert second.aliases == ("Kakuu Institute", "KAI")
    assert first.topics == ("export.control",)
    assert (found.rows, codes(found)) == (3, ["no-name"])


@pytest.mark.parametrize("list_id", ["un-sc", "us-csl", "us-cbp-wro", "us-uflpa", "jp-meti-end-users", "eu-fsf"])
def test_ids_are_the_lists_own_and_never_twice(invented: Invented, list_id: str) -> None:
    ids = [entity.id for entity in read(invented, list_id).entities]
    assert len(set(ids)) == len(ids)
    assert all(entity_id.startswith(f"{list_id}:") for entity_id in ids)


@pytest.mark.parametrize("list_id", ["us-cbp-wro", "jp-meti-end-users"])
def test_ids_without_a_publishers_number_do_not_move_when_a_row_goes(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    before = {entity.name: entity.id for entity in read_list(list_id, path, least_rows=1).entities}
    lines = path.read_bytes().split(b"\n")
    first = next(index for index, line in enumerate(lines) if line.startswith((b"1,", b"2016,")))
    end = next(index for index in range(first + 1, len(lines)) if lines[index][:1].isdigit())
    path.write_bytes(b"\n".join(lines[:first] + lines[end:]))
    after = {entity.name: entity.id for entity in read_list(list_id, path, least_rows=1).entities}
    assert 0 < len(after) < len(before)
    assert after.items() <= before.items()
