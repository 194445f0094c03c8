"""The business words of Chinese, Japanese and Korean company names: the shape of every row, words that must stand."""

import csv
import re
import unicodedata
from importlib.resources import files

import opencc
import pytest

KINDS = {"industry", "generic", "organisation", "number", "admin", "legal"}
LEAST_ROWS = {"zh": 900, "ja": 600, "ko": 250}
LEAST_TOGETHER = 1750
GLOSS = re.compile(r"[a-z0-9&]+( [a-z0-9&]+)*(\|[a-z0-9&]+( [a-z0-9&]+)*)*")
SCRIPTS = {
    "zh": re.compile(r"[\u4e00-\u9fff]+"),
    "ja": re.compile(r"[\u4e00-\u9fff\u3005\u3041-\u3096\u30a1-\u30fa\u30fc]+"),
    "ko": re.compile(r"[\uac00-\ud7a30-9]+"),
}
LANGUAGES = sorted(LEAST_ROWS)
TO_SIMPLIFIED = opencc.OpenCC("t2s")


def rows_of(language: str) -> list[dict[str, str]]:
    text = (files("tadasu.names") / "data" / f"words_{language}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def gloss_of(language: str, term: str) -> list[str]:
    return next((row["gloss"].split("|") for row in rows_of(language) if row["term"] == term), [])


def is_right(language: str, field: str, row: dict[str, str]) -> bool:
    value = row[field]
    if field == "id":
        return value == f"{language}:{row['term']}"
    if field == "term":
        return bool(SCRIPTS[language].fullmatch(value)) and unicodedata.is_normalized("NFKC", value)
    if field == "gloss":
        return bool(GLOSS.fullmatch(value))
    if field == "kind":
        return value in KINDS
    return bool(value) and value == value.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["id", "term", "gloss", "kind", "source"])
def test_every_row_keeps_the_schema(language: str, field: str) -> None:
    assert [row["term"] for row in rows_of(language) if not is_right(language, field, row)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_are_those_promised_and_every_cell_of_a_row_is_there(language: str) -> None:
    rows = rows_of(language)
    assert list(rows[0]) == ["id", "term", "gloss", "kind", "source"]
    assert [row["term"] for row in rows if None in row or None in row.values()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_sorted_and_none_stands_twice(language: str) -> None:
    terms = [row["term"] for row in rows_of(language)]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gloss_names_the_same_english_twice(language: str) -> None:
    glosses = {row["term"]: row["gloss"].split("|") for row in rows_of(language)}
    assert [term for term, gloss in glosses.items() if len(set(gloss)) < len(gloss)] == []


def test_chinese_terms_are_in_simplified_characters() -> None:
    terms = [row["term"] for row in rows_of("zh")]
    assert [term for term in terms if TO_SIMPLIFIED.convert(term) != term] == []


def test_there_are_as_many_words_as_aimed_at() -> None:
    counts = {language: len(rows_of(language)) for language in LANGUAGES}
    assert {language: count for language, count in counts.items() if count < LEAST_ROWS[language]} == {}
    assert sum(counts.values()) >= LEAST_TOGETHER


@pytest.mark.parametrize(
    ("language", "term", "first"),
    [
        ("zh", "纺织", "textile"),
        ("zh", "贸易", "trading"),
        ("zh", "进出口", "import export"),
        ("zh", "色纺", "color spinning"),
        ("zh", "多晶硅", "polysilicon"),
        ("zh", "硅业", "silicon industry"),
        ("zh", "番茄", "tomato"),
        ("zh", "发制品", "hair products"),
        ("zh", "兵团", "corps"),
        ("zh", "劳务", "labor service"),
        ("zh", "分行", "branch"),
        ("zh", "支行", "sub branch"),
        ("zh", "研究院", "research institute"),
        ("ja", "紡績", "spinning"),
        ("ja", "ホールディングス", "holdings"),
        ("ja", "設計局", "design bureau"),
        ("ja", "学術生産", "scientific production"),
        ("ja", "名称", "named after"),
        ("ja", "水産", "fisheries"),
        ("ko", "무역", "trading"),
        ("ko", "총회사", "general corporation"),
        ("ko", "방직", "spinning"),
        ("ko", "은행", "bank"),
    ],
)
def test_words_of_the_chains_we_watch_have_the_english_of_official_names(language: str, term: str, first: str) -> None:
    assert gloss_of(language, term)[:1] == [first]


@pytest.mark.parametrize("term", ["华", "泰", "鑫", "恒", "中", "长城", "晶科"])
def test_characters_and_words_that_brands_are_made_of_stay_out(term: str) -> None:
    assert gloss_of("zh", term) == []
