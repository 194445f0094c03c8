"""What each reader takes out of its file: who, whom, how much, since when, and what is left out. Names are invented."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.lists import StakeFile, read_list, read_stakes
from tadasu.lists._stake_cells import band_share, exact_share, first_day, last_day, number_of, share_of_text
from tadasu.schema import WHOLE, Certainty, Period, Stake, StakeKind

DATA = Path(__file__).parent / "data"
A, B, C, D = (f"gleif-level1:00000000000000000{ending}" for ending in ("A68", "B65", "C62", "D59"))


def of_owner(read: StakeFile) -> dict[str, list[Stake]]:
    found: dict[str, list[Stake]] = {}
    for stake in read.stakes:
        found.setdefault(stake.owner.split(":", 1)[1], []).append(stake)
    return found


def noted(read: StakeFile) -> list[tuple[str, int, str, str]]:
    return [(found.code, found.row, found.value, dict(found.params)["count"]) for found in read.problems]


@pytest.fixture(scope="module")
def bods() -> StakeFile:
    return read_stakes("bods", DATA / "bods_stakes.json")


@pytest.fixture(scope="module")
def ftm() -> StakeFile:
    return read_stakes("ftm-entities", DATA / "stakes.ftm.json")


@pytest.fixture(scope="module")
def gleif() -> StakeFile:
    return read_stakes("gleif-level2", DATA / "gleif_level2.csv", least_rows=1)


def test_the_parent_is_the_owner_and_both_have_the_ids_of_level_1(gleif: StakeFile) -> None:
    first, ultimate, former, last = gleif.stakes
    assert (first.owner, first.company, first.kind) == (B, A, StakeKind.CONSOLIDATED)
    assert (ultimate.owner, former.owner, last.owner) == (C, C, D)


def test_the_share_the_period_and_the_check_of_a_relationship_are_kept(gleif: StakeFile) -> None:
    first, ultimate, former, _ = gleif.stakes
    assert (first.least, first.most, first.certainty) == (600_000, 600_000, Certainty.VERIFIED)
    assert first.period == Period(start=date(2019, 4, 1))
    assert (ultimate.least, ultimate.certainty) == (None, Certainty.REPORTED)
    assert former.period == Period(start=date(2015, 1, 1), end=date(2024, 6, 30))


def test_relationships_that_are_no_stake_today_are_counted(gleif: StakeFile) -> None:
    assert noted(gleif) == [
        ("stake-ended", 5, "INACTIVE", "1"),
        ("stake-of-other-kind", 6, "IS_FUND-MANAGED_BY", "1"),
        ("stake-not-valid", 7, "ANNULLED", "1"),
        ("stake-without-party", 8, "00000000000000000099", "1"),
        ("stake-period-unclear", 9, "2024-01-01T00:00:00Z/2023-01-01T00:00:00Z", "1"),
        ("stake-share-unclear", 9, "160", "1"),
    ]


def test_relationship_xml_says_the_same_as_the_csv(gleif: StakeFile) -> None:
    xml = read_stakes("gleif-level2", DATA / "gleif_level2.xml", least_rows=1)
    said = [(s.owner, s.company, s.kind, s.least, s.most, s.period, s.certainty) for s in gleif.stakes]
    assert [(s.owner, s.company, s.kind, s.least, s.most, s.period, s.certainty) for s in xml.stakes] == said
    assert [code for code, *_ in noted(xml)] == [code for code, *_ in noted(gleif)]


def test_the_last_statement_of_a_relationship_counts(bods: StakeFile) -> None:
    (stake,) = of_owner(bods)["taro"]
    assert (stake.company, stake.least, stake.most) == ("bods:hyohon", 333_333, 333_333)
    assert (stake.origin.row, stake.certainty) == (3, Certainty.VERIFIED)
    assert stake.period == Period(start=date(2016, 4, 6))


def test_a_band_keeps_its_ends_or_leaves_them_out(bods: StakeFile) -> None:
    votes, control = of_owner(bods)["jiro"]
    assert (votes.kind, votes.least, votes.most) == (StakeKind.VOTES, 250_001, 500_000)
    assert (control.kind, control.least, control.most) == (StakeKind.CONTROL, None, None)


def test_interests_of_one_kind_in_one_statement_are_one_holding(bods: StakeFile) -> None:
    (stake,) = of_owner(bods)["saburo"]
    assert (stake.least, stake.most) == (150_000, 249_999)


def test_an_indirect_share_is_surely_nothing_and_left_out_where_its_parts_are_told(bods: StakeFile) -> None:
    (alone,) = of_owner(bods)["shiro"]
    assert (alone.least, alone.most) == (0, 400_000)
    direct, control = of_owner(bods)["goro"]
    assert (direct.kind, direct.least, direct.most) == (StakeKind.SHARES, 50_000, 50_000)
    assert control.kind is StakeKind.CONTROL


def test_a_relationship_of_unknown_kind_may_be_ownership(bods: StakeFile) -> None:
    (stake,) = of_owner(bods)["rokuro"]
    assert (stake.kind, stake.least, stake.most) == (StakeKind.SHARES, None, None)


def test_an_interest_is_held_until_the_day_before_it_ceased(bods: StakeFile) -> None:
    owners = of_owner(bods)
    assert owners["shichiro"][0].period == Period(start=date(2020, 1, 1), end=date(2026, 2, 1))
    assert owners["hachiro"][0].period == Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    assert "kuro" not in owners


def test_what_a_statement_says_unclearly_leaves_the_stake_without_it(bods: StakeFile) -> None:
    shares, votes = of_owner(bods)["juro"]
    assert (shares.least, shares.period) == (None, Period())
    assert (votes.kind, votes.least, votes.period) == (StakeKind.VOTES, None, Period())


def test_interests_that_are_no_stakes_are_counted(bods: StakeFile) -> None:
    assert noted(bods) == [
        ("stake-of-other-kind", 3, "boardMember", "1"),
        ("stake-in-components", 7, "shareholding", "1"),
        ("stake-without-party", 9, "noBeneficialOwners", "1"),
        ("stake-ended", 12, "", "1"),
        ("stake-period-unclear", 13, "2022-01-01/2021-01-01", "1"),
        ("stake-share-unclear", 13, "exact 150", "1"),
        ("stake-share-unclear", 13, "minimum 60, maximum 40", "1"),
        ("stake-period-unclear", 13, "soon", "1"),
    ]


def test_owners_and_companies_have_the_ids_of_the_same_file_read_for_parties(bods: StakeFile, ftm: StakeFile) -> None:
    for list_id, name, read in (("bods", "bods_stakes.json", bods), ("ftm-entities", "stakes.ftm.json", ftm)):
        (party,) = read_list(list_id, DATA / name).entities
        assert {stake.company for stake in read.stakes} == {party.id}


def test_an_ownership_document_is_a_stake_with_the_longest_period_its_dates_allow(ftm: StakeFile) -> None:
    (stake,) = of_owner(ftm)["taro"]
    assert (stake.least, stake.most) == (515_000, 515_000)
    assert stake.period == Period(start=date(2019, 4, 1), end=date(2026, 12, 31))


def test_every_owner_of_a_document_has_a_stake_and_several_figures_are_bounds(ftm: StakeFile) -> None:
    for owner in ("jiro", "saburo"):
        (stake,) = of_owner(ftm)[owner]
        assert (stake.least, stake.most) == (250_000, 400_000)


def test_links_that_are_no_ownership_are_counted(ftm: StakeFile) -> None:
    assert of_owner(ftm)["shiro"][0].least is None
    assert of_owner(ftm)["rokuro"][0].period == Period()
    assert noted(ftm) == [
        ("stake-share-unclear", 4, "a majority", "1"),
        ("stake-without-party", 5, "", "1"),
        ("stake-period-unclear", 6, "2024-01-01", "1"),
        ("stake-of-other-kind", 7, "Directorship", "2"),
        ("stake-of-other-kind", 9, "UnknownLink", "1"),
    ]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("100", (WHOLE, WHOLE)),
        ("0.00001%", (0, 0)),
        ("33,3 %", (333_000, 333_000)),
        ("25 - 50 %", (250_000, 500_000)),
        ("75–100", (750_000, WHOLE)),
        ("101", None),
        ("50-25", None),
        ("-5", None),
        ("more than 25", None),
        ("1e2", None),
        ("", None),
    ],
)
def test_a_share_as_people_write_it(text: str, bounds: tuple[int, int] | None) -> None:
    assert share_of_text(text) == bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-02-03T10:00:00Z ", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("0000", None, None),
        ("03/02/2024", None, None),
        ("", None, None),
    ],
)
def test_a_day_may_be_a_month_or_a_year(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def test_a_number_is_a_finite_json_number_and_nothing_else() -> None:
    assert [number_of(value) for value in (25, 25.5, True, "25", None, float("nan"), float("inf"))] == [
        *(Decimal(25), Decimal("25.5")),
        *(None,) * 5,
    ]


@given(st.decimals(0, 100, places=8), st.decimals(0, 100, places=8), st.booleans(), st.booleans())
def test_a_band_is_never_narrower_than_what_was_said(one: Decimal, other: Decimal, over: bool, under: bool) -> None:
    least, most = min(one, other), max(one, other)
    bounds = band_share(least, most)
    assert bounds is not None
    assert bounds[0] <= least * 10_000
    assert bounds[1] >= most * 10_000
    inner = band_share(least, most, over=over, under=under)
    assert inner is None or (bounds[0] <= inner[0] <= inner[1] <= bounds[1])
    exact = exact_share(one)
    assert exact is not None
    assert abs(exact[0] - one * 10_000) <= Decimal("0.5")


def test_the_real_sample_holds_a_share_for_every_relationship(shared_data: Path) -> None:
    read = read_stakes("bods", shared_data / "bods" / "sample_300_statements.json")
    assert (read.rows, len(read.stakes), read.problems) == (300, 100, ())
    assert Counter((stake.kind, stake.least) for stake in read.stakes) == {(StakeKind.SHARES, WHOLE): 100}


def test_the_examples_of_the_standard_are_read(shared_data: Path) -> None:
    reads = {
        path.stem: read_stakes("bods", path) for path in sorted((shared_data / "bods" / "examples").glob("*.json"))
    }
    assert {name: len(read.stakes) for name, read in reads.items() if len(read.stakes) != 1} == {
        "bods-package-fi-soe": 4,
        "fermcat": 3,
        "full-pep-declaration": 2,
        "indirect-ownership": 2,
        "joint-ownership": 3,
        "levent": 2,
        "listed-company-exempt-from-disclosure": 0,
        "mixed-direct-and-indirect-ownership": 3,
        "multiple-indirect-ownership": 4,
        "mutilple-indirect-ownership-2": 4,
        "plc-entity-statement": 0,
        "simple-pep-declaration": 2,
        "tecido": 4,
    }
    assert [(stake.kind, stake.least) for stake in reads["nomination"].stakes] == [(StakeKind.CONTROL, None)]
    (band,) = reads["bods-package-linking-annotations"].stakes
    assert (band.least, band.most) == (250_001, 499_999)
