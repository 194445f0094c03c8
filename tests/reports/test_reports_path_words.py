"""Why a good may be in the next one is said in one language, for every row of the table."""

import re
from datetime import date

from tests.reports.path_story import YARN, step, trader

from tadasu.goods import transformations
from tadasu.reports import paths_text
from tadasu.reports._path_words import why_text
from tadasu.schema import FoundPath

LATIN = re.compile(r"[A-Za-z]")
ENGLISH = re.compile(r"[a-z]")
"""Names of goods hold capitals in Japanese too (T-shirts, boards of strands); no Japanese word holds a small letter."""


def test_a_japanese_passage_holds_no_latin_words() -> None:
    mill, weaver, sewer = (trader(key, name) for key, name in (("a", "架空紡績"), ("b", "架空織布"), ("c", "架空縫製")))
    spun = step("1", mill, weaver, "520512", date(2026, 3, 16), "4200")
    woven = step("2", weaver, sewer, "520832", date(2026, 4, 17), "40000", "MTK", passage="5205>5208")
    sewn = step("3", sewer, mill, "620520", date(2026, 6, 12), "20000", "NMB", passage="5208>6205")
    sold = step("4", mill, weaver, "620520", date(2026, 7, 1), "20000", "NMB", passage="620520>620520")
    path = FoundPath(finding=YARN, steps=(spun, woven, sewn, sold), strength=-1)
    lines = paths_text((path,), language="ja", width=200).split("\n")
    passages = [line.strip() for line in lines if "に入り得る" in line]
    assert passages == [
        "520832 綿織物に入り得る：加工（綿を主とする製織）",
        "620520 男子用のシャツに入り得る：加工（織物の裁断・縫製）",
        "620520 男子用のシャツに入り得る：同一品目（再輸出・再包装・選別・仕上げを含む同じ物品の売買）",
    ]
    assert not any(LATIN.search(passage) for passage in passages)


def test_no_row_of_the_table_is_told_in_two_languages() -> None:
    rows = transformations(extended=True, consumed=True, packaging=True, parts=True).rows
    told = {row.id: why_text(row.id, row.input, row.output, "ja") for row in rows}
    assert {passage: said for passage, said in told.items() if ENGLISH.search(said)} == {}
    assert all("に入り得る：" in said for said in told.values())


def test_english_keeps_the_reason_of_the_table() -> None:
    assert why_text("5208>6205", "520832", "620520", "en").endswith(": processed (cut and sewn from woven fabric).")
