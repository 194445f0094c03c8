"""Codes of an older edition become those of HS 2022, and say when they became several."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import tadasu.goods
from tadasu.goods import EDITIONS, HsCode, exists, headings, subheadings, to_hs2022
from tadasu.schema import UsageError

FILE = Path(tadasu.goods.__file__).parent / "data" / "hs2017.csv"


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_keeps_its_schema_and_holds_only_what_differs() -> None:
    found = rows()
    assert list(found[0]) == ["id", "hs2017", "hs2022", "source"]
    assert [row["id"] for row in found] == sorted({row["id"] for row in found})
    later: dict[str, set[str]] = defaultdict(set)
    for row in found:
        assert row["id"] == f"{row['hs2017']}>{row['hs2022']}"
        assert len(row["hs2017"]) == 6
        assert exists(HsCode(row["hs2022"])), row["id"]
        assert row["source"], row["id"]
        later[row["hs2017"]].add(row["hs2022"])
    assert [old for old, new in later.items() if new == {old}] == []


@pytest.mark.parametrize(
    ("code", "codes", "several", "changed"),
    [
        ("5201", ("5201",), False, False),
        ("520100000", ("520100",), False, False),
        ("880310", ("880710",), False, True),
        ("854140", ("854141", "854142", "854143", "854149"), True, True),
        ("854150", ("854151", "854159"), True, True),
        ("8803", ("8807",), False, True),
        ("8541", ("8541",), False, False),
        ("2403", ("2403", "2404"), True, True),
        ("701919", ("701913",), False, True),
        ("852990", ("8524", "852990"), True, True),
        ("854142", (), False, True),
        ("52", (), False, True),
        ("9999", (), False, True),
    ],
)
def test_a_code_of_2017(code: str, codes: tuple[str, ...], several: bool, changed: bool) -> None:
    found = to_hs2022(HsCode(code), 2017)
    assert (found.codes, found.several, found.changed) == (codes, several, changed)


def test_codes_of_2022_stay_and_other_editions_are_not_at_hand() -> None:
    assert to_hs2022(HsCode("854142000"), 2022).codes == ("854142",)
    assert to_hs2022(HsCode("854140"), 2022).codes == ()
    assert EDITIONS == (2017, 2022)
    with pytest.raises(UsageError) as caught:
        to_hs2022(HsCode("5201"), 2012)
    assert caught.value.code == "hs-edition-unknown"


def test_every_code_of_2022_is_reached_from_2017() -> None:
    """Six digits, or the heading where we know no more."""
    old = {code for each in headings() for code in subheadings(each)} | {row["hs2017"] for row in rows()}
    reached = {code for each in old for code in to_hs2022(HsCode(each), 2017).codes}
    missing = {
        code for each in headings() for code in subheadings(each) if code not in reached and code[:4] not in reached
    }
    assert missing == set()


def test_the_facts_are_those_of_the_published_concordance(shared_data: Path) -> None:
    """Some rows are not taken over: they give display modules, electrical waste and transducers an unlikely ancestor."""
    with (shared_data / "goods" / "hs2022_hs2017.csv").open(encoding="utf-8", newline="") as file:
        published: dict[str, set[str]] = defaultdict(set)
        for row in csv.DictReader(file):
            if row["HS6_2d"] != "99":  # a convention of trade statistics, not of the HS
                published[row["HS5_6d"]].add(row["HS6_6d"])
    assert len(published) > 5000
    for old, new in published.items():
        ours = set(to_hs2022(HsCode(old), 2017).codes)
        lost = {code for code in new - ours if code[:4] not in {"8524", "8549"}}
        assert lost <= ({"854151", "854159"} if old == "851712" else set()), old
        assert {code for code in ours - new if len(code) == 6} == set(), old
