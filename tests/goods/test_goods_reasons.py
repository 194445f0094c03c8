"""Every reason of the tables reads in Japanese too, and nothing else stands in the translation."""

import csv
import re
from pathlib import Path

import pytest

import tadasu.goods
from tadasu.goods import reason_text

DATA = Path(tadasu.goods.__file__).parent / "data"
TABLES = ("transformations.csv", "transformations_extended.csv", "defaults.csv")
LONGEST = 40


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def used_reasons() -> set[str]:
    return {row["reason"] for name in TABLES for row in rows_of(name)}


def test_the_translation_is_sorted_and_says_each_reason_once() -> None:
    rows = rows_of("reasons_ja.csv")
    assert list(rows[0]) == ["reason", "ja"]
    reasons = [row["reason"] for row in rows]
    assert reasons == sorted(set(reasons))


def test_every_reason_of_the_tables_is_translated_and_no_other() -> None:
    translated = {row["reason"] for row in rows_of("reasons_ja.csv")}
    assert used_reasons() - translated == set(), "a row's reason lacks its Japanese"
    assert translated - used_reasons() == set(), "no row gives this reason any more"


def test_the_japanese_is_a_short_phrase_in_one_language_that_may_stand_in_brackets() -> None:
    for row in rows_of("reasons_ja.csv"):
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", row["ja"]), row
        assert not re.search(r"[A-Za-zＡ-Ｚａ-ｚ]", row["ja"]), row
        assert not re.search(r"[。；;：:,，()（）「」\s]", row["ja"]), row
        assert len(row["ja"]) <= LONGEST, row


def test_no_two_reasons_read_the_same() -> None:
    """A line copied and not changed would."""
    texts = [row["ja"] for row in rows_of("reasons_ja.csv")]
    assert {text for text in texts if texts.count(text) > 1} == set()


@pytest.mark.parametrize(
    ("reason", "japanese"),
    [
        ("cut and sewn from woven fabric", "織物の裁断・縫製"),
        ("coated fabric ground", "コーティング布の基布"),
        ("throwing", "撚糸"),
        ("noils and waste", "ノイル・毛くずの発生"),
        ("converting", "マットの転炉製錬"),
        ("finishing of crust", "クラスト革の仕上げ"),
    ],
)
def test_trade_words_keep_the_sense_of_the_trade(reason: str, japanese: str) -> None:
    assert reason_text(reason, "ja") == japanese


def test_english_and_what_is_not_known_stay_as_they_are() -> None:
    for reason in used_reasons():
        assert reason_text(reason, "en") == reason
        assert reason_text(reason, "ja") != reason
    assert reason_text("a reason of another table", "ja") == "a reason of another table"
    assert reason_text("weaving", "fr") == "weaving"
