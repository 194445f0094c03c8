"""Stakes in a table, and every way in which a table of stakes can be wrong."""

from datetime import date
from pathlib import Path

import pytest

from tadasu.demo import demo_folder
from tadasu.places import country_code
from tadasu.readers import read_stakes
from tadasu.schema import Certainty, InputError, Period, StakeKind

HEAD = "owner id,owner,company id,company,kind,share (%),from,until,certainty,contested\n"
ROW = "a,Demo Holding,b,Demo Works,{kind},{share},{start},{end},{certainty},{contested}\n"


def written(folder: Path, content: str) -> Path:
    path = folder / "stakes.csv"
    path.write_text(content, encoding="utf-8")
    return path


def row(**cells: str) -> str:
    given = {"kind": "", "share": "75", "start": "", "end": "", "certainty": "", "contested": "", **cells}
    return HEAD + ROW.format(**given)


def test_a_row_becomes_a_stake(tmp_path: Path) -> None:
    path = written(
        tmp_path, row(kind="votes", share="19.9999 %", start="2025-01-31", certainty="verified", contested="yes")
    )
    table = read_stakes(path)
    (stake,) = table.stakes
    assert (stake.owner, stake.company, stake.least, stake.most) == ("a", "b", 199_999, 199_999)
    assert (stake.kind, stake.certainty, stake.contested) == (StakeKind.VOTES, Certainty.VERIFIED, True)
    assert stake.period == Period(start=date(2025, 1, 31))
    assert {party.id: party.name for party in table.parties} == {"a": "Demo Holding", "b": "Demo Works"}


def test_without_a_share_it_is_not_known(tmp_path: Path) -> None:
    (stake,) = read_stakes(written(tmp_path, row(share=""))).stakes
    assert (stake.least, stake.most) == (None, None)


def test_a_band_has_two_columns(tmp_path: Path) -> None:
    (stake,) = read_stakes(written(tmp_path, "owner,company,share,most\nDemo A,Demo B,25,50\n")).stakes
    assert (stake.owner, stake.least, stake.most) == ("Demo A", 250_000, 500_000)


def test_japanese_heads_are_known(tmp_path: Path) -> None:
    (stake,) = read_stakes(written(tmp_path, "株主,会社名,出資比率\n見本持株会社,見本工業,51\n")).stakes
    assert (stake.owner, stake.least) == ("見本持株会社", 510_000)


def test_the_demo_stakes_are_read() -> None:
    assert len(read_stakes(demo_folder() / "stakes.csv").stakes) == 8


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (row(share="101"), "share-out-of-range"),
        (row(share="-1"), "share-out-of-range"),
        (row(share="nan"), "share-out-of-range"),
        (row(share="half"), "share-out-of-range"),
        (row(kind="marriage"), "word-unknown"),
        (row(start="2025-02-30"), "date-impossible"),
        (row(start="2025-02-02", end="2025-02-01"), "period-reversed"),
        (HEAD + ",,b,Demo Works,,75,,,,\n", "party-missing"),
        ("owner,company,share,most\nDemo A,Demo B,50,25\n", "share-reversed"),
        ("name,share\nDemo A,50\n", "column-not-found"),
        (HEAD, "no-rows"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_stakes(written(tmp_path, content))
    assert code in {problem.code for problem in caught.value.problems}


def test_a_country_that_the_cell_says_is_not_known_is_empty_with_a_remark(tmp_path: Path) -> None:
    head = "owner,owner country,company,company country,share\n"
    path = written(tmp_path, head + "Demo Holding,N/A,Demo Works,NO,75\n")
    table = read_stakes(path, country_code=country_code)
    assert {party.name: party.countries for party in table.parties} == {"Demo Holding": (), "Demo Works": ("no",)}
    assert [(problem.code, problem.value) for problem in table.problems] == [("country-none", "N/A")]


def test_good_rows_are_kept_when_asked(tmp_path: Path) -> None:
    path = written(tmp_path, row() + ROW.format(kind="", share="200", start="", end="", certainty="", contested=""))
    with pytest.raises(InputError):
        read_stakes(path)
    table = read_stakes(path, keep_good=True)
    assert len(table.stakes) == 1
    assert [problem.code for problem in table.problems] == ["share-out-of-range"]
