"""Parquet and JSON lines."""

import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import tadasu.readers._records as records
from tadasu.readers import read_entities, read_rows, sniff
from tadasu.schema import InputError


def test_parquet_values_become_text_and_batches_join_without_a_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "BATCH_ROWS", 2)
    frame = pl.DataFrame(
        {
            "name": ["Aoba", "緑", None, "Akane"],
            "code": ["00123", None, "x", ""],
            "workers": [123.0, 1.5, None, 7.0],
            "since": [date(2024, 5, 1), None, None, None],
            "aliases": [["A", "B"], [], None, ["茜"]],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    layout = sniff(tmp_path / "a.parquet")
    assert (layout.format, layout.header_row, layout.columns) == ("parquet", 0, tuple(frame.columns))
    assert [(row.number, row.values) for row in read_rows(tmp_path / "a.parquet", layout)] == [
        (1, ("Aoba", "00123", "123", "2024-05-01", "A; B")),
        (2, ("緑", "", "1.5", "", "")),
        (3, ("", "x", "", "", "")),
        (4, ("Akane", "", "7", "", "茜")),
    ]


@pytest.mark.parametrize("keep", [4, 60, -5])
def test_half_a_parquet_file_is_damaged(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"name": ["Aoba"] * 50}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match="parquet-damaged"):
        read_entities(path)


def test_a_panic_inside_polars_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: Path) -> None:
        raise pl.exceptions.PanicException("index out of bounds")

    pl.DataFrame({"name": ["Aoba"]}).write_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(pl, "scan_parquet", panic)
    with pytest.raises(InputError, match="parquet-damaged"):
        read_entities(tmp_path / "a.parquet")


def test_json_lines_keep_the_text_of_numbers_and_the_line_of_each_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"name": "青葉", "workers": 12.50, "aliases": ["Aoba", "Blue leaf"]}\n'
        "\n"
        '{"id": 7, "name": "Midori", "workers": null, "open": true}\n',
        encoding="utf-8",
    )
    layout = sniff(path)
    assert (layout.format, layout.columns) == ("jsonl", ("name", "workers", "aliases", "id", "open"))
    assert [(row.number, row.values) for row in read_rows(path, layout)] == [
        (1, ("青葉", "12.50", "Aoba; Blue leaf", "", "")),
        (3, ("Midori", "", "", "7", "TRUE")),
    ]


def read_names(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(entity.name, entity.aliases) for entity in read_entities(path).entities]


def test_an_array_of_names_is_a_name_and_aliases(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"name": ["青葉", "Aoba Textile", "青葉"], "aliases": ["Blue leaf"]}\n'
        '{"name": ["Midori"]}\n'
        '{"name": [null, "Akane", ""]}\n'
        '{"name": "Kuro; Sons"}\n',
        encoding="utf-8",
    )
    assert read_names(path) == [
        ("青葉", ("Aoba Textile", "Blue leaf")),
        ("Midori", ()),
        ("Akane", ()),
        ("Kuro; Sons", ()),
    ]


def test_a_name_in_an_array_is_one_name_whatever_signs_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"name": ["Kuro; Sons", "Kuro | Shiro"], "aliases": ["Ki"]}\n')
    assert read_names(path) == [("Kuro; Sons", ("Kuro | Shiro", "Ki"))]


def test_a_list_of_names_in_parquet_is_a_name_and_aliases(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    names = [["青葉", "Aoba"], ["Midori"], None]
    pl.DataFrame({"id": ["1", "2", "3"], "name": names}).write_parquet(path)
    assert read_names(path) == [("青葉", ("Aoba",)), ("Midori", ())]


def test_an_empty_array_is_no_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "name": []}\n{"id": 2, "name": "Aoba"}\n')
    found = read_entities(path)
    assert ([entity.name for entity in found.entities], [each.code for each in found.problems]) == (
        ["Aoba"],
        ["empty-name"],
    )


def test_every_broken_json_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"name": "Aoba"}\n{"name": \n[1]\n{"name": "Midori"}\n' + "[" * 100_000 + "\n")
    with pytest.raises(InputError) as caught:
        read_entities(path)
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [
        ("json-invalid", 2),
        ("json-not-object", 3),
        ("json-invalid", 5),
    ]


@pytest.mark.parametrize("content", ['[{"name": "Aoba"}]', '{\n  "name": "Aoba"\n}\n', "[\n{}\n]"])
def test_one_json_document_is_not_json_lines(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match="json-not-lines"):
        sniff(tmp_path / "a.json")


def test_utf_16_json_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"name": "青葉"}\n{"name": "緑"}\n', encoding="utf-16")
    assert [entity.name for entity in read_entities(tmp_path / "a.jsonl").entities] == ["青葉", "緑"]


def test_json_lines_without_one_readable_object_name_the_line(tmp_path: Path) -> None:
    for text in ('{"name":' + "[" * 100_000 + "}\n", '{"name": nothing}\n', '{"name":"' + "A" * 9_000_000 + '"}\n'):
        (tmp_path / "broken.jsonl").write_text("\n" + text)
        with pytest.raises(InputError) as error:
            read_entities(tmp_path / "broken.jsonl")
        (problem,) = error.value.problems
        assert (problem.code in ("json-invalid", "line-too-long"), problem.row) == (True, 2)


def test_a_pipe_is_refused_before_it_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="file-unreadable"):
        read_entities(tmp_path / "pipe.csv")


def test_a_web_page_that_begins_with_a_comment_is_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("\n<!-- error --><html><body>403</body></html>")
    with pytest.raises(InputError, match="html-instead-of-table"):
        read_entities(tmp_path / "page.csv")
