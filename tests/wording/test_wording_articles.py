"""Citations in Japanese: marks, numbers, names of laws and remarks are spoken by rule and table."""

import csv
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.wording import article_text

PIECES = [
    *("Art. ", "Arts ", "s. ", "3", "69-11", "XX", "(1)", "(iv)", " (", ")", ", ", " and ", " to ", " ff.", "; "),
    *("Customs Act", " CO", "model", " after ", " as amended by ", "1 April 2027", "words"),
]


def rows() -> list[dict[str, str]]:
    text = files("tadasu.wording").joinpath("data/articles.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_table_is_sorted_names_nothing_twice_and_both_languages_have_the_same_places_to_fill() -> None:
    names = [row["en"] for row in rows()]
    assert names == sorted(set(names))
    for row in rows():
        assert row["en"].strip()
        assert row["ja"].strip()
        assert re.findall(r"\{\w*\}", row["en"]) == re.findall(r"\{\w*\}", row["ja"]), row["en"]


def test_every_row_says_where_its_japanese_comes_from_and_a_place_is_a_country() -> None:
    assert {row["source"] for row in rows()} == {"general knowledge", "own words"}
    places = {row["place"] for row in rows()} - {""}
    assert all(re.fullmatch("[a-z]{2}", place) for place in places)
    assert {row["source"] for row in rows() if row["place"]} == {"general knowledge"}


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("s. 54", "第54条"),
        ("§ 10(2)", "第10条第2項"),
        ("§ 2(2) no. 11", "第2条第2項第11号"),
        ("Art. 20", "第20条"),
        ("s. 16(1)(a)", "第16条第1項(a)"),
        ("UFLPA s. 2(d)(2)(B)", "ウイグル強制労働防止法第2条(d)(2)(B)"),
        ("Stockholm 6(1)(d)(i)(ii)", "ストックホルム条約第6条第1項(d)(i)(ii)"),
        ("Customs Act Art. 69-11(1)", "関税法第69条の11第1項"),
        ("Art. 3(7)(iv) (model)", "第3条第7項第4号（モデル）"),
        ("Suppl. Art. 1 (model; if promulgated on 1 April 2027)", "附則第1条（モデル。2027年4月1日に公布された場合）"),
        ("GATT Art. XX(a), (e) and chapeau", "GATT第20条(a)、(e)および柱書"),
        ("19 CFR 12.42(b)", "19 CFR第12.42条(b)"),
        ("19 USC 1307", "合衆国法典第19編第1307条"),
        ("Civ. Code § 1714.43", "カリフォルニア州民法典第1714.43条"),
        ("Accounting Act § 1-5 (from 1 November 2024: § 1-6)", "ノルウェー会計法第1-5条（2024年11月1日からは第1-6条）"),
        ("C. com. L.225-102-1 (L.225-102-4)", "フランス商法典L.225-102-1条（L.225-102-4条）"),
    ],
)
def test_an_article_its_paragraph_and_its_item_are_spoken_as_lawyers_do(article: str, said: str) -> None:
    assert article_text(article, "ja") == said


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("Arts. 5-16", "第5条から第16条まで"),
        ("Arts. 964a-964b CO", "スイス債務法第964a条から第964b条まで"),
        ("FEFA Arts 69-6 to 70", "外為法第69条の6から第70条まで"),
        ("Customs Act Arts 108-4 ff. and 109", "関税法第108条の4以下および第109条"),
        ("Public Finance Act Arts 12, 14-3, 42 and 43", "財政法第12条、第14条の3、第42条および第43条"),
        ("s. 16(2) to (4) (model)", "第16条第2項から第4項まで（モデル）"),
        ("s. 11(4)-(5)", "第11条第4項から第5項まで"),
        ("19 CFR 12.42(g) and 12.43", "19 CFR第12.42条(g)および第12.43条"),
        ("19 USC 1499 and UFLPA s. 3", "合衆国法典第19編第1499条およびウイグル強制労働防止法第3条"),
    ],
)
def test_several_numbers_are_a_list_or_a_range(article: str, said: str) -> None:
    assert article_text(article, "ja") == said


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("Art. 5 DDTrO", "紛争鉱物・児童労働デューディリジェンス令（DDTrO）第5条"),
        ("§ 1, § 13d HGB", "第1条、ドイツ商法典第13d条"),
        ("Order under the Subsidies Act, Art. 4(2)", "補助金等適正化法施行令第4条第2項"),
        ("Annex, Part I, s. 1, point 15", "附属書第Ⅰ部第1節第15号"),
        ("Minamata 4(1), Annex A-I", "水俣条約第4条第1項、附属書A-I"),
        ("Customs Act s. 60(4)", "カナダ関税法第60条第4項"),
        ("Reg. 2023/1542, ch. VII, as postponed", "規則2023/1542第Ⅶ章（延期後）"),
    ],
)
def test_a_law_goes_before_its_article_and_a_whole_before_its_part(article: str, said: str) -> None:
    assert article_text(article, "ja") == said


def test_remarks_follow_one_another_in_one_bracket() -> None:
    said = article_text("Schedule 1, Part 2 (model), after the EU Annex, Part II, point 9", "ja")
    assert said == "別表第1第2部（モデル。EU指令附属書第Ⅱ部第9号に倣う）"
    said = article_text("s. 16(6) (model); Information Disclosure Act Arts 5 and 6", "ja")
    assert said == "第16条第6項（モデル）；情報公開法第5条および第6条"


def test_what_no_rule_covers_stays_as_it_is_written() -> None:
    assert article_text("Some Charter of invented words", "ja") == "Some Charter of invented words"
    assert article_text("s. 3 (model; as nobody has yet said)", "ja") == "第3条（モデル。as nobody has yet said）"
    assert article_text("bill of 31 April 2027", "ja") == "bill of 31 April 2027"
    assert article_text("", "ja") == ""


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_whatever_is_written_something_is_said_and_nothing_breaks(pieces: list[str]) -> None:
    written = "".join(pieces)
    assert bool(article_text(written, "ja")) is bool(written.strip())
    assert article_text(written, "en") == written


def test_english_is_left_alone() -> None:
    assert (
        article_text("Customs Act Arts 108-4 ff. and 109 (model)", "en") == "Customs Act Arts 108-4 ff. and 109 (model)"
    )
