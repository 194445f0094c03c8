"""What the OECD and the press-freedom index say: units and methods are kept, and what cannot be right is not believed."""

import itertools
import json
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.grants import most_in_order

from tadasu.funds import (
    PRESS_FREEDOM_METHODS,
    CrsRead,
    PressFreedomRead,
    dac_recipients,
    read_crs,
    read_press_freedom,
    scores_comparable,
)
from tadasu.funds._press_freedom import longest_rising
from tadasu.places import all_places, country_code
from tadasu.schema import InputError


def crs(document: object, year: int = 2017) -> CrsRead:
    return read_crs(BytesIO(json.dumps(document).encode()), file="crs.json", year=year)


def test_recipients_are_countries_by_letters_or_number_and_regions_by_number() -> None:
    read = crs({"MM": {"15153": 5}, "740": {"15160": 7}, "298": {"152": -3}})
    assert [(row.recipient, row.country, row.region, row.purpose, row.amount) for row in read.rows] == [
        ("298", "", "298", "152", -3),
        ("740", "kp", "", "15160", 7),
        ("MM", "mm", "", "15153", 5),
    ]
    assert read.problems == ()


def test_a_country_that_is_there_by_letters_and_by_number_counts_once() -> None:
    read = crs({"PS": {"15153": 5}, "550": {"15153": 9}})
    assert {row.recipient: row.country for row in read.rows} == {"PS": "ps", "550": ""}
    assert [(one.code, one.value) for one in read.problems] == [("crs-recipient-twice", "550")]


def test_what_is_in_no_list_or_no_number_is_reported() -> None:
    read = crs({"ZZ": {"15153": 5}, "7": {"15153": 5}, "MM": {"15153": 5.5, "media": 3, "15160": True}})
    assert Counter(one.code for one in read.problems) == {"crs-recipient-unknown": 2, "crs-amount": 3}
    assert {row.country for row in read.rows} == {""}


@pytest.mark.parametrize("amount", [10**15 + 1, -(10**4000)], ids=["by one", "by far"])
def test_an_amount_larger_than_all_there_is_is_no_amount(amount: int) -> None:
    read = crs({"MM": {"15153": amount, "15160": 10**15}})
    assert [(one.code, len(one.value) <= 80) for one in read.problems] == [("crs-amount", True)]
    assert [row.amount for row in read.rows] == [10**15]


def test_a_total_is_no_purpose_and_is_compared_with_its_parts() -> None:
    read = crs({"MM": {"15153": 50, "152": 50, "Grand Total": 104}, "TH": {"15153": 50, "Grand Total": 100}})
    assert [row.purpose for row in read.rows] == ["15153", "152", "15153"]
    assert [(one.code, one.column) for one in read.problems] == [("crs-total-differs", "TH/Grand Total")]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"MM": 5}', b"\xff\xfe", b"<a/>", b"[" * 100_000])
def test_anything_else_is_no_crs_file(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_crs(BytesIO(data), file="x", year=2017)
    assert caught.value.problems[0].code == "crs-not-crs"


@pytest.mark.parametrize(("year", "media", "rows"), [(2013, 330_815_285, 16_802), (2017, 445_620_628, 16_986)])
def test_the_real_files_are_whole_dollars(shared_data: Path, year: int, media: int, rows: int) -> None:
    """World totals of 150 to 250 thousand million fit dollars; in thousands they would be more than the world gives."""
    with (shared_data / "crs" / f"crs_{year}_sectors.json").open("rb") as source:
        read = read_crs(source, file="crs.json", year=year)
    assert len(read.rows) == rows
    assert sum(row.amount for row in read.rows if row.purpose == "15153") == media
    assert 150 * 10**9 < sum(row.amount for row in read.rows) < 250 * 10**9
    assert [(one.code, one.value) for one in read.problems] == [("crs-recipient-twice", "550")]
    assert all(row.country or row.region for row in read.rows if row.recipient != "550")


HEAD = "iso3,year,rank,country,score\n"


def freedom(*lines: str) -> PressFreedomRead:
    return read_press_freedom(BytesIO((HEAD + "\n".join(lines) + "\n").encode()), file="rsf.csv")


def test_scores_of_two_methods_are_not_comparable() -> None:
    rows = freedom(
        "JPN,2012,22,Japan,-1", "JPN,2013,53,Japan,74.83", "JPN,2021,67,Japan,71.12", "JPN,2022,71,Japan,64.37"
    ).rows
    assert [row.method for row in rows] == ["points-2002", "scale-2013", "scale-2013", "scale-2022"]
    assert [scores_comparable(a, b) for a, b in itertools.pairwise(rows)] == [False, True, False]


def test_methods_follow_one_another_without_a_gap() -> None:
    assert all(a.last + 1 == b.first for a, b in itertools.pairwise(PRESS_FREEDOM_METHODS))


def test_a_score_off_the_scale_is_not_believed_and_its_rank_is() -> None:
    read = freedom("USA,2025,57,United States,654.87", "JPN,2025,66,Japan,63.14")
    assert [(row.country, row.rank, row.score) for row in read.rows] == [("us", 57, None), ("jp", 66, Decimal("63.14"))]
    assert [(one.code, one.row, one.value) for one in read.problems] == [("press-freedom-score", 2, "654.87")]
    assert not scores_comparable(*read.rows)


def test_a_score_against_the_order_of_ranks_is_not_believed() -> None:
    read = freedom(
        "MMR,2012,169,Myanmar,100", "VNM,2012,172,Viet Nam,114", "CHN,2012,174,China,13.6", "IRN,2012,175,Iran,136"
    )
    assert [row.score for row in read.rows] == [100, 114, None, 136]


def test_what_is_no_country_or_no_row_is_reported() -> None:
    read = freedom("YUG,2002,1,Yugoslavia,5", "JPN,2002,first,Japan,5", "JPN,1999,1,Japan,5", "JPN,2002,2,Japan,much")
    assert Counter(one.code for one in read.problems) == {"press-freedom-country": 1, "press-freedom-row": 3}
    assert [(row.code, row.country) for row in read.rows] == [("YUG", "")]


def test_another_layout_is_refused() -> None:
    for data in (b"", b"a,b\n1,2\n", b"\xff\xfe\x00"):
        with pytest.raises(InputError) as caught:
            read_press_freedom(BytesIO(data), file="x")
        assert caught.value.problems[0].code == "press-freedom-not-scores"


def test_the_real_index_is_read_whole_and_its_lost_decimals_are_found(shared_data: Path) -> None:
    with (shared_data / "crs" / "rsf_scores_2002_2025.csv").open("rb") as source:
        read = read_press_freedom(source, file="rsf.csv")
    assert len(read.rows) == 4020
    doubted = Counter(row.year for row in read.rows if row.score is None)
    assert doubted == {2008: 28, 2012: 22, 2025: 4}
    assert {row.code for row in read.rows if not row.country} >= {"YUG", "SCG", "XKO"}
    assert all(0 <= row.score <= 100 for row in read.rows if row.score is not None and row.year >= 2013)


@given(st.lists(st.integers(-4, 4).map(Decimal), max_size=9))
def test_as_many_values_stay_as_any_choice_could_keep(values: list[Decimal]) -> None:
    kept = longest_rising(values)
    chosen = [values[number] for number in kept]
    assert list(kept) == sorted(set(kept))
    assert chosen == sorted(chosen)
    assert len(chosen) == most_in_order(values)


def test_numbers_of_recipients_are_sorted_and_each_country_is_a_place() -> None:
    codes = list(dac_recipients())
    assert codes == sorted(codes, key=int)
    countries = [one.country for one in dac_recipients().values() if one.country]
    assert len(countries) == len(set(countries))
    assert all(country_code(one) == one and one in all_places() for one in countries)
    assert len(countries) > 140
    assert dac_recipients()["635"].country == "mm"


def test_places_where_media_are_persecuted_have_their_number() -> None:
    wanted = {"86": "by", "540": "ir", "635": "mm", "730": "cn", "740": "kp"}
    assert {code: dac_recipients()[code].country for code in wanted} == wanted
    assert {"ru", "hk"}.isdisjoint(one.country for one in dac_recipients().values())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            b'iso3,year,rank,country,score\n"' + b"a" * 2_000_000 + b'",2025,1,Norway,92\n', id="a field without end"
        ),
        pytest.param(b"iso3,year,rank,country,score\nNOR,2025,1,Norway,92\n" + b"\n" * (1 << 26), id="too large"),
    ],
)
def test_scores_that_cannot_be_read_to_their_end_are_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_press_freedom(BytesIO(content), file="scores.csv")
    assert caught.value.problems[0].code == "press-freedom-not-scores"
