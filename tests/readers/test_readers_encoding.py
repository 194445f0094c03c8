"""The guess of encoding and delimiter, and the round trip of any table through any of them."""

import codecs
import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import Layout, read_rows, sniff
from tadasu.schema import Problem
from tadasu.wording import LANGUAGES, Language, problem_text

JAPANESE = [
    ["会社名", "国", "住所"],
    ["株式会社青葉繊維", "日本", "岐阜県大垣市青葉町1-2"],
    ["ミドリ縫製㈲", "中国", "山東省青島市"],
]
CHINESE = [
    ["供应商名称", "国家", "地址"],
    ["青叶纺织有限公司", "中国", "山东省青岛市城阳区"],
    ["绿野服装厂", "越南", "平阳省"],
]
TRADITIONAL = [
    ["供應商名稱", "國家", "地址"],
    ["青葉紡織股份有限公司", "臺灣", "臺北市信義區"],
    ["綠野製衣廠", "越南", "平陽省"],
]
KOREAN = [
    ["회사명", "국가", "주소"],
    ["푸른잎섬유 주식회사", "대한민국", "서울특별시 중구"],
    ["초록봉제", "베트남", "빈즈엉성"],
]
RUSSIAN = [["Название", "Страна"], ["ООО Зелёный лист", "Россия"], ["Фабрика Ромашка", "Казахстан"]]
FRENCH = [
    ["Société", "Pays", "Adresse"],
    ["Élégance Textile S.à r.l.", "France", "12 rue du Général"],
    ["Côté Mer", "Sénégal", "Thiès"],
]

THAI = [
    ["ชื่อบริษัท", "ประเทศ"],
    ["บริษัท ตัวอย่างสิ่งทอ จำกัด", "ไทย"],
    ["โรงงานเย็บผ้าใบไม้เขียว", "เวียดนาม"],
]
ARABIC = [
    ["اسم الشركة", "البلد"],
    ["شركة المثال للغزل والنسيج", "مصر"],
    ["مصنع الورقة الخضراء", "الأردن"],
]

CASES = [
    (JAPANESE, "cp932"),
    (JAPANESE, "utf-8"),
    (JAPANESE, "utf-8-sig"),
    (JAPANESE, "utf-16"),
    (JAPANESE, "utf-16-le"),
    (JAPANESE, "utf-16-be"),
    (CHINESE, "gb18030"),
    (TRADITIONAL, "cp950"),
    (KOREAN, "cp949"),
    (RUSSIAN, "cp1251"),
    (FRENCH, "cp1252"),
    (THAI, "cp874"),
    (ARABIC, "cp1256"),
    (JAPANESE, "utf-32"),
    (JAPANESE[:2], "iso2022_jp_ext"),
]


def written(path: Path, rows: list[list[str]], *, encoding: str, delimiter: str = ",") -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize(("rows", "encoding"), CASES, ids=[encoding for _, encoding in CASES])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_a_company_table_is_recognised(tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str) -> None:
    path = written(tmp_path / "a.csv", rows, encoding=encoding, delimiter=delimiter)
    layout = sniff(path)
    assert (layout.encoding, layout.delimiter) == (encoding, delimiter)
    assert [list(layout.columns), *(list(row.values) for row in read_rows(path, layout))] == rows


def test_euc_jp_is_told_from_chinese_of_the_same_bytes(tmp_path: Path) -> None:
    rows = [[cell.replace("㈲", "有限会社") for cell in row] for row in JAPANESE]
    assert sniff(written(tmp_path / "a.csv", rows, encoding="euc_jp")).encoding == "euc_jp"


@pytest.mark.parametrize(("rows", "encoding"), [(JAPANESE, "cp932"), (CHINESE, "gb18030")])
def test_a_guess_is_shown_with_its_evidence(tmp_path: Path, rows: list[list[str]], encoding: str) -> None:
    (warning,) = sniff(written(tmp_path / "a.csv", rows, encoding=encoding)).warnings
    assert warning.code == "encoding-guessed"
    params = dict(warning.params)
    assert params["encoding"] == encoding
    assert params["runner_up"] not in ("", encoding)
    assert params["sample"].startswith(rows[0][0])


def test_western_bytes_are_read_with_a_warning(tmp_path: Path) -> None:
    (warning,) = sniff(written(tmp_path / "a.csv", FRENCH, encoding="cp1252")).warnings
    assert warning.code == "encoding-last-resort"


@pytest.mark.parametrize(("rows", "encoding"), [(THAI, "cp874"), (ARABIC, "cp1256")])
def test_thai_and_arabic_are_read_with_a_warning_that_names_the_remedy(
    tmp_path: Path, rows: list[list[str]], encoding: str
) -> None:
    (warning,) = sniff(written(tmp_path / "a.csv", rows, encoding=encoding)).warnings
    assert dict(warning.params)["encoding"] == encoding
    assert problem_text(warning, "en").endswith("ave the file as UTF-8.")


def test_utf_32_of_either_order_is_known_by_its_mark(tmp_path: Path) -> None:
    text = "".join(f"{','.join(row)}\n" for row in JAPANESE)
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        (tmp_path / "a.csv").write_bytes(mark + text.encode(encoding))
        layout = sniff(tmp_path / "a.csv")
        assert [list(layout.columns), *(list(row.values) for row in read_rows(tmp_path / "a.csv", layout))] == JAPANESE


def test_escapes_of_iso_2022_jp_are_seen_far_behind_a_plain_start(tmp_path: Path) -> None:
    rows = [["name", "country"], *([["Aoba Textile", "JP"]] * 50_000), ["株式会社青葉繊維", "日本"]]
    assert sniff(written(tmp_path / "a.csv", rows, encoding="iso2022_jp")).encoding == "iso2022_jp_ext"


def test_unicode_needs_no_warning(tmp_path: Path) -> None:
    assert sniff(written(tmp_path / "a.csv", JAPANESE, encoding="utf-8")).warnings == ()


def test_national_text_far_behind_a_plain_start_is_still_seen(tmp_path: Path) -> None:
    rows = [["name", "country"], *([["Aoba Textile", "JP"]] * 150_000), ["株式会社青葉繊維", "日本"]]
    assert sniff(written(tmp_path / "a.csv", rows, encoding="cp932")).encoding == "cp932"


def test_a_few_broken_bytes_do_not_make_utf_8_something_else(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*JAPANESE, *JAPANESE[1:]], encoding="utf-8")
    path.write_bytes(path.read_bytes() + "株式会社".encode()[:-1] + b",JP,x\r\n")
    layout = sniff(path)
    assert layout.encoding == "utf-8"
    problems = [problem for row in read_rows(path, layout) for problem in row.problems]
    assert [(problem.code, problem.row, problem.column) for problem in problems] == [("undecodable-bytes", 6, "会社名")]


def test_one_broken_line_does_not_turn_a_japanese_file_into_another(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*JAPANESE, *JAPANESE[1:]], encoding="cp932")
    path.write_bytes(path.read_bytes() + b"\x93,JP,x\r\n")
    layout = sniff(path)
    assert layout.encoding == "cp932"
    problems = [problem for row in read_rows(path, layout) for problem in row.problems]
    assert [(problem.code, problem.row) for problem in problems] == [("undecodable-bytes", 6)]


def test_bytes_that_no_encoding_has_are_read_as_latin_1_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name,city\nAoba\x8d \x98,Gifu\n")
    layout = sniff(tmp_path / "a.csv")
    assert (layout.encoding, [problem.code for problem in layout.warnings]) == ("latin-1", ["encoding-last-resort"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["encoding-guessed", "encoding-last-resort"])
def test_without_a_second_encoding_none_is_announced(code: str, language: Language) -> None:
    params = {"encoding": "latin-1", "sample": "x", "score": "1000"}
    said = [
        problem_text(
            Problem(code=code, file="a.csv", params=tuple(sorted((params | {"runner_up": second}).items()))), language
        )
        for second in ("cp932", "")
    ]
    assert "cp932" in said[0]
    assert "latin-1" in said[1]
    assert "next best" not in said[1]
    assert "候補" not in said[1]


ALPHABETS = {
    "utf-8": st.characters(codec="utf-8", exclude_characters="\0"),
    "utf-8-sig": st.characters(codec="utf-8", exclude_characters="\0"),
    "utf-16": st.characters(codec="utf-8", exclude_characters="\0"),
    "utf-16-le": st.characters(codec="utf-8", exclude_characters="\0"),
    "utf-16-be": st.characters(codec="utf-8", exclude_characters="\0"),
    "gb18030": st.characters(codec="utf-8", exclude_characters="\0"),
    "cp932": st.sampled_from("株式会社青葉ミドリ縫製ｱｵﾊﾞ①㈱～―AZaz09 ,;|\t\"'\n\r"),
    "cp949": st.sampled_from("푸른잎섬유주식회사초록봉제AZaz09 ,;|\t\"'\n\r"),
    "cp950": st.sampled_from("青葉紡織股份有限公司綠野AZaz09 ,;|\t\"'\n\r"),
    "cp1252": st.sampled_from("ÉéÀàßŒœ€AZaz09 ,;|\t\"'\n\r"),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str, list[list[str]]]:
    encoding = draw(st.sampled_from(sorted(ALPHABETS)))
    cell = st.text(ALPHABETS[encoding], max_size=8)
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6))
    return encoding, draw(st.sampled_from(",;\t|")), rows


@settings(deadline=None, max_examples=150)
@given(tables())
def test_any_table_comes_back_as_it_was_and_rows_know_their_line(table: tuple[str, str, list[list[str]]]) -> None:
    encoding, delimiter, rows = table
    header = ["name", "country", "address", "city"][: len(rows[0]) if rows else 2]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    starts = []
    for row in [header, *rows]:
        starts.append(lines_in(buffer.getvalue()) + 1)
        writer.writerow(row)
    layout = Layout(format="csv", encoding=encoding, delimiter=delimiter, header_row=1, columns=tuple(header))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(buffer.getvalue().encode(encoding))
        found = list(read_rows(path, layout))
    assert [list(row.values) for row in found] == rows
    assert [row.number for row in found] == starts[1:]


@settings(deadline=None, max_examples=100)
@given(tables())
def test_with_header_words_the_delimiter_is_found_whatever_the_cells_hold(
    table: tuple[str, str, list[list[str]]],
) -> None:
    _, delimiter, rows = table
    header = ["name", "country", "address", "city"][: len(rows[0]) if rows else 2]
    with TemporaryDirectory() as folder:
        layout = sniff(written(Path(folder) / "a.csv", [header, *rows], encoding="utf-8", delimiter=delimiter))
    assert (layout.delimiter, layout.columns, layout.header_row) == (delimiter, tuple(header), 1)


def lines_in(text: str) -> int:
    """Line ends as a text editor counts them: CR LF, LF or CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
