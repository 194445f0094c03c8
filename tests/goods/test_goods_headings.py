"""What HS codes mean: the data files and the way to them."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

import tadasu.goods
from tadasu.goods import HsCode, describe, digest, exists, headings, parse_hs
from tadasu.schema import UsageError

DATA = Path(tadasu.goods.__file__).parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("hs2022_headings.csv", ["code", "level", "description", "source"]),
        ("hs2022_ja.csv", ["code", "description_ja", "source"]),
    ],
)
def test_each_table_is_sorted_complete_and_says_its_source(name: str, columns: list[str]) -> None:
    rows = rows_of(name)
    assert list(rows[0]) == columns
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes))
    for row in rows:
        assert all(value and value == value.strip() for value in row.values()), row
        assert re.fullmatch(r"(?:\d\d){1,3}", row["code"])


def test_the_level_is_the_number_of_digits_and_every_code_has_its_parent() -> None:
    rows = rows_of("hs2022_headings.csv")
    codes = {row["code"] for row in rows}
    assert [len([row for row in rows if row["level"] == level]) for level in "246"] == [96, 1228, 5612]
    for row in rows:
        assert len(row["code"]) == int(row["level"])
        assert len(row["code"]) == 2 or row["code"][:-2] in codes


def test_every_chapter_and_heading_has_a_japanese_text_of_its_own() -> None:
    japanese = rows_of("hs2022_ja.csv")
    english = {row["code"] for row in rows_of("hs2022_headings.csv") if row["level"] != "6"}
    assert {row["code"] for row in japanese} == english
    assert len({row["description_ja"] for row in japanese}) == len(japanese)
    for row in japanese:
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", row["description_ja"])
        assert len(row["description_ja"]) <= 42
        place = row["code"] if len(row["code"]) == 2 else f"{row['code'][:2]}.{row['code'][2:]}"
        assert place in row["source"]


def test_a_finer_code_is_described_by_what_lies_above_it() -> None:
    assert describe(HsCode("520100000")) == describe(HsCode("520100"))
    assert describe(HsCode("520199")) == describe(HsCode("5201"))
    assert describe(HsCode("520100"), "ja") == describe(HsCode("5201"), "ja") == "実綿及び繰綿"
    assert describe(HsCode("5299")) is None, "a heading that does not exist is not described by its chapter"
    assert describe(HsCode("52")) == "Cotton"


def test_a_language_without_descriptions_is_an_error() -> None:
    with pytest.raises(UsageError) as caught:
        describe(HsCode("5201"), "fr")
    assert caught.value.code == "hs-language-unknown"


def test_the_digest_follows_the_data_files() -> None:
    total = hashlib.sha256()
    for path in sorted(DATA.glob("*.csv")):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    assert digest() == total.hexdigest()


def test_the_codes_are_those_of_the_published_classification(shared_data: Path) -> None:
    with (shared_data / "goods" / "hs2022.csv").open(encoding="utf-8", newline="") as file:
        published = {row["hscode"] for row in csv.DictReader(file)}
    ours = {row["code"] for row in rows_of("hs2022_headings.csv")}
    assert published - ours == {"TOTAL", "99", "9999", "999999"}, (
        "99 is a convention of trade statistics, not of the HS"
    )
    assert ours <= published


def test_nine_digit_codes_of_the_japanese_tariff_are_read_and_known(shared_data: Path) -> None:
    with (shared_data / "goods" / "japan_tariff_9digit.csv").open(encoding="utf-8", newline="") as file:
        lines = [row for row in csv.DictReader(file) if re.fullmatch(r"\d{3}", row["hs_code"])]
    assert len(lines) > 9000
    for line in lines:
        code = parse_hs(f"{line['stat_code']}-{line['hs_code']}")
        assert code is not None
        assert len(code) == 9
        assert exists(code), code
    assert {line["stat_code"].replace(".", "")[:4] for line in lines} <= set(headings())
