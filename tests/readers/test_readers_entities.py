"""read_entities: what comes out of a user's file, and every kind of bad input by row and column."""

import hashlib
import tracemalloc
from collections import deque
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import tadasu.readers._delimited as delimited
from tadasu.places import country_code
from tadasu.readers import ColumnMap, EntityFile, entity_parts, read_entities, read_rows, sniff
from tadasu.schema import Entity, EntityId, Identifier, InputError, ListId, Origin, Problem


def csv_of(folder: Path, text: str | bytes) -> Path:
    path = folder / "suppliers.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def reading(folder: Path, text: str | bytes) -> EntityFile:
    return read_entities(csv_of(folder, text))


def refusal(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        reading(folder, text)
    return caught.value.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.row, problem.column) for problem in problems]


def test_a_full_row_becomes_a_full_entity(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "id,Supplier Name,Other names,Country,Address,City,LEI,HS Code\n"
        'S1,"Aoba\n Textile ",青葉縫製; Aoba Fiber|Aoba Textile,Japan,1-2 Aobacho,Gifu,529900INVENTED000186,5208.11; 6109\n',
    )
    found = read_entities(path, list_id="mine", country_code={"Japan": "jp"}.get)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.entities == (
        Entity(
            id=EntityId("S1"),
            schema="LegalEntity",
            name="Aoba Textile",
            origin=Origin(list_id=ListId("mine"), row=2, digest=digest),
            aliases=("青葉縫製", "Aoba Fiber"),
            countries=("jp",),
            addresses=("1-2 Aobacho, Gifu",),
            identifiers=(Identifier(scheme="lei", value="529900INVENTED000186"),),
            goods=("520811", "6109"),
        ),
    )
    assert (found.problems, found.rows, found.digest) == ((), 1, digest)


def test_without_an_id_column_the_id_is_the_data_row_and_the_origin_the_file_line(tmp_path: Path) -> None:
    found = reading(tmp_path, 'Suppliers of spring\n\nname,country\n"Aoba\nTextile",JP\n,JP\n\nMidori,VN\n')
    assert [(entity.id, entity.name, entity.origin.row) for entity in found.entities] == [
        ("1", "Aoba Textile", 4),
        ("3", "Midori", 8),
    ]
    assert places(found.problems) == [("empty-name", 6, "name")]
    assert found.rows == 3


def test_the_users_own_map_wins(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "name,real name\nx,Aoba\n")
    assert read_entities(path, columns=ColumnMap(name="real name")).entities[0].name == "Aoba"


def test_the_users_own_layout_wins(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "name;x\nAoba;1\n")
    layout = replace(sniff(path), delimiter=",", columns=("name;x",))
    assert read_entities(path, layout=layout, columns=ColumnMap(name="name;x")).entities[0].name == "Aoba;1"


def test_country_text_is_kept_or_reported_but_never_guessed(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "name,country\nAoba,jp; VN\nMidori,Ruritania\n")
    plain = read_entities(path).entities
    assert [entity.countries for entity in plain] == [("jp", "vn"), ()]
    assert plain[1].properties == (("country", ("Ruritania",)),)
    checked = read_entities(path, country_code={"jp": "jp", "VN": "vn"}.get)
    assert places(checked.problems) == [("country-unknown", 3, "country")]
    assert checked.problems[0].value == "Ruritania"


def test_a_country_cell_that_says_nothing_is_empty_and_counted_once_a_column(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "name,country\nAoba,N/A\nMidori,No\nAkane,不明; JP\nKon,-\nShiro,NA\n")
    found = read_entities(path, country_code=country_code)
    assert [entity.countries for entity in found.entities] == [(), (), ("jp",), (), ("na",)]
    assert all(entity.properties == () for entity in found.entities)
    assert places(found.problems) == [("country-none", 2, "country")]
    assert (found.problems[0].value, dict(found.problems[0].params)) == ("N/A", {"count": "4"})


def test_a_cell_that_says_that_there_is_no_number_is_empty_and_counted_once_a_column(tmp_path: Path) -> None:
    rows = "Aoba,N/A,不明\nMidori,-,0\nAkane,,未登録\nKon,unknown,8000000000001\n"
    found = reading(tmp_path, "name,LEI,法人番号\n" + rows)
    assert [entity.identifiers for entity in found.entities[:3]] == [(), (), ()]
    assert found.entities[3].identifiers == (Identifier(scheme="jp-corporate-number", value="8000000000001"),)
    assert places(found.problems) == [("identifier-none", 2, "LEI"), ("identifier-none", 2, "法人番号")]
    assert [dict(problem.params)["count"] for problem in found.problems] == ["2", "3"]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("８０００００００００００１", ["8000000000001"]),
        ("8000000000001.0", ["8000000000001"]),
        ("法人番号 8000000000001", ["8000000000001"]),
        ("8000000000001; 7000000000002", ["8000000000001", "7000000000002"]),
        ('"8000000000001\n7000000000002"', ["8000000000001", "7000000000002"]),
        ("8000000000001|8000000000001", ["8000000000001"]),
    ],
)
def test_the_numbers_of_a_cell_are_taken_apart_and_written_plainly(
    tmp_path: Path, cell: str, values: list[str]
) -> None:
    found = reading(tmp_path, f"name,法人番号\nAoba,{cell}\n")
    assert [identifier.value for identifier in found.entities[0].identifiers] == values
    assert found.problems == ()


@pytest.mark.parametrize(
    ("cell", "remark"),
    [
        ("7.01E+12", "identifier-shortened"),
        ("800000000000", "identifier-malformed"),
        ("8000000000002", "identifier-check-digits"),
    ],
)
def test_a_number_that_cannot_be_right_is_kept_and_said(tmp_path: Path, cell: str, remark: str) -> None:
    found = reading(tmp_path, f"name,法人番号\nMidori,8000000000001\nAoba,{cell}\nAkane,{cell}\n")
    assert [identifier.value for identifier in found.entities[1].identifiers] == [cell]
    assert places(found.problems) == [(remark, 3, "法人番号")]
    assert (found.problems[0].value, dict(found.problems[0].params)) == (cell, {"count": "2"})


def test_a_column_of_the_map_that_is_not_there_is_named_with_its_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_entities(csv_of(tmp_path, "name,country\nAoba,JP\n"), columns=ColumnMap(name="nmae", country="Land"))
    assert places(caught.value.problems) == [("column-not-found", 1, "nmae"), ("column-not-found", 1, "Land")]
    assert dict(caught.value.problems[0].params) == {"columns": "name; country", "nearest": "name"}


def test_duplicate_and_missing_ids_are_errors_that_name_both_rows(tmp_path: Path) -> None:
    problems = refusal(tmp_path, "id,name\nA,Aoba\nB,Midori\nA,Akane\n,Kon\nB,Shiro\n")
    assert places(problems) == [("duplicate-id", 4, "id"), ("empty-id", 5, "id"), ("duplicate-id", 6, "id")]
    assert problems[0].value == "A"
    assert dict(problems[2].params) == {"first_row": "3"}


def test_a_name_of_ten_thousand_characters_is_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, "name\n" + "a" * 10_000 + "\nAoba\n" + "b" * 1_000 + "\n")
    assert [len(entity.name) for entity in found.entities] == [4, 1_000]
    assert places(found.problems) == [("name-too-long", 2, "name")]
    assert dict(found.problems[0].params)["length"] == "10000"
    assert len(found.problems[0].value) == 80


def test_a_nul_byte_leaves_its_row_out(tmp_path: Path) -> None:
    found = reading(tmp_path, b"name,city\nAo\0ba,Gifu\nMidori,Gifu\nAkane,\0\n")
    assert [entity.name for entity in found.entities] == ["Midori"]
    assert places(found.problems) == [("nul-byte", 2, "name"), ("nul-byte", 4, "city")]


def test_control_characters_are_taken_out_with_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, "name,city\nAo\x07b\x1ba,Gifu\n")
    assert found.entities[0].name == "Aoba"
    assert places(found.problems) == [("control-characters", 2, "name")]
    assert dict(found.problems[0].params) == {"count": "2"}


def test_a_name_of_digits_is_kept_with_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, "name\n12345\nAoba\n")
    assert places(found.problems) == [("name-without-letters", 2, "name")]
    assert len(found.entities) == 2


def test_a_name_that_is_only_a_legal_form_is_kept_with_a_warning_where_the_caller_knows_the_forms(
    tmp_path: Path,
) -> None:
    path = csv_of(tmp_path, "name\nCo.\nAoba Co.\n")
    found = read_entities(path, is_legal_form=lambda name: name == "Co.")
    assert places(found.problems) == [("name-only-legal-form", 2, "name")]
    assert [entity.name for entity in found.entities] == ["Co.", "Aoba Co."]
    assert read_entities(path).problems == ()


def test_names_of_mixed_scripts_are_no_problem(tmp_path: Path) -> None:
    found = reading(tmp_path, "name\nAoba青葉Лист شركة ရွက်\n")
    assert (found.problems, found.entities[0].name) == ((), "Aoba青葉Лист شركة ရွက်")


def test_fifty_megabytes_in_one_cell_are_refused_by_row_and_column_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    with path.open("w") as stream:
        stream.write("name,address\nAoba,Gifu\nMidori,")
        for _ in range(50):
            stream.write("x" * 1_000_000)
        stream.write("\nAkane,Nara\n")
    tracemalloc.start()
    with pytest.raises(InputError) as caught:
        read_entities(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert places(caught.value.problems) == [("cell-too-long", 3, "address")]
    assert peak < 6 * delimited.MAX_LINE


def test_a_line_of_many_cells_is_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_LINE", 50)
    problems = refusal(tmp_path, "name,city\nAoba,Gifu\n" + "Midori," * 20 + "\nAkane,Nara\n")
    assert places(problems) == [("line-too-long", 3, "")]


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("name,country,address\n")
        for number in range(120_000):
            stream.write(f"Aoba 青葉 {number},JP,{number} {'Aobacho ' * 10}Gifu\n")
    tracemalloc.start()
    layout = sniff(path)
    (last,) = deque(read_rows(path, layout), maxlen=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (last.number, last.values[0]) == (120_001, "Aoba 青葉 119999")
    assert path.stat().st_size > 12_000_000
    assert peak < 6_000_000  # the file is more than twice as large and is never held


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_first_row(tmp_path: Path) -> None:
    problems = refusal(tmp_path, 'name,city\nAoba,Gifu\n"Midori,Nara\nAkane,Kobe\n')
    assert places(problems) == [("unclosed-quote", 3, "name")]


def test_a_quotation_mark_inside_a_cell_is_just_a_sign(tmp_path: Path) -> None:
    assert reading(tmp_path, 'name,city\nAoba 5" Pipe,Gifu').entities[0].name == 'Aoba 5" Pipe'


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,\n,,\n"])
def test_an_empty_file_is_said_so(tmp_path: Path, content: bytes) -> None:
    assert places(refusal(tmp_path, content)) == [("empty-file", 0, "")]


def test_a_header_alone_is_no_table(tmp_path: Path) -> None:
    assert places(refusal(tmp_path, "name,country\n")) == [("no-rows", 1, "")]


def test_a_file_of_which_every_row_is_left_out_is_refused(tmp_path: Path) -> None:
    assert places(refusal(tmp_path, "name,country\n,JP\n,VN\n")) == [
        ("no-usable-rows", 0, ""),
        ("empty-name", 2, "name"),
        ("empty-name", 3, "name"),
    ]


def test_without_a_name_column_the_columns_are_shown(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, "colour,size\nred,1\n")
    assert (problem.code, problem.row, dict(problem.params)["columns"]) == ("no-name-column", 1, "colour; size")


def test_an_unknown_delimiter_is_suspected_when_there_is_one_column(tmp_path: Path) -> None:
    problems = refusal(tmp_path, "name^country\nAoba^JP\n")
    assert places(problems) == [("delimiter-unclear", 1, ""), ("no-name-column", 1, "")]
    assert problems[0].value == "name^country"


def test_one_column_of_names_is_a_table(tmp_path: Path) -> None:
    assert [entity.name for entity in reading(tmp_path, "会社名\n青葉\n緑\n").entities] == ["青葉", "緑"]


def test_a_wrong_encoding_is_named_by_row_and_column(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "name,city\nAoba,Gifu\n青葉,岐阜\n".encode("cp932"))
    layout = replace(sniff(path), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_entities(path, layout=layout)
    errors = [place for place in places(caught.value.problems) if place[0] == "undecodable-bytes"]
    assert errors == [("undecodable-bytes", 3, "name"), ("undecodable-bytes", 3, "city")]


def test_half_a_utf_16_sign_at_the_end_is_named(tmp_path: Path) -> None:
    problems = refusal(tmp_path, "name,city\nAoba,Gifu\n".encode("utf-16") + b"\x42")
    assert "undecodable-bytes" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html><html><table></table></html>", "html-instead-of-table"),
        (b"\n <HTML><body>403 Forbidden</body></HTML>", "html-instead-of-table"),
        (b'<?xml version="1.0"?><list/>', "unsupported-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unsupported-format"),
        (b"%PDF-1.7", "unsupported-format"),
        (b"\x1f\x8b\x08\x00", "unsupported-format"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path: Path, head: bytes, expected: str) -> None:
    assert refusal(tmp_path, head)[0].code == expected


def test_a_missing_file_and_a_folder_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-not-found"):
        read_entities(tmp_path / "missing.csv")
    with pytest.raises(InputError, match="file-unreadable"):
        read_entities(tmp_path)


def test_longer_and_shorter_rows_and_a_second_header_are_reported(tmp_path: Path) -> None:
    found = reading(tmp_path, "name,city\nAoba, Inc.,Gifu\nMidori\nname,city\nAkane,Nara,,\n")
    assert places(found.problems) == [
        ("header-repeated", 4, ""),
        ("row-longer-than-header", 2, "city"),
        ("row-shorter-than-header", 3, ""),
    ]
    assert [entity.name for entity in found.entities] == ["Aoba", "Midori", "Akane"]


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    found = reading(tmp_path, "name,,city,city\nAoba,x,Gifu,Nara\n")
    assert found.layout.columns == ("name", "#2", "city", "city (2)")
    assert places(found.problems) == [("duplicate-column", 1, "city")]


def test_a_second_name_column_is_mentioned(tmp_path: Path) -> None:
    (problem,) = reading(tmp_path, "Supplier Name,Factory Name\nAoba,Aoba Gifu\n").problems
    assert (problem.code, dict(problem.params)) == (
        "several-name-columns",
        {"chosen": "Supplier Name", "others": "Factory Name"},
    )


def test_goods_that_are_no_codes_are_reported(tmp_path: Path) -> None:
    found = reading(tmp_path, "name,HSコード\nAoba,\"610910, cotton shirts\"\nMidori,'010121000'\n")
    assert [entity.goods for entity in found.entities] == [("610910",), ("010121000",)]
    assert [problem.value for problem in found.problems] == ["cotton", "shirts"]


def test_all_problems_come_at_once_errors_first_with_a_count_of_the_rest(tmp_path: Path) -> None:
    rows = "".join(f"A,{'' if number % 2 else 'Aoba'}\n" for number in range(3_000))
    problems = refusal(tmp_path, "id,name\n" + rows)
    assert len(problems) == 1_001
    assert problems[-1].code == "more-problems"
    assert dict(problems[-1].params) == {"errors": "1999", "rows": "1500", "warnings": "0"}


def test_a_factory_list_as_a_brand_publishes_it_is_read_whole(shared_data: Path) -> None:
    found = read_entities(shared_data / "suppliers" / "nike_factories_2024.csv")
    assert (found.rows, len(found.entities), found.problems) == (643, 643, ())
    assert found.columns.address == ("Address", "City", "State", "Postal Code")


def test_a_path_may_be_given_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nAoi Sample\n")
    assert read_entities(str(tmp_path / "a.csv")) == read_entities(tmp_path / "a.csv")


def test_a_file_in_parts_holds_what_the_whole_holds(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,name\n" + "".join(f"s{n},Aoi Sample {n}\n" for n in range(5)) + "s5,99\n")
    whole = read_entities(path)
    parts = list(entity_parts(path, size=2))
    assert [len(part.entities) for part in parts] == [2, 2, 2]
    assert tuple(entity for part in parts for entity in part.entities) == whole.entities
    assert [part.problems for part in parts] == [(), (), whole.problems]
    assert (parts[-1].rows, parts[-1].digest) == (whole.rows, whole.digest)
    assert list(entity_parts(path)) == [whole]


def test_an_error_ends_the_parts(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,name\na,Aoi Sample\nb,Beni Sample\na,Chai Sample\nc,Dai Sample\n")
    parts = entity_parts(path, size=1)
    assert next(parts).entities[0].name == "Aoi Sample"
    with pytest.raises(InputError):
        list(parts)


@pytest.mark.parametrize("name", ["㈱", "㈲", "(株)"])
def test_a_legal_form_in_one_sign_is_a_legal_form_and_no_name_without_letters(tmp_path: Path, name: str) -> None:
    path = csv_of(tmp_path, f"name\n{name}\n")
    found = read_entities(path, is_legal_form=lambda text: text in ("㈱", "㈲", "(株)"))
    assert places(found.problems) == [("name-only-legal-form", 2, "name")]
    assert [problem.code for problem in read_entities(path).problems] == []


def test_a_table_of_listed_parties_keeps_by_what_since_when_and_where_it_is_said(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        "name,programme,listed_on,source_url\n"
        "Aoi Sample,Demo Order,2023-01-15,https://demo.example.org/1\n"
        "Beni Sample,,令和5年1月15日,javascript:alert(1)\n"
        "Chai Sample,,03/04/2023,\n",
    )
    told = [(entity.programme, entity.listed_on, entity.source_url) for entity in found.entities]
    assert told == [
        ("Demo Order", date(2023, 1, 15), "https://demo.example.org/1"),
        ("", date(2023, 1, 15), ""),
        ("", None, ""),
    ]
    assert places(found.problems) == [("listed-on-unclear", 4, "listed_on")]


def test_the_scheme_of_an_address_may_be_written_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "listed.csv"
    path.write_text(
        "name,source url\nAoi Sample,HTTPS://Example.org/A\nBeni Sample,Http://example.org/b\nChai Sample,ftp://x\n"
    )
    found = [entity.source_url for entity in read_entities(path).entities]
    assert found == ["https://Example.org/A", "http://example.org/b", ""]


def test_a_russian_header_is_known(tmp_path: Path) -> None:
    found = reading(tmp_path, "Название,Страна,ИНН\nОбразец,Россия,7700000000\n")
    assert found.entities[0].identifiers == (Identifier(scheme="tax", value="7700000000"),)
    assert found.columns.name == "Название"


@pytest.mark.parametrize("value", ['{"a": 1}', "true", "NaN", "null"])
def test_a_value_of_json_that_is_no_text_is_a_remark(tmp_path: Path, value: str) -> None:
    path = tmp_path / "suppliers.jsonl"
    path.write_text(f'{{"id": "1", "name": {value}}}\n{{"id": "2", "name": "Aoi Sample"}}\n')
    found = read_entities(path)
    assert [problem.row for problem in found.problems] == [1]


def test_a_file_of_nul_bytes_is_not_called_empty(tmp_path: Path) -> None:
    assert [problem.code for problem in refusal(tmp_path, b"\0" * 100)] == ["unsupported-format"]
